//! A page that scrolls, with a bar below that stays: what leads on and back.

use eframe::egui::{Key, Ui, UiBuilder, vec2};

use super::home::page;
use super::icons::Icon;
use super::parts::{Button, Kind, LOW};
use super::theme::{BUTTON_HEIGHT, GAP, MARGIN};
use super::{Action, Context, pressed};

const NARROW: f32 = 400.0;

/// Shows both; Esc and the bar's last button lead home.
pub(super) fn with_bar(
    ui: &mut Ui,
    context: Context<'_>,
    main: impl FnOnce(&mut Ui) -> Option<Action>,
    contents: impl FnOnce(&mut Ui) -> Option<Action>,
) -> Option<Action> {
    let key = pressed(ui, Key::Escape).then_some(Action::Home);
    let gap = if ui.max_rect().height() < LOW { GAP / 2.0 } else { GAP };
    let (above, bar) = ui.max_rect().split_top_bottom_at_y(ui.max_rect().bottom() - BUTTON_HEIGHT - 2.0 * gap);
    let asked = ui.scope_builder(UiBuilder::new().max_rect(above), |ui| page(ui, contents)).inner;
    let led = ui.scope_builder(UiBuilder::new().max_rect(bar), |ui| bar_ui(ui, context, main)).inner;
    key.or(asked).or(led)
}

fn bar_ui(ui: &mut Ui, context: Context<'_>, main: impl FnOnce(&mut Ui) -> Option<Action>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0.0, theme.card);
    ui.painter().hline(area.x_range(), area.top(), theme.border());
    let is_narrow = area.width() < NARROW;
    let side = if is_narrow { GAP } else { MARGIN };
    let row = UiBuilder::new().max_rect(area.shrink2(vec2(side, (area.height() - BUTTON_HEIGHT) / 2.0)));
    let home = Button::new(Kind::Other, Icon::Home, &words.app.home);
    // Where there is little room, the key is not named.
    let home = if is_narrow { home } else { home.key(&words.app.esc) };
    let shown = ui.scope_builder(row, |ui| {
        ui.horizontal(|ui| {
            let asked = main(ui);
            let is_home = home.show(ui, &theme);
            asked.or_else(|| is_home.then_some(Action::Home))
        })
    });
    shown.inner.inner
}
