//! Sets of the made-up athlete: each exercise well, each with one fault, and movements that are no exercise.

use crate::athlete::body::Legs;
use crate::athlete::{Script, Stance};

/// A made-up set of an exercise.
pub(crate) struct Made {
    pub(crate) exercise: &'static str,
    /// In words, for messages.
    pub(crate) what: &'static str,
    pub(crate) script: Script,
    /// First letters of the sides of its repetitions.
    pub(crate) sides: &'static str,
}

const fn made(exercise: &'static str, what: &'static str, script: Script, sides: &'static str) -> Made {
    Made { exercise, what, script, sides }
}

/// Goes to two stances in turn and back; `secs` each way, at the top and between.
fn set(from: Stance, tops: [Stance; 2], [secs, hold_secs, rest_secs]: [f64; 3], n: usize) -> Script {
    let step = |script: Script, k: usize| {
        let [one, other] = tops;
        script.go(if k.is_multiple_of(2) { one } else { other }, secs).stay(hold_secs).go(from, secs).stay(rest_secs)
    };
    (0..n).fold(Script::from(from).stay(2.0), step).stay(1.0)
}

fn both(from: Stance, top: Stance, secs: [f64; 3], n: usize) -> Script {
    set(from, [top; 2], secs, n)
}

fn each(top: impl Fn(Legs) -> Stance) -> [Stance; 2] {
    [top(Legs::Near), top(Legs::Far)]
}

const STANDING: [f32; 3] = [92.0, -90.0, -90.0];
const SQUAT: [f32; 3] = [62.0, -25.0, -112.0];
const HINGE: [f32; 3] = [35.0, -78.0, -88.0];
/// Down or up, at the end, and back in standing.
const STANDING_PACE: [f64; 3] = [1.3, 0.6, 1.0];
const LYING_PACE: [f64; 3] = [1.4, 0.8, 0.8];
/// Quicker than it should be.
const JERKY: f64 = 0.45;
const LEG_OUT: [f32; 2] = [18.0; 2];
const ARM_BACK: f32 = 168.0;
const KNEE_UP: [f32; 2] = [92.0, 0.0];
const STRAIGHTENED: [f32; 2] = [90.0, 68.0];

fn standing() -> Stance {
    Stance::on_feet(STANDING)
}

fn squats(bottom: Stance, secs: [f64; 3]) -> Script {
    both(standing(), bottom, secs, 5)
}

/// Leans forward on the seat, stands up to this stance and sits down again in `drop_secs`.
fn sit_to_stands(top: Stance, lean_back: bool, drop_secs: f64) -> Script {
    let (seated, leaning) = (Stance::seated(), Stance::on_feet([45.0, 0.0, -95.0]));
    let one = |script: Script, _: usize| {
        let up = script.go(leaning, 0.6).go(top, 0.9).stay(0.8);
        let down = if lean_back { up.go(leaning, drop_secs) } else { up };
        down.go(seated, if lean_back { 0.6 } else { drop_secs }).stay(1.2)
    };
    (0..5).fold(Script::from(seated).stay(2.0), one)
}

fn hinges(bottom: [f32; 3], secs: [f64; 3]) -> Script {
    both(standing(), Stance::on_feet(bottom), secs, 5)
}

fn heel_raises(top: Stance) -> Script {
    both(standing(), top, [0.8, 0.6, 0.8], 5)
}

fn dead_bugs(leg: [f32; 2], arm_deg: f32, secs: [f64; 3]) -> Script {
    set(Stance::table_top_arms_up(), each(|it| Stance::dead_bug(it, leg, arm_deg)), secs, 4)
}

fn first_steps(leg: [f32; 2], secs: [f64; 3]) -> Script {
    let rest = Stance::lying_straight().with_arms([[0.0; 2]; 2]);
    set(rest, each(|it| rest.leg_and_arm_up(it, leg)), secs, 4)
}

fn supine_marches(leg: [f32; 2]) -> Script {
    set(Stance::lying_bent(), each(|it| Stance::lying_bent().with_leg(it, leg)), LYING_PACE, 4)
}

fn heel_slides(thigh_deg: f32, secs: [f64; 3]) -> Script {
    set(Stance::lying_straight(), each(|it| Stance::heel_drawn_in(it, thigh_deg)), secs, 4)
}

