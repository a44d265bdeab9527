"""A pinhole camera in the lie frame: x right, y up, z towards the viewer in its own; pixels count from the top left."""

import numpy as np

from .rotation import DEG, about_z

NEAR_M, FAR_M = 0.05, 20
WOBBLE_HZ, WOBBLE_FADES_S, WOBBLE_ENDS_S = 7, 0.12, 0.6


class Camera:
    """Stands at `eye`, looks at `target` (m); `view_projection` takes points to OpenGL's clip space."""

    def __init__(self, eye, target, horizontal_fov_deg, width, height, roll_deg=0.0):
        self.width, self.height = width, height
        self.eye, self.target = np.array(eye, float), np.array(target, float)
        roll = np.eye(4)
        roll[:3, :3] = about_z(np.radians(roll_deg))
        self.view_projection = perspective(np.radians(horizontal_fov_deg), width / height) @ roll @ look_at(self.eye, target)

    @classmethod
    def of_clip(cls, clip):
        """Beside the mat, on the person's near side."""
        settings, picture = clip.camera, clip.picture
        yaw = settings.yaw_deg * DEG
        eye = (
            clip.side.sign * settings.distance_m * np.cos(yaw),
            settings.look_at_y_m + settings.shift_y_m - settings.distance_m * np.sin(yaw),
            settings.height_m,
        )
        target = (0, settings.look_at_y_m, settings.look_at_z_m)
        return cls(eye, target, settings.horizontal_fov_deg, picture.width, picture.height, settings.roll_deg)

    @classmethod
    def bumped(cls, clip, time):
        """The same after the clip's bump, or on the way there."""
        camera, bump = cls.of_clip(clip), clip.bump
        if bump is None or time < bump.time_s:
            return camera
        since = time - bump.time_s
        share = min(1.0, since / bump.duration_s)
        rings = since < WOBBLE_ENDS_S
        wobble = bump.wobble_m * np.exp(-since / WOBBLE_FADES_S) * np.sin(2 * np.pi * WOBBLE_HZ * since) * rings
        eye = camera.eye + np.array(bump.eye_m, float) * share
        target = camera.target + np.array(bump.target_m, float) * share + np.array([0, 0.5 * wobble, wobble])
        roll = clip.camera.roll_deg + bump.roll_deg * share
        return cls(eye, target, clip.camera.horizontal_fov_deg, camera.width, camera.height, roll)

    def project(self, point):
        """Where a point is in the picture, (x, y) in pixels."""
        clip = self.view_projection @ np.append(point, 1)
        return np.array([(clip[0] / clip[3] * 0.5 + 0.5) * self.width, (0.5 - clip[1] / clip[3] * 0.5) * self.height])

    def project_all(self, points):
        """The same for many, [n, 2]."""
        clip = np.c_[points, np.ones(len(points))] @ self.view_projection.T
        x, y = clip[:, 0] / clip[:, 3], clip[:, 1] / clip[:, 3]
        return np.c_[(x * 0.5 + 0.5) * self.width, (0.5 - y * 0.5) * self.height]

    def as_label(self):
        """`distance_m` is horizontal, to the point looked at; `yaw_deg` is positive towards the feet."""
        from_target = self.eye - self.target
        return {
            "distance_m": round(float(np.hypot(from_target[0], from_target[1])), 2),
            "height_m": round(float(self.eye[2]), 2),
            "yaw_deg": round(float(np.degrees(np.arctan2(-from_target[1], abs(from_target[0])))), 1),
        }


def look_at(eye, target, up=(0, 0, 1)):
    """The view matrix."""
    forward = np.asarray(target, float) - eye
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, up)
    right /= np.linalg.norm(right)
    view = np.eye(4)
    view[0, :3], view[1, :3], view[2, :3] = right, np.cross(right, forward), -forward
    view[:3, 3] = -view[:3, :3] @ eye
    return view


def perspective(horizontal_fov, aspect):
    """The projection matrix; the angle in radians."""
    x_scale = 1 / np.tan(horizontal_fov / 2)
    depth = FAR_M - NEAR_M
    return np.array([
        [x_scale, 0, 0, 0],
        [0, x_scale * aspect, 0, 0],
        [0, 0, -(FAR_M + NEAR_M) / depth, -2 * FAR_M * NEAR_M / depth],
        [0, 0, -1, 0],
    ])


def orthographic(half_width, half_height, near, far):
    """The projection matrix of a light far away."""
    return np.array([
        [1 / half_width, 0, 0, 0],
        [0, 1 / half_height, 0, 0],
        [0, 0, -2 / (far - near), -(far + near) / (far - near)],
        [0, 0, 0, 1],
    ])
