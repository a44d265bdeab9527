//! The thread for everything that the window must not wait for: files, lists of cameras, keeping the screen on.

mod plan;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::hand_over;
use crate::app::live::Live;
use crate::app::ui::Told;
use crate::core::plan::ItemKey;
use crate::core::plan::play::{Felt, Mark};
use crate::core::report::Report;
use crate::io::latest::Latest;
use crate::io::recording::{
    Aftermath, Marks, NoRoom, PlanDay, PlanReports, Remark, Session, SessionFile, Settings, TimeOfDay, add_after,
    history, recover, report_of, room, units_folder,
};
use crate::io::words::{Trouble, TroubleCode, Value};

/// So many past sessions are listed: three a day for nearly a year.
const N_SESSIONS: usize = 1000;
/// Ctrl-C is looked for this often.
const IDLE: Duration = Duration::from_millis(200);

/// Where things are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The settings file.
    pub settings: PathBuf,
    /// The folder of past sessions.
    pub sessions: PathBuf,
    /// Folder for exported reports.
    pub reports: PathBuf,
    /// Folder of the user's units of systemd, for reminders.
    pub units: PathBuf,
}

impl Places {
    /// Returns the places inside the program's data folder.
    pub fn in_folder(data: &Path) -> Self {
        let [sessions, reports, units] = [history::SESSIONS, "reports", "units"].map(|name| data.join(name));
        Self { settings: data.join("settings.toml"), sessions, reports, units }
    }

    /// Returns the same with reports where the person finds them: in a folder among their documents, if they have such.
    pub fn of_user(data: &Path) -> Self {
        let documents = directories::UserDirs::new().and_then(|dirs| dirs.document_dir().map(Path::to_path_buf));
        let reports = documents.filter(|folder| folder.is_dir()).map(|folder| folder.join("formcheck"));
        let places = Self::in_folder(data);
        let reports = reports.unwrap_or_else(|| places.reports.clone());
        Self { reports, units: units_folder().unwrap_or_else(|| places.units.clone()), ..places }
    }
}

/// Writes the report for people of the session in the first folder into the second, in the language of a code; returns the
/// file to print.
pub type WriteReport = fn(&Path, &Path, &str) -> Result<PathBuf, Trouble>;

/// What is to be done.
#[derive(Debug)]
pub(super) enum Job {
    Save(Settings),
    List {
        profile: String,
    },
    ListCameras,
    /// Looks whether a session can be kept.
    LookForRoom {
        has_video: bool,
    },
    Open(PathBuf),
    /// Writes the report of the session in this folder for people.
    Report {
        folder: PathBuf,
        language: &'static str,
    },
    /// Shows a folder in the system's own program.
    ShowFolder(PathBuf),
    /// Removes the session in this folder for good.
    Remove(PathBuf),
    /// Removes everything about a profile.
    Forget(String),
    /// Keeps what was told after the session in this folder.
    Tell {
        folder: PathBuf,
        after: Aftermath,
    },
    /// Says this of the session in that folder, or takes it back.
    Mark {
        folder: PathBuf,
        by: String,
        remark: Remark,
    },
    /// Keeps a decision or an answer about a profile's plan of today.
    Note {
        profile: String,
        note: PlanNote,
    },
    /// Keeps a profile's rating of an activity today, or takes it back.
    Rate {
        profile: String,
        activity: String,
        value: Option<u8>,
    },
    /// Reminds of a profile's plan at a time of every day, or no more.
    Remind {
        profile: String,
        time: Option<TimeOfDay>,
    },
    /// Writes another level of an item into a profile's plan.
    Step {
        profile: String,
        item: ItemKey,
        level: usize,
    },
    /// Makes a plan that of a profile; the one before is kept beside it.
    TakePlan {
        profile: String,
        plan: NewPlan,
    },
    KeepAwake(bool),
    /// Lets go of something that takes its time.
    Drop(Box<dyn std::any::Any + Send>),
    /// Ends a session that is under way, and keeps what there is.
    End(Live),
}

