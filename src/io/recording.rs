//! What outlives a session: the pose log, the settings, the folders of past sessions and the index of them.

#[cfg(feature = "gui")]
mod answers;
#[cfg(feature = "history")]
mod archive;
mod exercise_files;
mod foreign;
#[cfg(feature = "history")]
mod forget;
pub mod history;
#[cfg(feature = "history")]
mod marks;
#[cfg(feature = "gui")]
mod plan_day;
#[cfg(feature = "history")]
mod plan_files;
#[cfg(feature = "history")]
mod plan_notes;
#[cfg(feature = "history")]
mod plan_pack;
#[cfg(feature = "history")]
mod plan_ratings;
#[cfg(feature = "history")]
mod plans;
pub mod pose_log;
mod rejudge;
#[cfg(feature = "gui")]
mod reminders;
#[cfg(feature = "history")]
mod room;
#[cfg(feature = "history")]
mod sessions;
#[cfg(feature = "history")]
mod settings;
#[cfg(feature = "gui")]
mod trouble;
#[cfg(feature = "history")]
mod whole;

#[cfg(feature = "history")]
pub use archive::{ArchiveError, Imported, export, import};
pub use exercise_files::{
    EXERCISE_ENDING, EXERCISES, ExerciseFileError, exercise_text, is_exercise_file, load_exercises, read_exercise,
};
pub use foreign::{ForeignError, ForeignKind, ForeignReader, KEYPOINTS_ENDING};
#[cfg(feature = "history")]
pub use forget::{Forgotten, forget};
#[cfg(feature = "history")]
pub use marks::{Mark, Marks, Remark};
#[cfg(feature = "gui")]
pub use plan_day::{DueItem, PlanDay, PlanReports, PlanState, StepOffer, plan_today};
#[cfg(feature = "history")]
pub use plan_files::{PlanNotesError, PlanPart};
#[cfg(feature = "history")]
pub use plan_notes::{change_notes, read_notes, take_step};
#[cfg(feature = "history")]
pub use plan_pack::{PackError, Packed};
#[cfg(feature = "history")]
pub use plan_ratings::{change_ratings, read_ratings};
#[cfg(feature = "history")]
pub use plans::{MOST_PLAN_SESSIONS, PLAN, PlanFileError, keep_plan, plan_of, plan_text, read_plan};
pub use pose_log::{LogError, LogHeader, LogReader, LogWriter, is_pose_log, rounded};
pub use rejudge::{Rejudged, judge_log};
#[cfg(feature = "gui")]
pub use reminders::{Reminder, ReminderError, TimeOfDay, units_folder};
#[cfg(feature = "history")]
pub use room::{KEPT_FREE, NoRoom, room};
#[cfg(feature = "history")]
pub use sessions::{
    About, Aftermath, Dropped, Keep, POSES, REPORT, REPORT_LIMIT, REPORTS, SESSION_SCHEMA, Session, SessionFile,
    SessionFolder, SessionState, VIDEO, add_after, begin, keep as keep_session, keep_rescored, keep_stopped,
    looked_for, recent as recent_sessions, recover, remove as remove_session, report_of, rescored, stop_of_day, today,
};
#[cfg(feature = "history")]
pub use settings::{Answers, BeatChoice, FIRST_PROFILE, Look, NotToday, Profile, SCALES, Settings, SoundSettings};
#[cfg(feature = "history")]
pub use whole::{check_is_other, hidden_beside, write as write_whole};
