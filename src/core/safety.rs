//! What to ask before, during and after: education and practice. It decides nothing about health, it says whom to ask.

use crate::core::exercise::Exercise;

/// Said before the first session and wherever a person asks what this is.
pub const NOTICE: &str = "This program is for education and practice. It is not a medical device and does not replace a doctor \
                          or a certified therapist.";

/// A question that is asked before a profile's first session (criteria, «Feedback», red flags).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Name by which answers are stored.
    pub id: &'static str,
    /// As asked; «yes» is the answer that matters.
    pub text: &'static str,
    /// What a yes means.
    pub then: Then,
}

/// What follows from a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// See a doctor first, now; nothing is begun.
    Urgent,
    /// Ask a doctor or therapist first; an exercise that names the question among its cautions is not offered.
    CheckFirst,
}

/// Every question, the urgent ones first.
pub const QUESTIONS: [Question; 12] = [
    ask("bladder_or_bowel", "Has your control of bladder or bowel changed lately?", Then::Urgent),
    ask("saddle_numbness", "Do you feel numb between the legs or around the bottom?", Then::Urgent),
    ask("leg_weakness", "Is a leg becoming weaker?", Then::Urgent),
    ask("trauma", "Have you had a bad fall or accident lately?", Then::CheckFirst),
    ask("cancer", "Have you ever had cancer?", Then::CheckFirst),
    ask("weight_loss", "Have you lost weight without knowing why?", Then::CheckFirst),
    ask("fever_or_immune", "Do you have a fever, or a weakened immune system?", Then::CheckFirst),
    ask("night_pain", "Do you have pain at night that no position eases?", Then::CheckFirst),
    ask("new_pain_by_age", "Is your back pain new, and are you under 20 or over 55?", Then::CheckFirst),
    ask("pregnancy", "Are you pregnant?", Then::CheckFirst),
    ask("surgery", "Have you had surgery lately?", Then::CheckFirst),
    ask("osteoporosis", "Do you have osteoporosis?", Then::CheckFirst),
];

const fn ask(id: &'static str, text: &'static str, then: Then) -> Question {
    Question { id, text, then }
}

/// What the answers allow; of several, the later one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clearance {
    /// Nothing speaks against it; the stop rule holds all the same.
    Begin,
    /// Not before a doctor or a therapist was asked, and the athlete says so.
    AskFirst,
    /// Not offered to this person.
    NotOffered,
    /// See a doctor first.
    SeeDoctor,
}

impl Clearance {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Begin, Self::AskFirst, Self::NotOffered, Self::SeeDoctor];

    /// Returns what to say and show; `None` where nothing is to be said.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Begin => None,
            Self::AskFirst => {
                Some("Check first: ask a doctor or a certified therapist whether this exercise suits you.")
            }
            Self::NotOffered => Some("This exercise is left out for you. Ask a certified therapist for another."),
            Self::SeeDoctor => Some("See a doctor first, today. Do not exercise before."),
        }
    }
}

/// Returns whether an exercise may begin after these yeses.
///
/// `yes` has ids of [`QUESTIONS`]; others are ignored. What was settled with a doctor or therapist (`has_asked`) lifts
/// [`Clearance::AskFirst`], and nothing else.
pub fn clearance(exercise: &Exercise, yes: &[&str], has_asked: bool) -> Clearance {
    let said = || QUESTIONS.iter().filter(|question| yes.contains(&question.id));
    if said().any(|question| question.then == Then::Urgent) {
        Clearance::SeeDoctor
    } else if said().any(|question| exercise.about.cautions.contains(&question.id)) {
        Clearance::NotOffered
    } else if said().next().is_some() && !has_asked {
        Clearance::AskFirst
    } else {
        Clearance::Begin
    }
}

/// Pain from 0, none, to 10, the worst imaginable: the numeric rating scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pain(u8);

impl Pain {
    /// Returns a rating; `None` beyond 10.
    pub const fn new(rating: u8) -> Option<Self> {
        if rating <= 10 { Some(Self(rating)) } else { None }
    }

