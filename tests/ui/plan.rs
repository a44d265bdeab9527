//! Today's plan on the start screen.

use formcheck::exercise::Exercise;
use formcheck::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, by_name};
use formcheck::plan::done::Done;
use formcheck::plan::{Amount, Dose, WorkSide};
use formcheck::recording::{DueItem, PlanDay, PlanState};
use formcheck::safety::StopReason;
use formcheck::session::Search;
use formcheck::ui::{Action, Screen};

use crate::pictures::compare;
use crate::scene::{Scene, has, press, said};

fn item(exercise: &'static Exercise, amount: Amount, so_far: f64, side: WorkSide) -> DueItem {
    let dose = Dose { sets: 2, amount, rest_secs: None, load_kg: None, load: None };
    let asked = dose.asked();
    DueItem {
        exercise,
        side,
        dose: Some(dose),
        note: Some("slowly".into()),
        done: Done { amount: so_far, asked, n_sessions: 0, in_target: None },
        is_done: asked <= so_far,
    }
}

fn due(done: f64) -> PlanDay {
    let items = vec![
        item(&HIP_BRIDGE, Amount::Repetitions(10, Some(3.0)), 20.0, WorkSide::Both),
        item(&KNEE_TO_CHEST, Amount::HoldSecs(20.0), done, WorkSide::Each),
        item(by_name("march").unwrap(), Amount::Minutes(5.0), 10.0 * f64::from(u8::from(40.0 <= done)), WorkSide::Both),
    ];
    PlanDay { title: "First steps".into(), state: PlanState::Due(items) }
}

fn home(plan: PlanDay) -> Scene {
    Scene { plan: Some(plan), ..Scene::of(Screen::Home) }
}

#[test]
fn what_is_due_is_said_with_its_dose_and_one_press_starts_the_next() {
    let mut window = home(due(12.5)).window(1280.0, 900.0);
    for text in [
        "Today's plan",
        "Hip bridge: done",
        "2 sets of 10 repetitions, each held for 3 s",
        "Knee-to-chest, each side",
        "2 sets, each held for 20 s · 12.5 of 40 s so far",
        "2 sets, for 5 minutes",
    ] {
        assert!(has(&window, text), "{text}: {:#?}", said(&window));
    }
    assert_eq!(press(&mut window, "Start with Knee-to-chest"), [Action::Start(Search::One(&KNEE_TO_CHEST))]);
    compare(window, "home_plan");
}

#[test]
fn nothing_comes_next_after_a_stop_or_when_all_is_done() {
    let starts =
        |scene: Scene| said(&scene.window(1280.0, 900.0)).into_iter().any(|text| text.starts_with("Start with "));
    assert!(starts(home(due(0.0))));
    assert!(!starts(Scene { stop_today: Some(StopReason::MorePain), ..home(due(0.0)) }));
    let window = home(due(40.0)).window(1280.0, 900.0);
    assert!(
        has(&window, "All of today has been done.") && !said(&window).iter().any(|it| it.starts_with("Start with "))
    );
}

#[test]
fn a_day_without_exercises_names_the_next_one() {
    for (state, text) in [
        (PlanState::Rest(Some("2026-12-02".into())), "Nothing is due today. Next: 2026-12-02."),
        (PlanState::Rest(None), "Nothing is due today."),
        (PlanState::NotYet("2026-12-01".into()), "The plan begins on 2026-12-01."),
        (PlanState::Over("2026-11-29".into()), "The plan ended on 2026-11-29."),
    ] {
        let window = home(PlanDay { title: "First steps".into(), state }).window(1280.0, 900.0);
        assert!(has(&window, text), "{text}: {:#?}", said(&window));
    }
    let german = Scene { locale: Some("de_DE.UTF-8".into()), ..home(due(12.5)) };
    let window = german.window(1280.0, 900.0);
    assert!(has(&window, "2 Sätze, je 20 s gehalten · bisher 12.5 von 40 s"), "{:#?}", said(&window));
}
