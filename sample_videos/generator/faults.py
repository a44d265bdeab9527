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

# The order of the labels; `uneven_rhythm` is one of the whole set.
ORDER = ("hips_low", "overextended", "short_range", "short_hold", "feet_moved", "too_fast", "small_range", "hips_lifted",
         "head_lifted")


def faults_of(exercise, rep, peak, closest, at_rest):
    """Faults of one repetition.

    `peak` is what is measured in the hold, `closest` the smallest thigh-to-trunk angle of the repetition,
    `at_rest` the rest's tilt and buttock height. Feet and head are what the clip's settings say.
    """
    holds_briefly = rep.peak_end - rep.peak_start < SHORT_HOLD_BELOW
    tests = {
        "hip_bridge": {
            "hips_low": peak.shoulder_hip_knee < HIPS_LOW_BELOW,
            "overextended": peak.shoulder_hip_knee > OVEREXTENDED_ABOVE,
            "feet_moved": bool(rep.get("slide_m")),
            "short_hold": holds_briefly,
        },
        "knee_to_chest": {
            "short_range": closest > SHORT_RANGE_ABOVE,
            "short_hold": holds_briefly,
        },
        "pelvic_tilt": {
            "too_fast": rep.next_start - rep.start < TOO_FAST_BELOW,
            "small_range": peak.pelvic_tilt - at_rest.pelvic_tilt < SMALL_RANGE_BELOW,
            "hips_lifted": peak.buttock_height_cm - at_rest.buttock_height_cm > HIPS_LIFTED_ABOVE,
        },
    }[exercise] | {"head_lifted": bool(rep.get("head_lift_m"))}
    return [fault for fault, is_there in tests.items() if is_there]


def faults_of_set(exercise, reps, faults_of_reps):
    """Every fault that a repetition has, and those of the whole set."""
    found = [fault for fault in ORDER if any(fault in faults for faults in faults_of_reps)]
    if exercise == "pelvic_tilt" and len(reps) > 2:
        periods = np.diff([rep.start for rep in reps])
        if periods.std() / periods.mean() > UNEVEN_RHYTHM_ABOVE:
            found.append("uneven_rhythm")
    return found


def closest_thigh_to_trunk(shoulder_hip_knee_angles):
    return min(folded(angle) for angle in shoulder_hip_knee_angles)
