//! Words, dose and picture as text.

use super::{Page, of_part};
use crate::core::exercise::{Dose, Exercise, FigurePose, Words};

pub(super) fn all(page: &mut Page, exercise: &Exercise) {
    let about = &exercise.about;
    about.words.iter().for_each(|language| words(page, language));
    if about.words.is_empty() {
        page.line("\n# Its other words are those of the window, in each of its languages.");
        page.line("[words.en]");
        page.quoted("name", exercise.name);
        page.quoted("never_judged", exercise.never_judged);
    }
    if let Some(usual) = &about.dose {
        dose(page, usual);
    }
    if let Some([rest, top]) = about.figure {
        body(page, "rest", rest);
        body(page, "top", top);
    }
}

fn words(page: &mut Page, words: &Words) {
    page.table(&format!("[words.{}]", words.language));
    page.quoted("name", words.name);
    page.quoted("purpose", words.purpose);
    page.quoted("how", words.how);
    page.quoted("checked", words.checked);
    if !words.caution.is_empty() {
        page.quoted("caution", words.caution);
    }
    page.quoted("never_judged", words.never_judged);
    page.quoted("measure", words.measure);
}

fn dose(page: &mut Page, dose: &Dose) {
    page.table("[dose]");
    page.key("sets", dose.sets);
    dose.repetitions.into_iter().for_each(|n| page.key("repetitions", n));
    dose.hold_secs.into_iter().for_each(|secs| page.key("hold_secs", secs));
    dose.minutes.into_iter().for_each(|minutes| page.key("minutes", minutes));
    page.key("days_a_week", dose.days_a_week);
    page.quoted("source", dose.source);
}

fn body(page: &mut Page, key: &str, body: FigurePose) {
    page.table(&format!("[figure.{key}]"));
    for (k, (part, [right, up])) in body.iter().enumerate() {
        // A part that is there twice is that of the other side.
        let is_far = body.iter().take(k).any(|(other, _)| other == part);
        let name = format!("{}{}", if is_far { "far_" } else { "" }, of_part(*part));
        page.key(&name, format!("[{right}, {up}]"));
    }
}
