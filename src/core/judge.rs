//! The fold: pose samples in, a judgement out. No clock, no file, no thread.
//!
//! Where to look:
//!
//! - `watch` and `finder` follow a signal, find movements in it and decide whether one was cut off; `rhythm` does both for
//!   texture.
//! - `times` and `repetition` make a repetition of a movement: its times, findings, score, or why it does not count.
//! - `left_over` lists what did not count, once each; `sets`, `effort`, `fair` and `doubt` look at the repetitions together.
//! - `view`, `groups`, `framing`, `turned`, `warning` and `asked` judge the picture; `live` is the state for the eye.

mod asked;
mod doubt;
mod effort;
mod fair;
mod finder;
mod fold;
mod framing;
mod groups;
mod left_over;
mod live;
#[cfg(test)]
pub(crate) mod made;
mod phase;
mod repetition;
mod rhythm;
mod search;
mod sets;
mod times;
mod turned;
mod view;
mod warning;
mod watch;

use doubt::Doubts;
pub use framing::{BodyInPicture, Framing, Inside};
use groups::Groups;
pub use live::{LiveRemark, LiveView, SPOKEN_OF_SECS};
pub use phase::Phase;
pub use rhythm::{RhythmView, STRIP_SECS};
pub use search::{AUTO, Search};
use turned::Turns;
pub use view::{DARK_BRIGHTNESS, ViewLimits};
use view::{RecentView, ViewGrade, ViewTally};
pub use warning::ViewWarning;
use watch::Watch;

use self::repetition::Verdict;
use self::rhythm::RhythmOutcome;
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::{Judgement, NotCounted, PartialRep, Refusal, RefusalReason, Rep, RepSide, are_same, round};
use crate::core::time::Timestamp;
use crate::core::track::{Tracked, TrackedPose, Tracker};

/// Below this share of frames with a person in them, no person is there.
const LEAST_COVERAGE: f64 = 0.1;
/// The detector errs in single looks: others are there if so many show them.
const OTHERS_LOOKS: u64 = 3;
/// Below this share of the followed time in a posture that is asked for, no person was in it.
const LEAST_IN_POSTURE: f64 = 0.1;

/// Judges one recording while its samples arrive.
///
/// [`Judge::view`] builds a view from the state that is kept, only where one is looked at.
#[derive(Debug)]
pub struct Judge {
    search: Search,
    tracker: Tracker,
    watches: Vec<Watch>,
    groups: Groups,
    recent: RecentView,
    reps: Vec<Rep>,
    partial_reps: Vec<PartialRep>,
    not_counted: Vec<NotCounted>,
    /// When movements were done that no part of may pass for a repetition of a rhythm, in s.
    taken: Vec<(f64, f64)>,
    counts: Counts,
    /// Instant of the last sample.
    at: Option<Timestamp>,
    /// The athlete in the last sample.
    tracked: Option<Tracked>,
    /// Instants of cuts, in s.
    cuts: Vec<f64>,
    top_since: Option<Timestamp>,
    stream: Stream,
    framing: Framing,
    doubts: Doubts,
    turns: Turns,
}

#[derive(Debug, Default)]
struct Counts {
    frames: u64,
    followed: u64,
    brightness: f64,
    /// Looks of the detector that saw more than one person.
    others: u64,
}

impl Judge {
    /// Returns a judge of one exercise, or of whichever is done.
    pub fn new(search: impl Into<Search>, stream: Stream) -> Self {
        Self::with_limits(search, stream, ViewLimits::MEASURED)
    }

    /// Returns a judge that judges other views than the program does.
    pub fn with_limits(search: impl Into<Search>, stream: Stream, limits: ViewLimits) -> Self {
        let search = search.into();
        Self {
            search,
            tracker: Tracker::new(stream),
            watches: search
                .watched()
                .into_iter()
                .flat_map(|(exercise, is_asked)| Watch::all(exercise, is_asked))
                .collect(),
            groups: Groups::new(search.exercises(), limits),
            recent: RecentView::new(limits),
            reps: Vec::new(),
            partial_reps: Vec::new(),
            not_counted: Vec::new(),
            taken: Vec::new(),
            counts: Counts::default(),
            at: None,
            tracked: None,
            cuts: Vec::new(),
            top_since: None,
            stream,
            framing: Framing::default(),
            doubts: Doubts::new(limits.least_rate_hz),
            turns: Turns::of(&search.exercises()),
        }
    }

    /// Takes the next sample; samples come in order of time.
    pub fn push(&mut self, sample: &PoseSample) {
        let tracked = self.tracker.push(sample);
        let raw = tracked.as_ref().map(|tracked| &tracked.raw);
        let unzoomed = raw.map(TrackedPose::unzoomed);
        self.tally(sample, raw);
        for k in 0..self.watches.len() {
            self.watch(k, sample, unzoomed.as_ref());
        }
        if self.at_work().2 == Phase::Top {
            self.top_since.get_or_insert(sample.at);
        } else {
            self.top_since = None;
        }
        self.framing = self.framing.next(sample, raw, self.stream);
        (self.at, self.tracked) = (Some(sample.at), tracked);
    }

