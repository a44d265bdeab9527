use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::super::{Launch, Places, Swaps};
use super::*;
use crate::app::ui::{Action, StopToday};
use crate::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST};
use crate::core::judge::Judge;
use crate::core::judge::made::clean_bridge;
use crate::core::plan::ItemKey;
use crate::core::plan::WorkSide;
use crate::core::plan::play::{Felt, Mark, Standing};
use crate::core::pose::Stream;
use crate::core::report::{ModelReport, Report};
use crate::core::safety::StopReason;
use crate::io::recording::{Aftermath, Answers, Keep, Settings, keep_plan, keep_session};

const PLAN: &str = r#"
    format = 1
    title = "Every day"
    every_days = 1
    flare_up = "Rest."
    stop_when = "It hurts."
    [[items]]
    exercise = "hip_bridge"
    sets = 1
    repetitions = 5
    rest_secs = 60
    [[items]]
    exercise = "knee_to_chest"
    sets = 1
    hold_secs = 20
"#;

struct Desk {
    data: tempfile::TempDir,
    context: egui::Context,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { data: tempfile::tempdir().unwrap(), context: egui::Context::default() };
        keep_plan(desk.data.path(), "Me", PLAN).unwrap();
        desk
    }

    /// The program as it starts, with the plan of today at hand.
    fn app(&self) -> App {
        let launch = Launch {
            write_report: |_, _, _| Err("".into()),
            options: None,
            review: None,
            is_hands_free: false,
            is_kept: true,
            is_led: false,
            transcript: None,
            places: Places::in_folder(self.data.path()),
            cancelled: Arc::new(AtomicBool::new(false)),
            swaps: Arc::new(Swaps::new(now())),
        };
        let settings = Settings::default().with_answers(Answers { yes: Vec::new(), has_asked: false });
        let mut app = App::new(launch, settings, None, &self.context, Arc::default());
        until(&mut app, |app| app.known.plan.is_some());
        app
    }

    /// A set of five bridges is judged and kept, as the coach does it; the app hears of its end.
    fn set(&self, app: &mut App, pain_before: u8) -> PathBuf {
        app.flow.begin(Some(pain_before), &app.settings, None).expect("nothing speaks against it");
        let mut judgement = Judge::new(&HIP_BRIDGE, Stream { width: 640, height: 360 }).finish();
        judgement.reps = vec![clean_bridge(); 5];
        let model = ModelReport { name: String::new(), sha256: String::new() };
        let report = Report::of(String::new(), judgement, None, String::new(), model);
        let base = self.data.path().join("sittings");
        let keep = Keep { base, profile: "Me".into(), pain_before: Some(pain_before) };
        let folder = keep_session(&keep, &report).unwrap();
        app.flow.done(true);
        app.folder = Some(folder.clone());
        app.end_set(0.0);
        assert!(app.after_set().is_some_and(|after| !after.is_counted), "the plan does not know it yet");
        app.list();
        until(app, |app| app.after_set().is_some_and(|after| after.is_counted));
        folder
    }

    fn act(&self, app: &mut App, action: Action) {
        app.act(action, &self.context);
    }

    /// So many seconds pass.
    fn pass(&self, app: &mut App, secs: u64) {
        app.playing.since -= Duration::from_secs(secs);
        app.tick_plan(&self.context);
    }
}

/// Takes over what the worker has found until something is true.
fn until(app: &mut App, is_it: impl Fn(&App) -> bool) {
    let begun = now();
    while !is_it(app) {
        assert!(now().duration_since(begun) < Duration::from_mins(1), "never");
        app.hear();
        std::thread::yield_now();
    }
}

fn key(exercise: &str) -> ItemKey {
    ItemKey { exercise: exercise.into(), side: WorkSide::Both }
}

fn begin(exercise: &str) -> Action {
    Action::Plan(PlanAsk::Begin(key(exercise)))
}

fn pain(rating: u8) -> Action {
    Action::Tell(Aftermath { pain_after: Some(rating), new_symptoms: Vec::new() })
}

