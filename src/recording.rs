//! What outlives a session: the pose log, the settings, the folders of past sittings.

#[cfg(feature = "gui")]
mod marks;
pub mod pose_log;
#[cfg(feature = "gui")]
mod settings;
#[cfg(feature = "gui")]
mod sittings;
#[cfg(feature = "engine")]
mod whole;

#[cfg(feature = "gui")]
pub use marks::{Mark, Marks, Remark};
pub use pose_log::{LogError, LogHeader, LogReader, LogWriter, is_pose_log, rounded};
#[cfg(feature = "gui")]
pub use settings::{Answers, BeatChoice, Look, Profile, SCALES, Settings, SoundSettings};
#[cfg(feature = "gui")]
pub use sittings::{Aftermath, Keep, Sitting, add_after, keep as keep_sitting, recent as recent_sittings, report_of};
#[cfg(feature = "engine")]
pub use whole::{check_is_other, hidden_beside, write as write_whole};
