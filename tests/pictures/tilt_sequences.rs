//! Patches follow generated motion: a still of a sample video, moved by what is known.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use crate::tilt::{Sequence, Shown};
use formcheck::core::frame::Frame;
use formcheck::core::pose::{BodyFrame, Patch, PatchSetup};
use formcheck::io::inference::patches::{PatchReading, PatchTracker};

/// The pelvis patch, larger than the pelvis, moves by this for a pelvis that moves by 1.
const PELVIS_GAIN: f32 = 0.88;

/// What was read of a sequence, from the set-up on.
#[derive(Debug)]
struct Followed {
    body: BodyFrame,
    /// Truth in degrees, reading.
    readings: Vec<(f32, PatchReading)>,
}

impl Followed {
    fn of(sequence: Sequence) -> Self {
        Self::changed(sequence, |_| {})
    }

    /// Reads a sequence whose frames are changed before.
    fn changed(sequence: Sequence, change: impl Fn(&mut Frame)) -> Self {
        let (mut tracker, person) = (PatchTracker::default(), sequence.person());
        let read = |Shown { mut frame, tilt_deg }| {
            change(&mut frame);
            (tilt_deg, tracker.push(&frame, Some(&person), false))
        };
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
        (correlation(&truth, &shifts), covariance(&truth, &shifts) / covariance(&truth, &truth))
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
    let man = Sequence { n_cycles: 2, ..Sequence::of(&crate::tilt::MAN) };
    let woman = Sequence { n_cycles: 3, seed: 5, ..Sequence::of(&crate::tilt::WOMAN) };
    let resting = Sequence { n_cycles: 2, seed: 9, ..Sequence::of(&crate::tilt::RESTING) };
    for sequence in [
        man,
        Sequence { tilt_deg: 2.5, period_secs: 2.0, ..man },
        Sequence { tilt_deg: 5.0, noise: 6.0, jpeg_quality: Some(60), ..man },
        Sequence { tilt_deg: 20.0, period_secs: 2.0, fps: 20.0, n_cycles: 2, ..woman },
        Sequence { tilt_deg: 5.0, period_secs: 6.0, n_cycles: 1, zoom: 0.7, noise: 2.0, ..woman },
        Sequence { height: 720, tilt_deg: 7.0, n_cycles: 1, jpeg_quality: None, fps: 10.0, ..man },
        Sequence { tilt_deg: 8.0, flicker: 0.08, ..resting },
    ] {
        let followed = Followed::of(sequence);
        let (correlation, gain) = followed.against_truth(Patch::Pelvis);
        let worst = followed.worst_quality(Patch::Pelvis);
        let [chest, knee, foot] = [Patch::Chest, Patch::Knee, Patch::Foot].map(|patch| followed.against_truth(patch).1);
        println!(
            "{} {} px, trunk {:.0} px, {} deg: correlation {correlation:.4}, gain {gain:.3}, worst match {worst:.3}; \
             gain of chest {chest:.2}, knee {knee:.2}, foot {foot:.3}",
            sequence.still.clip, sequence.height, followed.body.trunk_px, sequence.tilt_deg
        );
        // Two measures of one body differ by .01; frame-to-frame flow, summed, would drift to .96.
        assert!(0.995 < correlation && 0.9 < worst, "{sequence:?}");
        assert!((gain - PELVIS_GAIN).abs() < 0.05, "{sequence:?}");
        assert!((chest - 0.45).abs() < 0.1 && foot.abs() < 0.03, "{sequence:?}");
    }
}

#[test]
fn a_camera_that_sways_is_told_by_the_background() {
    let sequence = Sequence { sway_px: 2.0, n_cycles: 2, tilt_deg: 5.0, ..Sequence::of(&crate::tilt::WOMAN) };
    let followed = Followed::of(sequence);
    let pairs = followed.along(Patch::Pelvis).into_iter().zip(followed.along(Patch::Background));
    let steadied: Vec<f32> = pairs.map(|(pelvis, camera)| pelvis - camera).collect();
    let truth: Vec<f32> = followed.readings.iter().map(|(tilt_deg, _)| *tilt_deg).collect();
    let correlation = correlation(&truth, &steadied);
    let (unsteadied, _) = followed.against_truth(Patch::Pelvis);
    println!("correlation {correlation:.4} with the background's motion taken out, {unsteadied:.2} without");
    assert!(0.99 < correlation && unsteadied < 0.9, "{correlation} {unsteadied}");
}

#[test]
fn after_three_minutes_a_body_at_rest_is_where_it_was() {
    let long = Sequence {
        height: 270,
        fps: 4.0,
        period_secs: 6.0,
        n_cycles: 29,
        jpeg_quality: None,
        ..Sequence::of(&crate::tilt::MAN)
    };
    let followed = Followed::of(long);
    let (correlation, gain) = followed.against_truth(Patch::Pelvis);
    let last = *followed.along(Patch::Pelvis).last().unwrap();
    println!("correlation {correlation:.4}, gain {gain:.3}, at rest after three minutes {last:.5} trunks");
    // A tenth of what 1 degree moves; a reference renewed with each cycle would add up to more.
    assert!(0.995 < correlation && last.abs() < 0.0004);
}

#[test]
fn a_step_of_exposure_or_focus_loses_nothing() {
    let sequence = Sequence { n_cycles: 2, jpeg_quality: None, ..Sequence::of(&crate::tilt::MAN) };
    let darker = |frame: &mut Frame| frame.rgb.iter_mut().for_each(|value| *value = (f32::from(*value) * 0.6) as u8);
    for (name, change) in [("exposure", &darker as &dyn Fn(&mut Frame)), ("focus", &defocus)] {
        let half = 1.5 + 3.0;
        let followed = Followed::changed(sequence, |frame| {
            if half < frame.at.secs() {
                change(frame);
            }
        });
        let (correlation, gain) = followed.against_truth(Patch::Pelvis);
        let worst = followed.worst_quality(Patch::Pelvis);
        println!("{name}: correlation {correlation:.4}, gain {gain:.3}, worst match {worst:.3}");
        assert!(0.99 < correlation && 0.6 < worst, "{name} {correlation} {worst}");
    }
}

/// As a lens that hunts: 2.5 px of blur at a trunk of 170 px.
fn defocus(frame: &mut Frame) {
    let picture = image::RgbImage::from_raw(frame.width, frame.height, frame.rgb.clone()).unwrap();
    frame.rgb = image::imageops::fast_blur(&picture, 2.5).into_raw();
}

fn correlation(a: &[f32], b: &[f32]) -> f32 {
    covariance(a, b) / (covariance(a, a) * covariance(b, b)).sqrt()
}
