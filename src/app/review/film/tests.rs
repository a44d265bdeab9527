use super::*;
use crate::app::review::aligned::mean;
use crate::core::exercises::HIP_BRIDGE;
use crate::core::judge::made::{clean_bridge, empty_sample};
use crate::core::measure::Unit;
use crate::core::report::{Finding, LimitReport, ModelReport, NotCounted, RepSide, Statement, View, WhyNot};
use crate::io::recording::LogReader;

/// A repetition of 3 s, with a fault from 1 s after its beginning.
pub(in crate::app::review) fn rep(start_s: f64, fault: Option<&str>) -> Rep {
    let finding = |fault: &str| Finding {
        fault: fault.into(),
        reading: 165.0,
        unit: Unit::Deg,
        error: 11.0,
        severity: 0.5,
        limit: LimitReport { fine: 170.0, bad: 160.0 },
        from_s: start_s + 1.0,
        to_s: start_s + 2.0,
        cost: 30.0,
        source: "exercise text".into(),
        cue: "Lift your hips a little higher".into(),
    };
    Rep {
        start_s,
        peak_start_s: start_s + 1.0,
        peak_end_s: start_s + 2.0,
        end_s: start_s + 3.0,
        score: Some(if fault.is_some() { 70.0 } else { 100.0 }),
        findings: fault.into_iter().map(finding).collect(),
        ..clean_bridge()
    }
}

/// 20 s at 10 frames a second in which nobody is seen; repetitions at 2, 7 and 12 s, faults at 3 and 13 s.
pub(in crate::app::review) fn made_up() -> Film {
    let samples: Vec<PoseSample> = (0..=200).map(|k| empty_sample(f64::from(k) / 10.0)).collect();
    let mut folded = fold((&HIP_BRIDGE).into(), Stream { width: 640, height: 360 }, &samples);
    folded.judgement.reps = vec![rep(2.0, Some("hips_low")), rep(7.0, None), rep(12.0, Some("hips_low"))];
    folded.judgement.view = View { side_on: None, yaw_deg: None, person_px: None, warnings: Vec::new() };
    let model = ModelReport { name: String::new(), sha256: String::new() };
    let report = Report::of("made up".into(), folded.judgement.clone(), None, String::new(), model);
    folded.with(report)
}

/// The film of a stored sample.
fn stored(name: &str) -> Film {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/poses");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut logs = files.map(|path| LogReader::open(&path).unwrap());
    let mut log = logs.find(|log| log.header().video == format!("{name}.mp4")).unwrap();
    let (stream, mut samples) = (log.header().stream, Vec::new());
    while let Some(sample) = log.next_sample().unwrap() {
        samples.push(sample);
    }
    let judged = fold(Search::Auto, stream, &samples);
    let model = ModelReport { name: String::new(), sha256: String::new() };
    let report = Report::of(name.into(), judged.judgement.clone(), None, String::new(), model);
    judged.with(report)
}

#[test]
fn what_happened_is_on_the_timeline() {
    let film = made_up();
    let n = |is_it: fn(&What) -> bool| film.spans.iter().filter(|span| is_it(&span.what)).count();
    assert_eq!([n(|it| matches!(it, What::Rep(_))), n(|it| matches!(it, What::Hold(_)))], [3, 3]);
    assert_eq!(n(|it| matches!(it, What::Fault { .. })), 2);
    let gap = film.spans.iter().find(|span| span.what == What::Gap).unwrap();
    assert_eq!((gap.from_secs, gap.to_secs), (0.0, 20.0), "nobody is seen from end to end");
    let fault = film.spans.iter().find(|span| matches!(span.what, What::Fault { .. })).unwrap();
    assert_eq!(fault.finding(&film.report.judgement).unwrap().fault, "hips_low");
    assert_eq!((film.best_and_worst(), film.fault_starts()), (Some((1, 0)), &[3.0, 13.0][..]));
}

