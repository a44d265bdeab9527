"""Runs one or two builds of formcheck in turns on several clips and prints what each takes, with the ratio.

The median of all rounds counts. Times are those of the whole process and its children; memory is the largest process's.

Usage: clips.py ROUNDS FOLDER FORMCHECK OTHER [ROW...]     (OTHER may be empty)
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROWS = ["sample", "1080p30", "4k60", "240fps", "two-seconds"]
# Judged, or judged as no whole repetition: what two seconds are.
FINE = {0, 4}


def n_frames(clip: Path) -> int:
    """How many frames the file has."""
    ask = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=nb_frames", "-of", "json", clip]
    answer = subprocess.run(ask, check=True, capture_output=True, text=True).stdout
    return int(json.loads(answer)["streams"][0]["nb_frames"])


def run(binary: str, clip: Path) -> dict[str, float]:
    """One run, measured from outside."""
    start = time.perf_counter()
    process = subprocess.Popen([binary, "score", clip], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in FINE:
        sys.exit(f"{binary} failed on {clip}:\n{words}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "mb": usage.ru_maxrss * 1024 / 1e6}


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def main(rounds: int, folder: Path, binaries: list[str], rows: list[str]) -> None:
    """Runs all rows and prints the table."""
    print(f"median of {rounds}, {os.cpu_count()} CPUs\n")
    print(f"{'clip':14}{'build':>12}{'frames/s':>10}{'s':>8}{'CPU ms/frame':>14}{'MB':>7}")
    for row in rows:
        clip = folder / f"{row}.mp4"
        frames, runs = n_frames(clip), {binary: [] for binary in binaries}
        for _ in range(rounds):
            for binary in binaries:
                runs[binary].append(run(binary, clip))
        found = [medians(of_binary) for of_binary in runs.values()]
        for name, figures in zip(["this", "other"], found):
            speed, cpu = frames / figures["wall"], 1e3 * figures["cpu"] / frames
            print(f"{row:14}{name:>12}{speed:10.1f}{figures['wall']:8.2f}{cpu:14.2f}{figures['mb']:7.0f}")
        if len(found) == 2:
            wall, cpu, mb = (found[0][key] / found[1][key] for key in ["wall", "cpu", "mb"])
            print(f"{row:14}{'ratio':>12}{1 / wall:10.2f}{wall:8.2f}{cpu:14.2f}{mb:7.2f}")


if __name__ == "__main__":
    binaries = [binary for binary in sys.argv[3:5] if binary]
    main(int(sys.argv[1]), Path(sys.argv[2]), binaries, sys.argv[5:] or ROWS)
