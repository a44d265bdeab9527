use super::*;
use crate::core::frame::Frame;
use crate::core::geometry::Point;
use crate::core::pose::{BodyAxes, Keypoint, Patch};
use crate::core::skeleton::{Joint, JointMap, Part, Side};

const FPS: f64 = 15.0;
const TRUNK_PX: f32 = 100.0;
const HIP: Point = Point::new(260.0, 190.0);

/// Somebody with the head to the left and the knees up, near side left.
fn person() -> Person {
    let place = |joint: Joint| {
        let places = [
            (Part::Ear, (130.0, 185.0)),
            (Part::Shoulder, (160.0, 190.0)),
            (Part::Wrist, (250.0, 228.0)),
            (Part::Hip, (HIP.x, HIP.y)),
            (Part::Knee, (320.0, 120.0)),
            (Part::Ankle, (370.0, 200.0)),
            (Part::Toe, (395.0, 205.0)),
        ];
        let found = places.iter().find(|(part, _)| Side::BOTH.iter().any(|side| Joint::of(*side, *part) == joint));
        found.map_or(Point::new(200.0, 200.0), |(_, (x, y))| Point::new(*x, *y))
    };
    let is_far = |joint: Joint| (joint as u8).is_multiple_of(2);
    let keypoint = |joint| {
        let [depth_px, confidence] = if is_far(joint) { [50.0, 0.1] } else { [0.0, 0.9] };
        Keypoint { at: place(joint), depth_px, confidence }
    };
    let axes = BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.0, 0.0, 1.0] };
    Person { keypoints: JointMap::from_fn(keypoint), axes }
}

fn moved(part: Part, by: Point) -> Person {
    let mut person = person();
    let joint = &mut person.keypoints[Joint::of(Side::Left, part)].at;
    *joint = *joint + by;
    person
}

/// What is shown at an instant.
#[derive(Clone, Copy)]
struct Shown {
    /// How far the body moved to the right.
    body: f32,
    /// How far everything moved to the right.
    camera: f32,
    /// Contrast of the room, of the body.
    contrast: [f32; 2],
    /// Another texture lies over the pelvis.
    hand: bool,
}

const STILL: Shown = Shown { body: 0.0, camera: 0.0, contrast: [1.0, 1.0], hand: false };

fn frame(secs: f64, shown: Shown) -> Frame {
    let value = |x: f32, y: f32| {
        let x = x - shown.camera;
        let is_body = 85.0 < x && x < 425.0 && 90.0 < y && y < 235.0;
        let is_hand = shown.hand && Point::new(x, y).distance(HIP) < 60.0;
        let x = if is_body { x - shown.body } else { x };
        let [room, body] = shown.contrast;
        let contrast = if is_body { body } else { room };
        let [a, b] = if is_hand { [0.67, -0.41] } else { [0.31, 0.17] };
        let waves = (x * a + y * 0.11).sin() + (y * 0.37 - x * b).sin() + (x * 0.071 + y * 0.19).cos();
        (120.0 + 25.0 * contrast * waves) as u8
    };
    let rgb = (0..270_u16).flat_map(|y| (0..480_u16).flat_map(move |x| [value(f32::from(x), f32::from(y)); 3]));
    Frame { at: Timestamp::from_secs(secs), width: 480, height: 270, rgb: rgb.collect() }
}

/// Everything that is told in `secs`, with its instant.
fn told(secs: f64, show: impl Fn(f64) -> (Shown, Option<Person>)) -> Vec<(f64, PatchReading)> {
    let mut tracker = PatchTracker::default();
    let tell = |idx: i32| {
        let at = f64::from(idx) / FPS;
        let (shown, person) = show(at);
        (at, tracker.push(&frame(at, shown), person.as_ref(), false))
    };
    (0..(secs * FPS) as i32).map(tell).collect()
}

fn setups(told: &[(f64, PatchReading)]) -> Vec<PatchSetup> {
    told.iter().filter_map(|(_, reading)| reading.setup).collect()
}

fn shift(reading: &PatchReading, patch: Patch) -> Option<PatchShift> {
    reading.shifts.iter().copied().find(|shift| shift.patch == patch)
}

