//! Which cameras there are.

use std::path::Path;

use nokhwa::utils::{ApiBackend, CameraIndex};

/// A camera as the system names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameraEntry {
    /// As the system counts: on Linux `N` of `/dev/videoN`. It may change when the camera is plugged in again.
    pub number: u32,
    /// The name that its maker gave it.
    pub name: String,
}

/// Returns the cameras that are plugged in, in the order of their numbers, without nodes that give no pictures.
pub fn cameras() -> Vec<CameraEntry> {
    // What cannot be asked has no cameras: who opens one is told why.
    let found = nokhwa::query(ApiBackend::Auto).unwrap_or_default();
    let mut cameras: Vec<CameraEntry> = found
        .iter()
        .filter_map(|camera| match camera.index() {
            CameraIndex::Index(number) => Some(CameraEntry { number: *number, name: said_once(&camera.human_name()) }),
            CameraIndex::String(_) => None,
        })
        .filter(|camera| !is_metadata_node(Path::new("/sys/class/video4linux"), camera.number))
        .collect();
    cameras.sort_by_key(|camera| camera.number);
    cameras
}

/// `uvcvideo` puts the name of the camera's function behind that of the camera, which with most is the same, and cuts off
/// what is longer than 31 bytes: «HD Pro Webcam C920: HD Pro Webc».
fn said_once(name: &str) -> String {
    let (camera, function) = name.split_once(": ").unwrap_or((name, ""));
    let is_same = !function.is_empty() && camera.starts_with(function);
    if is_same { camera } else { name }.to_owned()
}

/// Whether the node gives no pictures: `uvcvideo` puts one for metadata, with an odd index, behind each of pictures.
///
/// Told from Linux's `/sys/class/video4linux`, without opening anything; elsewhere there are no such nodes.
fn is_metadata_node(class: &Path, number: u32) -> bool {
    let about = |node: &Path| {
        let index: u32 = std::fs::read_to_string(node.join("index")).ok()?.trim().parse().ok()?;
        Some((std::fs::canonicalize(node.join("device")).ok()?, index))
    };
    let Some((device, index)) = about(&class.join(format!("video{number}"))) else { return false };
    let nodes = std::fs::read_dir(class).into_iter().flatten().flatten();
    let mut others = nodes.filter_map(|node| about(&node.path()));
    index % 2 == 1 && others.any(|other| other == (device.clone(), index - 1))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_that_the_driver_says_twice_is_said_once() {
        for (name, said) in [
            ("Lab Cam: Lab Cam", "Lab Cam"),
            ("HD Pro Webcam C920: HD Pro Webc", "HD Pro Webcam C920"),
            ("Integrated Camera: Integrated I", "Integrated Camera: Integrated I"),
            ("USB Camera: ", "USB Camera: "),
            ("Lab Cam", "Lab Cam"),
        ] {
            assert_eq!(super::said_once(name), said);
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
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
        let metadata = [0, 1, 2, 3, 9].map(|number| super::is_metadata_node(class.path(), number));
        assert_eq!(metadata, [true, false, false, false, false]);
    }
}
