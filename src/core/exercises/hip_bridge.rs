//! The hip bridge: are shoulders, hips and knees in one straight line at the top?

use crate::core::exercise::{
    About, CameraView, Confirms, Effort, Exercise, Family, Fault, FigurePose, JointSignal, KeyMeasure,
    LOWEST_LYING_HIPS, Lifted, Limbs, Limit, ON_THE_BACK, PoseRange, Posture, PostureKind, Reads, Reason, RepTrace,
    Signal, SpanOf, Sureness, Variant, Variants, Viewed, Way, confidence,
};
use crate::core::measure::{HIP_OVER_SHOULDER, KNEE, KNEE_OVER_HIP, SHOULDER_HIP_KNEE};
use crate::core::skeleton::{Part, Side};

/// Lie on the back with bent knees, lift the hips until shoulders, hips and knees are in one line, hold, return.
pub static HIP_BRIDGE: Exercise = Exercise {
    id: "hip_bridge",
    name: "hip bridge",
    posture: Posture {
        kind: PostureKind::Supine,
        ranges: &[PoseRange { measure: HIP_OVER_SHOULDER, from: LOWEST_LYING_HIPS, to: HIGHEST_HIPS }],
        contacts: &[Part::Shoulder, Part::Ankle],
    },
    views: &[CameraView::Side],
    signal: Signal::Joints(JointSignal { measure: HIP_OVER_SHOULDER, limbs: Limbs::Both, least_range: LEAST_RISE }),
    effort: Effort::Repetitions { goal: None },
    way: Way::UpDown,
    // Code: a knee in the air confirms and never denies, so that one criterion stands in for another.
    confirms: Confirms::Custom(confirms),
    // Code: which foot is in the air tells which leg works.
    variants: Variants::Custom(variant),
    measures: &[SHOULDER_HIP_KNEE, KNEE],
    also: &[],
    best_is_least: None,
    key: KeyMeasure {
        measure: SHOULDER_HIP_KNEE,
        name: "line",
        label: "hip angle",
        fine: "straight",
        plausible: Some([60.0, 225.0]),
    },
    faults: &[
        HIPS_LOW,
        OVEREXTENDED,
        SHORT_HOLD,
        SAGGING,
        HEAD_LIFTED,
        SHOULDERS_LIFTED,
        FEET_MOVED,
        FEET_TOO_FAR,
        JERKY,
    ],
    set_faults: &[],
    never_judged: "left–right symmetry and knees falling inwards cannot be seen from the side",
    about: About::in_program(Family::Supine, &[], [ON_THE_BACK, LIFTED]),
};

/// At the top, as drawn: shoulder, hip and knee in one line.
const LIFTED: FigurePose = &[
    (Part::Ear, [-1.25, -0.34]),
    (Part::Shoulder, [-0.91, -0.41]),
    (Part::Elbow, [-0.54, -0.51]),
    (Part::Wrist, [-0.17, -0.52]),
    (Part::Hip, [0.0, 0.0]),
    (Part::Knee, [0.74, 0.34]),
    (Part::Ankle, [0.91, -0.46]),
    (Part::Toe, [1.15, -0.49]),
];

/// The trunk of a bridge rises to about 35°; this is 50°.
const HIGHEST_HIPS: f32 = 0.77;
/// The hips of the lowest bridge among the samples rise by 0.10 of the trunk; a pelvic tilt that lifts the buttocks
/// by 2 cm rises by 0.04, breathing by less than 0.02.
const LEAST_RISE: f32 = 0.06;
/// Lifting the hips opens the hip angle: by 15° in the lowest bridge among the samples. Pulling the knees to the chest
/// lifts the hips too, and closes it.
const LEAST_OPENING_DEG: f32 = 8.0;
/// At rest the knees stand over the hips by this much of the trunk at least, or the legs are not set up for a bridge
/// (samples 0.49–0.70).
const LEAST_KNEE_HEIGHT: f32 = 0.15;

/// …and the thighs are not pulled up: at rest the hip angle is at least this (samples 121–146°; a dead bug or a knee at
/// the chest 45–90°).
const LEAST_RESTING_ANGLE_DEG: f32 = 95.0;

