//! One judgement against the label of its clip.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::label::{Label, LabelRep};
use crate::core::exercise::Exercise;
use crate::core::report::{Finding, Judgement, LEAST_SEVERITY, NotJudged, Rep};

/// A repetition found is a labelled one if they share this much of the shorter of the two.
const LEAST_OVERLAP: f64 = 0.5;

/// What the rules of one exercise got right and wrong in one clip.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Repetitions of this exercise in the label.
    pub n_labelled: usize,
    /// Repetitions found.
    pub n_found: usize,
    /// Repetitions of which a part was not seen.
    pub n_partial: usize,
    /// True where the label gives the times of repetitions, not only their number.
    pub has_times: bool,
    /// Pairs of a labelled and a found repetition; empty where only their number is known.
    pub pairs: Vec<(usize, usize)>,
    /// Found − labelled, in s: starts and ends.
    pub ends_off_s: Vec<f64>,
    /// Found − labelled, in s: how long the hold lasts.
    pub hold_off_s: Vec<f64>,
    /// True for each pair whose working side was recognised right, of every pair whose label names one.
    pub sides: Vec<bool>,
    /// Every fault of every pair.
    pub faults: Vec<FaultCell>,
}

/// What is said of one fault in one repetition, against the label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FaultCell {
    /// Name of the fault.
    pub fault: String,
    /// True if the label has it.
    pub is_labelled: bool,
    /// What the program says.
    pub said: Said,
    /// How bad it says it is, 0–1; 0 where it was not judged.
    pub severity: f64,
}

/// What the program says of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Said {
    Found,
    Absent,
    NotJudged,
}

impl Comparison {
    /// Compares a label with what the rules of `exercise` say of the clip.
    pub fn of(label: &Label, exercise: &Exercise, judgement: &Judgement) -> Self {
        let is_shown = label.exercise.as_deref() == Some(exercise.id);
        let mut comparison = Self {
            n_labelled: if is_shown { label.n_reps() } else { 0 },
            n_found: judgement.reps.len(),
            n_partial: judgement.partial_reps.len(),
            ..Self::default()
        };
        let labelled = label.reps().filter(|_| is_shown).unwrap_or_default();
        comparison.has_times = !labelled.is_empty();
        comparison.pairs = pairs(&labelled, &judgement.reps);
        for (wanted, found) in comparison.pairs.clone() {
            if let (Some(wanted), Some(found)) = (labelled.get(wanted), judgement.reps.get(found)) {
                comparison.add(exercise, wanted, found);
            }
        }
        if let Some(wanted) = label.faults.as_ref().filter(|_| is_shown && !labelled.is_empty()) {
            comparison.add_set(exercise, wanted, judgement);
        }
        comparison
    }

    /// Returns true if every repetition was found and nothing else.
    pub fn is_exact(&self) -> bool {
        self.n_found == self.n_labelled && (!self.has_times || self.pairs.len() == self.n_labelled)
    }

    fn add(&mut self, exercise: &Exercise, wanted: &LabelRep, found: &Rep) {
        if !wanted.is_coarse {
            self.ends_off_s.extend([found.start_s - wanted.start_s, found.end_s - wanted.end_s]);
        }
        if let (Some(from), Some(to)) = (wanted.peak_start_s, wanted.peak_end_s) {
            self.hold_off_s.push(found.peak_end_s - found.peak_start_s - (to - from));
        }
        self.sides.extend(wanted.side.as_ref().map(|side| side == found.side.as_str()));
        let Some(labelled) = &wanted.faults else { return };
        for fault in exercise.faults {
            let is_labelled = labelled.iter().any(|name| name == fault.id);
            self.faults.push(cell(fault.id, is_labelled, &found.findings, &found.not_judged));
        }
    }

    /// Faults of the set as a whole: those that are in no repetition's list of the exercise.
    fn add_set(&mut self, exercise: &Exercise, wanted: &[String], judgement: &Judgement) {
        let is_of_reps = |name: &str| exercise.faults.iter().any(|fault| fault.id == name);
        let found = judgement.findings.iter().map(|finding| finding.fault.as_str());
        let not_judged = judgement.not_judged.iter().map(|entry| entry.fault.as_str());
        let names: BTreeSet<&str> =
            wanted.iter().map(String::as_str).chain(found).chain(not_judged).filter(|name| !is_of_reps(name)).collect();
        for name in names {
            let is_labelled = wanted.iter().any(|fault| fault == name);
            self.faults.push(cell(name, is_labelled, &judgement.findings, &judgement.not_judged));
        }
    }
}

fn cell(fault: &str, is_labelled: bool, findings: &[Finding], not_judged: &[NotJudged]) -> FaultCell {
    let severity = findings.iter().find(|finding| finding.fault == fault).map_or(0.0, |finding| finding.severity);
    let said = if LEAST_SEVERITY <= severity {
        Said::Found
    } else if not_judged.iter().any(|entry| entry.fault == fault) {
        Said::NotJudged
    } else {
        Said::Absent
    };
    FaultCell { fault: fault.into(), is_labelled, said, severity }
}

