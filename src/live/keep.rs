//! What outlives a sitting.

use std::path::Path;

use super::tape::Tape;
use super::{Ended, Plan, SourceChoice};
use crate::cli::Outcome;
use crate::recording::{check_is_other, keep_sitting, write_whole};
use crate::report::Report;

impl Ended {
    /// With the report written wherever the plan wants it; `warnings` belong to the recording.
    pub(super) fn kept(mut self, plan: &Plan, tape: Option<Tape>, warnings: Vec<String>) -> Self {
        let Some(report) = self.report.clone() else {
            if let Some(tape) = tape {
                tape.discard();
            }
            return self;
        };
        if let Some(path) = &plan.report {
            let written = match &plan.source {
                SourceChoice::File(recording) => check_is_other(path, recording),
                SourceChoice::Camera { .. } => Ok(()),
            };
            let written = written.and_then(|()| write_report(path, &report));
            self = self.unless_failed(written, path);
        }
        if let Some(keep) = &plan.keep {
            // What could not be begun may be possible by now.
            let (kept, trouble) = match tape {
                Some(tape) => tape.finish(&report, warnings),
                None => (keep_sitting(keep, &report), None),
            };
            let kept = kept.map(|folder| self.folder = Some(folder));
            self.said = self.said.or(trouble);
            self = self.unless_failed(kept, &keep.base);
        }
        self
    }

    fn unless_failed(self, written: std::io::Result<()>, path: &Path) -> Self {
        let Err(error) = written else { return self };
        let said =
            format!("cannot write the report ({error}); choose another place or free some space: {}", path.display());
        Self { outcome: self.outcome.min(Outcome::CannotWrite), said: Some(said), ..self }
    }
}

fn write_report(path: &Path, report: &Report) -> std::io::Result<()> {
    let mut json = serde_json::to_vec(report)?;
    json.push(b'\n');
    write_whole(path, &json)
}