/// From the floor to 90/90, two stretches and down again.
fn stretches_at_90(leg: Legs, top: [f32; 2], hold_secs: f64) -> Script {
    let floor = Stance::lying_straight();
    let bent = floor.with_leg(leg, [90.0, 0.0]).with_arms([[330.0, 60.0]; 2]);
    let stretched = bent.with_leg(leg, top);
    let begin = Script::from(floor).stay(2.0).go(bent, 2.0).stay(2.0);
    let stretch = |script: Script, _: usize| script.go(stretched, 2.0).stay(hold_secs).go(bent, 2.0).stay(2.0);
    (0..2).fold(begin, stretch).go(floor, 2.0).stay(1.0)
}

fn reaches(top: impl Fn(Legs) -> Stance, hold_secs: f64) -> Script {
    set(Stance::hands_and_knees(), each(top), [1.3, hold_secs, 1.0], 4)
}

fn press_ups(top: Stance) -> Script {
    both(Stance::prone(), top, [1.3, 1.0, 1.0], 4)
}

fn planks(top: Stance, hold_secs: f64) -> Script {
    both(Stance::on_forearms(), top, [1.3, hold_secs, 1.0], 2)
}

fn childs_poses(hold_secs: f64) -> Script {
    both(Stance::hands_and_knees(), Stance::on_the_heels(), [2.0, hold_secs, 1.0], 2)
}

/// Adds to the height of the ears over their rest.
fn head_up(stances: impl Fn(Legs) -> Stance) -> impl Fn(Legs) -> Stance {
    move |leg| {
        let mut stance = stances(leg);
        stance.head_deg -= 35.0;
        stance
    }
}

/// Lifts the pelvis off the floor by this, shoulders and feet as they are.
fn hips_up(stances: impl Fn(Legs) -> Stance) -> impl Fn(Legs) -> Stance {
    move |leg| {
        let mut stance = stances(leg);
        let lift = 0.16_f32;
        stance.hip[1] = lift;
        stance.trunk_deg = 180.0 + lift.asin().to_degrees();
        stance
    }
}

const PRESSED: [f32; 2] = [228.0; 2];

/// Every exercise, done well.
pub(crate) fn good() -> Vec<Made> {
    let good = |exercise, script, sides| made(exercise, exercise, script, sides);
    vec![
        good("squat", squats(Stance::on_feet(SQUAT), STANDING_PACE), "bbbbb"),
        good("sit_to_stand", sit_to_stands(standing(), true, 0.9), "bbbbb"),
        good("hip_hinge", hinges(HINGE, STANDING_PACE), "bbbbb"),
        good("heel_raise", heel_raises(Stance::on_toes(STANDING, -45.0)), "bbbbb"),
        good("dead_bug", dead_bugs(LEG_OUT, ARM_BACK, LYING_PACE), "rlrl"),
        good("dead_bug_first_step", first_steps(KNEE_UP, LYING_PACE), "rlrl"),
        good("supine_march", supine_marches([90.0, -5.0]), "rlrl"),
        good("heel_slide", heel_slides(48.0, LYING_PACE), "rlrl"),
        good("hamstring_90_90", stretches_at_90(Legs::Near, STRAIGHTENED, 28.0), "rr"),
        good("hamstring_90_90", stretches_at_90(Legs::Far, STRAIGHTENED, 28.0), "ll"),
        good("arm_reach", reaches(|arm| Stance::arm_reached(arm, 180.0), 3.0), "lrlr"),
        good("leg_reach", reaches(|leg| Stance::leg_reached(leg, 1.0), 3.0), "lrlr"),
        good("press_up", press_ups(Stance::pressed_up(0.1, 0.74, PRESSED)), "bbbb"),
        good("front_plank", planks(Stance::plank(0.383), 9.0), "bb"),
        good("front_plank", planks(Stance::plank_on_knees(), 9.0), "bb"),
        good("childs_pose", childs_poses(15.0), "bb"),
    ]
}

