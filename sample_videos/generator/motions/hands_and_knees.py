"""On hands and knees: bird dog, one arm and the opposite leg reach out."""

from dataclasses import dataclass

import numpy as np

from .. import truth
from ..limbs import AimedLeg, Arm, KneelingLeg
from ..observe import ALL_FAR_JOINTS
from ..rotation import DEG
from ..schedule import smooth
from ..side import BOTH, BY_NAME, LEFT
from ..supine import HEAD_FOLLOWS_NECK, Trunk, bisect, trunk_rotations
from .motion import FINGER_CURL, Motion

FACE_DOWN = 180 * DEG
FORWARD = np.array([0, -0.996, 0.087])  # of the fingers on the floor: the palm's skin lies under the line of the bones
KNEES_AT = 0.12  # y of the knees
SLOPE_LOW, SLOPE_HIGH, SLOPE_BISECTIONS = -15 * DEG, 35 * DEG, 14
ARM_REACH = 0.985
FOOT_ON_FLOOR, FOOT_IN_AIR = 248 * DEG, 205 * DEG  # 180: toes down, 270: sole up
PITCHES = np.linspace(FOOT_IN_AIR, FOOT_ON_FLOOR, 45)
SINKS = 0.004  # of the lowest skin of knees and hands into the mat
CONTACT_VERTICES, CONTACT_ROUNDS = 8, 4
SHIFT = 0.012  # m over the knee that stays
LIFTS_SHANK, BENDS_ELBOW = 14 * DEG, 0.12


@dataclass(frozen=True)
class Contacts:
    """Heights of joints over the floor while knees and palms touch it."""

    knee: float = 0.055
    wrist: float = 0.03


class HandsAndKnees(Motion):
    """Knees under the hips, hands under the shoulders. The head points to the feet's end of the mat, as when standing."""

    level_pitch = FACE_DOWN
    far_joints = ALL_FAR_JOINTS

    def prepare(self):
        self.contacts = Contacts()
        for _ in range(CONTACT_ROUNDS):
            self._plant()
            pose = self.still_pose(0.0)
            lowest = lambda patch: np.sort(self.body.skin.linear(pose, patch)[:, 2])[:CONTACT_VERTICES].mean() + SINKS
            patches = self.supine.landmarks
            self.contacts = Contacts(self.contacts.knee - lowest(patches.knees), self.contacts.wrist - lowest(patches.hands))
        self._plant()

    def still_pose(self, time):
        return self.supine.pose(self.level_trunk(time), self.kneeling_legs(), self.planted_arms())

    def hips_over(self, side, shift_x=0.0):
        """y and z of the hips over the knee of this side; the body is `shift_x` off the middle."""
        aside = side.sign * self.hip_x + shift_x - self.knees[side][0]
        return KNEES_AT, self.knees[side][2] + np.sqrt(self.supine.thigh**2 - aside**2)

    def level_trunk(self, time, hip_at=None, shift_x=0.0, slope=None):
        """A straight trunk, its shoulders at the height that the arms give; face down, the neck in line."""
        pitch = FACE_DOWN - (self.slope if slope is None else slope)
        upper = pitch + self.unrest["trunk"](time) * 0.5
        head = upper - 8 * DEG + self.unrest["head"](time)
        return Trunk(pelvis=pitch, lower_thorax=pitch, upper_thorax=upper, neck=upper - 4 * DEG,
                     head=head - (upper - 4 * DEG) * HEAD_FOLLOWS_NECK,
                     hip_at=hip_at or self.hips_over(LEFT), shift_x=shift_x)

    def kneeling_legs(self):
        return {side: KneelingLeg(self.knees[side], self.ankles[side], FOOT_ON_FLOOR) for side in BOTH}

    def planted_arms(self):
        return {side: self.reaching_arm(side, 0.0, 0.0) for side in BOTH}

    def reaching_arm(self, side, angle, amount):
        """An arm at `angle` about the shoulder, 0 = down, 90 degrees = forward; `amount` 0 is planted, the hand on the floor."""
        planted = self.wrists[side]

        def hand(pose):
            if amount <= 0:
                return planted
            shoulder = self.joint(pose, side, "shoulder")
            reach = self.supine.arm * (ARM_REACH - BENDS_ELBOW * np.sin(np.pi * amount))
            free = shoulder + np.array([side.sign * 0.02 * amount, -np.sin(angle) * reach, -np.cos(angle) * reach])
            leaves = smooth(min(1, amount * 5))
            return planted * (1 - leaves) + free * leaves

        along = np.array([0, -np.sin(angle), -np.cos(angle)])
        return Arm(hand, lambda _: np.array([0, np.cos(angle), -np.sin(angle)]), finger_curl=FINGER_CURL,
                   elbow_towards=(0.5, np.cos(angle), -np.sin(angle)),
                   fingers_towards=tuple(FORWARD * (1 - amount) + along * amount))

    def _plant(self):
        """Finds where knees, ankles and wrists are for the heights of the contacts."""
        self.hip_x = self.body.joint("l-upper-leg")[0]
        ankle_z = self.supine.landmarks.ankle_over_floor(FOOT_ON_FLOOR)
        self.knees = {side: np.array([side.sign * self.hip_x, KNEES_AT, self.contacts.knee]) for side in BOTH}
        back = np.sqrt(self.supine.shank**2 - (ankle_z - self.contacts.knee) ** 2)
        self.ankles = {side: np.array([side.sign * self.hip_x, KNEES_AT + back, ankle_z]) for side in BOTH}
        height = self.contacts.wrist + self.supine.arm * ARM_REACH

        def shoulder(slope):
            pitch = FACE_DOWN - slope
            straight = Trunk(pelvis=pitch, lower_thorax=pitch, upper_thorax=pitch)
            pose = self.body.turned(trunk_rotations(straight, 0.0, pitch), pitch)
            offset = np.array([0, *self.hips_over(LEFT)]) - self.supine.landmarks.joint(pose, LEFT, "hip") * [0, 1, 1]
            return self.supine.landmarks.joint(pose.moved(offset), LEFT, "shoulder")

        self.slope = bisect(lambda slope: shoulder(slope)[2] > height, SLOPE_LOW, SLOPE_HIGH, SLOPE_BISECTIONS)
        x, y, _ = shoulder(self.slope)
        self.wrists = {side: np.array([side.sign * x, y, self.contacts.wrist]) for side in BOTH}


