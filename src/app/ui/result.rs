//! What is said of a session when it is over: score, repetitions, what to work on, what could not be judged.

mod bars;
mod keep;
mod next;
pub(super) mod notes;
pub(super) mod rep;
mod told;
mod work;

use eframe::egui::{Align2, Color32, Rect, Sense, Stroke, Ui, vec2};

use super::alert::{alert_ui, stop_ui};
use super::bar::with_bar;
use super::icons::{Icon, arc, round_line};
use super::parts::{Button, Kind, body, card, columns, faint, heading, spoken, title};
use super::theme::{GAP, Theme, plain, strong};
use super::words::{Words, fill, sentence};
use super::{Action, Context, Memory, Told};
use crate::core::report::{Judgement, Rep, Report};
use crate::core::safety::StopReason;

const LEAST_HALF: f32 = 420.0;

pub(super) fn result_ui(
    ui: &mut Ui,
    context: Context<'_>,
    report: Option<&Report>,
    memory: &mut Memory,
) -> Option<Action> {
    let Context { view, words, theme } = context;
    let stop = view.told.and_then(Told::stop);
    let is_past = view.told.is_some_and(|told| told.is_past);
    let main = |ui: &mut Ui| {
        let led = match next::offered_item(context) {
            Some(item) => next::bar_ui(ui, context, item),
            None if stop.is_none() => {
                let again = Button::new(Kind::Main, Icon::Repeat, &words.result.again);
                again.show(ui, &theme).then_some(Action::Again)
            }
            None => None,
        };
        let review =
            view.folder.filter(|_| Button::new(Kind::Other, Icon::Play, &words.result.look_back).show(ui, &theme));
        led.or_else(|| review.map(|folder| Action::OpenSession(folder.into())))
    };
    let asked = with_bar(ui, context, main, |ui| {
        if is_past {
            then_ui(ui, context, stop);
        } else {
            stop_ui(ui, context, stop);
        }
        let told = view.told.and_then(|told| told::told_ui(ui, context, told));
        let next = next::next_ui(ui, context);
        let asked = told.or(next);
        if let Some(report) = report {
            report_ui(ui, context, report, memory);
        }
        let kept = view.folder.and_then(|folder| keep::keep_ui(ui, context, folder, memory));
        asked.or(kept)
    });
    // A press that was to end the set must not take the question about pain away.
    let is_unasked = !is_past && view.told.is_some() && memory.is_new(view.now);
    asked.filter(|asked| !is_unasked || matches!(asked, Action::Tell(_)))
}

/// Shows that a session of the past was stopped.
fn then_ui(ui: &mut Ui, context: Context<'_>, stop: Option<StopReason>) {
    match stop {
        Some(reason) => alert_ui(ui, context, &context.words.stopped_then(reason)),
        None => ui.skip_ahead_auto_ids(1),
    }
}

