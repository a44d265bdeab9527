//! What other rules say of the same recording.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Finding, Judgement, Report, are_same};

/// What is different between two reports on one recording.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Versions of the rules, then and now.
    pub rules_version: [u32; 2],
    /// Exercises whose defining file is another now.
    pub redefined: Vec<String>,
    /// Scores, then and now, 0–100.
    pub score: [Option<f64>; 2],
    /// Whole repetitions, then and now.
    pub n_reps: [usize; 2],
    /// Repetitions that did not count, then and now.
    pub n_partial: [usize; 2],
    /// Why nothing is scored, if so, then and now.
    pub refusal: [Option<String>; 2],
    /// Findings that were not made then.
    pub appeared: Vec<Changed>,
    /// Findings that are made no more.
    pub vanished: Vec<Changed>,
}

/// A finding that appeared or vanished.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// Name of the fault.
    pub fault: String,
    /// Index of the repetition in the report that has it; `None` of a set.
    pub rep: Option<usize>,
    /// When the repetition, or what was found of a set, begins, in s.
    pub start_s: f64,
}

impl Change {
    /// Compares a report with a later one on the same recording.
    pub fn between(then: &Report, now: &Report) -> Self {
        let both = [&then.judgement, &now.judgement];
        let [found_then, found_now] = both.map(found);
        Self {
            rules_version: [then.rules_version, now.rules_version],
            redefined: redefined(then, now),
            score: both.map(|judgement| judgement.score),
            n_reps: both.map(|judgement| judgement.reps.len()),
            n_partial: both.map(|judgement| judgement.partial_reps.len()),
            refusal: both.map(|judgement| judgement.refusal.as_ref().map(|refusal| refusal.message.clone())),
            appeared: without(&found_now, &found_then),
            vanished: without(&found_then, &found_now),
        }
    }

    /// Returns true if anything is different but the version of the rules.
    pub fn is_any(&self) -> bool {
        fn differ<T: PartialEq>([then, now]: &[T; 2]) -> bool {
            then != now
        }
        let lists = !self.appeared.is_empty() || !self.vanished.is_empty();
        let counts = differ(&self.n_reps) || differ(&self.n_partial);
        lists || counts || differ(&self.score) || differ(&self.refusal)
    }
}

/// The exercises that both reports are about and whose definition is not the same.
fn redefined(then: &Report, now: &Report) -> Vec<String> {
    let all: BTreeSet<&String> = then.definitions.keys().chain(now.definitions.keys()).collect();
    let is_other = |id: &&String| then.definitions.get(*id) != now.definitions.get(*id);
    let is_in = |report: &Report, id: &str| {
        report.judgement.exercise == id || report.judgement.reps.iter().any(|rep| rep.exercise == id)
    };
    all.into_iter().filter(is_other).filter(|id| is_in(then, id) && is_in(now, id)).cloned().collect()
}

/// A finding with the span of what it is of.
struct Found<'a> {
    fault: &'a str,
    rep: Option<usize>,
    span: (f64, f64),
}

fn found<'a>(judgement: &'a Judgement) -> Vec<Found<'a>> {
    let of_set =
        |finding: &'a Finding| Found { fault: &finding.fault, rep: None, span: (finding.from_s, finding.to_s) };
    let of_reps = judgement.reps.iter().enumerate().flat_map(|(idx, rep)| {
        let span = (rep.start_s, rep.end_s);
        rep.findings.iter().map(move |finding| Found { fault: &finding.fault, rep: Some(idx), span })
    });
    of_reps.chain(judgement.findings.iter().map(of_set)).collect()
}

