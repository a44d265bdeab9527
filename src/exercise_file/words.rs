//! Words, dose and picture of a file.

use super::at::{At, Count, Number};
use super::kept::{self, MOST_OF_CUE, MOST_OF_NAME, MOST_OF_PARAGRAPH};
use super::keys::{BodyText, DoseText, ExerciseText, FigureText, WordsText};
use super::mistake::{Wrong, wrong};
use super::names::of_part;
use super::rules::fault_words;
use super::units::within;
use crate::exercise::{Dose, Fault, FaultWords, FigurePose, Words};
use crate::skeleton::Part;

/// Most sets and repetitions in each; beyond these a number is a slip.
const MOST_SETS: u32 = 20;
const MOST_REPETITIONS: u32 = 1000;
/// Longest hold in s and longest exercise in minutes.
const MOST_HOLD_SECS: f32 = 600.0;
const MOST_MINUTES: f32 = 120.0;
/// Farthest from the hip that a part can be drawn, in trunk lengths.
const FARTHEST_TRUNK: f32 = 4.0;

/// The exercise in each language of the file; English first.
pub(super) fn languages(text: &ExerciseText, faults: &[Fault]) -> Result<Vec<Words>, Wrong> {
    let english = text.faults.iter().zip(faults).map(|(it, fault)| fault_words(fault.id, &it.value.en.value));
    let mut all = vec![of_language("en", &text.words.en, english.collect::<Result<_, _>>()?)?];
    if let Some(german) = &text.words.de {
        let words = text.faults.iter().zip(faults).map(|(it, fault)| match &it.value.de {
            Some(words) => fault_words(fault.id, &words.value),
            None => {
                wrong(it.offset, "the words of this fault are missing in German: `[words.de]` asks for `[faults.de]`")
            }
        });
        all.push(of_language("de", german, words.collect::<Result<_, _>>()?)?);
    } else if let Some(words) = text.faults.iter().find_map(|it| it.value.de.as_ref()) {
        return wrong(words.offset, "this fault has German words and the exercise has none; add `[words.de]`");
    }
    Ok(all)
}

fn of_language(language: &'static str, text: &At<WordsText>, faults: Vec<FaultWords>) -> Result<Words, Wrong> {
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
        faults: kept::list(faults),
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
