//! The movement of an exercise file: posture, views, signal, effort, reported measures.

use super::at::At;
use super::kept::{self, MOST_OF_NAME};
use super::keys::{EffortKind, EffortText, ExerciseText, KeyText, RangeText, SignalText};
use super::measures::Known;
use super::mistake::{Wrong, wrong};
use super::units::{KeyUnit, range, within};
use super::{MOST_CRITERIA, listed, words};
use crate::core::exercise::{CameraView, Effort, JointSignal, KeyMeasure, Limbs, PoseRange, Posture, Variants};
use crate::core::measure::{Measure, Of};
use crate::core::skeleton::Part;

/// Faster than anybody steps.
const MOST_PER_MINUTE: f32 = 300.0;
const MOST_GOAL: u32 = 1000;

/// Reads the signal: the measure that rises and falls.
pub(super) fn signal(text: &At<SignalText>, known: &mut Known) -> Result<JointSignal, Wrong> {
    let it = &text.value;
    let measure = known.find(&it.measure)?;
    let keys = [(KeyUnit::Deg, &it.least_range_deg), (KeyUnit::Trunk, &it.least_range_trunk)];
    let least_range = KeyUnit::of_measure(&measure).number("least_range", &keys, text.offset)?;
    if least_range.value <= 0.0 {
        return wrong(least_range.offset, format!("{} is out of range; it must be above 0", least_range.value));
    }
    let tells_sides = measure.points().iter().any(|point| matches!(point.of, Of::Limb | Of::Other));
    if it.limbs.value != Limbs::Both && !tells_sides {
        let cause = format!(
            "`{}` reads the same on either limb: use a measure with a point `limb.…`, or `limbs = \"both\"`",
            it.measure.value
        );
        return wrong(it.limbs.offset, cause);
    }
    Ok(JointSignal { measure, limbs: it.limbs.value, least_range: least_range.value })
}

/// Reads the measure that the exercise is about.
pub(super) fn key(text: &At<KeyText>, known: &mut Known) -> Result<KeyMeasure, Wrong> {
    let it = &text.value;
    let measure = known.find(&it.measure)?;
    Ok(KeyMeasure {
        measure,
        plausible: plausible(text, &measure)?,
        name: kept::words(&it.name, MOST_OF_NAME)?,
        label: kept::words(&it.label, MOST_OF_NAME)?,
        fine: kept::words(&it.fine, MOST_OF_NAME)?,
    })
}

fn plausible(text: &At<KeyText>, measure: &Measure) -> Result<Option<[f32; 2]>, Wrong> {
    let it = &text.value;
    let from = [(KeyUnit::Deg, &it.plausible_from_deg), (KeyUnit::Trunk, &it.plausible_from_trunk)];
    let to = [(KeyUnit::Deg, &it.plausible_to_deg), (KeyUnit::Trunk, &it.plausible_to_trunk)];
    if from.iter().chain(&to).all(|(_, value)| value.is_none()) {
        return Ok(None);
    }
    let unit = KeyUnit::of_measure(measure);
    let ends = [unit.number("plausible_from", &from, text.offset)?, unit.number("plausible_to", &to, text.offset)?];
    range(ends).map(Some)
}

/// Reads the measures that are reported of every repetition. They must include the key measure and the one that is
/// compared from session to session.
pub(super) fn reported(
    text: &ExerciseText,
    key: &KeyMeasure,
    best: Option<Measure>,
    known: &mut Known,
) -> Result<Vec<Measure>, Wrong> {
    let Some(names) = &text.reported else { return Ok(vec![key.measure]) };
    let measures = names.iter().map(|name| known.find(name)).collect::<Result<Vec<Measure>, _>>()?;
    for (k, name) in names.iter().enumerate() {
        if names.iter().take(k).any(|other| other.value == name.value) {
            return wrong(name.offset, format!("the measure `{}` is there twice", name.value));
        }
    }
    let needed = [Some((key.measure, &text.key.value.measure)), best.zip(text.best_is_least.as_ref())];
    for (measure, name) in needed.into_iter().flatten() {
        if !measures.contains(&measure) {
            return wrong(name.offset, format!("`{}` must be one of `reported`", name.value));
        }
    }
    Ok(measures)
}

