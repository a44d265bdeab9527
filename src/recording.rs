//! What outlives a session: the pose log.

mod pose_log;

pub use pose_log::{LogError, LogHeader, LogReader, LogWriter, is_pose_log, rounded};
