//! What screens are made of: buttons, cards, text, places with a name for screen readers.

use eframe::egui::accesskit::Live;
use eframe::egui::{
    Align, Color32, Frame, Label, Layout, Rect, Response, RichText, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::icons::Icon;
use super::theme::{
    BIG_BUTTON_HEIGHT, BODY, BUTTON_HEIGHT, BUTTON_ROUNDING, CARD_MARGIN, FOCUS_WIDTH, HEADING, ROUNDING, SMALL, TITLE,
    Theme, plain, strong,
};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The one thing to do.
    Main,
    /// Something else.
    Other,
    /// The button that must be found at once.
    Alarm,
    /// One of several, and whether it is the one.
    Choice(bool),
    /// On or off by itself.
    Toggle(bool),
}

/// A button.
#[derive(Debug, Clone, Copy)]
pub(super) struct Button<'a> {
    pub(super) icon: Option<Icon>,
    pub(super) text: &'a str,
    /// What a screen reader says, where the text alone is not enough.
    pub(super) name: Option<&'a str>,
    /// The key that does the same.
    pub(super) key: Option<&'a str>,
    pub(super) kind: Kind,
    pub(super) is_enabled: bool,
    /// As wide as there is room.
    pub(super) is_wide: bool,
    /// To be hit from the floor.
    pub(super) is_big: bool,
}

impl<'a> Button<'a> {
    pub(super) const fn new(kind: Kind, icon: Icon, text: &'a str) -> Self {
        let (name, key) = (None, None);
        Self { icon: Some(icon), text, name, key, kind, is_enabled: true, is_wide: false, is_big: false }
    }

    pub(super) const fn choice(is_chosen: bool, text: &'a str) -> Self {
        let (icon, name, key) = (None, None, None);
        Self { icon, text, name, key, kind: Kind::Choice(is_chosen), is_enabled: true, is_wide: false, is_big: false }
    }

    pub(super) const fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    pub(super) const fn named(self, name: &'a str) -> Self {
        Self { name: Some(name), ..self }
    }

    pub(super) const fn wide(self) -> Self {
        Self { is_wide: true, ..self }
    }

    pub(super) const fn enabled(self, is_enabled: bool) -> Self {
        Self { is_enabled, ..self }
    }

    /// Returns its width where there is room.
    pub(super) fn width(self, ui: &Ui) -> f32 {
        let letters = if self.is_big { HEADING } else { BODY };
        let wide = |text: &str, font| ui.painter().layout_no_wrap(text.into(), font, Color32::PLACEHOLDER).size().x;
        let icon = self.shown_icon().map_or(0.0, |_| ICON + 9.0);
        let key = self.key.map_or(0.0, |key| wide(key, plain(SMALL)) + 22.0);
        wide(self.text, strong(letters)) + icon + key + 2.0 * PAD.x
    }

    /// Shows it; whether it was pressed.
    pub(super) fn show(self, ui: &mut Ui, theme: &Theme) -> bool {
        let (letters, least_height) = if self.is_big { (HEADING, BIG_BUTTON_HEIGHT) } else { (BODY, BUTTON_HEIGHT) };
        let icon_room = self.shown_icon().map_or(0.0, |_| ICON + 9.0);
        let key = self.key.map(|key| ui.painter().layout_no_wrap(key.into(), plain(SMALL), Color32::PLACEHOLDER));
        let key_room = key.as_ref().map_or(0.0, |key| key.size().x + 22.0);
        let room = (ui.available_width() - 2.0 * PAD.x - icon_room - key_room).max(40.0);
        let text = ui.painter().layout(self.text.into(), strong(letters), Color32::PLACEHOLDER, room);
        let natural = text.size().x + icon_room + key_room;
        let width = if self.is_wide { ui.available_width() } else { natural + 2.0 * PAD.x };
        let size = vec2(width, least_height.max(text.size().y + 2.0 * PAD.y));
        let sense = if self.is_enabled { Sense::click() } else { Sense::hover() };
        let (area, response) = ui.allocate_exact_size(size, sense);
        response.widget_info(|| self.info());
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        let ink = self.paint_ground(ui, area, &response, theme);
        let slack = if self.is_wide { (area.width() - 2.0 * PAD.x - natural).max(0.0) / 2.0 } else { 0.0 };
        let mut left = area.left() + PAD.x + slack;
        if let Some(icon) = self.shown_icon() {
            icon.paint(ui.painter(), pos2(left + ICON / 2.0, area.center().y), ICON, ink);
            left += icon_room;
        }
        let below = text.size().x;
        ui.painter().galley(pos2(left, area.center().y - text.size().y / 2.0), text, ink);
        if let Some(key) = key {
            let at = pos2(left + below + 14.0, area.center().y - key.size().y / 2.0);
            let plate = Rect::from_min_size(at, key.size()).expand2(vec2(6.0, 3.0));
            ui.painter().rect_stroke(plate, 5.0, (1.0, ink.gamma_multiply(0.55)), StrokeKind::Inside);
            ui.painter().galley(at, key, ink.gamma_multiply(0.85));
        }
        response.clicked()
    }

    /// What is chosen has a check mark: colour is not the only sign.
    fn shown_icon(&self) -> Option<Icon> {
        if self.is_on() { Some(Icon::Check) } else { self.icon }
    }

