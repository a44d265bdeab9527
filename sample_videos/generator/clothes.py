"""Dresses a figure: the same surface, thicker and smoother where there is cloth or hair. Rest frame, metres."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse

HEM_BELOW_PELVIS, WAIST_ABOVE_PELVIS, SOCK_ABOVE_ANKLE = 0.05, 0.09, 0.07
SOCK_THICKNESS = 0.003
# The plane of the neckline faces up and forward, that of the hairline up and back.
NECKLINE_UP, NECKLINE_FORWARD = 0.86, 0.5
HAIRLINE = np.array([0, 0.75, -0.66])
HAIRLINE_OFFSET = -0.012
SHIRT_SMOOTHINGS, CHEST_SMOOTHINGS, EDGE_SMOOTHINGS = 20, 18, 4
SHIRT_SMOOTHED_SHARE = 0.75


@dataclass(frozen=True)
class Garments:
    """Where clothes end: heights (y) on the standing body, `neck_y` and `neck_z` a point of the neckline."""

    hem: float
    waist: float
    pants_end: float
    sock_top: float
    sleeve: float  # lengths of the upper arm
    neck_y: float
    neck_z: float
    head_centre: np.ndarray
    hairline: float = HAIRLINE_OFFSET  # along HAIRLINE from the head's centre

    @classmethod
    def of(cls, body, outfit):
        knee, ankle, pelvis = body.joint("l-knee")[1], body.joint("l-ankle")[1], body.joint("pelvis")[1]
        ends = {"leggings": ankle + 0.05, "shorts": knee + 0.08, "trousers": ankle - 0.005}
        neck = body.joint("neck")
        return cls(
            pelvis - HEM_BELOW_PELVIS, pelvis + WAIST_ABOVE_PELVIS, ends[outfit.cut], ankle + SOCK_ABOVE_ANKLE,
            outfit.sleeve, neck[1] - 0.005, neck[2] + 0.02, body.joint("head") + [0, 0.06, 0],
        )

    def shirt(self, figure):
        y, z = figure.bare[:, 1], figure.bare[:, 2]
        under_neckline = NECKLINE_UP * (y - self.neck_y) + NECKLINE_FORWARD * (z - self.neck_z) < 0
        return (y > self.hem) & under_neckline & (figure.arm < self.sleeve) & (figure.materials == 0)

    def pants(self, figure):
        y = figure.bare[:, 1]
        return (y < self.waist) & (y > self.pants_end) & (figure.arm < 0.02) & ~self.shirt(figure)

    def socks(self, figure):
        return (figure.bare[:, 1] < self.sock_top) & (figure.arm < 0.02)

    def above_hairline(self, figure):
        return (figure.bare - self.head_centre) @ HAIRLINE - self.hairline


def dress(figure):
    """The dressed surface, [n, 3]."""
    neighbours = neighbour_means(figure.triangles, len(figure.bare))
    shirt = figure.garments.shirt(figure)
    smoothed = smooth_where(figure.bare, shirt, neighbours, 0.6, SHIRT_SMOOTHINGS)
    # A T-shirt rounds the chest off.
    on_chest = np.clip(figure.weight_of("breast") * 3, 0, 1) * shirt
    rounded = smooth_where(smoothed, on_chest > 0, neighbours, 0.7, CHEST_SMOOTHINGS)
    loose = np.where(shirt[:, None], figure.bare + (smoothed - figure.bare) * SHIRT_SMOOTHED_SHARE, figure.bare)
    surface = loose * (1 - on_chest[:, None]) + rounded * on_chest[:, None]
    return surface + figure.normals(surface) * thickness(figure, neighbours)[:, None]


def thickness(figure, neighbours):
    """Of cloth and hair over the skin (m)."""
    outfit, garments = figure.outfit, figure.garments
    shirt, pants = garments.shirt(figure), garments.pants(figure)
    above = garments.above_hairline(figure)
    hair = figure.is_head & (above > 0) & ~figure.is_ear
    thick = np.zeros(len(figure.bare))
    thick[shirt] = outfit.shirt_thickness
    thick[pants] = outfit.pants_thickness
    thick[garments.socks(figure)] = SOCK_THICKNESS
    thick[hair] = outfit.hair_thickness * np.clip(above[hair] / 0.02, 0, 1)
    for _ in range(EDGE_SMOOTHINGS):
        thick = np.where(shirt | pants | hair, 0.5 * thick + 0.5 * (neighbours @ thick), thick)
    return thick


def neighbour_means(triangles, n_vertices):
    """The matrix that replaces every vertex by the mean of those it shares an edge with."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    joined = sparse.csr_matrix((np.ones(len(edges)), edges.T), (n_vertices, n_vertices))
    joined = ((joined + joined.T) > 0).astype(float)
    degrees = np.maximum(np.asarray(joined.sum(1)).ravel(), 1)
    return sparse.diags(1 / degrees) @ joined


def smooth_where(points, mask, neighbours, share, times):
    """Moves masked points `share` of the way to their neighbours' mean, several times."""
    for _ in range(times):
        points = np.where(mask[:, None], (1 - share) * points + share * (neighbours @ points), points)
    return points
