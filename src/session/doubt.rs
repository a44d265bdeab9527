//! What leaves times unknown: pictures that were repeated while the clock ran, and recordings that play too slowly.

use crate::exercise::{Exercise, SPAN_ERROR_SECS, median};
use crate::measure::Unit;
use crate::pose::PoseSample;
use crate::report::{NotJudged, Rep, round};
use crate::time::Timestamp;

use super::judge::GRAVE_COST;

/// Lifting and lowering that both take longer than this, in s, are slow motion: twice the slowest of the samples (1.8 s).
const SLOW_SECS: f64 = 3.6;
/// So many gaps are named; more are only counted.
const NAMED: usize = 3;

/// Collects what leaves times unknown.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    /// When the picture stood still, in s.
    gaps: Vec<(f64, f64)>,
    /// The last picture that was another one, and the last of all.
    run: Option<(Timestamp, Timestamp)>,
}

impl Doubts {
    /// Takes the next sample.
    pub(super) fn push(&mut self, sample: &PoseSample) {
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
            self.gaps.push((round(from.secs()), round(to.secs())));
        }
    }

    /// Takes out of repetitions what was judged by times that are unknown; returns what the reader should know.
    pub(super) fn settle(&mut self, exercises: &[&'static Exercise], reps: &mut [Rep]) -> Vec<String> {
        self.end_run();
        let mut notes = Vec::new();
        let pace = slow_pace(reps);
        if let Some((lift, drop)) = pace {
            notes.push(format!(
                "every movement is implausibly slow (lifting takes {lift:.1} s, lowering {drop:.1} s), as in slow motion: \
                 times are not judged; score the recording at its true speed"
            ));
        }
        for rep in reps {
            let frozen = self.gaps.iter().find(|(from, to)| *from < rep.end_s && rep.start_s < *to);
            let why = match frozen {
                Some((from, to)) => format!("the picture stood still at {from:.1}–{to:.1} s"),
                None if pace.is_some() => "the recording seems to be slow motion".to_owned(),
                None => continue,
            };
            if frozen.is_some() {
                rep.measures.remove("hold_s");
            }
            if let Some(exercise) = exercises.iter().find(|exercise| exercise.id == rep.exercise) {
                forget_times(rep, exercise, &why);
            }
        }
        notes.extend(self.note());
        notes
    }

    fn note(&self) -> Option<String> {
        let spans: Vec<String> =
            self.gaps.iter().take(NAMED).map(|(from, to)| format!("{from:.1}–{to:.1} s")).collect();
        let more = self.gaps.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} times more") };
        (!spans.is_empty())
            .then(|| format!("the picture stands still at {}{more}: times across it are not judged", spans.join(", ")))
    }
}

/// Returns the usual times of lifting and lowering, in s, if both are too long for life.
fn slow_pace(reps: &[Rep]) -> Option<(f64, f64)> {
    let usual = |secs: fn(&Rep) -> f64| median(reps.iter().map(|rep| secs(rep) as f32).collect()).map(f64::from);
    let (lift, drop) = (usual(|rep| rep.peak_start_s - rep.start_s)?, usual(|rep| rep.end_s - rep.peak_end_s)?);
    (SLOW_SECS < lift && SLOW_SECS < drop).then_some((lift, drop))
}

/// Judges no fault of a repetition that is read in seconds.
fn forget_times(rep: &mut Rep, exercise: &Exercise, why: &str) {
    for fault in exercise.faults.iter().filter(|fault| fault.unit == Unit::Secs && fault.can_be_in(&rep.variant)) {
        rep.findings.retain(|finding| finding.fault != fault.id);
        if rep.not_judged.iter().all(|entry| entry.fault != fault.id) {
            rep.not_judged.push(NotJudged { fault: fault.id.into(), why: why.to_owned() });
        }
        if GRAVE_COST <= fault.worst_cost {
            rep.score = None;
        }
    }
    let cost: f64 = rep.findings.iter().map(|finding| finding.cost).sum();
    rep.score = rep.score.map(|_| round((100.0 - cost).max(0.0)));
}
