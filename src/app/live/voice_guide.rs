//! The session for somebody who neither sees the screen nor reaches the keys: what is said, and what the body tells.

use std::path::PathBuf;
use std::sync::Arc;

use super::transcript::Transcript;
use crate::core::judge::{Judge, LiveView, Search};
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::Judgement;
use crate::core::safety::StopReason;
use crate::core::time::Timestamp;
use crate::guide::coach::Coaching;
use crate::guide::cue::{Beat, CueConfig, CueStage, Cues, Prompt, Sound};
use crate::io::recording::{BeatChoice, SoundSettings};

/// From one beat to the next where a beat of its own is asked for, in s: two each way (criteria, `too_fast`).
const SLOW_BEAT_SECS: f64 = 4.0;
/// What was said can be read for so long, in s.
const READ_SECS: f64 = 6.0;
/// Step in which the end is told, in s.
const STEP_SECS: f64 = 0.05;

/// Where sounds go, without waiting.
#[derive(Clone)]
pub struct SoundSink(Arc<dyn Fn(Sound) + Send + Sync>);

impl SoundSink {
    /// Returns a sink that does this with each sound.
    pub fn new(hear: impl Fn(Sound) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hear))
    }
}

impl std::fmt::Debug for SoundSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoundSink").finish_non_exhaustive()
    }
}

/// How a session is led by voice.
#[derive(Debug, Clone)]
pub struct VoiceGuideOptions {
    /// What is heard.
    pub sound: SoundSettings,
    /// Past sessions of this person.
    pub n_sessions: u32,
    /// How long each prompt takes to say, in s.
    pub secs: fn(Prompt) -> f64,
    /// Words of a prompt in the language of a code, for the transcript.
    pub words: fn(&str, Prompt) -> String,
    /// That code.
    pub language: &'static str,
    /// Where sounds go.
    pub sink: SoundSink,
    /// Where to write all that is said, with times, if anywhere.
    pub transcript: Option<PathBuf>,
}

impl VoiceGuideOptions {
    fn cues(&self) -> Cues {
        let SoundSettings { counts, paces, tone, beat, .. } = self.sound;
        let beat = match beat {
            BeatChoice::Off => None,
            BeatChoice::Own => Some(Beat::Own),
            BeatChoice::Slow => Some(Beat::Every(SLOW_BEAT_SECS)),
        };
        Cues::new(CueConfig { counts, paces, tone, beat, n_sessions: self.n_sessions, secs: self.secs })
    }
}

/// What the voice guide is at: for the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoiceGuideView {
    /// Where in the session the athlete is.
    pub stage: CueStage,
    /// What the coach asks for.
    pub coaching: Coaching,
    /// What was said in the last seconds, for who does not hear it.
    pub said: Option<Prompt>,
}

/// What comes of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It goes on as before.
    None,
    /// The set begins here: what was before was getting ready.
    Begins,
    /// It waits.
    Pauses,
    /// It goes on.
    Resumes,
}

/// Leads a session by voice.
#[derive(Debug)]
pub(super) struct VoiceGuide {
    options: VoiceGuideOptions,
    cues: Cues,
    /// Sees the athlete during pauses too, when nothing is judged.
    watcher: Judge,
    transcript: Transcript,
    said: Option<(Prompt, Timestamp)>,
}

impl VoiceGuide {
    pub(super) fn new(options: VoiceGuideOptions, search: Search, stream: Stream) -> Self {
        let words = (options.words, options.language);
        let transcript = Transcript::to(options.transcript.as_deref(), search.id(), words);
        Self { cues: options.cues(), watcher: Judge::new(search, stream), transcript, said: None, options }
    }

    /// Watches the athlete, whether anything is judged or not.
    pub(super) fn watch(&mut self, sample: &PoseSample) {
        self.watcher.push(sample);
    }

    /// Returns a view of the set with the athlete as watched now.
    pub(super) fn with_athlete(&self, view: LiveView) -> LiveView {
        let watcher = &self.watcher;
        let (pose, warnings, framing) = (watcher.smooth_pose().copied(), watcher.warnings(), watcher.framing());
        LiveView { pose, warnings, framing, ..view }
    }

    /// Says what is to be said of the state of the set, and tells what the body asked for.
    pub(super) fn lead(&mut self, at: Timestamp, view: &LiveView) -> Turn {
        let before = self.cues.stage();
        let sounds = self.cues.push(at, view);
        self.sound(at, sounds);
        self.turn(before)
    }

    /// Pauses or goes on, as by key.
    pub(super) fn pause(&mut self, at: Timestamp, is_paused: bool) -> Turn {
        let before = self.cues.stage();
        self.cues.pause(at, is_paused);
        self.turn(before)
    }

    fn turn(&self, before: CueStage) -> Turn {
        match (before, self.cues.stage()) {
            (CueStage::Coaching, CueStage::CountingDown) => Turn::Begins,
            (CueStage::Doing, CueStage::Paused) => Turn::Pauses,
            (CueStage::Paused, CueStage::Doing) => Turn::Resumes,
            _ => Turn::None,
        }
    }

    pub(super) const fn has_finished(&self) -> bool {
        self.cues.has_finished()
    }

    pub(super) fn view(&self, now: Timestamp) -> VoiceGuideView {
        let said = self.said.filter(|(_, at)| now.secs_since(*at) < READ_SECS).map(|(prompt, _)| prompt);
        VoiceGuideView { stage: self.cues.stage(), coaching: self.cues.coaching(), said }
    }

    /// A safety rule was met: nothing but that is said any more.
    pub(super) fn stop(&mut self, at: Timestamp, reason: StopReason) {
        self.cues.stop(at, reason);
    }

    /// The set is over: all that is left is said in one go, and how long it takes, in s.
    pub(super) fn finish(mut self, at: Timestamp, judgement: &Judgement) -> f64 {
        self.cues.finish(at, judgement);
        let mut now = at;
        self.sound(at, vec![Sound::ToneEnd]);
        while !self.cues.is_silent(now) {
            let sounds = self.cues.rest(now);
            self.sound(now, sounds);
            now = Timestamp::from_secs(now.secs() + STEP_SECS);
        }
        now.secs_since(at)
    }

    fn sound(&mut self, at: Timestamp, sounds: Vec<Sound>) {
        for sound in sounds {
            if let Sound::Say(prompt) = sound {
                self.said = Some((prompt, at));
            }
            self.transcript.write(at, sound);
            (self.options.sink.0)(sound);
        }
    }
}
