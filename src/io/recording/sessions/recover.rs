//! What a kill or a power cut left open is judged as far as it goes.

use std::path::{Path, PathBuf};

use super::open::SessionFolder;
use super::session::SessionFile;
use super::{POSES, folders};
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::{Judge, Search};
use crate::core::pose::Stream;
use crate::core::report::{Code, ModelReport, Report};
use crate::io::recording::rejudge::{Rejudged, judge_log};

/// Said of a session that was not ended by anybody.
const EARLY: &str = "ended early: the program was stopped before the session was over";
const NOTHING: &str = "ended early: the program was stopped before anything of the session was kept";

/// Finishes the sessions that were left open and that go on in no other program; returns their folders.
pub fn recover(base: &Path) -> Vec<PathBuf> {
    super::remove::clear_remains(base);
    let mended = |folder: PathBuf| match mend(&folder) {
        Ok(mended) => mended,
        Err(error) => {
            tracing::warn!(%error, folder = %folder.display(), "a session stays open");
            None
        }
    };
    folders(base).into_iter().filter_map(mended).collect()
}

fn mend(folder: &Path) -> std::io::Result<Option<PathBuf>> {
    if !folder.join(super::session::FILE).is_file() {
        return Ok(None);
    }
    let Some(open) = SessionFolder::left_behind(folder)? else { return Ok(None) };
    let session = open.session();
    let mut report = judged(folder, looked_for(session));
    if !session.about.source.is_empty() {
        report.video.clone_from(&session.about.source);
    }
    open.ended_early().finish(&report).map(Some)
}

fn judged(folder: &Path, search: Search) -> Report {
    match judge_log(&folder.join(POSES), search) {
        Ok(Rejudged { mut report, n_samples: 1.., .. }) => {
            report.judgement.notes.push(Code::EndedEarly.says([], EARLY));
            report
        }
        Ok(_) | Err(_) => nothing(search),
    }
}

/// The report of a session of which nothing is left. That no person was seen would be said without having looked.
fn nothing(search: Search) -> Report {
    let mut judgement = Judge::new(search, Stream { width: 1, height: 1 }).finish();
    (judgement.refusal, judgement.notes) = (None, vec![Code::NothingKept.says([], NOTHING)]);
    let model = ModelReport { name: String::new(), sha256: String::new() };
    Report::of(String::new(), judgement, None, String::new(), model)
}

/// Returns what a session looked for, and how long its holds were to be, by what is in its file.
pub fn looked_for(session: &SessionFile) -> Search {
    let held = |exercise: &'static Exercise| match session.about.hold_goal_s {
        Some(secs) => exercise.with_hold(secs),
        None => exercise,
    };
    exercises::by_name(&session.exercise).map(held).map_or(Search::Auto, Search::One)
}
