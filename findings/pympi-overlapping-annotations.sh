#!/usr/bin/env bash
# pympi-ling puts annotations that overlap on one tier, and lists time slots out of order, without a word.
#
# Packages   pympi-ling 1.70.2 (PyPI, the newest on 2026-11-30)
# Expected   annotations of a time-aligned tier follow one another: ELAN's editor lets no two of them overlap, and a slot without
#            a time takes its place from its neighbours in TIME_ORDER, which therefore is in order of time. A library that
#            refuses times that are no integers would refuse an overlap, too, or say so
# Behaviour  `add_annotation` accepts a second annotation that begins within the first; `to_file` writes both, and their
#            slots in the order in which they were made. Labels that a script derives from detections lose their count in ELAN
# Seen       overlap accepted: [(0, 1000, 'one'), (500, 1500, 'two')]; slots in the file: [0, 1000, 500, 1500];
#            a time of 500.5 ms: ValueError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pympi-ling==1.70.2 2>pip.log || {
    cat pip.log >&2
    exit 2
}
venv/bin/python - <<'PY'
import re
import sys

import pympi

file = pympi.Eaf()
file.add_tier("repetitions")
file.add_annotation("repetitions", 0, 1000, "one")
try:
    file.add_annotation("repetitions", 500, 1500, "two")
except ValueError as error:
    sys.exit(f"changed: an overlap is refused: {error}")
file.to_file("made.eaf")
kept = pympi.Eaf("made.eaf").get_annotation_data_for_tier("repetitions")
slots = [int(time) for time in re.findall(r'TIME_VALUE="(\d+)"', open("made.eaf", encoding="utf-8").read())]
print("overlap accepted:", kept, "slots in the file:", slots)
try:
    file.add_annotation("repetitions", 2000, 2500.5, "three")
    sys.exit("changed: a time that is no integer is accepted")
except ValueError as error:
    print("a time of 500.5 ms: ValueError:", error)
if sorted(kept) != [(0, 1000, "one"), (500, 1500, "two")] or slots == sorted(slots):
    sys.exit("changed: the overlap is not kept, or the slots are in order")
PY
echo "as described: pympi-ling 1.70.2 writes overlapping annotations and unordered time slots"