#[test]
fn a_set_leads_on_by_itself_after_the_rest_once_the_pain_is_told() {
    let (desk, knees) = (Desk::new(), Search::One(&KNEE_TO_CHEST));
    let mut app = desk.app();
    desk.act(&mut app, begin("hip_bridge"));
    assert_eq!((app.flow.screen(), app.flow.wanted()), (Screen::Before, Some(Search::One(&HIP_BRIDGE))));
    assert_eq!(app.goal().and_then(|goal| goal.reps), Some(5), "the goal of the dose");
    desk.set(&mut app, 2);
    desk.pass(&mut app, 200);
    assert_eq!(app.flow.screen(), Screen::Result, "the question about pain is not taken away");
    desk.act(&mut app, pain(2));
    desk.pass(&mut app, 14);
    assert_eq!(app.flow.screen(), Screen::Result, "time to name what is new");
    desk.pass(&mut app, 2);
    assert_eq!((app.flow.screen(), app.search), (Screen::Live, knees), "the pain was told just now");
    assert!(app.live.is_some() && app.after_set().is_none());
    app.flow.done(true);
    assert_eq!(app.flow.told().and_then(|told| told.before), Some(2), "it is the pain before this set");
}

#[test]
fn a_press_leads_on_at_once_and_asks_for_pain_that_was_not_told() {
    let desk = Desk::new();
    for (told, screen) in [(None, Screen::Before), (Some(2), Screen::Live)] {
        let mut app = desk.app();
        desk.act(&mut app, begin("hip_bridge"));
        desk.set(&mut app, 2);
        if let Some(rating) = told {
            desk.act(&mut app, pain(rating));
        }
        desk.act(&mut app, begin("knee_to_chest"));
        assert_eq!(app.flow.screen(), screen, "{told:?}");
    }
}

#[test]
fn pain_that_was_told_long_ago_is_asked_again_after_a_press() {
    let desk = Desk::new();
    let mut app = desk.app();
    desk.act(&mut app, begin("hip_bridge"));
    desk.set(&mut app, 2);
    desk.act(&mut app, pain(2));
    app.playing.since -= Duration::from_mins(30);
    desk.act(&mut app, begin("knee_to_chest"));
    assert_eq!(app.flow.screen(), Screen::Before);
}

#[test]
fn after_a_stop_neither_time_nor_a_press_leads_on() {
    let desk = Desk::new();
    let mut app = desk.app();
    desk.act(&mut app, begin("hip_bridge"));
    desk.set(&mut app, 2);
    desk.act(&mut app, pain(5));
    desk.pass(&mut app, 200);
    assert_eq!(app.flow.screen(), Screen::Result);
    desk.act(&mut app, begin("knee_to_chest"));
    assert_eq!((app.flow.screen(), app.flow.wanted()), (Screen::Result, None));
    desk.act(&mut app, Action::Home);
    until(&mut app, |app| app.stop_today().is_some());
    desk.act(&mut app, begin("knee_to_chest"));
    assert_eq!((app.flow.screen(), app.flow.wanted()), (Screen::Home, None), "nor from Home");
}

#[test]
fn a_starting_plan_is_chosen_in_the_language_of_the_window_and_a_file_is_taken_over() {
    let desk = Desk::new();
    let mut app = desk.app();
    app.settings.language = Some("de".into());
    desk.act(&mut app, Action::Plan(PlanAsk::Choose(0)));
    until(&mut app, |app| app.known.plan.as_ref().is_some_and(|plan| plan.title == "Erste Schritte"));
    let file = desk.data.path().join("from a therapist.toml");
    std::fs::write(&file, PLAN).unwrap();
    desk.act(&mut app, Action::Plan(PlanAsk::Take(file.clone())));
    until(&mut app, |app| app.known.plan.as_ref().is_some_and(|plan| plan.title == "Every day"));
    std::fs::write(&file, "no plan").unwrap();
    desk.act(&mut app, Action::Plan(PlanAsk::Take(file)));
    until(&mut app, |app| app.known.trouble.is_some());
    assert!(app.known.plan.is_some_and(|plan| plan.title == "Every day"), "what is no plan replaces none");
}

#[test]
fn a_stop_of_a_set_that_could_not_be_kept_is_known_for_the_day() {
    let desk = Desk::new();
    let mut app = desk.app();
    app.flow.wish(Search::One(&HIP_BRIDGE), &app.settings);
    app.flow.begin(Some(2), &app.settings, None).expect("nothing speaks against it");
    app.flow.done(true);
    assert_eq!((app.folder.as_ref(), app.stop_today()), (None, None));
    desk.act(&mut app, pain(7));
    assert_eq!(app.stop_today(), Some(StopToday::Session(StopReason::StrongPain)));
    desk.act(&mut app, pain(3));
    assert_eq!(app.stop_today(), None, "taken back");
    desk.act(&mut app, pain(7));
    desk.act(&mut app, Action::Home);
    assert_eq!(app.stop_today(), Some(StopToday::Session(StopReason::StrongPain)));
    drop(app);
    let (kept, _) = Settings::load(&Places::in_folder(desk.data.path()).settings).unwrap();
    assert!(kept.not_today(&crate::io::recording::today()).is_some(), "in another process, too");
}

