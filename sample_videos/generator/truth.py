"""Joint angles as the labels define them, in degrees."""

import numpy as np

from .rotation import unit


def sagittal_angle(start, vertex, end):
    """The signed angle at `vertex` in the body's sagittal plane (y, z), 0 to 360.

    180 is a straight line; in the lie frame it is more where `vertex` lies above the line from `start`
    (the head's end) to `end` (the feet's), less where it lies below.
    """
    to_start, to_end = (start - vertex)[1:], (end - vertex)[1:]
    cross = to_start[0] * to_end[1] - to_start[1] * to_end[0]
    return float(np.degrees(np.arctan2(cross, to_start @ to_end)) % 360)


def angle(start, vertex, end):
    """The unsigned angle at `vertex` in space, 0 to 180."""
    cosine = unit(start - vertex) @ unit(end - vertex)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def folded(angle_deg):
    """The smaller of an angle and its explement: thigh to trunk, whichever side of the line the hip is on."""
    return min(angle_deg, 360 - angle_deg)


def shoulder_hip_knee(joints, side):
    """180 = straight, more = hip above the line from shoulder to knee, small = knee at the chest."""
    return sagittal_angle(*(joints[side, name] for name in ("shoulder", "hip", "knee")))


def surface_shoulder_hip_knee(joints, side):
    """The same as a goniometer measures it, between the landmarks on the skin."""
    return sagittal_angle(*(joints[side, name] for name in ("acromion", "trochanter", "epicondyle")))


def knee(joints, side):
    """Hip-knee-ankle, 180 = straight."""
    return sagittal_angle(*(joints[side, name] for name in ("ankle", "knee", "hip")))


def pelvic_tilt(pose, level_pitch=0.0):
    """Pitch of the pelvis against its neutral one in the posture, posterior positive, 0 = as in the standing model."""
    return float(-np.degrees(pose.pelvis_pitch - level_pitch))


def trunk_length(joints, side):
    """Shoulder to hip in the sagittal plane, in metres."""
    return float(np.linalg.norm((joints[side, "shoulder"] - joints[side, "hip"])[1:]))


def trunk_slope(joints, side):
    """Slope of the line from hip to shoulder over the floor, 0 to 90 degrees, up is positive."""
    trunk = joints[side, "shoulder"] - joints[side, "hip"]
    return float(np.degrees(np.arctan2(trunk[2], abs(trunk[1]))))


def height_of_trunk(joints, point, over, trunk_side):
    """Height of one joint over another, in trunk lengths."""
    return float((joints[point] - joints[over])[2]) / trunk_length(joints, trunk_side)


def thigh_pitch(joints, side):
    """How far the thigh points up from the floor, 0 = lying straight, 90 = upright."""
    thigh = joints[side, "knee"] - joints[side, "hip"]
    return float(np.degrees(np.arctan2(thigh[2], -thigh[1])))
