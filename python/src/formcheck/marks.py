"""Marks: what persons say of a session against what the program says, from `marks.toml` in its folder."""

import os
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

COLUMNS = ["by", "at", "kind", "rep", "start_s", "time_s", "fault", "text"]


def read_marks(folder: str | os.PathLike[str]) -> pd.DataFrame:
    """Reads the marks of a session's folder, one row each; no row where none were made.

    `kind` is `not_a_repetition`, `note`, `disagrees` or `overlooked`. `rep` counts from 1, as in the tables of reports.
    """
    path = Path(folder) / "marks.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {"schema": 1}
    if data.get("schema") != 1:
        raise ValueError(f"marks of another version ({data.get('schema')!r}): {path}")
    table = pd.DataFrame(data.get("marks", []), columns=COLUMNS).astype({"rep": "Int64"})
    table["rep"] += 1
    return table