    /// Returns what is to be said of a stream that has ended.
    pub fn finish(mut self) -> Judgement {
        for k in 0..self.watches.len() {
            let groups = &self.groups;
            let verdicts = self.watches.get_mut(k).map(|watch| watch.interrupt(groups.sight(watch.exercise)));
            self.settle(k, verdicts);
        }
        let rhythm = self.end_rhythms();
        let refusal = self.refusal(rhythm.trouble);
        if refusal.as_ref().is_some_and(|refusal| refusal.reason != RefusalReason::NoRepetitions) {
            self.reps.clear();
            self.partial_reps.clear();
            self.not_counted.clear();
        }
        let asked = self.search.exercises();
        sets::number(&mut self.reps);
        let doubts = self.doubts.settle(&asked, &mut self.reps);
        fair::compare_like_with_like(&mut self.reps);
        let mut sets = sets::sets(&self.reps);
        effort::add(&asked, &mut sets, &self.reps, &self.breaks());
        sets::compare_with_best(&asked, &mut self.reps);
        let rhythms = sets::judge_rhythms(&mut sets, &self.watches);
        let mut view = self.groups.main().report();
        if OTHERS_LOOKS <= self.counts.others {
            view.warnings.push(ViewWarning::OthersInView.said());
        }
        view.warnings.extend(doubts.into_iter().chain(rhythm.warnings));
        let notes = sets::never_judged(&asked, &self.reps);
        let not_counted = left_over::left_over(self.not_counted, &self.reps, &self.partial_reps, self.search);
        let score = sets::mean_score(&self.reps);
        let score = score.map(|score| round((score - rhythms.mean_cost(&self.reps)).max(0.0)));
        Judgement {
            exercise: self.search.id().into(),
            score: score.filter(|_| !fair::is_uncertain(&not_counted)),
            score_leaves_out: fair::left_out(&self.reps),
            sets,
            reps: self.reps,
            findings: rhythms.findings,
            not_judged: rhythms.not_judged,
            not_counted,
            partial_reps: self.partial_reps,
            coverage: round(share(self.counts.followed, self.counts.frames)),
            view,
            notes,
            refusal: refusal.map(|refusal| refusal.with(rhythm.tally)),
        }
    }

    /// Takes out what rhythms found where they are not to be believed, and adds what they saw in part.
    fn end_rhythms(&mut self) -> RhythmOutcome {
        let (mut all, is_auto) = (RhythmOutcome::default(), self.search.is_open());
        for watch in &self.watches {
            let Some(rhythm) = watch.rhythm() else { continue };
            let outcome = rhythm.outcome(|span| is_in(&self.taken, span));
            let is_of_it = |rep: &Rep| rep.exercise == watch.exercise.id;
            if watch.is_asked {
                self.not_counted.extend(outcome.not_counted);
            }
            if outcome.trouble.is_some() {
                self.reps.retain(|rep| !is_of_it(rep));
            }
            if self.reps.iter().any(is_of_it) {
                self.partial_reps.extend(outcome.partial_reps);
                all.warnings.extend(outcome.warnings);
            } else if !is_auto {
                (all.trouble, all.tally) = (outcome.trouble, outcome.tally);
            }
        }
        self.partial_reps.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
        all
    }

    fn tally(&mut self, sample: &PoseSample, pose: Option<&TrackedPose>) {
        self.counts.frames += 1;
        self.counts.others += u64::from(sample.n_people.is_some_and(|n| 1 < n));
        self.doubts.push(sample);
        self.cuts.extend(sample.cut.then(|| round(sample.at.secs())));
        self.counts.brightness += f64::from(sample.brightness);
        let Some(pose) = pose else { return };
        self.counts.followed += 1;
        self.turns.push(pose);
        let asked = self.groups.push(pose);
        self.recent.push(pose, &asked);
    }

    fn watch(&mut self, k: usize, sample: &PoseSample, pose: Option<&TrackedPose>) {
        let Some(watch) = self.watches.get_mut(k) else { return };
        let sight = self.groups.sight(watch.exercise);
        let before = sample.cut.then(|| watch.interrupt(sight));
        let verdicts = watch.push(sample, pose, sight);
        self.settle(k, before);
        self.settle(k, Some(verdicts));
    }

    /// Takes the verdicts of the watch with this index.
    fn settle(&mut self, k: usize, verdicts: Option<[Verdict; 2]>) {
        let Some(watch) = self.watches.get(k) else { return };
        let of = (watch.is_asked, watch.rhythm().is_some());
        for verdict in verdicts.into_iter().flatten() {
            self.take_verdict(verdict, of);
        }
    }