/// The posture and what carries the weight.
pub(super) fn posture(text: &ExerciseText, known: &mut Known) -> Result<Posture, Wrong> {
    let At { value: kind, offset } = text.posture;
    if kind.is_upright() && text.posture_ranges.is_empty() {
        let cause = format!("the posture {:?} is told by its ranges: add `[[posture_ranges]]`", kind.id());
        return wrong(offset, cause);
    }
    let contacts: Vec<Part> = text.contacts.iter().map(|part| part.value.0).collect();
    if let Some(third) = text.contacts.get(2) {
        return wrong(third.offset, "two parts tell the floor; name up to two `contacts`");
    }
    if let ([first, second], Some(at)) = (contacts.as_slice(), text.contacts.get(1))
        && first == second
    {
        return wrong(at.offset, "the same part is there twice in `contacts`");
    }
    let ranges = listed(&text.posture_ranges, MOST_CRITERIA, |range| pose_range(range, known))?;
    Ok(Posture { kind, ranges: kept::list(ranges), contacts: kept::list(contacts) })
}

fn pose_range(text: &At<RangeText>, known: &mut Known) -> Result<PoseRange, Wrong> {
    let it = &text.value;
    let measure = known.find(&it.measure)?;
    let unit = KeyUnit::of_measure(&measure);
    let from = unit.number("from", &[(KeyUnit::Deg, &it.from_deg), (KeyUnit::Trunk, &it.from_trunk)], text.offset)?;
    let to = unit.number("to", &[(KeyUnit::Deg, &it.to_deg), (KeyUnit::Trunk, &it.to_trunk)], text.offset)?;
    let [from, to] = range([from, to])?;
    Ok(PoseRange { measure, from, to })
}

/// Reads the views from which the camera may look.
pub(super) fn views(text: &At<Vec<CameraView>>) -> Result<Vec<CameraView>, Wrong> {
    let all = &text.value;
    if all.is_empty() {
        return wrong(text.offset, "name at least one of the views `side`, `front` and `any`");
    }
    if all.iter().enumerate().any(|(k, view)| all.iter().take(k).any(|other| other == view)) {
        return wrong(text.offset, "the same view is there twice");
    }
    if all.contains(&CameraView::Any) && 1 < all.len() {
        return wrong(text.offset, "`any` is every view: name it alone");
    }
    Ok(all.clone())
}

/// Reads the effort that is asked for.
pub(super) fn effort(text: &At<EffortText>, has_hold_fault: bool) -> Result<Effort, Wrong> {
    let EffortText { kind, goal, from_per_minute, to_per_minute } = &text.value;
    if let Some(goal) = goal.filter(|_| *kind != EffortKind::Repetitions) {
        return wrong(goal.offset, "`goal` belongs to the kind `repetitions` only");
    }
    if let Some(cadence) = from_per_minute.or(*to_per_minute).filter(|_| *kind != EffortKind::Cycles) {
        return wrong(cadence.offset, "`from_per_minute` and `to_per_minute` belong to the kind `cycles` only");
    }
    match kind {
        EffortKind::Repetitions => {
            Ok(Effort::Repetitions { goal: goal.map(|goal| words::count(goal, MOST_GOAL)).transpose()? })
        }
        EffortKind::Hold if !has_hold_fault => wrong(
            text.offset,
            "a hold needs a fault that says how long: `span = \"hold\"` with `fine_secs` and `bad_secs`",
        ),
        EffortKind::Hold => Ok(Effort::Hold),
        EffortKind::Cycles => match (from_per_minute, to_per_minute) {
            (None, None) => Ok(Effort::Cycles { per_minute: None }),
            (Some(from), Some(to)) => {
                let ends = [within(*from, 1.0, MOST_PER_MINUTE)?, within(*to, 1.0, MOST_PER_MINUTE)?];
                Ok(Effort::Cycles { per_minute: Some(range(ends)?) })
            }
            _ => wrong(text.offset, "give both `from_per_minute` and `to_per_minute`, or none of them"),
        },
    }
}

/// Returns the ways in which a repetition is done.
pub(super) fn variants(text: &ExerciseText, limbs: Limbs) -> Result<Variants, Wrong> {
    let named = text.variant.as_ref().map(kept::id).transpose()?;
    Ok(match limbs {
        Limbs::Both => Variants::Both(named.unwrap_or("both_sides")),
        Limbs::Each | Limbs::LeftAndRight => Variants::OneLimb(named.unwrap_or("one_side")),
    })
}
