"""Readings of the program and the truths beside them: one row for each person and posture."""

import json
import subprocess

import numpy as np
import zstandard

from ..body import Body, Pose
from ..landmarks import Landmarks
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
    command = [program, "pose", folder, "--fps", "10", "-o", folder.with_suffix(".poses")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rows(number, person, folder, log):
    """What the program reads (medians over the frames) and what is true (mean over the moments) in each posture."""
    side, true = person.bridge.side, truths(person, folder)
    samples, joints = samples_of(log)
    read, yaw = readings(samples, joints, side), [yaw_to_feet(sample["a"]) for sample in samples]
    about = {"person": number, "woman": int(person.shape.gender == 0), "camera_yaw_deg": person.bridge.camera.yaw_deg}
    for index, posture in enumerate(POSTURES):
        frames = slice(index * FRAMES + SETTLES, (index + 1) * FRAMES)
        moments = slice(index * MOMENTS, (index + 1) * MOMENTS)
        angles = {"yaw": np.median(yaw[frames]), "read": np.median(read[frames])} | {
            name: np.mean(values[moments]) for name, values in true.items()}
        yield about | {"posture": posture} | {f"{name}_deg": round(float(angle), 2) for name, angle in angles.items()}


def samples_of(log):
    """The samples of a pose log, and the names of its joints (docs/pose_log.md)."""
    lines = zstandard.ZstdDecompressor().stream_reader(log.open("rb")).read().splitlines()
    header, *samples = [json.loads(line) for line in lines]
    return [sample for sample in samples if "k" in sample], header["joints"]


def readings(samples, joints, side):
    """Shoulder-hip-knee of the near side in every frame, 0 to 360 degrees, from the raw key points."""
    ends = [joints.index(f"{side.name}_{name}") for name in ("shoulder", "hip", "knee")]
    # The camera looks from the near side: the head is to the right where that is the left one.
    in_plane = lambda point: np.array([0, side.sign * point[0], -point[1]])
    return [sagittal_angle(*(in_plane(sample["k"][end]) for end in ends)) for sample in samples]


def yaw_to_feet(axes):
    """The camera's yaw as the program reads it, positive towards the feet (`yaw_to_feet_deg` in src/core/measure/camera.rs)."""
    (tx, ty, tz), (ax, _, az) = axes
    trunk_turn = np.arctan2(tz, np.hypot(tx, ty))
    across_turn = np.arctan2(ax * -np.sign(tx) * np.sign(az), abs(az))
    return float(np.degrees(trunk_turn if abs(across_turn) <= abs(trunk_turn) else across_turn))


def truths(person, folder):
    """Truth -> the angle at every moment."""
    body, side = Body(person.shape), person.bridge.side
    landmarks = Landmarks(body)
    surface = landmarks.surface
    found = {name: [] for name in TRUTHS}
    for pose in poses(folder):
        points = {"joint": landmarks.joints(pose), "bone": surface.landmarks(pose), "skin": surface.on_skin(pose)}
        for name, ends in TRUTHS.items():
            found[name].append(sagittal_angle(*(points[kind][side, point] for kind, point in ends)))
    return found


def poses(folder):
    kept = np.load(folder.with_suffix(".npz"))
    return [Pose(*values) for values in zip(kept["rotations"], kept["heads"], kept["pelvis_pitches"])]
