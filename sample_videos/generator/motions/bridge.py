"""Hip bridge: the feet press, the trunk tips up about the shoulder blades."""

from dataclasses import replace

import numpy as np

from .. import truth
from ..rotation import DEG
from ..schedule import smooth
from ..supine import Trunk, bisect
from .motion import HEAD_PITCH, Motion
from .sit_up import sitting_pose

PUSH_LIMIT, PUSH_BISECTIONS = 50 * DEG, 12
# Trunk segments tip less the nearer they are to the neck.
LOWER_THORAX_SHARE, UPPER_THORAX_SHARE = 0.97, 0.72
HEAD_NODS_PER_LIFT = 4.0  # rad per metre


class HipBridge(Motion):
    """Repetitions: `top_deg` shoulder-hip-knee at the peak, `sag_to_deg` where the hold ends, `arch_deg` of the lower back,
    `slide_m` of the feet, `head_lift_m`.
    """

    exercise = "hip_bridge"

    def prepare(self):
        """Finds how far each repetition tips the trunk, and where the feet have slid before and after it."""
        self.push, self.sagged_push, self.slid = {}, {}, {}
        slid = 0.0
        for rep in self.schedule.reps:
            before, slid = slid, slid + rep.get("slide_m", 0.0)
            self.slid[rep.start] = before, slid
            self.push[rep.start] = self._push_to(rep.get("top_deg", 178), slid, rep.get("arch_deg", 0.0))
            if rep.get("sag_to_deg"):
                self.sagged_push[rep.start] = self._push_to(rep.get("sag_to_deg"), slid, rep.get("arch_deg", 0.0))

    def pose(self, moment):
        time, amount = moment.time, moment.amount
        push = self._push_at(moment) * amount + self.unrest["trunk"](time) * amount
        lift = moment.get("head_lift_m", 0.0) * amount
        trunk = replace(
            bridge_trunk(push, moment.get("arch_deg", 0.0) * amount),
            head=self.head_pitch(time) + lift * HEAD_NODS_PER_LIFT, head_lift=lift,
        )
        return self._pose_of(trunk, time, self._feet_slid(moment))

    def _pose_of(self, trunk, time, feet_slid):
        return self.supine.pose(trunk, self.standing_legs(time, feet_slid), self.resting_arms(time))

    def _push_at(self, moment):
        """The repetition's push; where it sags, less and less over the hold."""
        if not moment.rep:
            return 0.0
        push, sagged = (pushes.get(moment.rep.start) for pushes in (self.push, self.sagged_push))
        if sagged is None:
            return push
        held = np.clip((moment.time - moment.rep.peak_start) / moment.rep.hold_s, 0, 1)
        return push + (sagged - push) * (0.5 * held + 0.5 * held * held * (3 - 2 * held))

    def _push_to(self, top_deg, feet_slid, arch_deg):
        """The push (rad) that gives the near side this shoulder-hip-knee angle, feet where they are after the slide."""
        def is_too_high(push):
            joints = self.supine.landmarks.joints(self._pose_of(bridge_trunk(push, arch_deg), 0, feet_slid))
            return truth.shoulder_hip_knee(joints, self.clip.side) >= top_deg

        return bisect(is_too_high, 0.0, PUSH_LIMIT, PUSH_BISECTIONS)

    def _feet_slid(self, moment):
        """The feet slide on the way up and stay there."""
        if moment.rep:
            before, after = self.slid[moment.rep.start]
            return before + (after - before) * moment.amount if moment.time < moment.rep.peak_end else after
        done = [rep for rep in self.schedule.reps if rep.end <= moment.time]
        return self.slid[done[-1].start][1] if done else 0.0


class GettingDownAndUp(HipBridge):
    """Sits (`sits_s`), lies down (`lying_down_s`), bridges, sits up again."""

    def prepare(self):
        super().prepare()
        self.neck_at_rest = self.supine.resting_neck(Trunk(), 0.0)

    def pose_at(self, time):
        raised = self._raised(time)
        if raised > 1e-4:
            return sitting_pose(self, raised, time)
        moment = self.schedule.moment(time)
        push = self.push[moment.rep.start] * moment.amount if moment.rep else 0.0
        return self._pose_of(replace(bridge_trunk(push), head=self.head_pitch(time)), time, 0.0)

    def _raised(self, time):
        """0 lying to 1 sitting."""
        sits, takes = self.clip.timing.get("sits_s", 1.5), self.clip.timing.get("lying_down_s", 3.2)
        if time < self.schedule.reps[0].start:
            return 1 - smooth((time - sits) / takes)
        return smooth((time - self.schedule.end) / takes) if time > self.schedule.end else 0.0


def bridge_trunk(push, arch_deg=0.0):
    """The trunk tipped by `push` (rad); an arch tips the pelvis further than the chest."""
    arch = arch_deg * DEG
    return Trunk(
        pelvis=-(push - arch), lower_thorax=-(push * LOWER_THORAX_SHARE + arch * 0.25), upper_thorax=-push * UPPER_THORAX_SHARE,
        lumbar_follows_pelvis=(1.0, 0.7, 0.3), head=HEAD_PITCH,
    )
