//! The poses of one repetition, and what can be read from them.

use super::{Cycle, Exercise, PatchShare, SpanOf, off_view_deg};
use crate::core::geometry::{Floor, Point};
use crate::core::measure::{Measure, Unit, yaw_to_feet_deg};
use crate::core::skeleton::{Joint, Part, Side};
use crate::core::track::{Leg, TrackedPose};

/// A number with its error: a half-width that holds 9 of 10 readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The number.
    pub value: f32,
    /// Its error, in the same unit.
    pub error: f32,
}

/// How long the parts of a repetition take.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(clippy::struct_field_names, reason = "the unit belongs into the name")]
pub struct Spans {
    /// From rest to the top.
    pub lift_secs: f32,
    /// At the top, while the movement stands still.
    pub hold_secs: f32,
    /// From the top to rest.
    pub drop_secs: f32,
}

/// What a span is off by, as a half-width that holds 9 of 10, in s (measured on `sample_videos`).
pub const SPAN_ERROR_SECS: f32 = 0.3;

/// The poses of one repetition, cut where the movement says.
#[derive(Debug, Clone, Copy)]
pub struct RepTrace<'a> {
    /// The exercise that it may be a repetition of.
    pub exercise: &'static Exercise,
    /// At rest, before.
    pub rest: &'a [TrackedPose],
    /// From the first to the last instant of motion.
    pub moving: &'a [TrackedPose],
    /// At the top, while the movement stands still; at least one pose.
    pub hold: &'a [TrackedPose],
    /// How long its parts take; `None` where a pose is looked at by itself.
    pub spans: Option<Spans>,
    /// The leg whose signal moved.
    pub leg: Leg,
    /// What texture tells of it, where it is followed by that.
    pub cycle: Option<&'a Cycle>,
}

/// At least half of the poses must show the joints that a measure needs.
const LEAST_SEEN: f32 = 0.5;
/// 1.645 (9 of 10) over 0.6745 (the median deviation of a normal distribution, in its standard deviations).
const JITTER_FACTOR: f32 = 2.4;
/// A floor steeper than this in the picture is no floor.
const STEEPEST_ROLL_DEG: f32 = 20.0;
/// What a height over rest is off by besides jitter, ÷ trunk (still heads and feet move by up to .05 on the samples).
const HEIGHT_ERROR_TRUNK: f32 = 0.03;
/// What each degree of yaw adds (an oblique view of 22° shows a lift of .09 that is none).
const HEIGHT_ERROR_PER_YAW_DEG: f32 = 0.004;

/// While moving, fewer poses need to show a measure: a hand covers an ankle on a part of the way only.
const LEAST_MOVING_SEEN: f32 = 0.2;
/// What a distance of two ankles is off by, ÷ shank: each is right to .15 of the trunk where hands do not cover it.
const ANKLE_ERROR_SHANK: f32 = 0.25;
/// The background tells the camera's motion if it does so in this share of the poses.
const CAMERA_TOLD_SHARE: f32 = 0.9;
/// A hold's ends are known to this; nearer to them a fall may be the way down.
const HOLD_EDGE_SECS: f64 = 0.3;
/// Below this match a patch's texture is another.
const LEAST_PATCH_MATCH: f32 = 0.6;
/// Error of a share of a patch's limit: a proposal, because nothing with known lifts of hips and knees was measured.
const SHARE_ERROR: f32 = 0.2;
/// Error of the way up or down of a texture's rhythm, as a half-width that holds 9 of 10, in s. Each of its ends is
/// right to 0.12 s (95 of 100 on the sample clips of tilts). Joints show it less sharply: [`SPAN_ERROR_SECS`].
const TEXTURE_SPAN_ERROR_SECS: f32 = 0.15;
/// Shorter holds cannot sag.
const LEAST_SAG_SECS: f64 = 1.2;

