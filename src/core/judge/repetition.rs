//! From a movement to a repetition with its findings and its score.

use super::finder::{Entry, Movement};
use super::times::{Point, RepTimes, open_times, rep_times};
use super::view::{Sight, ViewGrade};
use crate::core::exercise::{
    AskedView, Effort, Exercise, Fault, JointSignal, Limbs, Reads, Reason, RepTrace, SPAN_ERROR_SECS, SpanOf, Spans,
    Variant, Viewed,
};
use crate::core::measure::Unit;
use crate::core::report::{
    Code, Finding, LimitReport, MeasureReport, NotCounted, NotJudged, PartialRep, Rep, Statement, WhyNot, round,
};
use crate::core::time::Timestamp;
use crate::core::track::{Leg, TrackedPose};

/// A movement begins where the signal was last this share of the way above its rest.
const NEAR_REST_SHARE: f32 = 0.25;
/// Looking back from there, rest ends where the signal was this share of the way up. More than [`NEAR_REST_SHARE`], or
/// noise where the movement crosses that would pass for the end of another one.
const LEFT_REST_SHARE: f32 = 0.5;
/// Rest before a movement is looked at this far back, in s.
const REST_SECS: f64 = 1.5;
/// A stretch or a position that is left at once was not held, in s. A hold is right to 0.3 s: a filmed stretch that is held
/// for 1.2 s reads 0.22 s.
const LEAST_HOLD_SECS: f64 = 0.2;
/// Fewer poses of rest than this cannot say where rest is: then rest is taken from after the movement.
const LEAST_REST_POSES: usize = 3;

/// A movement that is too small for a repetition starts from a level that leaves this share of it.
const OF_RANGE: f32 = 0.5;

/// What a movement turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// A whole repetition.
    Rep(Box<Rep>),
    /// A repetition of which a part was not seen.
    Partial(PartialRep),
    /// A movement that does not count, with the reason.
    NotCounted(NotCounted),
    /// No movement.
    Nothing,
}

