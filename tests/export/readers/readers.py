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

import c3d
import ezc3d
import numpy as np
import opensim
import pandas as pd
import trc
import zstandard

ROOT = pathlib.Path(__file__).parents[3]
POSES = ROOT / "tests/fixtures/poses"
# As in src/io/export/opensim.rs: the marker of each joint.
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
    # From the log: the table of frames rounds times to 0.1 ms.
    times: np.ndarray
    frames: pd.DataFrame

    @property
    def label(self) -> str:
        return "".join(c for c in self.name if c.isalnum())

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


MODEL = ["pelvis_tilt"] + [f"{angle}_{side}" for angle in ["hip_flexion", "knee_angle", "ankle_angle"] for side in "rl"]
ARMS = [f"{angle}_{side}" for angle in ["arm_flex", "elbow_flex"] for side in "rl"]


def model_coordinates(recording: Recording, model: str, names: list[str], bent: int) -> str:
    """Coordinates by the names of a model; a knee is bent to this sign, and a straight one may go a little beyond."""
    times = recording.frames["time_s"].to_numpy()
    table = opensim.TimeSeriesTable(recording.file(f"{model}.mot"))
    check("names", list(table.getColumnLabels()), names)
    check("rows", table.getNumRows(), len(times))
    for side in ["right", "left"]:
        read = table.getDependentColumn(f"knee_angle_{side[0]}").to_numpy().copy()
        check_values(f"{side} knee", np.abs(read), knee_deg(recording, side), DEG)
        seen = read[~np.isnan(read)]
        check(f"{side} knees bent the wrong way", int(np.sum(bent * seen < -20)), 0)
    return f"{len(times)} rows"


def gait2392(recording: Recording) -> str:
    return model_coordinates(recording, "gait2392", MODEL, -1)


def rajagopal(recording: Recording) -> str:
    return model_coordinates(recording, "rajagopal", MODEL + ARMS, 1)


def filled_trc(recording: Recording) -> str:
    """With gaps filled, what was seen stays, and no gap of up to the stated length is left."""
    table = opensim.TimeSeriesTableVec3(recording.file("filled.trc"))
    times = np.array(table.getIndependentColumn())
    flat = table.flatten()
    read = flat.getMatrix().to_numpy().copy().reshape(len(times), len(MARKERS), 3)[:, :, :2]
    rows = np.searchsorted(recording.times + 1e-5, times)
    wanted = recording.markers()[rows]
    is_seen = ~np.isnan(wanted)
    check_values("places that were seen", np.where(is_seen, read, 0), np.where(is_seen, wanted, 0), PX)
    n_filled = 0
    for marker in range(len(MARKERS)):
        known = np.flatnonzero(~np.isnan(read[:, marker, 0]))
        steps, missing = np.diff(times[known]), np.diff(known) > 1
        check("gaps of up to half a second that are left", int(np.sum(missing & (steps < 0.499))), 0)
        n_filled += len(known) - int(np.sum(is_seen[:, marker, 0]))
    return f"{len(times)} rows, {n_filled} places filled"


def points_of_all_frames(recording: Recording) -> np.ndarray:
    """Markers on the file's grid of times: a frame that has no picture is unseen."""
    times = recording.times
    frames = np.rint((times - times[0]) * rate_hz(recording)).astype(int)
    points = np.full((frames[-1] + 1, len(MARKERS), 2), np.nan)
    points[frames] = recording.markers()
    return points


def rate_hz(recording: Recording) -> float:
    return 1 / float(np.median(np.diff(recording.times)))


def check_c3d(names: list[str], rate: float, unit: str, points: np.ndarray, recording: Recording) -> str:
    wanted = points_of_all_frames(recording)
    check("names", names, list(MARKERS))
    check("unit", unit, "px")
    if abs(rate - rate_hz(recording)) > 0.01:
        raise Fault(f"rate: {rate}, wanted {rate_hz(recording)}")
    check_values("places", points, wanted, PX)
    return f"{len(wanted)} rows"


def read_ezc3d(recording: Recording) -> str:
    file = ezc3d.c3d(recording.file("markers.c3d"))
    point = file["parameters"]["POINT"]
    names, unit = point["LABELS"]["value"], point["UNITS"]["value"][0]
    points = file["data"]["points"][:2].transpose(2, 1, 0)
    is_unseen = (file["data"]["meta_points"]["residuals"][0] < 0).T
    check("NaN where the residual is -1", bool(np.all(np.isnan(points).any(axis=2) == is_unseen)), True)
    return check_c3d(names, point["RATE"]["value"][0], unit, points, recording)


def read_c3d(recording: Recording) -> str:
    with open(recording.file("markers.c3d"), "rb") as handle:
        reader = c3d.Reader(handle)
        names = [name.strip() for name in reader.point_labels]
        rows = np.stack([points for _, points, _ in reader.read_frames()])
        unit = reader.get("POINT:UNITS").string_value
        points = rows[:, :, :2].astype(float)
        points[rows[:, :, 3] == -1] = np.nan
        return check_c3d(names, reader.point_rate, unit, points, recording)


