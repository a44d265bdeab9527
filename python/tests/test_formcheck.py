"""Reads files of the project's tests, and holds tables against its schemas."""

import json
import pathlib

import formcheck
import jsonschema
import numpy as np
import pytest
import zstandard
from formcheck.report import FINDING, MOVEMENT, NOT_JUDGED, REP

ROOT = pathlib.Path(__file__).parents[2]
# Every fourth stored log, of rendered and of filmed people: all would take a minute.
LOGS = sorted((ROOT / "tests/fixtures").glob("**/*.poses"))[::4]
SCHEMA = json.loads((ROOT / "tests/report.schema.json").read_text())
REPORT = ROOT / "tests/fixtures/history/v1/sittings/2026-03-01T18-30-05-hip_bridge/report.json"


def said(text: str) -> dict[str, object]:
    """A statement of the rules without a code of its own."""
    return {"code": "free", "values": {}, "text": text}


def rep(**changes: object) -> dict[str, object]:
    """A repetition with one fault and one that was not judged."""
    finding = {
        "fault": "hips_low", "reading": 160.0, "unit": "deg", "error": 9.0, "severity": 0.5,
        "limit": {"fine": 170.0, "bad": 150.0}, "from_s": 2.0, "to_s": 3.0, "cost": 12.5, "source": "s", "cue": "c",
    }  # fmt: skip
    return {
        "start_s": 1.0, "peak_start_s": 2.0, "peak_end_s": 3.0, "end_s": 4.0, "score": 87.5,
        "exercise": "hip_bridge", "confidence": 0.9, "set": 0, "side": "both", "variant": "both_legs",
        "findings": [finding], "not_judged": [{"fault": "feet_far", "why": said("hidden")}],
        "measures": {"knee_deg": {"value": 91.0, "error": 8.0}, "hold_s": {"value": 1.0, "error": 0.2}},
    } | changes  # fmt: skip


def report(**changes: object) -> dict[str, object]:
    """A report that fits the schema."""
    return {
        "schema": "formcheck.report/3", "video": "a.mp4", "recorded_at": None, "session": None, "exercise": "auto",
        "score": 87.5, "score_leaves_out": [], "reps": [rep(), rep(start_s=5.0, end_s=9.0, score=None)],
        "findings": [], "not_judged": [{"fault": "too_fast", "why": said("gap")}], "sets": [],
        "partial_reps": [{"start_s": 10.0, "end_s": 12.0, "why": said("hidden")}],
        "not_counted": [{"start_s": 0.2, "end_s": 0.9, "exercise": "hip_bridge", "side": "both",
                         "reason": "too_small", "why": said("small")}],
        "coverage": 1.0, "view": {"side_on": True, "yaw_deg": 1.0, "person_px": 300.0, "warnings": []}, "notes": [],
        "refusal": None, "timing": None, "backend": "tract", "model": {"name": "full", "sha256": "0" * 64},
        "rules_version": 4,
    } | changes  # fmt: skip


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem[:20])
def test_a_stored_log_is_read_whole_and_in_its_units(path: pathlib.Path) -> None:
    log = formcheck.read_pose_log(path)
    raw = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True).read().splitlines()
    assert log.is_whole and len(log) == len(raw) - 2
    assert log.joints[0] == "nose" and len(log.joints) == 19
    assert np.all(np.diff(log.time_s) > 0)
    seen = ~np.isnan(log.confidence)
    assert np.all((log.confidence[seen] >= 0) & (log.confidence[seen] <= 1))
    lengths = np.linalg.norm(log.trunk[seen[:, 0]], axis=1)
    assert np.allclose(lengths, 1, atol=0.01)
    sample = json.loads(raw[6])
    if "k" in sample:
        assert log.xy_px[5].tolist() == [[x / 10, y / 10] for x, y, _, _ in sample["k"]]
        assert log.joint("nose")["confidence"][5] == sample["k"][0][3] / 100
    assert len(log.frames()) == 19 * len(log)


def test_unknown_is_nan_and_a_log_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: pathlib.Path) -> None:
    lines = zstandard.ZstdDecompressor().stream_reader(LOGS[0].open("rb")).read().splitlines(keepends=True)
    sample = {"t": 10**12, "b": 1000, "cut": True, "z": 2000, "p": [["pelvis", 1500, -500, 900]]}
    path = tmp_path / "a.poses"
    path.write_bytes(b"".join(lines[:4]) + json.dumps(sample).encode() + b"\n" + lines[4][:50])
    log = formcheck.read_pose_log(path)
    assert (len(log), log.is_whole, log.warnings) == (4, False, ["the pose log ends early"])
    assert np.all(np.isnan(log.xy_px[3])) and np.isnan(log.n_people[3]) and log.is_cut.tolist() == [False] * 3 + [True]
    assert (log.time_s[3], log.brightness[3], log.camera_zoom[3]) == (1000.0, 100.0, 1.002)
    assert log.patches.values.tolist() == [[3, 1000.0, "pelvis", 1.5, -0.5, 0.9]]


