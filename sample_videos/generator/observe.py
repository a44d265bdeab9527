"""What the labels say about one frame: angles in space and in the picture, joints in pixels, what can be seen."""

from dataclasses import dataclass

import numpy as np

from . import truth
from .side import BOTH

NEAR_JOINTS = ("shoulder", "elbow", "wrist", "hip", "hip_rig", "knee", "ankle", "heel", "toe", "ear")
FAR_JOINTS = ("shoulder", "hip", "knee", "ankle")
ALL_FAR_JOINTS = (*FAR_JOINTS, "elbow", "wrist", "heel", "toe")

# How far under the skin a joint of the near side may lie and still be seen (m); a far joint this share of it.
FLESH = {"shoulder": 0.13, "elbow": 0.09, "wrist": 0.07, "hip": 0.17, "hip_rig": 0.17, "knee": 0.11, "ankle": 0.08,
         "heel": 0.07, "toe": 0.07, "ear": 0.05}
FAR_FLESH_SHARE = 0.65
MIN_NEIGHBOURHOOD_PX, NEIGHBOURHOODS_PER_WIDTH = 2.5, 260


@dataclass(frozen=True)
class Angles:
    """Degrees, see `truth`."""

    shoulder_hip_knee: float
    knee: float
    surface_shoulder_hip_knee: float | None = None  # unknown in the picture


@dataclass(frozen=True)
class Observation:
    """One frame. `pixels` and `visible` go by the labels' names (`near_hip`); `amount` is 0 at rest, 1 at the peak."""

    time: float
    amount: float
    near: Angles
    far: Angles
    projected: Angles
    pelvic_tilt: float
    buttock_height_cm: float
    hip_over_shoulder: float  # in lengths of the trunk
    ankle_distance: float  # in the picture, in lengths of the near shank
    trunk_slope: float
    pixels: dict
    visible: dict
    measures: dict  # by side: what the motion measures besides


def observe(motion, camera, figure, time):
    """The frame at `time`, the pose in it and its skin's vertices."""
    side, supine = motion.clip.side, motion.supine
    pose = motion.pose_at(time)
    joints = supine.landmarks.joints(pose)
    named = named_joints(joints, side, motion.far_joints)
    vertices = figure.vertices(pose)
    pixels = {name: camera.project(point) for name, point in named.items()}
    observation = Observation(
        time=time,
        amount=float(motion.schedule.moment(time).amount),
        near=angles_in_space(joints, side),
        far=angles_in_space(joints, side.other),
        projected=angles_in_picture(pixels, side),
        pelvic_tilt=truth.pelvic_tilt(pose, motion.level_pitch),
        buttock_height_cm=supine.buttock_height(pose) * 100,
        hip_over_shoulder=hip_over_shoulder(named["near_hip"], named["near_shoulder"]),
        ankle_distance=ankle_distance(pixels),
        trunk_slope=truth.trunk_slope(joints, side),
        pixels=pixels,
        visible=visibility(named, pixels, vertices, camera),
        measures={limb: motion.measures(joints, limb) for limb in BOTH},
    )
    return observation, pose, vertices


def named_joints(joints, side, far_joints=FAR_JOINTS):
    """The joints of the labels by name, in their order; `side` is the one nearer to the camera."""
    near = {f"near_{name}": joints[side, name] for name in NEAR_JOINTS}
    far = {f"far_{name}": joints[side.other, name] for name in far_joints}
    return near | far


def angles_in_space(joints, side):
    return Angles(truth.shoulder_hip_knee(joints, side), truth.knee(joints, side), truth.surface_shoulder_hip_knee(joints, side))


def angles_in_picture(pixels, side):
    """The same angles of the projected joints: what a perfect 2-D pose estimator would measure."""
    head_end = side.sign  # the image x that points to the head: the camera looks from the near side
    flat = {name: np.array([0, head_end * x, -y]) for name, (x, y) in pixels.items()}
    return Angles(
        truth.sagittal_angle(flat["near_shoulder"], flat["near_hip"], flat["near_knee"]),
        truth.sagittal_angle(flat["near_ankle"], flat["near_knee"], flat["near_hip"]),
    )


def hip_over_shoulder(hip, shoulder):
    return float((hip[2] - shoulder[2]) / np.linalg.norm(hip - shoulder))


def ankle_distance(pixels):
    between = lambda start, end: float(np.linalg.norm(pixels[start] - pixels[end]))
    return between("near_ankle", "far_ankle") / between("near_knee", "near_ankle")


def visibility(named, pixels, vertices, camera):
    """1 for each joint in the picture with no more body before it than its own flesh."""
    vertex_pixels = camera.project_all(vertices)
    vertex_distances = np.linalg.norm(vertices - camera.eye, axis=1)
    radius = max(MIN_NEIGHBOURHOOD_PX, camera.width / NEIGHBOURHOODS_PER_WIDTH)

    def is_visible(name):
        x, y = pixels[name]
        if not (0 <= x < camera.width and 0 <= y < camera.height):
            return False
        before = abs(vertex_pixels - pixels[name]).max(1) < radius
        if not before.any():
            return True
        depth = np.linalg.norm(named[name] - camera.eye) - vertex_distances[before].min()
        half, joint = name.split("_", 1)
        return depth < FLESH[joint] * (1 if half == "near" else FAR_FLESH_SHARE)

    return {name: int(is_visible(name)) for name in named}
