"""Pose logs: every sample that the program saw. The format is documented in docs/pose_log.md of the project."""

import io
import json
import os
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import zstandard

SCHEMA = "formcheck.poses/1"
# As in the program: the longest line, in bytes, and the most samples (nine hours at 30 a second).
LINE_LIMIT = 64 * 1024
MAX_SAMPLES = 1_000_000
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class PoseLogError(ValueError):
    """The file is no pose log of a known version, or it is damaged."""


@dataclass(frozen=True)
class PoseLog:
    """A pose log in physical units. Unknown is NaN."""

    program: str
    """Version of formcheck that wrote it."""
    video: str
    """Name of the recording."""
    width: int
    """Width of the picture, px."""
    height: int
    """Height of the picture, px."""
    model: str
    """Name of the pose model."""
    model_sha256: str
    """SHA-256 of the pose model."""
    backend: str
    """Engine that ran the model."""
    joints: list[str]
    """Names of the joints, in the order of the second axis of the arrays below."""
    time_s: Floats
    """Time of each sample since the first frame, s."""
    xy_px: Floats
    """Samples × joints × (x right, y down), px from the upper left corner. The model's raw output."""
    depth_px: Floats
    """Samples × joints: depth against the middle of the hips, px; negative is towards the camera."""
    confidence: Floats
    """Samples × joints: likelihood that the joint is in the picture and not hidden, 0–1."""
    trunk: Floats
    """Samples × 3: unit vector from hips to shoulders (right, down, away from the camera)."""
    across: Floats
    """Samples × 3: unit vector from the right to the left side of the body."""
    n_people: Floats
    """People that the detector counted; NaN where it did not look."""
    brightness: Floats
    """Mean brightness of the picture, 0–255."""
    camera_shift_px: Floats
    """Samples × 2: motion of the background since the sample before, px; NaN where it cannot be told."""
    camera_zoom: Floats
    """Growth factor of the background since the sample before; NaN where the camera does not zoom."""
    is_cut: Flags
    """True where the picture changed at once."""
    is_repeated: Flags
    """True where the picture repeats the one before."""
    patches: pd.DataFrame
    """One row per sample and patch of texture: sample, time_s, patch, x_px, y_px, match (−1…1)."""
    setups: list[tuple[float, dict[str, Any]]]
    """Time in s, and what came of laying patches: `laid` (five whole numbers) or `refused` (the reason)."""
    warnings: list[str]
    """What was wrong with the recording and could be read around."""
    is_whole: bool
    """False for a log that ends early."""

    def __len__(self) -> int:
        return len(self.time_s)

    def joint(self, name: str) -> pd.DataFrame:
        """One joint as a table: time_s, x_px, y_px, depth_px, confidence."""
        k = self.joints.index(name)
        return pd.DataFrame(
            {
                "time_s": self.time_s,
                "x_px": self.xy_px[:, k, 0],
                "y_px": self.xy_px[:, k, 1],
                "depth_px": self.depth_px[:, k],
                "confidence": self.confidence[:, k],
            }
        )

    def frames(self) -> pd.DataFrame:
        """All joints as a long table: sample, time_s, joint, x_px, y_px, depth_px, confidence."""
        n, joints = len(self), len(self.joints)
        return pd.DataFrame(
            {
                "sample": np.repeat(np.arange(n), joints),
                "time_s": np.repeat(self.time_s, joints),
                "joint": np.tile(np.array(self.joints, dtype=object), n),
                "x_px": self.xy_px[:, :, 0].ravel(),
                "y_px": self.xy_px[:, :, 1].ravel(),
                "depth_px": self.depth_px.ravel(),
                "confidence": self.confidence.ravel(),
            }
        )


def read_pose_log(path: str | os.PathLike[str]) -> PoseLog:
    """Reads a pose log, compressed or not. A log that was cut off is read as far as it goes."""
    with open(path, "rb") as file:
        is_compressed = file.read(4) == ZSTD_MAGIC
        file.seek(0)
        if not is_compressed:
            return _read(file)
        with zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as unpacked:
            return _read(cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, unpacked))))


