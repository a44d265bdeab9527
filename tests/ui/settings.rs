//! The settings: each changes something, and only that.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use formcheck::app::live::LiveStage;
use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::io::recording::{BeatChoice, Look, Profile, Settings};

use crate::scene::{Scene, has, key, picture, press, report, said};

fn changed(change: impl Fn(&mut Settings)) -> Vec<Action> {
    let mut settings = Scene::of(Screen::Settings).settings;
    change(&mut settings);
    vec![Action::Change(settings)]
}

#[test]
fn every_choice_changes_its_setting() {
    let mut window = Scene::of(Screen::Settings).shown();
    assert_eq!(press(&mut window, "Light"), changed(|settings| settings.look = Look::Light));
    assert_eq!(press(&mut window, "As the system"), changed(|settings| settings.look = Look::System));
    assert_eq!(press(&mut window, "Larger"), changed(|settings| settings.scale = 1.25));
    assert_eq!(press(&mut window, "Smaller"), changed(|settings| settings.scale = 0.75));
    assert_eq!(press(&mut window, "As others see you"), changed(|settings| settings.mirrored = false));
    assert_eq!(press(&mut window, "Keep video"), changed(|settings| settings.has_video = true));
    assert_eq!(press(&mut window, "Deutsch"), changed(|settings| settings.language = Some("de".into())));
    assert_eq!(press(&mut window, "Use camera USB Video"), [Action::ChooseCamera("USB Video".into())]);
    assert_eq!(press(&mut window, "Look again"), [Action::FindCameras]);
    assert_eq!(press(&mut window, "Back"), [Action::Home]);
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
}

#[test]
fn what_is_heard_is_chosen_and_tried() {
    let mut window = Scene::of(Screen::Settings).window(1280.0, 1600.0);
    assert_eq!(press(&mut window, "Sound off"), changed(|settings| settings.sound.is_muted = true));
    assert_eq!(press(&mut window, "Louder"), changed(|settings| settings.sound.volume = 0.8));
    assert_eq!(press(&mut window, "Let me hear it"), [Action::CheckSound]);
    let off = |text: &str| format!("{text}: Off");
    let count = off("Count repetitions and holds aloud");
    assert_eq!(press(&mut window, &count), changed(|settings| settings.sound.counts = false));
    let pace = "Say the pace: up, hold, down: On";
    assert_eq!(press(&mut window, pace), changed(|settings| settings.sound.paces = true));
    let tone = off("Soft tone that rises with the movement");
    assert_eq!(press(&mut window, &tone), changed(|settings| settings.sound.tone = false));
    assert_eq!(press(&mut window, "My own rhythm"), changed(|settings| settings.sound.beat = BeatChoice::Own));
    assert_eq!(press(&mut window, "Every four seconds"), changed(|settings| settings.sound.beat = BeatChoice::Slow));
    window.state_mut().settings.sound.volume = 0.0;
    window.run();
    assert_eq!(press(&mut window, "Quieter"), [], "nothing is quieter than silence");
}

#[test]
fn a_profile_is_added_and_used() {
    let mut window = Scene::of(Screen::Settings).shown();
    let wanted = changed(|settings| {
        settings.profiles.push(Profile { name: "Person 2".into(), ..Profile::default() });
        settings.profile = 1;
    });
    assert_eq!(press(&mut window, "Add profile"), wanted);
}

