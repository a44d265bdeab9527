//! The exercise that a demonstration stands for. Its limits are the demonstrated range and times, less their error.

use super::demonstration::Demonstration;
use super::movement::Movement;
use super::seen::{Seen, words};
use crate::core::exercise::{
    About, Confirms, Criterion, Effort, Exercise, Family, Fault, FaultWords, FigurePose, JointSignal, KeyMeasure,
    Limbs, Limit, Origin, PoseRange, Posture, PostureKind, Reads, Reason, Signal, SpanOf, Variants, Viewed, Way, Words,
};
use crate::core::exercise_file::{kept, name_of};
use crate::core::measure::{HIP_OVER_SHOULDER, KNEE, Unit};
use crate::core::skeleton::Part;
use crate::core::track::Leg;

/// A movement counts from this share of the demonstrated range; smaller ones are listed as not counted.
const COUNTS_FROM: f32 = 0.4;
/// From this share of the demonstrated range on it is beyond doubt.
const SURE_FROM: f32 = 0.8;
/// Smaller movements than this share of the demonstrated range are not looked at.
const LEAST_RANGE: f32 = 0.25;
/// The posture keeps to what the hips showed, within this much, in trunk lengths: twice the error of their height.
const POSTURE_MARGIN: f32 = 0.2;
/// A hold this long belongs to the exercise, in s; shorter ones are the turn of the movement.
const LEAST_HOLD_SECS: f32 = 1.5;
/// An exercise that is held this long is a hold, in s.
const HOLD_SECS: f32 = 8.0;
/// The holds and the times of a person vary by about this share from one repetition to the next.
const FINE_TIME: f32 = 0.75;
/// A time below this share of the demonstrated one is no longer the same tempo.
const BAD_TIME: f32 = 0.4;
/// Cadence that is asked for: the demonstrated one and so much around it.
const CADENCE_MARGIN: f32 = 0.15;
/// A knee that is straight (or bent) beyond the first limit must stay beyond the second: limit, `counts_from`,
/// `sure_from`, in degrees. The knee is right to 9°.
const STRAIGHT_KNEE: [f32; 3] = [150.0, 120.0, 140.0];
const BENT_KNEE: [f32; 3] = [110.0, 140.0, 120.0];
const SOURCE: &str = "one demonstration, not validated";

/// Returns an exercise that counts every repetition of a movement and judges none: the first draft.
pub(super) fn draft(id: &str, seen: &Seen, movement: &Movement) -> Exercise {
    let rules = Rules {
        criteria: vec![change(movement, movement.range())],
        faults: Vec::new(),
        effort: Effort::Repetitions { goal: None },
        figure: None,
    };
    defined(id, seen, movement, rules)
}

/// Returns the exercise of a demonstration.
pub(super) fn exercise(id: &str, seen: &Seen, movement: &Movement, shown: &Demonstration) -> Exercise {
    let criteria: Vec<Criterion> = [change(movement, shown.range)].into_iter().chain(knee(movement, shown)).collect();
    let effort = match shown.per_minute {
        Some(per_minute) => {
            let ends = [1.0 - CADENCE_MARGIN, 1.0 + CADENCE_MARGIN].map(|share| (share * per_minute).round());
            Effort::Cycles { per_minute: Some(ends) }
        }
        None if HOLD_SECS <= shown.hold_secs => Effort::Hold,
        None => Effort::Repetitions { goal: Some(shown.n_reps) },
    };
    let figure = shown.figure.as_ref().map(|bodies| bodies.each_ref().map(|body| kept::list(body.clone())));
    defined(id, seen, movement, Rules { criteria, faults: faults(movement, shown), effort, figure })
}

/// Returns what a reader of the file should know first.
pub(super) fn notes(seen: &Seen, movement: &Movement, shown: &Demonstration) -> String {
    let n_reps = shown.n_reps;
    format!(
        "# Learned from one demonstration, not validated: {n_reps} {}, {}, camera from the {}.\n\
         # Signal: {}, from {} to {}. Check every limit and every sentence before somebody exercises by it.\n\n",
        if n_reps == 1 { "repetition" } else { "repetitions" },
        words(seen.posture),
        seen.view.id(),
        movement.name,
        movement.with_unit(shown.top - shown.range),
        movement.with_unit(shown.top),
    )
}