/// A bridge brings the hips nearer to the height of the knees, by more than half of their rise; who lies down from
/// sitting lowers the shoulders, and hips and knees stay.
const LEAST_NEARING_SHARE: f32 = 0.25;
/// …or it lifts them from where they lay by this share of their rise over the shoulders: on film by .68 and more, also
/// where the knees rise along; who lies down from sitting, or lifts the feet with the hips, by none.
const LEAST_OWN_SHARE: f32 = 0.35;
/// Height of an ankle over the resting shoulder, ÷ trunk, above which the legs point up, if the other foot is not seen.
/// Such movements are a candle or a reverse crunch (1.5–1.7 on film); the lifted leg of a bridge reaches 1.3 before a
/// raised camera.
const HIGHEST_FOOT: f32 = 1.4;
/// A movement without any hold, in s: less than the error of a hold…
const NO_HOLD_SECS: f32 = 0.2;
/// …is a repetition where the hips open this far, in degrees, or rise unmistakably: less is shifting about.
const LEAST_TOP_WITHOUT_HOLD_DEG: f32 = 155.0;
/// So far the hips rise in a bridge only (knee-to-chest samples 0.11), whatever the knees do…
const UNMISTAKABLE_RISE: f32 = 0.25;
/// …if they rise from here (in trunks over the shoulders) and not from sitting.
const LOWEST_RESTING_HIPS: f32 = -0.2;

fn confirms(rep: &RepTrace<'_>) -> Sureness {
    let hips = rep.change(&HIP_OVER_SHOULDER).zip(rep.rest_median(&HIP_OVER_SHOULDER));
    let Some((rise, from)) = hips else {
        return Sureness { value: None, against: Reason::new("hips_hidden", "the hips were hidden") };
    };
    // The knee of a leg in the air may rise with the hips: it can confirm a bridge and not deny it.
    let knees = knees_confirm(rep, rise).filter(|sure| !sure.denies() || !variant(rep).hides_working_leg);
    if points_up(rep) {
        return Sureness { value: Some(0.0), against: Reason::new("legs_up", "the legs pointed up") };
    }
    if rise < UNMISTAKABLE_RISE && is_without_hold(rep) {
        return Sureness {
            value: Some(0.0),
            against: Reason::new("no_hold", "the hips rose a little and came down at once"),
        };
    }
    let by_rise = if LOWEST_RESTING_HIPS <= from.value { confidence(rise, UNMISTAKABLE_RISE) } else { 0.0 };
    knees.unwrap_or(Sureness {
        value: Some(by_rise),
        against: Reason::new("knees_hidden", "the hips hardly rose, and the knees were hidden"),
    })
}

/// Returns true if a leg points up, or both feet are in the air.
fn points_up(rep: &RepTrace<'_>) -> bool {
    let feet: Vec<f32> = Side::BOTH.into_iter().filter_map(|side| rep.foot_height(side)).collect();
    let are_up = feet.len() == 2 && feet.iter().all(|height| LIFTED_FOOT_HEIGHT < *height);
    let is_any_down = feet.iter().any(|height| *height <= LIFTED_FOOT_HEIGHT);
    are_up || !is_any_down && feet.iter().any(|height| HIGHEST_FOOT < *height)
}

fn is_without_hold(rep: &RepTrace<'_>) -> bool {
    let is_low = rep.hold_median(&SHOULDER_HIP_KNEE).is_some_and(|top| top.value < LEAST_TOP_WITHOUT_HOLD_DEG);
    is_low && rep.spans.is_some_and(|spans| spans.hold_secs < NO_HOLD_SECS)
}

fn knees_confirm(rep: &RepTrace<'_>, rise: f32) -> Option<Sureness> {
    let stand = confidence(rep.rest_median(&KNEE_OVER_HIP)?.value, LEAST_KNEE_HEIGHT);
    let open = confidence(rep.change(&SHOULDER_HIP_KNEE)?, LEAST_OPENING_DEG);
    let near = confidence(-rep.change(&KNEE_OVER_HIP)?, LEAST_NEARING_SHARE * rise);
    let own = rep.hold_rise(Part::Hip, Some(Part::Ankle));
    let lifted = own.map_or(0.0, |own| confidence(own.value, LEAST_OWN_SHARE * rise));
    let are_down = LEAST_RESTING_ANGLE_DEG <= rep.rest_median(&SHOULDER_HIP_KNEE)?.value;
    let all = [
        (if are_down { 1.0 } else { 0.0 }, Reason::new("thighs_pulled_up", "the thighs were pulled up before")),
        (stand, Reason::new("knees_low", "the knees did not stand over the hips")),
        (open, Reason::new("hips_closed", "the hips did not open")),
        (near.max(lifted), Reason::new("hips_far_from_knees", "the hips did not come up to the knees")),
    ];
    Some(Sureness::least(all.map(|(value, against)| Sureness { value: Some(value), against })))
}

