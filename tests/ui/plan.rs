//! Today's plan: on the start screen, and after a set of it.

use egui_kittest::kittest::Queryable as _;
use formcheck::app::ui::{Action, AfterSet, PlanAsk, Screen, Told};
use formcheck::core::exercise::Exercise;
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, by_name};
use formcheck::core::plan::ItemKey;
use formcheck::core::plan::activities::ActivityOfDay;
use formcheck::core::plan::done::Done;
use formcheck::core::plan::levels::Reason;
use formcheck::core::plan::play::{DayNotes, Felt, Mark, Standing};
use formcheck::core::plan::{Amount, Dose, WorkSide};
use formcheck::core::safety::StopReason;
use formcheck::io::recording::{Aftermath, DueItem, PlanDay, PlanState, StepOffer, TimeOfDay};
use jiff::civil::date;

use crate::pictures::compare;
use crate::scene::{Scene, answered, has, press, report, said};

fn item(exercise: &'static Exercise, amount: Amount, so_far: f64, side: WorkSide) -> DueItem {
    let dose = Dose { sets: 2, amount, rest_secs: Some(60.0), load_kg: None, load: None };
    let asked = dose.asked();
    DueItem {
        exercise,
        side,
        dose: Some(dose),
        note: Some("slowly".into()),
        done: Done { amount: so_far, asked, n_sessions: 0, in_target: None },
        standing: if asked <= so_far { Standing::Done } else { Standing::Open },
        felt: Vec::new(),
        offer: None,
    }
}

fn of_day(state: PlanState) -> PlanDay {
    let (title, flare_up) = ("First steps".into(), "Do half of the sets.".into());
    let notes = DayNotes::of(date(2026, 12, 1));
    PlanDay { title, flare_up, state, activities: Vec::new(), reminder: None, notes, notes_trouble: None }
}

fn due(done: f64) -> PlanDay {
    of_day(PlanState::Due(vec![
        item(&HIP_BRIDGE, Amount::Repetitions(10, Some(3.0)), 20.0, WorkSide::Both),
        item(&KNEE_TO_CHEST, Amount::HoldSecs(20.0), done, WorkSide::Each),
        item(by_name("march").unwrap(), Amount::Minutes(5.0), 10.0 * f64::from(u8::from(40.0 <= done)), WorkSide::Both),
    ]))
}

/// The same with one item changed.
fn changed(mut plan: PlanDay, k: usize, change: impl FnOnce(&mut DueItem)) -> PlanDay {
    if let PlanState::Due(items) = &mut plan.state {
        items.get_mut(k).map(change);
    }
    plan
}

fn key(exercise: &str, side: WorkSide) -> ItemKey {
    ItemKey { exercise: exercise.into(), side }
}

fn home(plan: PlanDay) -> Scene {
    Scene { plan: Some(plan), ..Scene::of(Screen::Home) }
}

/// After the first set of the stretch, with this rest left and this told.
fn after(rest_left_secs: Option<f64>, told: Told) -> Scene {
    let after = AfterSet { is_kept: true, felt: None, rest_left_secs, looks_for_sign: false, is_counted: true };
    let scene = Scene::result(report("bridge_good_man", &HIP_BRIDGE));
    let settings = answered(&scene.settings, &[]);
    let folder = Some("2026-12-01-08-00".into());
    Scene { plan: Some(due(20.0)), after_set: Some(after), told: Some(told), settings, folder, ..scene }
}

/// Waits until a press is no longer taken for one that was meant for the screen before.
fn settled(scene: Scene, width: f32, height: f32) -> egui_kittest::Harness<'static, Scene> {
    let mut window = scene.window(width, height);
    window.state_mut().now += std::time::Duration::from_secs(5);
    window.run();
    window
}

fn painless() -> Told {
    Told { before: Some(2), after: Aftermath { pain_after: Some(2), new_symptoms: Vec::new() }, ..Told::default() }
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
    let begins = Action::Plan(PlanAsk::Begin(key("knee_to_chest", WorkSide::Each)));
    assert_eq!(press(&mut window, "Start with Knee-to-chest, each side"), [begins]);
    compare(window, "home_plan");
}