fn change(movement: &Movement, range: f32) -> Criterion {
    Criterion {
        why: Reason::new("criterion_1", "the movement is smaller than the demonstrated one"),
        reads: Reads::Change(movement.measure),
        counts_from: rounded(movement, COUNTS_FROM * range),
        sure_from: rounded(movement, SURE_FROM * range),
        hidden_counts: false,
    }
}

/// Returns what the knee of the working leg showed at the top, where it tells the exercise from others.
fn knee(movement: &Movement, shown: &Demonstration) -> Option<Criterion> {
    let reads_foot = movement.measure.points().iter().any(|point| matches!(point.part, Part::Knee | Part::Ankle));
    let knee_deg = shown.knee_deg.filter(|_| reads_foot && movement.measure.quantity != KNEE.quantity)?;
    let of = |words, [_, counts_from, sure_from]: [f32; 3]| {
        let why = Reason::new("criterion_2", words);
        Criterion { why, reads: Reads::Top(KNEE), counts_from, sure_from, hidden_counts: false }
    };
    match knee_deg {
        deg if STRAIGHT_KNEE[0] <= deg => Some(of("the knee was bent", STRAIGHT_KNEE)),
        deg if deg <= BENT_KNEE[0] => Some(of("the knee was straight", BENT_KNEE)),
        _ => None,
    }
}

fn faults(movement: &Movement, shown: &Demonstration) -> Vec<Fault> {
    let fine = shown.top - movement.measure.model_error.min(shown.range / 4.0);
    let range = Limit { fine: rounded(movement, fine), bad: rounded(movement, shown.top - shown.range / 2.0) };
    let secs = |shown: f32| Limit { fine: tenths(FINE_TIME * shown), bad: tenths(BAD_TIME * shown) };
    let fault = |id, reads, limit, worst_cost, view, words: &FaultWords| Fault {
        id,
        cue: words.cue,
        said: words.said,
        reads,
        limit,
        worst_cost,
        view,
        only_in: None,
        needs: "the whole movement, and the joints that it is read from",
        source: SOURCE,
    };
    let short_range = fault("short_range", Reads::Top(movement.measure), range, 40.0, Viewed::SideOn, &SHORT_RANGE);
    let jerky = || {
        let limit = secs(shown.quicker_secs);
        fault("jerky", Reads::Span(SpanOf::Quicker), limit, 20.0, Viewed::Oblique, &JERKY)
    };
    let short_hold =
        || fault("short_hold", Reads::Span(SpanOf::Hold), secs(shown.hold_secs), 30.0, Viewed::Oblique, &SHORT_HOLD);
    let is_held = LEAST_HOLD_SECS <= shown.hold_secs;
    let is_cyclic = shown.per_minute.is_some();
    [Some(short_range), (!is_cyclic).then(jerky), is_held.then(short_hold)].into_iter().flatten().collect()
}

const SHORT_RANGE: FaultWords = FaultWords {
    id: "short_range",
    name: "Short range",
    cue: "Move as far as in the demonstration",
    said: "Go a little further",
    needs: None,
    source: None,
};
const JERKY: FaultWords = FaultWords {
    id: "jerky",
    name: "Jerky",
    cue: "Move as slowly as in the demonstration",
    said: "Move more slowly",
    needs: None,
    source: None,
};
const SHORT_HOLD: FaultWords = FaultWords {
    id: "short_hold",
    name: "Short hold",
    cue: "Hold as long as in the demonstration",
    said: "Stay there a little longer",
    needs: None,
    source: None,
};

/// The part of an exercise that its repetitions tell.
struct Rules {
    criteria: Vec<Criterion>,
    faults: Vec<Fault>,
    effort: Effort,
    figure: Option<[FigurePose; 2]>,
}

