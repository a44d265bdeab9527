"""Steps of somebody who walks: a pose for every phase of the cycle, and how far it leads. Rest frame, metres, radians."""

import numpy as np

from .rotation import DEG, about_x, shortest
from .side import BOTH, LEFT

PHASES = np.linspace(0, 2 * np.pi, 61)
SOLE_THICKNESS = 0.03
ARM_SWING = 19 * DEG
LEAN = 2 * DEG


class Gait:
    """The walk of a `Body`; `skin` (a `Skin`) and its points at rest `bare` say where the soles are."""

    def __init__(self, body, skin, bare):
        self.body, self.skin = body, skin
        self._measure_steps(bare)

    def phase(self, walked):
        """Of the cycle, 0 to 2 pi, so many metres after phase 0."""
        return np.interp(walked % self._advance[-1], np.maximum.accumulate(self._advance), PHASES)

    def lift(self, phase):
        """How far the body rises for the lower sole to touch the ground."""
        return np.interp(phase, PHASES, self._lift)

    def rotations(self, phase):
        """Of the bones, in the rest frame."""
        rotations = {"root": about_x(LEAN)}
        for side in BOTH:
            own_phase = phase if side is LEFT else phase + np.pi
            rotations |= self._leg(side, own_phase) | self._arm(side, own_phase)
        return rotations

    def striding(self, phase):
        """The surface at a phase."""
        return self.skin.blended(self.body.turned(self.rotations(phase)))

    def _measure_steps(self, bare):
        """How far a cycle of steps leads, by phase, so that the foot that stands does not slip; and how high the soles are."""
        strides = [self.striding(phase) for phase in PHASES]
        x, y, _ = bare.T
        soles = [np.where((y < y.min() + SOLE_THICKNESS) & (x * side.sign > 0))[0] for side in BOTH]
        self._lift = [-min(points[sole, 1].min() for sole in soles) for points in strides]
        advance = [0.0]
        for before, after in zip(strides, strides[1:]):
            standing = min(soles, key=lambda sole: before[sole, 1].mean() + after[sole, 1].mean())
            advance.append(before[standing, 2].mean() - after[standing, 2].mean())
        self._advance = np.cumsum(advance)

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
