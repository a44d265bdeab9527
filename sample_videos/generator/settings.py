"""What `clips.json` may say about a clip, with units and defaults. Angles in degrees, lengths in metres, times in seconds."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from .cast import OUTFITS, SHAPES, Colour
from .side import BY_NAME

CLIPS = Path(__file__).parent / "clips.json"


@dataclass(frozen=True)
class CameraSettings:
    """A webcam on a stand beside the mat."""

    distance_m: float = 2.0
    yaw_deg: float = 0.0  # positive: moved towards the feet
    height_m: float = 0.75
    look_at_y_m: float = 0.08
    look_at_z_m: float = 0.2
    shift_y_m: float = -0.06  # of the camera against what it looks at
    roll_deg: float = 0.0
    horizontal_fov_deg: float = 62


@dataclass(frozen=True)
class BumpSettings:
    """The camera is knocked: shifts that stay, and a wobble that does not."""

    time_s: float
    duration_s: float
    target_m: tuple = (0, 0, 0)
    eye_m: tuple = (0, 0, 0)
    roll_deg: float = 0.0
    wobble_m: float = 0.0


@dataclass(frozen=True)
class PasserBySettings:
    """Somebody walks past behind the mat. Needs room layout 2: the clothes take the place of other furniture's colours."""

    body: str
    outfit: str
    start_s: float
    duration_s: float
    behind_m: float = 0.95  # of the middle of the mat
    from_y_m: float = 2.6
    to_y_m: float = -2.6

    @property
    def end_s(self):
        return self.start_s + self.duration_s


@dataclass(frozen=True)
class PictureSettings:
    width: int = 640
    height: int = 360
    exposure: float = 1.0
    webcam: dict = field(default_factory=dict)  # see `webcam.webcam`
    crf: int = 26  # of x264, the finest tried
    largest_bytes: int = 600_000  # of the video; coarser until it fits


@dataclass(frozen=True)
class RoomSettings:
    layout: int = 0  # furniture, see `room.py`
    light: str = "day_window"  # see `lights.py`
    mat: Colour = (0.08, 0.24, 0.23)
    wall: Colour = (0.58, 0.565, 0.53)
    floor: Colour = (0.33, 0.21, 0.13)


@dataclass(frozen=True)
class PostureSettings:
    """How the person lies and fidgets, whatever the exercise."""

    pillow_m: float = 0.03
    legs_at_rest: str = "bent"  # or straight
    knee_bend_deg: float = 95
    feet_apart_m: float = 0.12  # each foot from the middle
    knees_out: float = 0.08  # lean outwards, as a share of up
    hands_apart_m: float = 0.30  # each hand from the middle
    breath_m: float = 0.0035
    pelvis_at_rest_deg: float = -4.0  # tilt between pelvic tilts
    slide_per_tilt: float = 0.4  # how far the trunk slides while the pelvis rolls, in rolls of the pelvis
    knee_sway: float = 0.0  # of both knees to one side, as a share of up
    knee_sway_period_s: float = 4.1
    arm_moves: tuple = ()  # dict(side, start_s, duration_s, to_m): a hand wanders off and comes back
    folds: float = 0.22  # of the clothes


@dataclass(frozen=True)
class Clip:
    """One video."""

    name: str
    motion: str  # a name in `motions.MOTIONS`
    body: str
    outfit: str
    fps: int
    seed: int
    reps: tuple = ()  # dicts: up_s, hold_s, down_s, rest_s and what the motion asks for; `times` of them, lists in turn
    outfit_changes: dict = field(default_factory=dict)
    near_side: str = "right"  # the person's own
    lead_s: float = 0.8
    tail_s: float = 0.0
    jitter: float = 0.08
    timing: dict = field(default_factory=dict)  # what the motion asks for beyond its repetitions
    label_motion: str | None = None  # the label `motion`
    label_both_sides: bool = False
    label_all_faults: bool = False  # the first samples' labels know only `faults.FIRST`
    camera: CameraSettings = CameraSettings()
    picture: PictureSettings = PictureSettings()
    room: RoomSettings = RoomSettings()
    posture: PostureSettings = PostureSettings()
    bump: BumpSettings | None = None
    passer_by: PasserBySettings | None = None

    @property
    def side(self):
        return BY_NAME[self.near_side]

    @property
    def shape(self):
        return SHAPES[self.body]

    @property
    def clothes(self):
        return replace(OUTFITS[self.outfit], **self.outfit_changes)


PARTS = {"camera": CameraSettings, "picture": PictureSettings, "room": RoomSettings, "posture": PostureSettings,
         "bump": BumpSettings, "passer_by": PasserBySettings}


def read_clips(path=CLIPS):
    """Every clip by name; an unknown setting is an error."""
    clips = [clip_of(entry) for entry in json.loads(Path(path).read_text())]
    return {clip.name: clip for clip in clips}


def clip_of(entry):
    parts = {name: part(**entry[name]) for name, part in PARTS.items() if name in entry}
    return Clip(**entry | parts | {"reps": tuple(rep for written in entry.get("reps", ()) for rep in repeated(written))})


def repeated(rep):
    """The repetitions that one entry stands for: `times` of them, each setting that is a list in turn."""
    in_turn = lambda value, turn: value[turn % len(value)] if isinstance(value, list) else value
    for turn in range(rep.get("times", 1)):
        yield {name: in_turn(value, turn) for name, value in rep.items() if name != "times"}
