"""The person as it is drawn: the skin and eyes of a `Body`, dressed, as triangles. Rest frame in, lie frame out; metres."""

import numpy as np
import scipy.sparse as sparse

from .clothes import Garments, dress
from .side import BOTH

SKIN_MATERIAL, EYE_MATERIAL = 0, 2
EYE_GROUPS = {side: f"helper-{side.name[0]}-eye" for side in BOTH}
FLOOR, FLATTENS_FROM, FLATTENS_OVER = 0.001, 0.004, 0.012
SHADOW_GRID = 0.02


class Figure:
    """A body in an outfit."""

    def __init__(self, body, outfit):
        self.body, self.outfit = body, outfit
        triangles = drawn_triangles(body)
        self.used = np.unique(triangles)
        self._index = np.full(len(body.vertices), -1)
        self._index[self.used] = np.arange(len(self.used))
        self.triangles = self._index[triangles]
        self.bare = body.vertices[self.used]
        self.materials = np.zeros(len(self.used))
        for group in EYE_GROUPS.values():
            self.materials[self._eye(group)] = EYE_MATERIAL
        corners, n_triangles = self.triangles.T.reshape(-1), len(self.triangles)
        self._corners = sparse.csr_matrix(
            (np.ones(n_triangles * 3), (corners, np.tile(np.arange(n_triangles), 3))), (len(self.used), n_triangles))
        self.arm = self._along_arm()
        self.is_head = (self.bare[:, 1] > body.joint("neck")[1] + 0.045) & (abs(self.bare[:, 0]) < 0.13)
        self.is_ear = self.is_head & self._near_ears()
        self.garments = Garments.of(body, outfit)
        self.dressed = dress(self)
        self.skin = body.skin.of_points(self.used, self.dressed)
        self.shadow_triangles = coarse_triangles(self.bare, self.triangles)

    def vertices(self, pose):
        """The dressed surface in a pose; what would sink into the mat is flattened against it."""
        points = self.skin.blended(pose)
        over = points[:, 2] - FLOOR - FLATTENS_FROM
        flattened = FLOOR + FLATTENS_FROM * np.exp(np.minimum(over / FLATTENS_OVER, 0))
        points[:, 2] = np.where(over < 0, flattened, points[:, 2])
        return points

    def normals(self, points):
        """Of every vertex, averaged over its triangles by area."""
        a, b, c = (points[self.triangles[:, corner]] for corner in range(3))
        normals = self._corners @ np.cross(b - a, c - a)
        return normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12)

    def weight_of(self, *bone_prefixes):
        """How much these bones together move each drawn vertex, 0 to 1."""
        columns = [index for index, bone in enumerate(self.body.bones) if bone.startswith(bone_prefixes)]
        return self.body.weights[self.used][:, columns].sum(1)

    def shading(self):
        """Per vertex for the shader: along the arm, is head, is ear, is forearm or hand; of the eyes their normals."""
        is_forearm = self.weight_of("lowerarm", "wrist", "finger", "metacarpal") > 0.9
        columns = np.stack([self.arm, self.is_head.astype(float), self.is_ear, is_forearm], 1).astype(np.float32)
        for group in EYE_GROUPS.values():
            eye = self._eye(group)
            outwards = self.bare[eye] - self.bare[eye].mean(0)
            columns[eye, :3] = outwards / np.linalg.norm(outwards, axis=1, keepdims=True)
        return columns

    def breathing(self):
        """How much each vertex rises with a breath, 0 to 1: the front of the chest."""
        ribs = self.weight_of("spine01", "spine02", "spine03")
        return ribs * (self.dressed[:, 2] > 0.04) * (self.materials == SKIN_MATERIAL)

    def _eye(self, group):
        return self._index[self.body.group_vertices[group]]

    def _along_arm(self):
        """0 at the shoulder, 1 at the elbow, 2 at the wrist; 0 on the rest of the body."""
        folded = np.abs(self.bare * [1, 0, 0]) + self.bare * [0, 1, 1]
        shoulder, elbow, wrist = (self.body.joint(f"l-{name}") for name in ("shoulder", "elbow", "hand"))
        upper, fore = share_along(folded, shoulder, elbow), share_along(folded, elbow, wrist)
        along = np.where(upper < 1, np.clip(upper, 0, 1), 1 + np.clip(fore, 0, 9))
        return np.where(self.weight_of("upperarm", "lowerarm", "wrist", "finger", "metacarpal") > 0.35, along, 0)

    def _near_ears(self):
        x, y, z = abs(self.bare[:, 0]), self.bare[:, 1], self.bare[:, 2]
        return (x > 0.066) & (abs(y - self.body.joint("l-eye")[1]) < 0.05) & (z < 0.06) & (z > -0.03)


def drawn_triangles(body):
    """Skin and eyeballs; quads are split."""
    drawn = {"body", *EYE_GROUPS.values()}
    triangles = []
    for face, group in zip(body.faces, body.face_groups):
        if group in drawn:
            triangles += [(face[0], face[corner], face[corner + 1]) for corner in range(1, len(face) - 1)]
    return np.array(triangles)


def share_along(points, start, end):
    """Where points are along a segment: 0 at its start, 1 at its end."""
    segment = end - start
    return ((points - start) @ segment) / (segment @ segment)


def coarse_triangles(vertices, triangles):
    """The same surface for shadows: vertices are merged on a grid."""
    cell = np.floor(vertices / SHADOW_GRID).astype(np.int64) + 500
    key = cell[:, 0] * 10**6 + cell[:, 1] * 10**3 + cell[:, 2]
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    a, b, c = first[inverse.ravel()][triangles].T
    merged = np.stack([a, b, c], 1)[(a != b) & (b != c) & (a != c)]
    return np.unique(np.sort(merged, 1), axis=0)
