"""Knee to chest: both knees, one at a time, or both held and rocked from side to side."""

from dataclasses import replace

import numpy as np

from .. import truth
from ..limbs import Arm, FreeLeg
from ..rotation import DEG, about_y, unit
from ..schedule import smooth
from ..side import BOTH, BY_NAME, RIGHT
from ..supine import Trunk
from .bridge import HEAD_NODS_PER_LIFT, bridge_trunk
from .motion import FINGER_CURL, HAND_BEND, PALM_DOWN, FromRest, Motion
from .reach import hands_on_shin

ROCKING_RADIUS = 0.12  # of the back's roundness, m


def curled_trunk(pelvis_pitch, head, head_lift=0.0):
    return Trunk(pelvis=pelvis_pitch, lower_thorax=pelvis_pitch * 0.15, head=head, head_lift=head_lift)


def hands_amount(amount):
    """The hands start later than the knees and arrive earlier."""
    return smooth(np.clip((amount - 0.10) / 0.82, 0, 1))


class KneeToChest(Motion):
    """Repetitions: flexions `hip_deg`, `knee_deg`, `pelvis_deg` at the peak; `head_lift_m`; `cross_deg` where the ankles cross,
    by how much one knee bends more; `far_hip_deg`, `far_knee_deg` where the far leg stays behind.
    """

    exercise = "knee_to_chest"
    both_knees = True

    def prepare(self):
        rest = self.supine.pose(bridge_trunk(0.0), self.standing_legs(0), self.resting_arms(0))
        joints = self.supine.landmarks.joints(rest)
        hip, knee, ankle = (joints[RIGHT, name] for name in ("hip", "knee", "ankle"))
        shank = ankle - knee
        self.hip_at_rest = truth.thigh_pitch(joints, RIGHT) * DEG
        self.knee_at_rest = (180 - truth.angle(hip, knee, ankle)) * DEG
        self.foot_at_rest = 90 * DEG + np.arctan2(shank[2], -shank[1])
        self.abduction_at_rest = np.arcsin(-(knee - hip)[0] / self.supine.thigh)
        self.shank_out_at_rest = -shank[0] / self.supine.shank

    def pose(self, moment):
        amount = moment.amount
        lift = moment.get("head_lift_m", 0.0) * amount
        pelvis = -moment.get("pelvis_deg", 16) * DEG * smooth(max(0, (amount - 0.45) / 0.55)) if moment.rep else 0.0
        trunk = curled_trunk(pelvis, self.head_pitch(moment.time) + lift * HEAD_NODS_PER_LIFT, lift)
        arms, reached = self.resting_arms(moment.time), hands_amount(amount)
        return self.supine.pose(trunk, {side: self._leg(side, moment, amount) for side in BOTH},
                                {side: self._arm(arms[side], side, reached) for side in BOTH})

    def _leg(self, side, moment, amount):
        hip, knee, crossed = moment.get("hip_deg", 118), moment.get("knee_deg", 132), moment.get("cross_deg", 0.0)
        abduction, shank_out = (0.13, -0.42) if crossed else (0.16, -0.18)
        if side is self.clip.side.other and moment.get("far_hip_deg", 0.0):
            hip, knee, crossed = moment.get("far_hip_deg", 0.0), moment.get("far_knee_deg", 0.0), 0.0
            abduction, shank_out = 0.13, -0.10
        knee_amount = smooth(min(1, amount * 1.15))
        return FreeLeg(
            self.hip_at_rest + (hip * DEG - self.hip_at_rest) * amount,
            self.knee_at_rest + (knee * DEG - self.knee_at_rest) * knee_amount + side.sign * crossed * DEG * amount,
            self.foot_at_rest + 25 * DEG * amount,
            self.abduction_at_rest * (1 - amount) + abduction * amount,
            self.shank_out_at_rest * (1 - amount) + shank_out * amount,
        )

    def _arm(self, arm, side, reached):
        """From the mat to the front of the same side's shin. (Not `reaching_arm`: the elbow moves otherwise.)"""
        outwards = np.array([side.sign, 0, 0.0])
        arc = np.array([side.sign * 0.10, 0, 0.12]) * np.sin(np.pi * reached)

        def shin(pose):
            knee, ankle = self.joint(pose, side, "knee"), self.joint(pose, side, "ankle")
            along = unit(ankle - knee)
            return knee, along, unit(np.array([0, along[2], -along[1]]))

        def hand(pose):
            knee, along, front = shin(pose)
            on_shin = knee + along * 0.15 + front * 0.050 + outwards * 0.095 + np.array([0, 0.03, 0])
            return arm.wrist(pose) * (1 - reached) + on_shin * reached + arc

        def palm(pose):
            return PALM_DOWN * (1 - reached) + (-shin(pose)[2] - 0.5 * outwards) * reached

        return Arm(hand, palm, HAND_BEND * (1 - reached) + 0.25 * reached, FINGER_CURL + 0.35 * reached,
                   (1.0, -0.1, 0.15 - 0.5 * reached))