@pytest.mark.parametrize("text", ["", "{}\n", '{"schema":"formcheck.poses/2"}\n', "x" * 70_000])
def test_what_is_no_log_is_refused(tmp_path: pathlib.Path, text: str) -> None:
    path = tmp_path / "a.poses"
    path.write_text(text)
    with pytest.raises(formcheck.PoseLogError):
        formcheck.read_pose_log(path)


def test_the_made_up_report_fits_the_schema() -> None:
    jsonschema.validate(report(), SCHEMA)


def test_tables_have_a_column_for_every_field_of_the_schema() -> None:
    fields = {name: set(entry["properties"]) for name, entry in SCHEMA["$defs"].items() if "properties" in entry}
    assert set(REP) == fields["rep"] - {"findings", "not_judged", "measures"}
    assert set(FINDING) == fields["finding"] - {"limit"} | {"rep", "fine", "bad"}
    assert set(NOT_JUDGED) == fields["not_judged"] | {"rep", "code"}
    assert set(MOVEMENT) == fields["not_counted"] | {"code"}


def test_a_report_becomes_tables(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report()))
    read = formcheck.read_report(path)
    assert read.score == 87.5 and list(read.reps.index) == [1, 2]
    assert read.reps["start_s"].tolist() == [1.0, 5.0] and np.isnan(read.reps["score"][2])
    assert read.readings.values.tolist()[:2] == [[1, "knee_deg", 91.0, 8.0], [1, "hold_s", 1.0, 0.2]]
    assert read.findings[["rep", "fault", "fine", "bad"]].values.tolist()[0] == [1, "hips_low", 170.0, 150.0]
    assert read.not_judged["rep"].isna().tolist() == [False, False, True]
    assert read.not_judged[["code", "why"]].values.tolist()[0] == ["free", "hidden"]
    assert read.not_counted["reason"].tolist() == ["too_small", "partial"]


def test_a_report_of_the_first_version_and_an_empty_one_are_read(tmp_path: pathlib.Path) -> None:
    assert isinstance(formcheck.read_report(REPORT).reps["score"].tolist(), list)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report(reps=[], not_judged=[], partial_reps=[], not_counted=[], score=None)))
    read = formcheck.read_report(path)
    assert read.score is None
    for table in [read.reps, read.readings, read.findings, read.not_judged, read.not_counted]:
        assert len(table) == 0 and len(table.columns) > 2
    path.write_text('{"schema": "formcheck.report/9"}')
    with pytest.raises(formcheck.ReportError, match="newer version"):
        formcheck.read_report(path)


def test_a_batch_is_a_row_per_recording(tmp_path: pathlib.Path) -> None:
    done = {"schema": "formcheck.result/1", "input": {"bytes": 1, "modified_s": 1, "sha256": "0" * 64},
            "judged_with": {}, "error": None}  # fmt: skip
    refusal = {"reason": "nobody", "message": "nobody is in view"}
    failed = {"kind": "input", "message": "the file is empty"}
    lines = [
        done | {"path": "a.mp4", "status": "scored", "report": report()},
        done | {"path": "b.mp4", "status": "refused", "report": report(score=None, refusal=refusal)},
        done | {"path": "c.mp4", "status": "failed", "report": None, "error": failed},
    ]
    path = tmp_path / "results.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    table, reports = formcheck.read_batch(path)
    assert table["status"].tolist() == ["scored", "refused", "failed"] and list(reports) == ["a.mp4", "b.mp4"]
    assert table["score"].tolist()[0] == 87.5 and np.isnan(table["score"].tolist()[1])
    assert (table["refusal"][1], table["error"][2]) == ("nobody", "the file is empty")


def test_marks_are_rows_with_repetitions_counted_from_one(tmp_path: pathlib.Path) -> None:
    assert len(formcheck.read_marks(tmp_path)) == 0
    (tmp_path / "marks.toml").write_text(
        'schema = 1\n[[marks]]\nby = "Anna"\nat = "2026-11-30T09:00:00+01:00"\nkind = "disagrees"\nrep = 0\n'
        'fault = "hips_low"\n[[marks]]\nby = "Anna"\nat = "2026-11-30T09:01:00+01:00"\nkind = "note"\ntext = "x"\n'
    )
    marks = formcheck.read_marks(tmp_path)
    assert marks["kind"].tolist() == ["disagrees", "note"]
    assert marks["rep"].tolist()[0] == 1 and marks["rep"].isna().tolist() == [False, True]


def test_a_report_of_the_second_version_has_words_and_no_codes(tmp_path: pathlib.Path) -> None:
    old = rep(not_judged=[{"fault": "feet_far", "why": "hidden"}])
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report(schema="formcheck.report/2", reps=[old], not_judged=[])))
    assert formcheck.read_report(path).not_judged.values.tolist() == [[1, "feet_far", None, "hidden"]]