/// An ankle this far over the resting shoulder, ÷ trunk, is no foot on the floor: standing feet are within 0.2.
const LIFTED_FOOT_HEIGHT: f32 = 0.35;

fn variant(rep: &RepTrace<'_>) -> Variant {
    let near = rep.hold.first().map_or(Side::Left, |pose| pose.near);
    let is_lifted = |side: Side| rep.foot_height(side).is_some_and(|height| LIFTED_FOOT_HEIGHT < height);
    match (is_lifted(near), is_lifted(near.other())) {
        (true, false) => Variant { id: "one_leg", side: Some(near.other()), hides_working_leg: true },
        (false, true) => Variant { id: "one_leg", side: Some(near), hides_working_leg: false },
        _ => Variant { id: "two_legs", side: None, hides_working_leg: false },
    }
}

/// The hips stay below the line from shoulder to knee.
///
/// ## Why it matters
/// The straight line is what the exercise asks for: below it the buttocks have not done their part.
/// ## Measured by
/// The signed shoulder–hip–knee angle, median over the hold, near side, in degrees.
/// ## Source
/// Source text of the exercise («one straight line»); collinear points stay so under camera yaw and pitch.
const HIPS_LOW: Fault = Fault {
    id: "hips_low",
    cue: "Lift your hips a little higher",
    said: "Push your belt a little closer to the ceiling",
    reads: Reads::Top(SHOULDER_HIP_KNEE),
    limit: Limit { fine: 170.0, bad: 160.0 },
    worst_cost: 60.0,
    view: Viewed::Oblique,
    only_in: None,
    needs: "shoulder, hip and knee of the side towards the camera",
    source: "exercise text: knees, hips and shoulders in one straight line",
};

/// The hips are pushed above the line from shoulder to knee: the low back arches.
///
/// ## Why it matters
/// Past the straight line the movement comes from the lumbar spine, which this exercise wants to keep quiet.
/// ## Measured by
/// The signed shoulder–hip–knee angle, median over the hold, near side, in degrees. The slope starts at 189° because
/// good bridges read up to 10° too high for some persons and cameras.
/// ## Source
/// Tuned on `sample_videos`: good bridges read 176–189°, over-extended ones 196–201°.
const OVEREXTENDED: Fault = Fault {
    id: "overextended",
    cue: "Do not push your hips up so far",
    said: "Leave your belt a little further from the ceiling",
    reads: Reads::Top(SHOULDER_HIP_KNEE),
    limit: Limit { fine: 189.0, bad: 199.0 },
    worst_cost: 50.0,
    view: Viewed::Oblique,
    only_in: None,
    needs: "shoulder, hip and knee of the side towards the camera",
    source: "measured on sample_videos: good bridges read up to 10° high for some persons and cameras",
};

/// The top is left too soon.
///
/// ## Why it matters
/// The hold is where the buttocks work.
/// ## Measured by
/// The plateau at the top where the motion stands still, in seconds.
/// ## Source
/// Source text («hold a few seconds»); `MEx` data set: 5 s. A plan may ask for longer holds.
const SHORT_HOLD: Fault = Fault {
    id: "short_hold",
    cue: "Stay up a little longer",
    said: "Keep your belt up there a little longer",
    reads: Reads::Span(SpanOf::Hold),
    limit: Limit { fine: 2.0, bad: 1.0 },
    worst_cost: 30.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "the whole repetition",
    source: "exercise text: hold a few seconds; MEx: 5 s",
};

/// The hips sink while they should be held.
///
/// ## Why it matters
/// A hold that sinks is a hold that was too long or too hard.
/// ## Measured by
/// The fall of the hip over the shoulder during the hold, ÷ trunk.
/// ## Source
/// Proposal; still holds on `sample_videos` fall by up to 0.02.
const SAGGING: Fault = Fault {
    id: "sagging",
    cue: "Keep your hips up until you lower them",
    said: "Keep your belt at one height until you come down",
    reads: Reads::Sag(HIP_OVER_SHOULDER),
    limit: Limit { fine: 0.03, bad: 0.08 },
    worst_cost: 30.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "a hold of more than a second, with shoulder and hip of the side towards the camera",
    source: "proposal, checked on sample_videos",
};

