"""Reads exported files of the stored pose logs with public programs and prints a table: reader × file.

The truth is the table of frames (`--frames-csv`), which says where each joint was and where it was not seen.
A reader must give every row, every name and every value, and `NaN` for what was not seen.
"""

import argparse
import dataclasses
import json
import math
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version

import numpy as np
import opensim
import pandas as pd
import trc

ROOT = pathlib.Path(__file__).parents[3]
POSES = ROOT / "tests/fixtures/poses"
# As in src/export/opensim.rs: the marker of each joint.
MARKERS = {"Nose": "nose"} | {
    f"{side[0].upper()}{marker}": f"{side}_{joint}"
    for marker, joint in [
        ("Ear", "ear"), ("Shoulder", "shoulder"), ("Elbow", "elbow"), ("Wrist", "wrist"), ("Hip", "hip"),
        ("Knee", "knee"), ("Ankle", "ankle"), ("Heel", "heel"), ("BigToe", "toe"),
    ]
    for side in ["left", "right"]
}
# Files hold tenths of a px, and so does the table.
PX = 0.11
# What tenths of a px do to an angle whose sides are 20 px or longer.
DEG = 1.0


class Fault(Exception):
    """A reader gives something else than what was exported."""


@dataclasses.dataclass
class Recording:
    """An exported pose log."""

    name: str
    folder: pathlib.Path
    height: int
    frames: pd.DataFrame

    def file(self, ending: str) -> str:
        return str(self.folder / f"{self.name}.{ending}")

    def marker(self, joint: str) -> np.ndarray:
        """X and Y of a joint in every frame, Y up; NaN where it was not seen."""
        return np.column_stack([self.frames[f"{joint}_x_px"], self.height - self.frames[f"{joint}_y_px"]])

    def markers(self) -> np.ndarray:
        """Frames × markers × 2."""
        return np.stack([self.marker(joint) for joint in MARKERS.values()], axis=1)


def check(what: str, read: object, wanted: object) -> None:
    if read != wanted:
        raise Fault(f"{what}: {read!r}, wanted {wanted!r}"[:160])


def check_values(what: str, read: np.ndarray, wanted: np.ndarray, tolerance: float) -> None:
    check(f"shape of {what}", read.shape, wanted.shape)
    lost = int(np.sum(np.isnan(read) != np.isnan(wanted)))
    check(f"{what} seen in one and not in the other", lost, 0)
    off = np.abs(read - wanted)
    if np.any(off > tolerance):
        raise Fault(f"{what}: off by up to {np.nanmax(off):.3f}")


def rows_with_a_marker(recording: Recording) -> tuple[np.ndarray, np.ndarray]:
    markers = recording.markers()
    is_seen = ~np.all(np.isnan(markers), axis=(1, 2))
    return recording.frames["time_s"].to_numpy()[is_seen], markers[is_seen]


def opensim_trc(recording: Recording) -> str:
    times, markers = rows_with_a_marker(recording)
    table = opensim.TimeSeriesTableVec3(recording.file("markers.trc"))
    check("names", list(table.getColumnLabels()), list(MARKERS))
    check("rows", table.getNumRows(), len(times))
    check_values("times", np.array(table.getIndependentColumn()), times, 1e-4)
    # The matrix is a view: its table must outlive it.
    flat = table.flatten()
    read = flat.getMatrix().to_numpy().copy().reshape(len(times), len(MARKERS), 3)
    check_values("places", read[:, :, :2], markers, PX)
    return f"{len(times)} rows"


def trc_data_reader(recording: Recording) -> str:
    times, markers = rows_with_a_marker(recording)
    data = trc.TRCData()
    data.load(recording.file("markers.trc"))
    check("names", data["Markers"], list(MARKERS))
    check("rows", len(data["Frame#"]), len(times))
    check_values("times", np.array(data["Time"]), times, 1e-4)
    read = np.stack([np.array(data[name]) for name in MARKERS], axis=1)
    check_values("places", read[:, :, :2], markers, PX)
    return f"{len(times)} rows"


def knee_deg(recording: Recording, side: str) -> np.ndarray:
    hip, knee, ankle = (recording.marker(f"{side}_{joint}") for joint in ["hip", "knee", "ankle"])
    thigh, shank = hip - knee, ankle - knee
    cos = np.sum(thigh * shank, axis=1) / np.linalg.norm(thigh, axis=1) / np.linalg.norm(shank, axis=1)
    return 180 - np.degrees(np.arccos(np.clip(cos, -1, 1)))


