//! Exercises derived from one demonstration: each counts the demonstration that it came from, and other recordings of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other tests use the rest")]
mod athlete;

use std::path::{Path, PathBuf};

use athlete::{Athlete, Bridge, STREAM, Script};
use formcheck::core::exercise::{CameraView, Exercise, Origin, PostureKind};
use formcheck::core::exercises;
use formcheck::core::judge::{Judge, Search};
use formcheck::core::learn::{LearnError, Learned, learn};
use formcheck::core::pose::{PoseSample, Stream};
use formcheck::core::report::Judgement;
use formcheck::io::recording::{LogReader, judge_log};

fn filmed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/filmed").join(format!("{name}.poses"))
}

fn read(path: &Path) -> (Stream, Vec<PoseSample>) {
    let mut log = LogReader::open(path).unwrap();
    let stream = log.header().stream;
    let mut samples = Vec::new();
    while let Some(sample) = log.next_sample().unwrap() {
        samples.push(sample);
    }
    (stream, samples)
}

/// Learns from samples; the exercise is read from the text, as a file is.
fn learned(id: &str, stream: Stream, samples: &[PoseSample], asked: Option<usize>) -> (&'static Exercise, usize) {
    let Learned { text, n_reps } = learn(id, stream, samples, asked).unwrap();
    (Box::leak(Box::new(exercises::read(&text).unwrap())), n_reps)
}

fn of_log(name: &str, asked: Option<usize>) -> &'static Exercise {
    let (stream, samples) = read(&filmed(name));
    learned("learned", stream, &samples, asked).0
}

fn count(name: &str, exercise: &'static Exercise) -> usize {
    judge_log(&filmed(name), Search::One(exercise)).unwrap().report.judgement.reps.len()
}

fn judgement(samples: &[PoseSample], exercise: &'static Exercise) -> Judgement {
    Judge::new(Search::One(exercise), STREAM).judge(samples)
}

fn mistake(samples: &[PoseSample], asked: Option<usize>) -> LearnError {
    learn("learned", STREAM, samples, asked).unwrap_err()
}

#[test]
fn a_demonstration_becomes_an_exercise_that_counts_and_judges_others() {
    let samples = |bridge: Bridge, n: usize| Athlete::SIDE_ON.samples(&Script::lying().bridges(n, bridge));
    let (exercise, n_reps) = learned("my_bridge", STREAM, &samples(Bridge::GOOD, 4), Some(4));
    assert_eq!((n_reps, exercise.posture.kind, exercise.views), (4, PostureKind::Supine, &[CameraView::Side][..]));
    assert!(matches!(exercise.about.origin, Origin::Learned { .. }));
    let good = judgement(&samples(Bridge::GOOD, 3), exercise);
    assert_eq!((good.reps.len(), good.score), (3, Some(100.0)), "{:#?}", good.reps);
    assert!(good.notes.iter().any(|note| note.contains("not validated")), "{:?}", good.notes);
    let low = judgement(&samples(Bridge { top_deg: 158.0, ..Bridge::GOOD }, 3), exercise);
    assert!(!low.reps.is_empty());
    assert!(low.reps.iter().all(|rep| rep.findings.iter().any(|it| it.fault == "short_range")), "{:#?}", low.reps);
    let hurried = judgement(&samples(Bridge { hold_secs: 0.8, ..Bridge::GOOD }, 3), exercise);
    assert!(hurried.reps.iter().all(|rep| rep.findings.iter().any(|it| it.fault == "short_hold")));
}

#[test]
fn filmed_demonstrations_count_themselves_and_not_one_another() {
    let shown =
        [("birddog_two", 2), ("squats_eight", 8), ("bridge_portrait_hands_behind_head", 3), ("other_sit_ups", 9)];
    for (demonstration, n_reps) in shown {
        let exercise = of_log(demonstration, Some(n_reps));
        let counts: Vec<usize> = shown.iter().map(|(other, _)| count(other, exercise)).collect();
        let wanted: Vec<usize> = shown.iter().map(|(other, n)| if *other == demonstration { *n } else { 0 }).collect();
        assert_eq!(counts, wanted, "{demonstration}: {}", exercise.key.label);
    }
}

#[test]
fn a_clip_that_supports_no_exercise_is_refused_with_the_reason() {
    let set = Script::lying().bridges(3, Bridge::GOOD);
    let samples = Athlete::SIDE_ON.samples(&set);
    assert!(matches!(mistake(&samples, Some(5)), LearnError::OtherCount { asked: 5, .. }));
    assert_eq!(mistake(&Athlete::SIDE_ON.samples(&Script::lying().stay(6.0)), None), LearnError::Still);
    let oblique = Athlete { yaw_deg: 45.0, ..Athlete::SIDE_ON };
    assert!(matches!(mistake(&oblique.samples(&set), None), LearnError::Oblique { .. }));
    let empty: Vec<PoseSample> = samples.iter().map(|sample| PoseSample { person: None, ..sample.clone() }).collect();
    assert!(matches!(mistake(&empty, None), LearnError::Unseen { .. }));
    let mixed = Script::lying().bridges(2, Bridge::GOOD).bridges(2, Bridge { top_deg: 151.0, ..Bridge::GOOD });
    assert!(matches!(mistake(&Athlete::SIDE_ON.samples(&mixed), Some(4)), LearnError::Uneven { .. }));
    let (stream, march) = read(&filmed("march_front_then_side"));
    assert!(matches!(learn("learned", stream, &march, None), Err(LearnError::ViewChanges { .. })));
    let (stream, cat) = read(&filmed("catcow_one"));
    assert_eq!(learn("learned", stream, &cat, None), Err(LearnError::Still));
}
