//! What outlives a session.

use std::path::Path;

use super::session_writer::SessionWriter;
use super::{Ended, SessionOptions, SourceChoice};
use crate::app::outcome::Outcome;
use crate::core::report::Report;
use crate::io::recording::{check_is_other, keep_session, keep_stopped, write_whole};
use crate::io::words::{Trouble, TroubleCode, Value};

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
                    self.outcome = self.outcome.min(Outcome::CannotWrite);
                    let code = if was_written { TroubleCode::ReportNotKept } else { TroubleCode::SessionNotKept };
                    self.said = Some(not_written(code, &error, &keep.base));
                }
            }
        }
        self
    }

    fn unless_failed(self, written: std::io::Result<()>, path: &Path) -> Self {
        let Err(error) = written else { return self };
        let said = Some(not_written(TroubleCode::ReportNotWritten, &error, path));
        Self { outcome: self.outcome.min(Outcome::CannotWrite), said, ..self }
    }
}

fn not_written(code: TroubleCode, error: &std::io::Error, place: &Path) -> Trouble {
    Trouble::new(code, [("source", Value::cause(error)), ("path", Value::path(place))])
}

fn write_report(path: &Path, report: &Report) -> std::io::Result<()> {
    let mut json = serde_json::to_vec(report)?;
    json.push(b'\n');
    write_whole(path, &json)
}
