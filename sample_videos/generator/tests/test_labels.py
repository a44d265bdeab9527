"""The labels of the sample videos are made again exactly, and every clip can be read."""

from pathlib import Path

import pytest

from generator import labels, settings
from generator.make_clip import Scene
from generator.motions import MOTIONS

SAMPLES = Path(__file__).parents[2]
CLIPS = settings.read_clips()


@pytest.mark.parametrize("name", ["bridge_short_hold", "rest_breathing_only"])
def test_labels_are_made_again_exactly(name, tmp_path):
    labels.write(Scene(CLIPS[name]).labels(), tmp_path / "labels.json")
    assert (tmp_path / "labels.json").read_bytes() == (SAMPLES / f"{name}.json").read_bytes()


def test_every_sample_has_its_settings():
    assert {path.stem for path in SAMPLES.glob("*.json")} <= set(CLIPS)


@pytest.mark.parametrize("clip", CLIPS.values(), ids=lambda clip: clip.name)
def test_every_clip_names_what_exists(clip):
    assert clip.motion in MOTIONS and clip.shape and clip.clothes