#[test]
fn activities_are_rated_once_a_week_and_a_rating_is_taken_back() {
    let activity = |name: &str, today, is_due| ActivityOfDay { name: name.into(), today, is_due };
    let activities = vec![
        activity("Put on socks", Some(4), false),
        activity("Sit for an hour", None, true),
        activity("Lift a crate", None, false),
    ];
    let plan = PlanDay { activities, ..due(0.0) };
    let mut window = home(plan).window(1280.0, 1100.0);
    assert!(has(&window, "How well can you do this now?") && !has(&window, "Lift a crate"), "{:#?}", said(&window));
    let rate = |name: &str, value| [Action::Plan(PlanAsk::Rate(name.into(), value))];
    assert_eq!(press(&mut window, "Sit for an hour: 7 of 10"), rate("Sit for an hour", Some(7)));
    assert_eq!(press(&mut window, "Put on socks: 4 of 10"), rate("Put on socks", None), "taken back");
    assert_eq!(press(&mut window, "Put on socks: 10 of 10"), rate("Put on socks", Some(10)));
    compare(window, "home_plan_activities");
    let rested = PlanDay { activities: vec![activity("Lift a crate", None, false)], ..due(0.0) };
    assert!(!has(&home(rested).window(1280.0, 1100.0), "How well can you do this now?"), "rated this week");
}

#[test]
fn a_reminder_is_set_and_taken_back_only_where_it_is_asked_for() {
    let mut window = home(due(0.0)).window(1280.0, 1100.0);
    assert!(!has(&window, "Remind me at 18:00"), "nothing is offered unasked");
    window.get_by_label("Remind me").click_accesskit();
    window.run();
    assert_eq!(press(&mut window, "Remind me at 18:00"), [Action::Plan(PlanAsk::Remind(TimeOfDay::new(18, 0)))]);
    let mut window = home(PlanDay { reminder: TimeOfDay::new(7, 30), ..due(0.0) }).window(1280.0, 1100.0);
    window.get_by_label("Remind me: 07:30").click_accesskit();
    window.run();
    assert_eq!(press(&mut window, "Off"), [Action::Plan(PlanAsk::Remind(None))]);
}

#[test]
fn an_item_is_put_off_left_out_or_done_without_the_camera_and_that_is_shown_and_taken_back() {
    let mut window = home(due(0.0)).window(1280.0, 1100.0);
    window.get_by_label("Do it differently: Knee-to-chest, each side").click_accesskit();
    window.run();
    let stretch = || key("knee_to_chest", WorkSide::Each);
    for (name, mark) in
        [("Later", Mark::Later), ("Leave out", Mark::LeftOut), ("Done without the camera", Mark::WithoutCamera)]
    {
        let asked = press(&mut window, &format!("{name}: Knee-to-chest, each side"));
        assert_eq!(asked, [Action::Plan(PlanAsk::Mark(stretch(), Some(mark)))]);
    }
    let decided = changed(due(0.0), 1, |item| item.standing = Standing::Later(0));
    let decided = changed(decided, 2, |item| item.standing = Standing::WithoutCamera);
    let mut window = home(decided).window(1280.0, 1100.0);
    assert!(has(&window, "Knee-to-chest, each side: put off to the end"), "{:#?}", said(&window));
    assert!(has(&window, "Marching on the spot: done without the camera, not judged"), "{:#?}", said(&window));
    assert!(has(&window, "Start with Knee-to-chest, each side"), "nothing else is open");
    window.get_by_label("Do it differently: Marching on the spot").click_accesskit();
    window.run();
    let taken_back = press(&mut window, "Take back: Marching on the spot");
    assert_eq!(taken_back, [Action::Plan(PlanAsk::Mark(key("march", WorkSide::Both), None))]);
    compare(window, "home_plan_decided");
    let short = changed(due(40.0), 0, |item| item.standing = Standing::LeftOut);
    let short = changed(short, 1, |item| item.felt = vec![Felt::TooHard, Felt::Right]);
    let window = home(short).window(1280.0, 1100.0);
    assert!(has(&window, "Hip bridge: left out") && has(&window, "Nothing is left for today."), "{:#?}", said(&window));
    assert!(has(&window, "After its sets you said: Too hard, Right"), "{:#?}", said(&window));
}

