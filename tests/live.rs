//! A sitting against the scoring of the same clip.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use formcheck::exercises::HIP_BRIDGE;
use formcheck::inference::Model;
use formcheck::live::{Command, Ended, Live, Plan, SourceChoice, Stage, Until};
use formcheck::session::Search;

fn plan(clip: &str, until: Until) -> Plan {
    Plan {
        search: Search::One(&HIP_BRIDGE),
        source: SourceChoice::File(Path::new(env!("CARGO_MANIFEST_DIR")).join(clip)),
        until,
        model: Model::Full,
        report: None,
        keep: None,
        cancelled: Arc::new(AtomicBool::new(false)),
    }
}

/// Sits until the end; `each` sees every state.
fn sit(plan: Plan, mut each: impl FnMut(&Live, &Stage)) -> Ended {
    let (woken, wakes) = std::sync::mpsc::sync_channel(1);
    let live = Live::start(plan, move || drop(woken.try_send(()))).unwrap();
    while wakes.recv().is_ok() {
        let Some(shown) = live.shown() else { continue };
        each(&live, &shown.stage);
        if matches!(shown.stage, Stage::Done(_) | Stage::Failed(_)) {
            break;
        }
    }
    live.end()
}

#[test]
fn a_played_clip_is_judged_as_when_scored() {
    let ended = sit(plan("sample_videos/bridge_short_hold.mp4", Until::End), |_, _| {});
    let report = ended.report.unwrap();
    println!("{}", serde_json::to_string(&report.judgement).unwrap());
    assert_eq!(report.judgement.reps.len(), 4);
}

#[test]
fn a_pause_is_no_part_of_the_set() {
    let mut n = 0;
    let ended = sit(plan("sample_videos/bridge_short_hold.mp4", Until::Secs(9.0)), |live, stage| {
        n += 1;
        match n {
            20 => live.send(Command::Pause),
            60 => live.send(Command::Resume),
            21.. if matches!(stage, Stage::Paused) => {}
            _ => {}
        }
    });
    let report = ended.report.unwrap();
    println!("{:?}", report.judgement);
    assert!(report.judgement.notes.iter().any(|note| note.starts_with("paused from")));
}

#[test]
fn a_missing_file_is_told_in_one_sentence() {
    let ended = sit(plan("no_such.mp4", Until::End), |_, _| {});
    assert_eq!(ended.outcome.code(), 3);
    assert!(ended.said.unwrap().contains("no_such.mp4"));
}
