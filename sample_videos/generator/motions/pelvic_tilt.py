"""Pelvic tilt: the pelvis rolls on the mat and flattens the lower back."""

from dataclasses import replace

from ..rotation import DEG
from ..supine import Trunk
from .motion import Motion


class PelvicTilt(Motion):
    """Repetitions: `tilt_deg` of the pelvis at the peak, `lift_deg` if it goes on into a bridge."""

    exercise = "pelvic_tilt"

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        at_rest = self.posture.pelvis_at_rest_deg
        tilt = (moment.get("tilt_deg", 12.0) * amount + at_rest * (1 - amount)) * DEG + self.unrest["pelvis"](time)
        slide = self.posture.slide_per_tilt * self.supine.hip_at_rest[2] * tilt
        trunk = Trunk(pelvis=-tilt, buttocks_on_mat=True, head=self.head_pitch(time), shift_y=slide)
        lift = moment.get("lift_deg", 0.0) * DEG * amount
        if lift > 0:
            arch = self.supine.lumbar_arch(trunk)
            trunk = replace(trunk, pelvis=-(tilt + lift), lower_thorax=-lift * 0.95, upper_thorax=-lift * 0.7, lumbar_arch=arch)
        return self.supine.pose(trunk, self.standing_legs(time), self.resting_arms(time))
