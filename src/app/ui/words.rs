//! Every word of the window. A language is one file below `assets/words`.

mod dose;
mod effort;
mod health;
mod numbers;
mod own;
mod plan;
mod review;
mod say;
mod settings;
mod tables;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub(super) use health::Topic;
pub use plan::{end_said, next_said, open_said, rest_over_said, sign_said};
pub(super) use tables::{ExerciseWords, Words};

pub(super) use crate::io::words::{fill, sentence};

use super::StopToday;
use crate::core::exercise::{AskedView, Exercise, Family};
use crate::core::exercises;
use crate::core::judge::{Phase, ViewWarning};
use crate::core::report::Judgement;
use crate::core::safety::StopReason;
use crate::guide::cue::Prompt;
use crate::io::recording::FIRST_PROFILE;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    let voice =
        [include_str!("../../../assets/voice/en.toml"), include_str!("../../../assets/voice/unrecorded/en.toml")];
    parsed(include_str!("../../../assets/words/en.toml"), voice)
});
static GERMAN: LazyLock<Words> = LazyLock::new(|| {
    let voice =
        [include_str!("../../../assets/voice/de.toml"), include_str!("../../../assets/voice/unrecorded/de.toml")];
    parsed(include_str!("../../../assets/words/de.toml"), voice)
});

/// The words of files, with those that exercises bring along: their files are read before the first word is shown.
fn parsed(text: &str, voice: [&str; 2]) -> Words {
    own::with_exercises(of_files(text, voice), &exercises::all())
}

#[expect(clippy::expect_used, reason = "embedded, and parsed by tests")]
fn of_files(text: &str, voice: [&str; 2]) -> Words {
    let words: Words = toml::from_str(text).expect("the window's words");
    Words { voice: toml::from_str(&voice.join("\n")).expect("the voice's words"), ..words }
}

/// Returns a prompt in words, in the language of a code: for a voice that has no clip of it.
pub fn said(code: &str, prompt: Prompt) -> String {
    Words::of(Some(code), None).said(prompt)
}

/// Returns how an exercise is done and where the camera stands, in the language of a code: to be spoken.
pub fn explained(code: &str, exercise: &Exercise) -> String {
    let words = Words::of(Some(code), None);
    format!("{}. {} {}", words.exercise_name(exercise.id), words.how(exercise), words.asked_view(exercise))
}

impl Words {
    /// How an exercise is done; nothing where no language says it.
    pub(super) fn how(&self, exercise: &Exercise) -> &str {
        self.exercises.get(exercise.id).map_or("", |said| said.how.as_str())
    }

    /// Every language.
    pub(super) fn all() -> [&'static Self; 2] {
        [&ENGLISH, &GERMAN]
    }

