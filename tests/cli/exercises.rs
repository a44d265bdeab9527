//! `formcheck exercises`, and exercises of files wherever a name works.

use std::fs;
use std::process::Command;

use formcheck::core::exercise_file::{SCHEMA, sha256};
use formcheck::core::judge::Search;
use formcheck::core::{exercise_file, exercises};
use formcheck::io::recording::{Keep, POSES, judge_log, keep_session};
use serde_json::Value;

use crate::desk::{Desk, Run, sample, stored_log};
use crate::schema::{assert_valid, validator};

const LOW_BRIDGE: &str = include_str!("../exercise_files/low_bridge.toml");
const LOG: &str = "bridge_low_hips_woman";

/// The program with a data folder of its own, `home/formcheck`.
fn at_home(desk: &Desk, arguments: &str) -> Command {
    let mut command = desk.formcheck(arguments);
    command.env("XDG_DATA_HOME", desk.path("home"));
    command
}

/// Puts a file into the data folder.
fn own(desk: &Desk, name: &str, text: &str) {
    fs::create_dir_all(desk.path("home/formcheck/exercises")).unwrap();
    desk.write(&format!("home/formcheck/exercises/{name}"), text);
}

fn report(run: &Run) -> Value {
    let [report] = run.reports().try_into().unwrap();
    report
}

#[test]
fn what_new_writes_is_valid_and_never_written_over() {
    let desk = Desk::new();
    let written = Run::from(desk.formcheck("exercises new wall_squat").output().unwrap());
    assert_eq!((written.code, written.stdout.as_str()), (0, "wall_squat.toml\n"), "{}", written.stderr);
    let checked = desk.run(desk.formcheck("exercises check wall_squat.toml"));
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
    assert_eq!(checked.stdout, "wall_squat.toml: valid: wall_squat (Wall squat), 2 faults, view side\n");
    assert!(desk.fails("exercises new wall_squat", 5).contains("choose another place or name"));
    assert!(desk.fails("exercises new hip_bridge", 2).contains("is an exercise of the program"));
    assert!(desk.fails("exercises new Squat", 2).contains("allowed are small letters"));
}

#[test]
fn a_wrong_file_is_named_with_line_and_cause_by_check_and_wherever_it_is_used() {
    let desk = Desk::new();
    desk.write("wrong.toml", LOW_BRIDGE.replace("limbs = \"both\"", "limbs = \"all\""));
    let log = stored_log(LOG);
    for (arguments, code) in [
        ("exercises check wrong.toml".to_owned(), 3),
        ("exercises show wrong.toml".to_owned(), 2),
        (format!("score {log} --exercise wrong.toml"), 2),
    ] {
        let sentence = desk.fails(&arguments, code);
        assert!(sentence.contains("line 20: `all` is not known here; allowed are `both`"), "{sentence}");
        assert!(sentence.contains("wrong.toml"), "{sentence}");
    }
    assert!(desk.fails("exercises check none.toml", 3).contains("cannot be read"));
    assert!(desk.fails("exercises check .", 3).contains("it is no file"));
    desk.write("large.toml", "#".repeat(exercise_file::MOST_BYTES + 1));
    assert!(desk.fails("exercises check large.toml", 3).contains("131072 are the limit"));
    desk.write("bytes.toml", [0xff, 0xfe]);
    assert!(desk.fails("exercises check bytes.toml", 3).contains("it is no text in UTF-8"));
}

#[test]
fn schema_and_exercises_are_printed() {
    let desk = Desk::new();
    assert_eq!(desk.run(desk.formcheck("exercises schema")).stdout, SCHEMA);
    let shown = desk.run(desk.formcheck("exercises show hip_bridge")).stdout;
    assert!(shown.contains("In code") && shown.contains("id = \"hips_low\""), "{shown}");
    own(&desk, "low_bridge.toml", LOW_BRIDGE);
    let shown = desk.run(at_home(&desk, "exercises show low-bridge")).stdout;
    desk.write("again.toml", &shown);
    assert_eq!(desk.run(desk.formcheck("exercises check again.toml")).code, 0);
    let listed = desk.run(at_home(&desk, "exercises list")).stdout;
    assert!(listed.contains("hip_bridge") && listed.contains("low_bridge               Low bridge (file)"), "{listed}");
    assert!(listed.contains("home/formcheck/exercises"), "{listed}");
}

