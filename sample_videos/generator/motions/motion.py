"""What all motions share: how the person lies at rest, and small unrest."""

import numpy as np

from ..limbs import Arm, FreeLeg, PlantedLeg
from ..observe import FAR_JOINTS
from ..rotation import DEG, about_x, unit
from ..schedule import TURN, smooth, unrest
from ..side import BOTH, LEFT
from ..supine import Trunk

# In this order: a clip's random numbers depend on it.
UNREST = {"knee_left": 0.03, "knee_right": 0.03, "head": 0.8 * DEG, "hand": 0.004, "pelvis": 0.4 * DEG, "trunk": 0.5 * DEG}

HEAD_PITCH = 4 * DEG
HAND_BEND, FINGER_CURL = -0.12, 0.08
STRAIGHT_FOOT = 28 * DEG  # of a leg lying straight; 90 = the sole stands
PALM_DOWN = np.array([0, 0, -1.0])


class Motion:
    """A set of one clip. Subclasses say `exercise` (the label, None if it is none of them) and `pose`."""

    exercise = None
    both_knees = False  # both come up together
    level_pitch = 0.0  # of the pelvis in the neutral posture: 0 on the back, 90 degrees upright, 180 on hands and knees
    far_joints = FAR_JOINTS

    def __init__(self, clip, supine, schedule, rng):
        self.clip, self.supine, self.schedule, self.body = clip, supine, schedule, supine.body
        self.posture = clip.posture
        self.unrest = {name: unrest(rng, amplitude) for name, amplitude in UNREST.items()}
        self.ankle_y = supine.planted_ankle_y(self.posture.knee_bend_deg * DEG)
        self.prepare()

    def prepare(self):
        """What a motion finds out once."""

    def pose(self, moment):
        """The `Pose` at a `schedule.Moment`."""
        raise NotImplementedError

    def pose_at(self, time):
        return self.pose(self.schedule.moment(time))

    def measures(self, joints, side):
        """What the exercise's file reads while the limb of this side works, by the names of reports."""
        return {}

    def happens(self):
        """What the label lists besides repetitions: (what, from, to), in s."""
        return []

    def head_pitch(self, time):
        return HEAD_PITCH + self.unrest["head"](time)

    def standing_legs(self, time, feet_slid=0.0):
        """Both feet flat on the mat, their ankles `feet_slid` metres further from the head, knees swaying a little."""
        sway = self.posture.knee_sway * np.sin(TURN * time / self.posture.knee_sway_period_s) * smooth(time / 1.5)
        legs = {}
        for side in BOTH:
            knee_out = self.posture.knees_out + self.unrest[f"knee_{side.name}"](time) + side.sign * sway
            legs[side] = PlantedLeg(self._ankle(side, feet_slid), knee_out=knee_out)
        return legs

    def resting_legs(self):
        """Bent or straight, as the clip says, and quite still."""
        if self.posture.legs_at_rest == "bent":
            return {side: PlantedLeg(self._ankle(side), knee_out=self.posture.knees_out) for side in BOTH}
        return {side: self._straight_leg(side) for side in BOTH}

    def resting_arms(self, time):
        """Hands on the mat beside the hips, palms down; each `arm_moves` entry takes one away and back."""
        return {side: self._resting_arm(side, time) for side in BOTH}

    def joint(self, pose, side, name):
        return self.supine.landmarks.joint(pose, side, name)

    def _ankle(self, side, feet_slid=0.0):
        return np.array([side.sign * self.posture.feet_apart_m, self.ankle_y - feet_slid, self.supine.landmarks.ankle_height])

    def _straight_leg(self, side):
        heel = self.body.vertices[self.supine.landmarks.skin_points[LEFT][1]] - self.body.joint("l-ankle")
        height = -(about_x(STRAIGHT_FOOT) @ heel)[2] + 0.004
        hip, length = self.supine.hip_at_rest, (self.supine.thigh + self.supine.shank) * 0.9985
        along = hip[1] - np.sqrt(length * length - (hip[2] - height) ** 2)
        return PlantedLeg(np.array([side.sign * 0.11, along, height]), foot_pitch=STRAIGHT_FOOT, knee_out=0.25)

    def _resting_arm(self, side, time):
        along = self.supine.hip_at_rest[1] + 0.07 + self.unrest["hand"](time)
        hand = np.array([side.sign * self.posture.hands_apart_m, along, 0.035])
        away = 0.0
        for move in self.posture.arm_moves:
            share = (time - move["start_s"]) / move["duration_s"]
            if move["side"] == side.name and 0 < share < 1:
                away = smooth(share / 0.35) if share < 0.35 else (1.0 if share < 0.6 else smooth((1 - share) / 0.4))
                target = np.array(move["to_m"]) * [side.sign, 1, 1]
                hand = hand * (1 - away) + target * away
                hand[2] += 0.10 * np.sin(np.pi * away) * (1 - away)
        return Arm(lambda _: hand, lambda _: PALM_DOWN, HAND_BEND, FINGER_CURL, (1.0, -0.1, 0.15 - 0.4 * away))


class FromRest(Motion):
    """A motion that swings legs freely, out of the rest pose: joint angles blend from those found there."""

    def prepare(self):
        rest = self.supine.pose(Trunk(), self.resting_legs(), self.resting_arms(0.0))
        joints = self.supine.landmarks.joints(rest)
        thigh = unit(joints[LEFT, "knee"] - joints[LEFT, "hip"])
        shank = unit(joints[LEFT, "ankle"] - joints[LEFT, "knee"])
        shank_pitch = np.arctan2(-shank[2], -shank[1])
        foot_pitch = 90 * DEG if self.posture.legs_at_rest == "bent" else STRAIGHT_FOOT
        self.hip_at_rest = np.arctan2(thigh[2], -thigh[1])
        self.knee_at_rest = shank_pitch + self.hip_at_rest
        self.foot_at_rest = foot_pitch - shank_pitch
        self.abduction_at_rest = np.arcsin(thigh[0])
        self.shank_out_at_rest = shank[0] / np.hypot(shank[1], shank[2])

    def swung_leg(self, hip, knee, amount, abduction=0.10, shank_out=-0.1, foot=0.0):
        """A leg with these hip and knee flexions (rad); what else it does blends from rest by `amount`, 0 to 1."""
        return FreeLeg(
            hip, knee, self.foot_at_rest + foot * amount,
            self.abduction_at_rest * (1 - amount) + abduction * amount,
            self.shank_out_at_rest * (1 - amount) + shank_out * amount,
        )
