"""Puts one clip together: who, how they move, what the camera sees."""

import numpy as np

from .body import Body
from .camera import Camera
from .figure import Figure
from .labels import labels_of
from .motions import MOTIONS
from .observe import observe
from .schedule import Schedule
from .supine import Supine


class Scene:
    """A clip's person, motion and camera. `rng` has drawn the unrest; what it draws next is the camera's noise."""

    def __init__(self, clip):
        self.body = Body(clip.shape)
        self.figure = Figure(self.body, clip.clothes)
        self.arrange(clip)

    def arrange(self, clip):
        """Sets up motion and camera of a clip of this body."""
        self.clip = clip
        self.rng = np.random.default_rng(clip.seed)
        self.camera = Camera.of_clip(clip)
        self.schedule = Schedule(clip.reps, clip.lead_s, clip.jitter, clip.seed)
        self.motion = MOTIONS[clip.motion](clip, Supine(self.body, clip.posture.pillow_m), self.schedule, self.rng)

    @property
    def times(self):
        """Of every frame, in seconds."""
        seconds = self.schedule.end + self.clip.tail_s
        return [frame / self.clip.fps for frame in range(int(seconds * self.clip.fps))]

    def camera_at(self, time):
        """Where the camera is then, should something have knocked it."""
        return Camera.bumped(self.clip, time) if self.clip.bump else self.camera

    def observe(self, time):
        return observe(self.motion, self.camera_at(time), self.figure, time)

    def labels(self, every=1):
        """The label file without drawing anything; a quick look takes only `every` so many frames."""
        return labels_of(self.motion, self.camera, [self.observe(time)[0] for time in self.times[::every]])
