"""Who is in the study, and what films each of them. Everything follows from the seed."""

from dataclasses import dataclass

import numpy as np

from ..cast import OUTFITS, SHAPES, Shape
from ..lights import RIGS
from ..settings import CameraSettings, Clip, PictureSettings, PostureSettings, RoomSettings

N_PEOPLE, SEED = 32, 20
YAW_DEG, HEIGHT_M, DISTANCE_M = (-8, 16), (0.5, 1.15), (2.0, 2.9)
# The people's yaws are spread evenly over its range: neighbours in the list are this many steps apart.
YAW_STEP = 5
LAYOUTS = 3
TIMES = {"up_s": 1.0, "hold_s": 2.0, "down_s": 1.0, "rest_s": 0.5}


@dataclass(frozen=True)
class Person:
    """Two clips of one body in one place: `bridge` and `pull`."""

    shape: Shape
    bridge: Clip
    pull: Clip


def people():
    """The study's people in their order: the cast, then random bodies, women and men in turn."""
    rng = np.random.default_rng(SEED)
    return [person(number, rng) for number in range(N_PEOPLE)]


def person(number, rng):
    cast = list(SHAPES.values())
    shape = cast[number] if number < len(cast) else random_shape(number % 2, rng)
    picked = lambda names: list(names)[rng.integers(len(names))]
    common = {
        "name": f"{number:02}", "body": "", "outfit": picked(OUTFITS), "fps": 10, "seed": 1000 + number,
        "near_side": "right" if number % 4 < 2 else "left", "jitter": 0.0,
        "camera": random_camera(number, rng), "picture": PictureSettings(webcam={"noise": rng.uniform(0.008, 0.025)}),
        "room": RoomSettings(layout=int(rng.integers(LAYOUTS)), light=picked(RIGS)),
        "posture": PostureSettings(pillow_m=rng.uniform(0.02, 0.05), knee_bend_deg=rng.uniform(85, 105),
                                   feet_apart_m=rng.uniform(0.09, 0.15), folds=rng.uniform(0.15, 0.3)),
    }
    return Person(shape, Clip(motion="hip_bridge", reps=bridges(rng), **common),
                  Clip(motion="knee_to_chest", reps=pulls(rng), **common))


def random_shape(gender, rng):
    """A body between MakeHuman's extremes, 25 to 80 years."""
    races = ("caucasian", "african", "asian")
    return Shape(float(gender), rng.uniform(0.5, 0.9), rng.uniform(0.4, 0.65), rng.uniform(0.35, 0.9), rng.uniform(0.35, 0.7),
                 rng.uniform(0.4, 0.7), races[rng.integers(len(races))])


def random_camera(number, rng):
    share = number * YAW_STEP % N_PEOPLE / (N_PEOPLE - 1)
    yaw = YAW_DEG[0] + share * (YAW_DEG[1] - YAW_DEG[0])
    return CameraSettings(distance_m=rng.uniform(*DISTANCE_M), yaw_deg=yaw, height_m=rng.uniform(*HEIGHT_M))


def bridges(rng):
    """Low, full and over-extended."""
    tops = ((rng.uniform(150, 160), 0), (rng.uniform(170, 183), 0), (rng.uniform(190, 197), rng.uniform(10, 14)))
    return tuple(TIMES | {"top_deg": top, "arch_deg": arch} for top, arch in tops)


def pulls(rng):
    """Half-way, and to the chest."""
    depths = ((rng.uniform(85, 98), rng.uniform(4, 9)), (rng.uniform(108, 122), rng.uniform(10, 18)))
    return tuple(TIMES | {"hip_deg": hip, "knee_deg": rng.uniform(122, 134), "pelvis_deg": pelvis} for hip, pelvis in depths)
