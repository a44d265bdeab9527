"""Readings of the program and the truths beside them: one row for each person and posture."""

import json
import subprocess

import numpy as np
import zstandard

from ..body import Body, Pose
from ..landmarks import Landmarks
from ..surface import Surface
from ..truth import sagittal_angle
from .film import FRAMES, MOMENTS, POSTURES

# The tracker settles in the first frames of a posture; the others show both moments equally often.
SETTLES = 2
# Truth -> its points, and whether they are joint centres, landmarks on the bone, or marks on the skin.
TRUTHS = {
    "joints": (("joint", "shoulder"), ("joint", "hip"), ("joint", "knee")),
    "surface": (("bone", "acromion"), ("bone", "trochanter"), ("bone", "epicondyle")),
    "shoulder_surface": (("joint", "shoulder"), ("bone", "trochanter"), ("bone", "epicondyle")),
    "marks": (("skin", "acromion"), ("skin", "trochanter"), ("skin", "epicondyle")),
}


def follow(program, folder):
    """Has the program follow one person's stills."""
    log = folder.with_suffix(".poses")
    subprocess.run([program, "pose", folder, "--fps", "10", "-o", log], check=True, stdout=subprocess.DEVNULL)
    return log


def rows(person, folder, log):
    """The posture, what the program reads (median over the frames) and what is true (mean over the moments)."""
    read, true = readings(log, person.bridge.side), truths(person, folder)
    for index, posture in enumerate(POSTURES):
        frames = read[index * FRAMES + SETTLES:(index + 1) * FRAMES]
        moments = slice(index * MOMENTS, (index + 1) * MOMENTS)
        yield {"posture": posture, "read": float(np.median(frames)), "spread": float(np.std(frames))} | {
            name: float(np.mean(values[moments])) for name, values in true.items()}


def readings(log, side):
    """Shoulder-hip-knee of the near side in every frame, 0 to 360 degrees, from the raw key points."""
    header, *samples = [json.loads(line) for line in zstandard.ZstdDecompressor().stream_reader(log.open("rb")).read().splitlines()]
    points = [header["joints"].index(f"{side.name}_{name}") for name in ("shoulder", "hip", "knee")]
    # The camera looks from the near side: the head is to the right where that is the left one.
    in_plane = lambda joints, point: np.array([0, side.sign * joints[point][0], -joints[point][1]])
    frames = [sample["k"] for sample in samples if "t" in sample]
    return [sagittal_angle(*(in_plane(joints, point) for point in points)) for joints in frames]


def truths(person, folder):
    """Truth -> the angle at every moment."""
    body, side = Body(person.shape), person.bridge.side
    landmarks = Landmarks(body)
    surface = Surface(body, landmarks.is_skin)
    found = {name: [] for name in TRUTHS}
    for pose in poses(folder):
        points = {"joint": landmarks.joints(pose), "bone": surface.landmarks(pose), "skin": surface.on_skin(pose)}
        for name, ends in TRUTHS.items():
            found[name].append(sagittal_angle(*(points[kind][side, point] for kind, point in ends)))
    return found


def poses(folder):
    kept = np.load(folder.with_suffix(".npz"))
    return [Pose(*values) for values in zip(kept["rotations"], kept["heads"], kept["pelvis_pitches"])]