#[test]
fn a_profile_is_switched_renamed_and_removed_after_a_question() {
    let mut scene = Scene::of(Screen::Settings);
    scene.settings.profiles.push(Profile { name: "Heron".into(), ..Profile::default() });
    let settings = scene.settings.clone();
    let mut window = scene.shown();
    let wanted = Action::Change(Settings { profile: 1, ..settings.clone() });
    assert_eq!(press(&mut window, "Use profile Heron"), [wanted]);
    let field = || window.get_by_role(eframe::egui::Role::TextInput);
    field().focus();
    field().type_text(" too");
    window.run();
    let asked = key(&mut window, Key::Enter);
    let Some(Action::Change(renamed)) = asked.first() else { panic!("{asked:?}") };
    assert!(renamed.profiles[0].name.contains("too") && renamed.profiles[1].name == "Heron", "{renamed:?}");
    assert_eq!(press(&mut window, "Remove profile Me"), []);
    assert!(said(&window).iter().any(|text| text.starts_with("Remove Me from the list?")));
    assert_eq!(press(&mut window, "Keep"), []);
    press(&mut window, "Remove profile Me");
    let wanted = Settings { profiles: vec![Profile { name: "Heron".into(), ..Profile::default() }], ..settings };
    assert_eq!(press(&mut window, "Remove"), [Action::Change(wanted)]);
}

#[test]
fn the_last_profile_stays() {
    let mut window = Scene::of(Screen::Settings).shown();
    assert_eq!(press(&mut window, "Remove profile Me"), []);
    assert_eq!(press(&mut window, "Remove"), [], "unless everything about it goes");
}

#[test]
fn what_is_stored_is_said() {
    let window = Scene::of(Screen::Settings).shown();
    assert!(said(&window).iter().any(|text| text.contains("Everything stays on this computer")));
}

#[test]
fn the_size_changes_by_keys_on_every_screen_and_is_applied() {
    for screen in [Screen::Home, Screen::Settings, Screen::Live, Screen::Result] {
        let mut scene = Scene::of(screen);
        scene.settings.scale = 1.5;
        let settings = scene.settings.clone();
        let mut window = scene.shown();
        assert_eq!(window.ctx.zoom_factor(), 1.5);
        for (key, scale) in [(Key::Plus, 1.75), (Key::Minus, 1.25), (Key::Num0, 1.0)] {
            window.state_mut().asked.clear();
            window.key_press_modifiers(Modifiers::COMMAND, key);
            window.run();
            assert_eq!(window.state().asked, [Action::Change(Settings { scale, ..settings.clone() })], "{screen:?}");
        }
    }
}

#[test]
fn the_language_is_the_chosen_one_else_the_systems() {
    let mut scene = Scene::of(Screen::Home);
    scene.locale = Some("de_CH.UTF-8".into());
    assert!(has(&scene.shown(), "Was möchten Sie üben?"));
    let mut scene = Scene::of(Screen::Home);
    (scene.locale, scene.settings.language) = (Some("de_CH.UTF-8".into()), Some("en".into()));
    assert!(has(&scene.shown(), "What do you want to practise?"));
}

#[test]
fn technical_numbers_are_hidden_until_they_are_asked_for() {
    let mut window = Scene::of(Screen::Settings).shown();
    let mut settings = window.state().settings.clone();
    settings.has_details = true;
    assert_eq!(press(&mut window, "Show technical numbers"), [Action::Change(settings)]);
    for has_details in [false, true] {
        let held = picture("bridge_good_man", &HIP_BRIDGE, 6.0);
        let mut live = Scene::live(LiveStage::Running, held);
        live.settings.has_details = has_details;
        live.may_sleep = true;
        let texts = said(&live.window(1600.0, 900.0)).join("\n");
        assert_eq!(texts.contains("onnxruntime"), has_details);
        assert!(texts.contains("the screen may switch off"), "that is no technical number");
        let mut result = Scene::result(report("bridge_good_man", &HIP_BRIDGE));
        result.settings.has_details = has_details;
        assert_eq!(said(&result.shown()).join("\n").contains("rules"), has_details);
    }
}

#[test]
fn the_place_of_what_is_stored_is_written_and_opens() {
    let mut window = Scene { kept_in: Some("/data/sittings".into()), ..Scene::of(Screen::Settings) }.shown();
    assert!(said(&window).iter().any(|text| text.contains("/data/sittings")));
    assert_eq!(press(&mut window, "Open the folder"), [Action::ShowFolder("/data/sittings".into())]);
}
