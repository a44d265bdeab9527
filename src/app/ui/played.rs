//! A plan as it is played: the set that has just ended, what a person asks for, and the buttons for it.

use std::path::PathBuf;

use eframe::egui::Ui;

use super::icons::Icon;
use super::parts::{Button, Kind};
use super::{Action, Context};
use crate::core::plan::ItemKey;
use crate::core::plan::play::{Felt, Mark, Standing};
use crate::io::recording::{DueItem, TimeOfDay};

/// The set of a plan that has just ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AfterSet {
    /// True if its session can carry an answer: it is kept.
    pub is_kept: bool,
    /// The answer, if one was given.
    pub felt: Option<Felt>,
    /// Rest that is left, in s; `None` where the plan asks for none.
    pub rest_left_secs: Option<f64>,
    /// True while the camera looks for a raised arm.
    pub looks_for_sign: bool,
    /// True once the plan of the day counts this session.
    pub is_counted: bool,
}

/// A request about the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanAsk {
    /// Begin a set of this item, after what is to be asked before.
    Begin(ItemKey),
    /// Decide about this item, or take that back.
    Mark(ItemKey, Option<Mark>),
    /// Answer after the set.
    Felt(Felt),
    /// Remind of the plan at this time of every day, or no more.
    Remind(Option<TimeOfDay>),
    /// Rate this activity today, or take that back.
    Rate(String, Option<u8>),
    /// Make this starting plan that of the profile: the first is the easiest.
    Choose(usize),
    /// Make the plan of this file that of the profile.
    Take(PathBuf),
    /// Write this level of the item into the plan.
    Step(ItemKey, usize),
}

/// Offers every decision about an item, or to take one back; a screen reader hears the item's name, too.
pub(super) fn marks_ui(ui: &mut Ui, context: Context<'_>, item: &DueItem) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let plan = &words.plan;
    let all = match item.standing {
        Standing::Done => return None,
        Standing::Open => vec![
            (Icon::Down, &plan.later, Some(Mark::Later)),
            (Icon::Cross, &plan.leave_out, Some(Mark::LeftOut)),
            (Icon::Check, &plan.no_camera, Some(Mark::WithoutCamera)),
        ],
        Standing::Later(_) => vec![
            (Icon::Back, &plan.take_back, None),
            (Icon::Cross, &plan.leave_out, Some(Mark::LeftOut)),
            (Icon::Check, &plan.no_camera, Some(Mark::WithoutCamera)),
        ],
        Standing::LeftOut | Standing::WithoutCamera => vec![(Icon::Back, &plan.take_back, None)],
    };
    let pressed = |ui: &mut Ui, (icon, text, mark): &(Icon, &String, Option<Mark>)| {
        let name = words.plan_named(text, item);
        let button = Button::new(Kind::Other, *icon, text).named(&name);
        button.show(ui, &theme).then(|| Action::Plan(PlanAsk::Mark(item.key(), *mark)))
    };
    ui.horizontal_wrapped(|ui| all.iter().filter_map(|one| pressed(ui, one)).last()).inner
}
