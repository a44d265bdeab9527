//! What outlives a session: the pose log, the settings, the folders of past sittings.

mod pose_log;
#[cfg(feature = "gui")]
mod settings;
#[cfg(feature = "gui")]
mod sittings;

pub use pose_log::{LogError, LogHeader, LogReader, LogWriter, is_pose_log, rounded};
#[cfg(feature = "gui")]
pub use settings::{Look, Profile, SCALES, Settings};
#[cfg(feature = "gui")]
pub use sittings::Sitting;