def read_c3d_by_trc(recording: Recording) -> str:
    data = trc.TRCData()
    data.import_from(recording.file("markers.c3d"))
    points = np.array([data[frame][1] for frame in data["Frame#"]])[:, :, :2]
    return check_c3d(data["Markers"], data["DataRate"], data["Units"], points, recording)


# Places in BODY_25 of the joints that have one: OpenPose, doc/02_output.md.
BODY_25 = {
    "nose": 0, "right_shoulder": 2, "right_elbow": 3, "right_wrist": 4, "left_shoulder": 5, "left_elbow": 6,
    "left_wrist": 7, "right_hip": 9, "right_knee": 10, "right_ankle": 11, "left_hip": 12, "left_knee": 13,
    "left_ankle": 14, "right_ear": 17, "left_ear": 18, "left_toe": 19, "left_heel": 21, "right_toe": 22,
    "right_heel": 24,
}


def read_openpose(recording: Recording) -> str:
    """As users of OpenPose read it: all files in the order of their names, `json` and three numbers a key point."""
    files = sorted(pathlib.Path(recording.file("openpose")).iterdir())
    check("files", len(files), len(recording.frames))
    read = np.full((len(files), 25, 3), np.nan)
    for k, file in enumerate(files):
        for person in json.loads(file.read_text())["people"][:1]:
            read[k] = np.array(person["pose_keypoints_2d"]).reshape(25, 3)
    read[~(read[:, :, 2] > 0)] = np.nan
    for joint, place in BODY_25.items():
        wanted = recording.frames[[f"{joint}_x_px", f"{joint}_y_px"]].to_numpy()
        check_values(joint, read[:, place, :2], wanted, PX)
    return f"{len(files)} files"


def read_bids(recording: Recording) -> str:
    """What the validator lets pass: a header row, px, and empty cells; and the places, at one scale to those in px."""
    (motion,) = recording.folder.glob(f"bids/sub-{recording.label}/motion/*_motion.tsv")
    stem = str(motion).removesuffix("motion.tsv")
    channels = pd.read_csv(f"{stem}channels.tsv", sep="\t", keep_default_na=False)
    sidecar = json.loads(pathlib.Path(f"{stem}motion.json").read_text())
    text = motion.read_text()
    rows = [line.split("\t") for line in text.splitlines()]
    check("rows", len(rows), len(recording.frames))
    check("cells of each row", {len(row) for row in rows}, {len(channels)})
    check("cells that are empty", sum(cell == "" for row in rows for cell in row), 0)
    check("channels", [sidecar["MotionChannelCount"], sidecar["POSChannelCount"]], [len(channels), 2 * len(MARKERS)])
    check("units", sorted(set(channels["units"])), ["m", "s"])
    check("points", list(dict.fromkeys(channels["tracked_point"]))[1:], list(MARKERS))
    # A header row is no number, and fails here.
    values = np.array([[float("nan") if cell == "n/a" else float(cell) for cell in row] for row in rows])
    check_values("times", values[:, 0], recording.times - recording.times[0], 1e-5)
    places = values[:, 1:].reshape(len(rows), len(MARKERS), 2)
    wanted = recording.markers()
    scale = np.nanmedian(places / wanted)
    check_values("places", places / scale, wanted, PX)
    return f"{len(rows)} rows, {1000 * scale:.2f} mm a px"


def validate_bids(folder: pathlib.Path) -> str:
    """The official validator on the dataset of all recordings; its advice is no error."""
    validator = pathlib.Path(sys.executable).parent / "bids-validator-deno"
    command = [validator, folder / "bids", "--format", "json", "--max-rows", "-1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    issues = json.loads(done.stdout)["issues"]["issues"]
    errors = [f"{it['code']} {it.get('subCode', '')} {it.get('location', '')}" for it in issues if it["severity"] == "error"]
    check("errors", errors, [])
    listed = pd.read_csv(folder / "bids/participants.tsv", sep="\t")["participant_id"]
    check("participants, each once", len(listed), listed.nunique())
    return f"{len(listed)} participants"


def read_tidy(recording: Recording) -> str:
    table = pd.read_csv(recording.file("readings.csv"))
    report = json.loads(pathlib.Path(recording.file("report.json")).read_text())
    for number, rep in enumerate(report["reps"], start=1):
        rows = table[(table["rep"] == number) & (table["kind"] == "measure")].set_index("reading")
        check("readings", sorted(rows.index), sorted(rep["measures"]))
        for name, reading in rep["measures"].items():
            check(name, [rows.at[name, "value"], rows.at[name, "error"]], [reading["value"], reading["error"]])
    counted = table["rep"].nunique()
    check("repetitions", counted, len(report["reps"]))
    return f"{len(table)} rows, {counted} repetitions"


def read_curves(recording: Recording) -> str:
    report = json.loads(pathlib.Path(recording.file("report.json")).read_text())
    file = pathlib.Path(recording.file("curves.csv"))
    if not file.exists():
        check("repetitions with joint measures", [rep for rep in report["reps"] if rep["exercise"] != "pelvic_tilt"], [])
        return "no curves: no repetition with measures of joints"
    table = pd.read_csv(file)
    for _, curve in table.groupby(["exercise", "side", "measure"]):
        check("percents", list(curve["percent"]), list(range(101)))
    return f"{len(table)} rows"


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
    Reader(f"opensim {version('opensim')} TimeSeriesTable", "gait2392.mot", gait2392),
    Reader(f"opensim {version('opensim')} TimeSeriesTable", "rajagopal.mot", rajagopal),
    Reader(f"opensim {version('opensim')} TimeSeriesTableVec3", "filled.trc", filled_trc),
    Reader(f"ezc3d {version('ezc3d')}", "markers.c3d", read_ezc3d),
    Reader(f"c3d {version('c3d')}", "markers.c3d", read_c3d),
    Reader(f"trc-data-reader {version('trc-data-reader')} import_from", "markers.c3d", read_c3d_by_trc),
    Reader("json of Python", "openpose", read_openpose),
    Reader("json and pandas, by hand", "bids", read_bids),
    Reader(f"pandas {version('pandas')} readings", "readings.csv", read_tidy),
    Reader(f"pandas {version('pandas')} curves", "curves.csv", read_curves),
]


