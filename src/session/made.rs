//! Made-up samples for tests.

use crate::pose::PoseSample;
use crate::time::Timestamp;

/// Returns a sample of a picture with nobody in it.
pub(crate) fn empty_sample(secs: f64) -> PoseSample {
    PoseSample {
        at: Timestamp::from_secs(secs),
        person: None,
        n_people: None,
        cut: false,
        brightness: 100.0,
        repeated: false,
        camera_shift: None,
        camera_zoom: None,
        patches: Vec::new(),
        patch_setup: None,
    }
}
