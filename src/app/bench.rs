//! Measures how good the program is, on clips with labels.

mod against;
mod agreement;
mod angles;
mod cache;
mod check;
mod clips;
mod compare;
mod confusion;
mod label;
mod metrics;
mod noise;
mod report;
mod run;
pub mod stress;
mod summary;

use std::path::PathBuf;

pub use crate::core::report::LEAST_SEVERITY;
pub use against::{Against, Compared, Other, Pair, against, read_others};
pub use agreement::Agreement;
pub use cache::Cache;
pub use check::{Check, check};
pub use clips::{Clip, clips, forget_unnamed};
pub use compare::{Comparison, FaultCell, Said};
pub use confusion::{Confusion, NOTHING};
pub use label::{Label, LabelRep, Origin};
pub use metrics::{Better, Metric, Metrics, metrics};
pub use noise::{JITTER_TRUNK, N_REPLAYS, add_noise, jittered, jittered_px, normal, uniform};
pub use report::{BenchOptions, BenchReport, ClipReport, SCHEMA, measure};
pub use run::{Judged, Run};
pub use summary::{FaultScore, Negatives, Shown, Summary, summaries};

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The folder cannot be read.
    #[error("the folder cannot be read ({source}); check its name and permissions: {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No clip has a label.
    #[error(
        "no video or pose log here has a label; put NAME.json, NAME.txt with a line like `count: 5`, NAME.eaf of ELAN or \
         NAME.labels.csv beside NAME.mp4 or NAME.poses: {}",
        path.display()
    )]
    NoClips {
        /// The folder.
        path: PathBuf,
    },
    /// A label is not one.
    #[error("the label cannot be read ({cause}); write it as sample_videos/README.md says: {}", path.display())]
    Label {
        /// The label.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// A table of another instrument's readings cannot be used.
    #[error(
        "this table cannot be used ({cause}); write a CSV with the columns clip, repetition, measure and value, as \
         docs/agree.md says: {}",
        path.display()
    )]
    Other {
        /// The table.
        path: PathBuf,
        /// The mistake.
        cause: String,
    },
    /// A clip cannot be followed.
    #[error(transparent)]
    Pipeline(#[from] crate::io::pipeline::PipelineError),
}
