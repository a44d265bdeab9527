"""Somebody who walks past behind the mat, drawn in plain colours. Rest frame as of every body; the room is the lie frame."""

import numpy as np

from .body import Body
from .cast import OUTFITS, SHAPES
from .figure import EYE_MATERIAL, Figure
from .gait import Gait
from .shapes import FURNITURE, Mesh

SHIRT, PANTS, SKIN, HAIR, SHOES = range(FURNITURE + 2, FURNITURE + 7)
SINKS = 0.012


class PasserBy:
    """Walks as `settings.PasserBySettings` says, on the side of the mat away from `camera_side`."""

    def __init__(self, settings, camera_side):
        self.settings = settings
        self.body = Body(SHAPES[settings.body])
        self.figure = Figure(self.body, OUTFITS[settings.outfit])
        self.behind = -camera_side.sign * settings.behind_m
        self.heading = np.sign(settings.to_y_m - settings.from_y_m)
        self.room_from_rest = np.array([[-self.heading, 0, 0], [0, 0, self.heading], [0, 1, 0.0]])
        self.gait = Gait(self.body, self.figure.skin, self.figure.bare)

    def mesh(self, time):
        """The figure in the lie frame, or None while nobody is there."""
        share = (time - self.settings.start_s) / self.settings.duration_s
        if not 0 <= share <= 1:
            return None
        walked = share * abs(self.settings.to_y_m - self.settings.from_y_m)
        phase = self.gait.phase(walked)
        points = self.gait.striding(phase)
        points[:, 1] += self.gait.lift(phase) - SINKS
        points = points @ self.room_from_rest.T + [self.behind, self.settings.from_y_m + self.heading * walked, 0]
        figure = self.figure
        return Mesh(points, figure.normals(points), figure.triangles, self.materials(), figure.bare,
                    shadow_triangles=figure.shadow_triangles)

    def materials(self):
        """One plain material per garment: the shader's clothes are those of the person on the mat."""
        figure, garments = self.figure, self.figure.garments
        garment = np.full(len(figure.bare), SKIN)
        is_hand = figure.weight_of("lowerarm", "wrist", "finger", "metacarpal") > 0.9
        y = figure.bare[:, 1]
        garment[(y < garments.waist) & (y > garments.pants_end) & (figure.arm < 0.02)] = PANTS
        garment[garments.shirt(figure) & ~is_hand & ~figure.is_head] = SHIRT
        garment[garments.socks(figure)] = SHOES
        garment[figure.is_head & ~figure.is_ear & (garments.above_hairline(figure) > 0)] = HAIR
        garment[figure.materials == EYE_MATERIAL] = HAIR
        return garment

    def colours(self, furniture):
        """The room's `furniture` colours, with those of the clothes in their places."""
        outfit, mixed = OUTFITS[self.settings.outfit], list(furniture)
        worn = {SHIRT: outfit.shirt, PANTS: outfit.pants, SKIN: outfit.skin, HAIR: outfit.hair, SHOES: outfit.socks}
        for material, colour in worn.items():
            mixed[material - FURNITURE] = (*colour, 0)
        return mixed
