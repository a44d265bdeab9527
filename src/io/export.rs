//! Results handed on: a report for people as HTML and PDF, tables as CSV, and files for motion analysis:
//! OpenSim, C3D, `OpenPose`, BIDS.
//!
//! [`Document`] is what the report says, for both; [`Series`] what was measured in every picture. Everything here is
//! pure but [`pdf`], which needs a font, and `picture`, which draws into pictures.

mod axes;
pub mod bids;
mod bland_altman;
pub mod blur;
pub mod c3d;
pub mod curves;
pub mod dictionary;
mod document;
mod figure;
pub mod frames;
#[cfg(feature = "history")]
mod home_sheet;
mod html;
mod limits;
mod markup;
mod mean_curve;
pub mod openpose;
pub mod opensim;
#[cfg(feature = "export")]
mod pdf;
#[cfg(feature = "history")]
mod pictogram;
#[cfg(feature = "engine")]
pub mod picture;
mod plot;
#[cfg(feature = "history")]
mod progress;
pub mod reps;
mod series;
mod svg;
pub mod table;
pub mod tidy;
mod words;

pub use bland_altman::{Compared, bland_altman};
pub use document::{
    Block, Choice, Content, Document, Evidence, Figure, Headline, Jpeg, Mark, Note, Section, Shown, Table, choices,
};
#[cfg(feature = "history")]
pub use home_sheet::home_sheet;
pub use html::html;
pub use limits::{ScoreRange, rep_range, score_range};
#[cfg(feature = "export")]
pub use pdf::{Pdf, pdf};
#[cfg(feature = "history")]
pub use progress::progress;
pub use series::{Series, leg_of, rep_at};

/// Draws the person at one instant, for a recording without pictures; `None` where too little is seen.
pub fn figure_at(
    series: &Series,
    report: &crate::core::report::Report,
    choice: &Choice,
) -> Option<super::drawing::Drawing> {
    let rep = report.judgement.reps.get(choice.rep)?;
    let pose = series.nearest(choice.at_s)?.1?;
    figure::figure(pose, leg_of(Some(rep), pose), crate::core::exercises::by_name(&rep.exercise)?)
}