/// The head leaves the floor.
///
/// ## Why it matters
/// The neck should rest: lifting the head strains it and rounds the back.
/// ## Measured by
/// The rise of the near ear over its rest during the repetition, along the floor's normal, ÷ trunk.
/// ## Source
/// Source text («keep the upper body on the floor»); on `sample_videos` still heads read up to .01, a lifted one .11.
const HEAD_LIFTED: Fault = Fault {
    id: "head_lifted",
    cue: "Let your head rest on the floor",
    said: "Let the floor carry your head",
    reads: Reads::Rise(Lifted { part: Part::Ear, contact: Some(Part::Ankle) }),
    limit: Limit { fine: 0.05, bad: 0.10 },
    worst_cost: 25.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "head of the side towards the camera",
    source: "exercise text: upper body on the floor",
};

/// The shoulders leave the floor.
///
/// ## Why it matters
/// The bridge rests on the shoulders: without them the neck carries.
/// ## Measured by
/// The height of the near shoulder over its rest at the top, along the floor's normal, ÷ trunk. Only from the side: an
/// oblique view of 22° shows .09 that is none.
/// ## Source
/// Source text («keep the upper body on the floor»); on `sample_videos` shoulders that rest read −.06 to +.02.
const SHOULDERS_LIFTED: Fault = Fault {
    id: "shoulders_lifted",
    cue: "Keep your shoulders on the floor",
    said: "Let the floor carry your shoulders",
    reads: Reads::TopRise(Lifted { part: Part::Shoulder, contact: Some(Part::Ankle) }),
    limit: Limit { fine: 0.05, bad: 0.10 },
    worst_cost: 25.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "shoulder of the side towards the camera",
    source: "exercise text: upper body on the floor",
};

/// The feet slide or step.
///
/// ## Why it matters
/// Feet that move change the exercise from one repetition to the next.
/// ## Measured by
/// The way of the near ankle along the floor, at the top against the rest just before, ÷ trunk; less what the shoulder
/// shares of it, which is the camera's.
/// ## Source
/// Measured on `sample_videos`: feet that stand read .00 to .05, feet that slid .14.
const FEET_MOVED: Fault = Fault {
    id: "feet_moved",
    cue: "Keep your feet where they are",
    said: "Keep pressing the same spot of the mat",
    reads: Reads::Travel(Lifted { part: Part::Ankle, contact: Some(Part::Shoulder) }),
    limit: Limit { fine: 0.05, bad: 0.15 },
    worst_cost: 20.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "foot of the side towards the camera",
    source: "measured on sample_videos",
};

/// The feet stand too far from the buttocks.
///
/// ## Why it matters
/// With straight knees the hamstrings do the work of the buttocks. 80–110° is standard; up to 130° is a known variant
/// that spares them and no fault.
/// ## Measured by
/// The knee angle at the top, near side, in degrees.
/// ## Source
/// Lehecka et al. 2017, Int J Sports Phys Ther 12(4) (PMC5534144): knee angles and muscle activity.
const FEET_TOO_FAR: Fault = Fault {
    id: "feet_too_far",
    cue: "Put your feet closer to your buttocks",
    said: "Stand on a spot of the mat closer to you",
    reads: Reads::Top(KNEE),
    limit: Limit { fine: 130.0, bad: 150.0 },
    worst_cost: 20.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "hip, knee and foot of the side towards the camera",
    source: "Lehecka 2017, PMC5534144",
};

/// The hips are thrown up or dropped.
///
/// ## Why it matters
/// Muscles that only catch a fall are not trained, and a jerk can hurt.
/// ## Measured by
/// The shorter of lift and drop, in seconds.
/// ## Source
/// Proposal; unhurried lifts take more than a second.
const JERKY: Fault = Fault {
    id: "jerky",
    cue: "Lift and lower slowly",
    said: "Rise and sink slowly, like a lift",
    reads: Reads::Span(SpanOf::Quicker),
    limit: Limit { fine: 0.7, bad: 0.4 },
    worst_cost: 20.0,
    view: Viewed::SideOn,
    only_in: None,
    needs: "the whole repetition",
    source: "proposal",
};
