//! Knee-to-chest: how far do the knees come, and do head and shoulders stay down?

use crate::core::exercise::{
    About, Also, CameraView, Confirms, Effort, Exercise, Family, Fault, FigurePose, JointSignal, KeyMeasure,
    LEAST_CONFIDENCE, LOWEST_LYING_HIPS, Leg, Lifted, Limbs, Limit, ON_THE_BACK, PoseRange, Posture, PostureKind,
    Reads, Reason, RepTrace, Signal, SpanOf, Sureness, Variant, Variants, Viewed, Way, confidence,
};
use crate::core::measure::{
    HIP_OVER_SHOULDER, KNEE, KNEE_TO_SHOULDER, Measure, PULLED_THIGH, PointOf, Quantity, THIGH_FLEXION, THIGH_TO_TRUNK,
    WRIST_TO_KNEE,
};
use crate::core::skeleton::Part;

/// Lie on the back, pull one or both knees to the chest, hold, rock gently, return; head, neck and shoulders stay down.
pub static KNEE_TO_CHEST: Exercise = Exercise {
    id: "knee_to_chest",
    name: "knee-to-chest",
    posture: Posture {
        kind: PostureKind::Supine,
        ranges: &[PoseRange { measure: HIP_OVER_SHOULDER, from: LOWEST_LYING_HIPS, to: HIGHEST_HIPS }],
        contacts: &[Part::Shoulder, Part::Ankle],
    },
    views: &[CameraView::Side],
    signal: Signal::Joints(JointSignal { measure: THIGH_FLEXION, limbs: Limbs::Each, least_range: LEAST_FLEXION_DEG }),
    effort: Effort::Repetitions { goal: None },
    way: Way::InOut,
    // Code: where a joint is hidden, another criterion stands in for it.
    confirms: Confirms::Custom(confirms),
    // Code: a leg that stays behind tells one leg from both.
    variants: Variants::Custom(variant),
    measures: &[PULLED_THIGH, KNEE_TO_SHOULDER],
    also: &[Also::Rocking],
    best_is_least: Some(PULLED_THIGH),
    key: KeyMeasure {
        measure: PULLED_THIGH,
        name: "thigh",
        label: "thigh-to-trunk angle",
        fine: "close",
        plausible: Some([10.0, 180.0]),
    },
    faults: &[SHORT_RANGE, SHORT_HOLD, HEAD_LIFTED, SHOULDERS_LIFTED, KNEE_LAGS, ANKLES_APART, JERKY],
    set_faults: &[],
    never_judged: "left–right symmetry and pressure of the back on the floor cannot be seen from the side",
    about: About::in_program(Family::Stretch, &["osteoporosis"], [ON_THE_BACK, PULLED]),
};

/// At the top, as drawn.
const PULLED: FigurePose = &[
    (Part::Ear, [-1.37, 0.07]),
    (Part::Shoulder, [-1.0, 0.0]),
    (Part::Elbow, [-0.73, 0.33]),
    (Part::Wrist, [-0.23, 0.63]),
    (Part::Hip, [0.0, 0.0]),
    (Part::Knee, [-0.37, 0.73]),
    (Part::Ankle, [0.27, 0.60]),
    (Part::Toe, [0.40, 0.77]),
];

/// The thigh comes closer to the trunk by this much at least: by 45° in the shortest repetition among the samples.
const LEAST_FLEXION_DEG: f32 = 25.0;
/// Pulling the knees in rolls the pelvis up: the hips rise by up to 0.16 of the trunk on the samples.
const HIGHEST_HIPS: f32 = 0.45;
/// Beyond this thigh-to-trunk angle at the top, as the points show it, no knee was pulled to a chest (samples with a short range read 76–85°).
const WIDEST_TOP_DEG: f32 = 105.0;
/// …and at this angle it surely was.
const SURE_TOP_DEG: f32 = 75.0;
/// A thigh at this angle or farther counts as pulled only where a hand holds it: good ranges among the samples read 45–67°.
const WIDEST_UNHELD_DEG: f32 = 70.0;
/// The knee comes closer to the shoulder by this much of the trunk: by 0.5 in the shortest range among the samples.
/// A trunk that comes up to the knees brings them closer too: see [`LEAST_HIP_HEIGHT`].
const LEAST_NEARING: f32 = 0.25;
/// The knee is bent by more than this at the top, or where a hand hides the ankle there, on the way: samples 38–88°, the
/// straight leg of a hamstring stretch 158°.
const STRAIGHTEST_KNEE_DEG: f32 = 120.0;
/// Hands at shin, knee or thigh are this close to the knee, ÷ trunk: .02–.42 on the samples; arms that do something else,
/// as in a dead bug, .68 and more.
const FARTHEST_HAND: f32 = 0.55;
/// A hand that does something else: beside the body it is up to 1 trunk from a knee at the chest, overhead as in a dead bug
/// 1.7 and more.
const FARTHEST_OTHER_HAND: f32 = 1.4;
/// Distance of the farther wrist from the knee, in trunk lengths of this pose.
const FAR_WRIST_TO_KNEE: Measure = Measure {
    id: "far_wrist_to_knee_trunk",
    quantity: Quantity::Farthest(PointOf::limb(Part::Knee), Part::Wrist),
    ..WRIST_TO_KNEE
};

