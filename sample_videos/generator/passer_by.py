"""Somebody who walks past behind the mat, drawn in plain colours. Rest frame as of every body; the room is the lie frame."""

import numpy as np

from .body import Body
from .cast import OUTFITS, SHAPES
from .figure import EYE_MATERIAL, Figure
from .rotation import DEG, about_x, shortest
from .shapes import FURNITURE, Mesh
from .side import BOTH, LEFT

SHIRT, PANTS, SKIN, HAIR, SHOES = range(FURNITURE + 2, FURNITURE + 7)
PHASES = np.linspace(0, 2 * np.pi, 61)
SOLE_THICKNESS, SINKS = 0.03, 0.012
ARM_SWING = 19 * DEG


class PasserBy:
    """Walks as `settings.PasserBySettings` says, on the side of the mat away from `camera_side`."""

    def __init__(self, settings, camera_side):
        self.settings = settings
        self.body = Body(SHAPES[settings.body])
        self.figure = Figure(self.body, OUTFITS[settings.outfit])
        self.behind = -camera_side.sign * settings.behind_m
        self.heading = np.sign(settings.to_y_m - settings.from_y_m)
        self.room_from_rest = np.array([[-self.heading, 0, 0], [0, 0, self.heading], [0, 1, 0.0]])
        self._measure_steps()

    def mesh(self, time):
        """The figure in the lie frame, or None while nobody is there."""
        share = (time - self.settings.start_s) / self.settings.duration_s
        if not 0 <= share <= 1:
            return None
        walked = share * abs(self.settings.to_y_m - self.settings.from_y_m)
        phase = np.interp(walked % self._advance[-1], np.maximum.accumulate(self._advance), PHASES)
        points = self._striding(phase)
        points[:, 1] += np.interp(phase, PHASES, self._lift) - SINKS
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

    def _measure_steps(self):
        """How far a cycle of steps leads, by phase, so that the foot that stands does not slip; and how high the soles are."""
        strides = [self._striding(phase) for phase in PHASES]
        x, y, _ = self.figure.bare.T
        soles = [np.where((y < y.min() + SOLE_THICKNESS) & (x * side.sign > 0))[0] for side in BOTH]
        self._lift = [-min(points[sole, 1].min() for sole in soles) for points in strides]
        advance = [0.0]
        for before, after in zip(strides, strides[1:]):
            standing = min(soles, key=lambda sole: before[sole, 1].mean() + after[sole, 1].mean())
            advance.append(before[standing, 2].mean() - after[standing, 2].mean())
        self._advance = np.cumsum(advance)

    def _striding(self, phase):
        """The surface in the rest frame at a phase of the cycle, 0 to 2 pi."""
        rotations = {"root": about_x(2 * DEG)}
        for side in BOTH:
            own_phase = phase if side is LEFT else phase + np.pi
            rotations |= self._leg(side, own_phase) | self._arm(side, own_phase)
        return self.figure.skin.blended(self.body.turned(rotations))

    def _leg(self, side, phase):
        thigh = (4 + 23 * np.sin(phase)) * DEG
        shank = -thigh + (6 + 54 * np.clip(np.sin(phase + 1.35), 0, 1) ** 2) * DEG
        pitches = {"upperleg01": -thigh, "upperleg02": -thigh, "lowerleg01": shank, "lowerleg02": shank,
                   "foot": np.clip(shank, -18 * DEG, 90 * DEG) * 0.75}
        return {side.bone(bone): about_x(pitch) for bone, pitch in pitches.items()}

    def _arm(self, side, phase):
        """Swings against the leg, bent a little more in front."""
        swing = -ARM_SWING * np.sin(phase)
        bend = (12 + 9 * np.sin(np.clip(swing / ARM_SWING, -1, 1))) * DEG
        upper_rest = self.body.segment(side.joint("shoulder"), side.joint("elbow"))
        fore_rest = self.body.segment(side.joint("elbow"), side.joint("hand"))
        hanging = shortest(upper_rest, np.array([side.sign * 0.16, -1, 0]))
        fore_hanging = shortest(hanging @ fore_rest, np.array([side.sign * 0.06, -1, 0])) @ hanging
        upper, fore = about_x(-swing) @ hanging, about_x(-swing - bend) @ fore_hanging
        turns = {"upperarm01": upper, "upperarm02": upper, "lowerarm01": fore, "lowerarm02": fore, "wrist": fore}
        return {side.bone(bone): turn for bone, turn in turns.items()}
