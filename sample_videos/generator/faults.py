"""Which faults a repetition has: definitions of the labels. Angles in degrees, heights in cm, times in s."""

import numpy as np

from .truth import folded

HIPS_LOW_BELOW, OVEREXTENDED_ABOVE = 165, 188
SHORT_RANGE_ABOVE = 75  # thigh to trunk
SHORT_HOLD_BELOW = 2
TOO_FAST_BELOW = 2  # per cycle
SMALL_RANGE_BELOW = 6  # tilt at the peak against rest
HIPS_LIFTED_ABOVE = 2
UNEVEN_RHYTHM_ABOVE = 0.25  # spread of the periods

SAGGING_ABOVE = 0.08  # trunk lengths that the hips sink in the hold
FEET_TOO_FAR_ABOVE = 140  # the knee's angle in the hold
JERKY_BELOW = 0.5  # s, on the way up or down
KNEE_LAGS_ABOVE = 22  # one thigh behind the other
ANKLES_APART_ABOVE = 0.45  # shank lengths in the picture

# Of exercises that are files: half-way from fine to bad, see ../../assets/exercises.
LOW_KNEE_BELOW = -0.525  # trunk lengths, knee over hip
LEG_LOW_BELOW, ARM_LOW_BELOW = -0.35, -0.425  # trunk lengths, ankle over hip and wrist over shoulder
TRUNK_MOVES_ABOVE, SWAYS_ABOVE = 15, 15  # the trunk's slope leaves its rest
SHORT_REACH_BELOW = 1.75  # s that a bird dog is held
SHALLOW_BELOW, LEANS_BELOW = 47.5, 31.5  # bend of the knee, slope of the trunk
MARCHES_LOW_ABOVE, STEPS_LOW_ABOVE = 109, 120  # thigh to trunk, of the march on the back and the first step of the dead bug
SHORT_SLIDE_BELOW = 57.5  # bend of the knee
SINGLE_HOLD_BELOW = 1.25  # s that one limb is held
HEELS_LOW_BELOW, HEEL_RAISE_SWAYS_ABOVE = 0.155, 13  # trunk lengths, heel over toe; the trunk's slope leaves its rest
SHORT_HINGE_BELOW, KNEES_BEND_ABOVE = -56, 37.5  # tilt of the trunk, bend of the knee

# In the order of the labels; `uneven_rhythm` is one of the whole set.
FIRST = ("hips_low", "overextended", "short_range", "short_hold", "feet_moved", "too_fast", "small_range", "hips_lifted",
         "head_lifted")
ALL = ("hips_low", "overextended", "short_range", "short_hold", "feet_moved", "sagging", "feet_too_far", "jerky", "knee_lags",
       "ankles_apart", "too_fast", "small_range", "hips_lifted", "head_lifted",
       "low_knee", "trunk_sways", "leg_low", "arm_low", "trunk_moves", "shallow", "leans_forward", "knee_low", "low",
       "knees_bend")