    /// Returns the rating, 0–10.
    pub const fn rating(self) -> u8 {
        self.0
    }
}

/// From here on nothing is begun or gone on with (criteria, «Feedback»: NRS ≥ 6).
const STOP_PAIN: u8 = 6;
/// …nor where it has grown by so much over the start (criteria: +2).
const STOP_RISE: u8 = 2;

/// Something new that the athlete tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symptom {
    /// New pain in a leg.
    LegPain,
    /// New numbness.
    Numbness,
    /// Dizziness.
    Dizziness,
}

impl Symptom {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::LegPain, Self::Numbness, Self::Dizziness];

    /// Returns the name by which it is stored.
    pub const fn id(self) -> &'static str {
        match self {
            Self::LegPain => "leg_pain",
            Self::Numbness => "numbness",
            Self::Dizziness => "dizziness",
        }
    }
}

/// Why to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StopReason {
    /// Something new.
    New(Symptom),
    /// Pain of 6 or more.
    StrongPain,
    /// Pain has grown by 2 or more.
    MorePain,
}

impl StopReason {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::New(Symptom::LegPain),
        Self::New(Symptom::Numbness),
        Self::New(Symptom::Dizziness),
        Self::StrongPain,
        Self::MorePain,
    ];

    /// Returns its name, in small ASCII letters and underscores, which never changes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::New(Symptom::LegPain) => "leg_pain",
            Self::New(Symptom::Numbness) => "numbness",
            Self::New(Symptom::Dizziness) => "dizziness",
            Self::StrongPain => "strong_pain",
            Self::MorePain => "more_pain",
        }
    }

    /// Returns the reason of this id.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == id)
    }

    /// Returns it in a few words, for lists and reports: `stopped: the pain grew`.
    pub const fn short(self) -> &'static str {
        match self {
            Self::New(Symptom::LegPain) => "new pain in a leg",
            Self::New(Symptom::Numbness) => "new numbness",
            Self::New(Symptom::Dizziness) => "dizziness",
            Self::StrongPain => "strong pain",
            Self::MorePain => "the pain grew",
        }
    }

    /// As said and shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::New(Symptom::LegPain) => "Stop here. New pain in a leg is for a doctor to look at.",
            Self::New(Symptom::Numbness) => "Stop here. New numbness is for a doctor to look at.",
            Self::New(Symptom::Dizziness) => "Stop here and stay lying until it is over. Ask a doctor about it.",
            Self::StrongPain => "Not today: the pain is strong. Rest, and ask a doctor or therapist.",
            Self::MorePain => "Stop here: the pain has grown. Rest, and ask a doctor or therapist.",
        }
    }
}

/// The stop rule, said before every set.
pub const STOP_RULE: &str = "Stop if the pain grows, or if you feel pain in a leg, numbness or dizziness.";

/// Returns why to stop: with the pain at the start and now, and what is new. Whatever the score says.
pub fn stop(before: Pain, now: Pain, new: &[Symptom]) -> Option<StopReason> {
    let by_symptom = new.first().map(|symptom| StopReason::New(*symptom));
    let by_strength = (STOP_PAIN <= now.0).then_some(StopReason::StrongPain);
    let by_rise = (before.0 + STOP_RISE <= now.0).then_some(StopReason::MorePain);
    by_symptom.or(by_strength).or(by_rise)
}

