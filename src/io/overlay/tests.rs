//! Pictures that can be checked without looking at them.

use super::*;
use crate::core::exercises::{HIP_BRIDGE, all};
use crate::core::geometry::Point;
use crate::core::judge::LiveRemark;
use crate::core::judge::made::clean_bridge;
use crate::core::measure::Unit;
use crate::core::pose::BodyAxes;
use crate::core::report::{Code, NotCounted, Rep, RepSide, WhyNot};
use crate::core::skeleton::{Joint, JointMap, Side};
use crate::core::time::Timestamp;
use crate::core::track::{Leg, TrackedPose};

const GREY: u8 = 128;

fn frame(width: u32, height: u32) -> Frame {
    Frame { at: Timestamp::from_secs(20.0), width, height, rgb: vec![GREY; (width * height * 3) as usize] }
}

/// Somebody on their back in a bridge, all joints of the left side seen, sized to the picture.
fn bridge(width: u32, height: u32) -> TrackedPose {
    let at = |x: f32, y: f32| Some(Point::new(x * width as f32, y * height as f32));
    let joints = JointMap::from_fn(|joint| match joint {
        Joint::LeftEar => at(0.2, 0.8),
        Joint::LeftShoulder => at(0.3, 0.8),
        Joint::LeftHip => at(0.5, 0.7),
        Joint::LeftKnee => at(0.7, 0.6),
        Joint::LeftAnkle => at(0.75, 0.85),
        Joint::LeftToe => at(0.8, 0.87),
        _ => None,
    });
    let axes = BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.0, 0.0, -1.0] };
    TrackedPose {
        at: Timestamp::ZERO,
        joints,
        near: Side::Left,
        axes,
        brightness: 100.0,
        camera: Point::default(),
        zoom: 1.0,
        enlarged: 1.0,
        camera_is_told: false,
        sure: JointMap::from_fn(|_| true),
    }
}

fn view(pose: &TrackedPose, phase: Phase) -> LiveView {
    LiveView {
        pose: Some(*pose),
        exercise: &HIP_BRIDGE,
        is_certain: true,
        leg: Leg::Near,
        phase,
        n_reps: 12,
        provisional_reps: 12,
        hold_secs: 2.34,
        last_rep: None,
        last_not_counted: None,
        best: None,
        cadence: None,
        rhythm: None,
        warnings: Vec::new(),
        framing: crate::core::judge::Framing::default(),
        goal: crate::core::exercise::Goal::of(&HIP_BRIDGE),
    }
}