/// While the knees are at the chest the hips are no lower below the shoulders than this, ÷ trunk: who sits up is.
const LEAST_HIP_HEIGHT: f32 = -0.15;
/// …nor than this where the thigh is not close: who leans up to the leg, as in a figure-four stretch, has them lower (−.12
/// and below on film), pulls with a short range are at −.01 or higher on the samples.
const LEAST_HIP_HEIGHT_WHEN_WIDE: f32 = -0.08;
/// …nor do they sink by more than this, ÷ trunk: those of a bridge that ends do.
const LEAST_HIP_CHANGE: f32 = -0.1;
/// The foot comes from the floor: an ankle higher over the shoulder than this at rest, ÷ trunk, hovers, as in a dead bug.
const HIGHEST_RESTING_FOOT: f32 = 0.4;

fn confirms(rep: &RepTrace<'_>) -> Sureness {
    let seen = rep.hold_median(&THIGH_TO_TRUNK).zip(rep.hold_median(&HIP_OVER_SHOULDER));
    let Some((top, hips)) = seen else {
        return Sureness { value: None, against: Reason::new("hidden", "hip or knee was hidden") };
    };
    let top = top.value;
    let is_duplicate = rep.leg == Leg::Far && moves_as_far(rep);
    let is_close = top < SURE_TOP_DEG;
    let hovers = rep.resting_foot_height().is_some_and(|height| HIGHEST_RESTING_FOOT < height);
    // If legs alternate without a rest, the hips sink from one pull to the next and the feet do not come down.
    let falls = rep.change(&HIP_OVER_SHOULDER).map(|change| change < LEAST_HIP_CHANGE && !is_close);
    let close = LEAST_CONFIDENCE + confidence(WIDEST_TOP_DEG - top, WIDEST_TOP_DEG - SURE_TOP_DEG);
    let nearing = rep.change(&KNEE_TO_SHOULDER).map(|change| confidence(-change, LEAST_NEARING));
    // Where no ankle can be told from a hand, only a thigh that is close says that the knee is bent.
    let bent = |knee_deg: f32| confidence(180.0 - knee_deg, 180.0 - STRAIGHTEST_KNEE_DEG);
    let knee_deg = rep.hold_median(&KNEE).map(|knee| knee.value).or_else(|| rep.least_moving(&KNEE));
    let unless = |is_so: bool| Some(if is_so { 0.0 } else { 1.0 });
    let all = [
        (unless(is_duplicate), Reason::new("other_leg", "the other leg tells it")),
        (
            unless(hips.value < if is_close { LEAST_HIP_HEIGHT } else { LEAST_HIP_HEIGHT_WHEN_WIDE }),
            Reason::new("trunk_up", "the trunk was up"),
        ),
        (unless(hovers && !is_close), Reason::new("foot_not_from_floor", "the foot did not come from the floor")),
        (falls.and_then(unless), Reason::new("hips_sank", "the hips sank")),
        (unless(WIDEST_TOP_DEG < top), Reason::new("thigh_far", "the thigh did not come close to the trunk")),
        (Some(close.min(1.0)), Reason::new("thigh_far", "the thigh did not come close to the trunk")),
        (nearing, Reason::new("knee_far", "the knee did not come closer to the shoulder")),
        (
            Some(knee_deg.map_or(2.0 * close - 1.0, bent).min(1.0)),
            Reason::new("knee_straight", "the knee was straight"),
        ),
        (Some(held(rep, top, hovers)), Reason::new("not_held_by_hand", "no hand held the leg")),
        (Some(far_hand(rep)), Reason::new("arm_far", "an arm lay far from the leg")),
    ];
    Sureness::least(all.map(|(value, against)| Sureness { value, against }))
}

