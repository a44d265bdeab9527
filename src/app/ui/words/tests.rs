//! Whether every language says everything.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::core::exercise::{AskedView, Confirms, Exercise};
use crate::core::exercises::{BUILT_IN, part_of_the_program};
use crate::core::report::{Code, RefusalReason, Statement, Tally};
use crate::core::safety;

/// Every text of a file by its path.
fn texts(file: &str) -> BTreeMap<String, String> {
    fn walk(path: &str, value: &toml::Value, found: &mut BTreeMap<String, String>) {
        match value {
            toml::Value::Table(table) => {
                table.iter().for_each(|(key, value)| walk(&format!("{path}/{key}"), value, found));
            }
            other => drop(found.insert(path.to_owned(), other.as_str().unwrap().to_owned())),
        }
    }
    let mut found = BTreeMap::new();
    walk("", &toml::from_str(file).unwrap(), &mut found);
    found
}

fn both() -> [BTreeMap<String, String>; 2] {
    files().map(texts)
}

fn files() -> [&'static str; 2] {
    [include_str!("../../../../assets/words/en.toml"), include_str!("../../../../assets/words/de.toml")]
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// The rules and exercises say it in English themselves.
fn is_said_by_rules(path: &str) -> bool {
    let ends = ["/needs", "/source", "/never_judged"];
    let is_of_exercise = ends.iter().any(|end| path.ends_with(end)) || path.contains("/reasons/");
    path.starts_with("/statements/") || path.starts_with("/turns/") || path.starts_with("/exercises/") && is_of_exercise
}

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let [english, german] = both();
    let keys = |texts: &BTreeMap<String, String>| -> Vec<String> {
        texts.keys().filter(|path| !is_said_by_rules(path)).cloned().collect()
    };
    assert_eq!(keys(&english), keys(&german));
    for (path, text) in english.iter().filter(|(path, _)| !is_said_by_rules(path)) {
        assert_eq!(placeholders(text), placeholders(&german[path]), "{path}");
    }
}

#[test]
fn no_text_is_empty_and_few_are_the_same_in_both() {
    let [english, german] = both();
    assert!(english.iter().chain(&german).all(|(path, text)| !text.trim().is_empty() || panic!("{path}")));
    let same: Vec<&String> =
        english.iter().filter(|(path, text)| german.get(*path) == Some(*text)).map(|it| it.0).collect();
    let alike = ["/app/esc", "/app/name", "/live/pause", "/live/paused", "/live/phase_said", "/before/distance"];
    let names =
        ["/live/hurts_key", "/live/mute_key", "/check/answered", "/settings/profile_new", "/units/deg", "/units/s"];
    assert!(same.iter().all(|path| alike.contains(&path.as_str()) || names.contains(&path.as_str())), "{same:?}");
}

#[test]
fn every_exercise_and_fault_has_its_words_and_english_cues_are_the_rules_own() {
    for words in Words::all() {
        for exercise in part_of_the_program() {
            let said = &words.exercises[exercise.id];
            let set_faults = exercise.set_faults.iter();
            let cues = exercise.faults.iter().map(|fault| (fault.id, fault.cue));
            let cues: BTreeMap<&str, &str> = cues.chain(set_faults.map(|fault| (fault.id, fault.cue))).collect();
            assert_eq!(said.faults.keys().collect::<Vec<_>>(), cues.keys().collect::<Vec<_>>(), "{}", exercise.id);
            for (fault, cue) in cues.iter().filter(|_| words.code == "en") {
                assert_eq!(words.cue(exercise.id, fault, ""), *cue);
            }
        }
    }
}

#[test]
fn an_exercise_of_a_file_has_its_words_in_the_readers_language_or_in_english() {
    let text = crate::core::exercise_file::template("words_of_a_file");
    let english_only =
        without_german(&text).replace("words_of_a_file", "in_english").replace("caution = \"Ask", "# \"");
    let all = [text, english_only].map(|text| exercises::add(exercises::read(&text).unwrap()));
    let [english, german] = files().map(|words| own::with_exercises(of_files(words, ["", ""]), &all));
    assert_eq!(english.cue("words_of_a_file", "shallow", ""), "Bend your knees a little more");
    assert_eq!(german.cue("words_of_a_file", "shallow", ""), "Beugen Sie die Knie etwas mehr");
    assert_eq!(german.cue("in_english", "shallow", ""), "Bend your knees a little more");
    assert_eq!(german.exercises["in_english"].caution, german.safety.stop_rule);
    let never = Code::NeverJudged.says(["words_of_a_file"], all[0].never_judged);
    assert_eq!(german.say(&never), "Knie, die nach innen fallen, sind von der Seite nicht zu sehen");
    assert_eq!(german.measures["knee_bend_deg"], "Kniebeugung");
    assert_eq!(english.exercise_name("hip_bridge"), ENGLISH.exercise_name("hip_bridge"));
}

