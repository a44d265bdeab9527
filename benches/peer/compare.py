"""Runs MediaPipe's loop and formcheck in turns on one clip and prints both, with their ratio.

Of each side the best of all rounds counts. formcheck's time is that of its whole process, start-up
and loading included; MediaPipe's is that of its loop alone (importing it takes seconds).

Usage: compare.py ROUNDS CLIP FORMCHECK [ARGUMENT...]
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

LOOP = Path(__file__).resolve().with_name("mediapipe_loop.py")

# key: (title, unit, whether more is better)
ROWS = {
    "frames_per_s": ("speed", "frames/s", True),
    "ms_per_frame": ("time", "ms/frame", False),
    "cpu_ms_per_frame": ("CPU time", "ms/frame", False),
    "peak_rss_mb": ("peak memory", "MB", False),
}


def run_mediapipe(clip: str) -> dict[str, float]:
    """One run of MediaPipe's loop in a process of its own."""
    output = subprocess.run([sys.executable, LOOP, clip], check=True, capture_output=True, text=True).stdout
    return json.loads(output)


def run_formcheck(command: list[str], n_frames: int) -> dict[str, float]:
    """One run of formcheck, measured from outside."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{words}")
    return {
        "frames_per_s": n_frames / wall,
        "ms_per_frame": 1e3 * wall / n_frames,
        "cpu_ms_per_frame": 1e3 * (usage.ru_utime + usage.ru_stime) / n_frames,
        "peak_rss_mb": usage.ru_maxrss * 1024 / 1e6,
    }


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    """The best value of each row over all runs."""
    return {key: (max if more else min)(run[key] for run in runs) for key, (_, _, more) in ROWS.items()}


def main(rounds: int, clip: str, command: list[str]) -> None:
    """Runs both sides in turns and prints the table."""
    theirs, ours = [], []
    for _ in range(rounds):
        theirs.append(run_mediapipe(clip))
        ours.append(run_formcheck(command, int(theirs[0]["frames"])))
    peer, own = best(theirs), best(ours)
    print(f"{Path(clip).name}, {theirs[0]['frames']} frames, best of {rounds}, {os.cpu_count()} CPUs\n")
    print(f"{'':24}{'MediaPipe':>11}{'formcheck':>11}{'ratio':>9}")
    for key, (title, unit, _) in ROWS.items():
        print(f"{title + ', ' + unit:24}{peer[key]:11.1f}{own[key]:11.1f}{own[key] / peer[key]:8.2f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
