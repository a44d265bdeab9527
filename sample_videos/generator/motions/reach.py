"""Hands on their way from the mat to a leg. Amount 0 is on the mat, 1 is there."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..body import Pose
from ..limbs import Arm
from ..rotation import unit
from ..side import BOTH
from .motion import FINGER_CURL, HAND_BEND, PALM_DOWN


@dataclass(frozen=True)
class Reach:
    """Where a hand goes, asked anew in every pose, and how. Metres and radians in the lie frame."""

    hand: Callable[[Pose], np.ndarray]
    palm: Callable[[Pose], np.ndarray]
    elbow_towards: tuple = (1.0, -0.1, -0.35)
    over_m: float = 0.12  # how far the way rises above the straight line
    around_m: float = 0.10  # and keeps outwards of it
    hand_bend: float = 0.25
    finger_curl: float = 0.35


def reaching_arm(arm, side, amount, reach):
    """`arm` on its way to `reach`."""
    arc = np.array([side.sign * reach.around_m, 0, reach.over_m]) * np.sin(np.pi * amount)

    def hand(pose):
        return arm.wrist(pose) * (1 - amount) + reach.hand(pose) * amount + arc

    def palm(pose):
        return PALM_DOWN * (1 - amount) + reach.palm(pose) * amount

    elbow = np.array((1.0, -0.1, 0.15)) * (1 - amount) + np.array(reach.elbow_towards) * amount
    return Arm(
        hand, palm, HAND_BEND * (1 - amount) + reach.hand_bend * amount,
        FINGER_CURL * (1 - amount) + reach.finger_curl * amount, tuple(elbow),
    )


def outwards(arm_side, leg_side):
    """Away from the leg on the arm's side: where a hand holds a leg."""
    return np.array([leg_side.sign * (1.0 if arm_side is leg_side else -1.0), 0, 0.0])


def segment_and_front(start, end):
    """The direction of a segment of a leg, and the way its front faces."""
    along = unit(end - start)
    return along, unit(np.array([0, along[2], -along[1]]))


def hands_on_shin(motion, arms, amount, leg_of):
    """Both hands on the shins; `leg_of` says which leg each hand holds."""
    def arm(side):
        leg = leg_of(side)
        out = outwards(side, leg)

        def shin(pose):
            knee, ankle = motion.joint(pose, leg, "knee"), motion.joint(pose, leg, "ankle")
            return knee, *segment_and_front(knee, ankle)

        def hand(pose):
            knee, along, front = shin(pose)
            return knee + along * 0.14 + front * 0.055 + out * 0.085 + np.array([0, 0.03, 0])

        return reaching_arm(arms[side], side, amount, Reach(hand, lambda pose: -shin(pose)[2] - 0.6 * out))

    return {side: arm(side) for side in BOTH}


def hands_behind_thigh(motion, arms, amount, leg):
    """Both hands at the thigh of one leg, near the knee."""
    def arm(side):
        out = outwards(side, leg)

        def thigh(pose):
            hip, knee = motion.joint(pose, leg, "hip"), motion.joint(pose, leg, "knee")
            return hip, knee, segment_and_front(hip, knee)[1]

        def hand(pose):
            hip, knee, front = thigh(pose)
            return hip + (knee - hip) * 0.80 + front * 0.055 + out * 0.11

        reach = Reach(hand, lambda pose: -thigh(pose)[2] * 0.2 - out, (1.0, -0.4, -0.5), hand_bend=0.2, finger_curl=0.3)
        return reaching_arm(arms[side], side, amount, reach)

    return {side: arm(side) for side in BOTH}
