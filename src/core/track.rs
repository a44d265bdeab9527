//! Turning raw key points into a steady track of one athlete.

mod camera_path;
mod hands;
pub mod near_side;
pub mod one_euro;
mod plausible;

use camera_path::CameraPath;
use near_side::NearSide;
use one_euro::{OneEuro, OneEuroConfig};
use plausible::Bones;

use crate::core::geometry::Point;
use crate::core::pose::{BodyAxes, Person, PoseSample, SEEN_CONFIDENCE, Stream};
use crate::core::skeleton::{Joint, JointMap, Part, Side};
use crate::core::time::Timestamp;

/// What MediaPipe 0.10.21 does to body points, as fitted to its output (`tests/fidelity`); its published graph differs.
const JOINT_FILTER: OneEuroConfig = OneEuroConfig { min_cutoff_hz: 0.05, beta: 80.0, speed_cutoff_hz: 1.0 };
/// A joint this sure is no guess of what is hidden: far knees behind near ones read .40–.59 on the knee-to-chest samples and
/// are up to .12 of the trunk off, far knees past a near one .89–.94.
const SURE_CONFIDENCE: f32 = 0.8;
/// After this long without the athlete the filters start anew.
const GAP_SECS: f64 = 1.0;

/// A leg, as the camera sees it or as the athlete's own, and the arm of the same side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leg {
    /// On the side towards the camera.
    Near,
    /// On the other side.
    Far,
    /// The athlete's own left.
    Left,
    /// The athlete's own right.
    Right,
}

impl Leg {
    /// Returns the leg beside it.
    pub const fn other(self) -> Self {
        match self {
            Self::Near => Self::Far,
            Self::Far => Self::Near,
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// The athlete at one instant: joints that are seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrackedPose {
    /// When.
    pub at: Timestamp,
    /// Joints in the picture; `None` where hidden, out of the picture or implausible.
    pub joints: JointMap<Option<Point>>,
    /// The side towards the camera.
    pub near: Side,
    /// How the body lies towards the camera.
    pub axes: BodyAxes,
    /// Brightness of the picture, 0–255.
    pub brightness: f32,
    /// How far the background has moved in the picture since the scene began, as far as it could be told.
    pub camera: Point,
    /// Factor by which the background has grown since then: what was at `p` is at `zoom · p + camera`.
    pub zoom: f32,
    /// The same factor, which stays as it is where the pose is brought back to its first size.
    pub enlarged: f32,
    /// Joints that surely are where they seem to be, and not behind something: good enough to compare both legs.
    pub sure: JointMap<bool>,
    /// True if the background told the camera's motion up to here from the sample before.
    pub camera_is_told: bool,
}

impl TrackedPose {
    /// Returns a joint of the side towards the camera, with the camera's motion taken out: for comparing with other
    /// instants.
    pub fn steady(&self, part: Part) -> Option<Point> {
        Some((self.near(part)? - self.camera) * self.zoom.recip())
    }

    /// Returns the pose in the size that it had as the scene began: for comparing lengths with those of other instants.
    pub fn unzoomed(&self) -> Self {
        let by = self.zoom.recip();
        Self {
            joints: JointMap::from_fn(|joint| Some(self.joints[joint]? * by)),
            camera: self.camera * by,
            zoom: 1.0,
            ..*self
        }
    }

    /// Returns a joint of the side towards the camera.
    pub fn near(&self, part: Part) -> Option<Point> {
        self.joints[Joint::of(self.near, part)]
    }

    /// Returns a joint of a leg.
    pub fn leg(&self, leg: Leg, part: Part) -> Option<Point> {
        self.joints[Joint::of(self.side(leg), part)]
    }

    /// Returns the athlete's own side of a leg.
    pub fn side(&self, leg: Leg) -> Side {
        match leg {
            Leg::Near => self.near,
            Leg::Far => self.near.other(),
            Leg::Left => Side::Left,
            Leg::Right => Side::Right,
        }
    }

    /// Returns the length from shoulder to hip on the near side, in px.
    pub fn trunk_px(&self) -> Option<f32> {
        Some(self.near(Part::Shoulder)?.distance(self.near(Part::Hip)?))
    }

    /// Returns the size of the person along the body, head to foot over the joints, in px: what they would measure
    /// stretched out.
    pub fn person_px(&self) -> Option<f32> {
        let [ear, shoulder, hip, knee, ankle] =
            [Part::Ear, Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle].map(|part| self.near(part));
        let (shoulder, hip, knee) = (shoulder?, hip?, knee?);
        // Proportions of adults (Winter 2009, table 4.1): the head above the ear is about as long as ear to shoulder.
        let head = ear.map_or(0.0, |ear| 2.0 * ear.distance(shoulder));
        let shank = ankle.map_or(0.0, |ankle| ankle.distance(knee));
        Some(head + shoulder.distance(hip) + hip.distance(knee) + shank)
    }
}

/// One instant twice: as measured, to be judged, and smoothed, to be looked at.
///
/// Smoothing is late where motion slows down (0.5 s at the end of a lowering), so nothing is judged by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tracked {
    /// Joints as the model gave them.
    pub raw: TrackedPose,
    /// Joints through the One-Euro filter.
    pub smooth: TrackedPose,
}

/// Turns samples into tracked poses.
#[derive(Debug)]
pub struct Tracker {
    stream: Stream,
    filters: JointMap<[OneEuro; 2]>,
    near: NearSide,
    bones: Bones,
    last_at: Option<Timestamp>,
    camera: CameraPath,
}

impl Tracker {
    /// Returns a tracker for the samples of one stream.
    pub fn new(stream: Stream) -> Self {
        let filter = OneEuro::new(JOINT_FILTER);
        Self {
            stream,
            filters: JointMap::from_fn(|_| [filter.clone(), filter.clone()]),
            near: NearSide::default(),
            bones: Bones::default(),
            last_at: None,
            camera: CameraPath::default(),
        }
    }

