//! All that is ever said. Most of it is recorded, in every language; the rest is shown, and spoken by the system's voice.

use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::safety::{STOP_RULE, StopReason};
use crate::guide::coach::Advice;

/// The highest number that is said.
pub const HIGHEST_NUMBER: u8 = 50;
/// The countdown before a set begins here.
pub const COUNTDOWN: u8 = 3;
/// The last seconds of a hold are counted down from here, in s.
pub const LONGEST_COUNTED_HOLD: u8 = 10;
/// The time that is left of a longer hold is said in steps of so many s…
pub const HOLD_STEP_SECS: u8 = 10;
/// …from here at the most, in s.
pub const LONGEST_HOLD_LEFT: u8 = 90;

/// Something that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prompt {
    /// A safety rule was met: the set is over.
    Stop(StopReason),
    /// The stop rule, before a set.
    StopRule,
    /// The set waits.
    Paused,
    /// The set waits, and goes on once the athlete is back in position.
    PausedUntilBack,
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
    /// Seconds left of a hold, counted down.
    Hold(u8),
    /// Seconds left of a long hold, so that the person does not wonder.
    HoldLeft(u8),
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
    /// The same in another posture.
    HoldStill,
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
    /// Returns the whole vocabulary, each once.
    pub fn all() -> Vec<Self> {
        let single = [
            Self::StopRule,
            Self::Paused,
            Self::PausedUntilBack,
            Self::Resumed,
            Self::Done,
            Self::Go,
            Self::Up,
            Self::In,
            Self::Stay,
            Self::Down,
            Self::Out,
            Self::LieStill,
            Self::HoldStill,
            Self::Repetitions,
            Self::NothingToCorrect,
            Self::NextTime,
            Self::NotJudged,
        ];
        let numbers = (1..=HIGHEST_NUMBER).map(Self::Number);
        let countdown = (1..=COUNTDOWN).map(Self::Countdown);
        let holds = (1..=LONGEST_COUNTED_HOLD).map(Self::Hold);
        let multiples = (1..=LONGEST_HOLD_LEFT / HOLD_STEP_SECS).map(|n| HOLD_STEP_SECS * n);
        let left = multiples.filter(|secs| LONGEST_COUNTED_HOLD < *secs).map(Self::HoldLeft);
        let stops = StopReason::ALL.map(Self::Stop);
        let advice = Advice::ALL.map(Self::Coach);
        let counted = numbers.chain(countdown).chain(holds).chain(left);
        single.into_iter().chain(counted).chain(stops).chain(advice).chain(corrections()).collect()
    }

    /// Returns true if the program has a clip of it in every language. The others are shown, and the system's voice
    /// speaks them if there is one.
    pub fn is_recorded(self) -> bool {
        match self {
            Self::PausedUntilBack | Self::HoldStill | Self::HoldLeft(_) => false,
            Self::Coach(advice) => advice.is_recorded(),
            Self::Correction(exercise, _) => of_id(exercise).is_some_and(|known| known.about.words.is_empty()),
            _ => true,
        }
    }

    /// Returns its name: small ASCII letters, digits and underscores, which is a legal file name everywhere, and never
    /// changes. What differs in one thing only begins alike: `number_7`, `countdown_3`, `hold_2`, `stop_leg_pain`,
    /// `coach_lower`. A correction is its exercise and its fault: `hip_bridge_hips_low`.
    pub fn id(self) -> String {
        match self {
            Self::Stop(reason) => format!("stop_{}", reason.id()),
            Self::Coach(advice) => format!("coach_{}", advice.id()),
            Self::Number(n) => format!("number_{n}"),
            Self::Countdown(n) => format!("countdown_{n}"),
            Self::Hold(n) => format!("hold_{n}"),
            Self::HoldLeft(n) => format!("hold_left_{n}"),
            Self::Correction(exercise, fault) => format!("{exercise}_{fault}"),
            _ => self.fixed().0.into(),
        }
    }

    /// As said in a language (its code, as `de`), where the exercise itself has words in it.
    pub fn own_words(self, language: &str) -> Option<&'static str> {
        let Self::Correction(exercise, fault) = self else { return None };
        let words = of_id(exercise)?.about.words.iter().find(|words| words.language == language)?;
        words.faults.iter().find(|known| known.id == fault).map(|known| known.said)
    }

    /// As said, in English.
    pub fn words(self) -> String {
        match self {
            Self::Stop(reason) => reason.words().into(),
            Self::Coach(advice) => advice.words().into(),
            Self::Number(n) | Self::Countdown(n) => n.to_string(),
            // Not to be taken for a count.
            Self::Hold(n) => format!("hold {n}"),
            Self::HoldLeft(n) => format!("{n} seconds left."),
            Self::Correction(exercise, fault) => said(exercise, fault).unwrap_or_default().into(),
            _ => self.fixed().1.into(),
        }
    }

    /// Name and words of those that carry nothing.
    const fn fixed(self) -> (&'static str, &'static str) {
        match self {
            Self::StopRule => ("stop_rule", STOP_RULE),
            Self::Paused => ("paused", "Paused. Raise an arm for two seconds to go on."),
            Self::PausedUntilBack => ("paused_until_back", "Paused. Take up the position and hold still to go on."),
            Self::Resumed => ("resumed", "Going on."),
            Self::Done => ("done", "Done."),
            Self::Go => ("go", "Go."),
            Self::Up => ("up", "Up."),
            Self::In => ("in", "In."),
            Self::Stay => ("stay", "Hold."),
            Self::Down => ("down", "Down."),
            Self::Out => ("out", "And back."),
            Self::LieStill => ("lie_still", "I see you well. Lie still and we begin."),
            Self::HoldStill => ("hold_still", "I see you well. Hold still and we begin."),
            Self::Repetitions => ("repetitions", "Repetitions:"),
            Self::NothingToCorrect => ("nothing_to_correct", "Nothing to correct."),
            Self::NextTime => ("next_time", "Next time:"),
            Self::NotJudged => ("not_judged", "I could not judge it. The screen says why."),
            _ => ("", ""),
        }
    }

    /// Returns how long it takes to say, in s, where no recording tells: 14 characters a second, as 150 words a minute
    /// are, and a breath.
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
            Self::StopRule | Self::Paused | Self::PausedUntilBack | Self::Resumed | Self::Done => Rank::Control,
            Self::Number(_) | Self::Countdown(_) | Self::Go => Rank::Count,
            Self::Hold(_) | Self::HoldLeft(_) | Self::Up | Self::In | Self::Stay | Self::Down | Self::Out => Rank::Pace,
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