VALIDATOR = f"bids-validator-deno {version('bids-validator-deno')}"


def read_log(log: pathlib.Path) -> tuple[dict, np.ndarray]:
    """The header of a pose log, and the times of its samples in s."""
    with log.open("rb") as file:
        lines = zstandard.ZstdDecompressor().stream_reader(file).read().splitlines()
    return json.loads(lines[0]), np.array([json.loads(line)["t"] / 1e9 for line in lines[1:-1]])


def export(formcheck: str, log: pathlib.Path, options: list) -> None:
    done = subprocess.run([formcheck, "export", log, *options], capture_output=True, text=True, check=False)
    # 4: nothing to judge in it. Its files are written all the same.
    if done.returncode not in (0, 4):
        raise SystemExit(f"{log.name} cannot be exported: {done.stderr}")


def recordings(formcheck: str, folder: pathlib.Path, wanted: list[str]) -> Iterator[Recording]:
    for log in sorted(POSES.glob("*/*.poses")):
        header, times = read_log(log)
        name = pathlib.Path(header["video"]).stem
        if wanted and name not in wanted:
            continue
        # Exported files are named after the log.
        named = folder / f"{name}.poses"
        named.write_bytes(log.read_bytes())
        export(formcheck, named, ["--to", folder, "--openpose", folder / f"{name}.openpose"])
        filled = ["--trc", folder / f"{name}.filled.trc", "--fill-gaps", "0.5"]
        export(formcheck, named, ["--mot", folder / f"{name}.gait2392.mot", "--mot-model", "gait2392", *filled])
        export(formcheck, named, ["--mot", folder / f"{name}.rajagopal.mot", "--mot-model", "rajagopal"])
        label = "".join(c for c in name if c.isalnum())
        export(formcheck, named, ["--bids", folder / "bids", "--subject", label, "--height-cm", "175"])
        yield Recording(name, folder, header["height"], times, pd.read_csv(folder / f"{name}.frames.csv"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formcheck", help="the program")
    parser.add_argument("samples", nargs="*", help="only these samples")
    args = parser.parse_args()
    opensim.Logger.setLevelString("Off")
    results: dict[str, list[bool]] = {f"{reader.name}, {reader.ending}": [] for reader in READERS}
    print(f"| {'reader':34} | {'file':46} | read |")
    print(f"|{'-' * 36}|{'-' * 48}|------|")
    with tempfile.TemporaryDirectory() as folder:
        for recording in recordings(args.formcheck, pathlib.Path(folder), args.samples):
            for reader in READERS:
                try:
                    said = f"ok, {reader.read(recording)}"
                except Exception as error:  # Whatever a reader raises is its answer.
                    said = f"FAILED: {str(error).strip().splitlines()[0] if str(error).strip() else repr(error)}"
                results[f"{reader.name}, {reader.ending}"].append(said.startswith("ok"))
                print(f"| {reader.name:34} | {recording.name + '.' + reader.ending:46} | {said} |", flush=True)
        if any(results[f"{reader.name}, {reader.ending}"] for reader in READERS):
            results[VALIDATOR] = [True]
            try:
                said = f"ok, {validate_bids(pathlib.Path(folder))}"
            except Exception as error:
                said, results[VALIDATOR] = f"FAILED: {error}", [False]
            print(f"| {VALIDATOR:34} | {'bids':46} | {said} |")
    print()
    for name, each in results.items():
        print(f"{name}: {sum(each)} of {len(each)} files read whole")
    passed = sum(map(sum, results.values()))
    failed = sum(map(len, results.values())) - passed
    print(f"readers: {passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
