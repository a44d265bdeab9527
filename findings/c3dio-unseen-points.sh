#!/usr/bin/env bash
# c3dio makes points that a C3D file marks as unseen into seen ones when it writes the file again.
#
# Packages   c3dio 0.8.0 (crates.io, the newest on 2026-11-30); ezc3d 1.7.2 and numpy 2.3.5 (PyPI) make the file and read both
# Expected   C3D marks a point that was not seen by a negative fourth word (residual −1). A library that loads a file and
#            writes it unchanged keeps the mark
# Behaviour  in files of floating point c3dio packs camera bits and residual into a 16-bit number and turns that into a float:
#            the sign is lost, and −1 becomes 32767. Readers then take the point for seen, at the place stored with it
# Seen       residuals before [0.0, -1.0, 0.0], after [0.0, 32767.0, 0.0]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ezc3d==1.7.2 numpy==2.3.5 2>pip.log || {
    cat pip.log >&2
    exit 2
}
cat >make.py <<'PY'
import ezc3d
import numpy as np

file = ezc3d.c3d()
file["parameters"]["POINT"]["RATE"]["value"] = [100]
file["parameters"]["POINT"]["LABELS"]["value"] = ("knee",)
points = np.ones((4, 1, 3))
points[:3, 0, 1] = np.nan
file["data"]["points"] = points
file["data"]["meta_points"]["residuals"] = np.array([[[0.0, -1.0, 0.0]]])
file.write("made.c3d")
PY
cat >look.py <<'PY'
import struct
import sys

data = open(sys.argv[1], "rb").read()
first = 512 * (struct.unpack_from("<h", data, 16)[0] - 1)
print([struct.unpack_from("<f", data, first + 16 * frame + 12)[0] for frame in range(3)])
PY
venv/bin/python make.py
before=$(venv/bin/python look.py made.c3d)

mkdir -p again/src
cat >again/Cargo.toml <<'TOML'
[package]
name = "again"
version = "0.1.0"
edition = "2021"

[dependencies]
c3dio = "=0.8.0"
TOML
cat >again/src/main.rs <<'RUST'
fn main() {
    let file = c3dio::C3d::load("made.c3d").expect("the file is read");
    file.write("again.c3d").expect("the file is written");
}
RUST
cargo build --quiet --manifest-path again/Cargo.toml
again/target/debug/again
after=$(venv/bin/python look.py again.c3d)

echo "residuals before $before, after $after"
venv/bin/python - "$before" "$after" <<'PY'
import ast
import sys

before, after = (ast.literal_eval(text) for text in sys.argv[1:])
if not (before[1] < 0 < after[1] and after[0] >= 0 and after[2] >= 0):
    sys.exit("changed: the mark of an unseen point is kept, or lost in another way")
PY
echo "as described: c3dio 0.8.0 writes an unseen point as a seen one"
