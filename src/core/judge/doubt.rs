//! Causes of unknown times: pictures that were repeated while the clock ran, and recordings that play too slowly.

use crate::core::exercise::{Effort, Exercise, SPAN_ERROR_SECS, median};
use crate::core::measure::Unit;
use crate::core::pose::PoseSample;
use crate::core::report::{Code, NotJudged, Rep, Statement, round};
use crate::core::time::Timestamp;

use super::repetition::{GRAVE_COST, too_few_pictures};

/// Lifting and lowering that both take longer than this, in s, are slow motion: twice the slowest of the samples (1.8 s).
/// Positions that are held tell nothing of it: a stretch should be entered and left as slowly as that.
const SLOW_SECS: f64 = 3.6;
/// Gaps that follow one another so soon are one.
const SAME_GAP_SECS: f64 = 0.25;
/// So many gaps are named; more are only counted.
const NAMED: usize = 3;

/// Collects what leaves times unknown.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    /// Spans in which the picture stood still, in s.
    gaps: Vec<(f64, f64)>,
    /// The last picture that was another one, and the last of all.
    run: Option<(Timestamp, Timestamp)>,
    /// Time of each picture in s, and true if it repeats another.
    pictures: Vec<(f64, bool)>,
    least_rate_hz: f32,
}

impl Doubts {
    /// Doubts times that fewer new pictures a second than this tell.
    pub(super) fn new(least_rate_hz: f32) -> Self {
        Self { least_rate_hz, ..Self::default() }
    }

    /// Takes the next sample.
    pub(super) fn push(&mut self, sample: &PoseSample) {
        self.pictures.push((sample.at.secs(), sample.repeated));
        if sample.repeated {
            self.run = self.run.map_or(Some((sample.at, sample.at)), |(from, _)| Some((from, sample.at)));
        } else {
            self.end_run();
            self.run = Some((sample.at, sample.at));
        }
    }

    fn end_run(&mut self) {
        // A shorter run hides no more than times are off by.
        if let Some((from, to)) = self.run.take()
            && f64::from(SPAN_ERROR_SECS) < to.secs_since(from)
        {
            let (from, to) = (round(from.secs()), round(to.secs()));
            match self.gaps.last_mut() {
                // A key frame shows the same picture anew, coded another way.
                Some(last) if from - last.1 < SAME_GAP_SECS => last.1 = to,
                _ => self.gaps.push((from, to)),
            }
        }
    }

    /// Takes out of repetitions what was judged by times that are unknown; returns what the reader should know.
    pub(super) fn settle(&mut self, exercises: &[&'static Exercise], reps: &mut [Rep]) -> Vec<Statement> {
        self.end_run();
        let mut notes = Vec::new();
        let is_held = |rep: &Rep| exercises.iter().any(|it| it.id == rep.exercise && it.effort == Effort::Hold);
        let pace = slow_pace(&reps.iter().filter(|rep| !is_held(rep)).collect::<Vec<_>>());
        if let Some((lift, drop)) = pace {
            notes.push(implausibly_slow(lift, drop));
        }
        for rep in reps {
            let Some(exercise) = exercises.iter().find(|exercise| exercise.id == rep.exercise) else { continue };
            if pace.is_some() {
                forget_times(rep, exercise, &Code::SlowMotion.says([], "the recording seems to be slow motion"));
                rep.score = None;
            } else if let Some((from, to)) = self.gaps.iter().find(|(from, to)| *from < rep.end_s && rep.start_s < *to)
            {
                forget_times(rep, exercise, &stood_still(*from, *to));
            } else if self.is_sparse(rep) {
                forget_times(rep, exercise, &too_few_pictures());
                rep.score = None;
            }
        }
        notes.extend(self.note());
        notes
    }

    /// Returns the spans in which the picture stood still, in s.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (f64, f64)> {
        self.gaps.iter().copied()
    }

    /// Returns true if most pictures of a repetition's motion repeat others, and too few are new to give its times.
    fn is_sparse(&self, rep: &Rep) -> bool {
        let parts = [(rep.start_s, rep.peak_start_s), (rep.peak_end_s, rep.end_s)];
        let is_moving = |at: f64| parts.iter().any(|(from, to)| *from <= at && at <= *to);
        let moving = self.pictures.iter().filter(|(at, _)| is_moving(*at));
        let (mut n_new, mut n_repeated) = (0.0, 0.0);
        moving.for_each(|(_, is_repeated)| *if *is_repeated { &mut n_repeated } else { &mut n_new } += 1.0);
        let secs: f64 = parts.iter().map(|(from, to)| to - from).sum();
        0.0 < n_repeated && n_new <= n_repeated && n_new < f64::from(self.least_rate_hz) * secs
    }

