"""Standing: marching on the spot, half squats, one arm raised."""

from dataclasses import dataclass

import numpy as np

from .. import truth
from ..limbs import Arm, PlantedLeg
from ..observe import ALL_FAR_JOINTS
from ..rotation import DEG, about_x
from ..schedule import smooth
from ..side import BOTH, BY_NAME, LEFT
from ..supine import HEAD_FOLLOWS_NECK, Trunk
from .motion import FINGER_CURL, Motion

UPRIGHT = 90 * DEG
ANKLES_AT = 0.06  # y of the ankles, a little behind the middle of the mat
HIPS_BEFORE_ANKLES = 0.015
REACH = 0.9985  # share of a leg's length from hip to ankle: the knees are not locked
KNEES_FORWARD = (-1.0, 0.35)
ARM_REACH = 0.985
FLAT_FOOT = 90 * DEG
ELBOW_BEHIND = (0.35, 1.0, 0.0)
HAND_RELAXED, CURL_RELAXED = -0.05, 0.22
TOES_POINT = 20 * DEG  # of a foot in the air
PITCHES = np.linspace(0, 40, 41) * DEG
ARM_SWING_BACK = 0.75  # of the swing forward
SHIFT = 0.022  # m of the body over the leg that stands


@dataclass(frozen=True)
class ArmSwing:
    """An arm by its angle about the shoulder: 0 hangs, 90 degrees points forward, 180 up."""

    angle: float = 0.0
    reach: float = ARM_REACH  # share of the arm's length from shoulder to wrist
    raised: float = 0.0  # 0: the hand keeps its distance from the middle of the body, 1: it is before or over the shoulder


class Standing(Motion):
    """Feet planted hip-wide. The person faces the feet's end of the mat."""

    level_pitch = UPRIGHT
    far_joints = ALL_FAR_JOINTS

    def prepare(self):
        self.hip_x = self.body.joint("l-upper-leg")[0]
        self.ankles = {side: np.array([side.sign * self.posture.feet_apart_m, ANKLES_AT, self.supine.landmarks.ankle_height])
                       for side in BOTH}
        self.leg_length = (self.supine.thigh + self.supine.shank) * REACH

    def hips_over(self, stands_on, shift_x=0.0):
        """y and z of the hips with these legs as straight as they get; the body is `shift_x` off the middle."""
        y = ANKLES_AT - HIPS_BEFORE_ANKLES

        def height(side):
            aside = side.sign * self.hip_x + shift_x - self.ankles[side][0]
            return self.ankles[side][2] + np.sqrt(self.leg_length**2 - aside**2 - (y - ANKLES_AT) ** 2)

        return y, min(height(side) for side in stands_on)

    def upright_trunk(self, time, hip_at, lean=0.0, shift_x=0.0, head_follows=0.4):
        """The trunk leans forward by `lean` (rad) and sways a little; the head stays more upright."""
        pelvis, upper = UPRIGHT + lean, UPRIGHT + lean + self.unrest["trunk"](time)
        neck = UPRIGHT + lean * 0.8
        head = UPRIGHT + lean * head_follows + self.unrest["head"](time)
        return Trunk(pelvis=pelvis, lower_thorax=(pelvis + upper) / 2, upper_thorax=upper, neck=neck,
                     head=head - neck * HEAD_FOLLOWS_NECK, hip_at=tuple(hip_at), shift_x=shift_x)

    def planted_legs(self):
        return {side: PlantedLeg(self.ankles[side], FLAT_FOOT, self.posture.knees_out, KNEES_FORWARD) for side in BOTH}

    def swung_arm(self, side, swing, time):
        """A hanging arm, or one that swings forward or up."""
        unrest = self.unrest["hand"](time)

        def hand(pose):
            shoulder = self.joint(pose, side, "shoulder")
            hangs_at = side.sign * self.posture.hands_apart_m + pose.heads[0][0] - shoulder[0]
            aside = hangs_at * (1 - swing.raised) + side.sign * 0.02 * swing.raised
            length = self.supine.arm * swing.reach
            ahead = np.sqrt(length**2 - aside**2)
            return shoulder + np.array([aside, -np.sin(swing.angle) * ahead + unrest, -np.cos(swing.angle) * ahead])

        def palm(_):
            return np.array([-side.sign, 0.25 * np.cos(swing.angle), -0.25 * np.sin(swing.angle)])

        elbow = about_x(-swing.angle) @ np.array([0, *ELBOW_BEHIND[1:]]) + [ELBOW_BEHIND[0], 0, 0]
        return Arm(hand, palm, HAND_RELAXED, CURL_RELAXED * (1 - swing.raised) + FINGER_CURL * swing.raised, tuple(elbow))


