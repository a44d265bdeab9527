#!/usr/bin/env bash
# A control that can be pressed only later stays unpressable for a reader that has seen it before: AccessKit adds the Action
# interface to the node and announces nothing, and libatspi keeps the list of interfaces that it read first.
#
# Packages   accesskit 0.7.0 (PyPI); at-spi2-core and gir1.2-atspi-2.0 2.46.0 of Debian 12 (python3-gi, dbus)
# Date       2026-12-01
# Expected   once a button offers a click, its interfaces include Action, whether or not it was looked at before
# Behaviour  the interfaces read first are those read ever after; only clear_cache() on that very node shows Action
# Seen       before ['Accessible'], after ['Accessible'], with the cache cleared ['Accessible', 'Action']
set -euo pipefail
launcher=/usr/libexec/at-spi-bus-launcher
{ [ -x "$launcher" ] && command -v dbus-run-session >/dev/null && /usr/bin/python3 -c "import gi; gi.require_version('Atspi', '2.0')"; } || {
    echo "needs: apt install at-spi2-core dbus gir1.2-atspi-2.0 python3-gi" >&2
    exit 2
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check accesskit==0.7.0 2>pip.log || {
    cat pip.log >&2
    exit 2
}
cat >app.py <<'PY'
# A window with one button, which offers a click from the first line of input on.
import sys

import accesskit
from accesskit import unix

WINDOW, BUTTON = 0, 1


def button(can_be_pressed):
    node = accesskit.Node(accesskit.Role.BUTTON)
    node.set_label("Continue")
    if can_be_pressed:
        node.add_action(accesskit.Action.CLICK)
    return node


def first():
    window = accesskit.Node(accesskit.Role.WINDOW)
    window.set_children([BUTTON])
    update = accesskit.TreeUpdate(BUTTON)
    update.nodes.extend([(WINDOW, window), (BUTTON, button(False))])
    update.tree = accesskit.Tree(WINDOW)
    return update


def later():
    update = accesskit.TreeUpdate(BUTTON)
    update.nodes.append((BUTTON, button(True)))
    return update


adapter = unix.Adapter(first, lambda request: None, lambda: None)
adapter.update_window_focus_state(True)
print("shown", flush=True)
sys.stdin.readline()
adapter.update_if_active(later)
print("changed", flush=True)
sys.stdin.readline()
PY
cat >look.py <<'PY'
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

WAIT_SECS = 2.0


def found(node):
    if node.get_name() == "Continue":
        return node
    children = (node.get_child_at_index(k) for k in range(node.get_child_count()))
    return next((hit for hit in map(found, children) if hit), None)


def interfaces():
    return sorted(found(Atspi.get_desktop(0)).get_interfaces())


app = subprocess.Popen(["venv/bin/python", "app.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
app.stdout.readline()
time.sleep(WAIT_SECS)
before = interfaces()
app.stdin.write("\n")
app.stdin.flush()
app.stdout.readline()
time.sleep(WAIT_SECS)
after = interfaces()
found(Atspi.get_desktop(0)).clear_cache()
cleared = interfaces()
app.kill()
print("before", before, "after", after, "with the cache cleared", cleared)
raise SystemExit(0 if "Action" not in after and "Action" in cleared else 1)
PY
cat >desk.sh <<'SH'
set -m
"$1" --launch-immediately --a11y=1 --screen-reader=1 2>/dev/null &
sleep 1
status=0
/usr/bin/python3 look.py || status=$?
kill -- -$!
exit $status
SH
mkdir --mode=700 runtime
XDG_RUNTIME_DIR=$folder/runtime dbus-run-session -- bash desk.sh "$launcher" 2>bus.log || {
    cat bus.log >&2
    echo "changed: the interfaces are read anew, or the change is announced" >&2
    exit 1
}
echo "as described: the list of interfaces stays the first one"
