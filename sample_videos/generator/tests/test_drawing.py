"""One frame comes out as a picture of a person, where the labels say they are."""

import numpy as np
import pytest

from generator import settings
from generator.camera import Camera
from generator.draw import Studio
from generator.make_clip import Scene
from generator.passer_by import PasserBy
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


def test_a_bump_moves_the_picture_for_good():
    clip = settings.read_clips()["bridge_camera_bumped"]
    cameras = [Camera.bumped(clip, time) for time in (0, clip.bump.time_s - 0.01, clip.bump.time_s + 1, clip.bump.time_s + 9)]
    before, just_before, after, long_after = (camera.project([0, 0, 0.2]) for camera in cameras)
    assert (before == just_before).all() and after == pytest.approx(long_after)
    assert np.linalg.norm(after - before) > 5


def test_a_passer_by_walks_behind_the_mat_without_slipping():
    clip = settings.read_clips()["bridge_passer_by"]
    passer, walk = PasserBy(clip.passer_by, clip.side), clip.passer_by
    assert passer.mesh(walk.start_s - 0.1) is None and passer.mesh(walk.end_s + 0.1) is None
    meshes = [passer.mesh(walk.start_s + time) for time in np.arange(2, 2.5, 1 / 15)]
    middle = [mesh.vertices[:, 1].mean() for mesh in meshes]
    assert middle[0] > middle[-1]
    assert all((mesh.vertices[:, 0] * clip.side.sign < -0.3).all() for mesh in meshes)
    for before, after in zip(meshes, meshes[1:]):
        lowest = np.argsort(before.vertices[:, 2] + after.vertices[:, 2])[:20]
        slip = np.linalg.norm((after.vertices - before.vertices)[lowest, :2], axis=1)
        assert slip.mean() < 0.3 * abs(middle[1] - middle[0])
