"""Films the study's people: a folder of stills each, and the poses in them."""

import cv2
import numpy as np

from ..body import Body
from ..draw import Studio
from ..figure import Figure
from ..make_clip import Scene
from ..webcam import webcam

POSTURES = ("rest", "low", "full", "over", "half", "chest")
# Each posture is drawn at two moments, which take turns under the camera's noise.
MOMENTS, FRAMES = 2, 8
JPEG_QUALITY = 97


class StillScene(Scene):
    """A scene of a person whose body and clothes are there already."""

    def __init__(self, clip, body, figure):
        self.body, self.figure = body, figure
        self.arrange(clip)


def film(person, folder):
    """Writes one person's stills, in the order of `POSTURES`, and the poses that are true in them."""
    folder.mkdir(parents=True, exist_ok=True)
    body, bridge = Body(person.shape), person.bridge
    figure = Figure(body, bridge.clothes)
    stills = []
    for clip, postures in ((bridge, POSTURES[:4]), (person.pull, POSTURES[4:])):
        scene = StillScene(clip, body, figure)
        stills += stills_of(scene, moments_of(scene, postures))
    rng = np.random.default_rng(bridge.seed)
    for number, (_, light) in enumerate(in_turn(stills)):
        picture = webcam(light, rng, **bridge.picture.webcam)
        cv2.imwrite(str(folder / f"{number:03}.jpg"), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    poses = [pose for pose, _ in stills]
    np.savez_compressed(folder.with_suffix(".npz"), rotations=[pose.rotations for pose in poses],
                        heads=[pose.heads for pose in poses], pelvis_pitches=[pose.pelvis_pitch for pose in poses])


def moments_of(scene, postures):
    """When each posture is held: rest before the first repetition, the others in the middle of theirs."""
    holds = [(rep.peak_start + rep.peak_end) / 2 for rep in scene.schedule.reps]
    middles = [scene.clip.lead_s / 2, *holds] if "rest" in postures else holds
    spread = np.array([-0.3, 0.3])
    return [list(middle + spread) for middle in middles]


def stills_of(scene, moments):
    """The pose and the light of every moment."""
    studio, stills = Studio(scene), []
    for times in moments:
        for time in times:
            _, pose, vertices = scene.observe(time)
            stills.append((pose, studio.light(time, pose, vertices)))
    studio.close()
    return stills


def in_turn(stills):
    """The frames: the two moments of a posture take turns."""
    for posture in range(len(stills) // MOMENTS):
        for frame in range(FRAMES):
            yield stills[posture * MOMENTS + frame % MOMENTS]
