//! The measures that may be the signal, ranked by how far they move relative to their error and jitter.

use super::seen::Seen;
use crate::core::exercise::{CameraView, Limbs, median};
use crate::core::measure::{
    KNEE, KNEE_OVER_HIP, Measure, Of, PointOf as P, Quantity, SHOULDER_HIP_KNEE, THIGH_FLEXION, Unit,
};
use crate::core::skeleton::Part;
use crate::core::track::Leg;

/// The slope of the trunk has two joints, one trunk apart.
const SLOPE_ERROR_DEG: f32 = 5.0;
/// A movement exceeds its error and jitter by this factor at least.
const LEAST_RATIO: f32 = 2.0;
/// Least share of the poses in which a measure can be read.
const LEAST_READ: f32 = 0.6;
/// Both limbs move as one where their curves correlate by this at least.
const SAME_CORRELATION: f32 = 0.8;
/// Half-width of the median that separates movement from jitter, in s.
const SMOOTHING_SECS: f64 = 0.15;
/// From the median of distances to the half-width that holds 9 of 10, for a normal distribution.
const TO_90: f32 = 1.645 / 0.6745;
/// Low and high end of a range, as shares of the readings: single outliers are beyond.
const ENDS: [f32; 2] = [0.02, 0.98];

/// A measure that rises from rest and falls back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Movement {
    /// What is measured; it rises from rest.
    pub(super) measure: Measure,
    /// In words.
    pub(super) name: &'static str,
    /// The limbs that do it.
    pub(super) limbs: Limbs,
    /// Rest and top.
    pub(super) ends: [f32; 2],
    /// Range ÷ error and jitter.
    pub(super) ratio: f32,
}

const fn angle(id: &'static str, quantity: Quantity) -> Measure {
    Measure { id, quantity, change_error: None, ..KNEE }
}

const fn height(id: &'static str, of: P, over: P) -> Measure {
    Measure { id, quantity: Quantity::Height([of, over]), ..KNEE_OVER_HIP }
}

const fn slope(id: &'static str, from: Part, to: Part) -> Measure {
    let quantity = Quantity::Inclination([P::near(from), P::near(to)]);
    Measure { id, quantity, model_error: SLOPE_ERROR_DEG, error_per_yaw_deg: 0.2, change_error: None, ..KNEE }
}

/// Every candidate with its name; what can move either way is there twice.
const CANDIDATES: [(Measure, &str); 15] = {
    let (hip, knee, ankle) = (P::limb(Part::Hip), P::limb(Part::Knee), P::limb(Part::Ankle));
    let (shoulder, elbow, wrist) = (P::limb(Part::Shoulder), P::limb(Part::Elbow), P::limb(Part::Wrist));
    let (near_hip, near_shoulder) = (P::near(Part::Hip), P::near(Part::Shoulder));
    [
        (THIGH_FLEXION, "hip bend"),
        (SHOULDER_HIP_KNEE, "hip extension"),
        (KNEE, "knee extension"),
        (angle("knee_bend_deg", Quantity::Flexion([hip, knee, ankle])), "knee bend"),
        (
            angle("leg_raise_deg", Quantity::SignedFlexion([near_shoulder, near_hip, ankle])),
            "angle of the leg to the trunk",
        ),
        (KNEE_OVER_HIP, "height of the knee over the hip"),
        (height("foot_height_trunk", ankle, near_hip), "height of the foot over the hip"),
        (height("hip_height_trunk", near_hip, P::near(Part::Ankle)), "height of the hips over the feet"),
        (height("hip_lift_trunk", near_hip, near_shoulder), "height of the hips over the shoulders"),
        (slope("trunk_lean_deg", Part::Shoulder, Part::Hip), "lean of the trunk"),
        (slope("trunk_rise_deg", Part::Hip, Part::Shoulder), "rise of the trunk"),
        (height("hand_height_trunk", wrist, near_shoulder), "height of the hand over the shoulder"),
        (height("elbow_height_trunk", elbow, near_shoulder), "height of the elbow over the shoulder"),
        (angle("elbow_bend_deg", Quantity::Flexion([shoulder, elbow, wrist])), "elbow bend"),
        (angle("elbow_extension_deg", Quantity::Angle([shoulder, elbow, wrist])), "elbow extension"),
    ]
};

/// Returns the measures that rise from rest, the one that moves most first.
pub(super) fn ranked(seen: &Seen) -> Vec<Movement> {
    let mut all: Vec<Movement> =
        CANDIDATES.iter().filter_map(|(measure, name)| movement(seen, measure, name)).collect();
    all.sort_by(|a, b| b.ratio.total_cmp(&a.ratio));
    all
}