class SingleKneeToChest(FromRest):
    """Repetitions: which `leg`, flexions `hip_deg`, `knee_deg`, `pelvis_deg` at the peak. Both hands hold the shin."""

    exercise = "knee_to_chest"

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        legs, arms = self.resting_legs(), self.resting_arms(time)
        pelvis = 0.0
        if amount > 0:
            leg = BY_NAME[moment.get("leg", "right")]
            hip = self.hip_at_rest + (moment.get("hip_deg", 116) * DEG - self.hip_at_rest) * amount
            knee_amount = smooth(min(1, amount * 1.12))
            knee = self.knee_at_rest + (moment.get("knee_deg", 130) * DEG - self.knee_at_rest) * knee_amount
            foot = 25 * DEG if self.posture.legs_at_rest == "bent" else 5 * DEG
            legs[leg] = self.swung_leg(hip, knee, amount, abduction=0.05, shank_out=-0.05, foot=foot)
            pelvis = -moment.get("pelvis_deg", 7) * DEG * smooth(max(0, (amount - 0.4) / 0.6))
            arms = hands_on_shin(self, arms, hands_amount(amount), leg_of=lambda _: leg)
        return self.supine.pose(curled_trunk(pelvis, self.head_pitch(time)), legs, arms)


class Rocking(FromRest):
    """Both knees held, ankles crossed; in the hold the body rocks from side to side.

    Repetitions: flexions `hip_deg`, `knee_deg`, `pelvis_deg` at the peak; `rock_period_s`, `rock_deg`, `swing_deg` of the hips.
    """

    exercise = "knee_to_chest"

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        legs, arms = self.resting_legs(), self.resting_arms(time)
        if amount <= 0:
            return self.supine.pose(curled_trunk(0.0, self.head_pitch(time)), legs, arms)
        rock = rock_at(time, moment.rep)
        swing = moment.get("swing_deg", 4) * DEG * rock
        curled = smooth(max(0, (amount - 0.45) / 0.55))
        trunk = curled_trunk(-moment.get("pelvis_deg", 14) * DEG * curled - swing * 0.4, self.head_pitch(time))
        arms = hands_on_shin(self, arms, hands_amount(amount), leg_of=lambda side: side)
        pose = self.supine.pose(trunk, {side: self._leg(side, moment, swing) for side in BOTH}, arms)
        return rolled(pose, moment.get("rock_deg", 8) * DEG * rock)

    def _leg(self, side, moment, swing):
        amount = moment.amount
        hip = self.hip_at_rest + (moment.get("hip_deg", 116) * DEG - self.hip_at_rest) * amount + swing * 0.6
        knee_amount = smooth(min(1, amount * 1.15))
        knee = self.knee_at_rest + (moment.get("knee_deg", 128) * DEG - self.knee_at_rest) * knee_amount
        # The ankles cross, one before the other.
        knee = knee + side.sign * 6.5 * DEG * amount
        return self.swung_leg(hip, knee, amount, abduction=0.13, shank_out=-0.42, foot=25 * DEG)


def rock_at(time, rep):
    """-1 to 1: to and fro within the hold, gently in and out."""
    start, end = rep.peak_start + 0.5, rep.peak_end - 0.5
    if not start < time < end:
        return 0.0
    fade = min(smooth((time - start) / 0.8), smooth((end - time) / 0.8))
    return fade * np.sin(2 * np.pi * (time - start) / rep.get("rock_period_s"))


def rolled(pose, angle):
    """The pose rolled to the side like a barrel on the mat."""
    turn, axis = about_y(angle), np.array([0, 0, ROCKING_RADIUS])
    heads = (pose.heads - axis) @ turn.T + axis + np.array([ROCKING_RADIUS * angle, 0, 0])
    return replace(pose, rotations=np.einsum("ij,bjk->bik", turn, pose.rotations), heads=heads)
