"""Inverse kinematics keep the bones' lengths and meet their targets."""

import numpy as np
import pytest

from generator.limbs import Arm, FreeLeg, PlantedLeg, bend_two_links
from generator.rotation import DEG
from generator.side import BOTH, LEFT, RIGHT
from generator.supine import Trunk

ROOT = np.array([0.1, 0.2, 0.3])


@pytest.mark.parametrize("target", [[0.1, -0.4, 0.3], [0.3, 0.1, 0.9], [0.1, 0.25, 0.35]])
def test_two_links_keep_their_lengths_and_meet_the_target(target):
    middle = bend_two_links(ROOT, np.array(target), 0.45, 0.4, np.array([0.0, 0, 1]), 0.999)
    assert np.linalg.norm(middle - ROOT) == pytest.approx(0.45)
    assert np.linalg.norm(target - middle) == pytest.approx(0.4)


def test_two_links_stretch_towards_a_target_out_of_reach():
    middle = bend_two_links(ROOT, ROOT + [0, -2, 0], 0.45, 0.4, np.array([0.0, 0, 1]), 0.999)
    assert middle[1] == pytest.approx(ROOT[1] - 0.45, abs=2e-3)


@pytest.fixture(scope="module")
def pose(supine):
    ankle = np.array([0.12, supine.planted_ankle_y(95 * DEG), supine.landmarks.ankle_height])
    legs = {LEFT: PlantedLeg(ankle), RIGHT: FreeLeg(100 * DEG, 110 * DEG, 20 * DEG)}
    arms = {side: Arm(lambda _, x=side.sign * 0.35: np.array([x, 0.15, 0.25]), lambda _: np.array([0, 0, -1.0])) for side in BOTH}
    return supine.pose(Trunk(pelvis=-10 * DEG), legs, arms), ankle


@pytest.mark.parametrize("side", BOTH, ids=lambda side: side.name)
@pytest.mark.parametrize("start, end, joints", [
    ("hip", "knee", ("upper-leg", "knee")), ("knee", "ankle", ("knee", "ankle")),
    ("shoulder", "elbow", ("shoulder", "elbow")), ("elbow", "wrist", ("elbow", "hand")),
])
def test_a_pose_keeps_the_lengths_of_bones(supine, pose, side, start, end, joints):
    found = supine.landmarks.joints(pose[0])
    rest = supine.body.segment(*(side.joint(joint) for joint in joints))
    # An arm's twist is shared by two bones that are not quite in line: microns.
    assert np.linalg.norm(found[side, end] - found[side, start]) == pytest.approx(np.linalg.norm(rest), abs=1e-5)


def test_a_planted_ankle_and_the_wrists_are_where_they_should_be(supine, pose):
    found = supine.landmarks.joints(pose[0])
    assert found[LEFT, "ankle"] == pytest.approx(pose[1], abs=1e-9)
    for side in BOTH:
        # For the same reason a wrist is off by a millimetre.
        assert found[side, "wrist"] == pytest.approx([side.sign * 0.35, 0.15, 0.25], abs=2e-3)
