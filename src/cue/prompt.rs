//! All that is ever said: a closed list, so that each can be recorded, in any language.

use crate::coach::Advice;
use crate::exercises;
use crate::safety::{STOP_RULE, StopReason};

/// The highest number that is said.
pub const HIGHEST_NUMBER: u8 = 50;
/// The countdown before a set begins here.
pub const COUNTDOWN: u8 = 3;
/// Holds up to this long are counted down, in s.
pub const LONGEST_COUNTED_HOLD: u8 = 10;

/// Something that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prompt {
    /// A safety rule was met: the set is over.
    Stop(StopReason),
    /// The stop rule, before a set.
    StopRule,
    /// The set waits.
    Paused,
    /// The set goes on.
    Resumed,
    /// The set is over.
    Done,
    /// A number of repetitions, from 1.
    Number(u8),
    /// Seconds left of the countdown before a set.
    Countdown(u8),
    /// The set begins.
    Go,
    /// Seconds left of a hold.
    Hold(u8),
    /// Pace: lift.
    Up,
    /// Pace: pull.
    In,
    /// Pace: stay.
    Stay,
    /// Pace: lower.
    Down,
    /// Pace: let go.
    Out,
    /// What to do about a fault of an exercise, both by id.
    Correction(&'static str, &'static str),
    /// What to do about the view.
    Coach(Advice),
    /// The view is good: lie still until it begins.
    LieStill,
    /// Before the number of repetitions.
    Repetitions,
    /// Nothing is to be done better.
    NothingToCorrect,
    /// Before the correction that is worth most.
    NextTime,
    /// Nothing could be judged.
    NotJudged,
}

/// How much a prompt matters: it cuts off those that matter less, if it is one that cuts off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Talk,
    Pace,
    /// From here on a prompt cuts off what matters less.
    Count,
    Control,
    Stop,
}

impl Prompt {
    /// The whole vocabulary, each once.
    pub fn all() -> Vec<Self> {
        let single = [
            Self::StopRule,
            Self::Paused,
            Self::Resumed,
            Self::Done,
            Self::Go,
            Self::Up,
            Self::In,
            Self::Stay,
            Self::Down,
            Self::Out,
            Self::LieStill,
            Self::Repetitions,
            Self::NothingToCorrect,
            Self::NextTime,
            Self::NotJudged,
        ];
        let numbers = (1..=HIGHEST_NUMBER).map(Self::Number);
        let countdown = (1..=COUNTDOWN).map(Self::Countdown);
        let holds = (1..=LONGEST_COUNTED_HOLD).map(Self::Hold);
        let stops = StopReason::ALL.map(Self::Stop);
        let advice = Advice::ALL.map(Self::Coach);
        let counted = numbers.chain(countdown).chain(holds);
        single.into_iter().chain(counted).chain(stops).chain(advice).chain(corrections()).collect()
    }

    /// Its name: small ASCII letters, digits and underscores, which is a legal file name everywhere, and never changes.
    /// What differs in one thing only begins alike: `number_7`, `countdown_3`, `hold_2`, `stop_leg_pain`, `coach_lower`.
    /// A correction is its exercise and its fault: `hip_bridge_hips_low`.
    pub fn id(self) -> String {
        match self {
            Self::Stop(reason) => format!("stop_{}", reason.id()),
            Self::Coach(advice) => format!("coach_{}", advice.id()),
            Self::Number(n) => format!("number_{n}"),
            Self::Countdown(n) => format!("countdown_{n}"),
            Self::Hold(n) => format!("hold_{n}"),
            Self::Correction(exercise, fault) => format!("{exercise}_{fault}"),
            _ => self.fixed().0.into(),
        }
    }

    /// As said, in English.
    pub fn words(self) -> String {
        match self {
            Self::Stop(reason) => reason.words().into(),
            Self::Coach(advice) => advice.words().into(),
            Self::Number(n) | Self::Countdown(n) => n.to_string(),
            // Not to be taken for a count.
            Self::Hold(n) => format!("hold {n}"),
            Self::Correction(exercise, fault) => said(exercise, fault).unwrap_or_default().into(),
            _ => self.fixed().1.into(),
        }
    }

    /// As said in the language of this code; `None` where an exercise's file has no words in it.
    pub fn words_in(self, code: &str) -> Option<String> {
        let Self::Correction(exercise, fault) = self else { return Some(self.words()) };
        let own = exercises::by_name(exercise).map_or(&[][..], |exercise| exercise.about.words);
        if own.is_empty() {
            return Some(self.words());
        }
        let faults = own.iter().find(|words| words.language == code)?.faults;
        faults.iter().find(|words| words.id == fault).map(|words| words.said.to_owned())
    }

    /// Whether a clip of it must be part of the program: it need not of a correction that an exercise's file brings.
    pub fn is_recorded(self) -> bool {
        let Self::Correction(exercise, _) = self else { return true };
        exercises::by_name(exercise).is_some_and(|exercise| exercise.about.words.is_empty())
    }

