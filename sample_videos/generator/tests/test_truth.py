"""The angles mean what the labels' definitions say."""

import numpy as np
import pytest

from generator import truth
from generator.camera import Camera
from generator.observe import angles_in_picture
from generator.side import LEFT, RIGHT

SHOULDER, HIP, KNEE = np.array([0.2, 0.5, 0.1]), np.array([0.1, 0.0, 0.1]), np.array([0.1, -0.4, 0.1])


def test_points_in_a_line_make_180_degrees():
    assert truth.sagittal_angle(SHOULDER, HIP, KNEE) == pytest.approx(180)


def test_a_hip_above_the_line_makes_more_than_180_degrees():
    assert truth.sagittal_angle(SHOULDER, HIP + [0, 0, 0.05], KNEE) > 185


def test_a_hip_below_the_line_makes_less_than_180_degrees():
    assert truth.sagittal_angle(SHOULDER, HIP - [0, 0, 0.05], KNEE) < 175


def test_moving_sideways_does_not_change_a_sagittal_angle():
    above = HIP + [0, 0, 0.05]
    assert truth.sagittal_angle(SHOULDER, above + [0.3, 0, 0], KNEE) == pytest.approx(truth.sagittal_angle(SHOULDER, above, KNEE))


def test_a_right_angle_at_the_knee_is_90_degrees():
    joints = {(LEFT, "hip"): np.array([0.1, 0.4, 0.1]), (LEFT, "knee"): np.array([0.1, 0, 0.1]),
              (LEFT, "ankle"): np.array([0.1, 0, -0.3])}
    assert truth.knee(joints, LEFT) == pytest.approx(90)


@pytest.mark.parametrize("side", [LEFT, RIGHT], ids=lambda side: side.name)
@pytest.mark.parametrize("hip_height", [0.0, 0.3])
def test_the_projected_angle_is_that_of_the_projected_joints(side, hip_height):
    """From far away and straight from the side, where the picture is the sagittal plane."""
    camera = Camera((side.sign * 1000, 0, 0.2), (0, 0, 0.2), 0.1, 640, 360)
    joints = {"near_shoulder": SHOULDER, "near_hip": HIP + [0, 0, hip_height], "near_knee": KNEE,
              "near_ankle": np.array([0.1, -0.4, -0.3])}
    angles = angles_in_picture({name: camera.project(point) for name, point in joints.items()}, side)
    expected = truth.sagittal_angle(*(joints[f"near_{name}"] for name in ("shoulder", "hip", "knee")))
    assert angles.shoulder_hip_knee == pytest.approx(expected, abs=0.1)
    knee = truth.sagittal_angle(*(joints[f"near_{name}"] for name in ("ankle", "knee", "hip")))
    assert angles.knee == pytest.approx(knee, abs=0.1)


def test_an_oblique_camera_sees_another_angle():
    camera = Camera((-2, -1.5, 0.8), (0, 0, 0.2), 62, 640, 360)
    joints = {"near_shoulder": SHOULDER, "near_hip": HIP + [0, 0, 0.3], "near_knee": KNEE, "near_ankle": KNEE - [0, 0.2, 0.1]}
    pixels = {name: camera.project(point) for name, point in joints.items()}
    u, v = pixels["near_shoulder"] - pixels["near_hip"], pixels["near_knee"] - pixels["near_hip"]
    in_picture = np.degrees(np.arccos(u @ v / np.linalg.norm(u) / np.linalg.norm(v)))
    in_space = truth.sagittal_angle(SHOULDER, HIP + [0, 0, 0.3], KNEE)
    assert truth.folded(angles_in_picture(pixels, RIGHT).shoulder_hip_knee) == pytest.approx(in_picture)
    assert abs(in_picture - truth.folded(in_space)) > 2