    /// The language that was chosen, else the system's (`de_DE.UTF-8`), else English.
    pub(super) fn of(chosen: Option<&str>, locale: Option<&str>) -> &'static Self {
        let code = &crate::io::words::Words::of(chosen, locale).code;
        Self::all().into_iter().find(|words| words.code == *code).unwrap_or(&ENGLISH)
    }

    /// Name of an exercise; its own where it is not known.
    pub(super) fn exercise_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.exercises.get(id).map_or(id, |exercise| exercise.name.as_str())
    }

    /// What is wrong, in two or three words.
    pub(super) fn fault_name(&self, exercise: &str, fault: &str) -> String {
        let known = self.exercises.get(exercise).and_then(|exercise| exercise.faults.get(fault));
        known.map_or_else(|| fault.replace('_', " "), |words| words.name.clone())
    }

    /// What to do about it: in these words, else in the rule's own.
    pub(super) fn cue<'a>(&'a self, exercise: &str, fault: &str, own: &'a str) -> &'a str {
        let known = self.exercises.get(exercise).and_then(|exercise| exercise.faults.get(fault));
        known.map_or(own, |words| words.cue.as_str())
    }

    /// Source of a fault's limits: in these words, else in the rule's own.
    pub(super) fn source<'a>(&'a self, exercise: &str, fault: &str, own: &'a str) -> &'a str {
        let known = self.exercises.get(exercise).and_then(|exercise| exercise.faults.get(fault));
        known.and_then(|words| words.source.as_deref()).unwrap_or(own)
    }

    /// Name of a person; the one that the program begins with is in this language.
    pub(super) fn person<'a>(&'a self, name: &'a str) -> &'a str {
        if name == FIRST_PROFILE { &self.settings.profile_default } else { name }
    }

    pub(super) fn warning(&self, warning: ViewWarning) -> &str {
        let words = &self.warnings;
        match warning {
            ViewWarning::TooSmall => &words.too_small,
            ViewWarning::OffView(AskedView::Side) => &words.not_side_on,
            ViewWarning::OffView(AskedView::Front) => &words.not_front_on,
            ViewWarning::OffView(AskedView::SideOrFront) => &words.not_side_or_front_on,
            ViewWarning::NotLyingDown => &words.not_lying_down,
            ViewWarning::NotInPosture => &words.not_in_posture,
            ViewWarning::Oblique(AskedView::Side) => &words.oblique,
            ViewWarning::Oblique(AskedView::Front) => &words.oblique_front,
            ViewWarning::Oblique(AskedView::SideOrFront) => &words.oblique_side_or_front,
            ViewWarning::Small => &words.small,
            ViewWarning::Dark => &words.dark,
            ViewWarning::Tilted => &words.tilted,
            ViewWarning::Moves => &words.moves,
            ViewWarning::Zooms => &words.zooms,
            ViewWarning::OthersInView => &words.others_in_view,
            ViewWarning::NotWhole => &words.not_whole,
        }
    }

    /// A kind of exercise.
    pub(super) fn family(&self, family: Family) -> &str {
        let words = &self.families;
        match family {
            Family::Supine => &words.supine,
            Family::HandsAndKnees => &words.hands_and_knees,
            Family::Standing => &words.standing,
            Family::Stretch => &words.stretch,
            Family::Aerobic => &words.aerobic,
        }
    }

    /// A phase of an exercise; what presses the back down does not rise.
    pub(super) fn phase(&self, phase: Phase, exercise: &Exercise) -> &str {
        let presses = exercise.rhythm().is_some();
        match phase {
            Phase::Rising if presses => &self.phases.pressing,
            Phase::Top if presses => &self.phases.pressed,
            Phase::Lowering if presses => &self.phases.letting_go,
            Phase::Away => &self.phases.away,
            Phase::Rest => &self.phases.rest,
            Phase::Rising => &self.phases.rising,
            Phase::Top => &self.phases.top,
            Phase::Lowering => &self.phases.lowering,
        }
    }

    /// As the voice says it; an exercise of a file has words of its own.
    pub(super) fn said(&self, prompt: Prompt) -> String {
        let own = || prompt.own_words(&self.code).map_or_else(|| prompt.words(), str::to_owned);
        self.voice.get(&*prompt.id()).cloned().unwrap_or_else(own)
    }

    /// Pain before and after, as far as it was reported.
    pub(super) fn pain_said(&self, before: Option<u8>, after: Option<u8>) -> String {
        let said = |pain: Option<u8>| pain.map_or_else(|| self.pain.not_told.clone(), |pain| pain.to_string());
        match (before, after) {
            (None, None) => fill(&self.pain.only, &[("n", &self.pain.not_told)]),
            (before, after) => fill(&self.pain.course, &[("before", &said(before)), ("after", &said(after))]),
        }
    }

    /// `Stopped: the pain grew`.
    pub(super) fn stopped(&self, reason: StopReason) -> String {
        fill(&self.pain.stopped, &[("reason", self.stop_short(reason))])
    }

    /// The same of today.
    pub(super) fn stopped_today(&self, stop: StopToday) -> String {
        match stop {
            StopToday::Session(reason) => fill(&self.pain.stopped_today, &[("reason", self.stop_short(reason))]),
            StopToday::Before(_) => self.pain.not_begun_today.clone(),
        }
    }

    /// The same of a session of the past.
    pub(super) fn stopped_then(&self, reason: StopReason) -> String {
        fill(&self.pain.stopped_then, &[("reason", self.stop_short(reason))])
    }

    /// The score, or how far a set came that was not done to its end; that there is none.
    pub(super) fn outcome(&self, (n, goal): (usize, Option<usize>), score: Option<f64>) -> String {
        match (goal, score) {
            (Some(goal), Some(_)) => fill(&self.result.goal, &[("n", &n.to_string()), ("goal", &goal.to_string())]),
            (_, None) => self.home.recent_no_score.clone(),
            (None, Some(score)) => fill(&self.home.recent_score, &[("score", &self.number(score, 0))]),
        }
    }

    /// Returns the number that was counted, and the goal where there were fewer.
    pub(super) fn counted_of(&self, judgement: &Judgement) -> String {
        let n = judgement.reps.len();
        judgement.goal_missed().map_or_else(
            || self.counted(n),
            |goal| fill(&self.live.count_goal_said, &[("n", &n.to_string()), ("goal", &goal.to_string())]),
        )
    }

    /// `1 repetition` or `5 repetitions`.
    pub(super) fn counted(&self, n: usize) -> String {
        if n == 1 { self.result.counted_one.clone() } else { fill(&self.result.counted, &[("n", &n.to_string())]) }
    }
}
