//! What there is to learn, and what is said at home of the answers.

use eframe::egui::Key;
use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercise::{About, Exercise, Family};
use formcheck::core::exercise_file::template;
use formcheck::core::exercises::{HIP_BRIDGE, part_of_the_program, read};
use formcheck::core::judge::Search;

use crate::scene::{Scene, answered, has, key, press, said};

#[test]
fn effects_and_limits_are_told_with_their_sources() {
    let mut window = Scene::of(Screen::Learn).shown();
    let texts = said(&window).join("\n");
    for text in ["−0.33", "−0.31", "small effect", "PMC10684665", "Ribeiro", "cannot see", "Leaflets suggest"] {
        assert!(texts.contains(text), "{text}");
    }
    // Passive therapy and everyday life: effects with their certainty, and no instructions.
    for text in ["Furlan", "low to very low", "CD009169", "very low certainty", "0.55", "20,101 employees"] {
        assert!(texts.contains(text), "{text}");
    }
    assert_eq!(press(&mut window, "Back"), [Action::Home]);
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
}

#[test]
fn an_exercise_without_a_lesson_has_its_dose_and_source_and_no_heading_stands_empty() {
    let mut scene = Scene::of(Screen::Learn);
    scene.exercises = part_of_the_program().filter(|it| it.about.family != Family::Standing).collect();
    // Its words are not known: there is nothing to show of it, nor of its family.
    let unknown = read(&template("without_words")).unwrap();
    let unknown = Exercise { about: About { family: Family::Standing, ..unknown.about }, ..unknown };
    scene.exercises.push(Box::leak(Box::new(unknown)));
    let said = said(&scene.shown());
    let dose = "2 sets of 10 repetitions, each held for 8 s, on 5 days a week";
    for text in ["Bird dog", dose, "Source: McGill 2010, Strength Cond J 32(3):33", "Moving on the spot"] {
        assert!(said.iter().any(|it| it == text), "{text}: {said:#?}");
    }
    assert!(said.iter().any(|text| text.starts_with("Check first after recent surgery on back")));
    assert!(!said.iter().any(|text| text == "Standing"), "{said:#?}");
}

#[test]
fn home_leads_to_it_and_to_the_answers() {
    let mut window = Scene::of(Screen::Home).shown();
    assert_eq!(press(&mut window, "Learn"), [Action::OpenLearn]);
    assert_eq!(press(&mut window, "My answers about my health"), [Action::OpenAnswers]);
    assert!(has(&window, "You will be asked about this before your first session."));
}

fn home(yes: &[&str]) -> Scene {
    let scene = Scene::of(Screen::Home);
    Scene { settings: answered(&scene.settings, yes), ..scene }
}

#[test]
fn what_is_left_out_has_no_start_and_says_why() {
    let mut window = home(&["osteoporosis"]).shown();
    assert!(has(&window, "This exercise is left out for you. Ask a certified therapist for another."));
    assert!(!has(&window, "Start Knee-to-chest") && has(&window, "Recognise my exercise"));
    assert!(said(&window).iter().any(|text| text.starts_with("Left out for you: Knee-to-chest, Child's pose.")));
    // The others begin with what is to be clarified.
    assert_eq!(press(&mut window, "Start Hip bridge"), [Action::Start(Search::One(&HIP_BRIDGE))]);
}

#[test]
fn a_doctor_first_starts_nothing_and_check_first_says_so() {
    let window = home(&["leg_weakness"]).shown();
    let starts = |text: &String| {
        text.starts_with("Start") && !text.starts_with("Start without") || text == "Recognise my exercise"
    };
    assert!(!said(&window).iter().any(starts), "{:#?}", said(&window));
    assert!(has(&window, "See a doctor first, today. Do not exercise before."));
    let window = home(&["cancer"]).shown();
    assert!(said(&window).iter().any(|text| text.starts_with("Check first: ask")) && has(&window, "Start Pelvic tilt"));
    assert!(!said(&home(&[]).shown()).iter().any(|text| text.starts_with("Check first:")));
}

#[test]
fn german_says_all_of_it_in_german() {
    for screen in [Screen::Check, Screen::Before, Screen::Learn] {
        for yes in [None, Some(&["osteoporosis"][..])] {
            let mut scene = Scene { wanted: Some(Search::Auto), ..Scene::of(screen) };
            scene.locale = Some("de_DE.UTF-8".into());
            if let Some(yes) = yes {
                scene.settings = answered(&scene.settings, yes);
            }
            let english = [" the ", "Pain", " is ", "our ", " or "];
            let mut texts = said(&scene.shown());
            // Titles of sources stay as they are.
            texts.retain(|text| !text.starts_with("Quelle: ") && english.iter().any(|word| text.contains(word)));
            assert!(texts.is_empty(), "{screen:?}: {texts:#?}");
        }
    }
}
