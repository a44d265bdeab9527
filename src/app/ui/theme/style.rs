//! The theme as egui wants it.

use std::sync::Arc;

use eframe::egui::style::WidgetVisuals;
use eframe::egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, Stroke, Style, TextStyle, Theme as Base,
    vec2,
};

use super::{
    BODY, BUTTON_HEIGHT, BUTTON_ROUNDING, FOCUS_WIDTH, GAP, HEADING, ROUNDING, SMALL, STRONG, Theme, plain, strong,
};

// Parts of `DejaVu Sans Condensed`: Latin letters and a few signs. Licence: `assets/LICENSE-DejaVu.txt`.
const PLAIN_FACE: &[u8] = include_bytes!("../../../../assets/DejaVuSansCondensed.subset.ttf");
const STRONG_FACE: &[u8] = include_bytes!("../../../../assets/DejaVuSansCondensed-Bold.subset.ttf");

/// Makes all that egui draws look like this, from the next widget on.
pub(crate) fn apply(ctx: &Context, theme: &Theme) {
    let base = if theme.is_dark { Base::Dark } else { Base::Light };
    ctx.set_theme(base);
    ctx.set_style_of(base, style(theme, base));
    ctx.set_fonts(fonts());
    // Ctrl with +, − and 0 changes the settings.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces = [("plain", PLAIN_FACE), (STRONG, STRONG_FACE)];
    fonts.font_data.extend(faces.map(|(name, face)| (name.to_owned(), Arc::new(FontData::from_static(face)))));
    let others = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, family) in [("plain", FontFamily::Proportional), (STRONG, FontFamily::Name(STRONG.into()))] {
        let names = std::iter::once(name.to_owned()).chain(others.iter().cloned());
        fonts.families.insert(family, names.collect());
    }
    fonts
}

fn style(theme: &Theme, base: Base) -> Style {
    let mut style = base.default_style();
    let sizes = [
        (TextStyle::Small, plain(SMALL)),
        (TextStyle::Body, plain(BODY)),
        (TextStyle::Button, plain(BODY)),
        (TextStyle::Heading, strong(HEADING)),
    ];
    style.text_styles.extend(sizes);
    style.spacing.item_spacing = vec2(GAP, GAP * 0.75);
    style.spacing.button_padding = vec2(16.0, 8.0);
    style.spacing.interact_size = vec2(BUTTON_HEIGHT, BUTTON_HEIGHT);
    style.animation_time = 0.0;
    style.interaction.selectable_labels = false;
    let visuals = &mut style.visuals;
    visuals.panel_fill = theme.ground;
    visuals.window_fill = theme.card;
    visuals.window_corner_radius = CornerRadius::same(ROUNDING);
    visuals.extreme_bg_color = theme.ground;
    visuals.faint_bg_color = theme.control;
    visuals.weak_text_color = Some(theme.faint_text);
    visuals.hyperlink_color = theme.accent;
    visuals.selection.bg_fill = theme.accent;
    visuals.selection.stroke = Stroke::new(1.0, theme.on_accent);
    let focus = Stroke::new(FOCUS_WIDTH, theme.focus);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive = widget(theme, theme.card, theme.border());
    widgets.inactive = widget(theme, theme.control, theme.border());
    widgets.hovered = widget(theme, theme.control_hovered, theme.border());
    widgets.open = widgets.hovered;
    // egui shows what has the keyboard as what is pressed.
    widgets.active = widget(theme, theme.control_hovered, focus);
    style
}

fn widget(theme: &Theme, fill: Color32, border: Stroke) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: border,
        corner_radius: CornerRadius::same(BUTTON_ROUNDING),
        fg_stroke: Stroke::new(1.5, theme.text),
        expansion: 0.0,
    }
}
