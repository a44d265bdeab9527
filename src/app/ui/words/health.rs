//! The tables of what is asked before and after, and of what there is to learn.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Words, fill};
use crate::core::exercise::Exercise;
use crate::core::exercises::all;
use crate::core::judge::Search;
use crate::core::safety::{Clearance, Question, StopReason, Symptom};
use crate::io::recording::Answers;

/// What [`crate::core::safety`] says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SafetyWords {
    pub(crate) notice: String,
    pub(crate) stop_rule: String,
    ask_first: String,
    not_offered: String,
    see_doctor: String,
    strong_pain: String,
    more_pain: String,
    new_leg_pain: String,
    new_numbness: String,
    new_dizziness: String,
    /// By id.
    pub(crate) questions: BTreeMap<String, String>,
}

/// The questions before the first session, and what follows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckWords {
    pub(crate) title: String,
    pub(crate) why: String,
    pub(crate) yes: String,
    pub(crate) no: String,
    pub(crate) answered: String,
    pub(crate) progress: String,
    pub(crate) go_on: String,
    pub(crate) follows: String,
    pub(crate) fine: String,
    pub(crate) asked: String,
    pub(crate) asked_note: String,
    pub(crate) has_asked: String,
    pub(crate) answers: String,
    pub(crate) again: String,
    pub(crate) auto_left_out: String,
    pub(crate) open: String,
    pub(crate) open_none: String,
}

/// Pain before and after.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PainWords {
    pub(crate) before_title: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) scale_none: String,
    pub(crate) scale_worst: String,
    pub(crate) scale: String,
    pub(crate) rated: String,
    pub(crate) rated_none: String,
    pub(crate) rated_worst: String,
    pub(crate) not_said: String,
    pub(crate) keys: String,
    pub(crate) keys_after: String,
    pub(crate) gesture: String,
    pub(crate) after_then: String,
    pub(crate) new_then: String,
    pub(crate) not_told: String,
    pub(crate) only: String,
    pub(crate) course: String,
    pub(crate) stopped: String,
    pub(crate) stopped_word: String,
    pub(crate) stopped_today: String,
    pub(crate) not_begun_today: String,
    pub(crate) stopped_then: String,
    pub(crate) confirm_text: String,
    pub(crate) confirm: String,
    /// Why a session was stopped, by id, in a few words.
    reasons: BTreeMap<String, String>,
    pub(crate) stop_title: String,
    pub(crate) counts_more: String,
    pub(crate) new: String,
    leg_pain: String,
    numbness: String,
    dizziness: String,
}

/// What there is to learn.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LearnWords {
    pub(crate) open: String,
    pub(crate) title: String,
    pub(crate) intro: String,
    pub(crate) source: String,
    pub(crate) how_often: String,
    pub(crate) leave_out: String,
    pub(crate) works: Topic,
    pub(crate) often: Topic,
    pub(crate) avoid: Topic,
    pub(crate) posture: Topic,
    pub(crate) feedback: Topic,
    pub(crate) heat: Topic,
    pub(crate) massage: Topic,
    pub(crate) ultrasound: Topic,
    pub(crate) therapist: Topic,
    pub(crate) everyday: Topic,
    pub(crate) self_care: Topic,
    pub(crate) help: Topic,
    pub(crate) limits: Topic,
    /// By id of the exercise.
    pub(crate) lessons: BTreeMap<String, LessonWords>,
}

/// Something to know.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Topic {
    pub(crate) title: String,
    pub(crate) text: String,
    /// Where it is from; what the program says of itself has none.
    pub(crate) source: Option<String>,
}

/// Something to know of an exercise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LessonWords {
    pub(crate) often: String,
    pub(crate) avoid: String,
    pub(crate) source: String,
}

impl Words {
    /// What follows from answers; `None` where nothing is to be said.
    pub(crate) fn clearance(&self, clearance: Clearance) -> Option<&str> {
        match clearance {
            Clearance::Begin => None,
            Clearance::AskFirst => Some(&self.safety.ask_first),
            Clearance::NotOffered => Some(&self.safety.not_offered),
            Clearance::SeeDoctor => Some(&self.safety.see_doctor),
        }
    }

    pub(crate) fn stop(&self, reason: StopReason) -> &str {
        match reason {
            StopReason::New(Symptom::LegPain) => &self.safety.new_leg_pain,
            StopReason::New(Symptom::Numbness) => &self.safety.new_numbness,
            StopReason::New(Symptom::Dizziness) => &self.safety.new_dizziness,
            StopReason::StrongPain => &self.safety.strong_pain,
            StopReason::MorePain => &self.safety.more_pain,
        }
    }

    /// Why a session was stopped, in a few words; the rule's own where they are not known.
    pub(super) fn stop_short(&self, reason: StopReason) -> &str {
        self.pain.reasons.get(reason.id()).map_or_else(|| reason.short(), String::as_str)
    }

    /// A question as asked; the rule's own words where it is not known.
    pub(crate) fn question<'a>(&'a self, question: &'a Question) -> &'a str {
        self.safety.questions.get(question.id).map_or(question.text, String::as_str)
    }

    /// In one or two words.
    pub(crate) fn symptom(&self, symptom: Symptom) -> &str {
        match symptom {
            Symptom::LegPain => &self.pain.leg_pain,
            Symptom::Numbness => &self.pain.numbness,
            Symptom::Dizziness => &self.pain.dizziness,
        }
    }

    /// The exercises that the answers leave out and that are not looked for; `None` where there are none.
    pub(crate) fn auto_left_out(&self, answers: &Answers) -> Option<String> {
        let is_left_out =
            |exercise: &&'static Exercise| answers.clearance(Search::One(exercise)) == Clearance::NotOffered;
        let names: Vec<&str> = all().into_iter().filter(is_left_out).map(|it| self.exercise_name(it.id)).collect();
        (!names.is_empty()).then(|| fill(&self.check.auto_left_out, &[("exercises", &names.join(", "))]))
    }

    /// Name of what a session looks for.
    pub(crate) fn search_name(&self, search: Search) -> &str {
        match search {
            Search::One(exercise) => self.exercise_name(exercise.id),
            Search::Auto | Search::Among(_) => &self.live.any_exercise,
        }
    }
}
