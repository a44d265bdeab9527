"""Writes golden.json: what MediaPipe itself finds on frames of the sample videos.

The fidelity test decodes the same frames, runs this program's own pose model on them and
compares. It needs no Python; this script is only run to make the file again:

    python3.11 -m venv target/fidelity
    target/fidelity/bin/pip install -r tests/fidelity/requirements.txt
    target/fidelity/bin/python tests/fidelity/golden.py

MediaPipe's legacy `Pose` runs with static_image_mode on and model_complexity 1 (the full
model): on every picture the detector, then one landmark pass on its region, no smoothing.
"""

import hashlib
import json
import subprocess
from pathlib import Path

import mediapipe as mp
import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "sample_videos"
GOLDEN = Path(__file__).resolve().with_name("golden.json")


def instants_secs(label: dict) -> list[float]:
    """The instants to look at: before the first repetition, on a hold, rising and sinking, in s.

    `label` is a sample's NAME.json. A clip without repetitions gives two instants.
    """
    reps = label["reps"]
    if not reps:
        n_frames = len(label["frames"]["t_s"])
        return [0.25 * n_frames / label["fps"], 0.75 * n_frames / label["fps"]]
    first, second, last = reps[0], reps[1], reps[-1]
    if label["exercise"] == "pelvic_tilt":
        return [0.5 * first["start_s"], middle(last, "peak_start_s", "peak_end_s")]
    return [
        0.5 * first["start_s"],
        middle(first, "peak_start_s", "peak_end_s"),
        middle(second, "start_s", "peak_start_s"),
    ] + ([middle(last, "peak_end_s", "end_s")] if label["exercise"] == "knee_to_chest" else [])


def middle(rep: dict, start: str, end: str) -> float:
    """The instant halfway between two labelled instants of a repetition, in s."""
    return 0.5 * (rep[start] + rep[end])


def decode(clip: Path, frame_idx: int, pix_fmt: str) -> bytes:
    """The raw pixels of one frame, counted from 0 in order of presentation.

    `pix_fmt` is "yuv420p" (as decoded) or "rgb24". The scaler's flags matter: by default it
    darkens by 1.2 levels on average, with these it is the rounded BT.601 formula for limited
    range with each chroma sample on its 2 x 2 pixels, which other converters reproduce.
    """
    to_rgb = "scale=in_color_matrix=bt601:in_range=limited:flags=neighbor+accurate_rnd+full_chroma_int"
    filters = [f"select=eq(n\\,{frame_idx})"] + ([to_rgb] if pix_fmt == "rgb24" else [])
    command = ["ffmpeg", "-v", "error", "-i", str(clip), "-vf", ",".join(filters)]
    command += ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", pix_fmt, "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def found(pose: mp.solutions.pose.Pose, rgb: np.ndarray) -> dict:
    """What MediaPipe finds in an RGB picture `[height, width, 3]`.

    `landmarks`: 33 x (x px, y px, z px, visibility 0..1), `world`: 33 x (x, y, z in m, from
    the hips); both null where it finds nobody. z has the scale of x; smaller is nearer.
    """
    height, width, _ = rgb.shape
    result = pose.process(rgb)
    if result.pose_landmarks is None:
        return {"landmarks": None, "world": None}
    return {
        "landmarks": [
            [round(p.x * width, 2), round(p.y * height, 2), round(p.z * width, 2), round(p.visibility, 4)]
            for p in result.pose_landmarks.landmark
        ],
        "world": [[round(p.x, 4), round(p.y, 4), round(p.z, 4)] for p in result.pose_world_landmarks.landmark],
    }


def golden_frames(pose: mp.solutions.pose.Pose, clip: Path):
    """Yields one entry of golden.json per chosen frame of a clip."""
    label = json.loads(clip.with_suffix(".json").read_text())
    width, height, fps = label["width"], label["height"], label["fps"]
    for instant in instants_secs(label):
        frame_idx = round(instant * fps)
        rgb = np.frombuffer(decode(clip, frame_idx, "rgb24"), np.uint8).reshape(height, width, 3)
        yield {
            "clip": clip.name,
            "frame": frame_idx,
            "t_s": round(frame_idx / fps, 4),
            "width": width,
            "height": height,
            "yuv420p_sha256": hashlib.sha256(decode(clip, frame_idx, "yuv420p")).hexdigest(),
            "rgb_mean": [round(float(c), 3) for c in rgb.mean(axis=(0, 1))],
            **found(pose, rgb),
        }


def main() -> None:
    """Runs MediaPipe over all samples and writes golden.json, one frame per line."""
    with mp.solutions.pose.Pose(static_image_mode=True, model_complexity=1, enable_segmentation=False) as pose:
        frames = [entry for clip in sorted(SAMPLES.glob("*.mp4")) for entry in golden_frames(pose, clip)]
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in frames)
    made_by = f"mediapipe {mp.__version__}, legacy Pose, static_image_mode, model_complexity 1"
    GOLDEN.write_text(f'{{"made_by":"{made_by}","frames":[\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