class March(Standing):
    """Repetitions are steps: which `leg`, at the top `thigh_deg` of its thigh from hanging and `shank_deg` of its shank, feet back."""

    exercise = "march"

    def prepare(self):
        super().prepare()
        self.peeled = np.array([self.supine.landmarks.ankle_over_floor(FLAT_FOOT + pitch) for pitch in PITCHES])

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        legs, swings, shift, stands_on = self.planted_legs(), {side: ArmSwing() for side in BOTH}, 0.0, BOTH
        if amount > 0:
            lifted = BY_NAME[moment.get("leg", "right")]
            stands_on = (lifted.other,)
            shift = -lifted.sign * SHIFT * smooth(min(1, amount * 1.3))
            legs[lifted] = self._lifted_leg(lifted, moment)
            swing = moment.get("arm_swing_deg", 30) * DEG * amount
            swings = {lifted.other: ArmSwing(swing, ARM_REACH - 0.11 * amount),
                      lifted: ArmSwing(-swing * ARM_SWING_BACK, ARM_REACH - 0.03 * amount)}
        hip_at = self.hips_over(BOTH) if amount <= 0 else self._hips_between(amount, stands_on, shift)
        trunk = self.upright_trunk(time, hip_at, lean=-1.5 * DEG * amount, shift_x=shift)
        return self.supine.pose(trunk, legs, {side: self.swung_arm(side, swings[side], time) for side in BOTH})

    def measures(self, joints, side):
        return {"knee_height_trunk": truth.height_of_trunk(joints, (side, "knee"), (side, "hip"), self.clip.side)}

    def _hips_between(self, amount, stands_on, shift):
        """On the way onto one leg the hips go from their height over both to that over one."""
        (y, both), (_, one) = self.hips_over(BOTH, shift), self.hips_over(stands_on, shift)
        share = smooth(min(1, amount * 1.3))
        return y, both * (1 - share) + one * share

    def _lifted_leg(self, side, moment):
        """The heel peels off first, the toes last; then the foot hangs a little."""
        amount, landmarks = moment.amount, self.supine.landmarks
        thigh, shank = moment.get("thigh_deg", 74) * DEG, moment.get("shank_deg", 8) * DEG
        hip_y, hip_z = self.hips_over((side.other,), -side.sign * SHIFT)
        start = self.ankles[side]
        top = np.array([
            start[0] * 0.9, hip_y - self.supine.thigh * np.sin(thigh) + self.supine.shank * np.sin(shank),
            hip_z - self.supine.thigh * np.cos(thigh) - self.supine.shank * np.cos(shank),
        ])
        share = np.array([amount, amount**2, amount])
        ankle = start + (top - start) * share
        pitch = float(np.interp(ankle[2] - landmarks.ankle_height + self.peeled[0], self.peeled, PITCHES))
        return PlantedLeg(ankle, FLAT_FOOT + min(pitch, TOES_POINT), 0.04, KNEES_FORWARD)


class Squat(Standing):
    """Repetitions: at the lowest `knee_deg` of flexion, `lean_deg` of the trunk, `arms_deg` of both arms forward."""

    exercise = "squat"
    SHANK_SHARE = 0.36  # of the knee's flexion is the shank's lean

    def prepare(self):
        super().prepare()
        rest = self.supine.pose(self.upright_trunk(0.0, self.hips_over(BOTH)), self.planted_legs(),
                                {side: self.swung_arm(side, ArmSwing(), 0.0) for side in BOTH})
        joints = self.supine.landmarks.joints(rest)
        self.knee_at_rest = 180 - truth.angle(*(joints[LEFT, name] for name in ("hip", "knee", "ankle")))

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        hip_at = self.hips_over(BOTH)
        if amount > 0:
            sunk = self._hips_sunk(self.knee_at_rest + (moment.get("knee_deg", 80) - self.knee_at_rest) * amount)
            share = smooth(min(1, amount * 4))
            hip_at = np.array(hip_at) * (1 - share) + sunk * share
        trunk = self.upright_trunk(time, hip_at, lean=moment.get("lean_deg", 42) * DEG * amount)
        swing = ArmSwing(moment.get("arms_deg", 80) * DEG * amount, ARM_REACH, smooth(min(1, amount * 1.5)))
        return self.supine.pose(trunk, self.planted_legs(), {side: self.swung_arm(side, swing, time) for side in BOTH})

    def measures(self, joints, side):
        return {"knee_bend_deg": 180 - truth.angle(*(joints[side, name] for name in ("hip", "knee", "ankle"))),
                "trunk_slope_deg": truth.trunk_slope(joints, side)}

    def _hips_sunk(self, flexion_deg):
        """y and z of the hips with the knees bent so far, shanks leaning forward by their share."""
        shank, thigh = flexion_deg * self.SHANK_SHARE * DEG, flexion_deg * (1 - self.SHANK_SHARE) * DEG
        supine, ankle = self.supine, self.ankles[LEFT]
        y = ankle[1] - supine.shank * np.sin(shank) + supine.thigh * np.sin(thigh)
        return np.array([y, ankle[2] + supine.shank * np.cos(shank) + supine.thigh * np.cos(thigh)])


class ArmRaised(Standing):
    """Stands and raises the near arm straight up, forward and over the head. Repetitions: `arm_deg` at the top."""

    def pose(self, moment):
        time, near = moment.time, self.clip.side
        swing = ArmSwing(moment.get("arm_deg", 174) * DEG * moment.amount, ARM_REACH, smooth(min(1, moment.amount * 2.5)))
        swings = {near: swing, near.other: ArmSwing()}
        return self.supine.pose(self.upright_trunk(time, self.hips_over(BOTH)), self.planted_legs(),
                                {side: self.swung_arm(side, swings[side], time) for side in BOTH})

    def happens(self):
        return [("near_arm_up", rep.peak_start, rep.peak_end) for rep in self.schedule.reps]
