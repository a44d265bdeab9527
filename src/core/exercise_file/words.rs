//! Words, dose and picture of a file.

use super::at::{At, Count, Number};
use super::kept::{self, MOST_OF_CUE, MOST_OF_NAME, MOST_OF_PARAGRAPH};
use super::keys::{BodyText, DoseText, ExerciseText, FigureText, MeasureNameText, WordsText};
use super::mistake::{Wrong, wrong};
use super::names::of_part;
use super::rules::{fault_words, translated};
use super::units::within;
use crate::core::exercise::{Criterion, Dose, Fault, FaultWords, FigurePose, Words};
use crate::core::measure::Measure;
use crate::core::skeleton::Part;

/// Most sets and repetitions in each; beyond these a number is a slip.
const MOST_SETS: u32 = 20;
const MOST_REPETITIONS: u32 = 1000;
/// Longest hold in s and longest exercise in minutes.
const MOST_HOLD_SECS: f32 = 600.0;
const MOST_MINUTES: f32 = 120.0;
/// Farthest from the hip that a part can be drawn, in trunk lengths.
const FARTHEST_TRUNK: f32 = 4.0;

/// Rules that the words are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) faults: &'a [Fault],
    pub(super) criteria: &'a [Criterion],
    /// Measures of the file, in the order of its names for them.
    pub(super) measures: &'a [Measure],
}

/// The exercise in each language of the file; English first.
pub(super) fn languages(text: &ExerciseText, rules: Rules<'_>) -> Result<Vec<Words>, Wrong> {
    let faults = text.faults.iter().zip(rules.faults).map(|(it, fault)| fault_words(fault.id, &it.value.en.value));
    let faults = kept::list(faults.collect::<Result<_, _>>()?);
    let english =
        Words { faults, measures: measures(text, rules, |name| Some(&name.en))?, ..of_language("en", &text.words.en)? };
    let Some(german) = &text.words.de else {
        return match german_alone(text) {
            Some(offset) => wrong(offset, "this is German and the exercise has no German words; add `[words.de]`"),
            None => Ok(vec![english]),
        };
    };
    let german = Words {
        faults: kept::list(german_faults(text, rules)?),
        measures: measures(text, rules, |name| name.de.as_ref())?,
        reasons: reasons(text, rules)?,
        ..of_language("de", german)?
    };
    Ok(vec![english, german])
}

/// Returns the place of a German text apart from `[words.de]`, if there is one.
fn german_alone(text: &ExerciseText) -> Option<usize> {
    let faults = text.faults.iter().filter_map(|it| Some(it.value.de.as_ref()?.offset));
    let criteria = text.criteria.value.iter().filter_map(|it| Some(it.value.why_de.as_ref()?.offset));
    let measures = text.measures.values().filter_map(|it| Some(it.value.name.as_ref()?.de.as_ref()?.offset));
    faults.chain(criteria).chain(measures).next()
}

fn german_faults(text: &ExerciseText, rules: Rules<'_>) -> Result<Vec<FaultWords>, Wrong> {
    let words = text.faults.iter().zip(rules.faults).map(|(it, fault)| match &it.value.de {
        Some(words) => translated(fault.id, &words.value),
        None => wrong(it.offset, "the words of this fault are missing in German: `[words.de]` asks for `[faults.de]`"),
    });
    words.collect()
}

/// Names of the file's measures in one language, by their ids in reports.
fn measures(
    text: &ExerciseText,
    rules: Rules<'_>,
    of: impl Fn(&MeasureNameText) -> Option<&At<String>>,
) -> Result<&'static [(&'static str, &'static str)], Wrong> {
    let named = text.measures.values().zip(rules.measures);
    let named = named.filter_map(|(it, measure)| Some((measure.id, of(it.value.name.as_ref()?)?)));
    let named = named.map(|(id, name)| Ok((id, kept::words(name, MOST_OF_CUE)?)));
    Ok(kept::list(named.collect::<Result<_, Wrong>>()?))
}

