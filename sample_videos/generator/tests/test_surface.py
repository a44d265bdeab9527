"""Landmarks lie on the skin beside their joints, and keep their places on the bone."""

import numpy as np
import pytest

from generator import truth
from generator.limbs import Arm, FreeLeg
from generator.rotation import DEG
from generator.side import BOTH, LEFT, RIGHT
from generator.supine import Trunk
from generator.surface import outermost

# Landmark -> its joint, and how far from it the landmark may lie outwards, upwards and forwards in the rest frame (m).
BESIDE = {
    "trochanter": ("upper-leg", (0.04, 0.12), (-0.04, 0.01), (-0.04, 0.03)),
    "epicondyle": ("knee", (0.03, 0.09), (-0.01, 0.03), (-0.03, 0.02)),
    "acromion": ("shoulder", (-0.03, 0.03), (0.03, 0.08), (-0.03, 0.03)),
}


def pulled(supine, hip_deg):
    leg = FreeLeg(hip_deg * DEG, 120 * DEG, 20 * DEG)
    arms = {side: Arm(lambda _, x=side.sign * 0.35: np.array([x, 0.1, 0.1]), lambda _: np.array([0, 0, -1.0])) for side in BOTH}
    return supine.landmarks.joints(supine.pose(Trunk(), {LEFT: leg, RIGHT: leg}, arms))


@pytest.mark.parametrize("side", BOTH, ids=lambda side: side.name)
@pytest.mark.parametrize("name", BESIDE)
def test_a_landmark_lies_beside_its_joint(supine, side, name):
    joint, *ranges = BESIDE[name]
    away = (supine.landmarks.surface.rest[side, name] - supine.body.joint(side.joint(joint))) * [side.sign, 1, 1]
    for distance, (least, most) in zip(away, ranges):
        assert least < distance < most


def test_a_landmark_stays_on_its_bone_while_the_hip_bends(supine):
    straight, bent = pulled(supine, 10), pulled(supine, 110)
    for joints in (straight, bent):
        thigh = np.linalg.norm(joints[LEFT, "trochanter"] - joints[LEFT, "epicondyle"])
        rest = supine.landmarks.surface.rest
        assert thigh == pytest.approx(np.linalg.norm(rest[LEFT, "trochanter"] - rest[LEFT, "epicondyle"]), abs=0.005)


def test_the_angle_between_landmarks_follows_the_hip(supine):
    """A bend of 100 degrees at the hip is one of 100 between the landmarks, where the trunk lies still."""
    straight, bent = (pulled(supine, hip_deg) for hip_deg in (10, 110))
    opened = truth.surface_shoulder_hip_knee(straight, LEFT) - truth.surface_shoulder_hip_knee(bent, LEFT)
    assert opened == pytest.approx(truth.shoulder_hip_knee(straight, LEFT) - truth.shoulder_hip_knee(bent, LEFT), abs=6)


def test_shares_add_up_to_1_and_the_outermost_vertex_has_the_largest():
    outwards = np.array([0.100, 0.095, 0.081, 0.079, 0.2])
    vertices, shares = outermost(np.array([True, True, True, True, False]), outwards)
    assert list(vertices) == [0, 1, 2] and shares.argmax() == 0
    assert shares.sum() == pytest.approx(1)
