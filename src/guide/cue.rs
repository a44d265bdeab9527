//! Prompts and sounds with their times, from the first advice to the result, as a fold over views.

mod correction;
mod pace;
mod prompt;
mod results;
mod tone;
mod voice;

use std::collections::VecDeque;

use correction::Corrections;
use pace::Pace;
pub use prompt::{COUNTDOWN, HIGHEST_NUMBER, HOLD_STEP_SECS, LONGEST_COUNTED_HOLD, LONGEST_HOLD_LEFT, Prompt};
use tone::{Metronome, Tone};
use voice::Voice;

use crate::core::exercise::{Exercise, PostureKind};
use crate::core::judge::LiveView;
use crate::core::report::Judgement;
use crate::core::safety::StopReason;
use crate::core::time::{Lasting, Timestamp};
use crate::guide::coach::{Coach, Coaching};
use crate::guide::gesture::{Gestures, Signs, has_arm_sign};

/// From one number of the countdown to the next, in s.
const COUNTDOWN_STEP_SECS: f64 = 1.0;
/// Who sat up or left after some repetitions and does not come back for so long, in s, has finished (a proposal: longer
/// than a drink of water).
const FINISHED_SECS: f64 = 20.0;

/// What is on.
#[derive(Debug, Clone, Copy)]
pub struct CueConfig {
    /// Repetitions are counted, and holds counted down.
    pub counts: bool,
    /// «Up, hold, down».
    pub paces: bool,
    /// A tone follows the movement.
    pub tone: bool,
    /// A beat for an exercise that is a rhythm or goes on evenly in steps.
    pub beat: Option<Beat>,
    /// Sessions so far: with more of them, fewer corrections.
    pub n_sessions: u32,
    /// How long each prompt takes to say, in s: of the clips in the language that is spoken, or
    /// [`Prompt::estimated_secs`].
    pub secs: fn(Prompt) -> f64,
}

/// Time from one beat to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Beat {
    /// As often as the person's own repetitions come, once that is known.
    Own,
    /// Once in so many s.
    Every(f64),
}

/// Something for the ear, to begin at the instant of the view that gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sound {
    /// What is being said stops.
    Hush,
    /// Is said.
    Say(Prompt),
    /// The tone sounds from now on, 0 at rest to 1 where the movement is fine.
    Tone {
        /// 0–1.
        pitch_share: f32,
    },
    /// The tone stops.
    ToneEnd,
    /// One beat.
    Beat,
}

/// Where in a session the athlete is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueStage {
    /// The view is not good yet, or no person lies still.
    Coaching,
    /// About to begin.
    CountingDown,
    /// The set.
    Doing,
    /// It waits.
    Paused,
    /// It is over.
    Done,
}

/// Decides what is said and sounded.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "what was said, each by itself")]
pub struct Cues {
    config: CueConfig,
    stage: CueStage,
    voice: Voice,
    coach: Coach,
    gestures: Gestures,
    signs: Signs,
    /// The advice that holds now, and since when its stage does.
    coaching: Coaching,
    since: Option<Timestamp>,
    pace: Pace,
    corrections: Corrections,
    tone: Tone,
    metronome: Metronome,
    /// What is to be said in this order, whatever is seen.
    script: VecDeque<Prompt>,
    has_begun: bool,
    /// What the countdown said last.
    counted_down: Option<Prompt>,
    /// Out of the posture or out of the picture during a pause.
    gone: Lasting,
    /// True where a raised arm ends a pause of the exercise that is done.
    has_arm_sign: bool,
    /// Out of the posture or the picture since the pause began: coming back ends it where no arm can.
    was_gone: bool,
    has_finished: bool,
}

impl Cues {
    /// Returns the state before the person lies down.
    pub fn new(config: CueConfig) -> Self {
        Self {
            config,
            stage: CueStage::Coaching,
            voice: Voice::new(config.secs),
            coach: Coach::default(),
            gestures: Gestures::default(),
            signs: Signs::default(),
            coaching: Coaching::default(),
            since: None,
            pace: Pace::default(),
            corrections: Corrections::new(config.n_sessions),
            tone: Tone::default(),
            metronome: Metronome::default(),
            script: VecDeque::from([Prompt::StopRule]),
            has_begun: false,
            counted_down: None,
            gone: Lasting::default(),
            has_arm_sign: true,
            was_gone: false,
            has_finished: false,
        }
    }

