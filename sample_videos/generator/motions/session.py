"""A whole session before the camera: comes in, gets down, lies, does bridges, raises an arm now and then, sits up and stays."""

from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from ..gait import Gait
from ..limbs import Arm
from ..rotation import DEG, about_x, unit
from ..schedule import smooth
from ..side import BOTH, LEFT
from ..supine import Trunk
from .bridge import HipBridge
from .motion import FINGER_CURL, HAND_BEND, PALM_DOWN
from .sit_up import sitting_pose, to_knee

UPRIGHT = 90 * DEG
COMES_FROM = 2.35  # m beyond where it stops, out of the picture
LEGS_REACH = 0.997  # share of their length, standing
SLOWS_DOWN, COMES_TO_STAND = 0.7, 0.45  # s
STOOP = 34 * DEG  # of the trunk, halfway down
SQUAT = np.array([0.26, 0.42])  # m behind and over the ankles: what the hips pass near on the way down
KNEES_BEFORE = (-1.0, 0.35)
ARM_REACHES = 0.992  # share of its length: the elbow is not locked
UPWARDS = np.array([0.06, 0.02, 1.0])  # x is outwards
SWAY_SITTING = 1.6  # in sways of the trunk


class WholeSession(HipBridge):
    """Bridges, and before and after them what `timing` says: `enters_s`, `stops_s`, `sits_down_s`, `lies_back_s` and `sits_up_s`
    are when that begins, `lying_down_s` and `sitting_up_s` how long it takes, `arm_up_s` whenever the near arm begins to rise,
    `arm_rises_s`, `arm_holds_s`, `arm_falls_s` how long that takes.
    """

    def prepare(self):
        self.timing = self.clip.timing
        super().prepare()
        self.neck_at_rest = self.supine.resting_neck(Trunk(), 0.0)
        skin = self.body.group_vertices["body"]
        bare = self.body.vertices[skin]
        self.gait = Gait(self.body, self.body.skin.of_points(skin, bare), bare)
        self.seat = self.joint(sitting_pose(self, 1.0, 0.0, self.standing_legs(0.0)), LEFT, "hip")[1:]
        self.hips_standing = np.array([self.ankle_y, (self.supine.thigh + self.supine.shank) * LEGS_REACH + self._ankle(LEFT)[2]])
        self.walked_at_stop = self._walked(np.inf)

    def pose_at(self, time):
        timing = self.timing
        if time < timing["stops_s"] + COMES_TO_STAND:
            return self._arriving(time)
        if time < timing["lies_back_s"]:
            takes = timing["lies_back_s"] - timing["sits_down_s"]
            return self._sitting_down(time, smooth((time - timing["sits_down_s"]) / takes))
        raised = self._raised(time)
        if raised > 1e-4:
            return sitting_pose(self, raised, time, self.standing_legs(time), self._sway(time) * raised)
        return self.pose(self.schedule.moment(time))

    def happens(self):
        """What the label lists besides the repetitions: (what, from, to)."""
        timing = self.timing
        lies = timing["lies_back_s"] + timing["lying_down_s"]
        up = [rises + timing["arm_rises_s"] for rises in timing["arm_up_s"]]
        arms = [("near_arm_up", start, start + timing["arm_holds_s"]) for start in up]
        return [
            ("empty", 0.0, timing["enters_s"]), ("comes_in", timing["enters_s"], timing["stops_s"]),
            ("gets_down", timing["sits_down_s"], lies), ("lies_still", lies, self.schedule.reps[0].start), *arms,
            ("sits_up", timing["sits_up_s"], timing["sits_up_s"] + timing["sitting_up_s"]),
            ("sits", timing["sits_up_s"] + timing["sitting_up_s"], self.schedule.end + self.clip.tail_s),
        ]

    def resting_arms(self, time):
        arms, near = super().resting_arms(time), self.clip.side
        if (amount := self._arm_raised(time)) > 0:
            arms[near] = self._raised_arm(arms[near], amount, time)
        return arms

    def _raised(self, time):
        """0 lying to 1 sitting."""
        timing = self.timing
        if time < self.schedule.reps[0].start:
            return 1 - smooth((time - timing["lies_back_s"]) / timing["lying_down_s"])
        return smooth((time - timing["sits_up_s"]) / timing["sitting_up_s"])

    def _sway(self, time):
        """Nobody sits quite still."""
        return SWAY_SITTING * (self.unrest["trunk"](time) + self.unrest["head"](time))

    def _arm_raised(self, time):
        timing = self.timing
        for up in timing["arm_up_s"]:
            since = time - up
            falls = since - timing["arm_rises_s"] - timing["arm_holds_s"]
            if 0 < since and falls < timing["arm_falls_s"]:
                return smooth(since / timing["arm_rises_s"]) if falls < 0 else 1 - smooth(falls / timing["arm_falls_s"])
        return 0.0

    def _raised_arm(self, arm, amount, time):
        """Nearly straight, swung about the shoulder from the mat to the ceiling."""
        side = self.clip.side
        outwards = np.array([side.sign, 1, 1])
        unrest = np.array([self.unrest["knee_left"](time) * 0.5, self.unrest["knee_right"](time) * 0.5, 0])

        def hand(pose):
            shoulder = self.joint(pose, side, "shoulder")
            low, high = arm.wrist(pose) - shoulder, unit(UPWARDS * outwards + unrest)
            length = np.linalg.norm(low) * (1 - amount) + self.supine.arm * ARM_REACHES * amount
            return shoulder + between(low, high, amount) * length

        def palm(_):
            return PALM_DOWN * (1 - amount) + np.array([-side.sign, 0, 0]) * amount

        elbow = np.array((1.0, -0.1, 0.15)) * (1 - amount) + np.array((1.0, -0.5, 0)) * amount
        return Arm(hand, palm, HAND_BEND * (1 - amount), FINGER_CURL, tuple(elbow))

    def _sitting_down(self, time, down):
        """`down` 0 is standing before the place to sit, 1 sitting there, hands on the knees."""
        stoop = STOOP * np.sin(np.pi * down)
        upper = UPRIGHT + (70 * DEG - UPRIGHT) * down + stoop
        neck = upper + 10 * DEG * down
        head = UPRIGHT * (1 - down) + (upper + 2 * DEG) * down - neck * 0.35
        sway = self._sway(time) * down
        trunk = Trunk(
            pelvis=UPRIGHT + (52 * DEG - UPRIGHT) * down + stoop,
            lower_thorax=UPRIGHT + (64 * DEG - UPRIGHT) * down + stoop + sway * 0.6,
            upper_thorax=upper + sway, head=head, neck=neck + sway, hip_at=tuple(self._hip_on_the_way_down(down)),
        )
        knees_rise = smooth(max(0, (down - 0.35) / 0.65))
        towards = np.array(KNEES_BEFORE) * (1 - knees_rise) + np.array((0.35, 1.0)) * knees_rise
        legs = {side: replace(leg, knee_towards=tuple(towards)) for side, leg in self.standing_legs(time).items()}
        to_knees = smooth(min(1, down / 0.6))
        arms = {side: to_knee(self, self._hanging_arm(side, 1 - to_knees), side, to_knees) for side in BOTH}
        return self.supine.pose(trunk, legs, arms)

    def _hip_on_the_way_down(self, down):
        """y and z of the hips: down over the feet first, then back (a curve of Bezier's)."""
        squat = self._ankle(LEFT)[1:] + SQUAT
        return self.hips_standing * (1 - down) ** 2 + squat * 2 * down * (1 - down) + self.seat * down**2

    def _hanging_arm(self, side, hangs):
        def hand(pose):
            return self.joint(pose, side, "shoulder") + np.array([side.sign * 0.09, -0.05, -0.985 * self.supine.arm])

        palm = np.array([-side.sign, 0.2, 0]) * hangs + PALM_DOWN * (1 - hangs)
        return Arm(hand, lambda _: palm, HAND_BEND, FINGER_CURL, (0.4, 1.0, 0.0))

    def _arriving(self, time):
        """Walks in along the mat, feet first where they will stand, and comes to stand."""
        walking = self._walking(time)
        stands = smooth((time - self.timing["stops_s"]) / COMES_TO_STAND)
        if stands <= 0:
            return walking
        return mixed(walking, self._sitting_down(time, 0.0), stands, self.body)

    def _walking(self, time):
        walked = self._walked(time)
        # The last step ends with a foot that swings past the other.
        phase = self.gait.phase(walked - self.walked_at_stop)
        posed = self.body.turned(self.gait.rotations(phase))
        upright = about_x(UPRIGHT)
        heads = posed.heads @ upright.T
        posed = replace(posed, rotations=upright @ posed.rotations, heads=heads, pelvis_pitch=UPRIGHT)
        hip = self.joint(posed, LEFT, "hip")
        at = np.array([0, self.hips_standing[0] + self.walked_at_stop - walked - hip[1], self.gait.lift(phase)])
        return posed.moved(at)

    def _walked(self, time):
        """Metres since `enters`: at an even pace, slowing down at last."""
        lasts = self.timing["stops_s"] - self.timing["enters_s"]
        pace = COMES_FROM / (lasts - SLOWS_DOWN / 2)
        since = np.clip(time - self.timing["enters_s"], 0, lasts)
        slow = max(0.0, since - (lasts - SLOWS_DOWN))
        return pace * (since - slow * slow / (2 * SLOWS_DOWN))


def between(start, end, share):
    """The direction at a share of the turn from one direction to another."""
    start, end = unit(start), unit(end)
    turn = np.arccos(np.clip(start @ end, -1, 1))
    return unit(start * np.sin((1 - share) * turn) + end * np.sin(share * turn))


def mixed(first, second, share, body):
    """From one pose to another: every bone turns the shortest way."""
    turns = [Slerp([0, 1], Rotation.from_matrix([a, b]))(share).as_matrix() for a, b in zip(first.rotations, second.rotations)]
    posed = body.turned(dict(zip(body.bones, turns)), first.pelvis_pitch * (1 - share) + second.pelvis_pitch * share)
    return posed.moved(first.heads[0] * (1 - share) + second.heads[0] * share - posed.heads[0])