#[test]
fn an_exercise_that_is_left_out_for_the_person_does_not_come_by_itself() {
    let desk = Desk::new();
    let mut app = desk.app();
    app.settings = app.settings.with_answers(Answers { yes: vec!["osteoporosis".into()], has_asked: true });
    desk.act(&mut app, begin("hip_bridge"));
    desk.set(&mut app, 2);
    desk.act(&mut app, pain(2));
    desk.pass(&mut app, 200);
    assert_eq!(app.flow.screen(), Screen::Result, "knee-to-chest is left out with osteoporosis");
    desk.act(&mut app, Action::Plan(PlanAsk::Mark(key("knee_to_chest"), Some(Mark::LeftOut))));
    until(&mut app, |app| app.known.plan.as_ref().is_some_and(|plan| plan.next().is_none()));
}

#[test]
fn what_was_done_decided_and_answered_is_there_again_in_another_process() {
    let desk = Desk::new();
    let mut app = desk.app();
    desk.act(&mut app, begin("hip_bridge"));
    let folder = desk.set(&mut app, 1);
    desk.act(&mut app, Action::Plan(PlanAsk::Felt(Felt::TooEasy)));
    until(&mut app, |app| app.after_set().is_some_and(|after| after.felt == Some(Felt::TooEasy)));
    desk.act(&mut app, Action::Plan(PlanAsk::Mark(key("knee_to_chest"), Some(Mark::WithoutCamera))));
    until(&mut app, |app| app.known.plan.as_ref().is_some_and(|plan| plan.next().is_none()));
    // As a kill leaves it: nothing is said to the first one.
    let again = desk.app();
    let plan = again.known.plan.as_ref().unwrap();
    let shown: Vec<_> = plan.items().iter().map(|item| (item.standing, item.felt.clone())).collect();
    assert_eq!(shown, [(Standing::Done, vec![Felt::TooEasy]), (Standing::WithoutCamera, vec![])]);
    assert_eq!(plan.notes.felt_after(&folder.file_name().unwrap().to_string_lossy()), Some(Felt::TooEasy));
    assert_eq!(again.after_set(), None, "it goes on from Home");
}

#[test]
fn activities_are_rated_and_a_reminder_that_cannot_be_set_is_said() {
    let desk = Desk::new();
    let plan = PLAN.replacen("flare_up", "activities = [\"Put on socks\"]\nflare_up", 1);
    keep_plan(desk.data.path(), "Me", &plan).unwrap();
    let mut app = desk.app();
    let rated = |app: &App| app.known.plan.as_ref().map(|plan| plan.activities[0].today);
    assert_eq!(rated(&app), Some(None));
    desk.act(&mut app, Action::Plan(PlanAsk::Rate("Put on socks".into(), Some(6))));
    until(&mut app, |app| rated(app) == Some(Some(6)));
    desk.act(&mut app, Action::Plan(PlanAsk::Rate("Put on socks".into(), None)));
    until(&mut app, |app| rated(app) == Some(None));
    // No systemd looks for units in the data folder.
    desk.act(&mut app, Action::Plan(PlanAsk::Remind(crate::io::recording::TimeOfDay::new(18, 0))));
    until(&mut app, |app| app.known.trouble.is_some());
    assert_eq!(app.known.plan.as_ref().and_then(|plan| plan.reminder), None);
}

#[test]
fn an_exercise_that_is_chosen_by_itself_is_no_set_of_the_plan() {
    let desk = Desk::new();
    let mut app = desk.app();
    desk.act(&mut app, begin("hip_bridge"));
    desk.act(&mut app, Action::Home);
    desk.act(&mut app, Action::Start(Search::One(&HIP_BRIDGE)));
    assert_eq!(app.goal(), None);
    app.flow.begin(None, &app.settings, None).unwrap();
    app.flow.done(true);
    app.end_set(0.0);
    assert_eq!(app.after_set(), None);
}
