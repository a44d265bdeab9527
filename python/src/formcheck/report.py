"""Reports of `formcheck score --format json`, and batches of them."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

SCHEMAS = ("formcheck.report/1", "formcheck.report/2", "formcheck.report/3")
RESULT = "formcheck.result/1"

# Columns of tables that may have no row: they are there all the same.
REP = [
    "exercise", "side", "variant", "set", "start_s", "peak_start_s", "peak_end_s", "end_s", "score", "confidence",
]  # fmt: skip
READING = ["rep", "reading", "value", "error"]
FINDING = [
    "rep", "fault", "reading", "unit", "error", "severity", "fine", "bad", "from_s", "to_s", "cost", "source", "cue",
]  # fmt: skip
NOT_JUDGED = ["rep", "fault", "code", "why"]
MOVEMENT = ["start_s", "end_s", "exercise", "side", "reason", "code", "why"]


class ReportError(ValueError):
    """The file is no report of a known version."""


@dataclass(frozen=True)
class Report:
    """A report. `data` is the whole of it, as the JSON schema describes it; the rest are tables from it."""

    data: dict[str, Any]

    @property
    def video(self) -> str:
        return str(self.data["video"])

    @property
    def score(self) -> float | None:
        """0–100, or None where nothing is scored."""
        return None if self.data["score"] is None else float(self.data["score"])

    @property
    def refusal(self) -> dict[str, Any] | None:
        """Why nothing is scored, if so."""
        return self.data["refusal"]  # type: ignore[no-any-return]

    @property
    def reps(self) -> pd.DataFrame:
        """One row per repetition, numbered from 1 in the index."""
        rows = [{key: rep[key] for key in REP} for rep in self.data["reps"]]
        return pd.DataFrame(rows, columns=REP, index=pd.RangeIndex(1, len(rows) + 1, name="rep"))

    @property
    def readings(self) -> pd.DataFrame:
        """One row per repetition and reading at its top: rep, reading, value, error (holds 9 of 10 readings)."""
        rows = [
            (number, name, reading["value"], reading["error"])
            for number, rep in self._reps()
            for name, reading in rep["measures"].items()
        ]
        return pd.DataFrame(rows, columns=READING)

    @property
    def findings(self) -> pd.DataFrame:
        """One row per fault; `rep` is missing for a fault of a set."""
        found: list[tuple[int | None, dict[str, Any]]] = [(None, finding) for finding in self.data["findings"]]
        found = [(number, finding) for number, rep in self._reps() for finding in rep["findings"]] + found
        rows = [{"rep": number, **finding, **finding["limit"]} for number, finding in found]
        return pd.DataFrame(rows, columns=FINDING).astype({"rep": "Int64"})

    @property
    def not_judged(self) -> pd.DataFrame:
        """One row per fault that could not be judged, with the reason; `rep` is missing for a fault of a set."""
        found = [{"rep": number, **_said(entry)} for number, rep in self._reps() for entry in rep["not_judged"]]
        found += [{"rep": None, **_said(entry)} for entry in self.data["not_judged"]]
        return pd.DataFrame(found, columns=NOT_JUDGED).astype({"rep": "Int64"})

    @property
    def not_counted(self) -> pd.DataFrame:
        """Movements that were seen and did not count; `reason` is `partial` for repetitions that were seen in part."""
        rows = [_said(entry) for entry in self.data.get("not_counted", [])]
        rows += [{"reason": "partial", **_said(partial)} for partial in self.data["partial_reps"]]
        return pd.DataFrame(rows, columns=MOVEMENT).sort_values("start_s", ignore_index=True)

    def _reps(self) -> Iterator[tuple[int, dict[str, Any]]]:
        return iter(enumerate(self.data["reps"], start=1))


def read_report(path: str | os.PathLike[str]) -> Report:
    """Reads a report: of `score --format json`, of `export --json`, or `report.json` of a session."""
    return _report(_json(Path(path).read_text(encoding="utf-8"), str(path)), str(path))


def read_batch(path: str | os.PathLike[str]) -> tuple[pd.DataFrame, dict[str, Report]]:
    """Reads `results.jsonl` of `score --batch`, or several joined ones.

    Returns one row per recording (path, status, score, refusal, error, sha256), and the reports by path.
    """
    rows: list[dict[str, Any]] = []
    reports: dict[str, Report] = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            where = f"{path}, line {number}"
            result = _json(line, where)
            if result.get("schema") != RESULT:
                raise ReportError(f"no line of a batch: {where}")
            report = None if result["report"] is None else _report(result["report"], where)
            if report is not None:
                reports[result["path"]] = report
            refusal = None if report is None else report.refusal
            rows.append(
                {
                    "path": result["path"],
                    "status": result["status"],
                    "score": None if report is None else report.score,
                    "refusal": None if refusal is None else refusal["reason"],
                    "error": None if result["error"] is None else result["error"]["message"],
                    "sha256": result["input"]["sha256"],
                }
            )
    return pd.DataFrame(rows, columns=["path", "status", "score", "refusal", "error", "sha256"]), reports


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    """Splits `why` into code and English text; older reports have the text alone."""
    why = entry["why"]
    said = {"code": None, "why": why} if isinstance(why, str) else {"code": why["code"], "why": why["text"]}
    return {**entry, **said}


def _json(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ReportError(f"no JSON ({error}): {where}") from error
    if not isinstance(value, dict):
        raise ReportError(f"no JSON object: {where}")
    return value


def _report(data: dict[str, Any], where: str) -> Report:
    if data.get("schema") not in SCHEMAS:
        raise ReportError(f"no report, or one of a newer version ({data.get('schema')!r}): {where}")
    return Report(data)