/// An entry in the notes of today's plan.
#[derive(Debug)]
pub(super) enum PlanNote {
    /// A decision about an item, or none any more.
    Mark(ItemKey, Option<Mark>),
    /// The answer after a session of an item.
    Felt { item: ItemKey, session: String, felt: Felt },
}

/// A plan to take over.
#[derive(Debug)]
pub(super) enum NewPlan {
    /// The text of one of the starting plans.
    Starting(String),
    /// One in a file.
    File(PathBuf),
}

/// What was found so far: a state.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Known {
    pub(super) sessions: Vec<Session>,
    /// The plan of the profile in use on this day.
    pub(super) plan: Option<PlanDay>,
    pub(super) cameras: Vec<String>,
    /// The past session that was opened last.
    pub(super) opened: Option<Arc<PastSession>>,
    /// The session whose report was written last, and the file to print.
    pub(super) reported: Option<(PathBuf, PathBuf)>,
    /// Why a session may not be kept, if so.
    pub(super) no_room: Option<NoRoom>,
    /// What went wrong last, in one sentence.
    pub(super) trouble: Option<Trouble>,
    /// Whether the screen may turn off although it was asked not to.
    pub(super) may_sleep: bool,
}

/// A past session: what was seen, and what was told around it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PastSession {
    pub(super) report: Arc<Report>,
    pub(super) told: Told,
}

impl PastSession {
    fn read(folder: &Path) -> std::io::Result<Self> {
        let told = Told::of(&SessionFile::read(folder)?);
        Ok(Self { report: Arc::new(report_of(folder)?), told })
    }
}

impl Known {
    /// Returns the session opened since `before`; the same one opened again counts too.
    pub(super) fn opened_since(&self, before: &Self) -> Option<&Arc<PastSession>> {
        let opened = self.opened.as_ref()?;
        let is_new = before.opened.as_ref().is_none_or(|before| !Arc::ptr_eq(before, opened));
        is_new.then_some(opened)
    }
}

/// Owns the thread; dropping it waits until all is done.
#[derive(Debug)]
pub(super) struct Worker {
    jobs: Option<SyncSender<Job>>,
    known: Arc<Latest<Known>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Wakes the window after each job, and when `cancelled` is set.
    pub(super) fn start(
        places: Places,
        write_report: WriteReport,
        cancelled: Arc<AtomicBool>,
        wake: impl Fn() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (jobs, inbox) = sync_channel(32);
        let known = Arc::new(Latest::default());
        let out = Arc::clone(&known);
        let work = move || {
            recover(&places.sessions);
            let mut at_work = AtWork {
                places,
                write_report,
                known: Known::default(),
                plan_reports: PlanReports::default(),
                awake: None,
            };
            while let Some(job) = next(&inbox, || cancelled.load(Ordering::Relaxed).then(&wake)) {
                out.put(at_work.done(job));
                wake();
            }
        };
        let thread = std::thread::Builder::new().name("worker".into()).spawn(work)?;
        Ok(Self { jobs: Some(jobs), known, thread: Some(thread) })
    }

    /// Hands a job over; one that finds 32 before it is refused.
    pub(super) fn ask(&self, job: Job) -> bool {
        self.jobs.as_ref().is_some_and(|jobs| jobs.try_send(job).is_ok())
    }

    /// What is new, if anything is.
    pub(super) fn known(&self) -> Option<Known> {
        self.known.take()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}

/// The next job; `idle` is called while there is none.
fn next(jobs: &Receiver<Job>, idle: impl Fn() -> Option<()>) -> Option<Job> {
    loop {
        match jobs.recv_timeout(IDLE) {
            Ok(job) => return Some(job),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {
                idle();
            }
        }
    }
}

struct AtWork {
    write_report: WriteReport,
    places: Places,
    known: Known,
    plan_reports: PlanReports,
    awake: Option<keepawake::KeepAwake>,
}

impl AtWork {
    fn done(&mut self, job: Job) -> Known {
        // What cannot fail must not wipe out what has.
        let may_fail = !matches!(
            job,
            Job::List { .. } | Job::ListCameras | Job::LookForRoom { .. } | Job::KeepAwake(_) | Job::Drop(_)
        );
        let trouble = self.one(job).err();
        if may_fail {
            self.known.trouble = trouble;
        }
        self.known.clone()
    }

