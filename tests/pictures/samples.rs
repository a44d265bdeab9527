//! What the program says of the sample videos, against their labels.
//!
//! Most of it is judged from stored pose logs (`make fixtures` makes them), which takes no time; that they are still
//! what the videos give is checked on two of them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::report::{Finding, RefusalReason, Rep, Report};

use crate::label::{Label, LabelRep};
use crate::pose_log::pose_log;
use crate::stored::{names, video};

/// Findings milder than this are no faults.
const LEAST_SEVERITY: f64 = 0.25;
/// 95 of 100 starts and ends are closer than this.
const P95_LIMIT_SECS: f64 = 0.3;
/// Holds are as long as labelled within this, on the mean.
const MEAN_HOLD_LIMIT_SECS: f64 = 0.3;

/// Scores as somebody at the command line would.
fn score(input: &Path) -> Report {
    let mut command = Command::new(env!("CARGO_BIN_EXE_formcheck"));
    let output = command.args(["score", "--exercise", HIP_BRIDGE.id, "--format", "json"]).arg(input).output().unwrap();
    let report: Result<Report, _> = serde_json::from_slice(&output.stdout);
    report.unwrap_or_else(|error| panic!("{}: {error}, {}", input.display(), String::from_utf8_lossy(&output.stderr)))
}

/// Every bridge of the samples: where it is, what was found, what is labelled.
fn bridges() -> Vec<(String, Rep, LabelRep)> {
    let mut bridges = Vec::new();
    for name in names() {
        let label = Label::of(&name);
        if label.exercise.as_deref() != Some(HIP_BRIDGE.id) {
            continue;
        }
        let report = score(&pose_log(&name));
        assert_eq!(report.judgement.reps.len(), label.reps.len(), "repetitions of {name}");
        assert_eq!(report.judgement.partial_reps, [], "{name}");
        assert_eq!(report.judgement.refusal, None, "{name}");
        let pairs = report.judgement.reps.into_iter().zip(label.reps);
        bridges.extend(pairs.map(|(rep, labelled)| (name.clone(), rep, labelled)));
    }
    assert!(!bridges.is_empty());
    bridges
}

#[test]
fn each_bridge_is_counted_where_it_is() {
    let bridges = bridges();
    let ends = |(_, rep, label): &(String, Rep, LabelRep)| {
        [(rep.start_s - label.start_s).abs(), (rep.end_s - label.end_s).abs()]
    };
    let mut off_secs: Vec<f64> = bridges.iter().flat_map(ends).collect();
    off_secs.sort_by(f64::total_cmp);
    let p95 = off_secs[((off_secs.len() - 1) as f64 * 0.95).round() as usize];
    let hold_off = |(_, rep, label): &(String, Rep, LabelRep)| {
        (rep.peak_end_s - rep.peak_start_s - (label.peak_end_s - label.peak_start_s)).abs()
    };
    let mean_hold = bridges.iter().map(hold_off).sum::<f64>() / bridges.len() as f64;
    println!("starts and ends: 95th percentile {p95:.3} s, most {:.3} s", off_secs[off_secs.len() - 1]);
    println!("holds: mean error {mean_hold:.3} s over {} repetitions", bridges.len());
    assert!(p95 <= P95_LIMIT_SECS, "95th percentile of the errors of starts and ends: {p95} s");
    assert!(mean_hold <= MEAN_HOLD_LIMIT_SECS, "mean error of the holds: {mean_hold} s");
}

#[test]
fn labelled_faults_are_found_and_no_others() {
    let wrong: Vec<String> = bridges().iter().filter_map(disagreement).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn disagreement((name, rep, label): &(String, Rep, LabelRep)) -> Option<String> {
    let is_known = |fault: &&String| HIP_BRIDGE.faults.iter().any(|known| known.id == **fault);
    let is_grave = |finding: &&Finding| LEAST_SEVERITY <= finding.severity;
    let wanted: BTreeSet<&str> = label.faults.iter().filter(is_known).map(String::as_str).collect();
    let found: BTreeSet<&str> = rep.findings.iter().filter(is_grave).map(|finding| finding.fault.as_str()).collect();
    (found != wanted).then(|| format!("{name} at {} s: labelled {wanted:?}, found {:#?}", rep.start_s, rep.findings))
}

#[test]
fn what_is_no_bridge_is_not_counted() {
    let others: Vec<String> =
        names().into_iter().filter(|name| Label::of(name).exercise.as_deref() != Some(HIP_BRIDGE.id)).collect();
    assert!(!others.is_empty());
    for name in others {
        let judgement = score(&pose_log(&name)).judgement;
        assert_eq!((judgement.reps.len(), judgement.score), (0, None), "{name}");
        let reason = judgement.refusal.map(|refusal| refusal.reason);
        let is_off_the_back = ["march", "squat", "bird_dog", "hip_hinge"].iter().any(|other| name.starts_with(other));
        let expected = if is_off_the_back { RefusalReason::NotLyingDown } else { RefusalReason::NoRepetitions };
        assert_eq!(reason, Some(expected), "{name}");
    }
}

#[test]
fn a_stored_log_is_judged_as_its_video() {
    for name in ["bridge_short_hold", "bridge_low_hips_woman"] {
        let [stored, fresh] = [score(&pose_log(name)), score(&video(name))];
        assert_eq!(fresh.model, stored.model, "{name}: `make fixtures` makes the logs anew");
        assert_eq!(fresh.judgement.reps.len(), stored.judgement.reps.len(), "{name}");
        for (fresh, stored) in fresh.judgement.reps.iter().zip(&stored.judgement.reps) {
            assert_alike(name, fresh, stored);
        }
    }
}

/// Alike, since engines and processors round otherwise.
fn assert_alike(name: &str, fresh: &Rep, stored: &Rep) {
    let times = |rep: &Rep| [rep.start_s, rep.peak_start_s, rep.peak_end_s, rep.end_s];
    for (fresh, stored) in times(fresh).iter().zip(times(stored)) {
        assert!((fresh - stored).abs() <= 0.1, "{name}: {fresh} s from the video, {stored} s stored");
    }
    for measure in ["shoulder_hip_knee_deg", "knee_deg"] {
        let [fresh, stored] = [fresh, stored].map(|rep| rep.measures[measure].value);
        assert!((fresh - stored).abs() <= 2.0, "{name}: {measure} {fresh} from the video, {stored} stored");
    }
}
