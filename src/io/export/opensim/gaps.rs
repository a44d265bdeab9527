//! Gaps of markers, filled along straight lines: inverse dynamics differentiates twice and takes no `NaN`.

use crate::core::geometry::Point;
use crate::core::skeleton::Joint;
use crate::core::track::TrackedPose;
use crate::io::export::series::Series;

/// A series whose short gaps are filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// The series.
    pub series: Series,
    /// Number of places that were filled: markers × pictures.
    pub n_filled: usize,
}

/// Fills each joint's gaps of at most this length, in s from the last picture before to the first one after.
///
/// A joint stays unknown before its first and after its last place.
pub fn filled(series: &Series, longest_secs: f64) -> Filled {
    let mut series = series.clone();
    let secs: Vec<f64> = series.samples.iter().map(|sample| sample.at.secs()).collect();
    let mut n_filled = 0;
    for joint in Joint::ALL {
        let places: Vec<Option<Point>> = series.poses.iter().map(|pose| pose.as_ref()?.joints[joint]).collect();
        for (frame, at) in in_gaps(&places, &secs, longest_secs) {
            if let Some(pose) = pose_at(&mut series.poses, frame) {
                pose.joints[joint] = Some(at);
                n_filled += 1;
            }
        }
    }
    Filled { series, n_filled }
}

/// The pose of a frame; where no person was followed, that of a frame before without its joints.
fn pose_at(poses: &mut [Option<TrackedPose>], frame: usize) -> Option<&mut TrackedPose> {
    let before = poses.get(..=frame)?.iter().flatten().next_back().copied();
    let slot = poses.get_mut(frame)?;
    if slot.is_none() {
        let nothing = crate::core::skeleton::JointMap::from_fn(|_| None);
        *slot = before.map(|pose| TrackedPose { joints: nothing, ..pose });
    }
    slot.as_mut()
}

/// Places in the gaps of one joint, with their frames.
fn in_gaps(places: &[Option<Point>], secs: &[f64], longest_secs: f64) -> Vec<(usize, Point)> {
    let known = || places.iter().zip(secs).enumerate().filter_map(|(k, (at, secs))| Some((k, (*at)?, *secs)));
    let mut all = Vec::new();
    for ((from, a, begin), (to, b, end)) in known().zip(known().skip(1)) {
        if to - from < 2 || longest_secs < end - begin {
            continue;
        }
        for (k, secs) in secs.iter().enumerate().take(to).skip(from + 1) {
            let share = ((secs - begin) / (end - begin)) as f32;
            all.push((k, a + (b - a) * share));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::tests::series;
    use super::super::{filled_trc, trc};
    use super::*;
    use crate::core::judge::made::empty_sample;

    /// The left hip moves to the right by 10 px a frame of 0.1 s; it is hidden in some frames, and all is in others.
    fn with_gaps(hidden: &[usize], empty: &[usize], n: usize) -> Series {
        let there = series().poses[0].unwrap();
        let pose = |k: usize| {
            let mut pose = there;
            pose.joints[Joint::LeftHip] = Some(Point::new(100.0 + 10.0 * k as f32, 200.0));
            if hidden.contains(&k) {
                pose.joints[Joint::LeftHip] = None;
            }
            Some(pose).filter(|_| !empty.contains(&k))
        };
        let samples = (0..n).map(|k| empty_sample(k as f64 * 0.1)).collect();
        Series { poses: (0..n).map(pose).collect(), samples, ..series() }
    }

    fn hip_x(series: &Series, frame: usize) -> Option<f32> {
        series.poses[frame]?.joints[Joint::LeftHip].map(|at| at.x)
    }

    #[test]
    fn short_gaps_lie_on_a_straight_line_and_long_ones_and_ends_stay_unknown() {
        let series = with_gaps(&[0, 3, 4, 7, 8, 9, 10, 13], &[], 14);
        let Filled { series, n_filled } = filled(&series, 0.35);
        let read: Vec<_> = [3, 4, 7, 10, 0, 13].iter().map(|frame| hip_x(&series, *frame)).collect();
        assert_eq!(read[2..], [None; 4]);
        assert!((read[0].unwrap() - 130.0).abs() < 0.01 && (read[1].unwrap() - 140.0).abs() < 0.01, "{read:?}");
        assert_eq!(n_filled, 2);
    }

    #[test]
    fn a_frame_without_anybody_has_markers_again_and_the_first_line_says_so() {
        let series = with_gaps(&[], &[2], 5);
        assert_eq!(trc(&series, None, "a.trc").unwrap().lines().count(), 5 + 4);
        let text = filled_trc(&series, None, "a.trc", 0.25).unwrap();
        assert_eq!(text.lines().count(), 5 + 5);
        // Ear, shoulder, hip, knee, ankle, heel and toe of one side.
        let said =
            "0 of 5 frames left out: no marker seen; 7 places of gaps of up to 0.25 s filled along straight lines)";
        assert!(text.lines().next().unwrap().ends_with(said), "{text}");
    }
}
