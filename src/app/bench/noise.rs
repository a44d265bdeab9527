//! By how much figures change when nothing but noise changes.

use super::metrics::Metrics;
use crate::core::geometry::Point;
use crate::core::pose::{Person, PoseSample};
use crate::core::skeleton::{Joint, JointMap};

/// Standard deviation of the joints between a sample and its copy encoded anew with x264 at crf 20, ÷ trunk: .0042–.0057 on
/// three samples (1.4826 × median deviation); engines differ by a tenth of that.
pub const JITTER_TRUNK: f32 = 0.005;
/// As many replays are compared.
pub const N_REPLAYS: u64 = 5;

/// Returns the same samples, each joint moved at random by `sigma` (÷ trunk, standard deviation). The same seed moves
/// it alike.
pub fn jittered(samples: &[PoseSample], sigma: f32, seed: u64) -> Vec<PoseSample> {
    moved(samples, seed, |person| sigma * trunk_px(person))
}

fn trunk_px(person: &Person) -> f32 {
    let at = |joint: Joint| person.keypoints[joint].at;
    let left = at(Joint::LeftShoulder).distance(at(Joint::LeftHip));
    left.max(at(Joint::RightShoulder).distance(at(Joint::RightHip)))
}

fn moved(samples: &[PoseSample], seed: u64, sigma_px: impl Fn(&Person) -> f32) -> Vec<PoseSample> {
    let mut samples = samples.to_vec();
    for (frame, sample) in samples.iter_mut().enumerate() {
        let Some(person) = &mut sample.person else { continue };
        let sigma_px = sigma_px(person);
        person.keypoints = JointMap::from_fn(|joint| {
            let mut keypoint = person.keypoints[joint];
            let k = ((seed << 40) + ((frame as u64) << 8) + joint as u64) * 2;
            keypoint.at = keypoint.at + Point::new(normal(k), normal(k + 1)) * sigma_px;
            keypoint
        });
    }
    samples
}

/// Returns the same samples, each joint moved at random by `sigma` px (standard deviation).
pub fn jittered_px(samples: &[PoseSample], sigma: f32, seed: u64) -> Vec<PoseSample> {
    moved(samples, seed, |_| sigma)
}

/// Returns a standard normal number that belongs to `k`: the sum of twelve uniform ones.
pub fn normal(k: u64) -> f32 {
    (0..12).map(|part| uniform(k * 12 + part)).sum::<f32>() - 6.0
}

/// Returns a number in 0–1 that belongs to `k` (`SplitMix64`, Steele et al. 2014).
pub fn uniform(k: u64) -> f32 {
    let mut z = k.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
}

/// Gives each figure the largest change that any replay shows.
pub fn add_noise(metrics: &mut Metrics, replays: &[Metrics]) {
    for (name, metric) in metrics.iter_mut() {
        let changes = replays.iter().filter_map(|replay| Some((replay.get(name)?.value - metric.value).abs()));
        metric.noise = crate::core::report::round(changes.fold(0.0, f64::max));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_normal_and_repeat() {
        let numbers: Vec<f32> = (0..4000).map(normal).collect();
        let mean = numbers.iter().sum::<f32>() / 4000.0;
        let spread = numbers.iter().map(|n| (n - mean).powi(2)).sum::<f32>() / 4000.0;
        assert!(mean.abs() < 0.06 && (spread - 1.0).abs() < 0.08, "{mean} {spread}");
        assert_eq!(normal(7), normal(7));
    }
}
