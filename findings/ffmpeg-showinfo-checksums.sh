#!/usr/bin/env bash
# ffmpeg's showinfo filter, which is used to learn the times of frames, sums up every byte of every picture by default.
#
# Packages   imageio-ffmpeg 0.6.0 (PyPI), which brings a static ffmpeg 7.0.2; seen with ffmpeg 5.1 of Debian 12, too
# Expected   a filter that prints one line for a frame costs next to nothing beside decoding it
# Behaviour  its option `checksum` is on: Adler-32 sums of each plane and of the whole picture are made, so that each byte is read
#            twice more. The line with the time is the same without them (`showinfo=checksum=0`)
# Seen       300 frames of 1080p H.264 on one thread: 1.30 s of user time, 0.68 s without the sums, with the same times
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check imageio-ffmpeg==0.6.0 2>pip.log || {
    cat pip.log >&2
    exit 2
}
venv/bin/python - <<'PY'
import re
import resource
import subprocess
import sys

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


def run(*arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([FFMPEG, "-hide_banner", "-nostdin", *arguments], capture_output=True, text=True, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, done.stderr


run("-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30", "-frames:v", "300", "-pix_fmt", "yuv420p",
    "-c:v", "libx264", "-preset", "ultrafast", "made.mp4")


def decode(info):
    return run("-threads", "1", "-i", "made.mp4", "-vf", info, "-f", "null", "-")


def median(values):
    return sorted(values)[len(values) // 2]


both = {info: [decode(info) for _ in range(5)] for info in ("showinfo", "showinfo=checksum=0")}
times = {info: median([secs for secs, _ in runs]) for info, runs in both.items()}
stamps = [re.findall(r"pts_time:(\S+)", runs[0][1]) for runs in both.values()]
version = subprocess.run([FFMPEG, "-version"], capture_output=True, text=True, check=True).stdout.split()[2]
print(f"ffmpeg {version}: " + ", ".join(f"{info} {secs:.2f} s" for info, secs in times.items()), "of user time")
if stamps[0] != stamps[1] or len(stamps[0]) != 300:
    sys.exit("changed: the times are not the same without the sums")
if "checksum:" not in both["showinfo"][0][1] or times["showinfo"] < 1.1 * times["showinfo=checksum=0"]:
    sys.exit("changed: the sums are off by default, or cost less than a tenth")
PY
echo "as described: showinfo's default sums cost decoding time that its times do not need"