fn movement(seen: &Seen, measure: &Measure, name: &'static str) -> Option<Movement> {
    let pairs = if seen.view == CameraView::Front { [Leg::Left, Leg::Right] } else { [Leg::Near, Leg::Far] };
    let curves = pairs.map(|limb| Curve::of(seen, measure, limb));
    let [one, other] = &curves;
    let is_same = !measure.points().iter().any(|point| point.of == Of::Limb)
        || one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| SAME_CORRELATION <= one.correlation(other));
    let most = curves.iter().flatten().filter(|curve| curve.rises).max_by(|a, b| a.ratio.total_cmp(&b.ratio))?;
    let limbs = match seen.view {
        _ if is_same => Limbs::Both,
        CameraView::Front => Limbs::LeftAndRight,
        CameraView::Side | CameraView::Any => Limbs::Each,
    };
    let is_enough = LEAST_RATIO <= most.ratio;
    is_enough.then_some(Movement { measure: *measure, name, limbs, ends: most.ends, ratio: most.ratio })
}

/// A measure on one limb over time.
#[derive(Debug)]
struct Curve {
    /// By pose; `None` where it cannot be read.
    values: Vec<Option<f32>>,
    ends: [f32; 2],
    ratio: f32,
    /// Whether it is low at rest.
    rises: bool,
}

impl Curve {
    fn of(seen: &Seen, measure: &Measure, limb: Leg) -> Option<Self> {
        let raw: Vec<(f64, Option<f32>)> =
            seen.poses.iter().map(|pose| (pose.at.secs(), measure.of(pose, limb))).collect();
        let values: Vec<Option<f32>> = (0..raw.len()).map(|k| smoothed(&raw, k)).collect();
        let read: Vec<f32> = values.iter().flatten().copied().collect();
        if (read.len() as f32) < LEAST_READ * raw.len() as f32 {
            return None;
        }
        let far = raw.iter().zip(&values).filter_map(|((_, raw), value)| Some((raw.as_ref()? - value.as_ref()?).abs()));
        let jitter = TO_90 * median(far.collect())?;
        let [low, high] = ends(read)?;
        let rest = median(seen.rests().filter_map(|pose| measure.of(pose, limb)).collect())?;
        let ratio = (high - low) / measure.model_error.hypot(jitter);
        Some(Self { values, ends: [low, high], ratio, rises: rest - low < high - rest })
    }

    /// Returns the correlation with another curve, −1 to 1.
    fn correlation(&self, other: &Self) -> f32 {
        let pairs: Vec<(f32, f32)> =
            self.values.iter().zip(&other.values).filter_map(|(a, b)| Some((*a.as_ref()?, *b.as_ref()?))).collect();
        let n = pairs.len().max(1) as f32;
        let (mean_a, mean_b) =
            (pairs.iter().map(|(a, _)| a).sum::<f32>() / n, pairs.iter().map(|(_, b)| b).sum::<f32>() / n);
        let sum = |f: &dyn Fn(f32, f32) -> f32| pairs.iter().map(|(a, b)| f(a - mean_a, b - mean_b)).sum::<f32>();
        let spread = sum(&|a, _| a * a).sqrt() * sum(&|_, b| b * b).sqrt();
        if spread <= f32::EPSILON { 0.0 } else { sum(&|a, b| a * b) / spread }
    }
}

/// Returns the running median around the pose with that index.
fn smoothed(raw: &[(f64, Option<f32>)], k: usize) -> Option<f32> {
    let (at, own) = raw.get(k)?;
    (*own)?;
    let is_close = |(other, _): &&(f64, Option<f32>)| (other - at).abs() <= SMOOTHING_SECS;
    let before = raw.get(..k)?.iter().rev().take_while(is_close);
    let after = raw.get(k..)?.iter().take_while(is_close);
    median(before.chain(after).filter_map(|(_, value)| *value).collect())
}

fn ends(mut values: Vec<f32>) -> Option<[f32; 2]> {
    values.sort_by(f32::total_cmp);
    let at = |share: f32| values.get((share * values.len().saturating_sub(1) as f32).round() as usize).copied();
    let [low, high] = ENDS.map(at);
    Some([low?, high?])
}

impl Movement {
    /// Returns the range from rest to the top.
    pub(super) fn range(&self) -> f32 {
        let [rest, top] = self.ends;
        top - rest
    }

    /// Returns a value as text with its unit.
    pub(super) fn with_unit(&self, value: f32) -> String {
        match self.measure.unit() {
            Unit::Bodies => format!("{value:.2} trunk lengths"),
            unit => unit.with(value),
        }
    }
}
