"""One frame comes out as a picture of a person, where the labels say they are."""

import numpy as np
import pytest

from generator import settings
from generator.draw import Studio
from generator.make_clip import Scene
from generator.shapes import Mesh

TIME = 3.0
NOBODY = Mesh(np.zeros((3, 3)), np.ones((3, 3)), np.array([[0, 1, 2]]), np.zeros(3))


@pytest.fixture(scope="module")
def drawn():
    scene = Scene(settings.read_clips()["bridge_good_man"])
    studio = Studio(scene)
    observation, pose, vertices = scene.observe(TIME)
    picture = studio.frame(TIME, pose, vertices)
    studio.renderer.upload("nobody", NOBODY)
    linear, empty = (studio.renderer.frame([who]) for who in ("person", "nobody"))
    studio.close()
    return picture, np.abs(linear - empty).max(2), observation


def test_a_frame_has_the_size_of_the_clip_and_shows_something(drawn):
    picture = drawn[0]
    assert picture.shape == (360, 640, 3) and picture.dtype == np.uint8
    assert 60 < picture.mean() < 220 and picture.std() > 20


def test_the_person_is_at_the_joints_of_the_labels(drawn):
    _, difference, observation = drawn
    for name, (x, y) in observation.pixels.items():
        if name.startswith("near_") and observation.visible[name]:
            column, row = int(x), int(y)
            assert difference[row - 4:row + 5, column - 4:column + 5].max() > 0.02, name


def test_there_is_nobody_away_from_the_person(drawn):
    assert drawn[1][:60].max() < 0.01