/// Every fault, alone.
pub(crate) fn faulty() -> Vec<(Made, &'static str)> {
    let fault = |exercise, fault, script, sides| (made(exercise, fault, script, sides), fault);
    let jerky = |[_, hold_secs, rest_secs]: [f64; 3]| [JERKY, hold_secs, rest_secs];
    let mut heels_lifted = Stance::on_feet(SQUAT);
    heels_lifted.foot_deg = -40.0;
    heels_lifted.hip[1] += 0.14;
    let tipped = |by_deg: f32| Stance::on_toes([92.0 + by_deg, -90.0, -90.0], -45.0);
    let dead_bug = |leg| Stance::dead_bug(leg, LEG_OUT, ARM_BACK);
    let rest = Stance::lying_straight().with_arms([[0.0; 2]; 2]);
    let first = move |leg| rest.leg_and_arm_up(leg, KNEE_UP);
    let march = |leg| Stance::lying_bent().with_leg(leg, [90.0, -5.0]);
    let slide = |leg| Stance::heel_drawn_in(leg, 48.0);
    let lying = |from: Stance, tops: [Stance; 2]| set(from, tops, LYING_PACE, 4);
    let mut all = vec![
        fault("squat", "shallow", squats(Stance::on_feet([72.0, -58.0, -107.0]), STANDING_PACE), "bbbbb"),
        fault("squat", "leans_forward", squats(Stance::on_feet([28.0, -25.0, -108.0]), STANDING_PACE), "bbbbb"),
        fault("squat", "heels_lift", squats(heels_lifted, STANDING_PACE), "bbbbb"),
        fault("squat", "jerky", squats(Stance::on_feet(SQUAT), jerky(STANDING_PACE)), "bbbbb"),
        fault("sit_to_stand", "not_upright", sit_to_stands(Stance::on_feet([75.0, -75.0, -95.0]), true, 0.9), "bbbbb"),
        fault("sit_to_stand", "drops", sit_to_stands(standing(), false, 0.45), "bbbbb"),
        fault("hip_hinge", "short_range", hinges([58.0, -82.0, -89.0], STANDING_PACE), "bbbbb"),
        fault("hip_hinge", "knees_bend", hinges([35.0, -62.0, -102.0], STANDING_PACE), "bbbbb"),
        fault("hip_hinge", "jerky", hinges(HINGE, jerky(STANDING_PACE)), "bbbbb"),
        fault("heel_raise", "low", heel_raises(Stance::on_toes(STANDING, -23.0)), "bbbbb"),
        fault("heel_raise", "trunk_sways", heel_raises(tipped(16.0)), "bbbbb"),
        fault("dead_bug", "short_reach", dead_bugs([48.0, 30.0], ARM_BACK, LYING_PACE), "rlrl"),
        fault("dead_bug", "arm_high", dead_bugs(LEG_OUT, 146.0, LYING_PACE), "rlrl"),
        fault("dead_bug", "head_lifted", lying(Stance::table_top_arms_up(), each(head_up(dead_bug))), "rlrl"),
        fault("dead_bug", "pelvis_moves", lying(Stance::table_top_arms_up(), each(hips_up(dead_bug))), "rlrl"),
        fault("dead_bug_first_step", "knee_low", first_steps([58.0, -20.0], LYING_PACE), "rlrl"),
        fault("dead_bug_first_step", "jerky", first_steps(KNEE_UP, jerky(LYING_PACE)), "rlrl"),
        fault("dead_bug_first_step", "head_lifted", lying(rest, each(head_up(first))), "rlrl"),
        fault("dead_bug_first_step", "pelvis_moves", lying(rest, each(hips_up(first))), "rlrl"),
        fault("supine_march", "knee_low", supine_marches([70.0, -32.0]), "rlrl"),
        fault("supine_march", "head_lifted", lying(Stance::lying_bent(), each(head_up(march))), "rlrl"),
        fault("supine_march", "pelvis_moves", lying(Stance::lying_bent(), each(hips_up(march))), "rlrl"),
        fault("heel_slide", "short_range", heel_slides(29.0, LYING_PACE), "rlrl"),
        fault("heel_slide", "jerky", heel_slides(48.0, jerky(LYING_PACE)), "rlrl"),
        fault("heel_slide", "head_lifted", lying(Stance::lying_straight(), each(head_up(slide))), "rlrl"),
        fault("heel_slide", "pelvis_moves", lying(Stance::lying_straight(), each(hips_up(slide))), "rlrl"),
    ];
    all.extend(faulty_stretches_and_face_down());
    all
}