    fn is_on(&self) -> bool {
        matches!(self.kind, Kind::Choice(true) | Kind::Toggle(true))
    }

    fn info(&self) -> WidgetInfo {
        let name = self.name.unwrap_or(self.text);
        match self.kind {
            Kind::Choice(is_chosen) => WidgetInfo::selected(Role::RadioButton, self.is_enabled, is_chosen, name),
            Kind::Toggle(is_on) => WidgetInfo::selected(Role::CheckBox, self.is_enabled, is_on, name),
            _ => WidgetInfo::labeled(Role::Button, self.is_enabled, name),
        }
    }

    fn paint_ground(&self, ui: &Ui, area: Rect, response: &Response, theme: &Theme) -> Color32 {
        let is_hot = self.is_enabled && (response.hovered() || response.is_pointer_button_down_on());
        let (fill, ink) = match (self.kind, is_hot) {
            _ if !self.is_enabled => (theme.control, theme.faint_text),
            (Kind::Main, false) => (theme.accent, theme.on_accent),
            (Kind::Main, true) => (theme.accent_hovered, theme.on_accent),
            (_, false) => (theme.control, theme.text),
            (_, true) => (theme.control_hovered, theme.text),
        };
        ui.painter().rect_filled(area, BUTTON_ROUNDING, fill);
        if self.is_on() {
            ui.painter().rect_stroke(area, BUTTON_ROUNDING, (2.0, theme.accent), StrokeKind::Inside);
        } else if self.kind == Kind::Alarm {
            ui.painter().rect_stroke(area, BUTTON_ROUNDING, (2.0, theme.bad), StrokeKind::Inside);
        }
        focus_ring(ui, area, response, theme);
        ink
    }
}

const ICON: f32 = 17.0;
/// Around what a button holds.
const PAD: Vec2 = vec2(16.0, 9.0);

/// Around what the keyboard is at.
pub(super) fn focus_ring(ui: &Ui, area: Rect, response: &Response, theme: &Theme) {
    if response.has_focus() {
        ui.painter().rect_stroke(area, BUTTON_ROUNDING, (FOCUS_WIDTH, theme.focus), StrokeKind::Inside);
    }
}

/// What belongs together.
pub(super) fn card<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.card).stroke(theme.border()).corner_radius(ROUNDING).inner_margin(CARD_MARGIN);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui)
    });
    shown.inner
}

pub(super) fn title(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.add(Label::new(RichText::new(text).font(strong(TITLE)).color(theme.text)).wrap());
}

/// The title of a page; in a low window, where its contents need the room, a smaller one.
pub(super) fn page_title(ui: &mut Ui, text: &str, theme: &Theme) {
    let is_low = ui.ctx().content_rect().height() < LOW;
    if is_low { heading(ui, text, theme) } else { title(ui, text, theme) }
}

/// A window lower than this is low.
pub(super) const LOW: f32 = 320.0;

pub(super) fn heading(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.add(Label::new(RichText::new(text).font(strong(HEADING)).color(theme.text)).wrap());
}

/// The name of a part of a card.
pub(super) fn label(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.add(Label::new(RichText::new(text).font(strong(SMALL)).color(theme.text)).wrap());
}

pub(super) fn body(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.add(Label::new(RichText::new(text).font(plain(BODY)).color(theme.text)).wrap());
}

pub(super) fn faint(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.add(Label::new(RichText::new(text).font(plain(SMALL)).color(theme.faint_text)).wrap());
}

/// A sentence with an icon before it.
pub(super) fn marked(ui: &mut Ui, icon: (Icon, Color32), text: &str, theme: &Theme) {
    ui.horizontal_top(|ui| {
        let (area, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
        icon.0.paint(ui.painter(), area.center(), ICON, icon.1);
        body(ui, text, theme);
    });
}

/// Says what is painted in `area` to a screen reader; where it is `live`, as soon as it changes.
pub(super) fn spoken(ui: &Ui, area: Rect, salt: &str, text: &str, is_live: bool) {
    let response = ui.interact(area, ui.scope_id().with(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if is_live {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    }
}

/// Puts contents in rows of as many as have room for `least` points each; a row that is not full is as wide.
pub(super) fn grid(ui: &mut Ui, n: usize, least: f32, mut contents: impl FnMut(&mut Ui, usize)) {
    let per_row = ((ui.available_width() / least) as usize).clamp(1, MOST_A_ROW);
    for row in (0..n).step_by(per_row) {
        ui.columns(per_row, |columns| {
            for (k, ui) in (row..n).zip(columns) {
                ui.with_layout(Layout::top_down(Align::Min), |ui| contents(ui, k));
            }
        });
    }
}

/// No more cards are side by side: each would be narrower than its button.
const MOST_A_ROW: usize = 4;

/// Puts contents side by side where there is room for `least` points each, else one below the other.
pub(super) fn columns(ui: &mut Ui, n: usize, least: f32, mut contents: impl FnMut(&mut Ui, usize)) {
    if ui.available_width() < least * n as f32 {
        return (0..n).for_each(|k| contents(ui, k));
    }
    // egui's own columns stretch lines of text to their width.
    ui.columns(n, |columns| {
        for (k, ui) in columns.iter_mut().enumerate() {
            ui.with_layout(Layout::top_down(Align::Min), |ui| contents(ui, k));
        }
    });
}