#[test]
fn patches_are_laid_once_on_a_body_at_rest_and_follow_it_while_the_room_stays() {
    let motion = |at: f64| if at < 1.5 { 0.0 } else { 4.0 * (at - 1.5).sin() as f32 };
    let told = told(4.0, |at| (Shown { body: motion(at), ..STILL }, Some(person())));
    assert!(matches!(setups(&told)[..], [PatchSetup::Laid(body)] if (body.trunk_px - TRUNK_PX).abs() < 0.1));
    for (at, reading) in told.iter().filter(|(at, _)| 1.1 < *at) {
        let patches = [Patch::Pelvis, Patch::Abdomen, Patch::Chest, Patch::Knee, Patch::Foot];
        let off = patches.map(|patch| shift(reading, patch).unwrap().shift.distance(Point::new(motion(*at), 0.0)));
        assert!(off.iter().all(|off| *off < 0.1), "{off:?} at {at}");
        assert!(shift(reading, Patch::Background).unwrap().shift.length() < 0.05, "at {at}");
    }
}

#[test]
fn each_reason_against_laying_patches_is_told_once() {
    let hidden = || {
        let mut person = person();
        person.keypoints[Joint::LeftAnkle].confidence = 0.3;
        person
    };
    let covered = || moved(Part::Wrist, Point::new(5.0, -45.0));
    let small = || Person {
        keypoints: JointMap::from_fn(|joint| {
            let keypoint = person().keypoints[joint];
            Keypoint { at: keypoint.at * 0.85, ..keypoint }
        }),
        ..person()
    };
    let plain = Shown { contrast: [1.0, 0.02], ..STILL };
    for (shown, person, why) in [
        (STILL, moved(Part::Shoulder, Point::new(20.0, 60.0)), SetupRefusal::TrunkNotLevel),
        (STILL, small(), SetupRefusal::TooSmall),
        (STILL, moved(Part::Knee, Point::new(0.0, 60.0)), SetupRefusal::KneesNotUp),
        (STILL, moved(Part::Ankle, Point::new(-110.0, 0.0)), SetupRefusal::FeetNotPlanted),
        (STILL, hidden(), SetupRefusal::NotInView),
        (STILL, moved(Part::Toe, Point::new(90.0, 0.0)), SetupRefusal::NotInView),
        (STILL, covered(), SetupRefusal::Covered),
        (plain, person(), SetupRefusal::TooPlain),
    ] {
        let told = told(3.0, |_| (shown, Some(person)));
        assert_eq!(setups(&told), [PatchSetup::Refused(why)]);
        assert!(told.iter().all(|(_, reading)| reading.shifts.is_empty()));
    }
}

#[test]
fn a_body_that_moves_is_waited_for() {
    let walking = |at: f64| Point::new(6.0 * at as f32, 0.0);
    let told = told(2.0, |at| (STILL, Some(moved(Part::Hip, walking(at)))));
    assert_eq!(setups(&told), []);
}

#[test]
fn a_hand_that_brushes_past_loses_the_pelvis_for_as_long_as_it_is_there() {
    let told = told(4.0, |at| {
        (Shown { hand: 1.5 < at && at < 2.9, body: if 2.0 < at { 2.0 } else { 0.0 }, ..STILL }, Some(person()))
    });
    assert_eq!(setups(&told).len(), 1, "it must come back to the picture that it had");
    for (at, reading) in &told {
        let pelvis = shift(reading, Patch::Pelvis);
        let is_there = (1.1 < *at && *at < 1.5) || 3.0 < *at;
        assert!(
            !is_there || pelvis.is_some_and(|pelvis| (pelvis.shift.x - if 3.0 < *at { 2.0 } else { 0.0 }).abs() < 0.1),
            "{at} {pelvis:?}"
        );
        assert!(!(2.2 < *at && *at < 2.9) || pelvis.is_none(), "{at} {pelvis:?}");
    }
}