class BirdDog(HandsAndKnees):
    """Repetitions: which `leg` reaches back, with the opposite arm; at the top the slopes `leg_deg` and `arm_deg` over the floor,
    `knee_deg` that the knee stays bent, `sink_deg` by which the shoulders sink.
    """

    exercise = "bird_dog"

    def prepare(self):
        super().prepare()
        # In the air a foot turns only as far as it clears the floor.
        self.cleared = np.array([self.supine.landmarks.ankle_over_floor(pitch) for pitch in PITCHES])

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        if amount <= 0:
            return self.still_pose(time)
        leg = BY_NAME[moment.get("leg", "right")]
        shift = leg.other.sign * SHIFT * amount
        hip_at = self.hips_over(leg.other, shift)
        legs = self.kneeling_legs()
        legs[leg] = self._leg_back(leg, moment, hip_at, shift)
        trunk = self.level_trunk(time, hip_at, shift, self.sunk_slope(moment))
        return self.supine.pose(trunk, legs, self.arms(leg.other, moment))

    def arms(self, side, moment):
        """Both hands; the arm of this side reaches out."""
        arms, amount = self.planted_arms(), moment.amount
        arms[side] = self.reaching_arm(side, (90 + moment.get("arm_deg", -2)) * DEG * amount, amount)
        return arms

    def sunk_slope(self, moment):
        return self.slope - moment.get("sink_deg", 0.0) * DEG * moment.amount

    def measures(self, joints, side):
        near = self.clip.side
        return {
            "leg_height_trunk": truth.height_of_trunk(joints, (side, "ankle"), (near, "hip"), near),
            "arm_height_trunk": truth.height_of_trunk(joints, (side.other, "wrist"), (near, "shoulder"), near),
            "knee_deg": truth.angle(*(joints[side, name] for name in ("hip", "knee", "ankle"))),
            "trunk_slope_deg": truth.trunk_slope(joints, near),
        }

    def _leg_back(self, side, moment, hip_at, shift):
        """The thigh swings back; the shank, level at rest, rises a little on the way."""
        amount = moment.amount
        slope, bent = moment.get("leg_deg", -2) * DEG, moment.get("knee_deg", 4) * DEG
        at_rest = self.ankles[side] - self.knees[side]
        shank_at_rest = np.arctan2(at_rest[1], -at_rest[2])
        thigh = (90 * DEG + slope) * amount
        shank = shank_at_rest + (90 * DEG + slope + bent - shank_at_rest) * amount + LIFTS_SHANK * np.sin(np.pi * amount)
        directions = [np.array([side.sign * 0.02 * amount, np.sin(angle), -np.cos(angle)]) for angle in (thigh, shank)]
        ankle_z = hip_at[1] + self.supine.thigh * directions[0][2] + self.supine.shank * directions[1][2]
        clear = float(np.interp(-ankle_z, -self.cleared, PITCHES))
        wanted = FOOT_ON_FLOOR + (FOOT_IN_AIR - FOOT_ON_FLOOR) * smooth(amount)
        return AimedLeg(*directions, max(wanted, clear))
