//! Why a repetition was scored so: reading and error, limit, source, cost; and what the person says to that.

use eframe::egui::{Label, RichText, Ui};

use super::{Seen, overlooked};
use crate::app::review::Ask;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, faint, heading, marked};
use crate::app::ui::result::rep::reading;
use crate::app::ui::theme::{BODY, strong};
use crate::app::ui::words::{fill, sentence};
use crate::app::ui::{Action, Context};
use crate::core::report::{Finding, Rep};
use crate::io::recording::Remark;

pub(super) fn why_ui(
    ui: &mut Ui,
    context: Context<'_>,
    seen: Seen<'_>,
    (k, rep): (usize, &Rep),
    is_adding: &mut bool,
) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let remarks = &seen.shown.remarks;
    let (n, mut asked) = ((k + 1).to_string(), None);
    let score = rep.score.map_or_else(
        || words.result.rep_none.clone(),
        |score| fill(&words.result.rep_score, &[("n", &format!("{score:.0}"))]),
    );
    heading(ui, &fill(&words.review.why, &[("n", &n), ("score", &score)]), &theme);
    let begins = context.words.clock(rep.start_s);
    let number = format!("{:.0}", rep.confidence * 100.0);
    faint(ui, &fill(&words.review.confidence, &[("n", &number), ("time", &begins)]), &theme);
    let no_rep = Remark::NotARepetition { rep: k, start_s: rep.start_s };
    if remarks.is_no_rep(rep.start_s) {
        marked(ui, (Icon::Person, theme.accent), &words.review.no_rep_said, &theme);
    }
    if rep.findings.is_empty() && rep.score.is_some() {
        marked(ui, (Icon::Check, theme.good), &words.result.rep_fine, &theme);
    }
    for finding in &rep.findings {
        let remark = Remark::Disagrees { rep: Some(k), fault: finding.fault.clone() };
        let marking = seen.opened.is_of_its_day().then(|| (remarks.has(&remark), remark));
        asked = finding_ui(ui, context, (&rep.exercise, finding), marking).or(asked);
    }
    for missing in &rep.not_judged {
        let what = words.fault_name(&rep.exercise, &missing.fault);
        let why = format!("{}: {what}. {}", words.result.not_judged, sentence(&words.say(&missing.why)));
        marked(ui, (Icon::Question, theme.faint_text), &why, &theme);
    }
    if !seen.opened.is_of_its_day() {
        return asked;
    }
    asked = overlooked::overlooked_ui(ui, context, seen, (k, rep), is_adding).or(asked);
    let is_marked = remarks.is_no_rep(rep.start_s);
    let text = if is_marked { &words.review.is_rep } else { &words.review.no_rep };
    if Button::new(Kind::Other, if is_marked { Icon::Repeat } else { Icon::Cross }, text).show(ui, &theme) {
        asked = Some(Action::Review(Ask::Mark(no_rep)));
    }
    asked
}

fn finding_ui(
    ui: &mut Ui,
    context: Context<'_>,
    (exercise, finding): (&str, &Finding),
    marking: Option<(bool, Remark)>,
) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let is_marked = marking.as_ref().is_some_and(|(is_marked, _)| *is_marked);
    let name = words.fault_name(exercise, &finding.fault);
    let cost = fill(&words.review.cost, &[("n", &format!("{:.0}", finding.cost))]);
    ui.horizontal_top(|ui| {
        let (area, _) = ui.allocate_exact_size(eframe::egui::Vec2::splat(20.0), eframe::egui::Sense::hover());
        let colour = theme.of_severity(finding.severity as f32);
        Icon::Warning.paint(ui.painter(), area.center(), 17.0, colour);
        let text = RichText::new(format!("{name}: {cost}")).font(strong(BODY)).color(theme.text);
        ui.add(Label::new(if is_marked { text.strikethrough() } else { text }).wrap());
    });
    faint(ui, &reading(words, finding), &theme);
    faint(
        ui,
        &fill(&words.result.source, &[("source", words.source(exercise, &finding.fault, &finding.source))]),
        &theme,
    );
    faint(ui, &sentence(words.cue(exercise, &finding.fault, &finding.cue)), &theme);
    if is_marked {
        marked(ui, (Icon::Person, theme.accent), &words.review.disagree_said, &theme);
    }
    let (_, remark) = marking?;
    let text = if is_marked { &words.review.agree } else { &words.review.disagree };
    let said = format!("{text}: {name}");
    let button = Button::new(Kind::Other, if is_marked { Icon::Repeat } else { Icon::Cross }, text).named(&said);
    button.show(ui, &theme).then_some(Action::Review(Ask::Mark(remark)))
}