/// Those of `all` that are not among `others`.
fn without(all: &[Found<'_>], others: &[Found<'_>]) -> Vec<Changed> {
    let is_same = |a: &Found<'_>, b: &Found<'_>| {
        a.fault == b.fault && a.rep.is_some() == b.rep.is_some() && are_same(a.span, b.span)
    };
    let new = all.iter().filter(|found| !others.iter().any(|other| is_same(found, other)));
    new.map(|found| Changed { fault: found.fault.to_owned(), rep: found.rep, start_s: found.span.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::judge::made::clean_bridge;
    use crate::core::measure::Unit;
    use crate::core::report::{LimitReport, ModelReport, Rep, View};

    fn finding(fault: &str, [from_s, to_s]: [f64; 2]) -> Finding {
        let limit = LimitReport { fine: 170.0, bad: 155.0 };
        let (unit, [source, cue]) = (Unit::Deg, [(); 2].map(|()| String::new()));
        let (reading, error, severity, cost) = (160.0, 3.0, 0.5, 10.0);
        Finding { fault: fault.into(), reading, unit, error, severity, limit, from_s, to_s, cost, source, cue }
    }

    fn rep(start_s: f64, faults: &[&str]) -> Rep {
        Rep {
            start_s,
            peak_start_s: start_s + 1.0,
            peak_end_s: start_s + 2.0,
            end_s: start_s + 4.0,
            findings: faults.iter().map(|fault| finding(fault, [start_s; 2])).collect(),
            ..clean_bridge()
        }
    }

    fn report(reps: Vec<Rep>, findings: Vec<Finding>) -> Report {
        let view = View { side_on: None, yaw_deg: None, person_px: None, warnings: Vec::new() };
        let judgement = Judgement {
            exercise: "hip_bridge".into(),
            score: Some(90.0),
            score_leaves_out: Vec::new(),
            reps,
            findings,
            not_judged: Vec::new(),
            sets: Vec::new(),
            partial_reps: Vec::new(),
            not_counted: Vec::new(),
            coverage: 1.0,
            view,
            notes: Vec::new(),
            refusal: None,
        };
        let model = ModelReport { name: String::new(), sha256: String::new() };
        Report::of(String::new(), judgement, None, String::new(), model)
    }

    #[test]
    fn findings_are_followed_by_when_they_were_made_and_not_by_number() {
        let set = |from_s| vec![finding("too_fast", [from_s, from_s + 10.0])];
        let then = report(vec![rep(0.0, &["a", "b"]), rep(10.0, &["a"]), rep(20.0, &["c"])], set(0.0));
        // The first one counts no longer, the others begin a little later.
        let now = report(vec![rep(11.0, &["a"]), rep(21.5, &["d"])], set(3.0));
        let change = Change::between(&then, &now);
        let named = |changed: &[Changed]| -> Vec<_> {
            changed.iter().map(|one| (one.fault.clone(), one.rep, one.start_s)).collect()
        };
        assert_eq!(named(&change.appeared), [("d".to_owned(), Some(1), 21.5)]);
        let vanished = [("a", Some(0), 0.0), ("b", Some(0), 0.0), ("c", Some(2), 20.0)];
        assert_eq!(named(&change.vanished), vanished.map(|(fault, rep, at)| (fault.to_owned(), rep, at)));
        assert_eq!((change.n_reps, change.is_any()), ([3, 2], true));
    }

    #[test]
    fn another_definition_of_what_was_done_is_told_and_is_no_change_by_itself() {
        let of = |hash: &str| {
            let definitions = [("squat", hash), ("other", hash)].map(|(id, hash)| (id.to_owned(), hash.to_owned()));
            let mut report = Report { definitions: definitions.into(), ..report(vec![rep(0.0, &[])], Vec::new()) };
            report.judgement.reps.iter_mut().for_each(|rep| rep.exercise = "squat".into());
            report
        };
        let change = Change::between(&of("aa"), &of("bb"));
        assert_eq!((change.redefined.as_slice(), change.is_any()), (&["squat".to_owned()][..], false));
        assert!(Change::between(&of("aa"), &of("aa")).redefined.is_empty());
    }

    #[test]
    fn the_same_report_of_other_rules_is_no_change() {
        let then = report(vec![rep(0.0, &["a"])], vec![finding("too_fast", [0.0, 0.0])]);
        let now = Report { rules_version: 99, ..then.clone() };
        assert!(!Change::between(&then, &now).is_any());
        let other = report(vec![rep(0.0, &["a"])], Vec::new());
        assert!(Change::between(&then, &other).is_any());
    }
}
