use std::fmt::Write as _;

use jiff::civil::{Date, Weekday, date};
use serde_json::Value;

use super::done::{DoneSession, done_on, evidence, left};
use super::keys::PlanText;
use super::*;
use crate::core::judge::made::clean_bridge;
use crate::core::report::{Judgement, Rep, RepSide, View};

const EVERY_KEY: &str = include_str!("../../../tests/plans/every_key.toml");
/// File for the derived schema, if it differs from the stored one.
const DERIVED: &str = concat!(env!("OUT_DIR"), "/plan.schema.json");

/// Edits of the plan with every key: what is replaced by what.
const WRONG: [(&str, &str); 24] = [
    ("format = 1", "format = 2"),
    ("title = \"After the flare-up\"", "titel = \"After the flare-up\""),
    ("title = \"After the flare-up\"", "title = \"After\\nthe flare-up\""),
    ("stop_when = \"The pain grows.\"\n", ""),
    ("until = 2027-01-11", "until = 2026-11-01"),
    ("until = 2027-01-11", "until = \"2027-01-11\""),
    ("every_days = 2", "every_days = 2\ndays = [\"monday\"]"),
    ("every_days = 2", "days = [\"montag\"]"),
    ("from = 2026-12-01\n", ""),
    ("exercise = \"hip_bridge\"", "exercise = \"hip_brigde\""),
    ("exercise = \"march\"", "exercise = \"bench_press\""),
    ("exercise = \"hip_bridge\"", "exercise = \"hip_bridge\"\nside = \"left\""),
    ("level = 2\n", "level = 3\n"),
    ("level = 2\n", "level = 2\nsets = 2\n"),
    ("sets = 1\nrepetitions = 8", "repetitions = 8"),
    ("sets = 2\nrepetitions = 8\n", "sets = 200\nrepetitions = 8\n"),
    ("hold_secs = 3\n", "hold_sec = 3\n"),
    ("rest_secs = 60", "rest_secs = \"60\""),
    ("minutes = 10", "minutes = 10\nrepetitions = 4"),
    ("minutes = 10\n", ""),
    ("measure = \"shoulder_hip_knee\"", "measure = \"leg_height\""),
    ("from_trunk = -0.3", "from_deg = -0.3"),
    ("to_deg = 190", "to_deg = 160"),
    ("exercise = \"straight_leg_raise\"", "exercise = \"bird_dog\""),
];

#[test]
fn wrong_plans_are_refused_with_line_cause_and_what_is_allowed() {
    let mut said = String::new();
    for (from, to) in WRONG {
        assert!(EVERY_KEY.contains(from), "{from:?} is not in the plan");
        let mistake = parse(&EVERY_KEY.replacen(from, to, 1)).expect_err(to);
        writeln!(said, "{}\n    {}", to.replace('\n', " / "), without_names(&mistake.to_string())).unwrap();
    }
    insta::assert_snapshot!(said);
}

/// Without the names of exercises that are not the nearest: others may be added.
fn without_names(mistake: &str) -> &str {
    let Some((_, names)) = mistake.split_once("; near are ").or_else(|| mistake.split_once("; known are ")) else {
        return mistake;
    };
    let first = names.find([',', ';']).unwrap_or(names.len());
    mistake.get(..mistake.len() - names.len() + first).unwrap()
}

#[test]
fn what_is_missing_or_too_much_as_a_whole_is_refused() {
    let refused = |text: &str| parse(text).unwrap_err().to_string();
    assert_eq!(refused(""), "the key `format` is missing");
    assert!(refused(&format!("{EVERY_KEY}#{}", "x".repeat(1 << 16))).ends_with("65536 are the limit"));
    let (head, _) = EVERY_KEY.split_once("[[items]]").unwrap();
    assert_eq!(
        refused(&format!("{head}items = []")),
        "line 16: the plan has no exercise; add at least one under `[[items]]`"
    );
    let many = "[[items]]\nexercise = \"march\"\nsets = 1\nminutes = 1\n".repeat(13);
    assert!(refused(&format!("{head}{many}")).ends_with("there are 13 items; 12 are the limit"));
    let long = EVERY_KEY.replace("Slowly.", &"x".repeat(201));
    assert!(refused(&long).ends_with("this text has 201 characters; 200 are the limit"));
    let turned = EVERY_KEY.replace("Slowly.", "Slow\u{202e}ly.");
    assert!(refused(&turned).contains("control character"));
}