#[test]
fn after_a_set_it_asks_how_it_was_and_leads_on_to_what_comes_next() {
    let mut window = settled(after(Some(41.2), painless()), 1280.0, 1100.0);
    for text in [
        "How was this set?",
        "Coming next: Knee-to-chest, each side",
        "Set 2 of 2 · 2 sets, each held for 20 s",
        "Side-on to the camera, the whole body in the picture.",
        "Rest: 42 s left",
        "After the rest the next set begins by itself.",
    ] {
        assert!(has(&window, text), "{text}: {:#?}", said(&window));
    }
    assert!(
        said(&window).iter().any(|text| text.starts_with("Lie on your back. Take hold of")),
        "{:#?}",
        said(&window)
    );
    for (name, felt) in [("Too hard", Felt::TooHard), ("Right", Felt::Right), ("Too easy", Felt::TooEasy)] {
        assert_eq!(press(&mut window, name), [Action::Plan(PlanAsk::Felt(felt))]);
    }
    let stretch = key("knee_to_chest", WorkSide::Each);
    let next = Action::Plan(PlanAsk::Begin(stretch.clone()));
    assert_eq!(press(&mut window, "Next: Knee-to-chest, each side"), [next]);
    let later = Action::Plan(PlanAsk::Mark(stretch, Some(Mark::Later)));
    assert_eq!(press(&mut window, "Later: Knee-to-chest, each side"), [later]);
    compare(window, "result_plan");
}

#[test]
fn the_page_says_whether_it_goes_on_by_itself() {
    let untold = Told { before: Some(2), ..Told::default() };
    let waits = "Press Next when you are ready.";
    let tell = "Answer the question about pain, and the next set begins by itself after the rest.";
    for (rest, told, line) in [(Some(9.0), untold.clone(), tell), (Some(0.0), untold, waits), (None, painless(), waits)]
    {
        let window = settled(after(rest, told), 1280.0, 1100.0);
        assert!(has(&window, line), "{rest:?}: {:#?}", said(&window));
        assert_eq!(has(&window, "The rest is over."), rest == Some(0.0));
    }
}

#[test]
fn after_a_stop_nothing_comes_next_and_nothing_is_asked() {
    let leads_on = |scene: Scene| {
        let said = said(&settled(scene, 1280.0, 1100.0));
        said.iter().any(|text| text.starts_with("Next: ") || text.starts_with("Coming next: "))
    };
    assert!(leads_on(after(Some(9.0), painless())));
    let worse = Aftermath { pain_after: Some(5), new_symptoms: Vec::new() };
    assert!(!leads_on(after(Some(9.0), Told { after: worse, ..painless() })));
    let stopped_before = Scene { stop_today: Some(StopReason::MorePain), ..after(Some(9.0), painless()) };
    assert!(!leads_on(stopped_before));
    let uncounted = after(Some(9.0), painless());
    let uncounted =
        Scene { after_set: uncounted.after_set.map(|it| AfterSet { is_counted: false, ..it }), ..uncounted };
    assert!(!leads_on(uncounted), "until the plan counts the set, what comes next is not known");
    let left_out = after(Some(9.0), painless());
    let settings = answered(&left_out.settings, &["osteoporosis"]);
    let window = settled(Scene { settings, ..left_out }, 1280.0, 1100.0);
    assert!(has(&window, "Coming next: Knee-to-chest, each side") && !has(&window, "Next: Knee-to-chest, each side"));
}

/// The smallest window with the largest text: the button that leads on is within reach.
fn large_result(locale: &str, next: &str) -> egui_kittest::Harness<'static, Scene> {
    let mut large = Scene { locale: Some(locale.into()), ..after(Some(41.2), painless()) }.large();
    large.state_mut().now += std::time::Duration::from_secs(5);
    large.run();
    assert!(has(&large, next), "{:#?}", said(&large));
    let area = large.get_by_label(next).rect();
    assert!(area.left() >= 0.0 && area.right() <= 512.0 && area.bottom() <= 288.0, "{area:?}");
    large
}

#[test]
fn with_large_text_the_way_on_is_within_reach() {
    compare(large_result("en_GB.UTF-8", "Next: Knee-to-chest, each side"), "result_plan_large_en");
}

#[test]
fn with_large_german_text_the_way_on_is_within_reach() {
    compare(large_result("de_DE.UTF-8", "Knie zur Brust, jede Seite: Weiter"), "result_plan_large_de");
}

#[test]
fn with_large_text_the_start_is_above_the_list() {
    let decided = changed(due(12.5), 2, |item| item.standing = Standing::Later(0));
    compare(home(decided).large(), "home_plan_large");
}

