"""Sit-up: the trunk rolls up from the head down, about the hips, the hands reach for the knees."""

import numpy as np

from ..limbs import Arm
from ..rotation import DEG
from ..schedule import smooth
from ..side import BOTH
from ..supine import Trunk
from .motion import HEAD_PITCH, FromRest
from .reach import Reach, reaching_arm

NECK_LEADS_UNTIL = 0.22


class SitUp(FromRest):
    def prepare(self):
        super().prepare()
        self.neck_at_rest = self.supine.resting_neck(Trunk(), 0.0)

    def pose(self, moment):
        return sitting_pose(self, moment.amount, moment.time)


def sitting_pose(motion, raised, time, legs=None, sway=0.0):
    """`raised` 0 is lying, 1 sitting, `sway` rad further; `motion` also knows `neck_at_rest` (rad)."""
    legs, arms = legs or motion.resting_legs(), motion.resting_arms(time)
    upper = 70 * DEG * smooth(raised * 1.1) + sway
    led = smooth(raised / NECK_LEADS_UNTIL)
    neck = motion.neck_at_rest * (1 - led) + (upper + 10 * DEG) * led
    upright_head = upper + 2 * DEG - neck * 0.35
    head = (HEAD_PITCH + motion.unrest["head"](time)) * (1 - led) + upright_head * led
    if raised <= 0:
        return motion.supine.pose(Trunk(head=head), legs, arms)
    trunk = Trunk(
        pelvis=52 * DEG * smooth(max(0, (raised - 0.12) / 0.88)), lower_thorax=64 * DEG * smooth(raised) + sway * 0.6,
        upper_thorax=upper, head=head, neck=neck, turns_about_hips=True,
    )
    amount = smooth(min(1, raised / 0.75))
    return motion.supine.pose(trunk, legs, {side: to_knee(motion, arms[side], side, amount) for side in BOTH})


def to_knee(motion, arm: Arm, side, amount):
    """The hand on its way from the mat to just above the knee."""
    return reaching_arm(arm, side, amount, Reach(
        hand=lambda pose: motion.joint(pose, side, "knee") + np.array([side.sign * 0.06, 0.07, 0.05]),
        palm=lambda pose: np.array([-0.3 * side.sign, -0.4, -1.0]),
        over_m=0.05, around_m=0.05, hand_bend=0.0, finger_curl=0.1,
    ))
