//! Pose logs: judged like the samples they were made from, and damaged in every way without harm.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::Cell;
use std::io::Cursor;

use crate::athlete::{Athlete, Bridge, STREAM, Script, judged};
use formcheck::core::geometry::Point;
use formcheck::core::pose::{BodyFrame, Patch, PatchSetup, PatchShift, PoseSample};
use formcheck::core::report::Judgement;
use formcheck::io::recording::{LogError, LogHeader, LogReader, LogWriter, rounded};
use proptest::prelude::{ProptestConfig, any, prop, prop_oneof};
use proptest::strategy::{Just, Strategy as _};
use proptest::test_runner::TestRunner;

/// Three repetitions with all that a log can hold.
fn samples() -> Vec<PoseSample> {
    let script = Script::lying().bridges(3, Bridge { top_deg: 163.0, ..Bridge::GOOD });
    let mut samples = Athlete { jitter: 0.01, yaw_deg: 12.0, ..Athlete::SIDE_ON }.samples(&script);
    for (k, sample) in samples.iter_mut().enumerate() {
        sample.n_people = (k % 30 == 0).then_some(1);
        sample.camera_shift = (k % 2 == 0).then_some(Point::new(0.12, -0.5));
        sample.cut = k == 500;
        sample.repeated = k % 40 == 7;
        sample.camera_zoom = (k % 3 == 0).then_some(1.003_5);
        if k % 7 == 0 {
            sample.patch_setup = Some(PatchSetup::Laid(BodyFrame {
                trunk_px: 160.5,
                along: Point::new(-0.996, 0.087),
                up: Point::new(-0.087, -0.996),
            }));
            sample.patches =
                vec![PatchShift { patch: Patch::Knee, shift: Point::new(-0.125, 1.5), match_quality: 0.875 }];
        }
        if k % 50 == 49 {
            sample.person = None;
        }
    }
    samples.iter().map(rounded).collect()
}

fn header() -> LogHeader {
    LogHeader::new("clip.mp4", STREAM, ["full", "0123", "made up"])
}

fn written(samples: &[PoseSample]) -> Vec<u8> {
    let mut writer = LogWriter::new(Vec::new(), &header()).unwrap();
    for sample in samples {
        writer.push(sample).unwrap();
    }
    writer.finish(&["one frame was damaged".to_owned()]).unwrap()
}

/// The log's lines, uncompressed.
fn lines() -> Vec<String> {
    let text = String::from_utf8(zstd::decode_all(written(&samples()).as_slice()).unwrap()).unwrap();
    text.lines().map(str::to_owned).collect()
}

struct Log {
    samples: Vec<PoseSample>,
    warnings: Vec<String>,
}

fn read(bytes: Vec<u8>) -> Result<Log, LogError> {
    let mut reader = LogReader::new(Cursor::new(bytes))?;
    let mut samples = Vec::new();
    while let Some(sample) = reader.next_sample()? {
        samples.push(sample);
    }
    Ok(Log { samples, warnings: reader.warnings() })
}

fn read_lines(lines: &[String]) -> Result<Log, LogError> {
    read(lines.join("\n").into_bytes())
}

#[test]
fn a_log_is_judged_like_its_samples() {
    let samples = samples();
    let log = read(written(&samples)).unwrap();
    assert_eq!(log.samples, samples);
    assert_eq!(log.warnings, ["one frame was damaged"]);
    let judgement = judged(&samples);
    assert_eq!((judgement.reps.len(), &judged(&log.samples)), (3, &judgement));
}

#[test]
fn rounding_moves_no_number_by_more_than_its_error() {
    let script = Script::lying().bridges(3, Bridge::GOOD);
    // At a third of the size that is asked for, a tenth of a px is 0.2 % of the trunk.
    let judgement = Athlete { trunk_px: 64.0, jitter: 0.0, ..Athlete::SIDE_ON }.judged(&script);
    let angle = |judgement: &Judgement| judgement.reps[0].measures["shoulder_hip_knee_deg"].value;
    assert!((angle(&judgement) - 180.6).abs() < 0.3, "{}", angle(&judgement));
}

#[test]
fn rounding_twice_is_rounding_once() {
    assert!(samples().iter().all(|sample| rounded(sample) == *sample));
}

#[test]
fn a_log_is_read_uncompressed_too() {
    assert_eq!(read_lines(&lines()).unwrap().samples, samples());
}

#[test]
fn the_number_of_a_damaged_line_is_named() {
    let good = lines();
    let damages: [fn(&str) -> String; 7] = [
        |line| line.replace('[', "("),
        |line| line[..line.len() / 2].to_owned(),
        |_| String::new(),
        |_| "{}".to_owned(),
        |line| line.replacen("{\"t\":", "{\"t\":1e999", 1),
        |line| line.replacen("{\"t\":", "{\"unknown\":1,\"t\":", 1),
        |line| line.replacen("\"b\":", "\"b\":-", 1),
    ];
    for damage in damages {
        for number in [2, 57, good.len() - 1] {
            let mut lines = good.clone();
            lines[number - 1] = damage(&good[number - 1]);
            match read_lines(&lines) {
                Err(LogError::Line { line, cause }) => assert_eq!(line, number, "{cause}"),
                other => panic!("{:?} at line {number}", other.map(|log| log.samples.len())),
            }
        }
    }
}