/// Returns a reason to stop, from the answers before and after. A missing answer counts as no change; symptoms are ids.
pub fn stop_told(before: Option<u8>, after: Option<u8>, new_symptoms: &[String]) -> Option<StopReason> {
    let none = Pain::new(0)?;
    let now = after.and_then(Pain::new);
    let before = before.and_then(Pain::new).or(now).unwrap_or(none);
    let is_new = |symptom: &Symptom| new_symptoms.iter().any(|id| id == symptom.id());
    let new: Vec<Symptom> = Symptom::ALL.into_iter().filter(is_new).collect();
    stop(before, now.unwrap_or(none), &new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, all};

    fn pain(rating: u8) -> Pain {
        Pain::new(rating).unwrap()
    }

    #[test]
    fn the_stop_rule_holds_from_six_from_two_more_and_with_anything_new() {
        assert_eq!(stop(pain(3), pain(4), &[]), None);
        assert_eq!(stop(pain(3), pain(5), &[]), Some(StopReason::MorePain));
        assert_eq!(stop(pain(5), pain(6), &[]), Some(StopReason::StrongPain));
        assert_eq!(stop(pain(5), pain(5), &[]), None);
        assert_eq!(stop(pain(9), pain(2), &[Symptom::Numbness]), Some(StopReason::New(Symptom::Numbness)));
        assert_eq!(stop(pain(6), pain(6), &[]), Some(StopReason::StrongPain));
        assert_eq!(Pain::new(11), None);
    }

    #[test]
    fn what_was_not_told_is_no_reason_and_what_was_told_is() {
        let new = ["dizziness".to_owned()];
        assert_eq!(stop_told(None, None, &[]), None);
        assert_eq!(stop_told(Some(5), None, &[]), None);
        assert_eq!(stop_told(None, Some(5), &[]), None);
        assert_eq!(stop_told(None, Some(6), &[]), Some(StopReason::StrongPain));
        assert_eq!(stop_told(Some(0), Some(2), &[]), Some(StopReason::MorePain));
        assert_eq!(stop_told(None, None, &new), Some(StopReason::New(Symptom::Dizziness)));
        assert_eq!(stop_told(None, None, &["of a newer program".to_owned()]), None);
    }

    #[test]
    fn every_reason_is_found_by_its_id() {
        assert!(StopReason::ALL.into_iter().all(|reason| StopReason::by_id(reason.id()) == Some(reason)));
        assert_eq!(StopReason::by_id("else"), None);
    }

    #[test]
    fn osteoporosis_leaves_out_knee_to_chest_even_after_asking_and_the_rest_waits_for_it() {
        let of = |exercise, has_asked| clearance(exercise, &["osteoporosis"], has_asked);
        assert_eq!(
            [of(&KNEE_TO_CHEST, false), of(&KNEE_TO_CHEST, true), of(&HIP_BRIDGE, false), of(&HIP_BRIDGE, true)],
            [Clearance::NotOffered, Clearance::NotOffered, Clearance::AskFirst, Clearance::Begin]
        );
    }

    #[test]
    fn urgent_answers_send_to_a_doctor_whatever_else_is_said_and_no_answer_lets_begin() {
        for exercise in all() {
            for urgent in ["bladder_or_bowel", "saddle_numbness", "leg_weakness"] {
                assert_eq!(clearance(exercise, &["osteoporosis", urgent], true), Clearance::SeeDoctor);
            }
            assert_eq!(clearance(exercise, &[], false), Clearance::Begin);
            assert_eq!(clearance(exercise, &["pregnancy"], false), Clearance::AskFirst);
        }
    }

    #[test]
    fn questions_have_names_of_their_own_and_cautions_name_questions() {
        for (k, question) in QUESTIONS.iter().enumerate() {
            assert!(QUESTIONS.iter().skip(k + 1).all(|other| other.id != question.id), "{}", question.id);
        }
        for exercise in all() {
            for caution in exercise.about.cautions {
                assert!(QUESTIONS.iter().any(|question| question.id == *caution), "{}: {caution}", exercise.id);
            }
        }
    }

    #[test]
    fn no_sentence_claims_to_do_what_a_doctor_does() {
        let words = Clearance::words;
        let clearances =
            [Clearance::AskFirst, Clearance::NotOffered, Clearance::SeeDoctor].into_iter().filter_map(words);
        let said = QUESTIONS.iter().map(|question| question.text).chain([NOTICE, STOP_RULE]).chain(clearances);
        for text in said.chain(StopReason::ALL.map(StopReason::words)).chain(StopReason::ALL.map(StopReason::short)) {
            for claim in ["diagnos", "treat", "monitor", "prescri", "cure", "heal"] {
                assert!(!text.to_lowercase().contains(claim), "«{claim}» in {text}");
            }
        }
    }
}