fn report_ui(ui: &mut Ui, context: Context<'_>, report: &Report, memory: &mut Memory) {
    let is_overruled = context.view.told.and_then(Told::stop).is_some();
    let context = if is_overruled { greyed(context) } else { context };
    let theme = context.theme;
    let about = |ui: &mut Ui| {
        // Nobody is to work on anything in pain, or without a score.
        if !is_overruled && (report.judgement.score.is_some() || work::is_any(report)) {
            card(ui, &theme, |ui| work::work_ui(ui, context, report));
        }
        card(ui, &theme, |ui| notes::notes_ui(ui, context, report));
    };
    let mut reps = |ui: &mut Ui| {
        card(ui, &theme, |ui| {
            let mut selected = memory.selected_rep.unwrap_or_else(|| worst(&report.judgement));
            if bars::bars_ui(ui, context, &report.judgement, &mut selected) {
                memory.selected_rep = Some(selected);
            }
            rep::rep_ui(ui, context, &report.judgement, selected);
        });
    };
    let has_reps = !report.judgement.reps.is_empty();
    // The repetitions are beside the score where there is room, or the first page shows none of them.
    if has_reps && 2.0 * LEAST_HALF <= ui.available_width() {
        columns(ui, 2, LEAST_HALF, |ui, k| {
            if k == 1 {
                return reps(ui);
            }
            card(ui, &theme, |ui| score_ui(ui, context, report));
            about(ui);
        });
    } else {
        card(ui, &theme, |ui| score_ui(ui, context, report));
        if has_reps {
            reps(ui);
        }
        about(ui);
    }
    if context.view.settings.has_details {
        faint(ui, &made_by(context.words, report), &theme);
    }
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
        match judgement.goal_missed() {
            Some(goal) => goal_ring(ui, area, (judgement.reps.len(), goal), context),
            None => score_ring(ui, area, judgement.score, context),
        }
        ui.add_space(GAP);
        ui.vertical(|ui| {
            let name = if judgement.exercise == crate::core::judge::AUTO {
                words.live.any_exercise.as_str()
            } else {
                words.exercise_name(&judgement.exercise)
            };
            title(ui, &sentence(name), &theme);
            body(ui, &words.counted_of(judgement), &theme);
            if is_overruled {
                faint(ui, &words.pain.counts_more, &theme);
            }
            if let (Some(score), Some(_)) = (judgement.score, judgement.goal_missed()) {
                faint(ui, &fill(&words.result.seen_scores, &[("n", &format!("{score:.0}"))]), &theme);
            }
            // In pain nobody is told what to do for a score.
            if is_overruled && judgement.score.is_none() {
                heading(ui, &words.result.no_score, &theme);
            } else if let Some(refusal) = &judgement.refusal {
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
pub(super) const fn greyed(context: Context<'_>) -> Context<'_> {
    let grey = context.theme.faint_text;
    Context { theme: Theme { text: grey, good: grey, slight: grey, bad: grey, ..context.theme }, ..context }
}

fn score_ring(ui: &Ui, area: Rect, score: Option<f64>, context: Context<'_>) {
    let Context { words, theme, .. } = context;
    let Some(score) = score else {
        let (centre, width) = (area.center(), area.width());
        ui.painter().circle_stroke(centre, width * RADIUS, Stroke::new(width * STROKE, theme.control));
        Icon::Question.paint(ui.painter(), centre, width * 0.34, theme.faint_text);
        spoken(ui, area, "score", &words.result.no_score, false);
        return;
    };
    let number = format!("{score:.0}");
    ring(ui, area, (score / 100.0, colour_of(&theme, score)), (&number, &words.result.of_hundred), theme);
    spoken(ui, area, "score", &fill(&words.result.score_said, &[("n", &number)]), false);
}

/// Of a set that was not done to its end: how far it came, which is no score.
fn goal_ring(ui: &Ui, area: Rect, (n, goal): (usize, usize), context: Context<'_>) {
    let Context { words, theme, .. } = context;
    let colour = if theme.good == theme.faint_text { theme.faint_text } else { theme.accent };
    let [n_said, goal_said] = [n.to_string(), goal.to_string()];
    let below = fill(&words.live.of_goal, &[("n", &goal_said)]);
    ring(ui, area, (n as f64 / goal.max(1) as f64, colour), (&n_said, &below), theme);
    let said = fill(&words.live.count_goal_said, &[("n", &n_said), ("goal", &goal_said)]);
    spoken(ui, area, "score", &said, false);
}

/// Of the area's width.
const RADIUS: f32 = 0.42;
const STROKE: f32 = 0.085;

fn ring(ui: &Ui, area: Rect, (share, colour): (f64, Color32), (number, below): (&str, &str), theme: Theme) {
    let (centre, width) = (area.center(), area.width());
    let (radius, stroke) = (width * RADIUS, width * STROKE);
    ui.painter().circle_stroke(centre, radius, Stroke::new(stroke, theme.control));
    if 0.0 < share {
        let to = 360.0_f32.mul_add(share as f32, -90.0);
        round_line(ui.painter(), &arc(centre, radius, -90.0, to), stroke, colour);
    }
    let (big, small) = (strong(width * 0.3), plain((width * 0.1).max(11.0)));
    ui.painter().text(centre - vec2(0.0, width * 0.05), Align2::CENTER_CENTER, number, big, theme.text);
    let place = centre + vec2(0.0, width * 0.17);
    ui.painter().text(place, Align2::CENTER_CENTER, below, small, theme.faint_text);
}

/// Of a score: as of the worst that one fault can be.
pub(super) fn colour_of(theme: &Theme, score: f64) -> Color32 {
    theme.of_severity(((FINE_SCORE - score) / FINE_SCORE) as f32)
}

/// From here on a repetition is drawn as a good one.
const FINE_SCORE: f64 = 85.0;