    /// Returns where in the session the athlete is.
    pub const fn stage(&self) -> CueStage {
        self.stage
    }

    /// Returns true if the athlete got up after some repetitions and stayed so: the set is to be ended.
    pub const fn has_finished(&self) -> bool {
        self.has_finished
    }

    /// Returns what the coach says now: for the screen.
    pub const fn coaching(&self) -> Coaching {
        self.coaching
    }

    /// Returns what begins to sound with the next view; views come in order of time.
    pub fn push(&mut self, at: Timestamp, view: &LiveView) -> Vec<Sound> {
        let before = self.signs;
        self.signs = self.gestures.push(at, view);
        self.has_arm_sign = has_arm_sign(view.exercise);
        self.coaching = self.coach.push(at, view);
        self.advance(at, view, before.n_raises < self.signs.n_raises);
        let mut sounds = self.spoken(at, view);
        sounds.extend(self.sounded(at, view));
        sounds
    }

    /// Pauses or goes on, as by key.
    pub fn pause(&mut self, at: Timestamp, is_paused: bool) {
        match (self.stage, is_paused) {
            (CueStage::Doing, true) => {
                self.enter(at, CueStage::Paused);
                self.was_gone = false;
                let paused = if self.has_arm_sign { Prompt::Paused } else { Prompt::PausedUntilBack };
                self.script = VecDeque::from([paused]);
            }
            (CueStage::Paused, false) => {
                self.enter(at, CueStage::Doing);
                self.script = VecDeque::from([Prompt::Resumed]);
            }
            _ => {}
        }
    }

    /// Ends all speech, because a safety rule was met: nothing else is said any more.
    pub fn stop(&mut self, at: Timestamp, reason: StopReason) {
        self.enter(at, CueStage::Done);
        self.script = VecDeque::from([Prompt::Stop(reason)]);
    }

    /// Ends the set and says the result, unless a safety rule ended it.
    pub fn finish(&mut self, at: Timestamp, judgement: &Judgement) {
        if self.stage != CueStage::Done {
            self.enter(at, CueStage::Done);
            self.script = results::of(judgement);
        }
    }

    /// Returns what is left to be said after the last view, from an instant on.
    pub fn rest(&mut self, at: Timestamp) -> Vec<Sound> {
        self.scripted(at)
    }

    /// Returns true if all is said.
    pub fn is_silent(&self, at: Timestamp) -> bool {
        self.script.is_empty() && self.voice.is_silent(at)
    }

    fn enter(&mut self, at: Timestamp, stage: CueStage) {
        (self.stage, self.since) = (stage, Some(at));
        self.metronome.stop();
    }

    fn advance(&mut self, at: Timestamp, view: &LiveView, is_raised: bool) {
        let is_gone = self.signs.has_left || self.signs.is_away;
        let gone_secs = self.gone.push(at, is_gone && self.stage == CueStage::Paused);
        self.has_finished |= FINISHED_SECS <= gone_secs && 0 < view.provisional_reps;
        let begins = 0 < view.provisional_reps && !self.has_begun;
        match self.stage {
            // Who begins without waiting is not made to wait.
            CueStage::Coaching | CueStage::CountingDown if begins => self.begin(at),
            CueStage::Coaching if self.coaching.is_ready && self.is_silent(at) => {
                self.enter(at, CueStage::CountingDown);
                self.counted_down = None;
            }
            CueStage::CountingDown if self.coaching.advice.is_some() || is_gone => self.enter(at, CueStage::Coaching),
            CueStage::CountingDown if self.countdown(at).is_none() && self.is_silent(at) => {
                self.pace.begin(view);
                self.begin(at);
                self.script = VecDeque::from([Prompt::Go]);
            }
            CueStage::Doing if is_raised || is_gone => self.pause(at, true),
            CueStage::Paused if is_gone => self.was_gone = true,
            CueStage::Paused if is_raised || self.is_back() => {
                self.pause(at, false);
                self.pace.begin(view);
                self.corrections.begin(at.secs());
            }
            _ => {}
        }
    }

