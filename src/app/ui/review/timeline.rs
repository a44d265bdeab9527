//! What happened when, below the picture: click or drag to go there, hover to be told what it is.

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{Seen, go};
use crate::app::review::{Move, Span, What};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::focus_ring;
use crate::app::ui::theme::{ON_PLATE, SMALL, Theme, strong};
use crate::app::ui::words::{fill, sentence};
use crate::app::ui::{Action, Context};
use crate::core::time::Timestamp;

/// Repetitions, faults, and what was not seen: a lane for each.
const LANES: [f32; 3] = [26.0, 22.0, 10.0];
pub(super) const HEIGHT: f32 = LANES[0] + LANES[1] + LANES[2] + 14.0;
/// Whatever is short can still be seen and hit.
const LEAST_WIDTH: f32 = 7.0;
/// Above and below the lanes.
const PAD: f32 = 5.0;

/// Where instants are.
struct Line {
    area: Rect,
    from: f64,
    secs: f64,
}

impl Line {
    fn x(&self, secs: f64) -> f32 {
        self.area.left() + ((secs - self.from) / self.secs) as f32 * self.area.width()
    }

    fn secs(&self, x: f32) -> f64 {
        self.from + f64::from((x - self.area.left()) / self.area.width()) * self.secs
    }

    /// Where a span is drawn; findings of one repetition, `n_findings` of them, lie below one another.
    fn place(&self, span: &Span, n_findings: usize) -> Rect {
        let (lane, inset) = match span.what {
            What::Rep(_) => (0, 0.0),
            What::Hold(_) => (0, 18.0),
            What::Fault { .. } => (1, 0.0),
            What::Gap | What::Partial(_) | What::NotCounted(_) => (2, 0.0),
        };
        let tops = [0.0, LANES[0] + 2.0, LANES[0] + LANES[1] + 4.0];
        let (top, height) = (tops.get(lane).copied().unwrap_or(0.0), LANES.get(lane).copied().unwrap_or(0.0));
        let (left, right) = (self.x(span.from_secs), self.x(span.to_secs));
        let right = right.max(left + LEAST_WIDTH);
        let top = self.area.top() + PAD + top;
        if let What::Fault { finding, .. } = span.what {
            let row = height / n_findings.max(1) as f32;
            return Rect::from_min_size(pos2(left, top + row * finding as f32), vec2(right - left, row - 1.0));
        }
        Rect::from_min_max(pos2(left, top + inset), pos2(right, top + height))
    }
}

pub(super) fn timeline_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) -> Option<Action> {
    let theme = context.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click_and_drag());
    let (from, to) = seen.opened.film.span();
    let line = Line { area: area.shrink2(vec2(6.0, 0.0)), from, secs: (to - from).max(0.1) };
    let now = seen.shown.player.at().secs();
    let name = fill(
        &context.words.review.timeline_said,
        &[("time", &context.words.clock(now)), ("end", &context.words.clock(to))],
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, &name));
    ui.painter().rect_filled(area, 6.0, theme.card);
    focus_ring(ui, area, &response, &theme);
    let pointer = response.interact_pointer_pos();
    let mut hit = None;
    for (k, span) in seen.opened.film.spans.iter().enumerate() {
        let place = line.place(span, n_findings(seen, span));
        let is_marked = is_marked(seen, span);
        paint(ui, place, span, &theme, is_marked);
        let said = said(context, seen, span);
        let spoken = ui.interact(place, ui.scope_id().with(("span", k)), Sense::hover());
        spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        spoken.on_hover_text(said);
        if pointer.is_some_and(|at| place.contains(at)) && !matches!(span.what, What::Gap) {
            hit = Some(span.from_secs);
        }
    }
    for (at, text) in seen.shown.remarks.notes() {
        let centre = pos2(line.x(at), area.bottom() - 6.0);
        Icon::Dot.paint(ui.painter(), centre, 9.0, theme.accent);
        let place = Rect::from_center_size(centre, vec2(14.0, 12.0));
        ui.interact(place, ui.scope_id().with(("note", at.to_bits())), Sense::hover()).on_hover_text(text);
    }
    let x = line.x(now);
    ui.painter().vline(x, area.y_range(), Stroke::new(2.5, theme.text));
    let at = pointer.map(|at| line.secs(at.x).clamp(from, to.max(from)));
    let to = if response.clicked() { hit.or(at) } else { at.filter(|_| response.dragged()) };
    to.map(|secs| go(Move::To(Timestamp::from_secs(secs))))
}

