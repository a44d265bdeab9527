//! A data folder to remember things in.

use std::path::{Path, PathBuf};

use formcheck::core::judge::Search;
use formcheck::core::report::Report;
use formcheck::io::recording::history::{DATABASE, History, Listed, SESSIONS};
use formcheck::io::recording::{Keep, LogReader, REPORT, SessionFile, judge_log, keep_session};
use tempfile::TempDir;

/// A data folder, which goes with it.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn data(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn base(&self) -> PathBuf {
        self.data().join(SESSIONS)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.data().join(DATABASE)
    }

    pub(crate) fn keep(&self, profile: &str) -> Keep {
        Keep { base: self.base(), profile: profile.into(), pain_before: Some(2) }
    }

    /// Keeps a bridge as a session of this profile.
    pub(crate) fn session(&self, profile: &str) -> PathBuf {
        keep_session(&self.keep(profile), &bridge()).unwrap()
    }

    /// The history, level with the folders.
    pub(crate) fn history(&self) -> History {
        let mut history = History::open(self.data()).unwrap();
        history.sync().unwrap();
        history
    }

    pub(crate) fn listed(&self, profile: &str) -> Vec<Listed> {
        self.history().list(profile, usize::MAX).unwrap()
    }

    /// Names in a folder, hidden ones too.
    pub(crate) fn names(&self, folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(self.data().join(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// Changes the report of a session.
pub(crate) fn change_report(folder: &Path, change: impl FnOnce(&mut Report)) {
    let path = folder.join(REPORT);
    let mut report: Report = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut report);
    std::fs::write(path, serde_json::to_vec(&report).unwrap()).unwrap();
}

/// Changes a key of `session.toml`.
pub(crate) fn change_session(folder: &Path, from: &str, to: &str) {
    let path = folder.join("session.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(path, text.replace(from, to)).unwrap();
}

pub(crate) fn id_of(folder: &Path) -> String {
    SessionFile::read(folder).unwrap().id
}

/// A report with findings and measures, of a stored pose log.
pub(crate) fn bridge() -> Report {
    judge_log(&log("bridge_low_hips_woman.mp4"), Search::Auto).unwrap().report
}

/// The stored pose log of a sample video.
pub(crate) fn log(video: &str) -> PathBuf {
    let logs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/poses");
    let folders = std::fs::read_dir(logs).unwrap().map(|entry| entry.unwrap().path());
    let mut logs = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    logs.find(|log| LogReader::open(log).unwrap().header().video == video).unwrap()
}