    /// Returns true if the athlete was gone during the pause and holds still in position again, where no arm can end
    /// the pause.
    const fn is_back(&self) -> bool {
        !self.has_arm_sign && self.was_gone && self.coaching.is_ready
    }

    fn begin(&mut self, at: Timestamp) {
        self.has_begun = true;
        self.enter(at, CueStage::Doing);
    }

    /// The number that the countdown is at; `None` once it is over.
    fn countdown(&self, at: Timestamp) -> Option<Prompt> {
        let secs = self.since.map_or(0.0, |since| at.secs_since(since));
        let left = f64::from(COUNTDOWN) - (secs / COUNTDOWN_STEP_SECS).floor();
        (1.0 <= left).then_some(Prompt::Countdown(left as u8))
    }

    fn spoken(&mut self, at: Timestamp, view: &LiveView) -> Vec<Sound> {
        if !self.script.is_empty() {
            return self.scripted(at);
        }
        let wanted = self.wanted(at, view);
        for prompt in wanted {
            let sounds = self.voice.say(at, prompt);
            if !sounds.is_empty() {
                self.said(prompt, view);
                return sounds;
            }
        }
        Vec::new()
    }

    fn scripted(&mut self, at: Timestamp) -> Vec<Sound> {
        // A script begins at once and then goes on by itself: nothing of it cuts off what is before.
        let next = self.script.front().filter(|prompt| prompt.begins_at_once() || self.voice.is_silent(at));
        let sounds = next.copied().map(|prompt| self.voice.say(at, prompt)).unwrap_or_default();
        if !sounds.is_empty() {
            self.script.pop_front();
        }
        sounds
    }

    /// What may be said now, the most important first.
    fn wanted(&mut self, at: Timestamp, view: &LiveView) -> Vec<Prompt> {
        self.pace.follow(at, view);
        let is_good = self.coaching.is_good;
        match self.stage {
            CueStage::Coaching => {
                let advice = self.coaching.advice.map(Prompt::Coach);
                advice.or_else(|| is_good.then(|| still(view.exercise))).into_iter().collect()
            }
            CueStage::CountingDown => {
                let next = self.countdown(at).filter(|prompt| self.counted_down != Some(*prompt));
                next.into_iter().collect()
            }
            CueStage::Doing => {
                let paced = self.pace.wanted(view, &self.config);
                paced.into_iter().chain(self.corrections.wanted(at, view)).collect()
            }
            CueStage::Paused | CueStage::Done => Vec::new(),
        }
    }

    fn said(&mut self, prompt: Prompt, view: &LiveView) {
        match prompt {
            Prompt::Correction(..) => self.corrections.said(view),
            Prompt::Countdown(_) => self.counted_down = Some(prompt),
            Prompt::Coach(_) | Prompt::LieStill | Prompt::HoldStill => {}
            _ => self.pace.said(prompt),
        }
    }

    /// What sounds without words.
    fn sounded(&mut self, at: Timestamp, view: &LiveView) -> impl Iterator<Item = Sound> + use<> {
        let tone = self.tone.push(view, self.config.tone && self.stage == CueStage::Doing);
        tone.into_iter().chain(self.beat(at, view))
    }

    fn beat(&mut self, at: Timestamp, view: &LiveView) -> Option<Sound> {
        let beat = self.config.beat.filter(|_| self.stage == CueStage::Doing)?;
        self.metronome.push(at, beat, view)
    }
}

/// Returns the prompt that is spoken once the view is good.
pub fn still(exercise: &Exercise) -> Prompt {
    if exercise.posture.kind == PostureKind::Supine { Prompt::LieStill } else { Prompt::HoldStill }
}
