"""Writes a clip's labels (schema 1, see ../README.md) from its observed frames."""

import json
from dataclasses import dataclass, field, replace

import numpy as np

from .camera import Camera
from .faults import closest_thigh_to_trunk, faults_of, faults_of_set
from .side import BY_NAME
from .truth import folded

BUMP_SEEN_AT = np.array([0, 0, 0.2])
REST_AMOUNT = 0.02  # below it a frame shows rest


@dataclass(frozen=True)
class Peak:
    """Means over a hold, or medians over the rest; degrees and cm."""

    shoulder_hip_knee: float
    knee: float
    surface_shoulder_hip_knee: float
    pelvic_tilt: float
    buttock_height_cm: float
    sag: float = 0.0  # how far the hips sink in the hold, in trunk lengths
    far_thigh_to_trunk: float = 0.0
    far_lag: float = 0.0  # how far the far thigh is behind the near one
    ankle_distance: float = 0.0  # in shank lengths in the picture
    slope_drift: float = 0.0  # how far the trunk's slope leaves its rest while moving
    measures: dict = field(default_factory=dict)  # by the names of reports


def labels_of(motion, camera, frames):
    """The whole label file. `frames` are the clip's `Observation`s."""
    clip, exercise = motion.clip, motion.exercise
    reps = motion.schedule.reps if exercise else []
    rep_labels = [rep_label(motion, rep, frames) for rep in reps]
    return {"schema": 1} | happening_labels(motion, camera) | {
        "video": f"{clip.name}.mp4",
        "source": "rendered",
        "licence": "CC0-1.0",
        "exercise": exercise,
        "fps": clip.fps,
        "width": camera.width,
        "height": camera.height,
        "near_side": clip.side.name,
        "body": clip.body,
        "light": clip.room.light,
        "camera": camera.as_label(),
        "reps": rep_labels,
        "faults": faults_of_set(motion, reps, [label["faults"] for label in rep_labels]),
        "frames": frame_labels(frames, clip.label_both_sides),
    }


def write(labels, path):
    path.write_text(json.dumps(labels, separators=(",", ":")))


def happening_labels(motion, camera):
    """What else the clip shows: another motion, a camera that is knocked, somebody who walks past, what comes when."""
    clip = motion.clip
    labels = {"motion": clip.label_motion} if clip.label_motion else {}
    if bump := clip.bump:
        shift = Camera.bumped(clip, bump.time_s + 5).project(BUMP_SEEN_AT) - camera.project(BUMP_SEEN_AT)
        labels["camera_bump"] = {"t_s": bump.time_s, "dur_s": bump.duration_s, "shift_px": [tenth(pixels) for pixels in shift]}
    if clip.passer_by:
        labels["passer_by"] = {"start_s": clip.passer_by.start_s, "end_s": round(clip.passer_by.end_s, 2)}
    if happens := motion.happens():
        labels["happens"] = [{"what": what, "start_s": round(start, 3), "end_s": round(end, 3)} for what, start, end in happens]
    return labels


def tenth(value):
    return round(float(value), 1)


def rep_label(motion, rep, frames):
    clip = motion.clip
    works = BY_NAME[rep.get("leg", clip.side.name)]
    hold = frames_of_hold(rep, frames, clip.fps)
    peak, at_rest = peak_of(hold, works is clip.side), rest_of(frames)
    moving = [frame for frame in frames if rep.start <= frame.time <= rep.end]
    if hold[0].measures[works]:
        peak = replace(peak, measures=mean_measures(hold, works), slope_drift=slope_drift(frames, moving))
    closest = closest_thigh_to_trunk(working_angles(frame, works is clip.side).shoulder_hip_knee for frame in moving)
    label = {
        "start_s": round(rep.start, 3),
        "peak_start_s": round(rep.peak_start, 3),
        "peak_end_s": round(rep.peak_end, 3),
        "end_s": round(rep.end, 3),
        "peak": peak_label(motion, peak, at_rest),
        "faults": faults_of(motion, rep, peak, closest, at_rest),
    }
    if rep.get("leg"):
        label["side"] = rep.get("leg")
    if rep.get("rock_period_s"):
        label["rocking"] = rocking_label(rep, hold)
    return label


def frames_of_hold(rep, frames, fps):
    """Those within half a frame of the hold, or the nearest one to its middle."""
    within = [frame for frame in frames if rep.peak_start - 0.5 / fps <= frame.time <= rep.peak_end + 0.5 / fps]
    middle = (rep.peak_start + rep.peak_end) / 2
    return within or [min(frames, key=lambda frame: abs(frame.time - middle))]


def working_angles(frame, is_near):
    return frame.near if is_near else frame.far


def peak_of(hold, is_near):
    """Means over the hold, of the side that works."""
    mean = lambda values: float(np.mean(list(values)))
    angles = [working_angles(frame, is_near) for frame in hold]
    return Peak(
        mean(angle.shoulder_hip_knee for angle in angles),
        mean(angle.knee for angle in angles),
        mean(angle.surface_shoulder_hip_knee for angle in angles),
        mean(frame.pelvic_tilt for frame in hold),
        mean(frame.buttock_height_cm for frame in hold),
        sag=sag_of(hold),
        far_thigh_to_trunk=folded(mean(frame.far.shoulder_hip_knee for frame in hold)),
        far_lag=mean(folded(frame.far.shoulder_hip_knee) - folded(frame.near.shoulder_hip_knee) for frame in hold),
        ankle_distance=mean(frame.ankle_distance for frame in hold),
    )


