//! Which limits hold for what is in a report, and how far its readings' errors carry its score.

use std::collections::BTreeMap;

use crate::core::exercise::{Fault, Reads, SPAN_ERROR_SECS, Spans};
use crate::core::exercises;
use crate::core::measure::Measure;
use crate::core::report::{Finding, Judgement, MeasureReport, Rep};

/// From where to where the score lies if every reading is off by its error, 0–100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreRange {
    /// If all are off for the worse.
    pub low: f64,
    /// If all are off for the better.
    pub high: f64,
}

/// Returns the range of the whole score; `None` without a score. What was read and found fine, and is in no report, is
/// taken as read without error.
pub fn score_range(judgement: &Judgement) -> Option<ScoreRange> {
    judgement.score?;
    let ranges: Vec<ScoreRange> = judgement.reps.iter().filter_map(rep_range).collect();
    let mean = |of: fn(&ScoreRange) -> f64| ranges.iter().map(of).sum::<f64>() / ranges.len().max(1) as f64;
    let (mut least, mut most) = (0.0, 0.0);
    for finding in &judgement.findings {
        let (low, high) = costs_of(finding);
        (least, most) = (least + low, most + high);
    }
    let n_sets = judgement.sets.len().max(1) as f64;
    let whole = ScoreRange {
        low: (mean(|range| range.low) - most / n_sets).max(0.0),
        high: (mean(|range| range.high) - least / n_sets).max(0.0),
    };
    Some(whole).filter(|_| !ranges.is_empty())
}

/// Returns the range of one repetition's score; `None` without a score.
pub fn rep_range(rep: &Rep) -> Option<ScoreRange> {
    rep.score?;
    let (mut least, mut most) = (0.0, 0.0);
    for group in readings(rep) {
        let (low, high) = group.costs();
        (least, most) = (least + low, most + high);
    }
    Some(ScoreRange { low: (100.0 - most).max(0.0), high: (100.0 - least).max(0.0) })
}

/// One reading and all that is judged by it.
struct Read {
    value: f64,
    error: f64,
    slopes: Vec<Slope>,
}

/// What a reading costs: nothing at `fine`, `worst` at `bad`.
#[derive(Clone, Copy)]
struct Slope {
    fine: f64,
    bad: f64,
    worst: f64,
}

impl Slope {
    fn of(fault: &Fault) -> Self {
        Self { fine: fault.limit.fine.into(), bad: fault.limit.bad.into(), worst: fault.worst_cost.into() }
    }

    fn cost(self, value: f64) -> f64 {
        ((value - self.fine) / (self.bad - self.fine)).clamp(0.0, 1.0) * self.worst
    }
}

impl Read {
    /// The least and the most that it costs within its error.
    fn costs(&self) -> (f64, f64) {
        const N_STEPS: i32 = 40;
        let at = |step: i32| self.value + self.error * (2.0 * f64::from(step) / f64::from(N_STEPS) - 1.0);
        let costs = (0..=N_STEPS).map(|step| self.slopes.iter().map(|slope| slope.cost(at(step))).sum::<f64>());
        costs.fold((f64::INFINITY, 0.0), |(low, high), cost| (low.min(cost), high.max(cost)))
    }
}

/// The readings of a repetition that the report has: measures, times, and what was found.
fn readings(rep: &Rep) -> Vec<Read> {
    let is_judged = |fault: &&Fault| {
        let may_be = fault.can_be_in(&rep.variant);
        may_be && rep.not_judged.iter().all(|entry| entry.fault != fault.id)
    };
    let (mut all, mut done) = (Vec::new(), Vec::new());
    if let Some(exercise) = exercises::by_name(&rep.exercise) {
        let spans = spans(rep);
        for measure in exercise.measures {
            let Some(MeasureReport { value, error }) = rep.measures.get(measure.id).copied() else { continue };
            let faults: Vec<&Fault> = exercise.faults_on(measure).filter(is_judged).collect();
            done.extend(faults.iter().map(|fault| fault.id));
            all.push(Read { value, error, slopes: faults.into_iter().map(Slope::of).collect() });
        }
        for fault in exercise.faults.iter().filter(is_judged).filter(|_| exercise.rhythm().is_none()) {
            let Reads::Span(span) = fault.reads else { continue };
            let value = span.of(&spans);
            done.push(fault.id);
            all.push(Read { value: value.into(), error: SPAN_ERROR_SECS.into(), slopes: vec![Slope::of(fault)] });
        }
    }
    let others = rep.findings.iter().filter(|finding| !done.contains(&finding.fault.as_str()));
    all.extend(others.map(|finding| Read {
        value: finding.reading,
        error: finding.error,
        slopes: vec![slope_of(finding)],
    }));
    all
}

