//! «It hurts» keeps its words when everything is large and the screen is small.

use eframe::egui::Rect;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use formcheck::app::live::{LiveStage, RecorderStatus};
use formcheck::core::exercises::PELVIC_TILT;

use crate::scene::{Scene, picture, said};

/// Sizes of people's screens, in px.
const SCREENS: [(f32, f32); 2] = [(1280.0, 800.0), (1366.0, 768.0)];
/// Text sizes, in %.
const SIZES: [u8; 7] = [100, 125, 150, 175, 200, 225, 250];
/// A button with an icon alone is 58 points wide, one with the words of any language more than this.
const WITH_WORDS: f32 = 90.0;

fn place(window: &Harness<'static, Scene>, name: &str) -> Rect {
    window.get_by_label(name).rect()
}

#[test]
fn it_hurts_is_the_last_to_lose_its_words_at_any_size_of_text_in_any_language() {
    let mut n_icons = 0;
    for (language, hurts, stop, sound) in
        [("en", "It hurts", "Finish", "Mute"), ("de", "Es tut weh", "Fertig", "Stumm schalten")]
    {
        for ((width, height), percent) in SCREENS.into_iter().flat_map(|screen| SIZES.map(|size| (screen, size))) {
            let scale = f32::from(percent) / 100.0;
            for has_video in [false, true] {
                let mut scene = Scene::live(LiveStage::Running, picture("tilt_steady_man", &PELVIC_TILT, 20.0));
                scene.settings.language = Some(language.into());
                scene.may_sleep = true;
                scene.settings.has_details = true;
                scene.shown.as_mut().unwrap().recorder =
                    RecorderStatus { has_video, is_recording: has_video, trouble: None };
                let (width, height) = (width / scale, height / scale);
                let window = scene.window(width, height);
                let at = format!("{language}, {width} × {height}, {percent} %, video {has_video}");
                let button = place(&window, hurts);
                assert!(WITH_WORDS < button.width() && button.right() <= width, "{at}: {button:?}");
                let is_icon = |name: &str| place(&window, name).width() < WITH_WORDS;
                n_icons += usize::from(is_icon(sound));
                assert!(!is_icon("Pause") || is_icon(stop), "{at}: the main button goes after the end");
                let is_technical = said(&window).iter().any(|text| text.contains("onnxruntime"));
                assert!(!is_technical || !is_icon(sound), "{at}: technical details have room, and a button has not");
            }
        }
    }
    assert!(0 < n_icons, "nothing was ever short of room");
}
