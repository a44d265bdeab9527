//! The model files: where they lie, whether they are whole, and a session that runs one.

use std::io;
use std::path::{Path, PathBuf};

use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use ort::session::{Session, SessionOutputs};
use sha2::{Digest as _, Sha256};

use super::InferenceError;
use super::runtime::{resource_folders, runtime};
use crate::io::bounded::{self, Limit};

/// Landmark model that follows the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Model {
    /// `BlazePose` full: the default, fast enough for live use.
    Full,
    /// `BlazePose` heavy: four times the work; better where the person is small or the room is dark.
    Heavy,
}

impl Model {
    /// Returns the name on the command line and in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Heavy => "heavy",
        }
    }

    /// Returns its file.
    pub const fn file(self) -> ModelFile {
        match self {
            Self::Full => ModelFile("blazepose_landmark_full_nomask.onnx"),
            Self::Heavy => ModelFile("blazepose_landmark_heavy_nomask.onnx"),
        }
    }
}

/// The person detector's file.
pub(super) const DETECTOR: ModelFile = ModelFile("blazepose_detector.onnx");

/// A model's file, named as in `models/SHA256SUMS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelFile(pub &'static str);

/// Returns every model that the program can run.
pub fn known_models() -> [ModelFile; 3] {
    [DETECTOR, Model::Full.file(), Model::Heavy.file()]
}

/// The largest file that can be a model: the largest of ours has 27 MB.
const LIMIT: Limit = Limit::mib(128);

impl ModelFile {
    /// Returns the SHA-256 that the file must have, in hexadecimal digits.
    pub fn sha256(self) -> &'static str {
        let sums = include_str!("../../../models/SHA256SUMS");
        let line = sums.lines().find(|line| line.ends_with(self.0));
        line.and_then(|line| line.split_whitespace().next()).unwrap_or_default()
    }

    /// Returns where the file lies: `FORMCHECK_MODELS`, else a folder `models` beside the executable, where `make
    /// install` puts it, in the user's data folder, or in the repository.
    pub fn find(self) -> Result<PathBuf, InferenceError> {
        let folders = match std::env::var_os("FORMCHECK_MODELS") {
            Some(folder) => vec![PathBuf::from(folder)],
            None => resource_folders("models"),
        };
        let found = folders.iter().map(|folder| folder.join(self.0)).find(|path| path.is_file());
        found.ok_or_else(|| {
            let tried = folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ");
            InferenceError::ModelMissing { name: self.0, tried }
        })
    }

    /// Returns the path of the file, after its bytes have been checked against [`Self::sha256`].
    pub fn checked(self) -> Result<PathBuf, InferenceError> {
        let path = self.find()?;
        match sum(&path) {
            Ok(sum) if sum == self.sha256() => Ok(path),
            Ok(_) => Err(InferenceError::ModelDamaged { path }),
            Err(source) => Err(InferenceError::ModelUnreadable { path, source }),
        }
    }

    /// A session that runs the model on one thread: independent work side by side is faster than one frame on two.
    pub(super) fn session(self) -> Result<Session, InferenceError> {
        // Read twice, once for its sum: the engine maps the file, which costs 4 MB less than bytes of ours.
        let path = self.checked()?;
        let refused = |error: ort::Error<SessionBuilder>| ort::Error::new(error.to_string());
        let builder = Session::builder(&runtime()?.environment)?;
        let builder = builder.with_optimization_level(GraphOptimizationLevel::All).map_err(refused)?;
        let builder = builder.with_intra_threads(1).map_err(refused)?;
        let builder = builder.with_intra_op_spinning(false).map_err(refused)?;
        // A plan for memory that is made anew for every input shape; ours never changes, and without it 12 MB are saved.
        let mut builder = builder.with_memory_pattern(false).map_err(refused)?;
        Ok(builder.commit_from_file(path)?)
    }
}

/// The SHA-256 of a file, read piece by piece: memory for all of it takes longer to get than to sum up.
fn sum(path: &Path) -> io::Result<String> {
    let mut sum = Sha256::new();
    bounded::copy(path, LIMIT, &mut sum)?;
    Ok(format!("{:x}", sum.finalize()))
}

/// The values of one of a model's outputs.
pub(super) fn values<'a>(outputs: &'a SessionOutputs<'_>, name: &'static str) -> Result<&'a [f32], InferenceError> {
    let output = outputs.get(name).ok_or(InferenceError::OutputMissing { name })?;
    Ok(output.try_extract_tensor()?.1)
}

#[cfg(test)]
mod tests {
    use ort::value::Outlet;

    use super::*;

    #[test]
    fn every_model_has_a_sum_and_its_file_matches_it() {
        for model in known_models() {
            assert_eq!(model.sha256().len(), 64, "{}", model.0);
            model.checked().unwrap();
        }
    }

    #[test]
    fn models_take_and_give_tensors_of_the_names_and_shapes_that_are_read() {
        let image = |side| [("image", vec![1, side, side, 3])];
        let landmarks = [
            ("landmarks", vec![1, 39 * 5]),
            ("pose_flag", vec![1, 1]),
            ("heatmap", vec![1, 64, 64, 39]),
            ("world", vec![1, 39 * 3]),
        ];
        let detections = [("boxes", vec![1, 2254, 12]), ("scores", vec![1, 2254, 1])];
        assert_shapes(DETECTOR, &image(224), &detections);
        assert_shapes(Model::Full.file(), &image(256), &landmarks);
        assert_shapes(Model::Heavy.file(), &image(256), &landmarks);
    }

    fn assert_shapes(model: ModelFile, inputs: &[(&str, Vec<i64>)], outputs: &[(&str, Vec<i64>)]) {
        let session = model.session().unwrap();
        for (outlets, wanted) in [(session.inputs(), inputs), (session.outputs(), outputs)] {
            let shape = |outlet: &Outlet| outlet.dtype().tensor_shape().map(|shape| shape.to_vec());
            let mut found: Vec<_> = outlets.iter().map(|outlet| (outlet.name(), shape(outlet).unwrap())).collect();
            let mut wanted = wanted.to_vec();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{}", model.0);
        }
    }
}
