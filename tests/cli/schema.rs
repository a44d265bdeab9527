//! `tests/report.schema.json` against what the program prints.

use formcheck::core::report::{
    Code, NotJudged, PartialRep, RefusalReason, Report, SessionReport, Statement, StopReport,
};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::desk::{Desk, sample, stored_log};

fn schema() -> Value {
    serde_json::from_slice(&std::fs::read(sample("tests/report.schema.json")).unwrap()).unwrap()
}

pub(crate) fn validator() -> Validator {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema), "the schema itself is none");
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Of a line of `score --batch`, which holds a report: as the program prints it, without any other file.
pub(crate) fn result_validator() -> Validator {
    printed("result")
}

/// A schema as the program prints it, which must be whole in itself.
fn printed(name: &str) -> Validator {
    let desk = Desk::new();
    let run = desk.run(desk.formcheck(&format!("schema {name}")));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{name}: the schema itself is none");
    assert!(!run.stdout.contains("schema.json"), "{name} refers to another file");
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn every_schema_is_printed_whole_and_the_list_names_them() {
    let desk = Desk::new();
    let list = desk.run(desk.formcheck("schema")).stdout;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["report", "result", "exercise", "plan", "pose-log"]);
    for name in names {
        printed(name);
    }
    assert_eq!(desk.run(desk.formcheck("schema nothing")).code, 2);
}

#[test]
fn pose_logs_fit_their_schema_line_by_line_and_not_with_a_key_more() {
    let validator = printed("pose-log");
    for name in ["bridge_low_hips_woman", "neg_sit_up", "tilt_uneven_woman"] {
        let log = zstd::decode_all(std::fs::File::open(stored_log(name)).unwrap()).unwrap();
        let log = String::from_utf8(log).unwrap();
        assert!(60 < log.lines().count());
        for line in log.lines() {
            let mut line: Value = serde_json::from_str(line).unwrap();
            assert_valid(&validator, &line);
            line["another"] = json!(1);
            assert!(!validator.is_valid(&line));
        }
    }
}