#[test]
fn a_movement_that_did_not_count_is_on_the_timeline() {
    let mut report = made_up().report;
    report.judgement.not_counted = vec![NotCounted {
        start_s: 16.0,
        end_s: 17.5,
        exercise: HIP_BRIDGE.id.into(),
        side: RepSide::Both,
        reason: WhyNot::TooSmall,
        why: Statement::free("too small"),
    }];
    let film = Film::of_report(report);
    let expected = Span { from_secs: 16.0, to_secs: 17.5, what: What::NotCounted(0) };
    assert_eq!(film.spans.last(), Some(&expected));
}

#[test]
fn a_state_is_found_by_the_frames_own_time_and_by_no_other() {
    let film = made_up();
    let at = |secs: f64| Some(Timestamp::from_secs(secs));
    let of = |secs: f64| film.state_of(Timestamp::from_secs(secs)).map(|state| state.at);
    assert_eq!([of(4.1), of(4.1009), of(4.0991)], [at(4.1); 3], "but for rounding");
    assert_eq!([of(4.15), of(4.12), of(-1.0), of(20.1)], [None; 4]);
    let shown = |secs: f64| film.shown_at(Timestamp::from_secs(secs)).map(|state| state.at);
    assert_eq!([shown(4.1), shown(4.199), shown(-1.0), shown(99.0)], [at(4.1), at(4.1), at(0.0), at(20.0)]);
}

#[test]
fn a_report_alone_has_its_timeline_and_no_pictures() {
    let film = Film::of_report(made_up().report);
    assert!(!film.has_poses() && film.stream.is_none() && film.shown_at(Timestamp::ZERO).is_none());
    assert_eq!((film.span(), film.rep_starts().len(), film.aligned.len()), ((0.0, 15.0), 3, 0));
}

#[test]
fn a_real_bridge_has_its_readings_in_step_with_its_judgement() {
    let film = stored("bridge_low_hips_woman");
    assert_eq!(film.exercise, &HIP_BRIDGE);
    for rep in &film.report.judgement.reps {
        let held: Vec<f32> = film
            .plots
            .key
            .iter()
            .flatten()
            .filter(|dot| rep.peak_start_s <= dot.secs && dot.secs <= rep.peak_end_s)
            .map(|dot| dot.value as f32)
            .collect();
        let (read, said) = (crate::core::exercise::median(held).unwrap(), rep.measures["shoulder_hip_knee_deg"].value);
        assert!((f64::from(read) - said).abs() < 1.5, "the plot shows what was judged: {read} against {said}");
    }
    let n_reps = film.report.judgement.reps.len();
    assert_eq!(film.aligned.len(), n_reps);
    let hips = |secs: f64| {
        film.plots.heights.as_ref().unwrap().hip.iter().flatten().find(|dot| secs <= dot.secs).unwrap().value
    };
    let rep = &film.report.judgement.reps[0];
    assert!(hips(rep.start_s) + 0.1 < hips(rep.peak_start_s), "hips rise");
    let mean = mean(&film.aligned);
    assert_eq!((mean.len(), mean[0].share, mean[100].share), (101, 0.0, 1.0));
    assert!(mean[0].value + 10.0 < mean[50].value, "the angle opens: {:?} {:?}", mean[0], mean[50]);
}

#[test]
fn a_real_tilt_has_its_rhythm_and_as_many_beats_as_repetitions() {
    let film = stored("tilt_steady_man");
    let n_reps = film.report.judgement.reps.len();
    assert!(5 < n_reps && film.plots.beats.len().abs_diff(n_reps) <= 1, "{n_reps}: {:?}", film.plots.beats);
    assert!(film.plots.beats.is_sorted());
    let secs: Vec<f64> = film.plots.rhythm.iter().flatten().map(|dot| dot.secs).collect();
    assert!(secs.is_sorted() && 100 < secs.len());
    assert_eq!(film.aligned.len(), n_reps);
}