/// The plan as JSON, with its dates as texts.
fn json(text: &str) -> Value {
    fn of(value: &toml::Value) -> Value {
        match value {
            toml::Value::Datetime(day) => Value::String(day.to_string()),
            toml::Value::Array(all) => all.iter().map(of).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.iter().map(|(key, value)| (key.clone(), of(value))).collect())
            }
            other => serde_json::to_value(other).unwrap(),
        }
    }
    of(&toml::Value::Table(toml::from_str(text).unwrap()))
}

#[test]
fn the_schema_for_editors_is_derived_from_the_keys_and_fits_the_plans() {
    let schema = schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<PlanText>();
    let derived = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    if derived != SCHEMA {
        std::fs::write(DERIVED, derived).unwrap();
        panic!("tests/plan.schema.json is out of step with the keys; copy {DERIVED} over it");
    }
    let validator = jsonschema::draft202012::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let starting = (1..=3).map(|level| starting(level, date(2026, 12, 1)).unwrap());
    for text in starting.chain([EVERY_KEY.to_owned()]) {
        let errors: Vec<String> = validator.iter_errors(&json(&text)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(parse(&text).is_ok());
    }
    assert!(!validator.is_valid(&json(&EVERY_KEY.replace("by = ", "author = "))));
}

#[test]
fn the_page_explains_every_key() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plans.md")).unwrap();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let tables = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    let keys = tables.filter_map(|table| table["properties"].as_object()).flat_map(|keys| keys.keys());
    let missing: Vec<&String> = keys.filter(|key| !page.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/plans.md does not explain {missing:?}");
}

#[test]
fn starting_plans_are_the_same_in_every_language() {
    for level in 1..=3 {
        let read = |code: &str| parse(&starting_in(code, level, date(2026, 12, 1)).unwrap()).unwrap();
        let (english, german) = (read("en"), read("de"));
        let items = |plan: &Plan| plan.items.iter().map(|item| (item.exercise.id, dose_of(item))).collect::<Vec<_>>();
        assert_eq!(items(&english), items(&german));
        assert_eq!((english.from, english.until), (german.from, german.until));
        assert!(english.title != german.title && english.stop_when != german.stop_when);
        assert_eq!(starting_in("fr", level, date(2026, 12, 1)), starting(level, date(2026, 12, 1)));
    }
}

fn dose_of(item: &Item) -> String {
    let of = |dose: &Dose| (dose.sets, dose.amount, dose.rest_secs, dose.load_kg);
    format!("{:?} {:?}", item.side, item.levels.iter().map(of).collect::<Vec<_>>())
}

#[test]
fn starting_plans_begin_on_a_day_name_their_sources_and_claim_nothing() {
    for level in 1..=3 {
        let text = starting(level, date(2026, 12, 1)).unwrap();
        let plan = parse(&text).unwrap();
        assert_eq!((plan.from, plan.until), (Some(date(2026, 12, 1)), Some(date(2027, 1, 11))));
        assert!(plan.source.unwrap().contains("Ratamess"));
        let said = text.replace("practice and not treatment", "").to_lowercase();
        for claim in ["diagnos", "treat", "monitor", "prescri", "cure", "heal"] {
            assert!(!said.contains(claim), "«{claim}» in level {level}");
        }
    }
    assert_eq!((starting(0, date(2026, 12, 1)), starting(4, date(2026, 12, 1))), (None, None));
}

#[test]
fn a_plan_in_words_has_every_dose() {
    insta::assert_snapshot!(text(&parse(EVERY_KEY).unwrap()));
}

/// Names of what is due.
fn due(plan: &Plan, day: Date) -> Vec<&'static str> {
    match plan.due(day) {
        Due::Items(items) => items.iter().map(|item| item.exercise.id).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_other_day_counts_from_the_first_and_an_item_may_have_days_of_its_own() {
    let plan = parse(EVERY_KEY).unwrap();
    assert!(matches!(plan.due(date(2026, 11, 30)), Due::NotYet(day) if day == date(2026, 12, 1)));
    assert_eq!(due(&plan, date(2026, 12, 1)), ["hip_bridge", "bird_dog", "straight_leg_raise"]);
    assert!(matches!(plan.due(date(2026, 12, 2)), Due::Rest(Some(day)) if day == date(2026, 12, 3)));
    assert_eq!(due(&plan, date(2026, 12, 6)), ["march"], "a Sunday between");
    assert_eq!(due(&plan, date(2026, 12, 7)).len(), 4, "a Monday of both");
    assert!(matches!(plan.due(date(2027, 1, 12)), Due::Over(day) if day == date(2027, 1, 11)));
    assert!(matches!(plan.due(date(2027, 1, 10)), Due::Items(_)));
    let week = parse(&EVERY_KEY.replace("every_days = 2", "days = [\"friday\", \"tuesday\"]")).unwrap();
    assert_eq!(week.rhythm, Rhythm::Weekdays(vec![Weekday::Friday, Weekday::Tuesday]));
    assert_eq!(due(&week, date(2026, 12, 4)).len(), 3);
    assert_eq!(week.when(), "On Tuesday, Friday, from 2026-12-01, until 2027-01-11");
}

fn rep(exercise: &str, side: RepSide, held_s: f64) -> Rep {
    Rep { peak_end_s: 1.0 + held_s, end_s: 3.0 + held_s, exercise: exercise.to_owned(), side, ..clean_bridge() }
}

fn session(day: Date, reps: Vec<Rep>) -> DoneSession {
    let judgement = Judgement {
        exercise: "auto".to_owned(),
        score: Some(90.0),
        score_leaves_out: Vec::new(),
        reps,
        findings: Vec::new(),
        not_judged: Vec::new(),
        sets: Vec::new(),
        partial_reps: Vec::new(),
        not_counted: Vec::new(),
        coverage: 1.0,
        view: View { side_on: Some(true), yaw_deg: None, person_px: None, warnings: Vec::new() },
        notes: Vec::new(),
        refusal: None,
    };
    DoneSession { day, judgement, pain_before: Some(2), pain_after: Some(2), stop: None }
}

#[test]
fn sessions_of_a_day_are_added_up_by_exercise_and_side() {
    let plan = parse(EVERY_KEY).unwrap();
    let [bridge, dog, raise, _] = plan.items.as_slice() else { panic!("four items") };
    let (day, other) = (date(2026, 12, 7), date(2026, 12, 5));
    let bridges = |n: usize| vec![rep("hip_bridge", RepSide::Both, 3.0); n];
    let mut dogs = vec![rep("bird_dog", RepSide::Left, 2.0); 12];
    dogs.extend(vec![rep("bird_dog", RepSide::Right, 2.0); 3]);
    let legs = vec![rep("straight_leg_raise", RepSide::Left, 31.0), rep("straight_leg_raise", RepSide::Right, 20.0)];
    let sessions = [session(other, bridges(16)), session(day, bridges(8)), session(day, dogs), session(day, legs)];
    let done = |item| done_on(item, day, &sessions);
    assert_eq!((done(bridge).amount, done(bridge).asked, done(bridge).n_sessions), (8.0, 16.0, 1));
    assert_eq!((done(dog).amount, done(dog).asked), (12.0, 12.0), "the right side is not asked for");
    assert_eq!((done(raise).amount, done(raise).asked), (20.0, 30.0), "the whole with each side");
    assert_eq!(done(bridge).in_target, Some((0, 0)), "no reading");
    let Due::Items(items) = plan.due(day) else { panic!("due") };
    let open: Vec<&str> = left(&items, day, &sessions).iter().map(|item| item.exercise.id).collect();
    assert_eq!(open, ["hip_bridge", "straight_leg_raise", "march"]);
}

#[test]
fn evidence_for_a_level_is_of_its_days_alone_and_says_what_was_not_judged() {
    let plan = parse(EVERY_KEY).unwrap();
    let bridge = plan.items.first().unwrap();
    let mut blind = vec![rep("hip_bridge", RepSide::Both, 3.0); 16];
    blind[3].score = None;
    let days = [1, 3, 5, 9].map(|day| date(2026, 12, day));
    let sessions = [
        session(days[0], vec![rep("hip_bridge", RepSide::Both, 3.0); 16]),
        session(days[1], vec![rep("hip_bridge", RepSide::Both, 3.0); 16]),
        session(days[2], blind),
        session(days[3], vec![rep("hip_bridge", RepSide::Both, 3.0); 16]),
    ];
    let seen = evidence(bridge, bridge.level_since, date(2026, 12, 8), &sessions);
    let told: Vec<(Date, bool, usize)> = seen.iter().map(|it| (it.day, it.has_whole_dose, it.n_unjudged)).collect();
    assert_eq!(told, [(days[1], true, 0), (days[2], true, 1)]);
}