fn faulty_stretches_and_face_down() -> Vec<(Made, &'static str)> {
    let fault = |exercise, fault, script, sides| (made(exercise, fault, script, sides), fault);
    let arm = |arm| Stance::arm_reached(arm, 180.0);
    let leg = |leg| Stance::leg_reached(leg, 1.0);
    let stretched = Stance::lying_straight().with_leg(Legs::Near, STRAIGHTENED);
    let bent = Stance::lying_straight().with_leg(Legs::Near, [90.0, 0.0]);
    let head = both(bent, head_up(|_| stretched)(Legs::Near), [2.0, 28.0, 2.0], 1);
    vec![
        fault("hamstring_90_90", "thigh_drops", stretches_at_90(Legs::Near, [74.0, 62.0], 28.0), "rr"),
        fault("hamstring_90_90", "short_hold", stretches_at_90(Legs::Near, STRAIGHTENED, 8.0), "rr"),
        fault("hamstring_90_90", "head_lifted", head, "r"),
        fault("arm_reach", "arm_low", reaches(|it| Stance::arm_reached(it, 212.0), 3.0), "lrlr"),
        fault("arm_reach", "trunk_moves", reaches(|it| arm(it).tipped(-17.0), 3.0), "lrlr"),
        fault("arm_reach", "short_hold", reaches(arm, 0.6), "lrlr"),
        fault("leg_reach", "leg_low", reaches(|it| Stance::leg_reached(it, 0.72), 3.0), "lrlr"),
        fault("leg_reach", "trunk_moves", reaches(|it| leg(it).tipped(17.0), 3.0), "lrlr"),
        fault("leg_reach", "short_hold", reaches(leg, 0.6), "lrlr"),
        fault("press_up", "hips_lift", press_ups(Stance::pressed_up(0.24, 0.88, PRESSED)), "bbbb"),
        fault("press_up", "elbows_bent", press_ups(Stance::pressed_up(0.1, 0.63, [208.0, 248.0])), "bbbb"),
        fault("front_plank", "hips_low", planks(Stance::plank(0.21), 9.0), "bb"),
        fault("front_plank", "hips_high", planks(Stance::plank(0.6), 9.0), "bb"),
        fault("front_plank", "short_hold", planks(Stance::plank(0.383), 4.0), "bb"),
        fault("childs_pose", "short_hold", childs_poses(4.0), "bb"),
    ]
}

/// Movements that no exercise counts.
pub(crate) fn nothing() -> Vec<Made> {
    let none = |what, script| made("", what, script, "");
    let straight = Stance::lying_straight();
    let one_up = Stance::heel_drawn_in(Legs::Near, 48.0);
    let both_up = Stance::heel_drawn_in(Legs::Near, 48.0).with_leg(Legs::Far, [one_up.thigh_deg, one_up.shank_deg]);
    let table_top = Stance::table_top_arms_up();
    let arms_stay = |leg| Stance::dead_bug(leg, LEG_OUT, 90.0);
    let wall = Stance::on_feet([90.0, 0.0, -90.0]);
    let hands_and_knees = Stance::hands_and_knees();
    vec![
        none("both legs drawn up to lie for another exercise", {
            let up = Script::from(straight).stay(2.0).go(one_up, 1.2).go(both_up, 1.2).stay(6.0);
            up.go(straight, 1.5).stay(2.0)
        }),
        none("one leg drawn up and left there", both(straight, one_up, [1.3, 20.0, 1.0], 1)),
        none("a dead bug of the legs alone", set(table_top, each(arms_stay), LYING_PACE, 4)),
        none("both legs out", both(table_top, table_top.with_leg(Legs::Both, LEG_OUT), LYING_PACE, 4)),
        none("sitting down for a while, and standing up", both(standing(), Stance::seated(), [1.5, 20.0, 2.0], 1)),
        none("down a wall", both(standing(), wall, STANDING_PACE, 4)),
        none("propping up on the forearms", both(Stance::prone(), Stance::on_forearms(), [1.3, 4.0, 1.0], 3)),
        none("push-ups", both(Stance::prone(), Stance::pushed_up(), [1.3, 0.3, 0.5], 4)),
        none("kneeling up", both(hands_and_knees, Stance::kneeling(), [1.5, 2.0, 1.0], 3)),
        none("from hands and knees to a plank", both(hands_and_knees, Stance::plank(0.383), [1.3, 5.0, 1.0], 2)),
        none("from hands and knees to the belly", both(hands_and_knees, Stance::prone(), [2.0, 5.0, 1.0], 2)),
    ]
}