fn defined(id: &str, seen: &Seen, movement: &Movement, rules: Rules) -> Exercise {
    let Rules { criteria, faults, effort, figure } = rules;
    let about = About {
        family: family(seen.posture),
        words: kept::list(vec![exercise_words(id, seen, movement, &faults)]),
        cautions: &[],
        dose: None,
        figure,
        origin: Origin::Learned { sha256: "" },
    };
    let least_range = rounded(movement, LEAST_RANGE * movement.range());
    let signal = JointSignal { measure: movement.measure, limbs: movement.limbs, least_range };
    let key = KeyMeasure {
        measure: movement.measure,
        name: "range",
        label: movement.name,
        fine: "as demonstrated",
        plausible: None,
    };
    Exercise {
        id: kept::text(id),
        name: kept::text(&name_of(id)),
        posture: posture(seen),
        views: kept::list(vec![seen.view]),
        signal: Signal::Joints(signal),
        effort,
        way: Way::UpDown,
        confirms: Confirms::Criteria(kept::list(criteria)),
        variants: match movement.limbs {
            Limbs::Both => Variants::Both("both_sides"),
            Limbs::Each | Limbs::LeftAndRight => Variants::OneLimb("one_side"),
        },
        measures: kept::list(vec![movement.measure]),
        also: &[],
        best_is_least: None,
        key,
        faults: kept::list(faults),
        set_faults: &[],
        never_judged: NEVER_JUDGED,
        about,
    }
}

const NEVER_JUDGED: &str = "everything but range, tempo and hold: the exercise was learned from one demonstration";

fn exercise_words(id: &str, seen: &Seen, movement: &Movement, faults: &[Fault]) -> Words {
    let all = [SHORT_RANGE, JERKY, SHORT_HOLD];
    let of = |fault: &Fault| all.iter().find(|words| words.id == fault.id).copied();
    let how = format!(
        "Begin {}, with the camera at the {}. Move as in the demonstration and return to rest.",
        words(seen.posture),
        seen.view.id()
    );
    Words {
        language: "en",
        name: kept::text(&name_of(id)),
        purpose: "Learned from one demonstration, not validated.",
        how: kept::text(&how),
        checked: "Range, tempo and hold against the demonstration.",
        caution: "Ask your therapist first if any movement hurts.",
        never_judged: NEVER_JUDGED,
        measure: movement.name,
        faults: kept::list(faults.iter().filter_map(of).collect()),
        measures: &[],
        reasons: &[],
    }
}

fn posture(seen: &Seen) -> Posture {
    let heights = seen.poses.iter().filter_map(|pose| HIP_OVER_SHOULDER.of(pose, Leg::Near));
    let (low, high) = heights.fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let [from, to] = [low - POSTURE_MARGIN, high + POSTURE_MARGIN].map(hundredths);
    let range = PoseRange { measure: HIP_OVER_SHOULDER, from, to };
    Posture { kind: seen.posture, ranges: kept::list(vec![range]), contacts: contacts(seen.posture) }
}

/// Returns the parts that carry the body in a posture.
const fn contacts(posture: PostureKind) -> &'static [Part] {
    match posture {
        PostureKind::Supine | PostureKind::Prone | PostureKind::SideLying => &[Part::Shoulder, Part::Hip],
        PostureKind::HandsAndKnees => &[Part::Wrist, Part::Knee],
        PostureKind::Sitting => &[Part::Hip],
        PostureKind::Standing => &[Part::Ankle],
    }
}

const fn family(posture: PostureKind) -> Family {
    match posture {
        PostureKind::Supine => Family::Supine,
        PostureKind::Prone | PostureKind::SideLying | PostureKind::HandsAndKnees => Family::HandsAndKnees,
        PostureKind::Sitting | PostureKind::Standing => Family::Standing,
    }
}

fn rounded(movement: &Movement, value: f32) -> f32 {
    if movement.measure.unit() == Unit::Deg { value.round() } else { hundredths(value) }
}

fn hundredths(value: f32) -> f32 {
    (100.0 * value).round() / 100.0
}

fn tenths(secs: f32) -> f32 {
    (10.0 * secs).round() / 10.0
}