/// Reasons of the criteria in German, by their ids.
fn reasons(text: &ExerciseText, rules: Rules<'_>) -> Result<&'static [(&'static str, &'static str)], Wrong> {
    let given = text.criteria.value.iter().zip(rules.criteria);
    let given = given.filter_map(|(it, criterion)| Some((criterion.why.id, it.value.why_de.as_ref()?)));
    let given = given.map(|(id, german)| Ok((id, kept::words(german, MOST_OF_CUE)?)));
    Ok(kept::list(given.collect::<Result<_, Wrong>>()?))
}

fn of_language(language: &'static str, text: &At<WordsText>) -> Result<Words, Wrong> {
    let it = &text.value;
    let paragraph = |text| kept::words(text, MOST_OF_PARAGRAPH);
    Ok(Words {
        language,
        name: kept::words(&it.name, MOST_OF_NAME)?,
        purpose: paragraph(&it.purpose)?,
        how: paragraph(&it.how)?,
        checked: paragraph(&it.checked)?,
        caution: it.caution.as_ref().map(paragraph).transpose()?.unwrap_or_default(),
        never_judged: paragraph(&it.never_judged)?,
        measure: kept::words(&it.measure, MOST_OF_CUE)?,
        faults: &[],
        measures: &[],
        reasons: &[],
    })
}

/// Reads the usual dose.
pub(super) fn dose(text: &At<DoseText>) -> Result<Dose, Wrong> {
    let it = &text.value;
    if it.repetitions.is_none() && it.hold_secs.is_none() && it.minutes.is_none() {
        return wrong(text.offset, "a dose needs at least one of `repetitions`, `hold_secs` and `minutes`");
    }
    let above_zero = |number: At<Number>, most| Ok(within(number, f32::MIN_POSITIVE, most)?.value);
    Ok(Dose {
        sets: count(it.sets, MOST_SETS)?,
        repetitions: it.repetitions.map(|n| count(n, MOST_REPETITIONS)).transpose()?,
        hold_secs: it.hold_secs.map(|secs| above_zero(secs, MOST_HOLD_SECS)).transpose()?,
        minutes: it.minutes.map(|minutes| above_zero(minutes, MOST_MINUTES)).transpose()?,
        days_a_week: count(it.days_a_week, 7)?,
        source: kept::words(&it.source, MOST_OF_PARAGRAPH)?,
    })
}

/// A number of things, from 1 on.
pub(super) fn count(number: At<Count>, most: u32) -> Result<usize, Wrong> {
    let At { value: Count(value), offset } = number;
    if (1..=most).contains(&value) {
        Ok(value as usize)
    } else {
        wrong(offset, format!("{value} is out of range; allowed is 1 to {most}"))
    }
}

/// The body at rest and at the top.
pub(super) fn figure(text: &FigureText) -> Result<[FigurePose; 2], Wrong> {
    Ok([body(&text.rest)?, body(&text.top)?])
}

fn body(text: &At<BodyText>) -> Result<FigurePose, Wrong> {
    let BodyText { ear, shoulder, elbow, wrist, hip, knee, ankle, heel, toe, .. } = &text.value;
    let BodyText { far_elbow, far_wrist, far_knee, far_ankle, far_heel, far_toe, .. } = &text.value;
    for (name, part) in [("ear", ear), ("shoulder", shoulder), ("hip", hip), ("knee", knee), ("ankle", ankle)] {
        if part.is_none() {
            return wrong(text.offset, format!("the key `{name}` is missing: no body can be drawn without it"));
        }
    }
    let parts = [
        (Part::Ear, ear),
        (Part::Shoulder, shoulder),
        (Part::Elbow, elbow),
        (Part::Wrist, wrist),
        (Part::Hip, hip),
        (Part::Knee, knee),
        (Part::Ankle, ankle),
        (Part::Heel, heel),
        (Part::Toe, toe),
    ];
    // A part that is there twice is that of both sides, the near one first.
    let far = [
        (Part::Elbow, far_elbow),
        (Part::Wrist, far_wrist),
        (Part::Knee, far_knee),
        (Part::Ankle, far_ankle),
        (Part::Heel, far_heel),
        (Part::Toe, far_toe),
    ];
    for (part, at) in &far {
        let has_near = parts.iter().any(|(near, at)| near == part && at.is_some());
        if let Some(at) = at.as_ref().filter(|_| !has_near) {
            let name = of_part(*part);
            return wrong(at.offset, format!("the key `far_{name}` is that of the other side: give `{name}`, too"));
        }
    }
    let placed = parts.into_iter().chain(far).filter_map(|(part, at)| Some((part, at.as_ref()?)));
    let placed = placed.map(|(part, at)| {
        let [right, up] =
            at.value.map(|value| within(At { value, offset: at.offset }, -FARTHEST_TRUNK, FARTHEST_TRUNK));
        Ok((part, [right?.value, up?.value]))
    });
    Ok(kept::list(placed.collect::<Result<_, Wrong>>()?))
}
