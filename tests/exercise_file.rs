//! Exercises as text files: each key, wrong files with their messages, what is printed is read again, and the page.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read must fail the test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use formcheck::core::exercise::{Exercise, Origin};
use formcheck::core::exercise_file::{MOST_BYTES, SCHEMA, template, text};
use formcheck::core::exercises;
use formcheck::core::judge::Search;
use formcheck::io::recording::{LogReader, judge_log};
use serde_json::Value;

const EVERY_KEY: &str = include_str!("exercise_files/every_key.toml");

fn read(text: &str) -> Exercise {
    exercises::read(text).unwrap()
}

/// Of a wrong file: the base, what is replaced by what.
type Wrong = (&'static str, &'static str);

/// Edits of the template.
const OF_TEMPLATE: [Wrong; 24] = [
    ("format = 1", "format = 2"),
    ("family = \"standing\"", "famly = \"standing\""),
    ("posture = \"standing\"", "posture = \"upright\""),
    ("id = \"wall_squat\"", "id = \"Wall squat\""),
    ("id = \"wall_squat\"", "id = \"hip_bridge\""),
    ("contacts = [\"ankle\"]", "contacts = [\"foot\"]"),
    ("views = [\"side\"]", "views = [\"side\", \"any\"]"),
    ("cautions = []", "cautions = [\"osteoporose\"]"),
    ("kind = \"repetitions\"", "kind = \"hold\"\n#"),
    ("from_deg = 40", "from_deg = 95"),
    ("from_deg = 40", "from_trunk = 0.4"),
    ("[\"near.hip\", \"near.knee\", \"near.ankle\"]", "[\"near.hip\", \"near.knee\"]"),
    ("[\"near.hip\", \"near.knee\", \"near.ankle\"]", "[\"hip\", \"near.knee\", \"near.ankle\"]"),
    ("error_deg = 9 ", "error_deg = nan "),
    ("limbs = \"both\"", "limbs = \"each\""),
    ("change = \"knee_bend\"", "change = \"knee_bent\""),
    ("sure_from_deg = 40", "sure_from_deg = 25"),
    ("bad_deg = 35", ""),
    ("bad_deg = 35", "bad_deg = \"35\""),
    ("bad_deg = 35", "bad_deg = 35\nrise = \"ear\""),
    ("points = 40", "points = 400"),
    ("id = \"jerky\"", "id = \"shallow\""),
    ("[faults.de]\nname = \"zu wenig tief\"", "[faults.fr]\nname = \"pas assez\""),
    ("cue = \"Bend your knees a little more\"", "cue = \"Bend your knees"),
];

#[test]
fn wrong_files_are_refused_with_line_cause_and_what_is_allowed() {
    let base = template("wall_squat");
    let mut said = String::new();
    for (from, to) in OF_TEMPLATE {
        assert!(base.contains(from), "{from:?} is not in the template");
        let mistake = exercises::read(&base.replacen(from, to, 1)).expect_err(to);
        writeln!(said, "{}\n    {mistake}", to.replace('\n', " / ")).unwrap();
    }
    insta::assert_snapshot!(said);
}

#[test]
fn what_is_missing_or_too_much_as_a_whole_is_refused() {
    let refused = |text: &str| exercises::read(text).unwrap_err().to_string();
    assert_eq!(refused(""), "the key `format` is missing");
    let long = format!("{EVERY_KEY}#{}", "x".repeat(MOST_BYTES));
    assert!(refused(&long).ends_with("131072 are the limit"), "{}", refused(&long));
    let unused = template("a").replace("from_deg = 40\nto_deg = 90", "").replace("trunk_slope\"", "knee_bend\"");
    assert!(refused(&unused).contains("from_deg"), "{}", refused(&unused));
    let unused = template("a").replace("measure = \"trunk_slope\"", "measure = \"knee\"");
    assert!(refused(&unused).contains("nothing uses the measure `trunk_slope`"), "{}", refused(&unused));
}

