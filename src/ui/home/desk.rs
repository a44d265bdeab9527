//! The camera and what was done before.

use eframe::egui::{Frame, Rect, Sense, Ui, pos2, vec2};

use crate::recording::Sitting;
use crate::ui::icons::Icon;
use crate::ui::parts::{Button, Kind, body, card, faint, focus_ring, heading, label, marked};
use crate::ui::theme::{BODY, BUTTON_HEIGHT, BUTTON_ROUNDING, CARD_MARGIN, ROUNDING, SMALL, plain, strong};
use crate::ui::words::fill;
use crate::ui::{Action, Context};

/// So many past sittings are listed.
const MOST_LISTED: usize = 8;

/// What to do where there is no camera.
pub(in crate::ui) fn no_camera_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let frame = Frame::new().fill(theme.card).stroke((2.0, theme.slight)).corner_radius(ROUNDING);
    let shown = frame.inner_margin(CARD_MARGIN).show(ui, |ui| {
        ui.set_width(ui.available_width());
        marked(ui, (Icon::Warning, theme.slight), &words.home.camera_none, &theme);
        body(ui, &words.home.camera_advice, &theme);
        let button = Button::new(Kind::Main, Icon::Repeat, &words.home.camera_again);
        button.show(ui, &theme).then_some(Action::FindCameras)
    });
    shown.inner
}

/// How to set up, and which camera.
pub(super) fn desk_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    card(ui, &theme, |ui| {
        heading(ui, &words.home.place_title, &theme);
        body(ui, &words.home.place_text, &theme);
        ui.add_space(4.0);
        label(ui, &words.home.camera, &theme);
        cameras_ui(ui, context)
    })
}

/// The cameras, of which one is in use.
pub(in crate::ui) fn cameras_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    let mut asked = None;
    let used =
        view.settings.camera.as_ref().filter(|used| view.cameras.contains(used)).or_else(|| view.cameras.first());
    ui.horizontal_wrapped(|ui| {
        for camera in view.cameras {
            let name = fill(&words.home.camera_use, &[("name", camera)]);
            if Button::choice(Some(camera) == used, camera).named(&name).show(ui, &theme) {
                asked = Some(Action::ChooseCamera(camera.clone()));
            }
        }
        if view.cameras.is_empty() {
            faint(ui, &words.home.camera_none, &theme);
        }
        if Button::new(Kind::Other, Icon::Repeat, &words.home.camera_again).show(ui, &theme) {
            asked = Some(Action::FindCameras);
        }
    });
    asked
}

/// The last sittings of the profile in use.
pub(super) fn recent_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    card(ui, &theme, |ui| {
        heading(ui, &words.home.recent, &theme);
        if view.sittings.is_empty() {
            faint(ui, &words.home.recent_none, &theme);
        }
        let asked = view.sittings.iter().take(MOST_LISTED).filter(|sitting| sitting_ui(ui, sitting, context)).last();
        asked.map(|sitting| Action::OpenSitting(sitting.folder.clone()))
    })
}

/// One row; whether it was pressed.
fn sitting_ui(ui: &mut Ui, sitting: &Sitting, context: Context<'_>) -> bool {
    let Context { words, theme, .. } = context;
    let exercise = words.exercise_name(&sitting.exercise);
    let reps = fill(&words.home.recent_reps, &[("n", &sitting.n_reps.to_string())]);
    let score = sitting.score.map_or_else(
        || words.home.recent_no_score.clone(),
        |score| fill(&words.home.recent_score, &[("score", &format!("{score:.0}"))]),
    );
    let named = [("exercise", exercise), ("began", &sitting.began), ("reps", &reps), ("score", &score)];
    let name = fill(&words.home.recent_open, &named);
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let fill = if response.hovered() { theme.control_hovered } else { theme.control };
    ui.painter().rect_filled(area, BUTTON_ROUNDING, fill);
    focus_ring(ui, area, &response, &theme);
    let inner = area.shrink2(vec2(14.0, 8.0));
    let score = ui.painter().layout_no_wrap(score, strong(BODY), theme.text);
    let room = inner.width() - score.size().x - 12.0;
    let left = Rect::from_min_size(inner.min, vec2(room, inner.height()));
    let painter = ui.painter().with_clip_rect(left.intersect(ui.clip_rect()));
    painter.text(left.left_top(), eframe::egui::Align2::LEFT_TOP, exercise, strong(BODY), theme.text);
    let second = format!("{}, {reps}", sitting.began);
    painter.text(left.left_bottom(), eframe::egui::Align2::LEFT_BOTTOM, second, plain(SMALL), theme.faint_text);
    let at = pos2(inner.right() - score.size().x, inner.center().y - score.size().y / 2.0);
    ui.painter().galley(at, score, theme.text);
    response.clicked()
}

const ROW: f32 = BUTTON_HEIGHT + 12.0;
