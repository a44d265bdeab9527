"""Lays the body on the mat: trunk and neck in contact with mat and pillow, limbs added. Lie frame, metres, radians."""

from dataclasses import dataclass

import numpy as np

from .landmarks import Landmarks
from .limbs import arm_rotations, leg_rotations
from .rotation import DEG, about_x
from .side import BOTH, LEFT

# Flesh gives way: the lowest skin of the back lies this far inside the mat, the buttocks this far.
BACK_SINKS, BUTTOCKS_SINK = 0.004, 0.010
BACK_VERTICES, BUTTOCK_VERTICES = 12, 25
ARCH_LIMIT, ARCH_BISECTIONS, ARCH_PROBE = 25 * DEG, 14, 2 * DEG
NECK_LOW, NECK_HIGH, NECK_BISECTIONS = -60 * DEG, 70 * DEG, 12

LUMBAR_BONES = ("spine05", "spine04", "spine03")
LUMBAR_ARCH_SHARES = (0.5, 1.0, 0.6)
NECK_SHARES = {"neck01": 0.5, "neck02": 0.9, "neck03": 1.1}
HEAD_FOLLOWS_NECK = 0.35


@dataclass(frozen=True)
class Trunk:
    """Pitches in space, positive = flexed forward (the head's end up)."""

    pelvis: float = 0.0
    lower_thorax: float = 0.0
    upper_thorax: float = 0.0
    lumbar_follows_pelvis: tuple = (1.0, 0.75, 0.4)  # each lumbar segment, from below: 1 = like the pelvis, 0 = like the thorax
    lumbar_arch: float | None = None  # None: none, or what brings the buttocks onto the mat
    buttocks_on_mat: bool = False
    head: float = 4 * DEG
    head_lift: float = 0.0  # back of the head over the pillow
    neck: float | None = None  # None: rests the head on the pillow, `head_lift` above it
    shift_y: float = 0.0  # how far the shoulder blades have slid towards the head
    turns_about_hips: bool = False  # sitting up: the hips stay in place, not the shoulder blades
    hip_at: tuple | None = None  # off the mat: y and z of the left hip
    shift_x: float = 0.0  # off the mat: sideways, to the person's left


