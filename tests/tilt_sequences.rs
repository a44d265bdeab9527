//! Patches follow generated motion: a still of a sample video, moved by what is known.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod tilt;

use formcheck::inference::patches::{PatchReading, PatchTracker};
use formcheck::pose::{BodyFrame, Patch, PatchSetup};
use tilt::{Sequence, Shown};

/// What was read of a sequence, from the set-up on.
#[derive(Debug)]
struct Followed {
    body: BodyFrame,
    /// Truth in degrees, reading.
    readings: Vec<(f32, PatchReading)>,
}

impl Followed {
    fn of(sequence: Sequence) -> Self {
        let (mut tracker, person) = (PatchTracker::default(), sequence.person());
        let read = |Shown { frame, tilt_deg }| (tilt_deg, tracker.push(&frame, Some(&person), false));
        let mut readings: Vec<(f32, PatchReading)> = sequence.play().map(read).collect();
        let laid = readings.iter().position(|(_, reading)| reading.setup.is_some()).unwrap();
        let Some(PatchSetup::Laid(body)) = readings[laid].1.setup else { panic!("{:?}", readings[laid].1) };
        readings.drain(..=laid);
        assert!(readings.iter().all(|(_, reading)| reading.setup.is_none()), "patches must hold");
        Self { body, readings }
    }

    /// Shift along the trunk of each reading, in trunks.
    fn along(&self, patch: Patch) -> Vec<f32> {
        let of = |reading: &PatchReading| reading.shifts.iter().find(|shift| shift.patch == patch).unwrap().shift;
        self.readings.iter().map(|(_, reading)| of(reading).dot(self.body.along) / self.body.trunk_px).collect()
    }

    /// Correlation with the pelvis' true motion, and shift per true shift.
    fn against_truth(&self, patch: Patch) -> (f32, f32) {
        let truth: Vec<f32> = self.readings.iter().map(|(tilt_deg, _)| tilt_deg * 0.004).collect();
        let shifts = self.along(patch);
        let (both, own) = (covariance(&truth, &shifts), covariance(&truth, &truth));
        (both / (own * covariance(&shifts, &shifts)).sqrt(), both / own)
    }

    fn worst_quality(&self, patch: Patch) -> f32 {
        let all = self.readings.iter().flat_map(|(_, reading)| &reading.shifts);
        all.filter(|shift| shift.patch == patch).map(|shift| shift.match_quality).fold(1.0, f32::min)
    }
}

fn covariance(a: &[f32], b: &[f32]) -> f32 {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let (mean_a, mean_b) = (mean(a), mean(b));
    a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum()
}

#[test]
fn the_pelvis_is_followed_on_any_camera() {
    let man = Sequence { n_cycles: 3, ..Sequence::of(&tilt::MAN) };
    let woman = Sequence { n_cycles: 3, seed: 5, ..Sequence::of(&tilt::WOMAN) };
    let resting = Sequence { n_cycles: 3, seed: 9, ..Sequence::of(&tilt::RESTING) };
    for sequence in [
        man,
        Sequence { tilt_deg: 5.0, noise: 6.0, jpeg_quality: Some(60), ..man },
        Sequence { tilt_deg: 20.0, period_secs: 2.0, fps: 30.0, ..woman },
        Sequence { tilt_deg: 5.0, period_secs: 6.0, n_cycles: 2, zoom: 0.7, noise: 2.0, ..woman },
        Sequence { height: 720, tilt_deg: 7.0, n_cycles: 2, jpeg_quality: None, fps: 12.0, ..man },
        Sequence { tilt_deg: 8.0, flicker: 0.08, ..resting },
        Sequence { tilt_deg: 2.5, ..man },
    ] {
        let followed = Followed::of(sequence);
        let (correlation, gain) = followed.against_truth(Patch::Pelvis);
        let worst = followed.worst_quality(Patch::Pelvis);
        println!(
            "{} {} px, trunk {:.0} px, {} deg: correlation {correlation:.4}, gain {gain:.2}, worst match {worst:.2}; chest {:.2}, knee {:.2}, foot {:.2}; {}",
            sequence.still.clip,
            sequence.height,
            followed.body.trunk_px,
            sequence.tilt_deg,
            followed.against_truth(Patch::Chest).1,
            followed.against_truth(Patch::Knee).1,
            followed.against_truth(Patch::Foot).1,
            followed.worst_quality(Patch::Background),
        );
    }
}