    /// Returns the athlete in the next sample, if there.
    pub fn push(&mut self, sample: &PoseSample) -> Option<Tracked> {
        if sample.cut {
            *self = Self::new(self.stream);
        }
        self.camera.push(sample, self.stream);
        let person = sample.person.as_ref()?;
        let gap = self.last_at.is_some_and(|last| GAP_SECS < sample.at.secs_since(last));
        if gap {
            *self = Self { camera: self.camera, ..Self::new(self.stream) };
        }
        self.last_at = Some(sample.at);
        let near = self.near.push(sample.at, person);
        let smoothed = self.smoothed(sample.at, person);
        let mut joints =
            JointMap::from_fn(|joint| Some(person.keypoints[joint].at).filter(|_| self.is_seen(person, joint)));
        hands::drop_feet_at_hands(person, &mut joints);
        let zoom = self.camera.zoom;
        let mut lengths = JointMap::from_fn(|joint| Some(joints[joint]? * zoom.recip()));
        self.bones.drop_implausible(sample.at, &mut lengths, is_frontal(person));
        let joints = JointMap::from_fn(|joint| joints[joint].filter(|_| lengths[joint].is_some()));
        let raw = TrackedPose {
            at: sample.at,
            joints,
            near,
            axes: person.axes,
            brightness: sample.brightness,
            camera: self.camera.shift,
            zoom,
            enlarged: zoom,
            camera_is_told: sample.camera_shift.is_some(),
            sure: JointMap::from_fn(|joint| SURE_CONFIDENCE <= person.keypoints[joint].confidence),
        };
        let joints = JointMap::from_fn(|joint| joints[joint].map(|_| smoothed[joint]));
        Some(Tracked { raw, smooth: TrackedPose { joints, ..raw } })
    }

    fn smoothed(&mut self, at: Timestamp, person: &Person) -> JointMap<Point> {
        let scale = f64::from(body_px(person));
        JointMap::from_fn(|joint| {
            let [x, y] = &mut self.filters[joint];
            let raw = person.keypoints[joint].at;
            Point::new(x.push(at, f64::from(raw.x), scale) as f32, y.push(at, f64::from(raw.y), scale) as f32)
        })
    }

