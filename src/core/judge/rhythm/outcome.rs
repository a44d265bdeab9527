//! What is left to be said at the end: what was not counted, whether to trust the count, the tempo of each set.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::tempo::tempo;
use super::{Beat, Cut, Rejected, RhythmFollower};
use crate::core::exercise::{GateKind, Reason, Tempo, median};
use crate::core::judge::repetition::by_rule;
use crate::core::pose::SetupRefusal;
use crate::core::report::{Code, NotCounted, PartialRep, RefusalReason, RepSide, Statement, Tally, WhyNot};

/// What is not counted looks like a repetition from this share of a counted one's amplitude on.
const LOOKS_LIKE_SHARE: f32 = 0.5;
/// Above this share of doubtful cycles none is believed.
const MOST_DOUBTFUL: f32 = 1.0 / 3.0;
/// Amplitude ÷ jitter from which on counting is reliable (criteria).
const RELIABLE_OVER_JITTER: f32 = 4.0;

/// The end of a rhythm's story.
#[derive(Debug, Default)]
pub(in crate::core::judge) struct RhythmOutcome {
    /// Cycles of which a part was not seen, or which could not be distinguished from noise or the camera.
    pub(in crate::core::judge) partial_reps: Vec<PartialRep>,
    /// Cycles that did not count, with the reason; those that are no larger than noise are none.
    pub(in crate::core::judge) not_counted: Vec<NotCounted>,
    /// Why nothing can be told.
    pub(in crate::core::judge) trouble: Option<RefusalReason>,
    /// Movements that were not counted and why, the most common reason first.
    pub(in crate::core::judge) tally: Vec<Tally>,
    /// What to know of what was counted.
    pub(in crate::core::judge) warnings: Vec<Statement>,
}

impl RhythmFollower {
    /// What there is to say; `is_taken` tells spans that belong to another movement.
    pub(in crate::core::judge) fn outcome(&self, is_taken: impl Fn((f64, f64)) -> bool) -> RhythmOutcome {
        let rejected: Vec<Rejected> = self.rejected.iter().filter(|it| !is_taken(it.span)).copied().collect();
        let usual = median(self.beats.iter().map(|beat| beat.amplitude).collect());
        let looks_like = |amplitude: f32| usual.is_some_and(|usual| LOOKS_LIKE_SHARE * usual <= amplitude);
        let doubtful: Vec<Rejected> = rejected.iter().filter(|it| looks_like(it.amplitude)).copied().collect();
        let cut = self.cut.iter().filter(|it| looks_like(it.amplitude) && !is_taken(it.span));
        let maybe = doubtful.iter().filter(|it| it.kind != GateKind::Other).map(|it| (it.span, self.said(it)));
        let partial = |((start_s, end_s), why): ((f64, f64), Statement)| PartialRep { start_s, end_s, why };
        let partial_reps = cut.map(|Cut { span, why, .. }| (*span, why.clone())).chain(maybe).map(partial).collect();
        let trouble = if self.beats.is_empty() { self.nothing(&rejected) } else { self.distrust(&doubtful) };
        let above_noise = rejected.iter().filter(|it| it.kind != GateKind::Noise);
        let not_counted = above_noise.map(|it| self.not_counted(it)).collect();
        RhythmOutcome { partial_reps, not_counted, trouble, tally: self.tally(&rejected), warnings: self.warnings() }
    }

    fn said(&self, rejected: &Rejected) -> Statement {
        by_rule(self.exercise, rejected.why)
    }

    fn not_counted(&self, rejected: &Rejected) -> NotCounted {
        let (start_s, end_s) = rejected.span;
        let reason = match rejected.kind {
            GateKind::Other | GateKind::Noise => WhyNot::AnotherMovement,
            GateKind::Track | GateKind::Camera => WhyNot::Hidden,
        };
        let (exercise, side) = (self.exercise.id.into(), RepSide::Both);
        NotCounted { start_s, end_s, exercise, side, reason, why: self.said(rejected) }
    }

