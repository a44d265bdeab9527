//! The screen for looking back: the picture with what was seen in it, readings over time, and why it was judged so.

mod compare;
mod controls;
mod curves;
mod notes;
mod numbers;
mod overlaid;
mod overlooked;
mod picture;
mod plot;
mod reps;
mod stage;
mod tabs;
mod timeline;
mod trend;
mod versions;
mod why;

use eframe::egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::parts::{Button, Kind, faint, heading};
use super::theme::{BUTTON_HEIGHT, GAP, MARGIN};
use super::words::fill;
use super::{Action, Context, Memory, icons::Icon};
use crate::app::review::{Ask, Move, Opened, ReviewStage, ReviewState};
use crate::core::time::clock;
pub(super) use tabs::Tab;

/// What the screen remembers from one picture to the next.
#[derive(Debug, Default)]
pub(super) struct ReviewMemory {
    tab: Tab,
    note: String,
    /// Whether what was overlooked is chosen.
    is_adding: bool,
    picture: super::PictureTexture,
}

impl ReviewMemory {
    /// Begins with the course over weeks, or with the repetitions.
    pub(super) fn beginning_with(weeks: bool) -> Self {
        Self { tab: if weeks { Tab::Weeks } else { Tab::default() }, ..Self::default() }
    }
}

/// Below this size everything is in one column that scrolls.
const LEAST_WIDE: (f32, f32) = (900.0, 500.0);
/// Share of the window's width for the picture.
const PICTURE_SHARE: f32 = 0.56;
/// A picture in a column is no higher than this share of the window.
const PICTURE_HEIGHT: f32 = 0.62;

/// What is on the screen, once it is open.
#[derive(Debug, Clone, Copy)]
struct Seen<'a> {
    shown: &'a ReviewState,
    opened: &'a Opened,
}

fn go(to: Move) -> Action {
    Action::Review(Ask::Move(to))
}

pub(super) fn review_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let key = controls::keys(ui);
    let asked = match context.view.review {
        None => stage::opening_ui(ui, context, (0, None)),
        Some(shown) => match &shown.stage {
            ReviewStage::Opening(n, of) => stage::opening_ui(ui, context, (*n, *of)),
            ReviewStage::Failed(why) => stage::failed_ui(ui, context, why),
            ReviewStage::Open(opened) => open_ui(ui, context, Seen { shown, opened }, &mut memory.review),
        },
    };
    key.or(asked)
}

fn open_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, memory: &mut ReviewMemory) -> Option<Action> {
    let window = ui.max_rect();
    if window.width() < LEAST_WIDE.0 || window.height() < LEAST_WIDE.1 {
        return narrow_ui(ui, context, seen, memory);
    }
    let room = window.shrink(MARGIN);
    let (left, right) = room.split_left_right_at_x(room.left() + room.width() * PICTURE_SHARE);
    let place = |rect: Rect| UiBuilder::new().max_rect(rect);
    let left = left.with_max_x(left.right() - MARGIN);
    let asked = ui.scope_builder(place(left), |ui| left_ui(ui, context, seen, memory)).inner;
    let beside = ui.scope_builder(place(right), |ui| {
        tabs::tabs_ui(ui, context, &mut memory.tab);
        let scrolled = ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - GAP);
            tabs::tab_ui(ui, context, seen, memory)
        });
        scrolled.inner
    });
    asked.or(beside.inner)
}

/// Head, picture, timeline and controls over the whole height.
fn left_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, memory: &mut ReviewMemory) -> Option<Action> {
    let head = head_ui(ui, context, seen);
    let controls_height = controls::height(ui);
    let room = ui.available_rect_before_wrap();
    let height = room.height() - timeline::HEIGHT - controls_height - 2.0 * GAP;
    let area = Rect::from_min_size(room.min, vec2(room.width(), height.max(80.0)));
    ui.allocate_rect(area, eframe::egui::Sense::hover());
    picture::picture_ui(ui, area, context, seen, memory);
    let on_line = timeline::timeline_ui(ui, context, seen);
    let controls = controls::controls_ui(ui, context, seen.shown);
    head.or(on_line).or(controls)
}

fn narrow_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, memory: &mut ReviewMemory) -> Option<Action> {
    let most = ui.available_height() * PICTURE_HEIGHT;
    super::home::page(ui, |ui| {
        let head = head_ui(ui, context, seen);
        let (width, height) = seen.opened.film.stream.map_or((16.0, 9.0), |it| (it.width as f32, it.height as f32));
        let height = (ui.available_width() * height / width).min(most);
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), eframe::egui::Sense::hover());
        picture::picture_ui(ui, area, context, seen, memory);
        let on_line = timeline::timeline_ui(ui, context, seen);
        let controls = controls::controls_ui(ui, context, seen.shown);
        tabs::tabs_ui(ui, context, &mut memory.tab);
        let tab = tabs::tab_ui(ui, context, seen, memory);
        head.or(on_line).or(controls).or(tab)
    })
}

/// What it is, and the way out.
fn head_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let judgement = &seen.opened.film.report.judgement;
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        if Button::new(Kind::Other, Icon::Back, &words.app.home).key(&words.app.esc).show(ui, &theme) {
            asked = Some(Action::Home);
        }
        if let Some(folder) = &seen.opened.folder
            && Button::new(Kind::Other, Icon::Dot, &words.review.summary).show(ui, &theme)
        {
            asked = Some(Action::OpenSummary(folder.clone()));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let exercise = words.exercise_name(seen.opened.film.exercise.id);
            let outcome = words.outcome((judgement.reps.len(), judgement.goal_missed()), judgement.score);
            let stop = seen.opened.stop();
            // Pain counts more than any score.
            let said = stop.map_or_else(|| outcome.clone(), |reason| words.stopped(reason));
            heading(ui, &format!("{exercise}, {said}"), &theme);
            // The progress of an unfinished set stands above.
            let counted = match (judgement.goal_missed(), judgement.score) {
                (Some(_), Some(score)) => fill(&words.result.seen_scores, &[("n", &format!("{score:.0}"))]),
                _ => words.counted(judgement.reps.len()),
            };
            let beside = stop.map(|_| outcome);
            let pain = seen.opened.told.as_ref().map(|told| words.pain_said(told.pain_before, told.pain_after));
            let all = [Some(words.session_moment(&seen.opened.name)), Some(counted), beside, pain];
            faint(ui, &all.into_iter().flatten().collect::<Vec<_>>().join(", "), &theme);
            if seen.opened.folder.is_some() && seen.opened.video.is_none() && seen.opened.film.has_poses() {
                faint(ui, &words.review.no_video, &theme);
            }
        });
    });
    if let Some(trouble) = &seen.shown.trouble {
        super::parts::marked(ui, (Icon::Warning, theme.slight), &context.words.trouble(trouble), &theme);
    }
    asked
}

/// A triangle that points back or on, in a square around `centre`.
fn triangle(ui: &Ui, centre: eframe::egui::Pos2, size: f32, is_back: bool, ink: eframe::egui::Color32) {
    let way = if is_back { -1.0 } else { 1.0 };
    let points = [(-0.4, -0.5), (0.5, 0.0), (-0.4, 0.5)];
    let points = points.map(|(x, y)| pos2(centre.x + way * x * size, centre.y + y * size)).to_vec();
    ui.painter().add(eframe::egui::Shape::convex_polygon(points, ink, eframe::egui::Stroke::NONE));
}

/// Height of a button in a row of tools.
const TOOL: f32 = BUTTON_HEIGHT;
