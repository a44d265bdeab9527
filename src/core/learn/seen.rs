//! The demonstration as it was followed: poses, posture at rest, view.

use super::LearnError;
use crate::core::exercise::{CameraView, ON_THE_SIDE_DEG, PostureKind, median, off_view_deg};
use crate::core::judge::ViewLimits;
use crate::core::measure::{
    HIP_OVER_SHOULDER, KNEE_OVER_HIP, Measure, PointOf, Quantity, body_roll_deg, is_face_up, yaw_deg,
};
use crate::core::pose::{PoseSample, Stream};
use crate::core::skeleton::Part;
use crate::core::track::{Leg, TrackedPose, Tracker};

/// Least share of pictures with a person.
const LEAST_SEEN: f32 = 0.8;
/// Least share of the poses in the posture of rest.
const LEAST_IN_POSTURE: f32 = 0.8;
/// Least share of the poses that the camera sees from the same side.
const LEAST_IN_VIEW: f32 = 0.8;
/// At either end of a demonstration the person rests for this long, in s.
const REST_SECS: f64 = 0.8;
/// Hips lower than this under the shoulders belong to an upright trunk, in trunk lengths: a slope of 37°.
const UPRIGHT_HIPS: f32 = -0.6;
/// A leg longer than this from hip to ankle stands, in trunk lengths: on film 1.25 to 1.6 (`assets/exercises/march.toml`).
const STANDING_LEG: f32 = 1.15;
/// A hip this high over the knee, or a shoulder over the wrist, is carried by it, in trunk lengths.
const CARRIED: f32 = 0.4;

const LEG: Measure = trunk("leg", Quantity::Farthest(PointOf::near(Part::Hip), Part::Ankle));
const HIP_OVER_KNEE: Measure = trunk("hip", Quantity::Height([PointOf::near(Part::Hip), PointOf::near(Part::Knee)]));
const SHOULDER_OVER_WRIST: Measure =
    trunk("shoulder", Quantity::Height([PointOf::near(Part::Shoulder), PointOf::near(Part::Wrist)]));

const fn trunk(id: &'static str, quantity: Quantity) -> Measure {
    Measure { id, quantity, ..KNEE_OVER_HIP }
}

/// A demonstration as it was followed.
#[derive(Debug)]
pub(super) struct Seen {
    /// Poses in order of time.
    pub(super) poses: Vec<TrackedPose>,
    /// Posture at rest.
    pub(super) posture: PostureKind,
    /// Place of the camera.
    pub(super) view: CameraView,
}

impl Seen {
    /// Follows the samples of a demonstration.
    pub(super) fn of(stream: Stream, samples: &[PoseSample]) -> Result<Self, LearnError> {
        let mut tracker = Tracker::new(stream);
        let followed = samples.iter().filter_map(|sample| tracker.push(sample));
        let poses: Vec<TrackedPose> = followed.map(|it| it.raw.unzoomed()).collect();
        let share = poses.len() as f32 / samples.len().max(1) as f32;
        if share < LEAST_SEEN {
            return Err(LearnError::Unseen { percent: 100.0 * share });
        }
        let posture = at_rest(&poses).ok_or(LearnError::PostureUnknown)?;
        let n_in_posture = poses.iter().filter(|pose| keeps(posture, pose)).count();
        let share = n_in_posture as f32 / poses.len() as f32;
        if share < LEAST_IN_POSTURE {
            return Err(LearnError::PostureChanges { posture: words(posture), percent: 100.0 * share });
        }
        let view = view(&poses)?;
        Ok(Self { poses, posture, view })
    }

    /// Returns the poses at either end, where the person rests.
    pub(super) fn rests(&self) -> impl Iterator<Item = &TrackedPose> {
        rests(&self.poses)
    }
}

fn rests(poses: &[TrackedPose]) -> impl Iterator<Item = &TrackedPose> {
    let ends = poses.first().zip(poses.last()).map(|(first, last)| (first.at, last.at));
    poses.iter().filter(move |pose| {
        ends.is_some_and(|(first, last)| {
            pose.at.secs_since(first) <= REST_SECS || last.secs_since(pose.at) <= REST_SECS
        })
    })
}

/// Returns the posture of most poses at rest.
fn at_rest(poses: &[TrackedPose]) -> Option<PostureKind> {
    let kinds: Vec<PostureKind> = rests(poses).filter_map(kind).collect();
    let count = |kind: PostureKind| kinds.iter().filter(|other| **other == kind).count();
    PostureKind::ALL.into_iter().max_by_key(|kind| count(*kind)).filter(|kind| kinds.len() < 2 * count(*kind))
}

/// Returns the posture that a pose shows.
fn kind(pose: &TrackedPose) -> Option<PostureKind> {
    let of = |measure: &Measure| measure.of(pose, Leg::Near);
    if of(&HIP_OVER_SHOULDER)? <= UPRIGHT_HIPS {
        let is_long = STANDING_LEG <= of(&LEG)?;
        return Some(if is_long { PostureKind::Standing } else { PostureKind::Sitting });
    }
    if ON_THE_SIDE_DEG <= body_roll_deg(pose) {
        return Some(PostureKind::SideLying);
    }
    if is_face_up(pose) {
        return Some(PostureKind::Supine);
    }
    let is_carried = |measure: &Measure| of(measure).is_some_and(|height| CARRIED <= height);
    let is_on_knees = is_carried(&HIP_OVER_KNEE) || is_carried(&SHOULDER_OVER_WRIST);
    Some(if is_on_knees { PostureKind::HandsAndKnees } else { PostureKind::Prone })
}

/// Tells whether a moving body may still be in a posture: limbs and an upright trunk may move.
fn keeps(posture: PostureKind, pose: &TrackedPose) -> bool {
    match posture {
        PostureKind::Standing | PostureKind::Sitting => true,
        PostureKind::SideLying => ON_THE_SIDE_DEG / 2.0 <= body_roll_deg(pose),
        PostureKind::Supine => is_face_up(pose),
        PostureKind::Prone | PostureKind::HandsAndKnees => !is_face_up(pose),
    }
}

fn view(poses: &[TrackedPose]) -> Result<CameraView, LearnError> {
    let yaw_deg = median(poses.iter().map(yaw_deg).collect()).unwrap_or(0.0);
    let most_deg = ViewLimits::MEASURED.refused_yaw_deg;
    let view = match yaw_deg {
        yaw if yaw <= most_deg => CameraView::Side,
        yaw if 90.0 - most_deg <= yaw => CameraView::Front,
        yaw_deg => return Err(LearnError::Oblique { yaw_deg }),
    };
    let n_in_view = poses.iter().filter(|pose| off_view_deg(pose, &[view]) <= most_deg).count();
    let share = n_in_view as f32 / poses.len() as f32;
    if share < LEAST_IN_VIEW {
        return Err(LearnError::ViewChanges { view: view.id(), percent: 100.0 * share });
    }
    Ok(view)
}

/// Returns a posture in words.
pub(super) const fn words(posture: PostureKind) -> &'static str {
    match posture {
        PostureKind::Supine => "on the back",
        PostureKind::Prone => "on the belly",
        PostureKind::SideLying => "on the side",
        PostureKind::HandsAndKnees => "on hands and knees",
        PostureKind::Sitting => "sitting",
        PostureKind::Standing => "standing",
    }
}
