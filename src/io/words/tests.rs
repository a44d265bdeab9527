//! Both languages have every word.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::core::exercises::part_of_the_program;
use crate::core::judge::ViewWarning;
use crate::core::report::{Code, RefusalReason, Statement, Tally};

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn both_languages_fill_in_the_same_and_few_words_are_alike() {
    let files =
        [include_str!("../../../assets/words/report/en.toml"), include_str!("../../../assets/words/report/de.toml")];
    let [english, german] = files.map(|file| texts("", &toml::from_str::<toml::Value>(file).unwrap()));
    for (key, text) in &english {
        assert_eq!(placeholders(text), placeholders(&german[key]), "{key}");
    }
    let alike: Vec<&str> =
        english.iter().filter(|(key, text)| german[*key] == **text).map(|(key, _)| key.as_str()).collect();
    assert_eq!(alike, ["/sheet/minutes"], "not translated");
}

/// All texts with their places.
fn texts(place: &str, value: &toml::Value) -> BTreeMap<String, String> {
    let below = |key: &str, value: &toml::Value| texts(&format!("{place}/{key}"), value);
    match value {
        toml::Value::String(text) => BTreeMap::from([(place.to_owned(), text.clone())]),
        toml::Value::Array(all) => all.iter().enumerate().flat_map(|(k, one)| below(&k.to_string(), one)).collect(),
        toml::Value::Table(table) => table.iter().flat_map(|(key, one)| below(key, one)).collect(),
        _ => BTreeMap::new(),
    }
}

#[test]
fn german_has_the_notice_and_the_name_of_every_exercise_and_fault() {
    assert_eq!(ENGLISH.notice, crate::core::safety::NOTICE);
    assert_eq!(ENGLISH.counts_more, crate::core::pain::COUNTS_MORE);
    for exercise in part_of_the_program() {
        assert_ne!(GERMAN.exercise(exercise.id), exercise.name);
        assert_eq!(ENGLISH.exercise(exercise.id), exercise.name);
        for fault in exercise.faults.iter().map(|fault| fault.id) {
            assert_ne!(GERMAN.fault(exercise.id, fault), fault.replace('_', " "), "{}", exercise.id);
            assert_ne!(GERMAN.source_of(exercise.id, fault, ""), "", "{fault} of {}", exercise.id);
        }
    }
}

#[test]
fn a_statement_is_said_in_german_with_its_numbers_and_one_without_a_code_as_it_is() {
    let still = Code::PictureStoodStill.says(["1.0", "2.5"], "in English");
    assert_eq!(GERMAN.say(&still), "das Bild stand bei 1,0–2,5 s still");
    assert_eq!(ENGLISH.say(&still), "in English");
    assert_eq!(GERMAN.say(&ViewWarning::Dark.said()), "Das Bild ist dunkel: Licht anmachen");
    assert_eq!(GERMAN.say(&Statement::free("something new")), "something new");
    let unseen = Code::NotSeen.says(["hip_bridge", "short_hold"], "");
    assert_eq!(GERMAN.say(&unseen), "nicht zu sehen: die ganze Wiederholung");
    let why = Code::Rule.says(["pelvic_tilt", "knees_swung"], "the knees swung");
    let lost = RefusalReason::TextureLost.refusal("").with(vec![Tally { n: 2, why }]);
    assert!(GERMAN.refused(&lost).ends_with("(nicht gezählt: 2 × die Knie schwangen)"), "{}", GERMAN.refused(&lost));
    assert_eq!(ENGLISH.refused(&lost), lost.message);
}

#[test]
fn dates_and_decimals_are_local() {
    assert_eq!(ENGLISH.date("2026-11-29T20:09:16Z"), "2026-11-29 20:09 UTC, as the file says");
    assert_eq!(ENGLISH.date("2026-11-29T21:09:16+01:00"), "2026-11-29 21:09");
    assert_eq!(GERMAN.date("2026-11-29T21:09:16+01:00"), "29.11.2026, 21:09");
    assert_eq!(GERMAN.date("2026-11-29T20:09:16Z"), "29.11.2026, 20:09 UTC, laut Datei");
    assert_eq!([ENGLISH.number(1.25, 1), GERMAN.number(1.25, 1)], ["1.2", "1,2"]);
    assert_eq!(GERMAN.date("long ago"), "long ago");
}

#[test]
fn the_language_follows_the_choice_then_the_system() {
    let code = |chosen, locale| Words::of(chosen, locale).code.as_str();
    assert_eq!(code(None, None), "en");
    assert_eq!(code(None, Some("de_AT.UTF-8")), "de");
    assert_eq!(code(Some("en"), Some("de_AT.UTF-8")), "en");
    assert_eq!(code(Some("xx"), Some("fr_FR")), "en");
    assert_eq!(LANGUAGES.map(|code| Words::of(Some(code), None).code.clone()), LANGUAGES);
}
