//! All repetitions over one another, from their beginning; the best and the worst stand out.

use eframe::egui::Ui;
use egui_plot::LineStyle;

use super::plot::{Ink, Spec, legend_ui, line, plot_ui};
use super::{Seen, clock};
use crate::app::review::Aligned;
use crate::app::ui::Context;
use crate::app::ui::parts::{faint, label};
use crate::app::ui::words::fill;

/// How the other repetitions show.
const FAINT: f32 = 0.45;

pub(super) fn overlaid_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, selected: Option<usize>) {
    let (words, theme) = (&context.words.review, context.theme);
    let film = &seen.opened.film;
    label(ui, &words.overlaid, &theme);
    if film.aligned.is_empty() {
        return faint(ui, &words.overlaid_none, &theme);
    }
    let (best, worst) = film.best_and_worst().unzip();
    let entries = [
        (fill(&words.best, &[("n", &number(best))]), best_ink(context), best),
        (fill(&words.worst, &[("n", &number(worst))]), worst_ink(context), worst),
        (fill(&words.selected, &[("n", &number(selected))]), selected_ink(context), selected),
    ];
    let legend: Vec<(&str, Ink)> =
        entries.iter().filter(|entry| entry.2.is_some()).map(|(name, ink, _)| (name.as_str(), *ink)).collect();
    legend_ui(ui, context, &legend);
    let longest = film.aligned.iter().map(|rep| rep.secs).fold(0.0, f64::max);
    let spec = Spec { id: "overlaid", name: &words.overlaid, x: (0.0, longest), y: None, now: None, x_said: clock };
    let ink = |rep: &Aligned| match Some(rep.rep) {
        k if k == selected => (2, selected_ink(context)),
        k if k == best => (1, best_ink(context)),
        k if k == worst => (1, worst_ink(context)),
        _ => (0, Ink { width: 1.2, ..Ink::solid(theme.faint_text.gamma_multiply(FAINT)) }),
    };
    let mut all: Vec<(u8, Ink, &Aligned)> = film
        .aligned
        .iter()
        .map(|rep| {
            let (layer, ink) = ink(rep);
            (layer, ink, rep)
        })
        .collect();
    all.sort_by_key(|(layer, ..)| *layer);
    plot_ui(ui, context, spec, |plot| {
        for (_, ink, rep) in &all {
            let name = fill(&context.words.result.rep_title, &[("n", &number(Some(rep.rep)))]);
            for run in rep.runs() {
                line(plot, run, &name, *ink);
            }
        }
    });
}

fn number(k: Option<usize>) -> String {
    k.map_or_else(String::new, |k| (k + 1).to_string())
}

fn best_ink(context: Context<'_>) -> Ink {
    Ink { width: 2.4, ..Ink::solid(context.theme.good) }
}

fn worst_ink(context: Context<'_>) -> Ink {
    Ink { width: 2.4, style: LineStyle::Dashed { length: 8.0 }, ..Ink::solid(context.theme.bad) }
}

fn selected_ink(context: Context<'_>) -> Ink {
    Ink { width: 2.8, ..Ink::solid(context.theme.accent) }
}
