//! Joints over the time in the file's own space, and the step into a picture.

use super::{ForeignError, ForeignKind};
use crate::core::geometry::Point;
use crate::core::pose::Stream;
use crate::core::skeleton::{Joint, JointMap, Part, Side};
use crate::core::time::Timestamp;

/// The most frames of a file: nine hours at 30 a second, as in a pose log.
pub(super) const MAX_FRAMES: usize = 1_000_000;
/// A metre of a file that is not in px. A person of 1.6 m then has 640 px, as the rules ask for; the true size in the
/// picture is unknown.
const PX_PER_M: f32 = 400.0;
/// No person is longer, in m: Sports2D writes px under the unit m.
const LONGEST_M: f32 = 10.0;
/// No picture is larger, in px.
const LARGEST_PX: f32 = 100_000.0;
/// A body that is smaller has no px: some programs write places as shares of the picture, in px.
const SMALLEST_PX: f32 = 4.0;
/// A marker whose depth varies by less is flat, in m: Sports2D sets each marker's depth to a constant.
const FLAT_M: f32 = 0.02;

/// A joint in the space of a file; in a picture once [`Placed::in_picture`] has made it so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// Across, in the unit of the file, then in px.
    pub(super) x: f32,
    /// Up or down, in the unit of the file; then down, in px.
    pub(super) y: f32,
    /// Towards the camera, in the unit of the file, then in px.
    pub(super) z: f32,
    /// 0–1.
    pub(super) confidence: f32,
}

impl Place {
    pub(super) const fn in_image(self) -> Point {
        Point::new(self.x, self.y)
    }
}

/// Joints that are seen.
pub(super) type Joints = JointMap<Option<Place>>;

/// One frame of a file.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) at: Timestamp,
    pub(super) n_people: Option<u8>,
    /// `None` where no joint is seen.
    pub(super) joints: Option<Box<Joints>>,
}

/// Unit and direction of places in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// px, y down.
    PxDown,
    /// px, y up.
    PxUp,
    /// Metres, or px under this name: y up in metres, down in px, as Sports2D writes them.
    Metres,
}

/// All frames as the file has them.
pub(super) struct Unplaced {
    pub(super) frames: Vec<Frame>,
    pub(super) space: Space,
}

/// All frames in the picture.
pub(super) struct Placed {
    pub(super) frames: Vec<Frame>,
    pub(super) stream: Stream,
    /// True if joints have depths.
    pub(super) is_spatial: bool,
}

impl Unplaced {
    /// Moves all places into a picture that holds them, in px.
    pub(super) fn in_picture(self, kind: ForeignKind) -> Result<Placed, ForeignError> {
        let no_body = |cause: &str| ForeignError::NoBody { kind, cause: cause.to_owned() };
        let Self { mut frames, space } = self;
        let length = longest(&frames).ok_or_else(|| no_body("no frame shows shoulder, hip and knee of one side"))?;
        let is_metric = space == Space::Metres && length <= LONGEST_M;
        let (scale, is_up) = if is_metric { (PX_PER_M, true) } else { (1.0, space == Space::PxUp) };
        if length * scale < SMALLEST_PX {
            return Err(no_body("places are shares of a picture and no px"));
        }
        let is_spatial = is_metric && has_depth(&frames);
        let turn = if is_spatial { turn_to_side(&frames) } else { (1.0, 0.0) };
        let up = if is_up { -scale } else { scale };
        change(&mut frames, |it| {
            let (x, z) = (it.x * turn.0 - it.z * turn.1, it.x * turn.1 + it.z * turn.0);
            Place { x: x * scale, y: it.y * up, z: z * scale, ..it }
        });
        let (least, most) = bounds(&frames);
        let fits = |length: f32| (0.0..=LARGEST_PX).contains(&length);
        // A picture begins at 0; only what lies outside of it, or has no picture, is moved.
        let origin = |least: f32, is_moved: bool| if is_moved || least < 0.0 { least } else { 0.0 };
        let origin = Point::new(origin(least.x, is_metric), origin(least.y, is_up));
        let size = most - origin;
        if !fits(size.x) || !fits(size.y) {
            return Err(no_body("the joints are strewn over more than 100,000 px"));
        }
        change(&mut frames, |it| Place { x: it.x - origin.x, y: it.y - origin.y, ..it });
        let stream = Stream { width: size.x.ceil() as u32 + 1, height: size.y.ceil() as u32 + 1 };
        Ok(Placed { frames, stream, is_spatial })
    }
}

fn change(frames: &mut [Frame], to: impl Fn(Place) -> Place) {
    for joints in frames.iter_mut().filter_map(|frame| frame.joints.as_deref_mut()) {
        *joints = JointMap::from_fn(|joint| joints[joint].map(&to));
    }
}

fn seen(frames: &[Frame]) -> impl Iterator<Item = &Joints> {
    frames.iter().filter_map(|frame| frame.joints.as_deref())
}

/// Shoulder to hip to knee, the longest of all frames, in the file's unit.
fn longest(frames: &[Frame]) -> Option<f32> {
    let of = |joints: &Joints, side: Side| {
        let [shoulder, hip, knee] =
            [Part::Shoulder, Part::Hip, Part::Knee].map(|part| joints[Joint::of(side, part)].map(Place::in_image));
        Some(shoulder?.distance(hip?) + hip?.distance(knee?))
    };
    seen(frames).flat_map(|joints| Side::BOTH.into_iter().filter_map(move |side| of(joints, side))).reduce(f32::max)
}

