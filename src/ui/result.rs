//! What is said of a sitting when it is over: score, repetitions, what to work on, what could not be judged.

mod bars;
pub(super) mod notes;
pub(super) mod rep;
mod told;
mod work;

use eframe::egui::{Align2, Rect, Sense, Stroke, Ui, vec2};

use super::alert::stop_ui;
use super::bar::with_bar;
use super::icons::{Icon, arc, round_line};
use super::parts::{Button, Kind, body, card, columns, faint, heading, spoken, title};
use super::theme::{GAP, Theme, plain, strong};
use super::words::{Words, fill, sentence};
use super::{Action, Context, Memory, Told};
use crate::report::{Judgement, Rep, Report};

const LEAST_HALF: f32 = 420.0;

pub(super) fn result_ui(
    ui: &mut Ui,
    context: Context<'_>,
    report: Option<&Report>,
    memory: &mut Memory,
) -> Option<Action> {
    let Context { view, words, theme } = context;
    let stop = view.told.and_then(Told::stop);
    let main = |ui: &mut Ui| {
        let is_offered = stop.is_none();
        let again = is_offered && Button::new(Kind::Main, Icon::Repeat, &words.result.again).show(ui, &theme);
        let review =
            view.folder.filter(|_| Button::new(Kind::Other, Icon::Play, &words.result.look_back).show(ui, &theme));
        again.then_some(Action::Again).or_else(|| review.map(|folder| Action::OpenSitting(folder.into())))
    };
    with_bar(ui, context, main, |ui| {
        stop_ui(ui, context, stop);
        let asked = view.told.and_then(|told| told::told_ui(ui, context, told));
        if let Some(report) = report {
            report_ui(ui, context, report, memory);
        }
        asked
    })
}

fn report_ui(ui: &mut Ui, context: Context<'_>, report: &Report, memory: &mut Memory) {
    let is_overruled = context.view.told.and_then(Told::stop).is_some();
    let context = if is_overruled { greyed(context) } else { context };
    let theme = context.theme;
    card(ui, &theme, |ui| score_ui(ui, context, report));
    columns(ui, 2, LEAST_HALF, |ui, k| {
        if k == 1 {
            // Nobody is to work on anything in pain.
            if !is_overruled {
                card(ui, &theme, |ui| work::work_ui(ui, context, report));
            }
            card(ui, &theme, |ui| notes::notes_ui(ui, context, report));
        } else if !report.judgement.reps.is_empty() {
            card(ui, &theme, |ui| {
                let mut selected = memory.selected_rep.unwrap_or_else(|| worst(&report.judgement));
                if bars::bars_ui(ui, context, &report.judgement, &mut selected) {
                    memory.selected_rep = Some(selected);
                }
                rep::rep_ui(ui, context, &report.judgement, selected);
            });
        }
    });
    faint(ui, &made_by(context.words, report), &theme);
    faint(ui, &context.words.app.purpose, &theme);
}

/// Index of the repetition that there is most to say of.
fn worst(judgement: &Judgement) -> usize {
    let cost = |rep: &Rep| rep.findings.iter().map(|finding| finding.cost).sum::<f64>();
    let costs = judgement.reps.iter().map(cost).enumerate();
    costs.fold((0, 0.0), |worst, (k, cost)| if worst.1 < cost { (k, cost) } else { worst }).0
}

fn made_by(words: &Words, report: &Report) -> String {
    let rules = report.rules_version.to_string();
    let named = [("model", report.model.name.as_str()), ("backend", &report.backend), ("rules", &rules)];
    fill(&words.result.made_by, &named)
}

/// The score, or honestly none. Where pain says to stop, small and without a colour.
pub(super) fn score_ui(ui: &mut Ui, context: Context<'_>, report: &Report) {
    let Context { words, theme, .. } = context;
    let judgement = &report.judgement;
    let is_overruled = context.view.told.and_then(Told::stop).is_some();
    ui.horizontal_top(|ui| {
        let size = match ui.available_width() {
            _ if is_overruled => 72.0,
            width if width < 420.0 => 96.0,
            _ => 148.0,
        };
        let (area, _) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
        score_ring(ui, area, judgement.score, context);
        ui.add_space(GAP);
        ui.vertical(|ui| {
            let name = if judgement.exercise == crate::session::AUTO {
                words.live.any_exercise.as_str()
            } else {
                words.exercise_name(&judgement.exercise)
            };
            title(ui, &sentence(name), &theme);
            body(ui, &words.counted(judgement.reps.len()), &theme);
            if is_overruled {
                faint(ui, &words.pain.counts_more, &theme);
            }
            if let Some(refusal) = &judgement.refusal {
                heading(ui, &words.result.no_score, &theme);
                body(ui, &words.refused(refusal), &theme);
            } else if judgement.score.is_none() {
                heading(ui, &words.result.no_score, &theme);
                body(ui, &words.result.no_score_text, &theme);
            }
        });
    });
}

/// Without colours of good and bad.
const fn greyed(context: Context<'_>) -> Context<'_> {
    let grey = context.theme.faint_text;
    Context { theme: Theme { text: grey, good: grey, slight: grey, bad: grey, ..context.theme }, ..context }
}

fn score_ring(ui: &Ui, area: Rect, score: Option<f64>, context: Context<'_>) {
    let Context { words, theme, .. } = context;
    let (centre, radius, width) = (area.center(), area.width() * 0.42, area.width() * 0.085);
    ui.painter().circle_stroke(centre, radius, Stroke::new(width, theme.control));
    let Some(score) = score else {
        Icon::Question.paint(ui.painter(), centre, area.width() * 0.34, theme.faint_text);
        spoken(ui, area, "score", &words.result.no_score, false);
        return;
    };
    let to = 3.6_f32.mul_add(score as f32, -90.0);
    if 0.0 < score {
        round_line(ui.painter(), &arc(centre, radius, -90.0, to), width, colour_of(&theme, score));
    }
    let number = format!("{score:.0}");
    let (big, small) = (strong(area.width() * 0.3), plain((area.width() * 0.1).max(11.0)));
    ui.painter().text(centre - vec2(0.0, area.width() * 0.05), Align2::CENTER_CENTER, &number, big, theme.text);
    let below = centre + vec2(0.0, area.width() * 0.17);
    ui.painter().text(below, Align2::CENTER_CENTER, &words.result.of_hundred, small, theme.faint_text);
    spoken(ui, area, "score", &fill(&words.result.score_said, &[("n", &number)]), false);
}

/// Of a score: as of the worst that one fault can be.
pub(super) fn colour_of(theme: &Theme, score: f64) -> eframe::egui::Color32 {
    theme.of_severity(((FINE_SCORE - score) / FINE_SCORE) as f32)
}

/// From here on a repetition is drawn as a good one.
const FINE_SCORE: f64 = 85.0;
