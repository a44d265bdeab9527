//! The camera and what was done before.

use eframe::egui::{Frame, Sense, Ui, Vec2, pos2, vec2};

use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, faint, focus_ring, heading, label, marked};
use crate::app::ui::theme::{BODY, BUTTON_HEIGHT, BUTTON_ROUNDING, CARD_MARGIN, ROUNDING, SMALL, plain, strong};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};
use crate::io::recording::Session;

/// So many past sessions are listed.
const MOST_LISTED: usize = 8;

/// What to do where there is no camera.
pub(in crate::app::ui) fn no_camera_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
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
pub(in crate::app::ui) fn cameras_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
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

/// The last sessions of the profile in use.
pub(super) fn recent_ui(ui: &mut Ui, context: Context<'_>, wants_weeks: &mut bool) -> Option<Action> {
    let Context { view, words, theme } = context;
    card(ui, &theme, |ui| {
        heading(ui, &words.home.recent, &theme);
        if view.sessions.is_empty() {
            faint(ui, &words.home.recent_none, &theme);
        }
        let asked = view.sessions.iter().take(MOST_LISTED).filter(|session| session_ui(ui, session, context)).last();
        let n = view.sessions.len();
        let all = fill(&words.sessions.open, &[("n", &n.to_string())]);
        let opens = MOST_LISTED < n && Button::new(Kind::Other, Icon::Dash, &all).show(ui, &theme);
        // The newest session leads to the course of its exercise.
        let newest = view.sessions.iter().find(|session| 0 < session.n_reps);
        let weeks = newest.filter(|session| {
            let named = [("exercise", words.exercise_name(&session.exercise))];
            Button::new(Kind::Other, Icon::Up, &fill(&words.home.weeks, &named)).show(ui, &theme)
        });
        *wants_weeks |= weeks.is_some();
        asked
            .or(weeks)
            .map(|session| Action::OpenSession(session.folder.clone()))
            .or_else(|| opens.then_some(Action::OpenSessions))
    })
}

/// Text of a row.
struct Row {
    exercise: String,
    /// Date, pain, repetitions.
    more: String,
    /// The score, or that it was stopped.
    outcome: String,
    /// All of it, as a screen reader says it.
    name: String,
}

impl Row {
    fn of(session: &Session, context: Context<'_>) -> Self {
        let words = context.words;
        let exercise = words.exercise_name(&session.exercise).to_owned();
        let reps = fill(&words.home.recent_reps, &[("n", &session.n_reps.to_string())]);
        let pain = words.pain_said(session.pain_before, session.pain_after);
        let scored = words.outcome((session.n_reps, session.goal), session.score);
        // Pain counts more than any score.
        let outcome = if session.stop.is_some() { words.pain.stopped_word.clone() } else { scored.clone() };
        let told = session.stop.map_or(scored, |reason| words.stopped(reason));
        let began = words.day(&session.began);
        let more = format!("{began}, {pain}, {reps}");
        let reps = format!("{reps}, {pain}");
        let named = [("exercise", &*exercise), ("began", &began), ("reps", &reps), ("score", &told)];
        let name = fill(&words.home.recent_open, &named);
        Self { exercise, more, outcome, name }
    }
}

/// One row; whether it was pressed.
pub(in crate::app::ui) fn session_ui(ui: &mut Ui, session: &Session, context: Context<'_>) -> bool {
    const PAD: Vec2 = vec2(14.0, 8.0);
    let (theme, row) = (context.theme, Row::of(session, context));
    let ink = if session.stop.is_some() { theme.bad } else { theme.text };
    let outcome = ui.painter().layout_no_wrap(row.outcome, strong(BODY), ink);
    let width = ui.available_width();
    // Nothing of it is cut off: where there is little room, the row is higher.
    let room = (width - 2.0 * PAD.x - outcome.size().x - 12.0).max(80.0);
    let exercise = ui.painter().layout(row.exercise, strong(BODY), theme.text, room);
    let more = ui.painter().layout(row.more, plain(SMALL), theme.faint_text, room);
    let height = exercise.size().y + more.size().y + 4.0 + 2.0 * PAD.y;
    let (area, response) = ui.allocate_exact_size(vec2(width, height.max(ROW)), Sense::click());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &row.name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let fill = if response.hovered() { theme.control_hovered } else { theme.control };
    ui.painter().rect_filled(area, BUTTON_ROUNDING, fill);
    focus_ring(ui, area, &response, &theme);
    let inner = area.shrink2(PAD);
    let below = inner.left_bottom() - vec2(0.0, more.size().y);
    ui.painter().galley(inner.left_top(), exercise, theme.text);
    ui.painter().galley(below, more, theme.faint_text);
    let at = pos2(inner.right() - outcome.size().x, inner.center().y - outcome.size().y / 2.0);
    ui.painter().galley(at, outcome, ink);
    response.clicked()
}

const ROW: f32 = BUTTON_HEIGHT + 12.0;