fn of_id(id: &str) -> Option<&'static Exercise> {
    exercises::all().into_iter().find(|known| known.id == id)
}

fn said(exercise: &str, fault: &str) -> Option<&'static str> {
    let exercise = of_id(exercise)?;
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
        let text = crate::core::exercise_file::template("said_by_a_file");
        exercises::add(exercises::read(&text).unwrap());
        let prompt = correction("said_by_a_file", "shallow").unwrap();
        assert_eq!(prompt.own_words("en"), Some("Sink a little closer to the floor"));
        assert_eq!(prompt.own_words("de"), Some("Sinken Sie etwas näher zum Boden"));
        assert_eq!((prompt.own_words("fr"), prompt.is_recorded()), (None, false));
        assert!(Prompt::Correction("hip_bridge", "hips_low").is_recorded() && Prompt::Go.own_words("de").is_none());
    }

    #[test]
    fn a_number_is_said_in_less_than_a_second_and_advice_in_less_than_eight() {
        for prompt in Prompt::all() {
            let is_short = matches!(prompt, Prompt::Number(_)) || prompt.rank() == Rank::Pace;
            // Nothing is said in the seconds after what is left of a long hold.
            let longest = if is_short && !matches!(prompt, Prompt::HoldLeft(_)) { 1.0 } else { 8.0 };
            assert!(prompt.estimated_secs() < longest, "{prompt:?}: {} s", prompt.estimated_secs());
        }
    }
}
