#!/usr/bin/env bash
# A program that once used Ray on its own machine leaves a token behind, and from then on a second node of the same user can
# no longer join a cluster that the same version starts.
#
# Packages   ray 2.60.0 (PyPI)
# Expected   `ray.init()` for one machine leaves nothing behind that changes `ray start`; or head and node agree on the token
# Behaviour  with ~/.ray/auth_token there and RAY_AUTH_MODE unset, `ray start --head` starts a cluster without authentication,
#            and `ray start --address` sends the token, which that cluster refuses: InvalidAuthToken. Without the file both work;
#            with RAY_AUTH_MODE=token for both, too
# Seen       ray.init() made the file; the node joined without it and was refused with it
set -euo pipefail
folder=$(mktemp -d)
export HOME=$folder RAY_USAGE_STATS_ENABLED=0
cd "$folder"
python3 -m venv venv
ray() { venv/bin/ray "$@" --disable-usage-stats; }
trap 'venv/bin/ray stop --force >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT

venv/bin/pip install --quiet --disable-pip-version-check ray==2.60.0 2>pip.log || {
    cat pip.log >&2
    exit 2
}
PORT=$(venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')

# Starts a head and a second node of this machine; says whether the node joined.
joins() {
    ray start --head --port="$PORT" --num-cpus=1 --include-dashboard=false >head.log 2>&1 || return 2
    local joined=0
    timeout 120 venv/bin/ray start --address="127.0.0.1:$PORT" --num-cpus=1 >node.log 2>&1 || joined=1
    venv/bin/ray stop --force >stop.log 2>&1
    return "$joined"
}

joins || {
    cat head.log node.log >&2
    echo "changed: a node does not join without the token" >&2
    exit 1
}
echo "without a token: the node joins"
venv/bin/python -c 'import ray; ray.init(num_cpus=1, include_dashboard=False)' >lone.log 2>&1
if [ ! -s .ray/auth_token ]; then
    echo "changed: ray.init() leaves no token" >&2
    exit 1
fi
echo "ray.init() left .ray/auth_token, $(wc -c <.ray/auth_token) bytes"
if joins; then
    echo "changed: the node joins with the token, too" >&2
    exit 1
fi
grep -o 'InvalidAuthToken\|RAY_AUTH_MODE[^.]*' node.log | sort | uniq -c | head -3
echo "as described: the token of a lone run keeps a node from joining"