fn spans(rep: &Rep) -> Spans {
    Spans {
        lift_secs: (rep.peak_start_s - rep.start_s) as f32,
        hold_secs: (rep.peak_end_s - rep.peak_start_s) as f32,
        drop_secs: (rep.end_s - rep.peak_end_s) as f32,
    }
}

fn slope_of(finding: &Finding) -> Slope {
    let worst = if 0.0 < finding.severity { finding.cost / finding.severity } else { 0.0 };
    Slope { fine: finding.limit.fine, bad: finding.limit.bad, worst }
}

fn costs_of(finding: &Finding) -> (f64, f64) {
    Read { value: finding.reading, error: finding.error, slopes: vec![slope_of(finding)] }.costs()
}

/// What a measure was off by in these repetitions: the median of its errors.
pub(super) fn usual_error(reps: &[&Rep], measure: &Measure) -> Option<f32> {
    let errors = reps.iter().filter_map(|rep| rep.measures.get(measure.id)).map(|it| it.error as f32).collect();
    crate::core::exercise::median(errors)
}

/// Findings by fault, in the order of what they cost in all, each with the number of its repetition (from 1; `None` for
/// a whole set).
pub(super) fn by_fault(judgement: &Judgement) -> Vec<Vec<(Option<usize>, &Finding)>> {
    let of_reps = judgement.reps.iter().enumerate();
    let of_reps = of_reps.flat_map(|(k, rep)| rep.findings.iter().map(move |finding| (Some(k + 1), finding)));
    let of_sets = judgement.findings.iter().map(|finding| (None, finding));
    let mut groups: BTreeMap<&str, Vec<(Option<usize>, &Finding)>> = BTreeMap::new();
    for (rep, finding) in of_reps.chain(of_sets) {
        groups.entry(&finding.fault).or_default().push((rep, finding));
    }
    let cost = |group: &Vec<(Option<usize>, &Finding)>| group.iter().map(|(_, finding)| finding.cost).sum::<f64>();
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by(|a, b| cost(b).total_cmp(&cost(a)));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercise::Exercise;
    use crate::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST};
    use crate::core::judge::made::clean_bridge;
    use crate::core::measure::{KNEE, PULLED_THIGH, SHOULDER_HIP_KNEE};
    use crate::core::report::{NotJudged, Statement};

    fn ids(exercise: &Exercise, measure: &Measure) -> Vec<&'static str> {
        exercise.faults_on(measure).map(|fault| fault.id).collect()
    }

    #[test]
    fn each_fault_is_found_on_the_measure_that_it_reads_and_on_no_other() {
        assert_eq!(ids(&HIP_BRIDGE, &SHOULDER_HIP_KNEE), ["hips_low", "overextended"]);
        assert_eq!(ids(&HIP_BRIDGE, &KNEE), ["feet_too_far"]);
        assert_eq!(ids(&KNEE_TO_CHEST, &PULLED_THIGH), ["short_range"]);
        assert_eq!(HIP_BRIDGE.hold_fault().map(|fault| fault.id), Some("short_hold"));
    }

    fn rep(angle_deg: f64, error: f64, hold_secs: f64) -> Rep {
        let measures = BTreeMap::from([("shoulder_hip_knee_deg".into(), MeasureReport { value: angle_deg, error })]);
        Rep { peak_start_s: 2.0, peak_end_s: 2.0 + hold_secs, end_s: 4.0 + hold_secs, measures, ..clean_bridge() }
    }

    #[test]
    fn a_good_reading_near_a_limit_may_have_been_a_bad_one() {
        let range = rep_range(&rep(175.0, 10.0, 4.0)).unwrap();
        // 165° is half way down the slope that costs 60.
        assert!((range.low - 70.0).abs() < 0.01 && range.high == 100.0, "{range:?}");
        let sure = rep_range(&rep(180.0, 5.0, 4.0)).unwrap();
        assert_eq!((sure.low, sure.high), (100.0, 100.0));
    }

    #[test]
    fn one_reading_is_not_too_low_and_too_high_at_once() {
        // 165–195°: 30 for too low at one end, 30 for too high at the other, never both.
        let range = rep_range(&rep(180.0, 15.0, 4.0)).unwrap();
        assert!((range.low - 70.0).abs() < 0.01, "{range:?}");
    }

    #[test]
    fn a_hold_near_its_limit_counts_and_what_was_not_judged_does_not() {
        let short = rep(180.0, 5.0, 2.1);
        assert!((rep_range(&short).unwrap().low - 94.0).abs() < 0.1);
        let why = Statement::free("hidden");
        let not_judged = vec![NotJudged { fault: "short_hold".into(), why }];
        assert_eq!(rep_range(&Rep { not_judged, ..short.clone() }).unwrap().low, 100.0);
        assert_eq!(rep_range(&Rep { score: None, ..short }), None);
    }
}
