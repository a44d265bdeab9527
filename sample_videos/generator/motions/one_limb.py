"""On hands and knees, one limb at a time: arm reach, leg reach."""

from .. import truth
from ..side import BY_NAME
from .hands_and_knees import BirdDog


class ArmReach(BirdDog):
    """Repetitions: `leg` names the side whose arm reaches forward, `arm_deg` of its slope over the floor, `sink_deg` of the shoulders."""

    exercise = "arm_reach"

    def pose(self, moment):
        time = moment.time
        if moment.amount <= 0:
            return self.still_pose(time)
        trunk = self.level_trunk(time, slope=self.sunk_slope(moment))
        return self.supine.pose(trunk, self.kneeling_legs(), self.arms(BY_NAME[moment.get("leg", "right")], moment))

    def measures(self, joints, side):
        near = self.clip.side
        return {"reach_trunk": truth.height_of_trunk(joints, (side, "wrist"), (near, "shoulder"), near),
                "trunk_slope_deg": truth.trunk_slope(joints, near)}


class LegReach(BirdDog):
    """Repetitions: which `leg` reaches back, as in the bird dog; both hands stay."""

    exercise = "leg_reach"

    def arms(self, side, moment):
        return self.planted_arms()

    def measures(self, joints, side):
        near = self.clip.side
        return {"leg_height_trunk": truth.height_of_trunk(joints, (side, "ankle"), (near, "hip"), near),
                "knee_deg": truth.angle(*(joints[side, name] for name in ("hip", "knee", "ankle"))),
                "trunk_slope_deg": truth.trunk_slope(joints, near)}
