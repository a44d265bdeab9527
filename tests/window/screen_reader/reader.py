"""What a screen reader knows of the only application on its bus: answers each line of input with a line of JSON.

tree: all that is on the screen, in its order; press N: does what the N-th of it offers.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib


def nodes(node):
    # What it can do now may be other than what was read of it before: findings/accesskit-late-actions.sh.
    node.clear_cache()
    yield node
    for k in range(node.get_child_count()):
        child = node.get_child_at_index(k)
        if child is not None:
            yield from nodes(child)


def said(node):
    interfaces = node.get_interfaces()
    area = node.get_extents(Atspi.CoordType.WINDOW) if "Component" in interfaces else None
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "states": [state.value_nick for state in node.get_state_set().get_states()],
        "area": [area.x, area.y, area.width, area.height] if area else None,
        "can_press": "Action" in interfaces and 0 < node.get_n_actions(),
    }


def seen():
    desktop = Atspi.get_desktop(0)
    return [node for k in range(desktop.get_child_count()) for node in nodes(desktop.get_child_at_index(k))]


def answer(line):
    if line == "tree":
        return [said(node) for node in seen()]
    return seen()[int(line.removeprefix("press "))].do_action(0)


for line in sys.stdin:
    try:
        print(json.dumps(answer(line.strip())), flush=True)
    except GLib.Error as error:
        print(json.dumps({"error": str(error)}), flush=True)
