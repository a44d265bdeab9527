//! Webcams: frames with the time they were taken, whatever happens to the camera.
//!
//! ```text
//! cameras ─> choice ─> open ─> grabber (linux | portable) ─> keeper ─> picture ─> clock ─> Latest<Captured>
//!                                                            (pure)    (strict)   (stamps)
//! ```
//!
//! A thread owns the camera. It opens it again for ever when it goes, and leaves out what is damaged: a pose found in a
//! damaged picture is wrong without looking so, one that is missing is a gap that is known.

mod choice;
mod clock;
mod fault;
mod feed;
mod grabber;
mod jpeg;
mod keeper;
#[cfg(target_os = "linux")]
mod linux;
mod list;
mod mode;
mod open;
mod picture;
mod portable;

pub use choice::{CameraChoice, WhichCamera};
pub use fault::{CameraFault, DropReason, FrameCounts};
pub use feed::{CameraFeed, CameraState, CameraStatus, Captured, Gap};
pub use list::{CameraEntry, cameras};
pub use mode::{Mode, PixelFormat, Rate};

/// Choice of a camera, and how it is used.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CameraConfig {
    /// Camera to use. [`WhichCamera::Any`] is the remembered one if it is there, else the first.
    pub choice: CameraChoice,
    /// The name of the camera that was used last time.
    pub remembered: Option<String>,
    /// Width and height in px, if not what is best for the pose model; the nearest if the camera has no such size.
    pub size: Option<(u32, u32)>,
    /// Faster modes are left alone, where there are slower ones.
    pub max_fps: Option<f64>,
    /// A camera that gives nothing is opened again after this, which may make it begin anew; a second if it is not said.
    pub patience: Option<std::time::Duration>,
}
