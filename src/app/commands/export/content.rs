//! Bytes of one exported file.

use super::input::Input;
use super::targets::{Format, Target};
use crate::app::commands::args::ExportArgs;
use crate::app::commands::message::say;
use crate::core::report::{Report, SCHEMA};
use crate::io::export::{
    Document, Evidence, Series, Shown, c3d, curves, dictionary, frames, html, opensim, pdf, reps, tidy,
};

/// A file that is asked for, and all that it is made from.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) args: &'a ExportArgs,
    pub(super) target: &'a Target,
    pub(super) input: &'a Input,
    pub(super) shown: &'a [Shown],
}

/// Returns the bytes of a file, or why it cannot be given.
pub(super) fn content(asked: &Asked<'_>) -> Result<Vec<u8>, String> {
    let report = &asked.input.report;
    let series = || asked.input.series.as_ref().map_err(Clone::clone);
    let text = match asked.target.format {
        Format::Html => html(&document(asked)),
        Format::Pdf => return Ok(printed(asked)),
        Format::Json => {
            let report = Report { schema: SCHEMA.to_owned(), ..report.clone() };
            [serde_json::to_string(&report).map_err(|error| error.to_string())?.as_str(), "\n"].concat()
        }
        Format::Reps => reps::csv(report),
        Format::Tidy => tidy::csv(report),
        Format::Curves => curves_csv(series()?, report)?,
        Format::Dictionary => dictionary::csv(),
        Format::Frames => frames::csv(series()?, &report.judgement.reps),
        Format::Mot => match asked.args.mot_model {
            Some(model) => opensim::model_mot(series()?, model.into()),
            None => opensim::mot(series()?),
        },
        Format::Trc => {
            let (series, scale) = (series()?, scale(asked)?);
            let name = asked.target.path.file_name().unwrap_or_default().to_string_lossy();
            let text = match asked.args.fill_gaps {
                Some(longest_secs) => opensim::filled_trc(series, scale, &name, longest_secs),
                None => opensim::trc(series, scale, &name),
            };
            text.ok_or("nobody was seen in any frame; film the whole body from the side")?
        }
        Format::C3d => return c3d_bytes(series()?, scale(asked)?),
        // Written file by file.
        Format::OpenPose | Format::Bids => return Err("it is a folder".into()),
    };
    Ok(text.into_bytes())
}

fn document(asked: &Asked<'_>) -> Document {
    let Input { report, series, missing, notes, .. } = asked.input;
    let words = asked.input.words;
    let (series, name) = (series.as_ref().ok(), asked.args.name.as_deref());
    Document::of(report, &Evidence { series, shown: asked.shown, missing, notes, name, words })
}

fn printed(asked: &Asked<'_>) -> Vec<u8> {
    let pdf = pdf(&document(asked));
    if !pdf.missing.is_empty() {
        let letters: String = pdf.missing.iter().collect();
        say(&format!("the PDF's font lacks letters, which are shown as \"?\" there; the HTML has them: {letters}"));
    }
    pdf.bytes
}

fn curves_csv(series: &Series, report: &Report) -> Result<String, String> {
    let curves = curves::curves(series, &report.judgement.reps);
    if curves.is_empty() {
        return Err("no repetition was counted whose measures can be read from joints; use --frames-csv".into());
    }
    Ok(curves::csv(&curves))
}

fn c3d_bytes(series: &Series, scale: Option<f32>) -> Result<Vec<u8>, String> {
    let c3d::C3d { bytes, n_left_out } = c3d::c3d(series, scale)?;
    if 0 < n_left_out {
        say(&format!(
            "the C3D file has one rate: {n_left_out} pictures that came closer together than its frames are left out; \
             --trc has them"
        ));
    }
    Ok(bytes)
}

/// Metres per px where the body height is given.
pub(super) fn scale(asked: &Asked<'_>) -> Result<Option<f32>, String> {
    let Some(cm) = asked.args.height_cm else { return Ok(None) };
    let series = asked.input.series.as_ref().map_err(Clone::clone)?;
    let why = "no picture shows ear, shoulder, hip, knee, ankle and heel at once to scale by; leave out --height-cm for \
               markers in px";
    opensim::metres_per_px(series, cm / 100.0).map(Some).ok_or_else(|| why.to_owned())
}