/// Returns true if any marker moves in depth.
fn has_depth(frames: &[Frame]) -> bool {
    Joint::ALL.into_iter().any(|joint| {
        let depths = || seen(frames).filter_map(|joints| joints[joint]).map(|it| it.z);
        FLAT_M < depths().fold(f32::MIN, f32::max) - depths().fold(f32::MAX, f32::min)
    })
}

/// Cosine and sine of the turn about the vertical after which the line through both sides points at the camera.
///
/// A mean over all frames; the line has no direction, so that its angle is doubled.
fn turn_to_side(frames: &[Frame]) -> (f32, f32) {
    let across = |joints: &Joints, part: Part| {
        let [left, right] = Side::BOTH.map(|side| joints[Joint::of(side, part)]);
        Some((left?.x - right?.x, left?.z - right?.z))
    };
    let all = seen(frames)
        .flat_map(|joints| [Part::Shoulder, Part::Hip].into_iter().filter_map(move |it| across(joints, it)));
    let (cos, sin) = all.fold((0.0, 0.0), |(cos, sin), (x, z)| (cos + z * z - x * x, sin + 2.0 * x * z));
    let half = sin.atan2(cos) / 2.0;
    (half.cos(), half.sin())
}

/// The upper left and lower right corner of what all joints take up.
fn bounds(frames: &[Frame]) -> (Point, Point) {
    let all = seen(frames).flat_map(|joints| Joint::ALL.into_iter().filter_map(|joint| joints[joint]));
    let far = Point::new(f32::MAX, f32::MAX);
    all.fold((far, far * -1.0), |(least, most), it| {
        (Point::new(least.x.min(it.x), least.y.min(it.y)), Point::new(most.x.max(it.x), most.y.max(it.y)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(places: &[(Joint, [f32; 3])]) -> Vec<Frame> {
        (0..3)
            .map(|k| {
                let place = |[x, y, z]: [f32; 3]| Place { x, y, z: z + 0.1 * k as f32, confidence: 1.0 };
                let of = |joint| places.iter().find(|(it, _)| *it == joint).map(|(_, at)| place(*at));
                let joints = Some(Box::new(JointMap::from_fn(of)));
                Frame { at: Timestamp::from_secs(f64::from(k)), n_people: None, joints }
            })
            .collect()
    }

    fn placed(space: Space, places: &[(Joint, [f32; 3])]) -> Placed {
        Unplaced { frames: frames(places), space }.in_picture(ForeignKind::Trc).unwrap()
    }

    const BODY: [(Joint, [f32; 3]); 3] =
        [(Joint::LeftShoulder, [1.0, 0.5, 0.0]), (Joint::LeftHip, [1.5, 0.5, 0.0]), (Joint::LeftKnee, [1.8, 0.9, 0.0])];

    #[test]
    fn metres_stand_upright_at_400_px_and_px_under_the_unit_m_are_px_with_y_down() {
        let knee = |space, factor: f32| {
            let body = BODY.map(|(joint, at)| (joint, at.map(|it| it * factor)));
            let Placed { frames, .. } = placed(space, &body);
            let joints = frames[0].joints.as_ref().unwrap();
            let [hip, knee] = [Joint::LeftHip, Joint::LeftKnee].map(|joint| joints[joint].unwrap().in_image());
            knee - hip
        };
        let near = |a: Point, x: f32, y: f32| a.distance(Point::new(x, y)) < 0.01;
        assert!(near(knee(Space::Metres, 1.0), 120.0, -160.0), "{:?}", knee(Space::Metres, 1.0));
        assert!(near(knee(Space::Metres, 300.0), 90.0, 120.0));
        assert!(near(knee(Space::PxUp, 300.0), 90.0, -120.0));
        assert!(near(knee(Space::PxDown, 300.0), 90.0, 120.0));
    }

    #[test]
    fn shares_of_a_picture_and_joints_that_are_strewn_are_refused() {
        let refused = |factor: f32| {
            let frames = frames(&BODY.map(|(joint, at)| (joint, at.map(|it| it * factor))));
            Unplaced { frames, space: Space::PxDown }.in_picture(ForeignKind::OpenPose).err().unwrap().to_string()
        };
        assert!(refused(0.2).contains("shares of a picture"));
        assert!(refused(1e6).contains("strewn"));
    }

    #[test]
    fn a_body_in_space_is_turned_until_its_sides_lie_one_behind_the_other() {
        let (cos, sin) = (0.6, 0.8);
        let turned = |x: f32, y: f32, z: f32| [x * cos + z * sin, y, z * cos - x * sin];
        let body = [
            (Joint::LeftShoulder, turned(0.0, 0.5, 0.2)),
            (Joint::RightShoulder, turned(0.0, 0.5, -0.2)),
            (Joint::LeftHip, turned(0.5, 0.5, 0.1)),
            (Joint::RightHip, turned(0.5, 0.5, -0.1)),
            (Joint::LeftKnee, turned(0.8, 0.9, 0.1)),
        ];
        let placed = placed(Space::Metres, &body);
        assert!(placed.is_spatial);
        let joints = placed.frames[0].joints.as_ref().unwrap();
        let [left, right] = [Joint::LeftShoulder, Joint::RightShoulder].map(|joint| joints[joint].unwrap());
        let off = left.in_image().distance(right.in_image());
        assert!(off < 0.5 && ((left.z - right.z).abs() - 160.0).abs() < 0.5, "{left:?}, {right:?}");
    }
}