pub(crate) fn assert_valid(validator: &Validator, report: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{}\n{report:#}", errors.join("\n"));
}

/// A scored clip, a refused one, and stored logs with faults, without, and of other exercises.
fn reports() -> Vec<Value> {
    let desk = Desk::new();
    let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    desk.bridge("bridge.mp4", h264);
    desk.test_picture("nobody.mp4", "160x120", 2.2, &format!("-r 10 {h264}"));
    let logs = ["bridge_low_hips_woman", "bridge_mixed_feet_head_heavy", "ktc_short_range_man_oblique"].map(stored_log);
    let arguments = format!("score bridge.mp4 nobody.mp4 {} --format json", logs.join(" "));
    let reports = desk.run(desk.formcheck(&arguments)).reports();
    assert_eq!(reports.len(), 5);
    assert!(reports[0]["score"].is_number() && reports[1]["refusal"].is_object());
    reports
}

#[test]
fn real_reports_fit_the_schema_and_not_with_a_key_more_or_less() {
    let validator = validator();
    let mut reports = reports();
    reports.push(with_rare_parts(&reports[2]));
    for report in &reports {
        assert_valid(&validator, report);
    }
    let mut n_damaged = 0;
    for report in &reports {
        for damaged in damaged(report) {
            assert!(!validator.is_valid(&damaged), "{damaged:#}");
            n_damaged += 1;
        }
    }
    assert!(300 < n_damaged, "{n_damaged}");
}

/// The report with parts that no stored log has; they are written as the program would write them.
fn with_rare_parts(report: &Value) -> Value {
    let mut report: Report = serde_json::from_value(report.clone()).unwrap();
    let judgement = &mut report.judgement;
    let not_judged = NotJudged { fault: "hips_low".into(), why: Statement::free("the knee was hidden") };
    judgement.not_judged.push(not_judged.clone());
    judgement.reps[0].not_judged.push(not_judged);
    judgement.findings.extend(judgement.reps[0].findings.clone());
    judgement.partial_reps.push(PartialRep {
        start_s: 0.0,
        end_s: 1.5,
        why: Code::BeginningNotSeen.says([], "its beginning was not seen"),
    });
    let stop = Some(StopReport { reason: "more_pain".into(), at_s: Some(3.5) });
    let new_symptoms = vec!["dizziness".to_owned()];
    report.session = Some(SessionReport { pain_before: Some(0), pain_after: None, new_symptoms, stop });
    report.recorded_at = Some("2026-11-29T20:09:16Z".into());
    let report = serde_json::to_value(report).unwrap();
    for list in ["reps", "findings", "not_judged", "sets", "partial_reps", "notes"] {
        assert_ne!(report[list], json!([]), "{list}");
    }
    report
}

/// Keys of a set that are left out where its exercise has nothing of the kind.
const OPTIONAL: [&str; 4] = ["goal", "hold_goal_s", "hold", "cadence"];
/// Objects whose keys are names of measures, stages or values: any number of them.
const MAPS: [&str; 3] = ["measures", "stages_ms", "values"];

/// Copies of a report, in each of which one object has a key too many or lacks one.
pub(crate) fn damaged(report: &Value) -> Vec<Value> {
    let mut copies = Vec::new();
    for path in objects(report, "") {
        let object = |copy: &mut Value| copy.pointer_mut(&path).unwrap().as_object_mut().unwrap().clone();
        let mut changes = vec![object(&mut report.clone())];
        changes[0].insert("Extra key".to_owned(), json!({}));
        let is_map = MAPS.iter().any(|map| path.ends_with(map));
        for key in object(&mut report.clone()).keys().filter(|key| !is_map && !OPTIONAL.contains(&key.as_str())) {
            let mut without = object(&mut report.clone());
            without.remove(key);
            changes.push(without);
        }
        copies.extend(changes.into_iter().map(|change| {
            let mut copy = report.clone();
            *copy.pointer_mut(&path).unwrap() = Value::Object(change);
            copy
        }));
    }
    copies
}

/// JSON pointers to all objects in a value.
fn objects(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::Object(object) => {
            let below = object.iter().flat_map(|(key, value)| objects(value, &format!("{path}/{key}")));
            below.chain([path.to_owned()]).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(idx, item)| objects(item, &format!("{path}/{idx}"))).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn the_schema_lists_the_reasons_of_refusal_that_there_are() {
    use RefusalReason::{
        CameraMoves, CameraZooms, Covered, FeetNotPlanted, KneesNotUp, NoPerson, NoPictures, NoRepetitions,
        NotInPosture, NotInView, NotLyingDown, NotSideOn, OtherMovements, TextureLost, TextureNotFollowed, TooDark,
        TooNoisy, TooPlain, TooSmall, TrunkNotLevel, TrunkTooSmall, Turned,
    };
    // A new reason does not compile here: add it to this list and to the schema.
    let known = |reason: RefusalReason| match reason {
        NoPerson | TooDark | TooSmall | NotSideOn | NotLyingDown | NoRepetitions | TextureNotFollowed
        | TrunkNotLevel | TrunkTooSmall | KneesNotUp | FeetNotPlanted | NotInView | TooPlain | Covered
        | TextureLost | TooNoisy | CameraMoves | CameraZooms | NoPictures | NotInPosture | Turned | OtherMovements => {
            json!(reason)
        }
    };
    let reasons = [
        NoPerson,
        TooDark,
        TooSmall,
        NotSideOn,
        NotLyingDown,
        NotInPosture,
        NoRepetitions,
        TextureNotFollowed,
        TrunkNotLevel,
        TrunkTooSmall,
        KneesNotUp,
        FeetNotPlanted,
        NotInView,
        TooPlain,
        Covered,
        TextureLost,
        TooNoisy,
        CameraMoves,
        CameraZooms,
        NoPictures,
        Turned,
        OtherMovements,
    ]
    .map(known);
    assert_eq!(schema()["$defs"]["refusal"]["properties"]["reason"]["enum"], json!(reasons));
}

#[test]
fn a_report_of_the_first_version_is_still_read() {
    let desk = Desk::new();
    let run = desk.run(desk.formcheck(&format!("score {} --format json", stored_log("bridge_low_hips_woman"))));
    let mut old = run.reports().remove(0);
    let object = old.as_object_mut().unwrap();
    object["schema"] = json!("formcheck.report/1");
    assert!(object.remove("recorded_at").is_some() && object.remove("session").is_some());
    let report: Report = serde_json::from_value(old.clone()).unwrap();
    assert_eq!((report.recorded_at, report.session), (None, None));
    assert_eq!(report.schema, "formcheck.report/1");
}