#[test]
fn an_exercise_of_a_file_is_scored_by_path_and_by_name_and_its_report_has_the_hash() {
    let desk = Desk::new();
    let log = stored_log(LOG);
    desk.write("low_bridge.toml", LOW_BRIDGE);
    let by_path = desk.run(desk.formcheck(&format!("score {log} --exercise low_bridge.toml --format json")));
    assert_eq!((by_path.code, by_path.stderr.as_str()), (0, ""));
    let report = report(&by_path);
    assert_valid(&validator(), &report);
    assert_eq!(report["definitions"]["low_bridge"], sha256(LOW_BRIDGE));
    assert_eq!(report["exercise"], "low_bridge");
    let built_in = desk.run(desk.formcheck(&format!("score {log} --exercise hip_bridge --format json")));
    let built_in = self::report(&built_in);
    let n_reps = built_in["reps"].as_array().unwrap().len();
    assert!(0 < n_reps && report["reps"].as_array().unwrap().len() == n_reps);
    assert_eq!(built_in.get("definitions"), None);
    let of = |report: &Value| report["reps"][0]["findings"][0]["fault"].clone();
    assert_eq!((of(&report), of(&built_in)), ("hips_low".into(), "hips_low".into()));

    own(&desk, "any.toml", LOW_BRIDGE);
    let by_name = desk.run(at_home(&desk, &format!("score {log} --exercise low_bridge --format json")));
    assert_eq!(by_name.stdout, by_path.stdout);
    assert_eq!(desk.run(desk.formcheck(&format!("score {log} --exercise low_bridge"))).code, 2);
}

#[test]
fn an_exercise_of_a_file_is_exported_and_benched_by_path() {
    let desk = Desk::new();
    desk.write("low_bridge.toml", LOW_BRIDGE);
    fs::create_dir(desk.path("in")).unwrap();
    fs::copy(stored_log(LOG), desk.path("in/a.poses")).unwrap();
    let export = "export in/a.poses --exercise low_bridge.toml --json a.json";
    let exported = Run::from(desk.formcheck(export).output().unwrap());
    assert_eq!(exported.code, 0, "{}", exported.stderr);
    let report: Value = serde_json::from_str(&fs::read_to_string(desk.path("a.json")).unwrap()).unwrap();
    let n_reps = report["reps"].as_array().unwrap().len();
    assert!(report["exercise"] == "low_bridge" && 0 < n_reps);
    // The label names no exercise: it is the one that is given.
    desk.write("in/a.txt", format!("count: {n_reps}\n"));
    let benched = Run::from(desk.formcheck("bench in --exercise low_bridge.toml --format json").output().unwrap());
    let bench: Value = serde_json::from_str(&benched.stdout).unwrap_or_else(|_| panic!("{}", benched.stderr));
    let clips = bench["clips"].as_array().unwrap();
    let clip = clips.iter().find(|clip| clip["exercise"] == "low_bridge").unwrap();
    assert_eq!((clip["found"].as_u64(), clip["exact"].as_bool()), (Some(n_reps as u64), Some(true)), "{clip}");
}

#[test]
fn a_broken_file_in_the_data_folder_is_one_warning_and_the_others_work() {
    let desk = Desk::new();
    own(&desk, "a_broken.toml", "format = 1\nid = 3\n");
    own(&desk, "low_bridge.toml", LOW_BRIDGE);
    own(&desk, "notes.txt", "no exercise");
    let log = stored_log(LOG);
    let run = desk.run(at_home(&desk, &format!("score {log} --exercise low_bridge --format json")));
    let sentence = run.sentence();
    assert!(run.code == 0 && sentence.contains("line 2: a text in quotes is needed here"), "{sentence}");
    assert!(sentence.contains("a_broken.toml"), "{sentence}");
    assert_eq!(desk.run(at_home(&desk, "--version")).stderr, "");
}

