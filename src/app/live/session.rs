//! A session with its pauses, led by voice where that is asked for. Knows no clock: instants are those of the pictures.

use super::voice_guide::{Turn, VoiceGuide, VoiceGuideOptions, VoiceGuideView};
use crate::core::exercise::Goal;
use crate::core::judge::{Judge, LiveView, Phase, Search};
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::{Code, Judgement, Statement};
use crate::core::safety::StopReason;
use crate::core::time::Timestamp;

/// A set of a plan ends when all its repetitions are done and the body has rested for so long, in s (a proposal: the last
/// number has been said then).
const COMPLETE_SECS: f64 = 1.5;

/// The fold over what a camera sees, as far as the person is at it.
#[derive(Debug)]
pub(super) struct RunningSession {
    search: Search,
    /// Amount that the set is to have, where it is not the exercise's own.
    goal: Option<Goal>,
    /// Since when it has all its repetitions and the body rests.
    complete: Option<Timestamp>,
    stream: Stream,
    judge: Judge,
    guide: Option<VoiceGuide>,
    /// Since when, where a pause is under way.
    paused: Option<Timestamp>,
    /// The next sample has nothing to do with the last.
    is_resumed: bool,
    /// First and last instant of the stream.
    span: Option<(Timestamp, Timestamp)>,
    /// First instant of the set, where it begins within the stream.
    origin: Option<Timestamp>,
    view: Option<LiveView>,
    /// What was judged last, until it is asked for.
    judged: Option<PoseSample>,
    n_samples: u64,
    notes: Vec<Statement>,
}

/// What a session comes to.
#[derive(Debug)]
pub(super) struct Verdict {
    /// Times count from the beginning of the set.
    pub(super) judgement: Judgement,
    /// What was wrong besides, and no rule could know.
    pub(super) warnings: Vec<Statement>,
    /// How long what is left to be said takes, in s.
    pub(super) talk_secs: f64,
}

impl RunningSession {
    pub(super) fn new(
        (search, goal): (Search, Option<Goal>),
        stream: Stream,
        guide: Option<VoiceGuideOptions>,
    ) -> Self {
        let search = match (search, goal) {
            (Search::One(exercise), Some(goal)) => Search::One(goal.asked_of(exercise)),
            (search, _) => search,
        };
        Self {
            search,
            goal,
            complete: None,
            stream,
            judge: Judge::new(search, stream),
            guide: guide.map(|options| VoiceGuide::new(options, search, stream)),
            paused: None,
            is_resumed: false,
            span: None,
            origin: None,
            view: None,
            judged: None,
            n_samples: 0,
            notes: Vec::new(),
        }
    }

    /// Takes the next sample, which goes unjudged during a pause; what is to be shown with it.
    pub(super) fn push(&mut self, sample: PoseSample) -> Option<LiveView> {
        let at = sample.at;
        let from = self.span.map_or(at, |(from, _)| from);
        self.span = Some((from, at));
        if let Some(guide) = &mut self.guide {
            guide.watch(&sample);
        }
        if self.paused.is_none() {
            self.judge(sample);
        }
        let view = self.view.clone()?;
        let view = match &self.guide {
            Some(guide) => guide.with_athlete(view),
            None if self.paused.is_some() => LiveView { pose: None, ..view },
            None => view,
        };
        let turn = self.guide.as_mut().map(|guide| guide.lead(at, &view));
        self.take(turn);
        Some(view)
    }

    fn judge(&mut self, mut sample: PoseSample) {
        sample.cut |= std::mem::take(&mut self.is_resumed);
        self.n_samples += 1;
        self.judge.push(&sample);
        let view = self.judge.view();
        let reps = self.goal.and_then(|goal| goal.reps);
        let is_complete = view.phase == Phase::Rest && reps.is_some_and(|reps| reps <= view.provisional_reps);
        self.complete = is_complete.then(|| self.complete.unwrap_or(sample.at));
        self.view = Some(LiveView { goal: self.goal.unwrap_or(view.goal), ..view });
        self.judged = Some(sample);
    }

