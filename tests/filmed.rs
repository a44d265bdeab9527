//! Pose logs of people on film (`tests/fixtures/filmed`): what is found in each, right and wrong.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use formcheck::bench::{BenchReport, Clip, Origin, clips, judge};
use formcheck::exercises::ALL;
use formcheck::recording::LogReader;
use formcheck::report::Judgement;
use formcheck::session::Search;
use tempfile::TempDir;

const FOLDER: &str = "tests/fixtures/filmed";

/// Log, exercise that is looked for, whole repetitions found though the label says otherwise, and why that is wrong.
///
/// What becomes right is taken out here; nothing may be added.
const KNOWN_WRONG: [(&str, &str, usize, &str); 0] = [];

fn judged(clip: &Clip, search: Search) -> Judgement {
    let mut log = LogReader::open(&clip.path).unwrap();
    let stream = log.header().stream;
    let samples: Vec<_> = std::iter::from_fn(|| log.next_sample().unwrap()).collect();
    judge(search, stream, &samples)
}

/// Whole repetitions of what is looked for: in the label, and found.
fn counts(clip: &Clip, search: Search) -> (usize, usize) {
    let is_shown = match search {
        Search::One(exercise) => clip.label.exercise.as_deref() == Some(exercise.id),
        Search::Auto => ALL.iter().any(|exercise| clip.label.exercise.as_deref() == Some(exercise.id)),
    };
    (if is_shown { clip.label.n_reps() } else { 0 }, judged(clip, search).reps.len())
}

#[test]
fn every_log_gives_its_label_but_for_those_known_to_be_wrong() {
    let (logs, unlabelled) = clips(Path::new(FOLDER)).unwrap();
    assert_eq!((logs.len(), unlabelled.len()), (19, 0));
    let mut wrong = Vec::new();
    for clip in &logs {
        for search in ALL.map(Search::One).into_iter().chain([Search::Auto]) {
            let (labelled, found) = counts(clip, search);
            if labelled != found {
                wrong.push((clip.name.clone(), search.id().to_owned(), found));
            }
        }
    }
    let known: Vec<_> = KNOWN_WRONG.iter().map(|(log, search, n, _)| ((*log).into(), (*search).into(), *n)).collect();
    assert_eq!(wrong, known);
    assert!(KNOWN_WRONG.iter().all(|(.., why)| 10 < why.len()));
}

fn bench(folder: &str) -> BenchReport {
    let mut command = Command::new(env!("CARGO_BIN_EXE_formcheck"));
    let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["bench", folder, "--format", "json"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_bench_measures_a_folder_of_logs_and_names_exercises_to_come() {
    let report = bench(FOLDER);
    let bridges =
        report.summaries.iter().find(|it| it.exercise == "hip_bridge" && it.origin == Origin::Filmed).unwrap();
    let (shown, negatives) = (bridges.shown.as_ref().unwrap(), bridges.negatives.unwrap());
    assert_eq!((shown.clips, shown.labelled, negatives.clips), (6, 17, 13));
    let unknown = ["bird_dog", "cat_camel", "march", "squat", "straight_leg_raise"];
    assert_eq!(report.unknown, unknown.map(|name| (name.to_owned(), 1)).into());
    assert!(report.clips.iter().all(|clip| clip.source == Origin::Filmed && clip.fps.is_none()));
}

#[test]
fn filmed_and_rendered_logs_of_one_folder_are_reported_apart() {
    let folder = TempDir::new().unwrap();
    for (copy, label) in [
        ("filmed", "exercise: hip_bridge\ncount: 3\n"),
        ("rendered", "exercise: hip_bridge\ncount: 1\nsource: rendered\n"),
    ] {
        let log = Path::new(FOLDER).join("bridge_ball_oblique.poses");
        fs::copy(log, folder.path().join(copy).with_extension("poses")).unwrap();
        fs::write(folder.path().join(copy).with_extension("txt"), label).unwrap();
    }
    let report = bench(folder.path().to_str().unwrap());
    let labelled: BTreeMap<_, _> =
        report.summaries.iter().filter_map(|it| Some((it.origin, it.shown.as_ref()?.labelled))).collect();
    assert_eq!(labelled, BTreeMap::from([(Origin::Rendered, 1), (Origin::Filmed, 3)]));
    assert!(
        ["filmed", "rendered"].iter().all(|origin| report.metrics.contains_key(&format!("{origin}/hip_bridge/clips")))
    );
}
