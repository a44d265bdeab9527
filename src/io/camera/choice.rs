//! Which camera is meant: by number, path or a part of its name.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::fault::CameraFault;
use super::list::CameraEntry;

/// Camera to use.
///
/// As text: nothing, a number («0»), a path («/dev/video0») or a part of a name («c920»). Before it «nokhwa:» may stand:
/// then the camera is read through the crate `nokhwa` on Linux too, as it is elsewhere. That is for comparing the two ways:
/// broken rates do not work so, and a camera that stops is given up until it goes on by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CameraChoice {
    /// Camera that is meant.
    pub which: WhichCamera,
    /// Through `nokhwa` even where there is a better way.
    pub is_through_nokhwa: bool,
}

/// What is said of the camera to use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WhichCamera {
    /// The first.
    #[default]
    Any,
    /// By the system's number.
    Number(u32),
    /// By the device's path.
    Path(PathBuf),
    /// By a part of the name, in capital letters or small ones.
    Name(String),
}

impl CameraChoice {
    /// Of `cameras` the one that is meant; after a replug the one that was `before`, by its name, then by its number.
    pub(super) fn pick(
        &self,
        cameras: &[CameraEntry],
        before: Option<&Remembered>,
    ) -> Result<CameraEntry, CameraFault> {
        if cameras.is_empty() && !matches!(self.which, WhichCamera::Path(_)) {
            return Err(CameraFault::NoCamera);
        }
        let same = before.and_then(|before| before.among(cameras));
        // In the middle of a set another camera is no help: it sees the person from elsewhere.
        let may_change = before.is_none_or(|before| before.number.is_none());
        let found = same.or_else(|| if may_change { self.which.among(cameras) } else { None });
        found.ok_or_else(|| CameraFault::NotFound { wanted: self.which.to_string() })
    }
}

/// A camera that was used before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remembered {
    pub(super) name: String,
    /// `None` if it was used by another run of the program: numbers are not kept.
    pub(super) number: Option<u32>,
}

impl Remembered {
    /// Two of the same name are told apart by their numbers.
    fn among(&self, cameras: &[CameraEntry]) -> Option<CameraEntry> {
        let has_number = |camera: &&CameraEntry| Some(camera.number) == self.number;
        let mut named = cameras.iter().filter(|camera| camera.name == self.name);
        let same = named.clone().find(has_number).or_else(|| named.next());
        same.or_else(|| cameras.iter().find(has_number)).cloned()
    }
}

impl WhichCamera {
    fn among(&self, cameras: &[CameraEntry]) -> Option<CameraEntry> {
        match self {
            Self::Any => cameras.first().cloned(),
            Self::Number(number) => cameras.iter().find(|camera| camera.number == *number).cloned(),
            Self::Path(path) => Some(entry_of(path, cameras)),
            Self::Name(part) => {
                let part = part.to_lowercase();
                let mut named = cameras.iter().filter(|camera| camera.name.to_lowercase().contains(&part));
                let exact = named.clone().find(|camera| camera.name.to_lowercase() == part);
                exact.or_else(|| named.next()).cloned()
            }
        }
    }
}

/// A path may be a link, as those in `/dev/v4l/by-id`, and its node need not be listed.
fn entry_of(path: &Path, cameras: &[CameraEntry]) -> CameraEntry {
    let node = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let number = |node: &Path| node.to_str()?.strip_prefix("/dev/video")?.parse().ok();
    let number = number(&node).unwrap_or(u32::MAX);
    let known = cameras.iter().find(|camera| camera.number == number).cloned();
    known.unwrap_or_else(|| CameraEntry { number, name: path.display().to_string() })
}

impl std::fmt::Display for WhichCamera {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Number(number) => write!(f, "number {number}"),
            Self::Path(path) => write!(f, "{}", path.display()),
            Self::Name(part) => f.write_str(part),
        }
    }
}

impl FromStr for CameraChoice {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let text = text.trim();
        let (is_through_nokhwa, text) = text.strip_prefix("nokhwa:").map_or((false, text), |rest| (true, rest.trim()));
        let which = match text.parse() {
            _ if text.is_empty() => WhichCamera::Any,
            Ok(number) => WhichCamera::Number(number),
            Err(_) if text.starts_with('/') => WhichCamera::Path(text.into()),
            Err(_) => WhichCamera::Name(text.to_owned()),
        };
        Ok(Self { which, is_through_nokhwa })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cameras(named: &[(u32, &str)]) -> Vec<CameraEntry> {
        named.iter().map(|(number, name)| CameraEntry { number: *number, name: (*name).to_owned() }).collect()
    }

    fn picked(text: &str, named: &[(u32, &str)], before: Option<(&str, u32)>) -> Result<u32, CameraFault> {
        let before = before.map(|(name, number)| Remembered { name: name.to_owned(), number: Some(number) });
        let choice: CameraChoice = text.parse().unwrap();
        choice.pick(&cameras(named), before.as_ref()).map(|camera| camera.number)
    }

    const TWO: &[(u32, &str)] = &[(0, "Laptop Camera"), (2, "HD Pro Webcam C920")];

    #[test]
    fn a_camera_is_found_by_number_path_and_part_of_its_name() {
        let found = ["", "2", "/dev/video2", "c920", "laptop"].map(|text| picked(text, TWO, None));
        assert_eq!(found, [Ok(0), Ok(2), Ok(2), Ok(2), Ok(0)]);
        assert_eq!(picked("camera", &[(0, "Camera 2"), (1, "Camera")], None), Ok(1), "the whole name goes first");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let wanted = |wanted: &str| Err(CameraFault::NotFound { wanted: wanted.to_owned() });
        assert_eq!(picked("7", TWO, None), wanted("number 7"));
        assert_eq!(picked("brio", TWO, None), wanted("brio"));
        assert_eq!(picked("", &[], None), Err(CameraFault::NoCamera));
    }

    #[test]
    fn after_a_replug_the_name_is_stronger_than_the_number() {
        let c920 = Some(("HD Pro Webcam C920", 2));
        assert_eq!(picked("2", &[(2, "Laptop Camera"), (4, "HD Pro Webcam C920")], c920), Ok(4));
        assert_eq!(picked("", TWO, c920), Ok(2), "and than being the first");
        assert_eq!(picked("", &[(0, "Laptop Camera"), (2, "HD Pro Webcam C920 #2")], c920), Ok(2), "then the number");
        let gone = CameraFault::NotFound { wanted: "any".to_owned() };
        assert_eq!(picked("", &TWO[..1], c920), Err(gone), "another camera is no help");
        let twins = [(1, "HD Pro Webcam C920"), (2, "HD Pro Webcam C920")];
        assert_eq!(picked("", &twins, c920), Ok(2), "twins are told apart by it");
    }

    #[test]
    fn a_camera_of_another_run_is_taken_if_it_is_there() {
        let pick = |name: &str| {
            let before = Remembered { name: name.to_owned(), number: None };
            CameraChoice::default().pick(&cameras(TWO), Some(&before)).unwrap().number
        };
        assert_eq!([pick("HD Pro Webcam C920"), pick("BRIO")], [2, 0]);
    }

    #[test]
    fn the_way_through_nokhwa_is_a_prefix() {
        let choice: CameraChoice = "nokhwa: c920".parse().unwrap();
        assert_eq!(choice, CameraChoice { which: WhichCamera::Name("c920".into()), is_through_nokhwa: true });
        assert!(!"nokhwa".parse::<CameraChoice>().unwrap().is_through_nokhwa);
    }
}
