//! What happened when.

use crate::core::report::{Finding, Judgement};

use super::frame_state::FrameState;

/// Something that lasted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// From when, in s.
    pub from_secs: f64,
    /// Until when, in s.
    pub to_secs: f64,
    /// What.
    pub what: What,
}

/// What lasted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What {
    /// The repetition of this index.
    Rep(usize),
    /// Its hold.
    Hold(usize),
    /// A finding: of a repetition, or of the set where there is none.
    Fault {
        /// Index of the repetition.
        rep: Option<usize>,
        /// Index of the finding in it.
        finding: usize,
        /// 0–1.
        severity: f64,
    },
    /// No person was followed.
    Gap,
    /// The partial repetition of this index.
    Partial(usize),
    /// The movement of this index, which did not count.
    NotCounted(usize),
}

/// Shorter than this no person is missed, in s.
const LEAST_GAP_SECS: f64 = 0.3;

/// All spans of a judgement and of what was seen, in order of their beginning.
pub(super) fn spans(states: &[FrameState], judgement: &Judgement) -> Vec<Span> {
    let span = |from_secs, to_secs, what| Span { from_secs, to_secs, what };
    let mut all = Vec::new();
    for (k, rep) in judgement.reps.iter().enumerate() {
        all.push(span(rep.start_s, rep.end_s, What::Rep(k)));
        if rep.peak_start_s < rep.peak_end_s {
            all.push(span(rep.peak_start_s, rep.peak_end_s, What::Hold(k)));
        }
        all.extend(faults(&rep.findings, Some(k)));
    }
    all.extend(faults(&judgement.findings, None));
    let partial = judgement.partial_reps.iter().enumerate();
    all.extend(partial.map(|(k, part)| span(part.start_s, part.end_s, What::Partial(k))));
    let others = judgement.not_counted.iter().enumerate();
    all.extend(others.map(|(k, other)| span(other.start_s, other.end_s, What::NotCounted(k))));
    all.extend(gaps(states).map(|(from, to)| span(from, to, What::Gap)));
    all.sort_by(|a, b| a.from_secs.total_cmp(&b.from_secs));
    all
}

fn faults(findings: &[Finding], rep: Option<usize>) -> impl Iterator<Item = Span> {
    findings.iter().enumerate().map(move |(k, finding)| Span {
        from_secs: finding.from_s,
        to_secs: finding.to_s,
        what: What::Fault { rep, finding: k, severity: finding.severity },
    })
}

/// When no person was followed.
fn gaps(states: &[FrameState]) -> impl Iterator<Item = (f64, f64)> {
    let edges = states.first().into_iter().chain(states.iter().filter(|state| state.view.pose.is_some()));
    let times: Vec<f64> = edges.chain(states.last()).map(|state| state.at.secs()).collect();
    let pairs: Vec<(f64, f64)> = times.iter().copied().zip(times.iter().copied().skip(1)).collect();
    pairs.into_iter().filter(|(from, to)| LEAST_GAP_SECS < to - from)
}

impl Span {
    /// Returns the finding that it shows.
    pub fn finding<'a>(&self, judgement: &'a Judgement) -> Option<&'a Finding> {
        let What::Fault { rep, finding, .. } = self.what else { return None };
        match rep {
            Some(k) => judgement.reps.get(k)?.findings.get(finding),
            None => judgement.findings.get(finding),
        }
    }
}
