"""Draws a scene's frames: person, room and light, seen by its webcam."""

import numpy as np

from . import room
from .lights import RIGS
from .passer_by import PasserBy
from .renderer import Renderer
from .rotation import about_x
from .schedule import TURN
from .shapes import HAIR, Mesh, cushion
from .webcam import tone_mapped, webcam

BREATHS_HZ = 0.27
BUN_BEHIND_HEAD, BUN_SIZE = np.array([0, 0.085, -0.045]), (0.085, 0.075, 0.085)


class Studio:
    """A `make_clip.Scene` set up for drawing. `frame` draws from the scene's random numbers: draw each frame once, in order."""

    def __init__(self, scene):
        self.scene, self.clip, self.figure = scene, scene.clip, scene.figure
        self.rig = RIGS[self.clip.room.light]
        self.renderer = Renderer(scene.camera.width, scene.camera.height)
        self._breathing = self.figure.breathing()
        self._bun = self._rest_bun() if self.clip.clothes.bun else None
        self._passer_by = PasserBy(self.clip.passer_by, self.clip.side) if self.clip.passer_by else None
        self._furnish()
        self.renderer.upload("person", self._person())
        self.renderer.set_lights(*self.rig.lights())
        self.renderer.set_uniforms(**self._uniforms())
        self._aimed = scene.camera
        self.renderer.set_camera(scene.camera)

    def frame(self, time, pose, vertices):
        """The picture, bytes RGB [height, width, 3]; `pose` and `vertices` as `observe` found them."""
        return webcam(self.light(time, pose, vertices), self.scene.rng, **self.clip.picture.webcam)

    def light(self, time, pose, vertices):
        """The same without the camera's flaws, 0 to 1."""
        normals = self.figure.normals(vertices)
        breath = self._breathing * self.clip.posture.breath_m * np.sin(TURN * time * BREATHS_HZ)
        forwards = about_x(self.scene.motion.level_pitch) @ [0, 0, 1]
        self.renderer.move("person", vertices + breath[:, None] * forwards, normals)
        movers = ["person"]
        if self._bun:
            self.renderer.upload("bun", self._posed_bun(pose))
            movers.append("bun")
        if self._passer_by and (mesh := self._passer_by.mesh(time)):
            self.renderer.upload("passer-by", mesh)
            movers.append("passer-by")
        self._aim(self.scene.camera_at(time))
        exposure = self.rig.exposure * self.clip.picture.exposure
        return tone_mapped(self.renderer.frame(movers), exposure, self.rig.white_balance)

    def _aim(self, camera):
        if abs(camera.view_projection - self._aimed.view_projection).max() > 1e-9:
            self._aimed = camera
            self.renderer.set_camera(camera)

    def close(self):
        self.renderer.close()

    def _furnish(self):
        side, layout = self.clip.side, self.clip.room.layout
        head = self.scene.motion.pose_at(0).heads[self.scene.body.bone_index["head"]]
        self.renderer.upload("far", room.far_room(layout, side))
        self.renderer.upload("near", room.near_room(side, self.clip.posture.pillow_m, head[1]))

    def _person(self):
        figure = self.figure
        return Mesh(figure.dressed, figure.normals(figure.dressed), figure.triangles, figure.materials,
                    figure.bare, figure.shading(), figure.shadow_triangles)

    def _uniforms(self):
        """Colours, and where on the standing body clothes end and the face is, for `shaders/materials.glsl`."""
        clothes, garments, joint = self.clip.clothes, self.figure.garments, self.scene.body.joint
        return {
            "skin_colour": clothes.skin, "shirt_colour": clothes.shirt, "pants_colour": clothes.pants,
            "hair_colour": clothes.hair, "sock_colour": clothes.socks,
            "mat_colour": self.clip.room.mat, "wall_colour": self.clip.room.wall, "floor_colour": self.clip.room.floor,
            "furniture": self._furniture(), "ambient": self.rig.ambient, "folds": self.clip.posture.folds,
            "garment_heights": (garments.hem, garments.waist, garments.pants_end, garments.sock_top),
            "garment_cuts": (garments.sleeve, garments.neck_y, garments.neck_z, garments.hairline),
            "head_centre": garments.head_centre, "left_eye": joint("l-eye"), "mouth": joint("mouth") * [0, 1, 1],
        }

    def _furniture(self):
        colours = room.colours(self.clip.room.layout)
        return self._passer_by.colours(colours) if self._passer_by else colours

    def _rest_bun(self):
        return cushion(self.figure.garments.head_centre + BUN_BEHIND_HEAD, BUN_SIZE, HAIR, roundness=1.0)

    def _posed_bun(self, pose):
        head = self.scene.body.bone_index["head"]
        turn = pose.rotations[head].T
        vertices = (self._bun.vertices - self.scene.body.bone_heads[head]) @ turn + pose.heads[head]
        return Mesh(vertices, self._bun.normals @ turn, self._bun.triangles, self._bun.materials, rest=self._bun.vertices)
