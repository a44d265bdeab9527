//! Aspects of the picture that exercises ask for.

use crate::core::exercise::{AskedView, CameraView, Exercise, PostureKind};
use crate::core::skeleton::Part;

/// Parts at the end of the legs.
const FEET: [Part; 3] = [Part::Ankle, Part::Heel, Part::Toe];

/// Aspects of the picture that one or more exercises ask for.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an aspect by itself")]
pub(super) struct Asked {
    /// The views from which they may be seen.
    pub(super) views: Vec<CameraView>,
    /// True where one of them reads the head.
    pub(super) head: bool,
    /// True where one of them reads a foot.
    pub(super) feet: bool,
    /// True where one of them is done on the back, with the feet on the floor: only there a body shows the camera's tilt.
    pub(super) on_the_back: bool,
    /// True where one of them reads joints: texture alone needs a larger picture.
    pub(super) joints: bool,
}

impl Asked {
    pub(super) fn by(exercise: &Exercise) -> Self {
        Self {
            views: exercise.views.to_vec(),
            head: exercise.reads_part(Part::Ear),
            feet: FEET.into_iter().any(|part| exercise.reads_part(part)),
            on_the_back: exercise.posture.kind == PostureKind::Supine,
            joints: exercise.joint_signal().is_some(),
        }
    }

    /// Adds what another exercise asks for.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.views.extend(&other.views);
        self.head |= other.head;
        self.feet |= other.feet;
        self.on_the_back |= other.on_the_back;
        self.joints |= other.joints;
        self
    }

    /// The view to turn to.
    pub(super) fn view(&self) -> AskedView {
        AskedView::of(&self.views)
    }
}
