"""Bony landmarks as a therapist finds them: points of the skin over acromion, greater trochanter and lateral epicondyle."""

import numpy as np

from .side import BOTH

# A landmark is a mean over the skin of a band. The share of a vertex falls to 0 at this depth under the outermost one (m).
# The mesh has one vertex every 2 to 3 cm there: a single one would leap from body to body.
OUTERMOST = 0.020
# Heights over the joint centre between which the skin is looked at. The trochanter is most prominent at the height of the
# femoral head and up to 4 cm below; the epicondyle lies at the knee's axis and up to 3 cm above.
TROCHANTER_BAND, EPICONDYLE_BAND = (-0.04, 0.01), (-0.01, 0.03)
# The acromion is the top of the skin over the shoulder joint, this far around it sideways and forwards.
ACROMION_REACHES = 0.03
# Landmark -> the bone that it is a part of: a finger finds the bone again in every pose, while the skin slides over it.
BONES = {"acromion": "shoulder01", "trochanter": "upperleg01", "epicondyle": "upperleg02"}


class Surface:
    """The landmarks of one body, found once in the rest frame (m): by side and name."""

    def __init__(self, body, is_skin):
        self.body = body
        self.weights = {side: self._weights(side, is_skin) for side in BOTH}
        self.rest = {(side, name): weights @ body.vertices[vertices]
                     for side in BOTH for name, (vertices, weights) in self.weights[side].items()}

    def landmarks(self, pose):
        """(side, name) -> point in the lie frame, metres: each rides on its bone."""
        return {(side, name): self.body.place(pose, side.bone(BONES[name]), point) for (side, name), point in self.rest.items()}

    def on_skin(self, pose):
        """The same points as marks on the skin, which slide off the bone where a joint bends."""
        return {(side, name): weights @ self.body.skin.linear(pose, vertices)
                for side in BOTH for name, (vertices, weights) in self.weights[side].items()}

    def _weights(self, side, is_skin):
        """Landmark -> vertices and their shares, which add up to 1."""
        x, y, z = self.body.vertices.T
        outwards, half = x * side.sign, is_skin & (x * side.sign > 0)
        hip, knee, shoulder = (self.body.joint(side.joint(joint)) for joint in ("upper-leg", "knee", "shoulder"))
        leg = half & self._follows("upperleg", "lowerleg", "pelvis", "root", "spine05")
        in_band = lambda centre, band: leg & (centre[1] + band[0] < y) & (y < centre[1] + band[1])
        over_shoulder = half & (shoulder[1] < y) & (np.hypot(x - shoulder[0], z - shoulder[2]) < ACROMION_REACHES)
        return {
            "acromion": outermost(over_shoulder, y),
            "trochanter": outermost(in_band(hip, TROCHANTER_BAND), outwards),
            "epicondyle": outermost(in_band(knee, EPICONDYLE_BAND), outwards),
        }

    def _follows(self, *bone_prefixes):
        """Vertices that these bones move most: hands lie beside the hips."""
        strongest = np.array(self.body.bones)[self.body.weights.argmax(1)]
        return np.any([np.char.startswith(strongest, prefix) for prefix in bone_prefixes], 0)


def outermost(mask, outwards):
    """The vertices of a band that are farthest out, and their shares."""
    vertices = np.where(mask)[0]
    shares = np.clip(outwards[vertices] - outwards[vertices].max() + OUTERMOST, 0, None)
    return vertices[shares > 0], shares[shares > 0] / shares.sum()
