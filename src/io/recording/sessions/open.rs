//! A session that goes on: its folder, from its first instant to its report.

use std::fs::{File, OpenOptions, TryLockError};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::session::{About, Dropped, SessionFile, SessionState};
use super::{Keep, POSES, REPORT, VIDEO};
use crate::core::report::{Report, StopReport};
use crate::io::recording::whole;

/// Held while the session goes on, so that no other program takes it for one that was left behind.
const LOCK: &str = ".lock";

/// The folder of a session that goes on. Dropped unfinished it is judged at the next start, as after a power cut.
#[derive(Debug)]
pub struct SessionFolder {
    path: PathBuf,
    session: SessionFile,
    _lock: Option<File>,
}

/// Begins a session: from here on its folder is there, and says that it is open.
pub fn begin(keep: &Keep, exercise: &str, about: About) -> io::Result<SessionFolder> {
    begin_at(keep, exercise, about, &Zoned::now())
}

pub(super) fn begin_at(keep: &Keep, exercise: &str, about: About, now: &Zoned) -> io::Result<SessionFolder> {
    let path = new_folder(&keep.base, &format!("{}-{exercise}", now.strftime("%Y-%m-%dT%H-%M-%S")))?;
    let begun = begin_in(path.clone(), keep, exercise, about, now);
    if begun.is_err() {
        // A folder that says nothing would stay for ever.
        let _stays = std::fs::remove_dir_all(path).is_err();
    }
    begun
}

fn begin_in(path: PathBuf, keep: &Keep, exercise: &str, about: About, now: &Zoned) -> io::Result<SessionFolder> {
    let at = now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    // Another session of this second, here or on another machine, has another one.
    let by_chance = RandomState::new().build_hasher().finish() >> 32;
    let id = format!("{}-{by_chance:08x}", now.strftime("%Y%m%d-%H%M%S"));
    let mut session = SessionFile::begun(id, at, [&keep.profile, exercise], about);
    session.pain_before = keep.pain_before;
    // Taken before the folder says that it is open: whoever finds it open finds it taken.
    let lock = take(&path)?;
    session.write(&path)?;
    sync_folder(&path);
    sync_folder(&keep.base);
    Ok(SessionFolder { path, session, _lock: lock })
}

impl SessionFolder {
    /// That of a session whose program is gone; `None` where it goes on in another one, or is over.
    pub(super) fn left_behind(path: &Path) -> io::Result<Option<Self>> {
        if SessionFile::read(path)?.state != SessionState::Open {
            return Ok(None);
        }
        let Some(lock) = take(path)? else { return Ok(None) };
        // It may have been finished while this was asked.
        let session = SessionFile::read(path)?;
        if session.state != SessionState::Open {
            let _is_gone = std::fs::remove_file(path.join(LOCK)).is_err();
            return Ok(None);
        }
        Ok(Some(Self { path: path.to_owned(), session, _lock: Some(lock) }))
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns where its pose log belongs.
    pub fn poses(&self) -> PathBuf {
        self.path.join(POSES)
    }

    /// Returns where its video belongs, if one is asked for.
    pub fn video(&self) -> PathBuf {
        self.path.join(VIDEO)
    }

    /// Returns the name of the session for good.
    pub fn id(&self) -> &str {
        &self.session.id
    }

    pub(super) fn session(&self) -> &SessionFile {
        &self.session
    }

    /// Says what is recorded, once it is known.
    pub fn describe(&mut self, about: About) -> io::Result<()> {
        self.session.about = about;
        self.session.write(&self.path)
    }

    /// Says how many pictures were left out; kept when the session is finished.
    pub fn dropped(&mut self, dropped: Dropped) {
        self.session.dropped = dropped;
    }

    /// Notes that "It hurts" was pressed so many seconds after the set began. Kept at once, so that a kill does not
    /// lose it.
    pub fn stopped(&mut self, stop: StopReport) -> io::Result<()> {
        self.session.stop = Some(stop);
        // Answers given meanwhile are in the file alone.
        self.session.after = SessionFile::read(&self.path).map(|there| there.after).unwrap_or_default();
        self.session.write(&self.path)
    }

    pub(super) fn ended_early(mut self) -> Self {
        self.session.ended_early = true;
        self
    }

    /// Ends the session: its report is kept, and the folder counts as whole. Returns the folder.
    pub fn finish(mut self, report: &Report) -> io::Result<PathBuf> {
        whole::write(&self.path.join(REPORT), &serde_json::to_vec(report)?)?;
        let session = &mut self.session;
        // What was told of it meanwhile is in the file alone.
        session.after = SessionFile::read(&self.path).map(|there| there.after).unwrap_or_default();
        session.rules_version = Some(report.rules_version);
        for (known, reported) in
            [(&mut session.about.source, &report.video), (&mut session.about.model, &report.model.name)]
        {
            if known.is_empty() {
                known.clone_from(reported);
            }
        }
        session.video = self.path.join(VIDEO).is_file().then(|| VIDEO.to_owned());
        // Written last: with it the folder counts as whole.
        self.session.over().write(&self.path)?;
        sync_folder(&self.path);
        let _stays = std::fs::remove_file(self.path.join(LOCK)).is_err();
        Ok(self.path)
    }
}

/// Whether a session goes on in a program that runs.
pub(in crate::io::recording) fn is_running(folder: &Path) -> bool {
    let is_open = SessionFile::read(folder).is_ok_and(|session| session.state == SessionState::Open);
    let is_taken = || File::open(folder.join(LOCK)).is_ok_and(|file| file.try_lock().is_err());
    is_open && is_taken()
}

/// The lock of a folder; `None` where another program holds it.
fn take(folder: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some network drives know no locks; a session must be possible there too.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A folder that was not there before.
fn new_folder(base: &Path, name: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(base)?;
    let mut k = 1;
    loop {
        let folder = base.join(if k == 1 { name.to_owned() } else { format!("{name}-{k}") });
        match std::fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => k += 1,
            made => return made.map(|()| folder),
        }
    }
}

/// Makes the names in a folder outlive a power cut, where the system lets folders be opened.
fn sync_folder(folder: &Path) {
    let _is_unknown_here = File::open(folder).and_then(|folder| folder.sync_all()).is_err();
}