/// Whether hands hold the leg, where it is not so close to the chest that it must be held.
fn held(rep: &RepTrace<'_>, top_deg: f32, hovers: bool) -> f32 {
    let must_hold = WIDEST_UNHELD_DEG <= top_deg || hovers;
    let unseen = if must_hold { f32::INFINITY } else { 0.0 };
    let distance = rep.hold_median(&WRIST_TO_KNEE).map_or(unseen, |reading| reading.value);
    confidence(2.0 * FARTHEST_HAND - distance, FARTHEST_HAND)
}

/// Returns the confidence that neither hand is far from the leg, as far as both are seen.
fn far_hand(rep: &RepTrace<'_>) -> f32 {
    let farthest = rep.hold_median(&FAR_WRIST_TO_KNEE).map_or(0.0, |reading| reading.value);
    confidence(2.0 * FARTHEST_OTHER_HAND - farthest, FARTHEST_OTHER_HAND)
}

/// The other leg moves too if it goes this share of the way.
const BOTH_SHARE: f32 = 0.5;

const BOTH_LEGS: &str = "both_legs";

/// Returns true if the other leg comes along, and `None` where it is hidden at the top.
///
/// Where its rest is hidden, that of this leg stands for it.
fn other_moves(rep: &RepTrace<'_>) -> Option<bool> {
    let rest = rep.other_rest_median(&THIGH_FLEXION).or_else(|| rep.rest_median(&THIGH_FLEXION))?;
    let other = rep.other_hold_median(&THIGH_FLEXION)?.value - rest.value;
    Some(BOTH_SHARE * rep.change(&THIGH_FLEXION)? <= other)
}

/// A far thigh that is no further up than the near one, within this, lies behind it, in degrees: just below the error of the
/// angle. Where the near leg paused at 80–100°, the far one read up to 9° above it.
const BEHIND_DEG: f32 = 10.0;

/// Returns true if the near leg tells the same movement: it comes along, or is up already and hides the far one.
///
/// Where a near thigh pauses half-way, the model puts the far one there for some frames, whatever it does.
fn moves_as_far(rep: &RepTrace<'_>) -> bool {
    let is_behind = || {
        let (near, far) = (rep.other_hold_median(&THIGH_FLEXION)?, rep.hold_median(&THIGH_FLEXION)?);
        Some(far.value - BEHIND_DEG <= near.value)
    };
    other_moves(rep) != Some(false) || is_behind() == Some(true)
}

/// A far leg that stays behind is seen past the near one; one that is hidden comes along behind it.
fn variant(rep: &RepTrace<'_>) -> Variant {
    if rep.leg == Leg::Near && other_moves(rep) != Some(false) {
        return Variant { id: BOTH_LEGS, side: None, hides_working_leg: false };
    }
    let side = rep.hold.first().map(|pose| pose.side(rep.leg));
    Variant { id: "one_leg", side, hides_working_leg: false }
}

/// The thighs do not come close enough to the trunk.
///
/// ## Why it matters
/// The stretch of the low back and the buttocks comes from the last part of the way.
/// ## Measured by
/// The thigh-to-trunk angle, median over the hold, of the leg that works, in degrees, on the near leg as
/// a goniometer on the skin reads it.
/// ## Source
/// Proposal (`docs/criteria.md`); on `sample_videos` good ranges read 54–73°, short ones 92–98°.
const SHORT_RANGE: Fault = Fault {
    id: "short_range",
    cue: "Bring your knees a little closer to your chest",
    said: "Bring your knees a little closer to your shirt",
    reads: Reads::Top(PULLED_THIGH),
    limit: Limit { fine: 77.0, bad: 90.0 },
    worst_cost: 60.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "shoulder, hip and knee of the leg that works",
    source: "proposal, checked on sample_videos",
};

/// The knees are let go too soon.
///
/// ## Why it matters
/// A stretch needs time.
/// ## Measured by
/// The plateau at the top where the motion stands still or rocks gently, in seconds.
/// ## Source
/// Source text («holding»); leaflets ask for 15–30 s.
const SHORT_HOLD: Fault = Fault {
    id: "short_hold",
    cue: "Hold your knees a little longer",
    said: "Stay there a little longer",
    reads: Reads::Span(SpanOf::Hold),
    limit: Limit { fine: 2.0, bad: 1.0 },
    worst_cost: 30.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "the whole repetition",
    source: "exercise text: rock gently while holding",
};