def faults_of(motion, rep, peak, closest, at_rest):
    """Faults of one repetition.

    `peak` is what is measured in the hold, `closest` the smallest thigh-to-trunk angle of the repetition,
    `at_rest` the rest's tilt and buttock height. Feet moved and head lifted are what the clip's settings say.
    """
    tests = {
        "hip_bridge": lambda: bridge_tests(rep, peak) | hold_tests(rep),
        "knee_to_chest": lambda: {"short_range": closest > SHORT_RANGE_ABOVE} | hold_tests(rep) | leg_tests(motion, peak),
        "pelvic_tilt": lambda: tilt_tests(rep, peak, at_rest),
        "march": lambda: {"low_knee": peak.measures["knee_height_trunk"] < LOW_KNEE_BELOW,
                          "trunk_sways": peak.slope_drift > SWAYS_ABOVE},
        "bird_dog": lambda: bird_dog_tests(rep, peak),
        "squat": lambda: {"shallow": peak.measures["knee_bend_deg"] < SHALLOW_BELOW,
                          "leans_forward": peak.measures["trunk_slope_deg"] < LEANS_BELOW,
                          "jerky": min(rep.up_s, rep.down_s) < JERKY_BELOW},
        "arm_reach": lambda: {"arm_low": peak.measures["reach_trunk"] < ARM_LOW_BELOW} | single_tests(rep, peak),
        "leg_reach": lambda: {"leg_low": peak.measures["leg_height_trunk"] < LEG_LOW_BELOW} | single_tests(rep, peak),
        "supine_march": lambda: {"knee_low": folded(peak.shoulder_hip_knee) > MARCHES_LOW_ABOVE},
        "dead_bug_first_step": lambda: {"knee_low": folded(peak.shoulder_hip_knee) > STEPS_LOW_ABOVE},
        "heel_slide": lambda: {"short_range": peak.measures["knee_bend_deg"] < SHORT_SLIDE_BELOW,
                               "jerky": min(rep.up_s, rep.down_s) < JERKY_BELOW},
        "heel_raise": lambda: {"low": peak.measures["heel_height_trunk"] < HEELS_LOW_BELOW,
                               "trunk_sways": peak.slope_drift > HEEL_RAISE_SWAYS_ABOVE},
        "hip_hinge": lambda: {"short_range": peak.measures["trunk_lean_deg"] < SHORT_HINGE_BELOW,
                              "knees_bend": peak.measures["knee_bend_deg"] > KNEES_BEND_ABOVE,
                              "jerky": min(rep.up_s, rep.down_s) < JERKY_BELOW},
    }[motion.exercise]() | {"head_lifted": bool(rep.get("head_lift_m"))}
    known = known_faults(motion.clip)
    return [fault for fault, is_there in tests.items() if is_there and fault in known]


def known_faults(clip):
    return ALL if clip.label_all_faults else FIRST


def bridge_tests(rep, peak):
    return {
        "hips_low": peak.shoulder_hip_knee < HIPS_LOW_BELOW,
        "overextended": peak.shoulder_hip_knee > OVEREXTENDED_ABOVE,
        "feet_moved": bool(rep.get("slide_m")),
        "sagging": peak.sag > SAGGING_ABOVE,
        "feet_too_far": peak.knee > FEET_TOO_FAR_ABOVE,
    }


def hold_tests(rep):
    return {
        "short_hold": rep.peak_end - rep.peak_start < SHORT_HOLD_BELOW,
        "jerky": min(rep.up_s, rep.down_s) < JERKY_BELOW,
    }


def leg_tests(motion, peak):
    """Of both knees at once; one alone has nothing to lag behind."""
    if not motion.both_knees:
        return {}
    return {"knee_lags": abs(peak.far_lag) > KNEE_LAGS_ABOVE, "ankles_apart": peak.ankle_distance > ANKLES_APART_ABOVE}


def tilt_tests(rep, peak, at_rest):
    return {
        "too_fast": rep.next_start - rep.start < TOO_FAST_BELOW,
        "small_range": peak.pelvic_tilt - at_rest.pelvic_tilt < SMALL_RANGE_BELOW,
        "hips_lifted": peak.buttock_height_cm - at_rest.buttock_height_cm > HIPS_LIFTED_ABOVE,
    }


def bird_dog_tests(rep, peak):
    return {
        "leg_low": peak.measures["leg_height_trunk"] < LEG_LOW_BELOW,
        "arm_low": peak.measures["arm_height_trunk"] < ARM_LOW_BELOW,
        "trunk_moves": peak.slope_drift > TRUNK_MOVES_ABOVE,
        "short_hold": rep.peak_end - rep.peak_start < SHORT_REACH_BELOW,
    }


def single_tests(rep, peak):
    """Of one limb that reaches out alone."""
    return {"trunk_moves": peak.slope_drift > TRUNK_MOVES_ABOVE, "short_hold": rep.peak_end - rep.peak_start < SINGLE_HOLD_BELOW}


def faults_of_set(motion, reps, faults_of_reps):
    """Every fault that a repetition has, and those of the whole set."""
    found = [fault for fault in known_faults(motion.clip) if any(fault in faults for faults in faults_of_reps)]
    if motion.exercise == "pelvic_tilt" and len(reps) > 2:
        periods = np.diff([rep.start for rep in reps])
        if periods.std() / periods.mean() > UNEVEN_RHYTHM_ABOVE:
            found.append("uneven_rhythm")
    return found


def closest_thigh_to_trunk(shoulder_hip_knee_angles):
    return min(folded(angle) for angle in shoulder_hip_knee_angles)