    fn note(&self) -> Option<Statement> {
        let spans: Vec<String> =
            self.gaps.iter().take(NAMED).map(|(from, to)| format!("{from:.1}–{to:.1} s")).collect();
        let (spans, more) = (spans.join(", "), self.gaps.len().saturating_sub(NAMED));
        match (spans.is_empty(), more) {
            (true, _) => None,
            (_, 0) => {
                let text = format!("the picture stands still at {spans}: times across it are not judged");
                Some(Code::PictureStandsStill.says([&spans], text))
            }
            _ => {
                let text = format!(
                    "the picture stands still at {spans} and {more} times more: times across it are not judged"
                );
                Some(Code::PictureStandsStillOften.says([&more.to_string(), &spans], text))
            }
        }
    }
}

fn implausibly_slow(lift_secs: f64, drop_secs: f64) -> Statement {
    let (lift, drop) = (format!("{lift_secs:.1}"), format!("{drop_secs:.1}"));
    let text = format!(
        "every movement is implausibly slow (lifting takes {lift} s, lowering {drop} s), as in slow motion: times are not \
         judged; score the recording at its true speed"
    );
    Code::ImplausiblySlow.says([&drop, &lift], text)
}

fn stood_still(from_secs: f64, to_secs: f64) -> Statement {
    let (from, to) = (format!("{from_secs:.1}"), format!("{to_secs:.1}"));
    Code::PictureStoodStill.says([&from, &to], format!("the picture stood still at {from}–{to} s"))
}

/// Returns the usual times of lifting and lowering, in s, if both are too long for life.
fn slow_pace(reps: &[&Rep]) -> Option<(f64, f64)> {
    let usual = |secs: fn(&Rep) -> f64| median(reps.iter().map(|rep| secs(rep) as f32).collect()).map(f64::from);
    let (lift, drop) = (usual(|rep| rep.peak_start_s - rep.start_s)?, usual(|rep| rep.end_s - rep.peak_end_s)?);
    (SLOW_SECS < lift && SLOW_SECS < drop).then_some((lift, drop))
}

