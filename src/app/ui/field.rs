//! A line of text to type.

use eframe::egui::{Response, TextEdit, Ui, vec2};

use super::theme::{BODY, BUTTON_HEIGHT, plain};

/// A field at most so wide, in points, for at most so many characters. `name` stands in it while it is empty, and is what
/// a screen reader calls it.
pub(super) fn field_ui(ui: &mut Ui, typed: &mut String, name: &str, (width, most): (f32, usize)) -> Response {
    let field = TextEdit::singleline(typed).hint_text(name).char_limit(most).font(plain(BODY)).margin(vec2(12.0, 12.0));
    let width = width.min(ui.available_width());
    let response = ui.add(field.desired_width(width).min_size(vec2(0.0, BUTTON_HEIGHT)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}
