//! One quantity over all sessions, and what may be said of it.

use formcheck::core::report::trend::{Verdict, trend};
use formcheck::io::recording::history::{PAIN_POINTS, Quantity};
use formcheck::io::recording::{Aftermath, Marks, Remark, add_after, keep_rescored};

use crate::desk::{Desk, bridge, change_report, change_session};

const ANGLE: Quantity<'_> = Quantity::Measure("shoulder_hip_knee_deg");

/// A session of that day of March 2026 whose every angle was this.
fn session(desk: &Desk, day: u32, angle: f64) -> std::path::PathBuf {
    let folder = desk.session("Me");
    let text = std::fs::read_to_string(folder.join("session.toml")).unwrap();
    let at = text.lines().find(|line| line.starts_with("at = ")).unwrap();
    change_session(&folder, at, &format!("at = \"2026-03-{day:02}T18:30:05+01:00\""));
    change_report(&folder, |report| {
        for rep in &mut report.judgement.reps {
            let measure = rep.measures.get_mut("shoulder_hip_knee_deg").unwrap();
            (measure.value, measure.error) = (angle, 4.0);
        }
    });
    folder
}

#[test]
fn a_measure_is_followed_over_weeks_and_only_more_than_its_error_is_progress() {
    let desk = Desk::new();
    for (day, angle) in [(22, 158.0), (1, 150.0), (8, 152.0)] {
        session(&desk, day, angle);
    }
    let course = desk.history().course("Me", "hip_bridge", ANGLE).unwrap();
    let points = course.points;
    assert_eq!(
        points.iter().map(|point| (point.value, point.error)).collect::<Vec<_>>(),
        [(150.0, 4.0), (152.0, 4.0), (158.0, 4.0)]
    );
    assert!((points[2].day - points[0].day - 21.0).abs() < 1e-6);
    // 1.96 / 1.645 · 5.8 = 6.9: what is constant in the person cancels.
    let until_8th = trend(&points[..2], ANGLE.least_change());
    assert_eq!((course.trend.verdict, until_8th.verdict), (Verdict::Risen, Verdict::NoChange));
    assert!(desk.history().course("Other", "hip_bridge", ANGLE).unwrap().points.is_empty());
    assert!(desk.history().course("Me", "knee_to_chest", ANGLE).unwrap().points.is_empty());
    // Asked for, and seen.
    assert_eq!(desk.history().exercises("Me").unwrap(), ["auto", "hip_bridge"]);
    assert!(desk.history().exercises("Other").unwrap().is_empty());
    assert!(desk.history().measures("Me", "hip_bridge").unwrap().contains(&"shoulder_hip_knee_deg".to_owned()));
    assert!(desk.history().measures("Me", "knee_to_chest").unwrap().is_empty());
}

#[test]
fn what_a_person_says_was_no_repetition_is_left_out() {
    let desk = Desk::new();
    let folder = session(&desk, 1, 150.0);
    let mut start_s = 0.0;
    change_report(&folder, |report| {
        let rep = &mut report.judgement.reps[0];
        start_s = rep.start_s;
        rep.measures.get_mut("shoulder_hip_knee_deg").unwrap().value = 0.0;
        report.judgement.reps.truncate(2);
    });
    let value = || desk.history().course("Me", "hip_bridge", ANGLE).unwrap().points[0].value;
    assert_eq!(value(), 75.0);
    Marks::add(&folder, "Anna", Remark::NotARepetition { rep: 0, start_s }).unwrap();
    assert_eq!(value(), 150.0);
}

#[test]
fn the_score_has_the_error_of_what_took_points_off() {
    let desk = Desk::new();
    let folder = session(&desk, 1, 150.0);
    let (mut expected, mut mean) = (0.0, 0.0);
    change_report(&folder, |report| {
        let reps = &report.judgement.reps;
        let n = reps.len() as f64;
        let errors = reps.iter().map(|rep| rep.findings.iter().map(|it| it.cost_error().powi(2)).sum::<f64>().sqrt());
        let common = errors.sum::<f64>() / n;
        let scores: Vec<f64> = reps.iter().filter_map(|rep| rep.score).collect();
        mean = scores.iter().sum::<f64>() / n;
        let variance = scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / (n - 1.0);
        expected = common.hypot(1.645 * (variance / n).sqrt());
    });
    let point = || desk.history().course("Me", "hip_bridge", Quantity::Score).unwrap().points[0];
    assert!(0.5 < expected && (point().error - expected).abs() < 1e-6, "{} {expected}", point().error);
    assert!((point().value - mean).abs() < 1e-3);
    // What a set as a whole takes off is part of the score that the person was told.
    change_report(&folder, |report| report.judgement.sets[0].score = Some(mean - 10.0));
    assert!((point().value - (mean - 10.0)).abs() < 1e-3);
}

#[test]
fn sessions_judged_by_other_rules_are_not_compared_until_they_are_judged_again() {
    let desk = Desk::new();
    let folder = session(&desk, 1, 150.0);
    let today = bridge();
    change_report(&folder, |report| report.rules_version = 1);
    let course = || desk.history().course("Me", "hip_bridge", ANGLE).unwrap();
    assert_eq!((course().points.len(), course().n_other_rules), (0, 1));
    keep_rescored(&folder, &today).unwrap().unwrap();
    assert_eq!((course().points.len(), course().n_other_rules), (1, 0));
}

#[test]
fn pain_is_followed_as_it_was_told_and_the_score_of_a_stopped_session_is_left_out() {
    let desk = Desk::new();
    for (day, after) in [(1, Some(2)), (8, Some(3)), (22, Some(5)), (23, None)] {
        let folder = session(&desk, day, 150.0);
        add_after(&folder, Aftermath { pain_after: after, new_symptoms: Vec::new() }).unwrap();
    }
    let course = |quantity| desk.history().course("Me", "hip_bridge", quantity).unwrap();
    let values = |quantity| course(quantity).points.iter().map(|point| (point.value, point.error)).collect::<Vec<_>>();
    assert_eq!(values(Quantity::PainBefore), [(2.0, 0.0); 4]);
    assert_eq!(values(Quantity::PainAfter), [(2.0, 0.0), (3.0, 0.0), (5.0, 0.0)], "what was not told is no 0");
    let after = course(Quantity::PainAfter);
    assert_eq!((after.trend.verdict, after.trend.detectable), (Verdict::Risen, Some(PAIN_POINTS)));
    assert_eq!(course(Quantity::PainBefore).trend.verdict, Verdict::NoChange);
    let score = course(Quantity::Score);
    assert_eq!(score.points.len(), 3, "that of 2 → 5 counts for nothing");
    assert_eq!((&score.stopped[0].at[..10], score.stopped[0].reason.as_str()), ("2026-03-22", "more_pain"));
    assert_eq!((score.stopped.len(), course(ANGLE).points.len()), (1, 4), "what was measured stays");
    assert!(desk.history().course("Other", "hip_bridge", Quantity::PainAfter).unwrap().points.is_empty());
    assert!(desk.history().course("Me", "knee_to_chest", Quantity::PainAfter).unwrap().points.is_empty());
}
