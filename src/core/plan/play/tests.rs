use super::super::item::{Amount, WorkSide};
use super::*;

fn key(exercise: &str) -> ItemKey {
    ItemKey { exercise: exercise.into(), side: WorkSide::Both }
}

fn dose(rest_secs: Option<f32>) -> Dose {
    Dose { sets: 3, amount: Amount::Repetitions(8, None), rest_secs, load_kg: None, load: None }
}

/// Exercises in the order in which they come, each done once it has come.
fn order(notes: &DayNotes, mut done: [bool; 4]) -> Vec<&'static str> {
    let names = ["a", "b", "c", "d"];
    let mut order = Vec::new();
    for _ in names {
        let standings = names.iter().zip(done).map(|(name, is_done)| notes.standing(&key(name), is_done));
        let Some(k) = next(standings) else { break };
        order.push(names[k]);
        done[k] = true;
    }
    order
}

#[test]
fn the_first_open_item_comes_next_and_those_put_off_come_at_the_end_in_their_order() {
    let mut notes = DayNotes::of(jiff::civil::date(2026, 12, 1));
    assert_eq!(order(&notes, [false; 4]), ["a", "b", "c", "d"]);
    assert_eq!(order(&notes, [true, false, true, false]), ["b", "d"]);
    notes.mark(&key("c"), Some(Mark::Later));
    notes.mark(&key("a"), Some(Mark::Later));
    assert_eq!(order(&notes, [false; 4]), ["b", "d", "c", "a"]);
    notes.mark(&key("c"), Some(Mark::Later));
    assert_eq!(order(&notes, [false; 4]), ["b", "d", "a", "c"], "put off once more");
    notes.mark(&key("b"), Some(Mark::LeftOut));
    notes.mark(&key("d"), Some(Mark::WithoutCamera));
    assert_eq!(order(&notes, [false; 4]), ["a", "c"]);
    notes.mark(&key("b"), None);
    assert_eq!(order(&notes, [false; 4]), ["b", "a", "c"], "taken back");
    assert_eq!(notes.standing(&key("d"), true), Standing::Done, "sessions count more than a mark");
}

#[test]
fn the_two_sides_of_an_exercise_are_two_items() {
    let mut notes = DayNotes::of(jiff::civil::date(2026, 12, 1));
    let [left, right] = [WorkSide::Left, WorkSide::Right].map(|side| ItemKey { side, ..key("a") });
    notes.mark(&left, Some(Mark::LeftOut));
    assert_eq!((notes.standing(&left, false), notes.standing(&right, false)), (Standing::LeftOut, Standing::Open));
}

#[test]
fn another_answer_takes_the_place_of_the_first_and_each_session_has_its_own() {
    let mut notes = DayNotes::of(jiff::civil::date(2026, 12, 1));
    notes.answer(&key("a"), "s1", Felt::TooHard);
    notes.answer(&key("a"), "s2", Felt::TooEasy);
    notes.answer(&key("a"), "s1", Felt::Right);
    assert_eq!(notes.felt(&key("a")), [Felt::TooEasy, Felt::Right]);
    assert_eq!((notes.felt_after("s1"), notes.felt_after("s3")), (Some(Felt::Right), None));
    assert!(notes.felt(&key("b")).is_empty());
}

#[test]
fn a_rest_counts_down_to_zero_and_no_further() {
    assert_eq!((Rest::after(&dose(None), 5.0), Rest::after(&dose(Some(0.0)), 5.0)), (None, None));
    let rest = Rest::after(&dose(Some(60.0)), 100.0).unwrap();
    assert_eq!([100.0, 130.5, 160.0, 900.0].map(|now| rest.left_secs(now)), [60.0, 29.5, 0.0, 0.0]);
}

#[test]
fn it_goes_on_by_itself_only_after_the_rest_with_the_pain_told_and_never_after_a_stop() {
    let mut run = Run::of(key("a"));
    assert!(!run.goes_on(1000.0, After::PainTold), "the set is under way");
    run.end_set(Some(&dose(Some(60.0))), 0.0);
    assert!(!run.goes_on(59.0, After::PainTold), "resting");
    assert!(run.goes_on(60.0, After::PainTold));
    assert!(!run.goes_on(60.0, After::Open), "the pain was not told");
    assert!(!run.goes_on(60.0, After::Stopped), "stopped");
    run.end_set(Some(&dose(None)), 0.0);
    assert!(!run.goes_on(1000.0, After::PainTold), "a plan without a rest waits for a press");
}

#[test]
fn an_answer_late_in_the_rest_leaves_time_for_the_next_one_and_an_early_one_changes_nothing() {
    let mut run = Run::of(key("a"));
    run.end_set(Some(&dose(Some(60.0))), 0.0);
    run.answer(10.0);
    assert!(run.goes_on(60.0, After::PainTold));
    run.answer(58.0);
    assert!(!run.goes_on(72.0, After::PainTold) && run.goes_on(73.0, After::PainTold));
    run.answer(100.0);
    assert!(!run.goes_on(114.0, After::PainTold), "told only after the rest");
}

#[test]
fn pain_that_was_told_long_ago_is_asked_again() {
    let mut run = Run::of(key("a"));
    run.end_set(Some(&dose(Some(60.0))), 0.0);
    assert!(!run.was_answered(10.0), "nothing was told");
    run.answer(10.0);
    assert!(run.was_answered(910.0) && !run.was_answered(911.0));
}

#[test]
fn sets_are_numbered_by_the_amount_so_far() {
    let numbers = [0.0, 7.0, 8.0, 16.0, 24.0, 40.0].map(|amount| dose(None).set_after(amount));
    assert_eq!(numbers, [1, 1, 2, 3, 3, 3]);
}
