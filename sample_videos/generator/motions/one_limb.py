"""On hands and knees, one limb at a time: arm reach, leg reach."""

from .. import truth
from ..rotation import DEG
from ..side import BY_NAME
from .hands_and_knees import SHIFT, BirdDog


class ArmReach(BirdDog):
    """Repetitions: which `arm` reaches forward, `arm_deg` of its slope over the floor, `sink_deg` of the shoulders."""

    exercise = "arm_reach"

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        if amount <= 0:
            return self.still_pose(time)
        side, arms = BY_NAME[moment.get("leg", "right")], self.planted_arms()
        arms[side] = self.reaching_arm(side, (90 + moment.get("arm_deg", -2)) * DEG * amount, amount)
        slope = self.slope - moment.get("sink_deg", 0.0) * DEG * amount
        return self.supine.pose(self.level_trunk(time, slope=slope), self.kneeling_legs(), arms)

    def measures(self, joints, side):
        near = self.clip.side
        return {"reach_trunk": truth.height_of_trunk(joints, (side, "wrist"), (near, "shoulder"), near),
                "trunk_slope_deg": truth.trunk_slope(joints, near)}


class LegReach(BirdDog):
    """Repetitions: which `leg` reaches back, as in the bird dog; both hands stay."""

    exercise = "leg_reach"

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        if amount <= 0:
            return self.still_pose(time)
        leg = BY_NAME[moment.get("leg", "right")]
        shift = leg.other.sign * SHIFT * amount
        hip_at, legs = self.hips_over(leg.other, shift), self.kneeling_legs()
        legs[leg] = self._leg_back(leg, moment, hip_at, shift)
        slope = self.slope - moment.get("sink_deg", 0.0) * DEG * amount
        return self.supine.pose(self.level_trunk(time, hip_at, shift, slope), legs, self.planted_arms())

    def measures(self, joints, side):
        near = self.clip.side
        return {"leg_height_trunk": truth.height_of_trunk(joints, (side, "ankle"), (near, "hip"), near),
                "knee_deg": truth.angle(*(joints[side, name] for name in ("hip", "knee", "ankle"))),
                "trunk_slope_deg": truth.trunk_slope(joints, near)}