fn without_german(file: &str) -> String {
    let mut is_german = false;
    let english = file.lines().filter(|line| {
        is_german = if line.starts_with('[') { line.ends_with(".de]") } else { is_german };
        !is_german
    });
    english.collect::<Vec<_>>().join("\n")
}

/// Codes whose words are those of an exercise or of a warning.
const ELSEWHERE: [Code; 4] = [Code::Free, Code::Rule, Code::View, Code::NeverJudged];

#[test]
fn german_has_words_for_every_code_with_its_values_and_for_no_other() {
    let wanted: BTreeSet<String> =
        Code::ALL.into_iter().filter(|code| !ELSEWHERE.contains(code)).map(Code::id).collect();
    assert_eq!(GERMAN.statements.keys().cloned().collect::<BTreeSet<_>>(), wanted);
    for code in Code::ALL.into_iter().filter(|code| !ELSEWHERE.contains(code)) {
        let instead = match code {
            Code::NotSeen | Code::TakesMore => vec!["needs"],
            Code::AtAnAngle => vec!["turn"],
            Code::HiddenRule => vec!["why"],
            Code::NothingCounted => vec!["at_s", "why"],
            Code::Learned => vec!["name"],
            _ => code.values().to_vec(),
        };
        assert_eq!(placeholders(&GERMAN.statements[&code.id()]), instead.into_iter().collect(), "{code:?}");
    }
    assert_eq!(AskedView::ALL.map(|asked| GERMAN.turns.contains_key(asked.id())), [true; 3]);
}

#[test]
fn german_has_words_for_all_that_the_exercises_say() {
    for exercise in part_of_the_program() {
        let german = &GERMAN.exercises[exercise.id];
        assert!(german.never_judged.is_some(), "{}", exercise.id);
        let faults = exercise.faults.iter().map(|fault| fault.id);
        for fault in faults.chain(exercise.set_faults.iter().map(|fault| fault.id)) {
            let words = &german.faults[fault];
            assert!(words.needs.is_some() && words.source.is_some(), "{fault} of {}", exercise.id);
        }
        let wanted: BTreeSet<&str> = reasons(exercise).into_iter().collect();
        assert_eq!(german.reasons.keys().map(String::as_str).collect::<BTreeSet<_>>(), wanted, "{}", exercise.id);
    }
}

/// Ids of the reasons that an exercise gives; of rules in code, as their source lists them.
fn reasons(exercise: &Exercise) -> Vec<&str> {
    let source = match exercise.id {
        "hip_bridge" => include_str!("../../../core/exercises/hip_bridge.rs"),
        "knee_to_chest" => include_str!("../../../core/exercises/knee_to_chest.rs"),
        "pelvic_tilt" => include_str!("../../../core/exercises/pelvic_tilt.rs"),
        _ => "",
    };
    let of_code = source.split("Reason::new(").skip(1).filter_map(|rest| rest.split('"').nth(1));
    match exercise.confirms {
        Confirms::Criteria(criteria) => criteria.iter().map(|criterion| criterion.why.id).chain(of_code).collect(),
        Confirms::Custom(_) => of_code.collect(),
    }
}

#[test]
fn every_reported_measure_has_a_name_in_both_languages() {
    for words in Words::all() {
        for measure in part_of_the_program().flat_map(|exercise| exercise.measures) {
            assert!(words.measures.contains_key(measure.id), "{} in {}", measure.id, words.code);
        }
    }
    assert_eq!(GERMAN.measures["arm_height_trunk"], "Handgelenk über Schulter");
}