    fn take(&mut self, turn: Option<Turn>) {
        match turn {
            Some(Turn::Begins) => self.begin_anew(),
            Some(Turn::Pauses) => self.halt(),
            Some(Turn::Resumes) => self.go_on(),
            Some(Turn::None) | None => {}
        }
    }

    /// What was seen while the athlete got ready says nothing of the set.
    fn begin_anew(&mut self) {
        self.judge = Judge::new(self.search, self.stream);
        self.origin = Some(self.now());
        self.judged = None;
        self.n_samples = 0;
        self.notes.clear();
    }

    /// Pauses, as by key.
    pub(super) fn pause(&mut self) {
        self.ask(true);
    }

    /// Goes on, as by key.
    pub(super) fn resume(&mut self) {
        self.ask(false);
    }

    fn ask(&mut self, is_paused: bool) {
        let now = self.now();
        match &mut self.guide {
            Some(guide) => {
                let turn = guide.pause(now, is_paused);
                self.take(Some(turn));
            }
            None if is_paused => self.halt(),
            None => self.go_on(),
        }
    }

    fn halt(&mut self) {
        let now = self.now();
        self.paused.get_or_insert(now);
    }

    fn go_on(&mut self) {
        if let Some(since) = self.paused.take() {
            let [from, to] = [since, self.now()].map(|at| at.secs_since(self.begun()));
            let (from, to) = (format!("{from:.1}"), format!("{to:.1}"));
            self.notes.push(Code::Paused.says([&from, &to], format!("paused from {from} to {to} s")));
            self.is_resumed = true;
        }
    }

    pub(super) const fn is_paused(&self) -> bool {
        self.paused.is_some()
    }

    /// What the voice guide is at.
    pub(super) fn guide(&self) -> Option<VoiceGuideView> {
        self.guide.as_ref().map(|guide| guide.view(self.now()))
    }

    /// Whether the athlete has got up for good, or has done what was asked for and rests.
    pub(super) fn has_finished(&self) -> bool {
        let is_complete = self.complete.is_some_and(|since| COMPLETE_SECS <= self.now().secs_since(since));
        let has_gone = self.guide.as_ref().is_some_and(VoiceGuide::has_finished);
        has_gone || is_complete && self.paused.is_none()
    }

    /// A safety rule was met: no result is said.
    pub(super) fn stop(&mut self, reason: StopReason) {
        let now = self.now();
        if let Some(guide) = &mut self.guide {
            guide.stop(now, reason);
        }
    }

    /// From the beginning of the set to the last sample, in s.
    pub(super) fn secs(&self) -> f64 {
        self.span.map_or(0.0, |(from, to)| to.secs_since(self.origin.unwrap_or(from)))
    }

    /// From the first sample to the last, in s.
    pub(super) fn stream_secs(&self) -> f64 {
        self.span.map_or(0.0, |(from, to)| to.secs_since(from))
    }

    /// How many samples were judged.
    pub(super) const fn n_samples(&self) -> u64 {
        self.n_samples
    }

    /// The set is over.
    pub(super) fn finish(mut self) -> Verdict {
        let now = self.now();
        // A pause that it ended in is one, too.
        self.go_on();
        let begun = self.begun();
        let mut judgement = self.judge.finish().since(begun.secs());
        if let Some(goal) = self.goal {
            judgement.sets.iter_mut().for_each(|set| set.ask_for(goal.reps));
        }
        let talk_secs = self.guide.map_or(0.0, |guide| guide.finish(now, &judgement));
        Verdict { judgement, warnings: self.notes, talk_secs }
    }

    /// The sample that was judged since this was asked for last.
    pub(super) const fn judged(&mut self) -> Option<PoseSample> {
        self.judged.take()
    }

    /// What times of the set are counted from.
    pub(super) fn begun(&self) -> Timestamp {
        self.origin.unwrap_or(Timestamp::ZERO)
    }

    fn now(&self) -> Timestamp {
        self.span.map_or(Timestamp::ZERO, |(_, to)| to)
    }
}
