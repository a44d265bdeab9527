//! From a picture to the key points of one person.

mod crop;
mod detector;
mod estimator;
mod follow;
mod landmarks;
mod memory;
mod model;
pub mod patches;
mod runner;
mod runtime;
mod scene;
pub mod stages;

use std::path::PathBuf;

pub use estimator::{Estimator, EstimatorConfig, StillPose};
pub use model::{Model, ModelFile, known_models};
pub use runtime::{Backend, Runtime, runtime};

/// Returns the user's data folder of this program, if the system has one.
pub fn data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "formcheck").map(|dirs| dirs.data_dir().to_path_buf())
}

/// Why no pose can be found in pictures: the machine's fault, never the picture's.
#[derive(Debug, thiserror::Error)]
pub enum InferenceError {
    /// Neither engine starts.
    #[error("the pose engine does not start ({cause}); run `formcheck doctor` to see what is missing")]
    Runtime {
        /// What the engine said.
        cause: String,
    },
    /// The file of a model is nowhere.
    #[error(
        "the pose model {name} is missing; put it into one of these folders, or name its folder in FORMCHECK_MODELS: {tried}"
    )]
    ModelMissing {
        /// File name of the model.
        name: &'static str,
        /// Folders that were searched.
        tried: String,
    },
    /// The file of a model is not what it should be.
    #[error("the pose model is damaged (its SHA-256 is not the one in models/SHA256SUMS); copy it anew: {}", path.display())]
    ModelDamaged {
        /// Where it lies.
        path: PathBuf,
    },
    /// The file of a model cannot be read.
    #[error("the pose model cannot be read ({source}); check the file's permissions: {}", path.display())]
    ModelUnreadable {
        /// Where it lies.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The engine refuses the model or fails on a picture.
    #[error("the pose engine fails ({0}); run `formcheck doctor`")]
    Engine(#[from] ort::Error),
    /// The model has other outputs than this program knows.
    #[error("the pose model has no output {name}; copy the model anew")]
    OutputMissing {
        /// Name of the output.
        name: &'static str,
    },
    /// The system starts no more threads.
    #[error("the system starts no more threads ({0}); close some programs")]
    NoThread(#[source] std::io::Error),
    /// A thread of the engine ended early.
    #[error("a thread of the pose engine ended early; please report this with the output of `formcheck doctor`")]
    ThreadLost,
}
