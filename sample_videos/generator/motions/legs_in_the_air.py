"""What is none of the exercises but looks a little like them: leg raise, dead bug, hamstring stretch."""

import numpy as np

from ..rotation import DEG, unit
from ..schedule import smooth
from ..side import BOTH, BY_NAME
from ..supine import Trunk
from .motion import FromRest
from .reach import Reach, hands_behind_thigh, reaching_arm


class LegRaise(FromRest):
    """Both legs up, nearly straight. Repetitions: flexions `hip_deg`, `knee_deg`, `pelvis_deg` at the peak."""

    def pose(self, moment):
        amount, legs = moment.amount, self.resting_legs()
        pelvis = -moment.get("pelvis_deg", 5) * DEG * amount
        if amount > 0:
            hip = self.hip_at_rest + (moment.get("hip_deg", 84) * DEG - self.hip_at_rest) * amount
            knee = self.knee_at_rest + (moment.get("knee_deg", 14) * DEG - self.knee_at_rest) * amount
            legs = {side: self.swung_leg(hip, knee, amount, abduction=0.05, shank_out=-0.02) for side in BOTH}
        trunk = Trunk(pelvis=pelvis, lower_thorax=pelvis * 0.1, head=self.head_pitch(moment.time))
        return self.supine.pose(trunk, legs, self.resting_arms(moment.time))


class HamstringStretch(FromRest):
    """One leg held up by the thigh. Repetitions: which `leg`, flexions `hip_deg`, `knee_deg` at the peak."""

    def pose(self, moment):
        amount, legs, arms = moment.amount, self.resting_legs(), self.resting_arms(moment.time)
        pelvis = 0.0
        if amount > 0:
            leg = BY_NAME[moment.get("leg", "right")]
            hip_amount, knee_amount = smooth(min(1, amount * 1.3)), smooth(max(0, (amount - 0.15) / 0.85))
            hip = self.hip_at_rest + (moment.get("hip_deg", 84) * DEG - self.hip_at_rest) * hip_amount
            knee = self.knee_at_rest + (moment.get("knee_deg", 12) * DEG - self.knee_at_rest) * knee_amount
            legs[leg] = self.swung_leg(hip, knee, amount, abduction=0.03, shank_out=-0.02)
            arms = hands_behind_thigh(self, arms, smooth(np.clip((amount - 0.05) / 0.8, 0, 1)), leg)
            pelvis = -4 * DEG * amount
        return self.supine.pose(Trunk(pelvis=pelvis, head=self.head_pitch(moment.time)), legs, arms)


class DeadBug(FromRest):
    """Legs and arms in the air; each repetition lowers one `leg` and the opposite arm. From `starts_s` to the end."""

    def pose(self, moment):
        time, legs, arms = moment.time, self.resting_legs(), self.resting_arms(moment.time)
        raised = self._raised(time)
        if raised > 0:
            lowered_leg = BY_NAME[moment.get("leg", "right")]
            for side in BOTH:
                lowered = moment.amount if side is lowered_leg else 0.0
                legs[side] = self._leg(raised, lowered)
                arms[side] = self._arm(arms[side], side, raised, moment.amount if side is not lowered_leg else 0.0)
        return self.supine.pose(Trunk(pelvis=-4 * DEG * raised, head=self.head_pitch(time)), legs, arms)

    def _raised(self, time):
        """0 lying, 1 all four in the air."""
        starts = self.clip.timing.get("starts_s", 0.8)
        return min(smooth((time - starts) / 1.8), smooth((self.schedule.end + 1.8 - time) / 1.8))

    def _leg(self, raised, lowered):
        hip = self.hip_at_rest + (90 * DEG - self.hip_at_rest) * raised
        knee = self.knee_at_rest + (90 * DEG - self.knee_at_rest) * raised
        hip, knee = hip + (16 * DEG - hip) * lowered, knee + (8 * DEG - knee) * lowered
        return self.swung_leg(hip, knee, raised, abduction=0.04, shank_out=-0.02, foot=20 * DEG)

    def _arm(self, arm, side, raised, lowered):
        """Straight up, or overhead as far as it is lowered."""
        angle = 78 * DEG * lowered + 4 * DEG
        upwards = unit(np.array([side.sign * 0.10, np.sin(angle), np.cos(angle)]))
        return reaching_arm(arm, side, raised, Reach(
            hand=lambda pose: self.joint(pose, side, "shoulder") + upwards * (self.supine.arm * 0.97),
            palm=lambda pose: np.array([-side.sign, 0, 0.0]),
            elbow_towards=(1.0, -0.5, -0.2), over_m=0.0, around_m=0.0, hand_bend=0.0, finger_curl=0.1,
        ))
