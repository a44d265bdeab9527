"""Standing: heel raise, hip hinge."""

import numpy as np

from .. import truth
from ..limbs import PlantedLeg
from ..rotation import DEG, about_x
from ..schedule import smooth
from ..side import BOTH, LEFT
from .standing import ARM_REACH, FLAT_FOOT, KNEES_FORWARD, ArmSwing, Squat, Standing

BALL_SHARE = 0.85  # of the way from ankle to toes, along the foot: where it bends, and what stays in its place


class HeelRaise(Standing):
    """Repetitions: at the top `heel_deg` of the feet against the floor, `sway_deg` of the trunk."""

    exercise = "heel_raise"

    def prepare(self):
        super().prepare()
        _, _, toe = self.supine.landmarks.skin_points[LEFT]
        ahead = self.body.vertices[toe] - self.body.joint("l-ankle")
        self.ball = np.array([0, -ahead[2] * BALL_SHARE, -self.supine.landmarks.ankle_height])

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        turn = moment.get("heel_deg", 30) * DEG * amount
        legs, hip_at = self.planted_legs(), np.array(self.hips_over(BOTH))
        if amount > 0:
            # The ball of the foot stays, the ankle turns about it.
            raised = self.ball - about_x(turn) @ self.ball
            legs = {side: PlantedLeg(self.ankles[side] + raised, FLAT_FOOT + turn, self.posture.knees_out, KNEES_FORWARD)
                    for side in BOTH}
            hip_at = hip_at + raised[1:]
        trunk = self.upright_trunk(time, hip_at, lean=moment.get("sway_deg", 0.0) * DEG * amount)
        return self.supine.pose(trunk, legs, {side: self.swung_arm(side, ArmSwing(), time) for side in BOTH})

    def measures(self, joints, side):
        return {"heel_height_trunk": truth.height_of_trunk(joints, (side, "heel"), (side, "toe"), side),
                "trunk_slope_deg": truth.trunk_slope(joints, side)}


class HipHinge(Squat):
    """Repetitions: at the lowest `lean_deg` of the trunk from upright and `knee_deg` of flexion; the arms hang."""

    exercise = "hip_hinge"
    SHANK_SHARE = 0.1  # the shanks stay upright, the hips go back

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        hip_at = np.array(self.hips_over(BOTH))
        if amount > 0:
            bent = self.knee_at_rest + (moment.get("knee_deg", 18) - self.knee_at_rest) * amount
            share = smooth(min(1, amount * 3))
            hip_at = hip_at * (1 - share) + self._hips_sunk(bent) * share
        lean = moment.get("lean_deg", 58) * DEG * amount
        trunk = self.upright_trunk(time, hip_at, lean=lean, head_follows=0.85)
        swing = ArmSwing(lean * 0.1, ARM_REACH)
        return self.supine.pose(trunk, self.planted_legs(), {side: self.swung_arm(side, swing, time) for side in BOTH})

    def measures(self, joints, side):
        return {"trunk_lean_deg": -truth.trunk_slope(joints, side),
                "knee_bend_deg": 180 - truth.angle(*(joints[side, name] for name in ("hip", "knee", "ankle")))}
