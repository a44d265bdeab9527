//! Pose logs of real people on film, labelled by eye: counts of what was done, and nothing of what was not.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use formcheck::core::exercises;
use formcheck::core::judge::Search;
use formcheck::core::report::Judgement;
use formcheck::io::recording::judge_log;

/// Filmed clips: the log, the exercise that it shows and its number of whole repetitions.
const LOGS: [(&str, &str, usize); 19] = [
    ("birddog_two", "bird_dog", 2),
    ("bridge_ball_oblique", "hip_bridge", 3),
    ("bridge_begins_and_ends_up", "hip_bridge", 0),
    ("bridge_figure_four_oblique", "hip_bridge", 3),
    ("bridge_portrait_hands_behind_head", "hip_bridge", 3),
    ("bridge_single_leg_high_camera", "hip_bridge", 3),
    ("bridge_taps_fast", "hip_bridge", 5),
    ("catcow_one", "auto", 0),
    ("ktc_alternating_other_leg_straight", "knee_to_chest", 6),
    ("ktc_held_to_the_end", "knee_to_chest", 0),
    ("march_front_then_side", "march", 12),
    ("other_dead_bug_home", "dead_bug_first_step", 4),
    ("other_figure_four_stretch", "auto", 0),
    ("other_hamstring_hugs", "straight_leg_raise", 6),
    ("other_leg_raise_oblique", "auto", 0),
    ("other_reverse_crunch", "auto", 0),
    ("other_sit_ups", "auto", 0),
    ("slr_one", "straight_leg_raise", 1),
    ("squats_eight", "squat", 8),
];

fn judged(log: &str, search: Search) -> Judgement {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/filmed").join(format!("{log}.poses"));
    judge_log(&path, search).unwrap().report.judgement
}

#[test]
fn what_was_done_is_counted_and_nothing_else_under_auto() {
    for (log, exercise, n_reps) in LOGS {
        let found: Vec<String> = judged(log, Search::Auto).reps.into_iter().map(|rep| rep.exercise).collect();
        assert_eq!(found, vec![exercise; n_reps], "{log}");
    }
}

#[test]
fn an_exercise_is_found_where_it_was_done_and_nowhere_else() {
    for (log, done, n_reps) in LOGS {
        for exercise in exercises::all() {
            let n_found = judged(log, Search::One(exercise)).reps.len();
            let wanted = if exercise.id == done { n_reps } else { 0 };
            assert_eq!(n_found, wanted, "{} in {log}", exercise.id);
        }
    }
}

#[test]
fn every_movement_between_the_first_and_the_last_is_accounted_for() {
    // Eight knees come up in this log, none is pulled to the chest: each is listed with its reason.
    let judgement = judged("other_dead_bug_home", Search::One(&exercises::KNEE_TO_CHEST));
    let n_listed = judgement.not_counted.len() + judgement.partial_reps.len();
    assert!(7 <= n_listed, "{:#?}", judgement.not_counted);
    assert!(judgement.not_counted.iter().all(|it| !it.why.is_empty() && it.start_s < it.end_s));
}

#[test]
fn sides_are_told_apart() {
    for (log, exercise, sides) in [
        ("birddog_two", "bird_dog", "lr"),
        ("ktc_alternating_other_leg_straight", "knee_to_chest", "rlrlrl"),
        ("march_front_then_side", "march", "rlrlrlrlrlrl"),
        ("other_dead_bug_home", "dead_bug_first_step", "lrlr"),
    ] {
        let judgement = judged(log, Search::One(exercises::by_name(exercise).unwrap()));
        let found: String = judgement.reps.iter().filter_map(|rep| rep.side.as_str().chars().next()).collect();
        assert_eq!(found, sides, "{log}");
    }
}