    /// The tempo of the repetitions in a span of time, in s.
    pub(in crate::core::judge) fn tempo(&self, from: f64, to: f64) -> Tempo {
        let is_within = |beat: &&Beat| from <= beat.crossing && beat.crossing <= to;
        let beats: Vec<Beat> = self.beats.iter().filter(is_within).copied().collect();
        let looks_like = |amplitude: f32| beats.iter().all(|beat| LOOKS_LIKE_SHARE * beat.amplitude <= amplitude);
        let rejected = self.rejected.iter().filter(|it| looks_like(it.amplitude)).map(|it| it.span.0);
        let breaks: Vec<f64> = self.breaks.iter().copied().chain(rejected).collect();
        tempo(&beats, &breaks)
    }

    /// Why there is no repetition, if that is not for want of any.
    fn nothing(&self, rejected: &[Rejected]) -> Option<RefusalReason> {
        match self.set_ups.refused {
            Some((_, why)) if self.set_ups.n_laid == 0 || why == SetupRefusal::Lost => Some(why.into()),
            None if self.set_ups.n_laid == 0 => Some(RefusalReason::TextureNotFollowed),
            _ => match most_common(rejected)? {
                GateKind::Other => None,
                kind => Some(reason(kind)),
            },
        }
    }

    fn distrust(&self, doubtful: &[Rejected]) -> Option<RefusalReason> {
        let share = doubtful.len() as f32 / (doubtful.len() + self.beats.len()) as f32;
        if share <= MOST_DOUBTFUL { None } else { most_common(doubtful).map(reason) }
    }

    /// How many cycles were not counted for which reason, most common first.
    fn tally(&self, rejected: &[Rejected]) -> Vec<Tally> {
        let mut n_by_reason: BTreeMap<Reason, usize> = BTreeMap::new();
        for it in rejected {
            *n_by_reason.entry(it.why).or_default() += 1;
        }
        let tally = n_by_reason.into_iter().map(|(why, n)| Tally { n, why: by_rule(self.exercise, why) });
        let mut tally: Vec<Tally> = tally.collect();
        tally.sort_by_key(|it| Reverse(it.n));
        tally
    }

    fn warnings(&self) -> Vec<Statement> {
        let mut warnings = Vec::new();
        let over_jitter = median(self.beats.iter().map(|beat| beat.over_jitter).collect());
        if over_jitter.is_some_and(|ratio| ratio < RELIABLE_OVER_JITTER) {
            warnings.push(Code::NearNoise.says(
                [],
                "the movement is hardly larger than the picture's noise: repetitions may be missing; come closer or film \
                 in brighter light",
            ));
        }
        if let Some((at, why)) = self.set_ups.refused.filter(|(at, _)| self.beats.iter().any(|beat| beat.span.0 < *at))
        {
            let (at, why) = (format!("{at:.0}"), RefusalReason::from(why));
            let text = format!("nothing is counted from {at} s on until the next rest: {}", why.refusal("").message);
            warnings.push(Code::NothingCounted.says([&at, &why.id()], text));
        }
        warnings
    }
}

fn most_common(rejected: &[Rejected]) -> Option<GateKind> {
    let mut n_by_kind: BTreeMap<GateKind, usize> = BTreeMap::new();
    for it in rejected {
        *n_by_kind.entry(it.kind).or_default() += 1;
    }
    n_by_kind.into_iter().max_by_key(|(_, n)| *n).map(|(kind, _)| kind)
}

const fn reason(kind: GateKind) -> RefusalReason {
    match kind {
        GateKind::Other => RefusalReason::OtherMovements,
        GateKind::Track => RefusalReason::TextureLost,
        GateKind::Noise => RefusalReason::TooNoisy,
        GateKind::Camera => RefusalReason::CameraMoves,
    }
}
