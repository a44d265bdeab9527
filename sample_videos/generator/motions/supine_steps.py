"""On the back, one leg at a time: march, heel slide, first step of the dead bug."""

import numpy as np

from .. import truth
from ..limbs import PlantedLeg
from ..rotation import DEG, unit
from ..side import BY_NAME
from ..supine import Trunk
from .motion import STRAIGHT_FOOT, FromRest
from .reach import Reach, reaching_arm

SOLE_DOWN = 90 * DEG


class SupineMarch(FromRest):
    """Repetitions: which `leg`; at the top the flexions `hip_deg` (against the pelvis) and `knee_deg`."""

    exercise = "supine_march"

    def pose(self, moment):
        amount, legs = moment.amount, self.resting_legs()
        if amount > 0:
            legs[self.leg(moment)] = self.lifted_leg(moment)
        trunk = Trunk(pelvis=-2 * DEG * amount, head=self.head_pitch(moment.time))
        return self.supine.pose(trunk, legs, self.arms(moment))

    def arms(self, moment):
        return self.resting_arms(moment.time)

    def leg(self, moment):
        return BY_NAME[moment.get("leg", "right")]

    def lifted_leg(self, moment):
        amount = moment.amount
        hip = self.hip_at_rest + (moment.get("hip_deg", 92) * DEG - self.hip_at_rest) * amount
        knee = self.knee_at_rest + (moment.get("knee_deg", 88) * DEG - self.knee_at_rest) * amount
        return self.swung_leg(hip, knee, amount, abduction=0.04, shank_out=-0.02, foot=-12 * DEG)


class DeadBugFirstStep(SupineMarch):
    """The same, with the opposite arm: up from the mat until it points to the ceiling."""

    exercise = "dead_bug_first_step"

    def arms(self, moment):
        arms, side = self.resting_arms(moment.time), self.leg(moment).other
        if moment.amount > 0:
            upwards = unit(np.array([side.sign * 0.06, 0.05, 1.0]))
            arms[side] = reaching_arm(arms[side], side, moment.amount, Reach(
                hand=lambda pose: self.joint(pose, side, "shoulder") + upwards * (self.supine.arm * 0.97),
                palm=lambda _: np.array([-side.sign, 0, 0.0]),
                elbow_towards=(1.0, -0.4, -0.1), over_m=0.0, around_m=0.12, hand_bend=0.0, finger_curl=0.1,
            ))
        return arms


class HeelSlide(FromRest):
    """From straight legs one heel slides towards the buttocks. Repetitions: which `leg`, `knee_deg` of flexion at the top."""

    exercise = "heel_slide"

    def pose(self, moment):
        legs = self.resting_legs()
        if moment.amount > 0:
            leg = BY_NAME[moment.get("leg", "right")]
            legs[leg] = self._slid(leg, moment)
        return self.supine.pose(Trunk(head=self.head_pitch(moment.time)), legs, self.resting_arms(moment.time))

    def measures(self, joints, side):
        return {"knee_bend_deg": 180 - truth.angle(*(joints[side, name] for name in ("hip", "knee", "ankle")))}

    def _slid(self, side, moment):
        """The heel stays on the mat; the sole comes down as the knee comes up."""
        start, amount = self._straight_leg(side), moment.amount
        pitch = STRAIGHT_FOOT + (SOLE_DOWN - STRAIGHT_FOOT) * min(1, amount * 1.25)
        y = self.supine.planted_ankle_y(moment.get("knee_deg", 92) * DEG)
        x = side.sign * self.posture.feet_apart_m
        end = np.array([x, y, self.supine.landmarks.ankle_height])
        ankle = start.ankle + (end - start.ankle) * amount
        ankle[2] = self.supine.landmarks.ankle_over_floor(pitch) * min(1, amount * 4) + start.ankle[2] * max(0, 1 - amount * 4)
        return PlantedLeg(ankle, pitch, start.knee_out * (1 - amount) + self.posture.knees_out * amount)
