//! What live use and keeping results need: a camera, sound, a folder for data.

use std::path::PathBuf;

use super::{CheckLine, CheckState};
#[cfg(feature = "camera")]
use crate::io::camera::cameras;
use crate::io::inference::data_folder;
#[cfg(feature = "sound")]
use crate::io::sound::device_name;

pub(super) fn check() -> Vec<CheckLine> {
    vec![camera(), sound(), folder(data_folder())]
}

#[cfg(feature = "camera")]
fn camera() -> CheckLine {
    let cameras: Vec<String> = cameras().iter().map(|camera| format!("{} ({})", camera.name, camera.number)).collect();
    cameras_line(&cameras)
}

#[cfg(not(feature = "camera"))]
fn camera() -> CheckLine {
    CheckLine::new("camera", CheckState::Missing, "this program was built without it")
        .advise("build it with the feature `camera`")
}

#[cfg(feature = "camera")]
fn cameras_line(cameras: &[String]) -> CheckLine {
    if cameras.is_empty() {
        CheckLine::new("camera", CheckState::Missing, "no camera was found; recordings can be scored without one")
            .advise("plug one in, and see that you may use it (on Linux: group `video`)")
    } else {
        CheckLine::new("camera", CheckState::Ok, cameras.join(", "))
    }
}

#[cfg(feature = "sound")]
fn sound() -> CheckLine {
    match device_name() {
        Some(name) => CheckLine::new("sound", CheckState::Ok, name),
        None => CheckLine::new("sound", CheckState::Missing, "no sound device was found; only live use speaks")
            .advise("switch a loudspeaker on, and see that another program can be heard"),
    }
}

#[cfg(not(feature = "sound"))]
fn sound() -> CheckLine {
    CheckLine::new("sound", CheckState::Missing, "this program was built without it")
        .advise("build it with the feature `sound`")
}

fn folder(folder: Option<PathBuf>) -> CheckLine {
    let name = "data folder";
    let Some(folder) = folder else {
        return CheckLine::new(name, CheckState::Missing, "this system names no home folder").advise("set HOME");
    };
    let there = folder.ancestors().find(|folder| folder.is_dir());
    let is_writable = there.is_some_and(|there| tempfile::tempfile_in(there).is_ok());
    let shown = folder.display();
    match (is_writable, there == Some(&folder)) {
        (true, true) => CheckLine::new(name, CheckState::Ok, format!("{shown}, can be written")),
        (true, false) => CheckLine::new(name, CheckState::Ok, format!("{shown}, will be created when needed")),
        (false, true) if std::fs::read_dir(&folder).is_ok() => {
            let detail = format!("{shown}: sessions there can be seen, and none can be kept");
            CheckLine::new(name, CheckState::ReadOnly, detail)
                .advise("give yourself the right to write there, or set XDG_DATA_HOME to a folder of yours")
        }
        (false, _) => CheckLine::new(name, CheckState::Missing, format!("{shown} cannot be written"))
            .advise("give yourself the right to write there, or set XDG_DATA_HOME to a folder of yours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_folder_is_there_or_will_be_created() {
        let home = tempfile::tempdir().unwrap();
        let there = folder(Some(home.path().into()));
        assert!(there.state == CheckState::Ok && there.detail.ends_with("can be written"));
        let not_yet = folder(Some(home.path().join("a/b")));
        assert!(not_yet.state == CheckState::Ok && not_yet.detail.ends_with("will be created when needed"));
        assert!(!home.path().join("a").exists(), "looking creates nothing");
        assert_eq!(folder(None).state, CheckState::Missing);
    }

    #[test]
    #[cfg(feature = "camera")]
    fn no_camera_is_told_and_is_not_needed() {
        let none = cameras_line(&[]);
        assert_eq!((none.state, none.is_needed, none.advice.is_some()), (CheckState::Missing, false, true));
        assert!(cameras_line(&["C920 (0)".into(), "Laptop (2)".into()]).detail == "C920 (0), Laptop (2)");
    }
}