    fn is_seen(&self, person: &Person, joint: Joint) -> bool {
        let keypoint = person.keypoints[joint];
        let inside = |value: f32, length: u32| 0.0 <= value && value <= length as f32;
        SEEN_CONFIDENCE <= keypoint.confidence
            && inside(keypoint.at.x, self.stream.width)
            && inside(keypoint.at.y, self.stream.height)
    }
}

/// Returns true if the line through both sides lies across the picture rather than in the line of sight or up: the
/// camera looks on from the front or the back.
fn is_frontal(person: &Person) -> bool {
    let [x, y, z] = person.axes.across;
    y.hypot(z) < x.abs()
}

/// Half the sum of width and height of the box around the joints, in px: the scale of MediaPipe's smoothing.
fn body_px(person: &Person) -> f32 {
    let spread = |axis: fn(Point) -> f32| {
        let values = person.keypoints.iter().map(|(_, keypoint)| axis(keypoint.at));
        let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
        high - low
    };
    f32::midpoint(spread(|p| p.x), spread(|p| p.y)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::pose::Keypoint;

    const STREAM: Stream = Stream { width: 640, height: 360 };

    fn sample(secs: f64, change: impl Fn(Joint, &mut Keypoint)) -> PoseSample {
        let keypoints = JointMap::from_fn(|joint| {
            let mut keypoint = Keypoint {
                at: Point::new(100.0 + 20.0 * f32::from(joint as u8), 200.0),
                depth_px: 0.0,
                confidence: 0.9,
            };
            change(joint, &mut keypoint);
            keypoint
        });
        let axes = BodyAxes { trunk: [1.0, 0.0, 0.0], across: [0.0, 0.0, 1.0] };
        PoseSample {
            at: Timestamp::from_secs(secs),
            person: Some(Person { keypoints, axes }),
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

    #[test]
    fn an_unsure_joint_and_one_outside_the_picture_are_unknown() {
        let pose = Tracker::new(STREAM).push(&sample(0.0, |joint, keypoint| match joint {
            Joint::LeftKnee => keypoint.confidence = 0.3,
            Joint::RightKnee => keypoint.at.x = 641.0,
            _ => {}
        }));
        let joints = pose.unwrap().raw.joints;
        assert_eq!((joints[Joint::LeftKnee], joints[Joint::RightKnee]), (None, None));
        assert!(joints[Joint::LeftHip].is_some());
    }

    #[test]
    fn a_cut_and_a_gap_start_the_filters_anew() {
        for (cut, secs) in [(true, 0.1), (false, 3.0), (false, 0.1)] {
            let mut tracker = Tracker::new(STREAM);
            for k in 0..10 {
                tracker.push(&sample(f64::from(k) * 0.1 - 0.9, |_, _| {}));
            }
            let moved = PoseSample { cut, ..sample(secs, |_, keypoint| keypoint.at.y += 1.0) };
            let y = tracker.push(&moved).unwrap().smooth.joints[Joint::LeftHip].unwrap().y;
            assert_eq!((y - 201.0).abs() < 0.01, cut || 1.0 < secs, "{y}");
        }
    }

    #[test]
    fn a_camera_that_zooms_and_moves_leaves_a_still_joint_where_it_was() {
        let mut tracker = Tracker::new(STREAM);
        let lying = |joint: Joint, keypoint: &mut Keypoint| keypoint.at.y -= f32::from(joint as u8);
        let read = |pose: TrackedPose| {
            let unzoomed = pose.unzoomed();
            [pose.steady(Part::Hip), unzoomed.steady(Part::Hip), unzoomed.trunk_px().map(|px| Point::new(px, 0.0))]
        };
        let first = read(tracker.push(&sample(0.0, lying)).unwrap().raw);
        let (middle, by) = (Point::new(320.0, 180.0), Point::new(1.0, -0.5));
        let (mut enlarged, mut shift) = (1.0, Point::default());
        for k in 1..20 {
            let zoom = if k < 12 { 1.02 } else { 0.985 };
            (enlarged, shift) = (enlarged * zoom, middle + (shift - middle) * zoom + by);
            let seen = |joint: Joint, keypoint: &mut Keypoint| {
                lying(joint, keypoint);
                keypoint.at = keypoint.at * enlarged + shift;
            };
            let told =
                PoseSample { camera_zoom: Some(zoom), camera_shift: Some(by), ..sample(f64::from(k) * 0.1, seen) };
            let now = read(tracker.push(&told).unwrap().raw);
            for (now, first) in now.into_iter().zip(first) {
                // Without the zoom the hip would be off by up to 26 px, and the trunk longer by a quarter.
                assert!(now.unwrap().distance(first.unwrap()) < 0.1, "{now:?}, {first:?}");
            }
        }
    }
}
