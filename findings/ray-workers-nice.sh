#!/usr/bin/env bash
# Work that is given to Ray runs at a lower priority than everything else of the same user on the machine, its own child
# processes included, and no argument of a task asks for that.
#
# Packages   ray 2.60.0 (PyPI)
# Expected   a task runs at the priority of the program that starts it, as with multiprocessing, Dask or a shell
# Behaviour  worker processes are started at nice 15, and what a task starts inherits that: beside any ordinary process a core
#            is shared about 1 to 30, so a node with other work on it looks as if Ray were hanging. The variable
#            RAY_worker_niceness=0, set before Ray starts, takes it away
# Seen       the driver at 0, a task and its child process at 15; both at 0 with the variable
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ray==2.60.0 2>pip.log || {
    cat pip.log >&2
    exit 2
}
cat >seen.py <<'PY'
import os
import subprocess

import ray

ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)


@ray.remote
def niceness():
    child = subprocess.run(["nice"], capture_output=True, text=True, check=True).stdout
    return os.nice(0), int(child)


print(os.nice(0), *ray.get(niceness.remote()))
PY
# A home of its own: Ray writes a token there.
by_default=$(HOME=$folder RAY_USAGE_STATS_ENABLED=0 venv/bin/python seen.py 2>ray.log | tail -n 1)
without=$(HOME=$folder RAY_USAGE_STATS_ENABLED=0 RAY_worker_niceness=0 venv/bin/python seen.py 2>ray.log | tail -n 1)
echo "niceness of driver, task and child process: $by_default; with RAY_worker_niceness=0: $without"
read -r driver task child <<<"$by_default"
if [ "$task" -lt 15 ] || [ "$child" -ne "$task" ]; then
    echo "changed: tasks no longer run at nice 15" >&2
    exit 1
fi
read -r driver task child <<<"$without"
if [ "$task" -ne "$driver" ] || [ "$child" -ne "$driver" ]; then
    echo "changed: the variable no longer takes it away" >&2
    exit 1
fi
echo "as described: tasks of Ray and what they start run at nice 15"
