#!/usr/bin/env bash
# SVOX Pico, wrapped for Python, speaks the same sentence with other samples once a process has spoken before.
#
# Packages   py-nanotts 0.1.1 (PyPI)
# Expected   a synthesiser without randomness gives the same bytes for the same text, voice, speed and pitch
# Behaviour  what it gives depends on what the process spoke before, a new NanoTTS() included; a process for each sentence gives the
#            same every time. So a clip of many that are rendered in a loop cannot be rendered again alone
# Seen       "hold 7" first, then twice after another sentence: two hashes; three processes that speak it first: one hash
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check py-nanotts==0.1.1 2>pip.log || {
    cat pip.log >&2
    exit 2
}
cat >speak.py <<'PY'
import hashlib
import sys

import py_nanotts


def speak(text):
    return py_nanotts.NanoTTS().speak(text, voice="en-US", speed=1.0, pitch=0.8)


for _ in range(int(sys.argv[1])):
    print(hashlib.sha256(speak("hold 7")).hexdigest()[:16])
    speak("Lie down on your back and keep still.")
PY
together=$(venv/bin/python speak.py 3)
alone=$(for _ in 1 2 3; do venv/bin/python speak.py 1; done)
# shellcheck disable=SC2086  # one hash a word
echo "in one process:" $together "; each in its own:" $alone
if [ "$(sort -u <<<"$together" | wc -l)" -eq 1 ]; then
    echo "changed: later calls of a process are like the first" >&2
    exit 1
fi
if [ "$(sort -u <<<"$alone" | wc -l)" -ne 1 ]; then
    echo "changed: processes of their own differ, too" >&2
    exit 1
fi
echo "as described: only the first call of a process can be repeated"
