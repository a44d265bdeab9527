//! Folders of past sittings: `session.toml` with whose and when, `report.json` with what was found.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::whole;
use crate::report::Report;

const SESSION: &str = "session.toml";
const REPORT: &str = "report.json";

/// A past sitting, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    /// When it was kept, in local time: `2026-11-22 18:30`.
    pub began: String,
    /// Exercise that was looked for.
    pub exercise: String,
    /// Whole repetitions.
    pub n_reps: usize,
    /// 0–100.
    pub score: Option<f64>,
    /// Its folder.
    pub folder: PathBuf,
}

/// Where a sitting is kept, and what is known of it before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// Folder of all past sittings.
    pub base: PathBuf,
    /// Whose it is.
    pub profile: String,
    /// Pain before it, 0–10, where it was asked.
    pub pain_before: Option<u8>,
}

/// What is told after a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Aftermath {
    /// Pain after it, 0–10.
    pub pain_after: Option<u8>,
    /// What is new since, by id of [`crate::safety::Symptom`].
    pub new_symptoms: Vec<String>,
}

/// What `session.toml` holds.
#[derive(Debug, Serialize, Deserialize)]
struct Session {
    schema: u32,
    profile: String,
    /// Local time with its offset, RFC 3339.
    at: String,
    exercise: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pain_before: Option<u8>,
    #[serde(flatten)]
    after: Aftermath,
}

/// Keeps a report as the newest sitting; returns its folder.
pub fn keep(keep: &Keep, report: &Report) -> io::Result<PathBuf> {
    keep_at(keep, report, &Zoned::now())
}

fn keep_at(keep: &Keep, report: &Report, now: &Zoned) -> io::Result<PathBuf> {
    let exercise = &report.judgement.exercise;
    let folder = new_folder(&keep.base, &format!("{}-{exercise}", now.strftime("%Y-%m-%dT%H-%M-%S")))?;
    whole::write(&folder.join(REPORT), &serde_json::to_vec(report)?)?;
    // Written last: with it the folder counts as whole.
    write_session(
        &folder,
        &Session {
            schema: 1,
            profile: keep.profile.clone(),
            at: now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            exercise: exercise.clone(),
            pain_before: keep.pain_before,
            after: Aftermath::default(),
        },
    )?;
    Ok(folder)
}

/// Adds what was told after the sitting in this folder.
pub fn add_after(folder: &Path, after: Aftermath) -> io::Result<()> {
    let session = read_session(folder)?;
    write_session(folder, &Session { after, ..session })
}

fn read_session(folder: &Path) -> io::Result<Session> {
    toml::from_str(&std::fs::read_to_string(folder.join(SESSION))?).map_err(io::Error::other)
}

fn write_session(folder: &Path, session: &Session) -> io::Result<()> {
    let text = toml::to_string(session).map_err(io::Error::other)?;
    whole::write(&folder.join(SESSION), text.as_bytes())
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

/// The last sittings of a profile, the newest first. Folders that cannot be read are left out.
pub fn recent(base: &Path, profile: &str, at_most: usize) -> Vec<Sitting> {
    let entries = std::fs::read_dir(base).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.sort();
    let read = |folder: &PathBuf| sitting(folder, profile);
    folders.iter().rev().filter_map(read).take(at_most).collect()
}

fn sitting(folder: &Path, profile: &str) -> Option<Sitting> {
    let session = read_session(folder).ok()?;
    if session.profile != profile {
        return None;
    }
    let report = report_of(folder).ok()?;
    let began = session.at.get(..16)?.replace('T', " ");
    let Report { judgement, .. } = report;
    Some(Sitting {
        began,
        exercise: session.exercise,
        n_reps: judgement.reps.len(),
        score: judgement.score,
        folder: folder.into(),
    })
}

/// The report of a past sitting.
pub fn report_of(folder: &Path) -> io::Result<Report> {
    Ok(serde_json::from_slice(&std::fs::read(folder.join(REPORT))?)?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::pose::Stream;
    use crate::report::ModelReport;
    use crate::session::{Search, Session as Fold};

    fn report() -> Report {
        let judgement = Fold::new(Search::Auto, Stream { width: 640, height: 480 }).finish();
        let model = ModelReport { name: "full".into(), sha256: String::new() };
        Report::of("a".into(), judgement, None, "tract".into(), model)
    }

    fn of(base: &Path, profile: &str) -> Keep {
        Keep { base: base.into(), profile: profile.into(), pain_before: Some(2) }
    }

    #[test]
    fn what_is_told_after_a_sitting_is_added_and_nothing_else_changes() {
        let base = tempfile::tempdir().unwrap();
        let folder = keep(&of(base.path(), "Me"), &report()).unwrap();
        let before = std::fs::read_to_string(folder.join(SESSION)).unwrap();
        add_after(&folder, Aftermath { pain_after: Some(4), new_symptoms: vec!["numbness".into()] }).unwrap();
        let session = read_session(&folder).unwrap();
        assert_eq!((session.pain_before, session.after.pain_after), (Some(2), Some(4)));
        assert_eq!(session.after.new_symptoms, ["numbness"]);
        add_after(&folder, Aftermath::default()).unwrap();
        assert_eq!(std::fs::read_to_string(folder.join(SESSION)).unwrap(), before);
    }

    #[test]
    fn each_profile_has_its_own_sittings_the_newest_first() {
        let base = tempfile::tempdir().unwrap();
        let at = |minute| date(2026, 11, 22).at(18, minute, 5, 0).to_zoned(TimeZone::UTC).unwrap();
        let (early, late) = (at(30), at(31));
        for (profile, now) in [("Me", &early), ("Me", &early), ("Other", &early), ("Me", &late)] {
            keep_at(&of(base.path(), profile), &report(), now).unwrap();
        }
        let mine = recent(base.path(), "Me", 9);
        let began: Vec<&str> = mine.iter().map(|sitting| sitting.began.as_str()).collect();
        assert_eq!(began, ["2026-11-22 18:31", "2026-11-22 18:30", "2026-11-22 18:30"]);
        assert_eq!((recent(base.path(), "Me", 2).len(), recent(base.path(), "Other", 9).len()), (2, 1));
        assert_eq!(report_of(&mine[0].folder).unwrap(), report());
    }

    #[test]
    fn what_is_half_written_is_left_out() {
        let base = tempfile::tempdir().unwrap();
        let folder = keep(&of(base.path(), "Me"), &report()).unwrap();
        std::fs::create_dir(base.path().join("2999-01-01T00-00-00-auto")).unwrap();
        assert_eq!(recent(base.path(), "Me", 9).len(), 1);
        std::fs::write(folder.join(REPORT), "{").unwrap();
        assert!(recent(base.path(), "Me", 9).is_empty() && report_of(&folder).is_err());
    }
}