#[test]
fn what_is_printed_of_an_exercise_is_read_as_the_same() {
    for original in [read(EVERY_KEY), read(&template("wall_squat"))] {
        let printed = text(&original);
        let mut again = exercises::read(&printed).unwrap_or_else(|mistake| panic!("{mistake}\n{printed}"));
        again.about.origin = original.about.origin;
        assert_eq!(format!("{again:?}"), format!("{original:?}"));
    }
}

#[test]
fn what_is_printed_of_a_built_in_one_says_what_is_code() {
    let printed = exercises::BUILT_IN.map(text).join("\n\n# ---\n\n");
    insta::assert_snapshot!(printed);
}

#[test]
fn the_files_of_the_tests_have_every_key_and_fit_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let mut used = BTreeSet::new();
    for file in [EVERY_KEY.to_owned(), template("wall_squat")] {
        let json: Value = toml::from_str(&file).unwrap();
        let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        collect(&json, &mut used);
    }
    let unused: Vec<String> = keys(&schema).into_iter().filter(|key| !used.contains(key)).collect();
    assert!(unused.is_empty(), "no file of the tests has {unused:?}");
}

#[test]
fn the_page_explains_every_key_and_every_word_of_a_value() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/exercise-files.md")).unwrap();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let points = |word: &String| word.contains('.');
    let words = keys(&schema).into_iter().chain(values(&schema)).filter(|word| !points(word));
    let missing: Vec<String> = words.filter(|word| !page.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "docs/exercise-files.md does not explain {missing:?}");
}

#[test]
fn a_learned_file_says_so_and_each_has_the_hash_of_its_text() {
    let of = |text: &str| read(text).about.origin;
    let hash = formcheck::core::exercise_file::sha256(EVERY_KEY);
    assert!(matches!(of(EVERY_KEY), Origin::Learned { sha256 } if sha256 == hash));
    let other = EVERY_KEY.replace("learned = true", "learned = false");
    assert!(matches!(of(&other), Origin::File { sha256 } if sha256 != hash));
}

#[test]
fn what_a_file_describes_is_counted_like_the_same_in_code() {
    let low_bridge = exercises::add(read(include_str!("exercise_files/low_bridge.toml")));
    let (mut n_logs, mut n_reps) = (0, 0);
    for log in stored_logs() {
        if !LogReader::open(&log).unwrap().header().video.starts_with("bridge") {
            continue;
        }
        let [of_file, of_code] = [low_bridge, &exercises::HIP_BRIDGE].map(|it| {
            let judgement = judge_log(&log, Search::One(it)).unwrap().report.judgement;
            judgement.reps.iter().map(|rep| rep.peak_start_s).collect::<Vec<f64>>()
        });
        assert_eq!(of_file, of_code, "{}", log.display());
        (n_logs, n_reps) = (n_logs + 1, n_reps + of_code.len());
    }
    assert!(10 < n_logs && 30 < n_reps, "{n_logs} logs, {n_reps} repetitions");
}

fn stored_logs() -> impl Iterator<Item = PathBuf> {
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/poses")).unwrap();
    folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().map(|log| log.unwrap().path()))
}

/// Every key of a file, names of measures aside.
fn collect(json: &Value, keys: &mut BTreeSet<String>) {
    match json {
        Value::Object(object) => {
            for (key, value) in object {
                keys.insert(key.clone());
                collect(value, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        _ => {}
    }
}

/// Every key that the schema allows.
fn keys(schema: &Value) -> BTreeSet<String> {
    let tables = schema["$defs"].as_object().unwrap().values().chain([schema]);
    tables.filter_map(|table| table["properties"].as_object()).flat_map(|keys| keys.keys().cloned()).collect()
}

/// Every word that the schema allows as a value.
fn values(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for table in schema["$defs"].as_object().unwrap().values() {
        let choices = table["oneOf"].as_array().into_iter().flatten().map(|choice| &choice["const"]);
        let words = choices.chain(table["enum"].as_array().into_iter().flatten());
        found.extend(words.filter_map(|word| word.as_str().map(str::to_owned)));
    }
    found
}
