//! The hip bridge: are shoulders, hips and knees in one straight line at the top?

use crate::exercise::{Exercise, Fault, Limit, RepTrace};
use crate::measure::{HIP_OVER_SHOULDER, KNEE, KNEE_OVER_HIP, Measure, SHOULDER_HIP_KNEE, Unit, body_roll_deg};

/// Lie on the back with bent knees, lift the hips until shoulders, hips and knees are in one line, hold, return.
pub static HIP_BRIDGE: Exercise = Exercise {
    id: "hip_bridge",
    name: "hip bridge",
    signal: HIP_OVER_SHOULDER,
    least_range: LEAST_RISE,
    posture: |pose| {
        let height = (HIP_OVER_SHOULDER.of)(pose)?;
        Some(LOWEST_HIPS <= height && height <= HIGHEST_HIPS && body_roll_deg(pose) < ON_THE_SIDE_DEG)
    },
    confirms,
    measures: &[SHOULDER_HIP_KNEE, KNEE],
    faults: &[HIPS_LOW, OVEREXTENDED],
    never_judged: "left–right symmetry and knees falling inwards cannot be seen from the side",
};

/// Lower over the shoulders than this (in trunks) the hips are those of somebody propped up or sitting: on the back they
/// are at −0.06 or higher on the samples, and a camera tilted by 8° takes off 0.14.
const LOWEST_HIPS: f32 = -0.3;
/// The trunk of a bridge rises to about 35°; this is 50°.
const HIGHEST_HIPS: f32 = 0.77;
/// On the samples the model reads up to 22° for athletes on their back.
const ON_THE_SIDE_DEG: f32 = 45.0;
/// The hips of the lowest bridge among the samples rise by 0.10 of the trunk; a pelvic tilt that lifts the buttocks
/// by 2 cm rises by 0.04, breathing by less than 0.02.
const LEAST_RISE: f32 = 0.06;
/// Lifting the hips opens the hip angle: by 15° in the lowest bridge among the samples. Pulling the knees to the chest
/// lifts the hips too, and closes it.
const LEAST_OPENING_DEG: f32 = 8.0;
/// At rest the knees stand over the hips by this much of the trunk at least, or the legs are not set up for a bridge
/// (samples 0.4–0.6).
const LEAST_KNEE_HEIGHT: f32 = 0.15;

/// A bridge brings the hips nearer to the height of the knees, by more than half of their rise; who lies down from
/// sitting lowers the shoulders, and hips and knees stay.
const LEAST_NEARING_SHARE: f32 = 0.25;
/// So far the hips rise in a bridge only (knee-to-chest samples 0.11), whatever the knees do…
const UNMISTAKABLE_RISE: f32 = 0.25;
/// …if they rise from here (in trunks over the shoulders) and not from sitting.
const LOWEST_RESTING_HIPS: f32 = -0.2;

fn confirms(rep: &RepTrace<'_>) -> Option<bool> {
    let rise = change(rep, &HIP_OVER_SHOULDER)?;
    let from = rep.rest_median(&HIP_OVER_SHOULDER)?.value;
    Some(knees_confirm(rep, rise).unwrap_or(UNMISTAKABLE_RISE <= rise && LOWEST_RESTING_HIPS <= from))
}

fn knees_confirm(rep: &RepTrace<'_>, rise: f32) -> Option<bool> {
    let stand = LEAST_KNEE_HEIGHT <= rep.rest_median(&KNEE_OVER_HIP)?.value;
    let open = LEAST_OPENING_DEG <= change(rep, &SHOULDER_HIP_KNEE)?;
    let near = LEAST_NEARING_SHARE * rise <= -change(rep, &KNEE_OVER_HIP)?;
    Some(stand && open && near)
}

/// From rest to the top.
fn change(rep: &RepTrace<'_>, measure: &Measure) -> Option<f32> {
    Some(rep.hold_median(measure)?.value - rep.rest_median(measure)?.value)
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
    unit: Unit::Deg,
    read: |rep| rep.hold_median(&SHOULDER_HIP_KNEE),
    limit: Limit { fine: 170.0, bad: 160.0 },
    worst_cost: 60.0,
    survives_yaw: true,
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
    unit: Unit::Deg,
    read: |rep| rep.hold_median(&SHOULDER_HIP_KNEE),
    limit: Limit { fine: 189.0, bad: 199.0 },
    worst_cost: 50.0,
    survives_yaw: true,
    needs: "shoulder, hip and knee of the side towards the camera",
    source: "measured on sample_videos: good bridges read up to 10° high for some persons and cameras",
};
