#!/usr/bin/env bash
# Sports2D's `.trc` file in pixels states metres: the header's Units is "m" in the `_px` file, too, so that a reader that
# believes it takes a person for hundreds of metres tall.
#
# Packages   sports2d 0.8.34 (PyPI, without its pose models; pandas 2.3.3)
# Expected   Units names the unit of the coordinates, or the pixel file states none
# Behaviour  process.py writes both files, in pixels and in metres, by one function, and that function writes "m" always
# Seen       a marker at (640, 360) px in a file with Units m
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
{
    venv/bin/pip install --quiet --disable-pip-version-check pandas==2.3.3 &&
        venv/bin/pip install --quiet --disable-pip-version-check --no-deps sports2d==0.8.34
} 2>pip.log || {
    cat pip.log >&2
    exit 2
}
cat >look.py <<'PY'
# The module itself opens plots and loads pose models when it is imported; its writer needs neither, and is compiled alone.
import ast
import pathlib
import sysconfig

import pandas as pd

source = pathlib.Path(sysconfig.get_path("purelib"), "Sports2D", "process.py").read_text(encoding="utf-8")
tree = ast.parse(source)
writer = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "make_trc_with_trc_data")
names = {}
exec(compile(ast.Module([writer], []), "process.py", "exec"), names)

# Both kinds of file go through it: one call is followed by a message about pixels.
calls = [number for number, line in enumerate(source.splitlines()) if line.strip().startswith("make_trc_with_trc_data(")]
lines = source.splitlines()
in_px = [number for number in calls if "Pose in pixels saved" in lines[number + 1]]
print("calls", len(calls), "of which for pixels", len(in_px))

frames = pd.DataFrame([[0.0, 640.0, 360.0, 0.0], [0.04, 641.0, 361.0, 0.0]], columns=["time", "Hip", "Hip", "Hip"])
names["make_trc_with_trc_data"](frames, "walk_px_person00.trc", fps=25)
header = pathlib.Path("walk_px_person00.trc").read_text().splitlines()
units = dict(zip(header[1].split("\t"), header[2].split("\t")))["Units"]
print("Units", units, "- first row", header[5].split("\t"))
raise SystemExit(0 if units == "m" and in_px else 1)
PY
venv/bin/python look.py || {
    echo "changed: pixel files are written in another way, or state another unit" >&2
    exit 1
}
echo "as described: pixels, stated as metres"