    /// Name and words of those that carry nothing.
    const fn fixed(self) -> (&'static str, &'static str) {
        match self {
            Self::StopRule => ("stop_rule", STOP_RULE),
            Self::Paused => ("paused", "Paused. Raise an arm for two seconds to go on."),
            Self::Resumed => ("resumed", "Going on."),
            Self::Done => ("done", "Done."),
            Self::Go => ("go", "Go."),
            Self::Up => ("up", "Up."),
            Self::In => ("in", "In."),
            Self::Stay => ("stay", "Hold."),
            Self::Down => ("down", "Down."),
            Self::Out => ("out", "And back."),
            Self::LieStill => ("lie_still", "I see you well. Lie still and we begin."),
            Self::Repetitions => ("repetitions", "Repetitions:"),
            Self::NothingToCorrect => ("nothing_to_correct", "Nothing to correct."),
            Self::NextTime => ("next_time", "Next time:"),
            Self::NotJudged => ("not_judged", "I could not judge it. The screen says why."),
            _ => ("", ""),
        }
    }

    /// How long it takes to say, in s, where no recording tells: 14 characters a second, as 150 words a minute are, and a
    /// breath.
    pub fn estimated_secs(self) -> f64 {
        const CHARACTERS_PER_SEC: f64 = 14.0;
        const BREATH_SECS: f64 = 0.3;
        BREATH_SECS + self.words().chars().count() as f64 / CHARACTERS_PER_SEC
    }

    /// Whether it cuts off what is said before it in a script.
    pub(super) fn begins_at_once(self) -> bool {
        Rank::Control <= self.rank()
    }

    pub(super) const fn rank(self) -> Rank {
        match self {
            Self::Stop(_) => Rank::Stop,
            Self::StopRule | Self::Paused | Self::Resumed | Self::Done => Rank::Control,
            Self::Number(_) | Self::Countdown(_) | Self::Go => Rank::Count,
            Self::Hold(_) | Self::Up | Self::In | Self::Stay | Self::Down | Self::Out => Rank::Pace,
            _ => Rank::Talk,
        }
    }
}

/// Every correction: of repetitions and of sets.
fn corrections() -> impl Iterator<Item = Prompt> {
    exercises::all().into_iter().flat_map(|exercise| {
        let of_set = exercise.set_faults.iter().map(|fault| fault.id);
        let ids = exercise.faults.iter().map(|fault| fault.id).chain(of_set);
        ids.map(|id| Prompt::Correction(exercise.id, id))
    })
}

/// The correction for a fault as reports name it.
pub(super) fn correction(exercise: &str, fault: &str) -> Option<Prompt> {
    corrections().find(|prompt| matches!(prompt, Prompt::Correction(of, id) if *of == exercise && *id == fault))
}

fn said(exercise: &str, fault: &str) -> Option<&'static str> {
    let exercise = exercises::all().into_iter().find(|known| known.id == exercise)?;
    let of_reps = exercise.faults.iter().map(|known| (known.id, known.said));
    let of_set = exercise.set_faults.iter().map(|known| (known.id, known.said));
    of_reps.chain(of_set).find(|(id, _)| *id == fault).map(|(_, said)| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_words_and_is_there_once() {
        let all = Prompt::all();
        for (k, prompt) in all.iter().enumerate() {
            assert!(!prompt.words().is_empty(), "{prompt:?}");
            assert!(all.iter().skip(k + 1).all(|other| other != prompt), "{prompt:?} is there twice");
        }
        assert_eq!(all.iter().filter(|prompt| matches!(prompt, Prompt::Number(_))).count(), 50);
    }

    #[test]
    fn each_has_a_name_of_its_own_that_is_a_file_name() {
        let ids: Vec<String> = Prompt::all().into_iter().map(Prompt::id).collect();
        for (k, id) in ids.iter().enumerate() {
            assert!(!ids[..k].contains(id), "{id} is there twice");
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(!id.is_empty() && id.chars().all(is_plain), "«{id}»");
        }
        for known in ["number_7", "countdown_3", "hold_2", "coach_lower", "stop_leg_pain", "hip_bridge_hips_low"] {
            assert!(ids.iter().any(|id| id == known), "{known}: stored names must stay");
        }
    }

    #[test]
    fn a_correction_of_a_file_is_said_in_its_own_words_and_in_no_language_that_it_lacks() {
        let text = crate::exercise_file::template("said_by_a_file");
        exercises::add(exercises::read(&text).unwrap());
        let prompt = correction("said_by_a_file", "shallow").unwrap();
        assert_eq!(prompt.words_in("en").as_deref(), Some("Sink a little closer to the floor"));
        assert_eq!(prompt.words_in("de").as_deref(), Some("Sinken Sie etwas näher zum Boden"));
        assert_eq!((prompt.words_in("fr"), prompt.is_recorded()), (None, false));
        assert!(Prompt::Correction("hip_bridge", "hips_low").is_recorded() && Prompt::Go.words_in("de").is_some());
    }

    #[test]
    fn a_number_is_said_in_less_than_a_second_and_advice_in_less_than_eight() {
        for prompt in Prompt::all() {
            let longest = if prompt.rank() == Rank::Pace || matches!(prompt, Prompt::Number(_)) { 1.0 } else { 8.0 };
            assert!(prompt.estimated_secs() < longest, "{prompt:?}: {} s", prompt.estimated_secs());
        }
    }
}