impl RepTrace<'_> {
    /// Returns the median of a measure while at the top, with its error.
    pub fn hold_median(&self, measure: &Measure) -> Option<Reading> {
        self.reading(self.hold, measure, self.leg)
    }

    /// Returns the median of a measure at rest before the repetition, with its error.
    pub fn rest_median(&self, measure: &Measure) -> Option<Reading> {
        self.reading(self.rest, measure, self.leg)
    }

    /// Returns how far a measure changes from rest to the top.
    pub fn change(&self, measure: &Measure) -> Option<f32> {
        Some(self.hold_median(measure)?.value - self.rest_median(measure)?.value)
    }

    /// Returns how long a part of it takes, in s.
    pub fn span(&self, span: SpanOf) -> Option<Reading> {
        Some(Reading { value: span.of(self.spans.as_ref()?), error: SPAN_ERROR_SECS })
    }

    /// Returns the farthest that a measure leaves its rest while moving, either way; the farthest tenth is left out as
    /// noise.
    pub fn drift(&self, measure: &Measure) -> Option<Reading> {
        let rest = self.rest_median(measure)?;
        let off: Vec<f32> = self.moving.iter().filter_map(|pose| measure.of(pose, self.leg)).collect();
        let is_seen = LEAST_SEEN * self.moving.len() as f32 <= off.len() as f32;
        let off = off.into_iter().map(|value| (value - rest.value).abs()).collect();
        Some(Reading { value: quantile(off, 0.9).filter(|_| is_seen)?, error: rest.error })
    }

    /// Returns the motion of a patch ÷ the motion that a repetition of this range may cause.
    pub fn patch_share(&self, share: PatchShare) -> Option<Reading> {
        let cycle = self.cycle.filter(|cycle| LEAST_PATCH_MATCH <= cycle.match_quality(share.patch))?;
        Some(Reading { value: share.of(cycle), error: SHARE_ERROR })
    }

    /// Period, ratio of both ways and range of a texture's rhythm, by name.
    pub(super) fn rhythm_readings(&self) -> Vec<(&'static str, Reading)> {
        let Some(cycle) = self.cycle else { return Vec::new() };
        let (up, down) = (cycle.up_secs, cycle.down_secs);
        let relative = TEXTURE_SPAN_ERROR_SECS / up + TEXTURE_SPAN_ERROR_SECS / down;
        let ratio = (0.0 < up && 0.0 < down).then(|| Reading { value: up / down, error: up / down * relative });
        let named = [("period_s", cycle.period), ("up_down_ratio", ratio), ("range_of_baseline", cycle.of_baseline)];
        named.into_iter().filter_map(|(name, reading)| Some((name, reading?))).collect()
    }

    /// Returns the median of a measure of the other leg while at the top, with its error.
    pub fn other_hold_median(&self, measure: &Measure) -> Option<Reading> {
        self.reading(self.hold, measure, self.leg.other())
    }

    /// Returns the median of a measure of the far leg while at the top, from poses in which its joints are sure.
    pub fn sure_far_hold_median(&self, measure: &Measure, parts: &[Part]) -> Option<Reading> {
        let hold = self.sure_hold(parts)?;
        self.reading(&hold, measure, Leg::Far)
    }

    /// The poses of the hold in which parts of the far leg are sure, if they are so in enough of them.
    fn sure_hold(&self, parts: &[Part]) -> Option<Vec<TrackedPose>> {
        let is_sure = |pose: &&TrackedPose| parts.iter().all(|part| pose.sure[Joint::of(pose.side(Leg::Far), *part)]);
        let hold: Vec<TrackedPose> = self.hold.iter().filter(is_sure).copied().collect();
        (LEAST_SEEN * self.hold.len() as f32 <= hold.len() as f32).then_some(hold)
    }

    /// Returns the median of a measure of the other leg at rest before the repetition, with its error.
    pub fn other_rest_median(&self, measure: &Measure) -> Option<Reading> {
        self.reading(self.rest, measure, self.leg.other())
    }

    /// Returns how far a part of the near side rises over its rest during the repetition, ÷ trunk; the highest tenth is
    /// left out as noise. What a `contact` with the floor that stays there shares of it is the camera's.
    pub fn rise(&self, part: Part, contact: Option<Part>) -> Option<Reading> {
        self.lift((part, contact), self.moving, 0.9)
    }

    /// Returns how far a part of the near side is over its rest while at the top, ÷ trunk.
    pub fn hold_rise(&self, part: Part, contact: Option<Part>) -> Option<Reading> {
        self.lift((part, contact), self.hold, 0.5)
    }

    /// Returns the travel of a near-side part along the floor from its rest while at the top, ÷ trunk, either way.
    pub fn travel(&self, part: Part, contact: Option<Part>) -> Option<Reading> {
        let floor = self.floor();
        let offset = |part: Part| {
            let rest = resting_place(self.rest, part)?;
            Some(move |pose: &TrackedPose| Some(floor.along_px(pose.steady(part)?, rest)))
        };
        let (moved, contact) = (offset(part)?, contact.and_then(offset));
        let reading = self
            .against_rest(self.hold, 0.5, |pose| Some(self.without_common(moved(pose)?, || contact.as_ref()?(pose))));
        reading.map(|reading| Reading { value: reading.value.abs(), ..reading })
    }

    /// Returns the factor by which the camera zoomed between rest and the repetition, in or out, 1 where it did not.
    pub fn zoom_change(&self) -> f32 {
        let Some(rest) = median(self.rest.iter().map(|pose| pose.enlarged).collect()) else { return 1.0 };
        let of_pose = |pose: &TrackedPose| (pose.enlarged / rest).max(rest / pose.enlarged);
        self.moving.iter().map(of_pose).fold(1.0, f32::max)
    }

    /// Returns how far the signal falls while at the top: from the median of its first quarter to that of its last,
    /// which noise moves as often up as down (a steady fall reads three quarters of itself). `None` where the hold is
    /// too short to tell a fall from the way down.
    pub fn sag(&self, measure: &Measure) -> Option<Reading> {
        let (begin, end) = (self.hold.first()?.at, self.hold.last()?.at);
        let is_within = |pose: &&TrackedPose| {
            HOLD_EDGE_SECS <= pose.at.secs_since(begin) && HOLD_EDGE_SECS <= end.secs_since(pose.at)
        };
        if end.secs_since(begin) < LEAST_SAG_SECS {
            return None;
        }
        let values: Vec<f32> =
            self.hold.iter().filter(is_within).filter_map(|pose| measure.of(pose, self.leg)).collect();
        let quarter = values.len().div_ceil(4);
        let (first, last) = (values.get(..quarter)?, values.get(values.len() - quarter..)?);
        let value = (median(first.to_vec())? - median(last.to_vec())?).max(0.0);
        Some(Reading { value, error: HEIGHT_ERROR_TRUNK })
    }

    /// Returns the height of an ankle over the resting shoulder while at the top, ÷ trunk.
    pub fn foot_height(&self, side: Side) -> Option<f32> {
        let (floor, shoulder) = (self.floor(), resting_place(self.rest, Part::Shoulder)?);
        let ankle = |pose: &TrackedPose| Some(pose.joints[Joint::of(side, Part::Ankle)]? - pose.camera);
        Some(self.against_rest(self.hold, 0.5, |pose| Some(floor.height_px(ankle(pose)?, shoulder)))?.value)
    }

    /// Returns the height of the working leg's ankle over the shoulder at rest, ÷ trunk.
    pub fn resting_foot_height(&self) -> Option<f32> {
        let trunk_px = median(self.rest.iter().filter_map(TrackedPose::trunk_px).collect())?;
        let height = |pose: &TrackedPose| {
            Some(Floor::LEVEL.height_px(pose.leg(self.leg, Part::Ankle)?, pose.near(Part::Shoulder)?))
        };
        Some(median(self.rest.iter().filter_map(height).collect())? / trunk_px)
    }

    /// Returns the least that a measure reads while moving; the lowest tenth is left out as noise. `None` where it is
    /// seen in too few poses.
    pub fn least_moving(&self, measure: &Measure) -> Option<f32> {
        let values: Vec<f32> = self.moving.iter().filter_map(|pose| measure.of(pose, self.leg)).collect();
        let is_seen = LEAST_MOVING_SEEN * self.moving.len() as f32 <= values.len() as f32;
        quantile(values, 0.1).filter(|_| is_seen)
    }

    /// Returns the distance of both sides' parts in the picture while at the top, ÷ shank at rest.
    pub fn distance_of_both(&self, part: Part) -> Option<Reading> {
        let shank = |pose: &TrackedPose| Some(pose.near(Part::Knee)?.distance(pose.near(Part::Ankle)?));
        let shank_px = median(self.rest.iter().filter_map(shank).collect())?;
        let distance = |pose: &TrackedPose| Some(pose.leg(Leg::Near, part)?.distance(pose.leg(Leg::Far, part)?));
        let values: Vec<f32> = self.sure_hold(&[part])?.iter().filter_map(distance).map(|px| px / shank_px).collect();
        let is_seen = LEAST_SEEN * self.hold.len() as f32 <= values.len() as f32;
        Some(Reading { value: median(values).filter(|_| is_seen)?, error: ANKLE_ERROR_SHANK })
    }

    fn lift(&self, (part, contact): (Part, Option<Part>), poses: &[TrackedPose], share: f32) -> Option<Reading> {
        let floor = self.floor();
        let height = |part: Part| {
            let rest = resting_place(self.rest, part)?;
            Some(move |pose: &TrackedPose| Some(floor.height_px(pose.steady(part)?, rest)))
        };
        let (lifted, contact) = (height(part)?, contact.and_then(height));
        self.against_rest(poses, share, |pose| Some(self.without_common(lifted(pose)?, || contact.as_ref()?(pose))))
    }

    /// An offset from rest, less what another contact with the floor shares of it: what moves both is the camera, unless
    /// the background tells that it stood still.
    fn without_common(&self, offset_px: f32, other_px: impl Fn() -> Option<f32>) -> f32 {
        let n_told = self.moving.iter().filter(|pose| pose.camera_is_told).count() as f32;
        if CAMERA_TOLD_SHARE * self.moving.len() as f32 <= n_told {
            return offset_px;
        }
        match other_px() {
            Some(other) if 0.0 < other * offset_px => offset_px - offset_px.signum() * offset_px.abs().min(other.abs()),
            _ => offset_px,
        }
    }

    /// A quantile of a length in px, told in trunk lengths at rest.
    fn against_rest(
        &self,
        poses: &[TrackedPose],
        share: f32,
        length_px: impl Fn(&TrackedPose) -> Option<f32>,
    ) -> Option<Reading> {
        let trunk_px = median(self.rest.iter().filter_map(TrackedPose::trunk_px).collect())?;
        let values: Vec<f32> = poses.iter().filter_map(length_px).map(|px| px / trunk_px).collect();
        if (values.len() as f32) < LEAST_SEEN * poses.len() as f32 {
            return None;
        }
        let yaw = self.off_view_deg(poses)?;
        let error = HEIGHT_ERROR_TRUNK.hypot(HEIGHT_ERROR_PER_YAW_DEG * yaw);
        Some(Reading { value: quantile(values, share)?, error })
    }

    fn reading(&self, poses: &[TrackedPose], measure: &Measure, leg: Leg) -> Option<Reading> {
        let yaw_deg = self.yaw_to_feet_deg(poses)?;
        let values: Vec<f32> = poses.iter().filter_map(|pose| measure.of_at_yaw(pose, leg, yaw_deg)).collect();
        if values.is_empty() || (values.len() as f32) < LEAST_SEEN * poses.len() as f32 {
            return None;
        }
        let value = median(values.clone())?;
        let jitter = median(values.iter().map(|v| (v - value).abs()).collect())?;
        // A straight line survives yaw, a right angle suffers in full; other units do not know the difference.
        let bend = if measure.unit() == Unit::Deg { ((180.0 - value).abs() / 90.0).min(1.0) } else { 1.0 };
        let from_yaw = measure.error_per_yaw_deg * self.off_view_deg(poses)? * bend;
        let error = (measure.model_error.powi(2) + from_yaw.powi(2) + (JITTER_FACTOR * jitter).powi(2)).sqrt();
        Some(Reading { value, error })
    }

    /// The camera's yaw with its side while in these poses. The camera stays where it is: what is read at rest, where no leg
    /// turns the pelvis, counts for half.
    fn yaw_to_feet_deg(&self, poses: &[TrackedPose]) -> Option<f32> {
        let yaw = |poses: &[TrackedPose]| median(poses.iter().map(yaw_to_feet_deg).collect());
        let here = yaw(poses)?;
        Some(f32::midpoint(here, yaw(self.rest).unwrap_or(here)))
    }

    /// Returns the angle between the camera and a view that the exercise is judged from, in degrees.
    fn off_view_deg(&self, poses: &[TrackedPose]) -> Option<f32> {
        median(poses.iter().map(|pose| off_view_deg(pose, self.exercise.views)).collect())
    }

    /// The line through what rests on the floor; level where that cannot be seen.
    fn floor(&self) -> Floor {
        let [a, b] = match self.exercise.posture.contacts {
            [a, b, ..] => [*a, *b],
            _ => return Floor::LEVEL,
        };
        let contacts = resting_place(self.rest, a).zip(resting_place(self.rest, b));
        let floor = contacts.and_then(|(a, b)| Floor::through(a, b));
        floor.filter(|floor| floor.roll_deg().abs() <= STEEPEST_ROLL_DEG).unwrap_or(Floor::LEVEL)
    }
}

/// Where a part of the near side rests, free of the camera's motion.
fn resting_place(rest: &[TrackedPose], part: Part) -> Option<Point> {
    let places: Vec<Point> = rest.iter().filter_map(|pose| pose.steady(part)).collect();
    let middle = |axis: fn(&Point) -> f32| median(places.iter().map(axis).collect());
    Some(Point::new(middle(|place| place.x)?, middle(|place| place.y)?))
}

/// Returns the middle value.
pub fn median(values: Vec<f32>) -> Option<f32> {
    quantile(values, 0.5)
}

/// The value below which a share of the values lie.
fn quantile(mut values: Vec<f32>, share: f32) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    let idx = (values.len() as f32 * share) as usize;
    values.get(idx.min(values.len().checked_sub(1)?)).copied()
}