def _read(file: BinaryIO) -> PoseLog:
    header = _json(_line(file, 1) or b"", 1)
    if header.get("schema") != SCHEMA:
        raise PoseLogError(f"this is no pose log, or one of a newer version: it says {header.get('schema')!r}")
    samples: list[dict[str, Any]] = []
    warnings: list[str] | None = None
    while line := _line(file, len(samples) + 2):
        sample = _json(line, len(samples) + 2)
        if "warnings" in sample:
            warnings = sample["warnings"]
            break
        if len(samples) == MAX_SAMPLES:
            raise PoseLogError(f"the log has more than {MAX_SAMPLES} samples")
        samples.append(sample)
    return _log(header, samples, warnings)


def _line(file: BinaryIO, number: int) -> bytes | None:
    """The next whole line; None at the end, and for a last line that was cut off."""
    try:
        line = file.readline(LINE_LIMIT + 1)
    except zstandard.ZstdError as error:
        raise PoseLogError(f"line {number} cannot be unpacked: {error}") from error
    if len(line) > LINE_LIMIT:
        raise PoseLogError(f"line {number} is longer than {LINE_LIMIT} bytes")
    return line if line.endswith(b"\n") else None


def _json(line: bytes, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise PoseLogError(f"line {number} is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise PoseLogError(f"line {number} is no JSON object")
    return value


def _log(header: dict[str, Any], samples: list[dict[str, Any]], warnings: list[str] | None) -> PoseLog:
    try:
        joints = list(header["joints"])
        unseen = np.full((len(joints), 4), np.nan)
        keypoints = np.array([sample.get("k", unseen) for sample in samples], dtype=float)
        keypoints = keypoints.reshape(len(samples), len(joints), 4)
        axes = np.array([sample.get("a", np.full((2, 3), np.nan)) for sample in samples], dtype=float)
        axes = axes.reshape(len(samples), 2, 3) / 1000
        shift = np.array([sample.get("m", (np.nan, np.nan)) for sample in samples], dtype=float)
        time_s = np.array([sample["t"] for sample in samples], dtype=float) / 1e9
        if np.any(np.diff(time_s) <= 0):
            raise PoseLogError("time does not advance")
        return PoseLog(
            **{key: header[key] for key in ["program", "video", "width", "height", "model", "model_sha256", "backend"]},
            joints=joints,
            time_s=time_s,
            xy_px=keypoints[:, :, :2] / 10,
            depth_px=keypoints[:, :, 2],
            confidence=keypoints[:, :, 3] / 100,
            trunk=axes[:, 0],
            across=axes[:, 1],
            n_people=_numbers(samples, "n"),
            brightness=_numbers(samples, "b") / 10,
            camera_shift_px=shift.reshape(len(samples), 2) / 100,
            camera_zoom=1 + _numbers(samples, "z") / 1e6,
            is_cut=np.array([sample.get("cut", False) for sample in samples], dtype=bool),
            is_repeated=np.array([sample.get("r", False) for sample in samples], dtype=bool),
            patches=_patches(samples, time_s),
            setups=[(at, sample["s"]) for at, sample in zip(time_s.tolist(), samples, strict=True) if "s" in sample],
            warnings=["the pose log ends early"] if warnings is None else warnings,
            is_whole=warnings is not None,
        )
    except (KeyError, TypeError) as error:
        raise PoseLogError(f"a field is missing or of another kind: {error!r}") from error


def _numbers(samples: list[dict[str, Any]], key: str) -> Floats:
    return np.array([sample.get(key, np.nan) for sample in samples], dtype=float)


def _patches(samples: list[dict[str, Any]], time_s: Floats) -> pd.DataFrame:
    rows = [
        (idx, time_s[idx], patch, x / 1000, y / 1000, match / 1000)
        for idx, sample in enumerate(samples)
        for patch, x, y, match in sample.get("p", [])
    ]
    return pd.DataFrame(rows, columns=["sample", "time_s", "patch", "x_px", "y_px", "match"])