fn paint(ui: &Ui, place: Rect, span: &Span, theme: &Theme, is_marked: bool) {
    let painter = ui.painter();
    match span.what {
        What::Rep(k) => {
            let fill = if is_marked { Color32::TRANSPARENT } else { theme.control_hovered };
            painter.rect_filled(place, 4.0, fill);
            painter.rect_stroke(place, 4.0, theme.border(), StrokeKind::Inside);
            let number = (k + 1).to_string();
            let top = pos2(place.center().x, place.top() + 9.0);
            painter.text(top, Align2::CENTER_CENTER, number, strong(SMALL - 1.0), theme.text);
            if is_marked {
                painter.hline(place.x_range(), place.center().y, Stroke::new(2.0, theme.text));
            }
        }
        What::Hold(_) => {
            painter.rect_filled(place, 2.0, theme.accent);
        }
        What::Fault { severity, .. } => {
            painter.rect_filled(place, 3.0, theme.of_severity(severity as f32).gamma_multiply(0.9));
            let size = (place.height() - 5.0).min(place.width().max(8.0));
            let ink = if theme.is_dark { theme.ground } else { ON_PLATE };
            Icon::Warning.paint(painter, pos2(place.left() + size * 0.5 + 2.0, place.center().y), size, ink);
            if is_marked {
                painter.hline(place.x_range(), place.center().y, Stroke::new(2.0, theme.text));
            }
        }
        What::Gap => hatch(ui, place, theme.faint_text),
        What::Partial(_) => {
            painter.rect_stroke(place, 2.0, (1.5, theme.faint_text), StrokeKind::Inside);
        }
        What::NotCounted(_) => cross(ui, place, theme.faint_text),
    }
}

/// Nothing counted: a frame that is crossed out.
fn cross(ui: &Ui, place: Rect, ink: Color32) {
    let painter = ui.painter();
    painter.rect_stroke(place, 2.0, (1.5, ink), StrokeKind::Inside);
    painter.line_segment([place.left_top(), place.right_bottom()], (1.5, ink));
    painter.line_segment([place.left_bottom(), place.right_top()], (1.5, ink));
}

/// Nothing was seen: lines across.
fn hatch(ui: &Ui, place: Rect, ink: Color32) {
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    let mut x = place.left();
    while x < place.right() + place.height() {
        painter.line_segment([pos2(x, place.top()), pos2(x - place.height(), place.bottom())], Stroke::new(1.5, ink));
        x += 6.0;
    }
}

/// How many findings there are beside the one that it shows.
fn n_findings(seen: Seen<'_>, span: &Span) -> usize {
    let judgement = &seen.opened.film.report.judgement;
    match span.what {
        What::Fault { rep: Some(k), .. } => judgement.reps.get(k).map_or(0, |rep| rep.findings.len()),
        What::Fault { rep: None, .. } => judgement.findings.len(),
        What::Rep(_) | What::Hold(_) | What::Gap | What::Partial(_) | What::NotCounted(_) => 0,
    }
}

/// Whether the person says otherwise.
fn is_marked(seen: Seen<'_>, span: &Span) -> bool {
    let judgement = &seen.opened.film.report.judgement;
    let remarks = &seen.shown.remarks;
    match span.what {
        What::Rep(k) | What::Hold(k) => judgement.reps.get(k).is_some_and(|rep| remarks.is_no_rep(rep.start_s)),
        What::Fault { rep, .. } => span.finding(judgement).is_some_and(|finding| {
            let fault = finding.fault.clone();
            remarks.has(&crate::io::recording::Remark::Disagrees { rep, fault })
        }),
        What::Gap | What::Partial(_) | What::NotCounted(_) => false,
    }
}

/// What it is, in words.
fn said(context: Context<'_>, seen: Seen<'_>, span: &Span) -> String {
    let words = &context.words.review;
    let judgement = &seen.opened.film.report.judgement;
    let number = |k: usize| (k + 1).to_string();
    let what = match span.what {
        What::Rep(k) => fill(&context.words.result.rep_title, &[("n", &number(k))]),
        What::Hold(k) => fill(&words.hold_of, &[("n", &number(k))]),
        What::Fault { rep, .. } => {
            let exercise =
                rep.and_then(|k| judgement.reps.get(k)).map_or(seen.opened.film.exercise.id, |rep| &rep.exercise);
            let name = span.finding(judgement).map(|it| context.words.fault_name(exercise, &it.fault));
            name.unwrap_or_default()
        }
        What::Gap => words.gap.clone(),
        What::Partial(k) => {
            let why = judgement.partial_reps.get(k).map(|part| context.words.say(&part.why));
            format!("{}: {}", words.partial, sentence(&why.unwrap_or_default()))
        }
        What::NotCounted(k) => {
            let why = judgement.not_counted.get(k).map(|other| context.words.say(&other.why));
            fill(&context.words.result.not_counted, &[("what", &why.unwrap_or_default())])
        }
    };
    let values = [
        ("what", what.as_str()),
        ("from", &context.words.clock(span.from_secs)),
        ("to", &context.words.clock(span.to_secs)),
    ];
    fill(&words.span_said, &values)
}