/// Judges a movement of one leg's signal as far as it was seen.
pub(super) fn judge(
    (exercise, signal): (&'static Exercise, &JointSignal),
    leg: Leg,
    movement: &Movement,
    sight: Sight,
) -> Verdict {
    let Some((from, whole)) = beginning(signal.least_range, movement) else { return Verdict::Nothing };
    let entries = movement.entries.get(from..).unwrap_or_default();
    // A hold that lasts to the end of what was seen has lasted as long as that.
    let is_open = whole && movement.cut_off && exercise.effort == Effort::Hold;
    let times = if is_open { open_times } else { rep_times };
    let Some(times) = times(&points(entries), movement.peak_idx - from) else { return Verdict::Nothing };
    let rests = SeenRest { before: whole, after: !movement.cut_off };
    let parts = Parts::of(entries, &times, rests);
    let trace = parts.trace(exercise, leg);
    let seen = Seen { sight, is_sparse: rate_hz(&parts.moving) < sight.least_rate_hz, is_open };
    let sureness = exercise.confirms.sureness(&trace);
    let not_counted = |reason: WhyNot| {
        Verdict::NotCounted(NotCounted {
            start_s: round(times.start.secs()),
            end_s: round(times.end.secs()),
            exercise: exercise.id.into(),
            side: exercise.variants.of(&trace).side.into(),
            reason,
            why: match reason {
                WhyNot::NotHeld => not_held(),
                WhyNot::Hidden => hidden_rule(exercise, sureness.against),
                _ => by_rule(exercise, sureness.against),
            },
        })
    };
    if sureness.denies() {
        return not_counted(WhyNot::AnotherMovement);
    }
    if is_implausible(exercise, &trace) {
        return not_counted(WhyNot::Implausible);
    }
    let Some(confidence) = sureness.value else { return not_counted(WhyNot::Hidden) };
    let hold_secs = times.peak_end.secs_since(times.peak_start);
    if exercise.effort == Effort::Hold && hold_secs < LEAST_HOLD_SECS {
        return not_counted(WhyNot::NotHeld);
    }
    let seconds = |entry: Option<&Entry>| entry.map_or(0.0, |entry| round(entry.pose.at.secs()));
    match (whole, movement.cut_off) {
        (true, _) if !movement.cut_off || is_open => {
            let confidence = round(confidence.into());
            Verdict::Rep(Box::new(Rep { confidence, ..rep(exercise, &trace, &times, seen) }))
        }
        (true, _) => Verdict::Partial(PartialRep {
            start_s: round(times.start.secs()),
            end_s: seconds(entries.last()),
            why: end_not_seen(),
        }),
        (false, _) => Verdict::Partial(PartialRep {
            start_s: seconds(entries.first()),
            end_s: round(times.end.secs()),
            why: beginning_not_seen(),
        }),
    }
}

fn points(entries: &[Entry]) -> Vec<Point> {
    entries.iter().map(|entry| Point { at: entry.pose.at, value: entry.value }).collect()
}

/// A movement of the signal that exceeds noise and is smaller than any repetition.
pub(super) fn too_small(
    (exercise, signal): (&'static Exercise, &JointSignal),
    leg: Leg,
    movement: &Movement,
) -> Option<NotCounted> {
    let (from, _) = beginning(OF_RANGE * movement.range()?, movement)?;
    let entries = movement.entries.get(from..)?;
    let times = rep_times(&points(entries), movement.peak_idx - from)?;
    let near = entries.first()?.pose.side(leg);
    let side = if signal.limbs == Limbs::Both { None } else { Some(near) };
    Some(NotCounted {
        start_s: round(times.start.secs()),
        end_s: round(times.end.secs()),
        exercise: exercise.id.into(),
        side: side.into(),
        reason: WhyNot::TooSmall,
        why: Code::TooSmall.says([], "smaller than the smallest repetition"),
    })
}

/// Returns true if the reading at the top is impossible for a body.
fn is_implausible(exercise: &Exercise, trace: &RepTrace<'_>) -> bool {
    let top = trace.hold_median(&exercise.key.measure).zip(exercise.key.plausible);
    top.is_some_and(|(top, [from, to])| top.value < from || to < top.value)
}

/// Where the movement begins, and whether the rest before it was seen.
///
/// Rest is where the movement ends; a movement that ends lower or higher than it began is judged from the higher of the
/// two, as long as that leaves a movement.
fn beginning(least_range: f32, movement: &Movement) -> Option<(usize, bool)> {
    let Movement { entries, peak_idx, .. } = movement;
    let peak = entries.get(*peak_idx)?.value;
    let lowest = |part: &[Entry]| part.iter().map(|entry| entry.value).reduce(f32::min);
    let before = lowest(entries.get(..=*peak_idx)?)?;
    let after = lowest(entries.get(*peak_idx..)?)?;
    let levels = [before.max(after), before];
    let below = |level: f32, share: f32| move |entry: &Entry| entry.value <= level + share * (peak - level);
    for level in levels {
        let rests = entries.get(..*peak_idx)?.iter().rposition(below(level, NEAR_REST_SHARE));
        if let Some(last_rest) = rests.filter(|_| least_range <= peak - level && level < after + (peak - after) / 2.0) {
            let since = entries.get(last_rest)?.pose.at;
            let at_rest = below(level, LEFT_REST_SHARE);
            let back = |entry: &Entry| REST_SECS < since.secs_since(entry.pose.at) || !at_rest(entry);
            let from = entries.get(..last_rest)?.iter().rposition(back).map_or(0, |k| k + 1);
            return Some((from, true));
        }
    }
    (least_range <= peak - after).then_some((0, false))
}

/// Which rest belongs to a movement as far as seen.
#[derive(Clone, Copy)]
struct SeenRest {
    before: bool,
    after: bool,
}

/// The poses of a repetition by phase.
struct Parts {
    rest: Vec<TrackedPose>,
    moving: Vec<TrackedPose>,
    spans: Spans,
    hold: Vec<TrackedPose>,
}

impl Parts {
    fn of(entries: &[Entry], times: &RepTimes, seen: SeenRest) -> Self {
        let between = |from: Timestamp, to: Timestamp| -> Vec<TrackedPose> {
            entries.iter().map(|entry| entry.pose).filter(|pose| from <= pose.at && pose.at <= to).collect()
        };
        let first = entries.first().map_or(times.start, |entry| entry.pose.at);
        let last = entries.last().map_or(times.end, |entry| entry.pose.at);
        let mut rest = between(first, times.start);
        if !seen.before || (seen.after && rest.len() < LEAST_REST_POSES) {
            rest = between(times.end, last);
        }
        let mut hold = between(times.peak_start, times.peak_end);
        if hold.is_empty() {
            let top = entries.iter().max_by(|a, b| a.value.total_cmp(&b.value));
            hold.extend(top.map(|entry| entry.pose));
        }
        let span = |from: Timestamp, to: Timestamp| to.secs_since(from) as f32;
        let spans = Spans {
            lift_secs: span(times.start, times.peak_start),
            hold_secs: span(times.peak_start, times.peak_end),
            drop_secs: span(times.peak_end, times.end),
        };
        Self { rest, moving: between(times.start, times.end), hold, spans }
    }

    fn trace(&self, exercise: &'static Exercise, leg: Leg) -> RepTrace<'_> {
        RepTrace {
            exercise,
            rest: &self.rest,
            moving: &self.moving,
            hold: &self.hold,
            spans: Some(self.spans),
            leg,
            cycle: None,
        }
    }
}

/// How well a repetition was seen.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) sight: Sight,
    /// Whether there are too few pictures to tell how long its parts take.
    pub(super) is_sparse: bool,
    /// True where its top lasts to the end of what was seen.
    pub(super) is_open: bool,
}

/// Poses per second; of less than two there is no rate to complain of.
fn rate_hz(poses: &[TrackedPose]) -> f32 {
    let (Some(first), Some(last)) = (poses.first(), poses.last()) else { return f32::INFINITY };
    (poses.len() - 1) as f32 / last.at.secs_since(first.at) as f32
}

/// A repetition with its findings and its score.
pub(super) fn rep(exercise: &'static Exercise, trace: &RepTrace<'_>, times: &RepTimes, seen: Seen) -> Rep {
    let (mut findings, mut not_judged, mut score) = (Vec::new(), Vec::new(), 100.0);
    // Pictures too sparse to distinguish a hold from a touch cannot give a score.
    // Neither can a view that shows no fault at all: where several exercises are looked for, another may be served by it.
    let mut is_scored = seen.sight.grade != ViewGrade::Refused
        && (!seen.is_sparse || !exercise.faults.iter().any(|fault| fault.unit() == Unit::Secs));
    let variant = exercise.variants.of(trace);
    for fault in exercise.faults.iter().filter(|fault| fault.can_be_in(variant.id)) {
        let judged = may_judge(fault, seen, variant, (trace, times)).and_then(|()| finding(fault, trace, times));
        match judged {
            Ok(found) => {
                score -= found.as_ref().map_or(0.0, |finding| finding.cost);
                findings.extend(found);
            }
            Err(why) => {
                is_scored &= fault.worst_cost < GRAVE_COST;
                not_judged.push(NotJudged { fault: fault.id.into(), why });
            }
        }
    }
    let measure = |measure: &crate::core::measure::Measure| {
        let reading = trace.hold_median(measure)?;
        Some((measure.id.to_owned(), MeasureReport::new(reading)))
    };
    let hold_s = round(times.peak_end.secs_since(times.peak_start));
    let mut measures: std::collections::BTreeMap<_, _> = exercise.measures.iter().filter_map(measure).collect();
    // A step is not held: the turn at its top is as short as the pictures show it.
    if !seen.is_sparse && !exercise.is_cyclic() {
        measures.insert("hold_s".into(), MeasureReport { value: hold_s, error: round(SPAN_ERROR_SECS.into()) });
    }
    let also = exercise.also.iter().flat_map(|also| also.of(trace));
    measures.extend(also.map(|(name, reading)| (name.to_owned(), MeasureReport::new(reading))));
    Rep {
        start_s: round(times.start.secs()),
        peak_start_s: round(times.peak_start.secs()),
        peak_end_s: round(times.peak_end.secs()),
        end_s: round(times.end.secs()),
        score: is_scored.then(|| round(score.max(0.0))),
        confidence: 0.0,
        exercise: exercise.id.into(),
        set: 0,
        side: variant.side.into(),
        variant: variant.id.into(),
        findings,
        not_judged,
        measures,
    }
}

/// Why times are not judged where a repetition is shown in too few pictures.
pub(super) fn too_few_pictures() -> Statement {
    Code::TooFewPictures.says([], "too few pictures a second: film in brighter light or close other programs")
}

/// Why a fault is not judged that another view would show.
pub(super) fn oblique(asked: AskedView) -> Statement {
    Code::AtAnAngle.says([asked.id()], format!("the camera looks on at an angle: {}", asked.turn()))
}

/// Why a movement is no repetition, or not surely one.
pub(super) fn by_rule(exercise: &Exercise, reason: Reason) -> Statement {
    Code::Rule.says([exercise.id, reason.id], reason.words)
}

/// States what hidden joints leave open of a movement.
fn hidden_rule(exercise: &Exercise, reason: Reason) -> Statement {
    let text = format!("cannot tell because a joint was hidden; possible: {}", reason.words);
    Code::HiddenRule.says([exercise.id, reason.id], &text)
}

fn not_held() -> Statement {
    Code::NotHeld.says([], "it was not held")
}

pub(super) fn beginning_not_seen() -> Statement {
    Code::BeginningNotSeen.says([], "its beginning was not seen")
}

pub(super) fn end_not_seen() -> Statement {
    Code::EndNotSeen.says([], "its end was not seen")
}

/// From this factor on a zoom between rest and a repetition is one, as in [`super::view`]: what is taken out of the joints'
/// places is then known less well than a foot or a head may move.
const STEADY_ZOOM: f32 = 1.03;
/// Where a fault that can cost as much as this could not be judged, a score would be made up.
pub(super) const GRAVE_COST: f32 = 50.0;

/// Whether the view and the way the repetition was done show a fault at all, or why not.
fn may_judge(
    fault: &Fault,
    seen: Seen,
    variant: Variant,
    (trace, times): (&RepTrace<'_>, &RepTimes),
) -> Result<(), Statement> {
    let is_shown = match seen.sight.grade {
        ViewGrade::Square => true,
        ViewGrade::SideOn => Viewed::SideOn <= fault.view,
        ViewGrade::Oblique => Viewed::Oblique <= fault.view,
        ViewGrade::Refused => false,
    };
    if !is_shown {
        return Err(oblique(seen.sight.asked));
    }
    if seen.is_sparse && fault.unit() == Unit::Secs {
        return Err(too_few_pictures());
    }
    let held_secs = times.peak_end.secs_since(times.peak_start) as f32;
    let is_enough = fault.reads == Reads::Span(SpanOf::Hold) && fault.limit.fine <= held_secs;
    if seen.is_open && fault.unit() == Unit::Secs && !is_enough {
        return Err(end_not_seen());
    }
    if variant.hides_working_leg && fault.reads_limb() {
        return Err(Code::LegInFront.says([], "the lifted leg is in front of the working one: turn round"));
    }
    if fault.reads.compares_places() && STEADY_ZOOM <= trace.zoom_change() {
        return Err(Code::CameraZoomed.says([], "the camera zoomed meanwhile: switch its automatic framing off"));
    }
    Ok(())
}

/// The fault's finding if it is one, or why it cannot be judged.
fn finding(fault: &'static Fault, trace: &RepTrace<'_>, times: &RepTimes) -> Result<Option<Finding>, Statement> {
    let not_seen = || Code::NotSeen.says([trace.exercise.id, fault.id], format!("not seen: {}", fault.needs));
    let reading = fault.reads.of(trace).ok_or_else(not_seen)?;
    let severity = fault.limit.severity(reading.value);
    Ok((0.0 < severity).then(|| Finding {
        fault: fault.id.into(),
        reading: round(reading.value.into()),
        unit: fault.unit(),
        error: round(reading.error.into()),
        severity: round(severity.into()),
        limit: LimitReport { fine: fault.limit.fine.into(), bad: fault.limit.bad.into() },
        from_s: round(times.peak_start.secs()),
        to_s: round(times.peak_end.secs()),
        cost: round((severity * fault.worst_cost).into()),
        source: fault.source.into(),
        cue: fault.cue.into(),
    }))
}
