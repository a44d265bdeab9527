//! Effort of a set: its goal, the length of its holds, the cadence of its steps.

use crate::core::exercise::{Effort, Exercise, Reading, median};
use crate::core::report::{CadenceReport, HoldReport, MeasureReport, Rep, Set, round};

/// An interval longer than this share of the usual one has a pause or a missed step in it, which doubles it; one shorter
/// by as much is no step of its own.
const OTHER_SHARE: f32 = 1.6;
/// Fewer strides than this make no cadence.
const LEAST_STRIDES: usize = 4;
/// 9 of 10 of a normal distribution lie within so many standard deviations.
const NINE_OF_TEN: f64 = 1.645;
/// Half-width that holds 9 of 10 instants of the top of a step, in s: a top lies on a picture, and pictures of 30 a second
/// are 0.03 s apart. Fewer of them show in the spread of the strides.
const TOP_ERROR_SECS: f64 = 0.03;
/// The cadence now is that of so many steps…
const STEPS_NOW: usize = 12;
/// …the last of which ended no longer ago than this, in s.
const NOW_SECS: f64 = 3.0;

/// Adds to each set what its exercise asks for, and how far that was done. At `breaks`, from and to in s, it is unknown
/// what happened.
pub(super) fn add(exercises: &[&'static Exercise], sets: &mut [Set], reps: &[Rep], breaks: &[(f64, f64)]) {
    for (k, set) in sets.iter_mut().enumerate() {
        let Some(exercise) = exercises.iter().find(|exercise| exercise.id == set.exercise) else { continue };
        let of_set: Vec<&Rep> = reps.iter().filter(|rep| rep.set == k).collect();
        set.goal = exercise.goal();
        set.hold_goal_s = exercise.hold_goal_secs().map(|secs| round(secs.into()));
        match exercise.effort {
            Effort::Hold => set.hold = hold(&of_set),
            Effort::Cycles { per_minute } => set.cadence = cadence_report(&of_set, breaks, per_minute),
            Effort::Repetitions { .. } => {}
        }
    }
}

/// Returns the total and the longest hold; `None` where the length of one is unknown.
fn hold(reps: &[&Rep]) -> Option<HoldReport> {
    let holds: Vec<MeasureReport> =
        reps.iter().map(|rep| rep.measures.get("hold_s").copied()).collect::<Option<_>>()?;
    // Holds are all read in the same way, so their errors may add up.
    let sum = |of: fn(&MeasureReport) -> f64| round(holds.iter().map(of).sum());
    let total_s = MeasureReport { value: sum(|hold| hold.value), error: sum(|hold| hold.error) };
    let longest_s = holds.iter().copied().max_by(|a, b| a.value.total_cmp(&b.value))?;
    Some(HoldReport { total_s, longest_s })
}

fn cadence_report(reps: &[&Rep], breaks: &[(f64, f64)], asked: Option<[f32; 2]>) -> Option<CadenceReport> {
    let (per_minute, n_intervals) = cadence(&tops(reps), breaks)?;
    let [from_per_minute, to_per_minute] =
        asked.map_or([None; 2], |asked| asked.map(|per_minute| Some(f64::from(per_minute))));
    Some(CadenceReport { per_minute: MeasureReport::new(per_minute), n_intervals, from_per_minute, to_per_minute })
}

/// Returns the cadence of the last steps, in steps a minute; `None` where nothing follows one another evenly now.
pub(super) fn cadence_now(reps: &[Rep], exercise: &Exercise, at_secs: f64) -> Option<Reading> {
    let of_it: Vec<&Rep> = reps.iter().filter(|rep| exercise.is_cyclic() && rep.exercise == exercise.id).collect();
    let last = of_it.get(of_it.len().saturating_sub(STEPS_NOW)..)?;
    let is_now = last.last().is_some_and(|rep| at_secs < rep.end_s + NOW_SECS);
    cadence(&tops(last), &[]).filter(|_| is_now).map(|(per_minute, _)| per_minute)
}

/// Returns the instants at which steps are at their top, in s, in order of time.
fn tops(reps: &[&Rep]) -> Vec<f64> {
    let mut tops: Vec<f64> = reps.iter().map(|rep| f64::midpoint(rep.peak_start_s, rep.peak_end_s)).collect();
    tops.sort_by(f64::total_cmp);
    tops
}

/// Returns the cadence of steps in steps a minute, and the number of intervals that it was read from.
///
/// It is that of the mean stride, two intervals in a row: the steps of one leg may be read a little later than those of the
/// other, which makes every other interval longer and leaves strides as they are. The usual interval decides which count,
/// and is not the result: tops lie on pictures, so that a median takes one of a few values (at 15 pictures a second and 80
/// steps a minute it is wrong by 2 %).
fn cadence(tops: &[f64], breaks: &[(f64, f64)]) -> Option<(Reading, usize)> {
    let interval = |pair: &[f64]| {
        let (from, to) = (*pair.first()?, *pair.last()?);
        let is_unbroken = !breaks.iter().any(|it| it.0 < to && from < it.1);
        is_unbroken.then_some((to - from) as f32)
    };
    let intervals: Vec<Option<f32>> = tops.windows(2).map(interval).collect();
    let usual = median(intervals.iter().flatten().copied().collect())?;
    let is_step = |secs: &f32| usual <= *secs * OTHER_SHARE && *secs <= usual * OTHER_SHARE;
    let steps: Vec<Option<f32>> = intervals.into_iter().map(|secs| secs.filter(is_step)).collect();
    let stride = |pair: &[Option<f32>]| Some(f32::midpoint((*pair.first()?)?, (*pair.last()?)?));
    let strides: Vec<f32> = steps.windows(2).filter_map(stride).collect();
    let n = strides.len();
    let step_secs = strides.iter().map(|secs| f64::from(*secs)).sum::<f64>() / n as f64;
    let value = 60.0 / step_secs;
    let error = value / step_secs * step_error(&strides, step_secs);
    let reading = Reading { value: value as f32, error: error as f32 };
    (LEAST_STRIDES <= n && 0.0 < step_secs).then_some((reading, steps.iter().flatten().count()))
}

/// Returns the error of the mean step in s: from the spread of the strides, and at least what their ends are off by.
fn step_error(strides: &[f32], step_secs: f64) -> f64 {
    // Each interval is in two strides: half of them are independent.
    let n = strides.len() as f64 / 2.0;
    let squares: f64 = strides.iter().map(|secs| (f64::from(*secs) - step_secs).powi(2)).sum();
    let spread = NINE_OF_TEN * (squares / (strides.len() as f64 - 1.0)).sqrt();
    // Both ends of a stride are off, and it is two steps long.
    let ends = TOP_ERROR_SECS * 2.0_f64.sqrt() / 2.0;
    spread.max(ends) / n.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tops of steps from an instant on, one in so many s.
    fn steps(from_secs: f64, n: u32, step_secs: f64) -> Vec<f64> {
        (0..n).map(|k| from_secs + f64::from(k) * step_secs).collect()
    }

    fn per_minute(tops: &[f64], breaks: &[(f64, f64)]) -> f64 {
        f64::from(cadence(tops, breaks).unwrap().0.value)
    }

    #[test]
    fn a_pause_a_missed_step_and_a_cut_change_nothing() {
        let mut tops = steps(1.0, 12, 0.5);
        tops.extend(steps(20.0, 12, 0.5));
        tops.remove(5);
        assert!((per_minute(&tops, &[]) - 120.0).abs() < 0.01);
        assert_eq!(cadence(&tops, &[]).unwrap().1, 20);
        // A cut after which the steps go on too soon.
        let mut cut = steps(1.0, 6, 0.5);
        cut.extend(steps(3.9, 6, 0.5));
        assert_eq!(cadence(&cut, &[(3.7, 3.7)]).unwrap().1, 10);
        assert_eq!(cadence(&cut, &[]).unwrap().1, 11);
    }

    #[test]
    fn a_leg_that_is_read_later_than_the_other_does_not_change_the_cadence() {
        // An odd number of intervals: one more is long than short, and their median would say 0.55 s.
        let tops: Vec<f64> = (0..12).map(|k| f64::from(k) * 0.5 + if k % 2 == 0 { 0.0 } else { 0.05 }).collect();
        assert!((per_minute(&tops, &[]) - 120.0).abs() < 0.01);
    }

    #[test]
    fn the_error_grows_with_the_spread_and_shrinks_with_the_number_of_steps() {
        let error = |tops: &[f64]| cadence(tops, &[]).unwrap().0.error;
        let uneven: Vec<f64> =
            steps(0.0, 24, 0.5).iter().enumerate().map(|(k, at)| at + 0.08 * (k as f64).sin()).collect();
        assert!(error(&steps(0.0, 24, 0.5)) < error(&uneven));
        assert!(error(&steps(0.0, 96, 0.5)) < 0.6 * error(&steps(0.0, 24, 0.5)));
        assert!(cadence(&steps(0.0, 5, 0.5), &[]).is_none());
    }
}