fn rep(end_s: f64, findings: &[(&'static str, f64)]) -> Rep {
    let finding = |(cue, cost): &(&str, f64)| crate::core::report::Finding {
        fault: "f".into(),
        reading: 0.0,
        unit: Unit::Deg,
        error: 0.0,
        severity: cost / 100.0,
        limit: crate::core::report::LimitReport { fine: 0.0, bad: 1.0 },
        from_s: 0.0,
        to_s: 0.0,
        cost: *cost,
        source: String::new(),
        cue: (*cue).into(),
    };
    Rep {
        start_s: end_s - 5.0,
        peak_start_s: end_s - 4.0,
        peak_end_s: end_s - 1.0,
        end_s,
        score: Some(80.0),
        findings: findings.iter().map(finding).collect(),
        ..clean_bridge()
    }
}

fn drawn(width: u32, height: u32, view: &LiveView) -> Frame {
    let mut frame = frame(width, height);
    Overlay::new(width, height).draw(&mut frame, view);
    frame
}

fn is_touched(frame: &Frame, at: Point, radius: i32) -> bool {
    let near = (-radius..=radius).flat_map(|dy| (-radius..=radius).map(move |dx| (dx, dy)));
    near.map(|(dx, dy)| ((at.y as i32 + dy) as u32 * frame.width + (at.x as i32 + dx) as u32) as usize * 3)
        .any(|idx| frame.rgb[idx..idx + 3] != [GREY; 3])
}

#[test]
fn drawing_changes_the_picture_at_the_joints_and_not_far_from_everything() {
    for (width, height) in [(640, 360), (1920, 1080), (360, 640)] {
        let pose = bridge(width, height);
        let frame = drawn(width, height, &view(&pose, Phase::Rest));
        for (joint, at) in pose.joints.iter() {
            assert!(at.is_none_or(|at| is_touched(&frame, at, 1)), "{joint:?} at {width}×{height}");
        }
        let empty = Point::new(width as f32 * 0.1, height as f32 * 0.95);
        assert!(!is_touched(&frame, empty, 5), "the empty corner at {width}×{height}");
    }
}

#[test]
fn an_unknown_joint_is_not_drawn_nor_what_hangs_on_it() {
    let mut pose = bridge(640, 360);
    let ankle = pose.joints[Joint::LeftAnkle].unwrap();
    let knee = pose.joints[Joint::LeftKnee].unwrap();
    pose.joints[Joint::LeftAnkle] = None;
    let frame = drawn(640, 360, &view(&pose, Phase::Rest));
    assert!(!is_touched(&frame, ankle, 8));
    assert!(!is_touched(&frame, (ankle + knee) * 0.5, 8));
    pose.joints[Joint::LeftHip] = None;
    let place = bridge(640, 360).joints[Joint::LeftHip].unwrap();
    let frame = drawn(640, 360, &view(&pose, Phase::Rest));
    assert!(!is_touched(&frame, place - Point::new(0.0, 20.0), 4), "no hip line and no angle without the hip");
}

#[test]
fn every_view_fits_into_every_picture() {
    let long = rep(19.0, &[("Do not push your hips up so far, and keep your head down", 50.0)]);
    for (width, height) in [(160, 90), (16, 16), (90, 160), (1, 1), (640, 360)] {
        for phase in [Phase::Away, Phase::Rest, Phase::Rising, Phase::Top, Phase::Lowering] {
            let seen = LiveView { last_rep: Some(long.clone()), ..view(&bridge(width, height), phase) };
            drawn(width, height, &seen);
            drawn(width, height, &LiveView { pose: None, ..seen });
        }
    }
    let seen = LiveView { last_rep: Some(long), ..view(&bridge(160, 90), Phase::Rest) };
    let small = drawn(160, 90, &seen);
    let edge = (0..90).flat_map(|y| [Point::new(0.0, y as f32), Point::new(159.0, y as f32)]);
    assert!(!edge.into_iter().any(|at| is_touched(&small, at, 0)), "a plate runs out of the picture");
}

#[test]
fn a_frame_with_too_few_bytes_does_no_harm() {
    let mut short = Frame { rgb: vec![0; 10], ..frame(64, 64) };
    Overlay::new(64, 64).draw(&mut short, &view(&bridge(64, 64), Phase::Top));
    assert_eq!(short.rgb.len(), 10);
}

#[test]
fn the_font_has_every_sign_that_is_written() {
    let font = Font::new();
    let faults = all().into_iter().flat_map(|exercise| exercise.faults);
    let texts = faults.flat_map(|fault| [fault.cue, fault.id]).collect::<String>();
    let phases = [Phase::Away, Phase::Rest, Phase::Rising, Phase::Top, Phase::Lowering].map(Phase::word).concat();
    let rest = "0123456789.° reps hold s good straight nobody in view not judged: -–●▲■▼∠✓!?";
    let written = [texts.as_str(), &phases, rest].concat();
    let missing: Vec<char> = written.chars().filter(|sign| !font.has(*sign)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(!font.has('漢'), "the test can fail");
}

#[test]
fn the_worst_finding_is_told_until_the_next_top_and_for_some_seconds() {
    let rep = rep(19.0, &[("a", 5.0), ("b", 30.0), ("c", 10.0)]);
    let rest = LiveView { last_rep: Some(rep), ..view(&bridge(64, 64), Phase::Rest) };
    let said = |view: &LiveView, secs: f64| view.remark(Timestamp::from_secs(secs)).map(in_short);
    assert_eq!(said(&rest, 20.0), Some("b 0.3".to_owned()));
    assert_eq!(said(&rest, 26.0), None);
    for (phase, is_told) in [(Phase::Rising, true), (Phase::Top, false), (Phase::Lowering, false)] {
        assert_eq!(said(&LiveView { phase, ..rest.clone() }, 20.0).is_some(), is_told, "{phase:?}");
    }
    assert_eq!(said(&LiveView { pose: None, ..rest }, 20.0), Some("nobody".to_owned()));
}

fn in_short(remark: LiveRemark<'_>) -> String {
    match remark {
        LiveRemark::Nobody => "nobody".to_owned(),
        LiveRemark::NotCounted(other) => other.why.to_string(),
        LiveRemark::Cue { worst, .. } => format!("{} {}", worst.cue, worst.severity),
        LiveRemark::Good => "good".to_owned(),
        LiveRemark::NotJudged => "not judged".to_owned(),
    }
}

#[test]
fn a_repetition_without_findings_is_good_and_one_that_was_not_seen_is_not() {
    let good = rep(19.0, &[]);
    let unseen = Rep { score: None, ..good.clone() };
    for (rep, message) in [(good, LiveRemark::Good), (unseen, LiveRemark::NotJudged)] {
        let view = LiveView { last_rep: Some(rep), ..view(&bridge(64, 64), Phase::Rest) };
        assert_eq!(view.remark(Timestamp::from_secs(20.0)), Some(message));
    }
}

#[test]
fn a_movement_that_did_not_count_is_told_unless_the_repetition_before_it_is() {
    let why = Code::TooSmall.says([], "smaller than the smallest repetition");
    let exercise = "hip_bridge".to_owned();
    let small = NotCounted { start_s: 19.2, end_s: 19.8, exercise, side: RepSide::Both, reason: WhyNot::TooSmall, why };
    let hidden = NotCounted { reason: WhyNot::Hidden, ..small.clone() };
    let said_in = |phase: Phase, last_rep: Option<Rep>, other: &NotCounted| {
        let last_not_counted = Some(other.clone());
        let view = LiveView { last_rep, last_not_counted, ..view(&bridge(64, 64), phase) };
        view.remark(Timestamp::from_secs(20.0)).map(in_short)
    };
    let said = |last_rep: Option<Rep>, other: &NotCounted| said_in(Phase::Rest, last_rep, other);
    let told = Some("smaller than the smallest repetition".to_owned());
    assert_eq!(said(None, &small), told);
    assert_eq!(said_in(Phase::Top, None, &hidden), None, "it may be the movement that is under way");
    assert_eq!(said(Some(rep(12.0, &[])), &small), told, "the repetition is no longer spoken of");
    assert_eq!(said(Some(rep(19.0, &[])), &small), Some("good".to_owned()));
    assert_eq!(said(Some(rep(19.0, &[])), &hidden), told, "it may have been a repetition");
    assert_eq!(said(Some(rep(19.9, &[])), &hidden), Some("good".to_owned()), "it ended before the repetition");
}

#[test]
fn the_angle_is_judged_at_the_top_only_and_by_word_and_sign() {
    let verdict = |hip_y: f32, phase: Phase| {
        let mut pose = bridge(640, 360);
        pose.joints[Joint::LeftHip] = Some(Point::new(320.0, hip_y));
        let line = KeyLine::of(&view(&pose, phase), &pose, |at| at).unwrap();
        line.verdict.map(|verdict| label::in_words(verdict, HIP_BRIDGE.key.fine))
    };
    assert_eq!(verdict(252.0, Phase::Top), Some((" straight".into(), "✓")));
    assert_eq!(verdict(285.0, Phase::Top), Some((" hips low".into(), "▼")));
    assert_eq!(verdict(225.0, Phase::Top), Some((" overextended".into(), "▲")));
    assert_eq!(verdict(285.0, Phase::Rising), None);
    let guessed = LiveView { is_certain: false, ..view(&bridge(640, 360), Phase::Top) };
    let line = KeyLine::of(&guessed, &bridge(640, 360), |at| at).unwrap();
    assert_eq!(line.verdict, None, "it may be another exercise");
}

#[test]
fn the_angle_stands_beside_the_count_and_not_on_it() {
    let (font, scale) = (Font::new(), Scale::of(640, 360));
    let paper = plate::Paper { size: (640.0, 360.0), font: &font, scale };
    let run = vec![plate::Run::new("178°", 15.0, crate::io::drawing::WHITE)];
    let label = plate::Plate { rows: vec![run], badge: None };
    for (corner, wanted) in [(Point::new(8.0, 8.0), 108.0), (Point::new(532.0, 8.0), 532.0)] {
        let taken = plate::Area { corner, size: (100.0, 60.0) };
        let anchor = plate::Anchor::LeftOf(corner + Point::new(80.0, 50.0));
        let area = label.shapes(anchor, &[taken], paper).1;
        let edge = if corner.x < 320.0 { area.corner.x } else { area.corner.x + area.size.0 };
        assert_eq!(edge, wanted);
    }
    let far = plate::Area { corner: Point::new(8.0, 8.0), size: (100.0, 60.0) };
    let below = plate::Anchor::RightOf(Point::new(50.0, 200.0));
    assert_eq!(label.shapes(below, &[far], paper).1.corner.x, 50.0);
}

#[test]
fn what_was_guessed_is_hollow_and_dashed_on_pictures_and_dashed_on_paper() {
    let mut pose = bridge(640, 360);
    pose.sure[Joint::LeftAnkle] = false;
    let ankle = pose.joints[Joint::LeftAnkle].unwrap();
    for (look, n_rings) in [(Look::ON_PICTURE, 1), (Look::ON_PAPER, 0)] {
        let shapes = skeleton(&pose, |at| at, &look, 1.0);
        let rings = shapes.iter().filter(|shape| matches!(shape, Shape::Ring { at, .. } if *at == ankle));
        assert_eq!(rings.count(), n_rings);
        let bones = shapes.iter().filter_map(|shape| match shape {
            Shape::Line { points, stroke } => Some((points.contains(&ankle), stroke.dash.is_some())),
            _ => None,
        });
        assert!(
            bones.clone().any(|(is_of_ankle, _)| is_of_ankle) && bones.clone().any(|(is_of_ankle, _)| !is_of_ankle)
        );
        assert!(bones.clone().all(|(is_of_ankle, is_dashed)| is_of_ankle == is_dashed));
    }
}

#[test]
fn a_mirrored_key_line_is_the_key_line_in_a_mirror() {
    let mirror = |at: Point| Point::new(640.0 - at.x, at.y);
    let (pose, mut n_points) = (bridge(640, 360), 0);
    let seen = view(&pose, Phase::Top);
    let drawn =
        |place: &dyn Fn(Point) -> Point| KeyLine::of(&seen, &pose, place).unwrap().shapes(&Look::ON_PICTURE, 1.0);
    let (plain, mirrored) = (drawn(&|at| at), drawn(&mirror));
    assert_eq!(plain.len(), mirrored.len());
    for (plain, mirrored) in plain.iter().zip(&mirrored) {
        for (a, b) in outline(plain).into_iter().zip(outline(mirrored)) {
            assert!(mirror(a).distance(b) < 0.01, "{plain:?} {mirrored:?}");
            n_points += 1;
        }
    }
    assert!(100 < n_points, "the arc and the fine range are drawn");
}

fn outline(shape: &Shape) -> Vec<Point> {
    match shape {
        Shape::Line { points, .. } | Shape::Area { points, .. } => points.clone(),
        Shape::Disc { at, .. } | Shape::Ring { at, .. } | Shape::Text { at, .. } => vec![*at],
    }
}