    fn one(&mut self, job: Job) -> Result<(), Trouble> {
        match job {
            Job::Save(settings) => {
                let kept = settings.save(&self.places.settings);
                kept.map_err(|error| of_cause(TroubleCode::SettingsNotKept, &error))
            }
            Job::List { profile } => {
                self.known.sessions = history::recent(&self.places.sessions, &profile, N_SESSIONS);
                if let Some(trouble) = self.look_at_plan(&profile) {
                    self.known.trouble = Some(trouble);
                }
                Ok(())
            }
            Job::Note { profile, note } => self.note(&profile, note),
            Job::Rate { profile, activity, value } => self.rate(&profile, &activity, value),
            Job::Remind { profile, time } => self.remind(&profile, time),
            Job::Step { profile, item, level } => self.step(&profile, &item, level),
            Job::TakePlan { profile, plan } => self.take_plan(&profile, plan),
            Job::LookForRoom { has_video } => {
                self.known.no_room = room(&self.places.sessions, has_video).err();
                Ok(())
            }
            Job::ListCameras => {
                self.known.cameras = camera_names();
                Ok(())
            }
            Job::Open(folder) => {
                let past = PastSession::read(&folder);
                let past = past.map_err(|error| of_cause(TroubleCode::SessionUnreadable, &error))?;
                self.known.opened = Some(Arc::new(past));
                Ok(())
            }
            Job::Report { folder, language } => {
                let file = (self.write_report)(&folder, &self.places.reports, language)?;
                self.known.reported = Some((folder, file));
                Ok(())
            }
            Job::ShowFolder(folder) => hand_over::show(&folder),
            Job::Remove(folder) => hand_over::remove(&folder),
            Job::Forget(profile) => hand_over::forget_all(&self.places.sessions, &profile),
            Job::Drop(thing) => {
                drop(thing);
                Ok(())
            }
            Job::Tell { folder, after } => {
                add_after(&folder, after).map_err(|error| of_cause(TroubleCode::AnswersNotKept, &error))
            }
            Job::End(live) => {
                let ended = live.end();
                ended.said.map_or(Ok(()), Err)
            }
            Job::Mark { folder, by, remark } => {
                mark(&folder, &by, remark).map_err(|error| of_cause(TroubleCode::MarkNotKept, &error))
            }
            Job::KeepAwake(is_wanted) => {
                self.keep_awake(is_wanted);
                Ok(())
            }
        }
    }

    fn keep_awake(&mut self, is_wanted: bool) {
        if !is_wanted {
            self.awake = None;
        } else if self.awake.is_none() {
            let mut wish = keepawake::Builder::default();
            wish.display(true).idle(true).reason("an exercise is being watched").app_name("formcheck");
            // Systems have one way or the other: a screen saver's, or that of the session manager.
            let made = wish.create().or_else(|_no_login_manager| wish.idle(false).create());
            self.awake = made.inspect_err(|error| tracing::warn!(%error, "the screen may turn off")).ok();
        }
        self.known.may_sleep = is_wanted && self.awake.is_none();
    }
}

/// Work that could not be done, and the system's cause.
fn of_cause(code: TroubleCode, error: &std::io::Error) -> Trouble {
    Trouble::new(code, [("source", Value::cause(error))])
}

/// Adds a remark to a session's, or takes the same person's same one back.
fn mark(folder: &Path, by: &str, remark: Remark) -> std::io::Result<()> {
    let mut marks = Marks::load(folder)?;
    let before = marks.marks.len();
    marks.marks.retain(|mark| mark.by != by || mark.remark != remark);
    if marks.marks.len() == before { Marks::add(folder, by, remark).map(drop) } else { marks.save(folder) }
}

#[cfg(feature = "camera")]
fn camera_names() -> Vec<String> {
    crate::io::camera::cameras().into_iter().map(|camera| camera.name).collect()
}

#[cfg(not(feature = "camera"))]
fn camera_names() -> Vec<String> {
    Vec::new()
}

#[cfg(test)]
mod tests;