    fn take_verdict(&mut self, verdict: Verdict, (is_asked, is_rhythm): (bool, bool)) {
        match verdict {
            Verdict::Rep(rep) => {
                let span = (rep.start_s, rep.end_s);
                if is_rhythm && is_in(&self.taken, span) {
                    return self.forget();
                }
                if !is_rhythm {
                    self.take(span);
                }
                if is_asked {
                    self.add(*rep);
                }
            }
            Verdict::Partial(partial) => {
                self.take((partial.start_s, partial.end_s));
                if is_asked {
                    self.add_partial(partial);
                }
            }
            Verdict::NotCounted(movement) if is_asked => self.not_counted.push(movement),
            Verdict::NotCounted(_) | Verdict::Nothing => {}
        }
    }

    /// A movement of the joints was done: what texture shows of it is no movement by itself.
    fn take(&mut self, span: (f64, f64)) {
        self.taken.push(span);
        let of_rhythm: Vec<&str> =
            self.watches.iter().filter(|watch| watch.rhythm().is_some()).map(|watch| watch.exercise.id).collect();
        let is_part =
            |rep: &Rep| of_rhythm.contains(&rep.exercise.as_str()) && are_same(span, (rep.start_s, rep.end_s));
        self.reps.retain(|rep| !is_part(rep));
        self.forget();
    }

    fn forget(&mut self) {
        for rhythm in self.watches.iter_mut().filter_map(Watch::rhythm_mut) {
            rhythm.forget(|span| is_in(&self.taken, span));
        }
    }

    fn add_partial(&mut self, partial: PartialRep) {
        let span = (partial.start_s, partial.end_s);
        let is_known = self.reps.iter().any(|rep| are_same(span, (rep.start_s, rep.end_s)))
            || self.partial_reps.iter().any(|other| are_same(span, (other.start_s, other.end_s)));
        if !is_known {
            self.partial_reps.push(partial);
        }
    }

    /// Of several that are the same movement, the one that is surest counts.
    fn add(&mut self, rep: Rep) {
        let span = (rep.start_s, rep.end_s);
        let is_rival = |other: &Rep| are_same(span, (other.start_s, other.end_s)) && !are_two_legs(&rep, other);
        if self.reps.iter().any(|other| is_rival(other) && rep.confidence <= other.confidence) {
            return;
        }
        self.reps.retain(|other| !is_rival(other));
        self.partial_reps.retain(|other| !are_same(span, (other.start_s, other.end_s)));
        let place = self.reps.partition_point(|other| other.start_s <= rep.start_s);
        self.reps.insert(place, rep);
    }

    /// Returns when it is unknown what happened, from and to in s: at cuts, and while the picture stood still.
    fn breaks(&self) -> Vec<(f64, f64)> {
        self.cuts.iter().map(|at| (*at, *at)).chain(self.doubts.gaps()).collect()
    }

    fn refusal(&self, of_rhythm: Option<RefusalReason>) -> Option<Refusal> {
        let is_in_posture = LEAST_IN_POSTURE <= share(self.groups.n_in_posture(), self.counts.followed);
        let view = if is_in_posture { self.groups.main() } else { self.groups.followed() };
        match self.reason(of_rhythm, (view, is_in_posture))? {
            RefusalReason::NotSideOn => Some(RefusalReason::off_view(view.asked_view())),
            reason => Some(reason.refusal(self.search.name())),
        }
    }

    fn reason(
        &self,
        of_rhythm: Option<RefusalReason>,
        (view, is_in_posture): (&ViewTally, bool),
    ) -> Option<RefusalReason> {
        let Counts { frames, followed, brightness, others: _ } = self.counts;
        let brightness = (0 < frames).then(|| (brightness / frames as f64) as f32);
        if share(followed, frames) < LEAST_COVERAGE && self.reps.is_empty() {
            let dark = ViewTally::is_dark(brightness);
            return Some(if dark { RefusalReason::TooDark } else { RefusalReason::NoPerson });
        }
        if self.turns.is_turned() {
            Some(RefusalReason::Turned)
        } else if view.is_too_small() {
            Some(RefusalReason::TooSmall)
        } else if view.grade() == ViewGrade::Refused {
            Some(RefusalReason::NotSideOn)
        } else if !is_in_posture {
            Some(self.search.not_in_posture())
        } else {
            self.reps.is_empty().then_some(of_rhythm.unwrap_or(RefusalReason::NoRepetitions))
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns true if two repetitions that overlap are of one leg and then of the other: their tops do not meet.
fn are_two_legs(a: &Rep, b: &Rep) -> bool {
    let are_apart = a.peak_end_s < b.peak_start_s || b.peak_end_s < a.peak_start_s;
    let one_each = a.side != b.side && [a, b].iter().all(|rep| rep.side != RepSide::Both);
    a.exercise == b.exercise && one_each && are_apart
}

/// Whether a span is of the same movement as one of several.
fn is_in(spans: &[(f64, f64)], span: (f64, f64)) -> bool {
    spans.iter().any(|other| are_same(span, *other))
}
