"""Judges all recordings in DIR with Ray, one task for each share. OUT lies on a file system that all nodes share.

Usage: ray_batch.py [--shares 16] [--cores 2] DIR OUT [OPTION of formcheck score ...]
Needs Python 3.10 or newer and `pip install -r requirements.txt`. In a cluster, RAY_ADDRESS=auto takes its nodes.
"""

import argparse
import subprocess
import sys
import time

import ray

# A recording that ends the process does so twice before it is left out: nine of them in one share need 19 runs.
MOST_RUNS = 20
# Every recording has its line (0, 1); or wrong usage, nothing to judge, no models, stopped: no second run helps.
ENDED = (0, 1, 2, 3, 6, 130)
# The disk is full, or a process that was cut off still holds the lock.
CANNOT_WRITE, PAUSE_S = 5, 30


# After the loss of a worker or its node, Ray begins the task again elsewhere, and formcheck goes on from the lines in OUT.
@ray.remote(max_retries=-1)
def judge(share: str, n_cores: int, recordings: str, out: str, options: list[str]) -> int:
    command = ["formcheck", "score", "--batch", recordings, "--out", out, "--shard", share, "-j", str(n_cores), *options]
    for _ in range(MOST_RUNS):
        code = subprocess.run(command, check=False).returncode
        if code in ENDED:
            break
        if code == CANNOT_WRITE:
            time.sleep(PAUSE_S)
    return code


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__.splitlines()[2].removeprefix("Usage: "))
    parser.add_argument("--shares", type=int, default=16)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("recordings")
    parser.add_argument("out")
    arguments, options = parser.parse_known_args()
    ray.init()
    task = judge.options(num_cpus=arguments.cores)
    shares = [f"{number}/{arguments.shares}" for number in range(1, arguments.shares + 1)]
    codes = ray.get([task.remote(share, arguments.cores, arguments.recordings, arguments.out, options) for share in shares])
    for share, code in zip(shares, codes, strict=True):
        if code != 0:
            print(f"share {share} ended with {code}", file=sys.stderr)
    return 0 if not any(codes) else 1


if __name__ == "__main__":
    sys.exit(main())