#[test]
fn what_was_not_recorded_is_said_in_both_languages_and_nothing_else_is_among_it() {
    let files = [
        include_str!("../../../../assets/voice/unrecorded/en.toml"),
        include_str!("../../../../assets/voice/unrecorded/de.toml"),
    ];
    // An exercise of a file brings its own words.
    let unrecorded = || {
        let all = Prompt::all().into_iter();
        all.filter(|prompt| !prompt.is_recorded() && !matches!(prompt, Prompt::Correction(..)))
    };
    let wanted: BTreeSet<String> = unrecorded().map(|prompt| format!("/{}", prompt.id())).collect();
    for file in files {
        assert_eq!(texts(file).into_keys().collect::<BTreeSet<_>>(), wanted);
    }
    for prompt in unrecorded() {
        assert_eq!(said("en", prompt), prompt.words());
        assert_ne!(said("de", prompt), prompt.words(), "not translated");
    }
    assert_eq!(said("de", Prompt::HoldLeft(20)), "Noch 20 Sekunden.");
}

#[test]
fn a_statement_of_the_rules_is_said_in_german_and_one_without_a_code_as_it_is() {
    let said = |code: Code, values: [&str; 2]| GERMAN.say(&code.says(values, "in English"));
    assert_eq!(said(Code::NotSeen, ["hip_bridge", "short_hold"]), "nicht zu sehen: die ganze Wiederholung");
    assert_eq!(GERMAN.say(&ViewWarning::Dark.said()), GERMAN.warnings.dark);
    assert_eq!(GERMAN.say(&Statement::free("something new")), "something new");
    assert_eq!(GERMAN.say(&Code::AtAnAngle.says(["front"], "")), "die Kamera schaut schräg: ihr zuwenden");
    assert_eq!(
        said(Code::PictureStandsStillOften, ["3", "1.0–2.0 s, 3.0–4.0 s"]),
        "das Bild steht bei 1,0–2,0 s, 3,0–4,0 s und noch 3-mal still: Zeiten darüber hinweg werden nicht bewertet"
    );
    assert_eq!(
        said(Code::NothingCounted, ["7", "texture_lost"]),
        format!("ab 7 s wird bis zur nächsten Ruhe nichts gezählt: {}", GERMAN.refusals["texture_lost"])
    );
    let why = Code::Rule.says(["pelvic_tilt", "knees_swung"], "the knees swung");
    let lost = RefusalReason::TextureLost.refusal("").with(vec![Tally { n: 2, why }]);
    assert!(lost.message.ends_with("(not counted: 2 × the knees swung)"));
    assert!(GERMAN.refused(&lost).ends_with("2 × die Knie schwangen"));
    assert_eq!(ENGLISH.say(&Code::Paused.says(["1.0", "2.0"], "in English")), "in English");
}

