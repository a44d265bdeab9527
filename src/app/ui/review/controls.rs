//! Playing, stepping and jumping: buttons and keys.

use eframe::egui::{Color32, EventFilter, Key, Modifiers, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{TOOL, go, triangle};
use crate::app::review::{Move, ReviewState, Speed, Way};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{faint, focus_ring};
use crate::app::ui::theme::{BUTTON_ROUNDING, SMALL, strong};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, pressed};

/// What a key asks for; none while something is typed, but for Esc.
pub(super) fn keys(ui: &Ui) -> Option<Action> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    // Arrows step through frames and do not move the keyboard from button to button.
    ui.memory_mut(|memory| {
        if let Some(id) = memory.focused() {
            let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            memory.set_focus_lock_filter(id, filter);
        }
    });
    if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::R)) {
        return Some(go(Move::Rep(Way::Back)));
    }
    let moves = [
        (Key::Space, Move::Toggle),
        (Key::ArrowLeft, Move::Frame(Way::Back)),
        (Key::ArrowRight, Move::Frame(Way::On)),
        (Key::P, Move::Fault(Way::Back)),
        (Key::N, Move::Fault(Way::On)),
        (Key::R, Move::Rep(Way::On)),
        (Key::L, Move::Loop),
        (Key::S, Move::Slow),
        (Key::Home, Move::Begin),
        (Key::End, Move::End),
    ];
    let asked = moves.into_iter().find(|(key, _)| pressed(ui, *key)).map(|(_, to)| go(to));
    asked.or_else(|| pressed(ui, Key::Escape).then_some(Action::Home))
}

/// What a tool shows.
enum Face<'a> {
    Icon(Icon),
    /// A way, and what it leads to.
    Jump(Way, Icon),
    Text(&'a str),
}

struct Tool<'a> {
    name: &'a str,
    key: &'a str,
    face: Face<'a>,
    to: Move,
    is_on: bool,
}

/// Where everything has room in one row.
const ROW: f32 = 10.0 * (WIDTH + GAP);
const WIDTH: f32 = 50.0;
const GAP: f32 = 5.0;

/// Height of the controls in so much room.
pub(super) fn height(ui: &Ui) -> f32 {
    let n_rows = if ui.available_width() < ROW { 2.0 } else { 1.0 };
    n_rows * (TOOL + GAP)
}

pub(super) fn controls_ui(ui: &mut Ui, context: Context<'_>, shown: &ReviewState) -> Option<Action> {
    let words = &context.words.review;
    let player = &shown.player;
    let speed = match player.speed() {
        Speed::Whole => "1×",
        Speed::Half => "½×",
        Speed::Quarter => "¼×",
    };
    let (play, face) = if player.is_playing() { (&words.pause, Icon::Pause) } else { (&words.play, Icon::Play) };
    let plain = |name, key, face, to| Tool { name, key, face, to, is_on: false };
    let tools = [
        Tool { is_on: true, ..plain(play, &context.words.app.space, Face::Icon(face), Move::Toggle) },
        plain(&words.frame_back, "←", Face::Jump(Way::Back, Icon::Dash), Move::Frame(Way::Back)),
        plain(&words.frame_on, "→", Face::Jump(Way::On, Icon::Dash), Move::Frame(Way::On)),
        plain(&words.fault_back, "P", Face::Jump(Way::Back, Icon::Warning), Move::Fault(Way::Back)),
        plain(&words.fault_on, "N", Face::Jump(Way::On, Icon::Warning), Move::Fault(Way::On)),
        plain(&words.rep_back, "Shift+R", Face::Jump(Way::Back, Icon::Up), Move::Rep(Way::Back)),
        plain(&words.rep_on, "R", Face::Jump(Way::On, Icon::Up), Move::Rep(Way::On)),
        Tool { is_on: player.looped().is_some(), ..plain(&words.looped, "L", Face::Icon(Icon::Repeat), Move::Loop) },
        Tool { is_on: player.speed() != Speed::Whole, ..plain(&words.slow, "S", Face::Text(speed), Move::Slow) },
    ];
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        for tool in &tools {
            if tool_ui(ui, context, tool) {
                asked = Some(go(tool.to));
            }
        }
        let end = shown.opened().map_or(0.0, |opened| opened.film.span().1);
        faint(
            ui,
            &format!("{} / {}", context.words.clock(player.at().secs()), context.words.clock(end)),
            &context.theme,
        );
    });
    asked
}

fn tool_ui(ui: &mut Ui, context: Context<'_>, tool: &Tool<'_>) -> bool {
    let theme = context.theme;
    let (area, response) = ui.allocate_exact_size(vec2(WIDTH, TOOL), Sense::click());
    response.widget_info(|| match tool.to {
        Move::Loop => WidgetInfo::selected(Role::Button, true, tool.is_on, tool.name),
        _ => WidgetInfo::labeled(Role::Button, true, tool.name),
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let is_main = tool.is_on && tool.to == Move::Toggle;
    let (fill_colour, ink) = match (is_main, response.hovered()) {
        (true, false) => (theme.accent, theme.on_accent),
        (true, true) => (theme.accent_hovered, theme.on_accent),
        (false, false) => (theme.control, theme.text),
        (false, true) => (theme.control_hovered, theme.text),
    };
    ui.painter().rect_filled(area, BUTTON_ROUNDING, fill_colour);
    if tool.is_on && !is_main {
        ui.painter().rect_stroke(area, BUTTON_ROUNDING, (2.0, theme.accent), StrokeKind::Inside);
    }
    focus_ring(ui, area, &response, &theme);
    face_ui(ui, area, &tool.face, ink);
    let is_clicked = response.clicked();
    response.on_hover_text(fill(&context.words.review.tool_said, &[("name", tool.name), ("key", tool.key)]));
    is_clicked
}

fn face_ui(ui: &Ui, area: Rect, face: &Face<'_>, ink: Color32) {
    let centre = area.center();
    match face {
        Face::Icon(icon) => icon.paint(ui.painter(), centre, 19.0, ink),
        Face::Text(text) => {
            let middle = eframe::egui::Align2::CENTER_CENTER;
            ui.painter().text(centre, middle, text, strong(SMALL + 2.0), ink);
        }
        Face::Jump(way, icon) => {
            let (is_back, aside) = match way {
                Way::Back => (true, -9.0),
                Way::On => (false, 9.0),
            };
            if *icon == Icon::Dash {
                // One frame: a bar where it stops.
                let bar = Rect::from_center_size(pos2(centre.x + aside * 0.9, centre.y), vec2(3.0, 16.0));
                ui.painter().rect_filled(bar, 1.0, ink);
                return triangle(ui, pos2(centre.x - aside * 0.2, centre.y), 16.0, is_back, ink);
            }
            icon.paint(ui.painter(), pos2(centre.x - aside, centre.y), 15.0, ink);
            triangle(ui, pos2(centre.x + aside, centre.y), 13.0, is_back, ink);
        }
    }
}
