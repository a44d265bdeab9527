"""Moves a surface with its bones: a blend of linear and dual-quaternion skinning."""

import numpy as np
from scipy.spatial.transform import Rotation

from .rotation import multiply_quaternions

INFLUENCES = 6  # bones per vertex, the strongest


class Skin:
    """Surface points in the rest frame [n, 3], metres, and the bones each follows."""

    def __init__(self, points, influences, shares, bone_heads, parents):
        self.points, self.influences, self.shares = points, influences, shares
        self.bone_heads, self.parents = bone_heads, parents

    @classmethod
    def of_weights(cls, points, weights, bone_heads, parents):
        """From the full table of weights, [n_points, n_bones]."""
        influences = np.argsort(-weights, 1)[:, :INFLUENCES]
        shares = np.take_along_axis(weights, influences, 1)
        return cls(points, influences, shares / shares.sum(1, keepdims=True), bone_heads, parents)

    def of_points(self, subset, points):
        """The same bones for other points: `points` stand for the vertices `subset`."""
        return Skin(points, self.influences[subset], self.shares[subset], self.bone_heads, self.parents)

    def linear(self, pose, subset=slice(None)):
        """Where the points are in the lie frame, [n, 3]: cheap, thins strongly bent joints."""
        influences, shares = self.influences[subset], self.shares[subset]
        offsets = self._offsets(pose)
        turn = np.einsum("vk,vkij->vij", shares, pose.rotations[influences])
        offset = np.einsum("vk,vki->vi", shares, offsets[influences])
        return np.einsum("vij,vj->vi", turn, self.points[subset]) + offset

    def blended(self, pose, dual_quaternion_share=0.6):
        """Where the points are in the lie frame, [n, 3]; dual quaternions keep the volume of bent joints."""
        share = dual_quaternion_share
        return (1 - share) * self.linear(pose) + share * self._dual_quaternion(pose)

    def _offsets(self, pose):
        return pose.heads - np.einsum("bij,bj->bi", pose.rotations, self.bone_heads)

    def _bone_quaternions(self, pose):
        """(w, x, y, z) of every bone, in the hemisphere of its parent's."""
        turns = Rotation.from_matrix(pose.rotations).as_quat()[:, [3, 0, 1, 2]]
        for bone, parent in enumerate(self.parents):
            if parent >= 0 and turns[bone] @ turns[parent] < 0:
                turns[bone] = -turns[bone]
        return turns

    def _dual_quaternion(self, pose):
        turns = self._bone_quaternions(pose)
        offsets = self._offsets(pose)
        duals = 0.5 * multiply_quaternions(np.concatenate([np.zeros((len(offsets), 1)), offsets], 1), turns)
        around = turns[self.influences]
        same_half = np.where((around * around[:, :1]).sum(-1, keepdims=True) < 0, -1.0, 1.0)
        signed_shares = self.shares[..., None] * same_half
        real = (signed_shares * around).sum(1)
        dual = (signed_shares * duals[self.influences]).sum(1)
        length = np.linalg.norm(real, axis=1, keepdims=True)
        real, dual = real / length, dual / length
        real_w, real_xyz, dual_w, dual_xyz = real[:, :1], real[:, 1:], dual[:, :1], dual[:, 1:]
        turned = self.points + 2 * np.cross(real_xyz, np.cross(real_xyz, self.points) + real_w * self.points)
        moved = 2 * (real_w * dual_xyz - dual_w * real_xyz + np.cross(real_xyz, dual_xyz))
        return turned + moved
