//! What outlives a session.

use std::path::Path;

use super::session_writer::SessionWriter;
use super::{Ended, SessionOptions, SourceChoice};
use crate::app::outcome::Outcome;
use crate::core::report::Report;
use crate::io::recording::{check_is_other, keep_session, keep_stopped, write_whole};

impl Ended {
    /// With the report written wherever the plan wants it; `warnings` belong to the recording.
    pub(super) fn kept(
        mut self,
        options: &SessionOptions,
        writer: Option<SessionWriter>,
        warnings: Vec<String>,
    ) -> Self {
        let Some(report) = self.report.clone() else {
            if let Some(writer) = writer {
                writer.discard();
            }
            return self;
        };
        if let Some(path) = &options.report {
            let written = match &options.source {
                SourceChoice::File(recording, _) => check_is_other(path, recording),
                SourceChoice::Camera { .. } => Ok(()),
            };
            let written = written.and_then(|()| write_report(path, &report));
            self = self.unless_failed(written, path);
        }
        if let Some(keep) = &options.keep {
            // What could not be begun may be possible by now.
            let was_written = writer.is_some();
            let (kept, trouble) = match writer {
                Some(writer) => writer.finish(&report, warnings),
                None => match self.stop.clone() {
                    Some(stop) => (keep_stopped(keep, &report, stop), None),
                    None => (keep_session(keep, &report), None),
                },
            };
            self.said = self.said.or(trouble);
            match kept {
                Ok(folder) => self.folder = Some(folder),
                Err(error) => {
                    let place = keep.base.display();
                    self.outcome = self.outcome.min(Outcome::CannotWrite);
                    self.said = Some(if was_written {
                        format!(
                            "the report of the session cannot be kept ({error}); free some space, and what was recorded \
                             is judged at the next start: {place}"
                        )
                    } else {
                        format!("the session cannot be kept ({error}); free some space before the next one: {place}")
                    });
                }
            }
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