/// Judges no fault of a repetition that is read in seconds, and reports no hold.
fn forget_times(rep: &mut Rep, exercise: &Exercise, why: &Statement) {
    rep.measures.remove("hold_s");
    for fault in exercise.faults.iter().filter(|fault| fault.unit() == Unit::Secs && fault.can_be_in(&rep.variant)) {
        rep.findings.retain(|finding| finding.fault != fault.id);
        if rep.not_judged.iter().all(|entry| entry.fault != fault.id) {
            rep.not_judged.push(NotJudged { fault: fault.id.into(), why: why.clone() });
        }
        if GRAVE_COST <= fault.worst_cost {
            rep.score = None;
        }
    }
    let cost: f64 = rep.findings.iter().map(|finding| finding.cost).sum();
    rep.score = rep.score.map(|_| round((100.0 - cost).max(0.0)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, by_name};
    use crate::core::judge::made::{clean_bridge, empty_sample};
    use crate::core::report::{Finding, LimitReport, MeasureReport};

    fn rep(start_s: f64, secs: f64) -> Rep {
        let finding = |fault: &str, cost: f64| Finding {
            fault: fault.into(),
            reading: 1.0,
            unit: Unit::Secs,
            error: 0.3,
            severity: 1.0,
            limit: LimitReport { fine: 2.0, bad: 1.0 },
            from_s: start_s,
            to_s: start_s,
            cost,
            source: String::new(),
            cue: String::new(),
        };
        Rep {
            start_s,
            peak_start_s: start_s + secs,
            peak_end_s: start_s + secs + 1.0,
            end_s: start_s + 2.0 * secs + 1.0,
            score: Some(65.0),
            findings: vec![finding("short_hold", 20.0), finding("hips_low", 15.0)],
            measures: [("hold_s".to_owned(), MeasureReport { value: 1.0, error: 0.3 })].into(),
            ..clean_bridge()
        }
    }

    fn sample(secs: f64, repeated: bool) -> PoseSample {
        PoseSample { repeated, ..empty_sample(secs) }
    }

    /// Samples of 10 a second, repeated where `is_repeated` says.
    fn doubts(is_repeated: impl Fn(i32) -> bool) -> Doubts {
        let mut doubts = Doubts::new(5.9);
        (0..200).for_each(|k| doubts.push(&sample(f64::from(k) / 10.0, is_repeated(k))));
        doubts
    }

    fn faults(rep: &Rep) -> (Vec<&str>, Vec<&str>) {
        let not_judged = rep.not_judged.iter().map(|entry| entry.fault.as_str()).collect();
        (rep.findings.iter().map(|finding| finding.fault.as_str()).collect(), not_judged)
    }

    #[test]
    fn times_are_not_judged_across_a_picture_that_stands_still_and_all_else_is() {
        let mut reps = [rep(2.0, 1.0), rep(10.0, 1.0)];
        let notes = doubts(|k| (26..=36).contains(&k)).settle(&[&HIP_BRIDGE], &mut reps);
        assert_eq!(notes, ["the picture stands still at 2.5–3.6 s: times across it are not judged"]);
        let (found, not_judged) = faults(&reps[0]);
        assert_eq!(found, ["hips_low"]);
        assert!(not_judged.contains(&"short_hold") && not_judged.contains(&"jerky"), "{not_judged:?}");
        assert_eq!((reps[0].score, reps[0].measures.len()), (Some(85.0), 0));
        assert_eq!(reps[1], rep(10.0, 1.0));
    }

    #[test]
    fn a_few_repeated_pictures_hide_nothing() {
        let mut reps = [rep(2.0, 1.0)];
        // 10 pictures a second of which every third repeats another.
        assert!(doubts(|k| k % 3 == 0).settle(&[&HIP_BRIDGE], &mut reps).is_empty());
        assert_eq!(reps[0], rep(2.0, 1.0));
    }

    #[test]
    fn where_hardly_a_picture_is_new_no_time_is_judged_and_no_score_made_up() {
        let mut reps = [rep(2.0, 1.0)];
        // 10 pictures a second of which every third is new: the runs are too short for gaps.
        doubts(|k| k % 3 != 0).settle(&[&HIP_BRIDGE], &mut reps);
        assert!(faults(&reps[0]).1.contains(&"short_hold"));
        assert_eq!((reps[0].score, reps[0].measures.len()), (None, 0));
    }

    #[test]
    fn slow_motion_is_told_from_slow_people_by_lifting_and_lowering_together() {
        for (secs, is_slow) in [(4.4, true), (3.0, false)] {
            let mut reps = [rep(2.0, secs), rep(20.0, secs)];
            let notes = doubts(|_| false).settle(&[&HIP_BRIDGE], &mut reps);
            assert_eq!(notes.iter().any(|note| note.contains("implausibly slow")), is_slow, "{notes:?}");
            assert_eq!(faults(&reps[1]).0.contains(&"short_hold"), !is_slow);
            assert_eq!(reps[1].score.is_none(), is_slow);
            // A picture that stands still besides makes no score of it.
            let mut reps = [rep(2.0, secs), rep(20.0, secs)];
            doubts(|k| (30..50).contains(&k)).settle(&[&HIP_BRIDGE], &mut reps);
            assert_eq!(reps[0].score.is_none(), is_slow);
        }
    }

    #[test]
    fn a_stretch_may_be_entered_and_left_as_slowly_as_one_likes() {
        let by = |id: &str| by_name(id).unwrap();
        for (exercise, is_slow) in [("straight_leg_raise", false), ("bird_dog", true), ("march", true)] {
            let slow = || Rep { exercise: exercise.into(), ..rep(2.0, 4.4) };
            let mut reps = [slow()];
            let notes = doubts(|_| false).settle(&[by(exercise)], &mut reps);
            assert_eq!((!notes.is_empty(), reps[0].score.is_none()), (is_slow, is_slow), "{exercise}: {notes:?}");
            if !is_slow {
                assert_eq!(reps[0], slow());
            }
        }
        // Where repetitions show slow motion, the hold beside them is as much too long.
        let mut reps = [rep(2.0, 4.4), Rep { exercise: "straight_leg_raise".into(), ..rep(20.0, 4.4) }];
        doubts(|_| false).settle(&[&HIP_BRIDGE, by("straight_leg_raise")], &mut reps);
        assert!(reps.iter().all(|rep| rep.score.is_none()));
    }
}