#[test]
fn bench_judges_by_a_file_of_the_data_folder_only_where_a_label_names_it() {
    let desk = Desk::new();
    fs::create_dir(desk.path("clips")).unwrap();
    fs::copy(stored_log(LOG), desk.path("clips/low.poses")).unwrap();
    let measured = |label: &str| {
        desk.write("clips/low.txt", label);
        let run = desk.run(at_home(&desk, "bench clips --format json"));
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let of_the_program = measured("exercise: hip_bridge\ncount: 1\n");
    own(&desk, "low_bridge.toml", LOW_BRIDGE);
    assert_eq!(measured("exercise: hip_bridge\ncount: 1\n"), of_the_program);
    assert!(!of_the_program.contains("low_bridge"), "{of_the_program}");
    assert!(measured("exercise: low_bridge\ncount: 1\n").contains("low_bridge"));
}

#[test]
fn rescore_says_that_the_definition_has_changed_or_is_gone() {
    let desk = Desk::new();
    let log = stored_log(LOG);
    let exercise = exercises::add(exercises::read(LOW_BRIDGE).unwrap());
    let keep = Keep { base: desk.path("home/formcheck/sittings"), profile: "Me".into(), pain_before: None };
    let folder = keep_session(&keep, &judge_log(log.as_ref(), Search::One(exercise)).unwrap().report).unwrap();
    fs::copy(&log, folder.join(POSES)).unwrap();
    let rescore = |more: &str| Run::from(at_home(&desk, &format!("rescore --all {more}")).output().unwrap());

    let gone = rescore("");
    assert_eq!(gone.code, 3, "{}", gone.stdout);
    assert!(gone.sentence().contains("low_bridge, which is not known any more; name its file with --exercise"));
    own(&desk, "low_bridge.toml", LOW_BRIDGE);
    let same = rescore("");
    assert!(same.stdout.contains("unchanged") && !same.stdout.contains("definition"), "{}{}", same.stdout, same.stderr);
    let milder = LOW_BRIDGE.replace("fine_deg = 170", "fine_deg = 100").replace("bad_deg = 160", "bad_deg = 90");
    own(&desk, "low_bridge.toml", &milder);
    let changed = rescore("");
    assert!(changed.stdout.contains("changed definition: low_bridge"), "{}{}", changed.stdout, changed.stderr);
    assert!(changed.stdout.contains("- hips_low"), "{}", changed.stdout);
    desk.write("file.toml", LOW_BRIDGE);
    let by_path = rescore("--exercise file.toml --format json");
    assert_eq!(report(&by_path)["change"]["redefined"], serde_json::json!([]), "{}", by_path.stderr);
}

#[test]
fn another_definition_is_another_kind_of_result_in_a_batch() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).unwrap();
    fs::copy(stored_log(LOG), desk.path("in/a.poses")).unwrap();
    let batch = |more: &str| {
        let arguments = format!("score --batch in --out out --exercise low_bridge.toml {more}");
        Run::from(desk.formcheck(&arguments).output().unwrap())
    };
    desk.write("low_bridge.toml", LOW_BRIDGE);
    assert_eq!(batch("").code, 0);
    assert!(batch("").sentences().pop().unwrap().contains("1 done before"));
    desk.write("low_bridge.toml", LOW_BRIDGE.replace("points = 60", "points = 50"));
    let other = batch("");
    assert!(other.code != 0 && other.stderr.contains("exercise files low_bridge"), "{}", other.stderr);
    assert_eq!(batch("--again").code, 0);
}

#[test]
fn every_exercise_of_the_repository_that_is_a_file_passes_check() {
    let desk = Desk::new();
    let files = fs::read_dir(sample("assets/exercises")).into_iter().flatten().map(|entry| entry.unwrap().path());
    for file in files {
        // Its own name is taken by itself: under another it must be valid.
        let text = fs::read_to_string(&file).unwrap();
        let id = file.file_stem().unwrap().to_str().unwrap();
        desk.write("other.toml", text.replace(&format!("id = \"{id}\""), "id = \"another_name\""));
        let run = desk.run(desk.formcheck("exercises check other.toml"));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{id}");
    }
}