/// The head leaves the floor.
///
/// ## Why it matters
/// The neck should rest: lifting the head strains it.
/// ## Measured by
/// The rise of the near ear over its rest during the repetition, along the floor's normal, ÷ trunk.
/// ## Source
/// Source text («pressing head, neck and shoulders down»); on `sample_videos` still heads read −.02 to −.01, lifted ones .08.
const HEAD_LIFTED: Fault = Fault {
    id: "head_lifted",
    cue: "Let your head rest on the floor",
    said: "Let the floor carry your head",
    reads: Reads::Rise(Lifted { part: Part::Ear, contact: None }),
    limit: Limit { fine: 0.05, bad: 0.10 },
    worst_cost: 25.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "head of the side towards the camera",
    source: "exercise text: press head, neck and shoulders down",
};

/// The shoulders leave the floor.
///
/// ## Why it matters
/// Pulled up by the arms, the back rounds where it should be long.
/// ## Measured by
/// The height of the near shoulder over its rest at the top, along the floor's normal, ÷ trunk. Only squarely from the
/// side: a view of 22° shows .09 that is none.
/// ## Source
/// Source text («pressing head, neck and shoulders down»); on `sample_videos` shoulders that rest read .00 to .02.
const SHOULDERS_LIFTED: Fault = Fault {
    id: "shoulders_lifted",
    cue: "Keep your shoulders on the floor",
    said: "Let the floor carry your shoulders",
    reads: Reads::TopRise(Lifted { part: Part::Shoulder, contact: None }),
    limit: Limit { fine: 0.05, bad: 0.10 },
    worst_cost: 25.0,
    view: Viewed::Square,
    only_in: None,
    needs: "shoulder of the side towards the camera",
    source: "exercise text: press head, neck and shoulders down",
};

/// Of both knees one stays behind.
///
/// ## Why it matters
/// The pelvis twists when one leg is pulled farther than the other.
/// ## Measured by
/// The difference of the thigh-to-trunk angles of both legs at the top, in degrees.
/// ## Source
/// Proposal (`docs/criteria.md`); the far leg follows the near one within 7° on `sample_videos`.
const KNEE_LAGS: Fault = Fault {
    id: "knee_lags",
    cue: "Bring both knees equally close",
    said: "Bring both knees equally close to your shirt",
    reads: Reads::Difference(THIGH_TO_TRUNK, &[Part::Knee]),
    limit: Limit { fine: 15.0, bad: 30.0 },
    worst_cost: 15.0,
    view: Viewed::Square,
    only_in: Some(BOTH_LEGS),
    needs: "both knees, of which the far one is hidden behind the near one",
    source: "proposal",
};

/// The ankles are not crossed or side by side.
///
/// ## Why it matters
/// Crossed ankles keep both legs together, so that the pull is the same on either side.
/// ## Measured by
/// The distance of both ankles in the picture at the top, ÷ shank.
/// ## Source
/// Source text («ankles crossed»); limits are a proposal.
const ANKLES_APART: Fault = Fault {
    id: "ankles_apart",
    cue: "Keep your ankles together",
    said: "Keep your socks together",
    reads: Reads::Apart(Part::Ankle),
    limit: Limit { fine: 0.3, bad: 0.6 },
    worst_cost: 10.0,
    view: Viewed::Square,
    only_in: Some(BOTH_LEGS),
    needs: "both ankles, of which hands or the near leg hide one",
    source: "exercise text: ankles crossed; limits are a proposal",
};

/// The knees are pulled up or let go at once.
///
/// ## Why it matters
/// A jerk at the end of the way pulls on the back.
/// ## Measured by
/// The shorter of lift and drop, in seconds.
/// ## Source
/// Proposal (`docs/criteria.md`).
const JERKY: Fault = Fault {
    id: "jerky",
    cue: "Pull and lower slowly",
    said: "Pull and let go slowly, like a heavy door",
    reads: Reads::Span(SpanOf::Quicker),
    limit: Limit { fine: 0.7, bad: 0.4 },
    worst_cost: 20.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "the whole repetition",
    source: "proposal",
};