#[test]
fn time_that_stands_still_or_goes_back_is_damage() {
    for swap in [(57, 57), (57, 56), (57, 2)] {
        let mut lines = lines();
        lines[swap.0] = lines[swap.1 - 1].clone();
        assert!(matches!(read_lines(&lines), Err(LogError::Line { line: 58, .. })));
    }
}

#[test]
fn what_is_no_log_is_refused_at_its_first_line() {
    let good = lines();
    let newer = good[0].replace("formcheck.poses/1", "formcheck.poses/2");
    let sizeless = good[0].replace("\"width\":1280", "\"width\":0");
    let without_nose = good[0].replace("\"nose\",", "");
    for first in ["", "{}", "no log", &newer, &sizeless, &without_nose] {
        let mut lines = good.clone();
        lines[0] = first.to_owned();
        assert!(matches!(read_lines(&lines), Err(LogError::Header { .. })), "{first}");
    }
    assert!(matches!(read(Vec::new()), Err(LogError::Header { .. })));
}

#[test]
fn a_log_that_was_cut_off_is_read_up_to_the_cut_with_a_warning() {
    let samples = samples();
    let bytes = written(&samples);
    let mut lengths = Vec::new();
    for share in [0.3, 0.6, 0.9, 0.99] {
        let end = (bytes.len() as f64 * share) as usize;
        let log = match read(bytes[..end].to_vec()) {
            Ok(log) => log,
            // The first block of zstd, about a sixth of a megabyte of text, is readable as a whole only.
            Err(LogError::Header { .. }) => continue,
            Err(e) => panic!("{e}"),
        };
        assert_eq!(log.samples, samples[..log.samples.len()]);
        assert!(log.warnings.iter().any(|warning| warning.contains("ends early")), "{:?}", log.warnings);
        lengths.push(log.samples.len());
    }
    assert!(lengths.is_sorted() && lengths.last().is_some_and(|n| 0 < *n && *n < samples.len()), "{lengths:?}");
}

/// Bytes that are nothing, or a log with some bytes changed, or lines out of order.
fn noise() -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    let text = lines()[..60].join("\n").into_bytes();
    let packed = written(&samples()[..60]);
    let changed = |good: Vec<u8>| {
        let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20);
        (Just(good), changes).prop_map(|(mut bytes, changes)| {
            for (index, byte) in changes {
                let k = index.index(bytes.len());
                bytes[k] = byte;
            }
            bytes
        })
    };
    prop_oneof![prop::collection::vec(any::<u8>(), 0..2000), changed(text), changed(packed)]
}

/// Numbers of any size where a log has numbers.
fn wild_line() -> impl proptest::strategy::Strategy<Value = String> {
    let joints = prop::collection::vec(any::<[i32; 4]>(), 19);
    let axes = any::<[[i16; 3]; 2]>();
    (any::<i64>(), joints, axes, any::<bool>(), any::<u16>())
        .prop_map(|(t, k, a, cut, b)| format!("{{\"t\":{t},\"k\":{k:?},\"a\":{a:?},\"cut\":{cut},\"b\":{b}}}"))
}

/// Judges what could be read of two hundred cases. A reader that refuses everything would never panic.
fn judge_cases<S: proptest::strategy::Strategy>(cases: S, read: impl Fn(S::Value) -> Option<Vec<PoseSample>>) {
    let config = ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() };
    let n_judged = Cell::new(0);
    let outcome = TestRunner::new(config).run(&cases, |case| {
        if let Some(samples) = read(case) {
            judged(&samples);
            n_judged.set(n_judged.get() + 1);
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(20 < n_judged.get(), "only {} of 200 came as far as the rules", n_judged.get());
}

#[test]
fn noise_is_read_or_refused_without_panic() {
    judge_cases(noise(), |bytes| {
        let mut reader = LogReader::new(Cursor::new(bytes)).ok()?;
        // Up to the first damaged line: of a log with one, nothing else is read.
        Some(std::iter::from_fn(|| reader.next_sample().ok().flatten()).collect())
    });
}

#[test]
fn numbers_of_any_size_are_judged_without_panic() {
    judge_cases(prop::collection::vec(wild_line(), 1..40), |mut wild| {
        wild.sort_by_key(|line| line[5..].split(',').next().and_then(|t| t.parse::<i64>().ok()));
        wild.insert(0, serde_json::to_string(&header()).unwrap());
        read_lines(&wild).ok().map(|log| log.samples)
    });
}
