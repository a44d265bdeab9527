//! Words that exercises bring along, in the reader's language or else in English.

use super::Words;
use super::tables::{ExerciseWords, FaultWords};
use crate::core::exercise::{self, Exercise};

/// Adds the words of exercises that have their own.
pub(super) fn with_exercises(mut words: Words, exercises: &[&'static Exercise]) -> Words {
    for exercise in exercises {
        let own = exercise.about.words;
        let Some(english) = own.first() else { continue };
        let said = own.iter().find(|it| it.language == words.code).unwrap_or(english);
        let measure = exercise.key.measure.id.to_owned();
        words.measures.entry(measure).or_insert_with(|| said.measure.to_owned());
        // The name in this language comes first.
        for (id, name) in said.measures.iter().chain(english.measures) {
            words.measures.entry((*id).to_owned()).or_insert_with(|| (*name).to_owned());
        }
        let said = of_exercise(said, &words.safety.stop_rule);
        words.exercises.insert(exercise.id.to_owned(), said);
    }
    words
}

/// Converts an exercise's words. The stop rule is the caution if the file has none.
fn of_exercise(said: &exercise::Words, stop_rule: &str) -> ExerciseWords {
    let fault = |it: &exercise::FaultWords| {
        let [needs, source] = [it.needs, it.source].map(|text| text.map(str::to_owned));
        (it.id.to_owned(), FaultWords { name: it.name.to_owned(), cue: it.cue.to_owned(), needs, source })
    };
    let caution = if said.caution.is_empty() { stop_rule } else { said.caution };
    ExerciseWords {
        name: said.name.to_owned(),
        purpose: said.purpose.to_owned(),
        how: said.how.to_owned(),
        checked: said.checked.to_owned(),
        caution: caution.to_owned(),
        measure: said.measure.to_owned(),
        never_judged: Some(said.never_judged.to_owned()),
        reasons: said.reasons.iter().map(|(id, words)| ((*id).to_owned(), (*words).to_owned())).collect(),
        faults: said.faults.iter().map(fault).collect(),
    }
}