#[test]
fn what_an_older_report_says_is_shown_as_it_is() {
    let old: Statement = serde_json::from_str(r#""its end was not seen""#).unwrap();
    assert_eq!(GERMAN.say(&old), "its end was not seen");
}

#[test]
fn every_warning_and_every_reason_is_told_apart() {
    for words in Words::all() {
        let warnings: BTreeSet<&str> = ViewWarning::ALL.into_iter().map(|warning| words.warning(warning)).collect();
        assert_eq!(warnings.len(), ViewWarning::ALL.len());
        assert_eq!(words.refusals.values().collect::<BTreeSet<_>>().len(), words.refusals.len());
        for id in words.refusals.keys().filter(|id| !OF_VIEWS.contains(&id.as_str())) {
            let reason: RefusalReason = serde_json::from_value(id.as_str().into()).unwrap();
            assert!(words.refusal(reason).is_some());
        }
    }
    let n_reasons = include_str!("../../../core/report/refusal.rs").split("pub enum RefusalReason {").nth(1).unwrap();
    let n_reasons = n_reasons.split("\n}").next().unwrap().lines().filter(|line| line.ends_with(',')).count();
    assert_eq!(ENGLISH.refusals.len(), n_reasons + OF_VIEWS.len());
}

/// Refusals of views apart from the side, which `not_side_on` tells of.
const OF_VIEWS: [&str; 2] = ["not_front_on", "not_side_or_front_on"];

#[test]
fn a_refused_view_is_told_by_the_view_that_is_asked_for() {
    let said = AskedView::ALL.map(|asked| GERMAN.refused(&RefusalReason::off_view(asked)));
    let keys = ["not_side_on", OF_VIEWS[0], OF_VIEWS[1]];
    assert_eq!(said, keys.map(|key| GERMAN.refusals[key].clone()));
}

#[test]
fn the_language_follows_the_choice_then_the_system() {
    // How is tested in `io::words`.
    let code = |chosen, locale| Words::of(chosen, locale).code.as_str();
    assert_eq!([code(None, Some("de_AT.UTF-8")), code(Some("en"), Some("de_AT.UTF-8"))], ["de", "en"]);
}

#[test]
fn nothing_claims_to_diagnose_or_treat() {
    let english = ["diagnos", "treat", "monitor", "prescri", "therap", "cure", "healing", "heals"];
    let german = ["diagnos", "behandel", "heil", "therap", "überwach", "verschreib", "verordn"];
    // Who does these things may be named.
    let people = ["physiotherapists", "physiotherapist", "physiotherapie", "therapists", "therapist", "therapeut"];
    let sources = "«physiotherapy and exercises»";
    for (texts, forbidden) in both().iter().zip([&english[..], &german[..]]) {
        for (path, text) in texts {
            let text = text.to_lowercase().replace(sources, "").replace("physiotherapy and exercises", "");
            let text = people.iter().fold(text, |text, who| text.replace(who, ""));
            assert!(forbidden.iter().all(|word| !text.contains(word)), "{path}: {text}");
        }
    }
}

#[test]
fn every_question_stop_and_clearance_has_words_and_english_ones_are_the_rules_own() {
    for words in Words::all() {
        let asked: BTreeSet<&str> = words.safety.questions.keys().map(String::as_str).collect();
        assert_eq!(asked, safety::QUESTIONS.iter().map(|question| question.id).collect());
        let questions = safety::QUESTIONS.iter().map(|it| (words.question(it), it.text));
        let stops = StopReason::ALL.iter().map(|it| (words.stop(*it), it.words()));
        let clearances = safety::Clearance::ALL.iter().filter_map(|it| Some((words.clearance(*it)?, it.words()?)));
        assert_eq!(clearances.clone().count(), 3);
        let always = [(&*words.safety.notice, safety::NOTICE), (&words.safety.stop_rule, safety::STOP_RULE)];
        let all: Vec<(&str, &str)> = questions.chain(stops).chain(clearances).chain(always).collect();
        let apart: BTreeSet<&str> = all.iter().map(|(said, _)| *said).collect();
        assert_eq!(apart.len(), all.len());
        for (said, own) in all {
            assert_eq!(said == own, words.code == "en", "{said}");
        }
    }
}

#[test]
fn there_is_a_lesson_for_every_exercise_and_a_source_for_every_figure() {
    for words in Words::all() {
        let ids: BTreeSet<&str> = words.learn.lessons.keys().map(String::as_str).collect();
        assert_eq!(ids, BUILT_IN.iter().map(|exercise| exercise.id).collect());
        let learn = &words.learn;
        for topic in [&learn.works, &learn.often, &learn.avoid, &learn.posture, &learn.feedback, &learn.help] {
            assert!(topic.source.is_some(), "{}", topic.title);
        }
        let figures =
            ["0.33", "0.31"].map(|figure| if words.code == "de" { figure.replace('.', ",") } else { figure.into() });
        let source = learn.works.source.as_ref().unwrap();
        assert!(figures.iter().all(|figure| source.contains(figure)) && source.contains("PMC10684665"));
    }
}

#[test]
fn every_measure_that_a_report_can_hold_has_a_name() {
    let rows = crate::io::export::dictionary::csv();
    let readings = rows.lines().filter_map(|row| row.strip_prefix("reading,"));
    let measures = readings.filter(|row| !row.contains("fault of "));
    let ids: Vec<&str> =
        measures.filter_map(|row| row.split(',').next()).chain(["pain_before", "pain_after"]).collect();
    assert!(ids.contains(&"over_best_deg") && 12 < ids.len(), "{ids:?}");
    for words in Words::all() {
        let missing: Vec<&&str> = ids.iter().filter(|id| !words.measures.contains_key(**id)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", words.code);
    }
}