class Supine:
    """A body on a mat, the head on a pillow of the given height."""

    def __init__(self, body, pillow=0.03):
        self.body, self.pillow = body, pillow
        self.landmarks = Landmarks(body)
        joint_distance = lambda start, end: np.linalg.norm(body.segment(start, end))
        self.thigh, self.shank = joint_distance("l-upper-leg", "l-knee"), joint_distance("l-knee", "l-ankle")
        self.arm = joint_distance("l-shoulder", "l-elbow") + joint_distance("l-elbow", "l-hand")
        flat = self._on_mat(body.turned({}))
        self.hip_at_rest = self.landmarks.joint(flat, LEFT, "hip")
        self._blades_y = self._shoulder_blades_y(flat)
        self._buttocks_at_rest = self.buttock_height(flat)

    def pose(self, trunk, legs, arms):
        """The pose of a `Trunk` with `legs` and `arms` by side."""
        arch = self.lumbar_arch(trunk)
        neck = self.resting_neck(trunk, arch) if trunk.neck is None else trunk.neck
        rotations = trunk_rotations(trunk, arch, neck)
        posed = self.body.turned(rotations, trunk.pelvis)
        offset = self._offset_onto_mat(trunk, posed)
        # The limbs need to know where their roots are, the arms also where the legs are.
        for limbs, rotations_of in ((legs, leg_rotations), (arms, arm_rotations)):
            placed = posed.moved(offset)
            for side in BOTH:
                rotations |= rotations_of(self.body, placed, side, limbs[side])
            posed = self.body.turned(rotations, trunk.pelvis)
        return posed.moved(offset)

    def planted_ankle_y(self, knee_flexion):
        """Where along the mat an ankle stands that gives this knee flexion with the hips at rest."""
        squared = self.thigh**2 + self.shank**2 + 2 * self.thigh * self.shank * np.cos(knee_flexion)
        rise = self.hip_at_rest[2] - self.landmarks.ankle_height
        return self.hip_at_rest[1] - np.sqrt(max(squared - rise * rise, 0.01))

    def buttock_height(self, pose):
        """Over the mat, before the contact flattens the skin."""
        heights = self.body.skin.linear(pose, self.landmarks.buttocks)[:, 2]
        return float(np.sort(heights)[:BUTTOCK_VERTICES].mean())

    def lumbar_arch(self, trunk):
        """The extra flexion of the lumbar segments; found by bisection where the buttocks are to touch the mat."""
        if trunk.lumbar_arch is not None:
            return trunk.lumbar_arch
        if not trunk.buttocks_on_mat:
            return 0.0

        def height(arch):
            return self.buttock_height(self._on_mat(self.body.turned(trunk_rotations(trunk, arch, neck=0))))

        rises = height(ARCH_PROBE) >= height(0.0)
        low, high = (-ARCH_LIMIT, ARCH_LIMIT) if rises else (ARCH_LIMIT, -ARCH_LIMIT)
        return bisect(lambda arch: height(arch) > -BUTTOCKS_SINK, low, high, ARCH_BISECTIONS)

    def resting_neck(self, trunk, arch):
        """The neck's pitch that rests the head on the pillow, or `head_lift` above it."""
        def is_above(neck):
            pose = self._on_mat(self.body.turned(trunk_rotations(trunk, arch, neck)))
            lowest = self.body.skin.linear(pose, self.landmarks.back_of_head)[:, 2].min()
            return lowest > self.pillow + trunk.head_lift

        return bisect(is_above, NECK_LOW, NECK_HIGH, NECK_BISECTIONS)

    def _on_mat(self, pose):
        """The same pose, lowered until the upper back lies on the mat."""
        return pose.moved(np.array([0, 0, self._drop(pose)]))

    def _drop(self, pose):
        heights = self.body.skin.linear(pose, self.landmarks.upper_back)[:, 2]
        lowest = np.argsort(heights)[:BACK_VERTICES]
        return -heights[lowest].mean() - BACK_SINKS

    def _shoulder_blades_y(self, pose):
        """The skin between the shoulder blades does not slide along the mat."""
        return self.body.place(pose, "spine01", self.body.joint("spine-1") + [0, 0.09, -0.06])[1]

    def _offset_onto_mat(self, trunk, pose):
        if trunk.hip_at is not None:
            return np.array([trunk.shift_x, *trunk.hip_at]) - self.landmarks.joint(pose, LEFT, "hip") * [0, 1, 1]
        drop = self._drop(pose)
        if not trunk.turns_about_hips:
            return np.array([0, self._blades_y - self._shoulder_blades_y(pose) + trunk.shift_y, drop])
        hip = self.landmarks.joint(pose, LEFT, "hip")
        return np.array([0, self.hip_at_rest[1] - hip[1], max(drop, self._buttocks_at_rest - self.buttock_height(pose))])


def trunk_rotations(trunk, arch, neck):
    """Rotations of pelvis, spine, neck and head."""
    pitches = {"root": trunk.pelvis, "spine02": trunk.lower_thorax, "spine01": trunk.upper_thorax}
    for bone, follows, share in zip(LUMBAR_BONES, trunk.lumbar_follows_pelvis, LUMBAR_ARCH_SHARES):
        pitches[bone] = trunk.lower_thorax + (trunk.pelvis - trunk.lower_thorax) * follows + arch * share
    for bone, share in NECK_SHARES.items():
        pitches[bone] = trunk.upper_thorax + (neck - trunk.upper_thorax) * share
    pitches["head"] = trunk.head + neck * HEAD_FOLLOWS_NECK
    return {bone: about_x(pitch) for bone, pitch in pitches.items()}


def bisect(is_too_high, low, high, steps):
    """The last value tried; every caller needs a fixed number of steps, for labels that repeat."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (low, middle) if is_too_high(middle) else (middle, high)
    return middle