/// The whole page after a set, with large text: what does not fit goes below, and nothing beside the window.
#[test]
fn with_large_text_no_button_is_lost() {
    let scene = Scene { locale: Some("de_DE.UTF-8".into()), ..after(Some(41.2), painless()) };
    let window = settled(scene, 512.0, 2200.0);
    for name in ["Zu schwer", "Passend", "Zu leicht", "Noch einmal"] {
        let area = window.get_by_label(name).rect();
        assert!(area.left() >= 0.0 && area.right() <= 512.0, "{name}: {area:?}");
    }
    for name in ["Später", "Auslassen", "Ohne Kamera gemacht"] {
        let area = window.get_by_label(&format!("Knie zur Brust, jede Seite: {name}")).rect();
        assert!(area.left() >= 0.0 && area.right() <= 512.0, "{name}: {area:?}");
    }
    compare(window, "result_plan_narrow");
}

#[test]
fn a_step_is_offered_with_its_reason_and_taken_only_after_a_confirmation() {
    let dose = Dose { sets: 3, amount: Amount::Repetitions(10, None), rest_secs: None, load_kg: None, load: None };
    let days = [date(2026, 11, 27), date(2026, 11, 30)];
    let up = StepOffer { is_up: true, to: Some(2), dose: Some(dose.clone()), reason: Reason::TwoGoodDays(days) };
    let offering = |offer: StepOffer| changed(due(0.0), 0, |item| item.offer = Some(offer));
    let mut window = home(offering(up.clone())).window(1280.0, 1100.0);
    assert!(has(&window, "Hip bridge: you may go on to level 2: 3 sets of 10 repetitions."), "{:#?}", said(&window));
    assert!(said(&window).iter().any(|text| text.starts_with("On 2026-11-27 and 2026-11-30 the whole dose was done")));
    assert_eq!(press(&mut window, "Change to level 2: Hip bridge"), [], "it is asked first");
    assert_eq!(press(&mut window, "Leave the plan as it is"), []);
    assert!(!has(&window, "Yes, change the plan"));
    assert_eq!(press(&mut window, "Change to level 2: Hip bridge"), []);
    let step = Action::Plan(PlanAsk::Step(key("hip_bridge", WorkSide::Both), 2));
    window.run();
    let shown = said(&window);
    assert_eq!(press(&mut window, "Yes, change the plan"), [step], "{shown:#?}");
    press(&mut window, "Change to level 2: Hip bridge");
    compare(window, "home_plan_step");

    let stopped = Scene { stop_today: Some(StopReason::StrongPain), ..home(offering(up)) };
    assert!(
        !said(&stopped.window(1280.0, 1100.0)).iter().any(|text| text.contains("level 2")),
        "no step up after a stop"
    );
    let reason = Reason::TwoBadSessions(["hips_low".into(), "hips_low".into()]);
    let back = StepOffer { is_up: false, to: Some(1), dose: Some(dose), reason: reason.clone() };
    let german = Scene { locale: Some("de_DE.UTF-8".into()), ..home(offering(back)) };
    let window = german.window(1280.0, 1100.0);
    assert!(
        has(&window, "Hüftbrücke: Sie können zu Stufe 1 zurückgehen: 3 Sätze mit 10 Wiederholungen."),
        "{:#?}",
        said(&window)
    );
    assert!(said(&window).iter().any(|text| text.starts_with("Die letzten beiden Male war ein Fehler stark: ")));
    let none = StepOffer { is_up: false, to: None, dose: None, reason };
    let window = home(offering(none)).window(1280.0, 1100.0);
    assert!(has(&window, "Hip bridge: the plan has no easier level. Do half of the sets."), "{:#?}", said(&window));
    assert!(!said(&window).iter().any(|text| text.starts_with("Change to level")));
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
        let window = home(of_day(state)).window(1280.0, 900.0);
        assert!(has(&window, text), "{text}: {:#?}", said(&window));
    }
    let german = Scene { locale: Some("de_DE.UTF-8".into()), ..home(due(12.5)) };
    let window = german.window(1280.0, 900.0);
    assert!(has(&window, "2 Sätze, je 20 s gehalten · bisher 12.5 von 40 s"), "{:#?}", said(&window));
}
