"""One person: mesh, joints and bones in the rest frame, and where they are in a pose."""

from dataclasses import dataclass, replace

import numpy as np

from . import makehuman
from .skinning import Skin
from .truth import sagittal_angle

# The femoral head lies about 5 cm behind the front of the pelvis (Harrington 2007), which is some 1 cm under the skin.
HIP_UNDER_SKIN = 0.06
# A standing person's shoulder-hip-knee angle: no hip centre may lie so far forward that it exceeds this.
NEUTRAL_HIP_DEG = 182
HIP_BISECTIONS = 20


@dataclass(frozen=True)
class Pose:
    """Where every bone is in the lie frame: `rotations` [n_bones, 3, 3] from the rest frame, `heads` [n_bones, 3] in metres."""

    rotations: np.ndarray
    heads: np.ndarray
    pelvis_pitch: float = 0.0  # radians, positive = the pelvis tips forward (anterior tilt)

    def moved(self, offset):
        """The same pose elsewhere, `offset` in metres."""
        return replace(self, heads=self.heads + offset)


class Body:
    """The standing model of a `cast.Shape`."""

    def __init__(self, shape):
        folder = makehuman.data_folder()
        base, self.faces, self.face_groups = makehuman.load_mesh(folder)
        self.vertices = makehuman.shaped_vertices(folder, base, shape)
        self.group_vertices = vertices_by_group(self.faces, self.face_groups)
        rig = makehuman.load_rig(folder)
        self.bones = list(rig)
        self.bone_index = {bone: index for index, bone in enumerate(self.bones)}
        self.parents = [self.bone_index.get(entry["parent"], -1) for entry in rig.values()]
        self.bone_heads = np.array([self._bone_end(entry["head"]) for entry in rig.values()])
        self.hip_forward = self._hip_forward()
        for bone in ("upperleg01.L", "upperleg01.R"):
            self.bone_heads[self.bone_index[bone], 2] += self.hip_forward
        self.weights = makehuman.load_weights(folder, self.bones, len(self.vertices))
        self.skin = Skin.of_weights(self.vertices, self.weights, self.bone_heads, self.parents)

    def joint(self, name):
        """A joint centre in the rest frame; the hips are the anatomical ones."""
        centre = self.rig_joint(name)
        return centre + [0, 0, self.hip_forward] if name.endswith("upper-leg") else centre

    def rig_joint(self, name):
        """MakeHuman's own joint centre in the rest frame."""
        return self.vertices[self.group_vertices["joint-" + name]].mean(0)

    def segment(self, start, end):
        """The vector from one joint to another in the rest frame."""
        return self.joint(end) - self.joint(start)

    def turned(self, rotations, pelvis_pitch=0.0):
        """The pose with these global rotations of bones; the others follow their parents. The root stays where it rests."""
        n_bones = len(self.bones)
        turns, heads = np.empty((n_bones, 3, 3)), np.empty((n_bones, 3))
        for index, (bone, parent) in enumerate(zip(self.bones, self.parents)):
            if parent < 0:
                turns[index], heads[index] = rotations.get(bone, np.eye(3)), self.bone_heads[index]
                continue
            turns[index] = rotations.get(bone, turns[parent])
            heads[index] = heads[parent] + turns[parent] @ (self.bone_heads[index] - self.bone_heads[parent])
        return Pose(turns, heads, pelvis_pitch)

    def place(self, pose, bone, rest_point):
        """Where a point that rides on a bone is in the lie frame."""
        index = self.bone_index[bone]
        return pose.heads[index] + pose.rotations[index] @ (np.asarray(rest_point) - self.bone_heads[index])

    def _bone_end(self, end):
        match end["strategy"]:
            case "CUBE":
                return self.vertices[self.group_vertices[end["cube_name"]]].mean(0)
            case "VERTEX":
                return self.vertices[end["vertex_index"]]
            case "MEAN":
                return self.vertices[end["vertex_indices"]].mean(0)
        raise ValueError(end["strategy"])

    def _hip_forward(self):
        """How far before MakeHuman's hip joint, which lies at mid-depth of the pelvis, the anatomical one is (m)."""
        hip = self.rig_joint("l-upper-leg")
        skin = self.vertices[self.group_vertices["body"]]
        at_iliac_spine = (abs(skin[:, 1] - hip[1] - 0.075) < 0.015) & (abs(abs(skin[:, 0]) - 0.11) < 0.03)
        forward = float(np.clip(skin[at_iliac_spine, 2].max() - HIP_UNDER_SKIN - hip[2], 0, HIP_UNDER_SKIN))

        def is_too_far(forward):
            centre = hip + [0, 0, forward]
            return sagittal_angle(self.rig_joint("l-shoulder"), centre, self.rig_joint("l-knee")) > NEUTRAL_HIP_DEG

        if not is_too_far(forward):
            return forward
        near, far = 0.0, forward
        for _ in range(HIP_BISECTIONS):
            middle = (near + far) / 2
            near, far = (near, middle) if is_too_far(middle) else (middle, far)
        return near


def vertices_by_group(faces, face_groups):
    """The vertices of every group of faces, sorted."""
    groups = {}
    for face, group in zip(faces, face_groups):
        groups.setdefault(group, set()).update(face)
    return {group: np.array(sorted(vertices)) for group, vertices in groups.items()}
