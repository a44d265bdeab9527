//! Words for a plan.

use serde::Deserialize;

use super::{Words, fill};
use crate::core::exercise::{AskedView, CameraView, Exercise};
use crate::core::plan::levels::Reason;
use crate::core::plan::play::{Felt, Standing};
use crate::core::plan::{Amount, Dose, WorkSide};
use crate::io::recording::{DueItem, PlanDay, Settings};

/// Today's plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanWords {
    pub(crate) title: String,
    pub(crate) not_yet: String,
    pub(crate) over: String,
    pub(crate) rest: String,
    pub(crate) next_day: String,
    pub(crate) done: String,
    pub(crate) without_camera: String,
    pub(crate) left_out: String,
    pub(crate) put_off: String,
    pub(crate) all_done: String,
    pub(crate) nothing_left: String,
    pub(crate) start: String,
    pub(crate) left: String,
    pub(crate) right: String,
    pub(crate) each: String,
    pub(crate) begun_reps: String,
    pub(crate) begun_secs: String,
    pub(crate) begun_minutes: String,
    pub(crate) load: String,
    pub(crate) change: String,
    pub(crate) later: String,
    pub(crate) leave_out: String,
    pub(crate) no_camera: String,
    pub(crate) take_back: String,
    pub(crate) named: String,
    pub(crate) felt: String,
    pub(crate) too_hard: String,
    pub(crate) fitting: String,
    pub(crate) too_easy: String,
    pub(crate) felt_today: String,
    pub(crate) next: String,
    pub(crate) next_named: String,
    pub(crate) set_of: String,
    pub(crate) rest_left: String,
    pub(crate) rest_over: String,
    pub(crate) by_itself: String,
    pub(crate) tell_pain: String,
    pub(crate) by_press: String,
    pub(crate) by_sign: String,
    pub(crate) view_side: String,
    pub(crate) view_left: String,
    pub(crate) view_right: String,
    pub(crate) view_front: String,
    pub(crate) view_side_or_front: String,
    pub(crate) view_any: String,
    pub(crate) activities: String,
    pub(crate) activities_scale: String,
    pub(crate) activity_rated: String,
    pub(crate) step_up: String,
    pub(crate) step_back: String,
    pub(crate) no_easier: String,
    pub(crate) because_good: String,
    pub(crate) because_stopped: String,
    pub(crate) because_fault: String,
    pub(crate) step: String,
    pub(crate) step_sure: String,
    pub(crate) step_yes: String,
    pub(crate) step_no: String,
    pub(crate) said_rest: String,
    pub(crate) said_next: String,
    pub(crate) said_rest_over: String,
    pub(crate) said_sign: String,
    pub(crate) said_end: String,
    pub(crate) open_today: String,
    pub(crate) choose_title: String,
    pub(crate) choose_text: String,
    pub(crate) choose: String,
    pub(crate) choose_other: String,
    pub(crate) choose_kept: String,
    pub(crate) remind: String,
    pub(crate) remind_at: String,
    pub(crate) remind_off: String,
}

impl Words {
    /// `Hamstring stretch, left`.
    pub(in crate::app::ui) fn item_name(&self, item: &DueItem) -> String {
        let name = self.exercise_name(item.exercise.id);
        match item.side {
            WorkSide::Both => name.to_owned(),
            WorkSide::Left => format!("{name}, {}", self.plan.left),
            WorkSide::Right => format!("{name}, {}", self.plan.right),
            WorkSide::Each => format!("{name}, {}", self.plan.each),
        }
    }

    /// `2 sets of 10 repetitions, each held for 3 s, with 2 kg`.
    pub(in crate::app::ui) fn plan_dose(&self, dose: &Dose) -> String {
        let number = |text: &str, n: f64| fill(text, &[("n", &n.to_string())]);
        let sets = if dose.sets == 1 { self.dose.set.clone() } else { number(&self.dose.sets, dose.sets.into()) };
        let held = |time: f32| number(&self.dose.held, time.into());
        let amount = match dose.amount {
            Amount::Repetitions(n, each) => {
                let reps = number(&self.dose.repetitions, n.into());
                let each = each.map(|time| format!(", {}", held(time))).unwrap_or_default();
                format!(" {reps}{each}")
            }
            Amount::HoldSecs(time) => format!(", {}", held(time)),
            Amount::Minutes(minutes) => format!(", {}", number(&self.dose.minutes, minutes.into())),
        };
        let loads = [dose.load_kg.map(|kg| format!("{kg} kg")), dose.load.clone()];
        let load = loads.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let load = if load.is_empty() { load } else { format!(", {}", fill(&self.plan.load, &[("load", &load)])) };
        format!("{sets}{amount}{load}")
    }