/// Which labelled repetition is which one found: those that overlap most, each once, in order of time.
fn pairs(labelled: &[LabelRep], found: &[Rep]) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (k, wanted) in labelled.iter().enumerate() {
        for (j, rep) in found.iter().enumerate() {
            let shared = wanted.end_s.min(rep.end_s) - wanted.start_s.max(rep.start_s);
            let shorter = (wanted.end_s - wanted.start_s).min(rep.end_s - rep.start_s);
            if 0.0 < shared && LEAST_OVERLAP * shorter <= shared {
                candidates.push((shared, k, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, k, j) in candidates {
        if pairs.iter().all(|pair| pair.0 != k && pair.1 != j) {
            pairs.push((k, j));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::HIP_BRIDGE;
    use crate::core::judge::Judge;
    use crate::core::judge::made::clean_bridge;
    use crate::core::pose::Stream;
    use crate::core::report::Statement;

    fn label(json: &str) -> Label {
        serde_json::from_str(json).unwrap()
    }

    fn judgement(reps: &[(f64, f64)]) -> Judgement {
        let empty = Judge::new(&HIP_BRIDGE, Stream { width: 640, height: 360 }).finish();
        let rep = |(start_s, end_s): &(f64, f64)| Rep {
            start_s: *start_s,
            peak_start_s: start_s + 1.0,
            peak_end_s: end_s - 1.0,
            end_s: *end_s,
            not_judged: vec![NotJudged { fault: "feet_moved".into(), why: Statement::free("hidden") }],
            ..clean_bridge()
        };
        Judgement { reps: reps.iter().map(rep).collect(), ..empty }
    }

    const TWO: &str = r#"{"exercise": "hip_bridge", "faults": [], "reps": [
        {"start_s": 1.0, "peak_start_s": 2.0, "peak_end_s": 4.0, "end_s": 5.0, "faults": ["feet_moved", "hips_low"]},
        {"start_s": 6.0, "peak_start_s": 7.0, "peak_end_s": 9.0, "end_s": 10.0, "faults": []}]}"#;

    fn said(comparison: &Comparison, fault: &str) -> Vec<(bool, Said)> {
        let of_it = comparison.faults.iter().filter(|cell| cell.fault == fault);
        of_it.map(|cell| (cell.is_labelled, cell.said)).collect()
    }

    #[test]
    fn repetitions_are_matched_where_they_are_and_not_by_their_number() {
        let comparison = Comparison::of(&label(TWO), &HIP_BRIDGE, &judgement(&[(5.9, 10.3), (20.0, 22.0)]));
        assert_eq!((comparison.n_labelled, comparison.n_found, comparison.pairs.as_slice()), (2, 2, &[(1, 0)][..]));
        assert!(!comparison.is_exact());
        assert!((comparison.ends_off_s[0] + 0.1).abs() < 1e-9 && (comparison.ends_off_s[1] - 0.3).abs() < 1e-9);
        assert!((comparison.hold_off_s[0] - 0.4).abs() < 1e-9);
    }

    #[test]
    fn what_was_not_judged_is_neither_found_nor_absent() {
        let comparison = Comparison::of(&label(TWO), &HIP_BRIDGE, &judgement(&[(1.0, 5.0), (6.0, 10.0)]));
        assert!(comparison.is_exact());
        assert_eq!(said(&comparison, "feet_moved"), [(true, Said::NotJudged), (false, Said::NotJudged)]);
        assert_eq!(said(&comparison, "hips_low"), [(true, Said::Absent), (false, Said::Absent)]);
    }

    #[test]
    fn a_clip_of_another_exercise_has_none_of_this_one() {
        let other = label(&TWO.replace("hip_bridge", "knee_to_chest"));
        let comparison = Comparison::of(&other, &HIP_BRIDGE, &judgement(&[(1.0, 5.0)]));
        assert_eq!((comparison.n_labelled, comparison.n_found, comparison.pairs.len()), (0, 1, 0));
        assert!(comparison.faults.is_empty());
    }

    #[test]
    fn as_many_repetitions_at_other_times_are_not_the_labelled_ones() {
        let coarse = label(r#"{"exercise": "hip_bridge", "count": 1, "up": [[2.0, 4.0], [7.0, 9.0]]}"#);
        let is_exact = |reps: &[(f64, f64)]| Comparison::of(&coarse, &HIP_BRIDGE, &judgement(reps)).is_exact();
        assert_eq!([(1.0, 5.0), (20.0, 24.0)].map(|rep| is_exact(&[rep])), [true, false]);
        assert!(!is_exact(&[(1.0, 5.0), (6.0, 10.0)]), "the second is cut off");
    }

    #[test]
    fn a_number_alone_is_compared_with_the_number_alone() {
        let counted = label(r#"{"exercise": "hip_bridge", "count": 2}"#);
        let comparison = Comparison::of(&counted, &HIP_BRIDGE, &judgement(&[(1.0, 5.0), (6.0, 10.0)]));
        assert!(comparison.is_exact() && comparison.pairs.is_empty() && comparison.faults.is_empty());
    }
}