def mean_measures(hold, works):
    """What the motion measures of the limb that works, over the hold."""
    return {name: float(np.mean([frame.measures[works][name] for frame in hold])) for name in hold[0].measures[works]}


def slope_drift(frames, moving):
    """The farthest that the trunk's slope leaves its median at rest while moving, in degrees."""
    rest = np.median([frame.trunk_slope for frame in frames if frame.amount < REST_AMOUNT])
    return float(max((abs(frame.trunk_slope - rest) for frame in moving), default=0.0))


def sag_of(hold):
    heights = [frame.hip_over_shoulder for frame in hold]
    return float(max(heights[0] - min(heights), 0))


def rest_of(frames):
    """Medians over the frames at rest, 0 without any."""
    rest = [frame for frame in frames if frame.amount < REST_AMOUNT]
    median = lambda values: float(np.median(list(values) or [0]))
    return Peak(
        median(frame.near.shoulder_hip_knee for frame in rest),
        median(frame.near.knee for frame in rest),
        median(frame.near.surface_shoulder_hip_knee for frame in rest),
        median(frame.pelvic_tilt for frame in rest),
        median(frame.buttock_height_cm for frame in rest),
    )


def peak_label(motion, peak, at_rest):
    label = {
        "shoulder_hip_knee_deg": tenth(peak.shoulder_hip_knee),
        "knee_deg": tenth(peak.knee),
        "thigh_to_trunk_deg": tenth(folded(peak.shoulder_hip_knee)),
        "pelvic_tilt_deg": tenth(peak.pelvic_tilt),
        "shoulder_hip_knee_surface_deg": tenth(peak.surface_shoulder_hip_knee),
        "thigh_to_trunk_surface_deg": tenth(folded(peak.surface_shoulder_hip_knee)),
    }
    if motion.exercise == "pelvic_tilt":
        label["pelvic_tilt_range_deg"] = tenth(peak.pelvic_tilt - at_rest.pelvic_tilt)
    label |= {name: tenth(value) if name.endswith("_deg") else round(value, 3) for name, value in peak.measures.items()}
    if motion.clip.label_all_faults and motion.exercise == "hip_bridge":
        label["sag_of_trunk"] = round(peak.sag, 3)
    if motion.clip.label_all_faults and motion.both_knees:
        label["far_thigh_to_trunk_deg"] = tenth(peak.far_thigh_to_trunk)
        label["far_lag_deg"] = tenth(peak.far_lag)
        label["ankle_distance_of_shank"] = round(peak.ankle_distance, 3)
    return label


def rocking_label(rep, hold):
    """How far the near knee moves to and fro in the picture, in trunk lengths."""
    knees = np.array([frame.pixels["near_knee"] for frame in hold])
    trunk = np.mean([np.linalg.norm(frame.pixels["near_shoulder"] - frame.pixels["near_hip"]) for frame in hold])
    centred = knees - knees.mean(0)
    main_direction = np.linalg.svd(centred, full_matrices=False)[2][0]
    period = rep.get("rock_period_s")
    return {
        "period_s": period,
        "cycles": round((rep.peak_end - rep.peak_start - 1.0) / period, 2),
        "amplitude_px_of_trunk": round(float(np.ptp(centred @ main_direction) / 2 / trunk), 3),
    }


def frame_labels(frames, both_sides):
    """Columns over the frames."""
    def column(value_of):
        return [tenth(value_of(frame)) for frame in frames]

    joints = list(frames[0].pixels)
    labels = {
        "t_s": [round(float(frame.time), 3) for frame in frames],
        "shoulder_hip_knee_deg": column(lambda frame: frame.near.shoulder_hip_knee),
        "knee_deg": column(lambda frame: frame.near.knee),
        "thigh_to_trunk_deg": column(lambda frame: folded(frame.near.shoulder_hip_knee)),
        "pelvic_tilt_deg": column(lambda frame: frame.pelvic_tilt),
        "shoulder_hip_knee_surface_deg": column(lambda frame: frame.near.surface_shoulder_hip_knee),
        "thigh_to_trunk_surface_deg": column(lambda frame: folded(frame.near.surface_shoulder_hip_knee)),
        "shoulder_hip_knee_projected_deg": column(lambda frame: frame.projected.shoulder_hip_knee),
        "knee_projected_deg": column(lambda frame: frame.projected.knee),
        "thigh_to_trunk_projected_deg": column(lambda frame: folded(frame.projected.shoulder_hip_knee)),
        "joints_px": {name: [[tenth(x) for x in frame.pixels[name]] for frame in frames] for name in joints},
    }
    if both_sides:
        labels["far_shoulder_hip_knee_deg"] = column(lambda frame: frame.far.shoulder_hip_knee)
        labels["far_knee_deg"] = column(lambda frame: frame.far.knee)
        labels["far_shoulder_hip_knee_surface_deg"] = column(lambda frame: frame.far.surface_shoulder_hip_knee)
    labels["visible"] = {name: "".join(str(frame.visible[name]) for frame in frames) for name in joints}
    return labels
