"""Lighting of the room. Directions point to the light, in the lie frame; colours are linear RGB."""

from dataclasses import dataclass

import numpy as np

from .camera import look_at, orthographic
from .rotation import unit

KEY_LIGHTS, SKY_LIGHTS = 5, 7
KEY_SEED = 5
GOLDEN_SHARE = 0.618034
SHADOWED_CENTRE, LIGHT_DISTANCE = np.array([0, -0.05, 0.3]), 4


@dataclass(frozen=True)
class LightRig:
    """A soft key light (a window, a lamp) and the light of sky and walls; `white_balance` is the camera's."""

    key_direction: tuple
    key_colour: tuple
    key_strength: float
    key_spread: float  # how large the light is
    sky_colour: tuple
    sky_strength: float
    ambient: tuple
    exposure: float
    white_balance: tuple

    def lights(self):
        """Directions and colours, each [KEY_LIGHTS + SKY_LIGHTS, 3]."""
        keys, skies = self._key_directions(), sky_directions()
        key_colour = np.array(self.key_colour) * self.key_strength / KEY_LIGHTS
        sky_colour = np.array(self.sky_colour) * self.sky_strength / SKY_LIGHTS
        colours = [key_colour] * KEY_LIGHTS + [sky_colour * (1.15 if direction[0] < 0 else 0.85) for direction in skies]
        return np.array(keys + skies), np.array(colours)

    def _key_directions(self):
        rng = np.random.default_rng(KEY_SEED)
        middle, directions = unit(np.array(self.key_direction)), []
        for _ in range(KEY_LIGHTS):
            direction = middle + rng.normal(0, 1, 3) * self.key_spread * 0.6
            direction[2] = max(direction[2], 0.2)
            directions.append(unit(direction))
        return directions


def sky_directions():
    """Evenly over the upper half of the sky."""
    directions = []
    for light in range(SKY_LIGHTS):
        turn, height = 2 * np.pi * light * GOLDEN_SHARE, 0.25 + 0.7 * (light + 0.5) / SKY_LIGHTS
        radius = np.sqrt(1 - height * height)
        directions.append(np.array([radius * np.cos(turn), radius * np.sin(turn), height]))
    return directions


def shadow_matrix(direction):
    """From the lie frame to the clip space of a light's shadow map, which covers the mat."""
    up = (0, 1, 0) if abs(direction[1]) < 0.9 else (1, 0, 0)
    return orthographic(1.0, 1.25, 1, 7) @ look_at(SHADOWED_CENTRE + direction * LIGHT_DISTANCE, SHADOWED_CENTRE, up)


RIGS = {
    "day_window": LightRig((-0.55, 0.75, 0.95), (1.0, 0.97, 0.92), 2.3, 0.28, (0.80, 0.88, 1.0), 1.15,
                           (0.20, 0.21, 0.23), 0.62, (1.02, 1, 0.98)),
    "ceiling_warm": LightRig((0.15, 0.1, 1.0), (1.0, 0.80, 0.58), 2.2, 0.35, (1.0, 0.84, 0.66), 0.8,
                             (0.17, 0.145, 0.115), 0.72, (0.94, 1, 1.12)),
    "dim_evening": LightRig((0.9, -0.7, 0.8), (1.0, 0.70, 0.42), 1.3, 0.3, (0.55, 0.62, 0.9), 0.42,
                            (0.07, 0.075, 0.09), 0.8, (0.95, 1, 1.06)),
    "overcast_cool": LightRig((0.3, 0.9, 0.8), (0.86, 0.93, 1.0), 1.5, 0.45, (0.78, 0.88, 1.0), 1.35,
                              (0.20, 0.215, 0.24), 0.66, (1.04, 1, 0.95)),
    "lamp_low": LightRig((-0.8, -0.5, 0.55), (1.0, 0.78, 0.52), 2.6, 0.18, (0.9, 0.82, 0.75), 0.45,
                         (0.10, 0.095, 0.09), 0.72, (0.95, 1, 1.1)),
    "backlight": LightRig((1.0, -0.1, 0.75), (1.0, 0.97, 0.92), 2.4, 0.3, (0.85, 0.9, 1.0), 0.7,
                          (0.14, 0.145, 0.155), 0.62, (1, 1, 1)),
}