    /// `4 of 20 repetitions so far`, once something of it is done and not all.
    pub(in crate::app::ui) fn plan_progress(&self, item: &DueItem) -> Option<String> {
        let is_begun = 0.0 < item.done.amount && item.standing != Standing::Done;
        let text = match item.dose.as_ref().filter(|_| is_begun)?.amount {
            Amount::HoldSecs(_) => &self.plan.begun_secs,
            Amount::Minutes(_) => &self.plan.begun_minutes,
            Amount::Repetitions(..) => &self.plan.begun_reps,
        };
        let [n, goal] = [item.done.amount, item.done.asked].map(|amount| ((10.0 * amount).round() / 10.0).to_string());
        Some(fill(text, &[("n", &n), ("goal", &goal)]))
    }

    /// The place of the camera, and for one side the side that faces it: the nearer side is seen best.
    pub(in crate::app::ui) fn plan_view(&self, item: &DueItem) -> &str {
        let is_side = AskedView::of(item.exercise.views) == AskedView::Side;
        match item.side {
            WorkSide::Left if is_side && !is_any(item.exercise) => &self.plan.view_left,
            WorkSide::Right if is_side && !is_any(item.exercise) => &self.plan.view_right,
            _ => self.asked_view(item.exercise),
        }
    }

    /// The place of the camera for an exercise.
    pub(in crate::app::ui) fn asked_view(&self, exercise: &Exercise) -> &str {
        let words = &self.plan;
        match AskedView::of(exercise.views) {
            _ if is_any(exercise) => &words.view_any,
            AskedView::Side => &words.view_side,
            AskedView::Front => &words.view_front,
            AskedView::SideOrFront => &words.view_side_or_front,
        }
    }

    pub(in crate::app::ui) fn felt(&self, felt: Felt) -> &str {
        match felt {
            Felt::TooHard => &self.plan.too_hard,
            Felt::Right => &self.plan.fitting,
            Felt::TooEasy => &self.plan.too_easy,
        }
    }

    /// `Later: Hip bridge`, for a button among others of the same text.
    pub(in crate::app::ui) fn plan_named(&self, what: &str, item: &DueItem) -> String {
        fill(&self.plan.named, &[("what", what), ("exercise", &self.item_name(item))])
    }

    /// Why a step is offered.
    pub(in crate::app::ui) fn plan_reason(&self, item: &DueItem, reason: &Reason) -> String {
        match reason {
            Reason::TwoGoodDays([first, last]) => fill(
                &self.plan.because_good,
                &[("first", &self.day(&first.to_string())), ("last", &self.day(&last.to_string()))],
            ),
            Reason::Stopped(day, stop) => {
                let stop = self.stop_short(*stop);
                fill(&self.plan.because_stopped, &[("day", &self.day(&day.to_string())), ("reason", stop)])
            }
            Reason::TwoBadSessions(faults) => {
                let mut faults: Vec<String> =
                    faults.iter().map(|fault| self.fault_name(item.exercise.id, fault)).collect();
                faults.dedup();
                fill(&self.plan.because_fault, &[("faults", &faults.join(", "))])
            }
            // These offer no step.
            Reason::Highest | Reason::Missing(..) => reason.to_string(),
        }
    }
}

/// True for an exercise that may be seen from anywhere.
fn is_any(exercise: &Exercise) -> bool {
    exercise.views.contains(&CameraView::Any)
}

/// Returns what is spoken of the next item, with the rest before it, in the language of a code.
pub fn next_said(code: &str, item: &DueItem, rest_secs: Option<f64>) -> String {
    let words = Words::of(Some(code), None);
    let dose = item.dose.as_ref().map(|dose| words.plan_dose(dose)).unwrap_or_default();
    let name = words.item_name(item);
    let said = fill(&words.plan.said_next, &[("exercise", &name), ("dose", &dose), ("view", words.plan_view(item))]);
    let rest = rest_secs.map(|secs| fill(&words.plan.said_rest, &[("n", &format!("{secs:.0}"))]));
    rest.into_iter().chain([said]).collect::<Vec<_>>().join(" ")
}

/// Returns what is spoken once the rest is over, in the language of a code.
pub fn rest_over_said(code: &str) -> &'static str {
    &Words::of(Some(code), None).plan.said_rest_over
}

/// Returns what is spoken of the sign by which a person goes on, in the language of a code.
pub fn sign_said(code: &str) -> &'static str {
    &Words::of(Some(code), None).plan.said_sign
}

/// Returns what is spoken once nothing is left for the day, in the language of a code.
pub fn end_said(code: &str) -> &'static str {
    &Words::of(Some(code), None).plan.said_end
}

/// Returns what a reminder says of a day's plan; `None` where nothing of it is open.
pub fn open_said(settings: &Settings, locale: Option<&str>, plan: &PlanDay) -> Option<String> {
    let words = Words::of(settings.language.as_deref(), locale);
    let open: Vec<String> =
        plan.items().iter().filter(|item| !item.standing.is_over()).map(|item| words.item_name(item)).collect();
    (!open.is_empty()).then(|| fill(&words.plan.open_today, &[("exercises", &open.join("; "))]))
}