#[test]
fn a_pelvis_that_stays_lost_is_laid_anew_at_rest_or_given_up_with_its_cause() {
    let from = |at: f64| Shown { hand: 1.5 < at, ..STILL };
    let restless = |at: f64| if 1.5 < at { Point::new(15.0 * (at * 3.0).sin() as f32, 0.0) } else { Point::default() };
    let at_rest = told(9.0, |at| (from(at), Some(person())));
    assert!(matches!(setups(&at_rest)[..], [PatchSetup::Laid(_), PatchSetup::Laid(_)]), "{:?}", setups(&at_rest));
    let given_up = told(9.0, |at| (from(at), Some(moved(Part::Hip, restless(at)))));
    assert!(
        matches!(setups(&given_up)[..], [PatchSetup::Laid(_), PatchSetup::Refused(SetupRefusal::Lost)]),
        "{:?}",
        setups(&given_up)
    );
    let wrist = |at: f64| if 1.5 < at { moved(Part::Wrist, Point::new(5.0, -45.0)) } else { person() };
    let covered = told(9.0, |at| (from(at), Some(wrist(at))));
    assert!(
        matches!(setups(&covered)[..], [PatchSetup::Laid(_), PatchSetup::Refused(SetupRefusal::Covered)]),
        "{:?}",
        setups(&covered)
    );
}

#[test]
fn no_patch_runs_farther_than_its_room() {
    let told = told(4.0, |at| (Shown { body: (25.0 * (at - 1.5)).max(0.0) as f32, ..STILL }, Some(person())));
    let farthest =
        told.iter().flat_map(|(_, reading)| &reading.shifts).map(|shift| shift.shift.length()).fold(0.0, f32::max);
    assert!(20.0 < farthest && farthest <= 0.35 * TRUNK_PX, "{farthest}");
}

#[test]
fn the_background_tells_the_cameras_motion_where_it_has_texture() {
    let sway = |at: f64| if at < 1.5 { 0.0 } else { 3.0 * (at - 1.5).sin() as f32 };
    for (contrast, is_told) in [(1.0, true), (0.02, false)] {
        let told = told(3.0, |at| (Shown { camera: sway(at), contrast: [contrast, 1.0], ..STILL }, Some(person())));
        for (at, reading) in told.iter().filter(|(at, _)| 1.1 < *at) {
            let background = shift(reading, Patch::Background);
            assert_eq!(background.is_some(), is_told);
            assert!(background.is_none_or(|shift| (shift.shift.x - sway(*at)).abs() < 0.1), "{background:?} at {at}");
        }
    }
}

#[test]
fn a_cut_and_a_person_who_leaves_void_the_set_up() {
    let mut tracker = PatchTracker::default();
    let mut push = |idx: i32, person: Option<Person>, cut: bool| {
        tracker.push(&frame(f64::from(idx) / FPS, STILL), person.as_ref(), cut)
    };
    let laid = (0..20).filter(|idx| push(*idx, Some(person()), false).setup.is_some()).count();
    assert!(laid == 1 && !push(20, Some(person()), false).shifts.is_empty());
    assert_eq!(push(21, Some(person()), true), PatchReading::default());
    let laid = (22..42).filter(|idx| push(*idx, Some(person()), false).setup.is_some()).count();
    assert_eq!(laid, 1, "patches are laid anew after a cut");
    assert!(!push(42, None, false).shifts.is_empty(), "the model may miss a frame");
    let setups: Vec<PatchSetup> = (43..60).filter_map(|idx| push(idx, None, false).setup).collect();
    assert_eq!(setups, [PatchSetup::Refused(SetupRefusal::NotInView)]);
    assert!(push(60, Some(person()), false).shifts.is_empty());
}

#[test]
fn a_camera_that_zooms_ends_the_patches_and_none_are_laid_until_it_rests() {
    let mut tracker = PatchTracker::default();
    let setups: Vec<(f64, PatchSetup)> = (0..(9.0 * FPS) as i32)
        .filter_map(|idx| {
            let at = f64::from(idx) / FPS;
            let zooms = 3.0 < at && at < 4.0;
            tracker.zoom(Timestamp::from_secs(at), if zooms { 1.001 } else { 1.0 });
            Some((at, tracker.push(&frame(at, STILL), Some(&person()), false).setup?))
        })
        .collect();
    assert!(
        matches!(
            setups[..],
            [
                (_, PatchSetup::Laid(_)),
                (zoomed, PatchSetup::Refused(SetupRefusal::Zooms)),
                (again, PatchSetup::Laid(_))
            ] if zoomed < 3.5 && 5.9 < again
        ),
        "{setups:?}"
    );
}
