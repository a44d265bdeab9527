//! Made-up samples for tests.

use crate::core::pose::PoseSample;
use crate::core::report::{Rep, RepSide};
use crate::core::time::Timestamp;

/// Returns a sample of a picture with no person in it.
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

/// Returns a bridge without a finding, held for 3 s.
pub(crate) fn clean_bridge() -> Rep {
    Rep {
        start_s: 0.0,
        peak_start_s: 1.0,
        peak_end_s: 4.0,
        end_s: 6.0,
        score: Some(100.0),
        exercise: "hip_bridge".into(),
        confidence: 1.0,
        set: 0,
        side: RepSide::Both,
        variant: "two_legs".into(),
        findings: Vec::new(),
        not_judged: Vec::new(),
        measures: std::collections::BTreeMap::new(),
    }
}
