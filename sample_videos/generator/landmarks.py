"""Points of the body that others ask for: joint centres and skin points in a pose, patches of skin that can touch the mat."""

import numpy as np

from .rotation import about_x
from .side import BOTH, LEFT
from .surface import Surface

# Joint -> the bone it is the head of, MakeHuman's name of the joint.
JOINT_BONES = {
    "shoulder": ("upperarm01", "shoulder"),
    "elbow": ("lowerarm01", "elbow"),
    "wrist": ("wrist", "hand"),
    "hip": ("upperleg01", "upper-leg"),
    "knee": ("lowerleg01", "knee"),
    "ankle": ("foot", "ankle"),
}
SKIN_POINTS = ("ear", "heel", "toe")
KNEE_REACHES = 0.09  # up and down from the joint


class Landmarks:
    """Found once per body, by vertex; `sole` is the y of the soles in the rest frame, in metres."""

    def __init__(self, body):
        self.body = body
        self._is_skin = np.zeros(len(body.vertices), bool)
        self._is_skin[body.group_vertices["body"]] = True
        self._strongest_bone = np.array(body.bones)[body.weights.argmax(1)]
        foot = self._part("foot", "toe")
        self.sole = body.vertices[foot][:, 1].min()
        self.ankle_height = body.joint("l-ankle")[1] - self.sole
        self.skin_points = {side: self._skin_points(side, foot) for side in BOTH}
        self._foot = body.vertices[foot & (body.vertices[:, 0] > 0)] - body.joint("l-ankle")
        self._find_patches()
        self.surface = Surface(body, self._is_skin)

    def joint(self, pose, side, name):
        """Where one joint centre is in the lie frame."""
        bone, joint = JOINT_BONES[name]
        return self.body.place(pose, side.bone(bone), self.body.joint(side.joint(joint)))

    def joints(self, pose):
        """(side, name) -> point in the lie frame, metres; `hip` is the anatomical centre, `hip_rig` MakeHuman's. With the
        landmarks of `Surface`.
        """
        found = self.surface.landmarks(pose)
        for side in BOTH:
            for name in JOINT_BONES:
                found[side, name] = self.joint(pose, side, name)
            rig_hip = self.body.rig_joint(side.joint("upper-leg"))
            found[side, "hip_rig"] = self.body.place(pose, side.bone("pelvis"), rig_hip)
            for name, point in zip(SKIN_POINTS, self.body.skin.linear(pose, self.skin_points[side])):
                found[side, name] = point
        return found

    def ankle_over_floor(self, foot_pitch):
        """How high the ankle is when the lowest point of the foot touches the floor."""
        return -float((self._foot @ about_x(foot_pitch).T)[:, 2].min())

    def _part(self, *bone_prefixes):
        """Skin that follows these bones most, as a mask over the vertices."""
        follows = np.char.startswith(self._strongest_bone, bone_prefixes[0])
        for prefix in bone_prefixes[1:]:
            follows = follows | np.char.startswith(self._strongest_bone, prefix)
        return follows & self._is_skin

    def _skin_points(self, side, foot):
        """The vertices of `SKIN_POINTS`: the outermost of the ear, the hindmost of the heel, the foremost of the toes."""
        x, y, z = self.body.vertices.T
        half = x * side.sign > 0
        eye_height = self.body.joint(LEFT.joint("eye"))[1]
        near_ear = np.where(self._part("head") & half & (abs(y - eye_height + 0.03) < 0.03))[0]
        half_foot = np.where(foot & half)[0]
        low_foot = half_foot[y[half_foot] < self.sole + 0.05]
        return np.array([
            near_ear[np.argmax(x[near_ear] * side.sign)],
            low_foot[np.argmin(z[low_foot])],
            half_foot[np.argmax(z[half_foot])],
        ])

    def _find_patches(self):
        """Vertices that can touch the mat: between the shoulder blades, buttocks, back of the head."""
        x, y, z = self.body.vertices.T
        self.upper_back = np.where(self._part("spine01", "spine02", "clavicle", "shoulder01") & (z < -0.02))[0]
        self.buttocks = np.where(self._part("root", "pelvis", "spine05", "upperleg01") & (z < -0.03))[0]
        skull = (z < 0.0) & (y > self.body.joint("head")[1] - 0.03)
        self.back_of_head = np.where(self._part("head", "neck") & skull)[0]
        self.knees = np.where(self._part("upperleg", "lowerleg") & (abs(y - self.body.joint("l-knee")[1]) < KNEE_REACHES))[0]
        self.hands = np.where(self._part("wrist", "finger", "metacarpal"))[0]
