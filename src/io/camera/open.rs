//! Opens the camera that is meant, each time anew: its number may have changed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::CameraConfig;
use super::choice::Remembered;
use super::fault::CameraFault;
use super::grabber::{Grabber, Opened, Opener};
use super::list::{CameraEntry, cameras};
use super::mode::{Mode, Wish};
use super::portable;

/// The cameras of this machine.
pub(super) struct SystemOpener {
    config: CameraConfig,
    before: Option<Remembered>,
}

impl SystemOpener {
    pub(super) fn new(config: CameraConfig) -> Self {
        let before = config.remembered.clone().map(|name| Remembered { name, number: None });
        Self { config, before }
    }

    fn open_now(&mut self) -> Result<Opened, CameraFault> {
        let entry = self.config.choice.pick(&cameras(), self.before.as_ref())?;
        let wish = Wish { size: self.config.size, max_fps: self.config.max_fps };
        let opened = if self.config.choice.is_through_nokhwa {
            portable::open(entry.number, wish)
        } else {
            self.open_directly(&entry, wish)
        };
        let was_open = self.before.as_ref().is_some_and(|before| before.number.is_some());
        let (grabber, mode) = opened.map_err(|fault| match fault {
            CameraFault::Unplugged if !was_open => CameraFault::NotFound { wanted: entry.name.clone() },
            fault => fault,
        })?;
        self.before = Some(Remembered { name: entry.name.clone(), number: Some(entry.number) });
        Ok(Opened { grabber, name: entry.name, mode })
    }

    #[cfg(target_os = "linux")]
    fn open_directly(&self, entry: &CameraEntry, wish: Wish) -> Result<(Box<dyn Grabber>, Mode), CameraFault> {
        let node = std::path::PathBuf::from(format!("/dev/video{}", entry.number));
        match &self.config.choice.which {
            super::WhichCamera::Path(path) if entry.number == u32::MAX => super::linux::open(path, wish),
            _ => super::linux::open(&node, wish),
        }
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "on Linux it is needed")]
    fn open_directly(&self, entry: &CameraEntry, wish: Wish) -> Result<(Box<dyn Grabber>, Mode), CameraFault> {
        portable::open(entry.number, wish)
    }
}

impl Opener for SystemOpener {
    fn open(&mut self) -> Result<Opened, CameraFault> {
        // `v4l` panics on colours and fields that it has no name for: such a camera is refused, not the program ended.
        let opened = catch_unwind(AssertUnwindSafe(|| self.open_now()));
        opened.unwrap_or_else(|_panic| Err(CameraFault::Other { what: "its driver cannot be understood".to_owned() }))
    }
}
