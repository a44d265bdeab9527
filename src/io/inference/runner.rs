//! Running a model without leaving anything behind.

use ort::inputs;
use ort::memory::Allocator;
use ort::session::{HasSelectedOutputs, OutputSelector, RunOptions, Session, SessionOutputs};
use ort::value::{Tensor, TensorElementType, TensorRef, ValueType};

use super::InferenceError;
use super::model::ModelFile;
use super::runtime::{Backend, runtime};

/// A model that is run frame after frame.
pub(super) struct Runner {
    session: Session,
    /// Where outputs go, the same memory every time: for an output that it makes itself `ort` 2.0.0-rc.14 keeps a
    /// description for ever (`Value::from_session_output_ptr`), 1.5 MB in a minute of live use. tract takes no such memory.
    outputs: Option<RunOptions<HasSelectedOutputs>>,
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").finish_non_exhaustive()
    }
}

impl Runner {
    /// Loads the model.
    pub(super) fn load(model: ModelFile) -> Result<Self, InferenceError> {
        let session = model.session()?;
        let outputs = match runtime()?.backend {
            Backend::Native { .. } => Some(RunOptions::new()?.with_outputs(allocated(&session)?)),
            Backend::Tract => None,
        };
        Ok(Self { session, outputs })
    }

    /// Runs it on its only input.
    pub(super) fn run(&mut self, image: TensorRef<'_, f32>) -> Result<SessionOutputs<'_>, InferenceError> {
        let inputs = inputs!["image" => image];
        Ok(match &self.outputs {
            Some(outputs) => self.session.run_with_options(inputs, outputs)?,
            None => self.session.run(inputs)?,
        })
    }
}

/// Memory for every output whose size is known.
fn allocated(session: &Session) -> Result<OutputSelector, InferenceError> {
    let mut selector = OutputSelector::default();
    for output in session.outputs() {
        let ValueType::Tensor { ty: TensorElementType::Float32, shape, .. } = output.dtype() else { continue };
        if shape.iter().all(|side| 0 < *side) {
            let tensor = Tensor::<f32>::new(&Allocator::default(), shape.clone())?;
            selector = selector.preallocate(output.name(), tensor);
        }
    }
    Ok(selector)
}