ANGLES = [f"{side}_{joint}" for joint in ["ankle", "knee", "hip", "elbow"] for side in ["right", "left"]] + ["trunk"]


def opensim_storage(recording: Recording) -> str:
    times = recording.frames["time_s"].to_numpy()
    storage = opensim.Storage(recording.file("angles.mot"))
    labels = storage.getColumnLabels()
    names = [labels.get(k) for k in range(labels.getSize())]
    check("names", names, ["time", *ANGLES])
    check("rows", storage.getSize(), len(times))
    check("degrees", storage.isInDegrees(), True)
    rows = [storage.getStateVector(k) for k in range(storage.getSize())]
    check_values("times", np.array([row.getTime() for row in rows]), times, 1e-4)
    for side in ["right", "left"]:
        column = ANGLES.index(f"{side}_knee")
        read = np.array([row.getData().get(column) for row in rows])
        check_values(f"{side} knee", read, knee_deg(recording, side), DEG)
    return f"{len(times)} rows"


def opensim_table(recording: Recording) -> str:
    times = recording.frames["time_s"].to_numpy()
    table = opensim.TimeSeriesTable(recording.file("angles.mot"))
    check("names", list(table.getColumnLabels()), ANGLES)
    check("rows", table.getNumRows(), len(times))
    for side in ["right", "left"]:
        read = table.getDependentColumn(f"{side}_knee").to_numpy().copy()
        check_values(f"{side} knee", read, knee_deg(recording, side), DEG)
    return f"{len(times)} rows"


@dataclasses.dataclass
class Reader:
    """A public program that reads one kind of file, and what it must give."""

    name: str
    ending: str
    read: Callable[[Recording], str]


READERS = [
    Reader(f"opensim {version('opensim')} TimeSeriesTableVec3", "markers.trc", opensim_trc),
    Reader(f"trc-data-reader {version('trc-data-reader')}", "markers.trc", trc_data_reader),
    Reader(f"opensim {version('opensim')} Storage", "angles.mot", opensim_storage),
    Reader(f"opensim {version('opensim')} TimeSeriesTable", "angles.mot", opensim_table),
]
# Options of `formcheck export`.
FILES = {"--frames-csv": "frames.csv", "--trc": "markers.trc", "--mot": "angles.mot"}


def log_header(formcheck: str, log: pathlib.Path) -> dict:
    """The first line of a pose log; stored ones are not compressed or begin with zstd's magic number."""
    raw = log.read_bytes()
    if raw.startswith(b"\x28\xb5\x2f\xfd"):
        raw = subprocess.run(["zstd", "-dc", log], check=True, capture_output=True).stdout
    return json.loads(raw.split(b"\n", 1)[0])


def recordings(formcheck: str, folder: pathlib.Path, wanted: list[str]) -> Iterator[Recording]:
    for log in sorted(POSES.glob("*/*.poses")):
        header = log_header(formcheck, log)
        name = pathlib.Path(header["video"]).stem
        if wanted and name not in wanted:
            continue
        options = [part for option, ending in FILES.items() for part in (option, folder / f"{name}.{ending}")]
        done = subprocess.run([formcheck, "export", log, *options], capture_output=True, text=True, check=False)
        # 4: nothing to judge in it. Its files are written all the same.
        if done.returncode not in (0, 4):
            raise SystemExit(f"{name} cannot be exported: {done.stderr}")
        yield Recording(name, folder, header["height"], pd.read_csv(folder / f"{name}.frames.csv"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formcheck", help="the program")
    parser.add_argument("samples", nargs="*", help="only these samples")
    args = parser.parse_args()
    opensim.Logger.setLevelString("Off")
    results: dict[str, list[bool]] = {reader.name: [] for reader in READERS}
    print(f"| {'reader':34} | {'file':46} | read |")
    print(f"|{'-' * 36}|{'-' * 48}|------|")
    with tempfile.TemporaryDirectory() as folder:
        for recording in recordings(args.formcheck, pathlib.Path(folder), args.samples):
            for reader in READERS:
                try:
                    said = f"ok, {reader.read(recording)}"
                except Exception as error:  # Whatever a reader raises is its answer.
                    said = f"FAILED: {str(error).strip().splitlines()[0] if str(error).strip() else repr(error)}"
                results[reader.name].append(said.startswith("ok"))
                print(f"| {reader.name:34} | {recording.name + '.' + reader.ending:46} | {said} |", flush=True)
    print()
    for name, each in results.items():
        print(f"{name}: {sum(each)} of {len(each)} files read whole")
    passed = sum(map(sum, results.values()))
    failed = sum(map(len, results.values())) - passed
    print(f"readers: {passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
