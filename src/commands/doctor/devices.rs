//! What live use and keeping results need: a camera, sound, a folder for data.

#[cfg(feature = "camera")]
use std::path::Path;
use std::path::PathBuf;

use super::{CheckLine, State};
use crate::inference::data_folder;

pub(super) fn check() -> Vec<CheckLine> {
    vec![camera(), sound(), folder(data_folder())]
}

#[cfg(feature = "camera")]
fn camera() -> CheckLine {
    let found = nokhwa::query(nokhwa::utils::ApiBackend::Auto).unwrap_or_default();
    let cameras: Vec<String> = found
        .iter()
        .filter(|camera| !is_metadata_node(Path::new("/sys/class/video4linux"), &camera.index().as_string()))
        .map(|camera| format!("{} ({})", camera.human_name(), camera.index()))
        .collect();
    cameras_line(&cameras)
}

#[cfg(not(feature = "camera"))]
fn camera() -> CheckLine {
    CheckLine::new("camera", State::Missing, "this program was built without it")
        .advise("build it with the feature `camera`")
}

#[cfg(feature = "camera")]
fn cameras_line(cameras: &[String]) -> CheckLine {
    const NOT_YET: &str = "live use is not there yet; recordings can be scored";
    if cameras.is_empty() {
        CheckLine::new("camera", State::Missing, format!("no camera was found; {NOT_YET}"))
            .advise("plug one in, and see that you may use it (on Linux: group `video`)")
    } else {
        CheckLine::new("camera", State::Ok, format!("{}; {NOT_YET}", cameras.join(", ")))
    }
}

/// Whether the node gives no pictures: `uvcvideo` puts one for metadata, with an odd index, behind each of pictures.
///
/// Told from Linux's `/sys/class/video4linux`, without opening anything; elsewhere there are no such nodes.
#[cfg(feature = "camera")]
fn is_metadata_node(class: &Path, number: &str) -> bool {
    let about = |node: &Path| {
        let index: u32 = std::fs::read_to_string(node.join("index")).ok()?.trim().parse().ok()?;
        Some((std::fs::canonicalize(node.join("device")).ok()?, index))
    };
    let Some((device, index)) = about(&class.join(format!("video{number}"))) else { return false };
    let nodes = std::fs::read_dir(class).into_iter().flatten().flatten();
    let mut others = nodes.filter_map(|node| about(&node.path()));
    index % 2 == 1 && others.any(|other| other == (device.clone(), index - 1))
}

#[cfg(feature = "sound")]
fn sound() -> CheckLine {
    use rodio::cpal::traits::{DeviceTrait as _, HostTrait as _};
    let device = if may_have_sound() { rodio::cpal::default_host().default_output_device() } else { None };
    let works = device.filter(|device| device.default_output_config().is_ok());
    match works.and_then(|device| device.description().ok()) {
        Some(description) => CheckLine::new("sound", State::Ok, description.to_string()),
        None => CheckLine::new("sound", State::Missing, "no sound device was found; only live use speaks")
            .advise("switch a loudspeaker on, and see that another program can be heard"),
    }
}

#[cfg(not(feature = "sound"))]
fn sound() -> CheckLine {
    CheckLine::new("sound", State::Missing, "this program was built without it")
        .advise("build it with the feature `sound`")
}

/// Without a card and a sound server ALSA writes its complaints to stderr, so it is not even asked.
#[cfg(feature = "sound")]
fn may_have_sound() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default();
    let servers = [runtime.join("pulse/native"), runtime.join("pipewire-0"), "/mnt/wslg/PulseServer".into()];
    let has_card = std::fs::read_to_string("/proc/asound/cards").is_ok_and(|cards| cards.contains('['));
    has_card || std::env::var_os("PULSE_SERVER").is_some() || servers.iter().any(|server| server.exists())
}

fn folder(folder: Option<PathBuf>) -> CheckLine {
    let name = "data folder";
    let Some(folder) = folder else {
        return CheckLine::new(name, State::Missing, "this system names no home folder").advise("set HOME");
    };
    let there = folder.ancestors().find(|folder| folder.is_dir());
    let is_writable = there.is_some_and(|there| tempfile::tempfile_in(there).is_ok());
    let shown = folder.display();
    match (is_writable, there == Some(&folder)) {
        (true, true) => CheckLine::new(name, State::Ok, format!("{shown}, can be written")),
        (true, false) => CheckLine::new(name, State::Ok, format!("{shown}, will be created when needed")),
        (false, _) => CheckLine::new(name, State::Missing, format!("{shown} cannot be written"))
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
        assert!(there.state == State::Ok && there.detail.ends_with("can be written"));
        let not_yet = folder(Some(home.path().join("a/b")));
        assert!(not_yet.state == State::Ok && not_yet.detail.ends_with("will be created when needed"));
        assert!(!home.path().join("a").exists(), "looking creates nothing");
        assert_eq!(folder(None).state, State::Missing);
    }

    #[test]
    #[cfg(feature = "camera")]
    fn no_camera_is_told_and_is_not_needed() {
        let none = cameras_line(&[]);
        assert_eq!((none.state, none.is_needed, none.advice.is_some()), (State::Missing, false, true));
        assert!(cameras_line(&["C920 (0)".into()]).detail.starts_with("C920 (0); "));
    }

    #[test]
    #[cfg(all(feature = "camera", target_os = "linux"))]
    fn the_node_behind_one_of_pictures_is_for_metadata() {
        let class = tempfile::tempdir().unwrap();
        let node = |number: u32, index: u32, device: &str| {
            let (node, device) = (class.path().join(format!("video{number}")), class.path().join(device));
            std::fs::create_dir_all(&node).unwrap();
            std::fs::create_dir_all(&device).unwrap();
            std::fs::write(node.join("index"), format!("{index}\n")).unwrap();
            std::os::unix::fs::symlink(device, node.join("device")).unwrap();
        };
        for (number, index, device) in [(0, 1, "usb1"), (1, 0, "usb1"), (2, 0, "usb2"), (3, 1, "usb3")] {
            node(number, index, device);
        }
        let metadata = ["0", "1", "2", "3", "9"].map(|number| is_metadata_node(class.path(), number));
        assert_eq!(metadata, [true, false, false, false, false]);
    }
}
