"""Draws meshes in software (Mesa's llvmpipe through EGL: no screen, no graphics card), with shadows."""

import re
from pathlib import Path

import moderngl
import numpy as np

from .lights import shadow_matrix

SHADERS = Path(__file__).parent / "shaders"
SAMPLES, SHADOW_TILE, TILES = 4, 512, 4
PLACE, LOOKS = ("in_position", "in_normal"), ("in_rest_position", "in_traits", "in_material")
GEOMETRY = ("positions_and_materials", "normals", "rest_positions", "all_traits")
GEOMETRY_TYPES = ("f4", "f2", "f4", "f2")
SHADOW_UNIT, BACKGROUND_UNIT = 0, 5


def shader(name):
    """A shader's source, with what it includes."""
    include = lambda match: (SHADERS / match[1]).read_text()
    return re.sub(r"#include (\S+)", include, (SHADERS / name).read_text())


class Renderer:
    """Draws frames of one size. Meshes have names; "far" is drawn once, "near" and the movers in every frame."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.context = moderngl.create_context(standalone=True, backend="egl")
        program = lambda vertex, fragment: self.context.program(vertex_shader=shader(vertex), fragment_shader=shader(fragment))
        self._forward = program("surface.vert", "forward.frag")
        self._geometry = program("surface.vert", "geometry.frag")
        self._shadow = program("shadow.vert", "shadow.frag")
        self._deferred = program("fullscreen.vert", "deferred.frag")
        self._picture = self.context.vertex_array(self._deferred, [])
        self._meshes = {}
        self._make_targets()
        for unit, name in enumerate(("shadows", *GEOMETRY, "background")):
            self._deferred[name].value = unit
        self._forward["shadows"].value = SHADOW_UNIT

    def upload(self, name, mesh):
        """Keeps a mesh; one that is there by that name is only moved."""
        if name in self._meshes:
            self.move(name, mesh.vertices, mesh.normals)
            return
        n_vertices = len(mesh.vertices)
        rest = mesh.vertices if mesh.rest is None else mesh.rest
        traits = np.zeros((n_vertices, 4)) if mesh.traits is None else mesh.traits
        buffer = lambda array, kind: self.context.buffer(np.ascontiguousarray(array, kind).tobytes())
        places = self.context.buffer(self._places(mesh.vertices, mesh.normals), dynamic=True)
        looks = buffer(np.hstack([rest, traits, mesh.materials[:, None]]), "f4")
        triangles = buffer(mesh.triangles, "i4")
        casting = triangles if mesh.shadow_triangles is None else buffer(mesh.shadow_triangles, "i4")
        attributes = [(places, "3f 3f", *PLACE), (looks, "3f 4f 1f", *LOOKS)]
        self._meshes[name] = {
            "places": places,
            "forward": self.context.vertex_array(self._forward, attributes, triangles),
            "geometry": self.context.vertex_array(self._geometry, attributes, triangles),
            "shadow": self.context.vertex_array(self._shadow, [(places, "3f 12x", PLACE[0])], casting),
        }

    def move(self, name, vertices, normals):
        """Puts a mesh's vertices elsewhere."""
        self._meshes[name]["places"].write(self._places(vertices, normals))

    def set_lights(self, directions, colours):
        self._shadow_matrices = [shadow_matrix(direction) for direction in directions]
        self.set_uniforms(light_matrices=[matrix.T for matrix in self._shadow_matrices],
                          light_directions=directions, light_colours=colours)

    def set_uniforms(self, **values):
        """Values the shaders know by these names."""
        for name, value in values.items():
            for program in (self._forward, self._geometry, self._deferred):
                if name in program:
                    program[name].write(np.asarray(value, "f4").tobytes())

    def set_camera(self, camera):
        """Also draws the far room, for all frames until the camera moves."""
        self.set_uniforms(eye=camera.eye, view_projection=camera.view_projection.T)
        self.context.enable(moderngl.DEPTH_TEST)
        self.context.disable(moderngl.CULL_FACE)
        self._draw_shadows(("far", "near"))
        self._room.use()
        self._room.clear(0.3, 0.3, 0.3, 1.0, depth=1.0)
        self._shadow_map.use(SHADOW_UNIT)
        self._meshes["far"]["forward"].render()
        self.context.copy_framebuffer(self._behind, self._room)

    def frame(self, movers):
        """The picture, linear RGB [height, width, 3] from the top."""
        drawn = (*movers, "near")
        self._draw_shadows(drawn)
        self._geometry_buffer.use()
        self._geometry_buffer.clear(-1.0, -1.0, -1.0, -1.0, depth=1.0)
        for name in drawn:
            self._meshes[name]["geometry"].render()
        self._output.use()
        self.context.disable(moderngl.DEPTH_TEST)
        self._shadow_map.use(SHADOW_UNIT)
        self._background.use(BACKGROUND_UNIT)
        for unit, texture in enumerate(self._geometry_textures, 1):
            texture.use(unit)
        self._picture.render(moderngl.TRIANGLES, vertices=3)
        self.context.enable(moderngl.DEPTH_TEST)
        pixels = np.frombuffer(self._output.read(components=3, dtype="f2"), np.float16)
        return pixels.reshape(self.height, self.width, 3)[::-1].astype(np.float32)

    def close(self):
        self.context.release()

    def _make_targets(self):
        context, size = self.context, (self.width, self.height)
        depth = lambda: context.depth_renderbuffer(size, samples=SAMPLES)
        self._shadow_map = context.depth_texture((SHADOW_TILE * TILES, SHADOW_TILE * TILES))
        self._shadow_map.compare_func = "<="
        self._shadow_map.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._shadow_map.repeat_x = self._shadow_map.repeat_y = False
        self._shadow_buffer = context.framebuffer(depth_attachment=self._shadow_map)
        self._room = context.framebuffer([context.renderbuffer(size, 4, samples=SAMPLES, dtype="f2")], depth())
        self._background = context.texture(size, 4, dtype="f2")
        self._behind = context.framebuffer([self._background])
        self._geometry_textures = [context.texture(size, 4, samples=SAMPLES, dtype=kind) for kind in GEOMETRY_TYPES]
        self._geometry_buffer = context.framebuffer(self._geometry_textures, depth())
        self._output = context.framebuffer([context.renderbuffer(size, 4, dtype="f2")])

    def _draw_shadows(self, casters):
        """One tile of the atlas per light."""
        atlas, buffer = (0, 0, SHADOW_TILE * TILES, SHADOW_TILE * TILES), self._shadow_buffer
        buffer.use()
        buffer.viewport = atlas
        buffer.clear(depth=1.0)
        for light, matrix in enumerate(self._shadow_matrices):
            tile = (light % TILES * SHADOW_TILE, light // TILES * SHADOW_TILE, SHADOW_TILE, SHADOW_TILE)
            buffer.viewport = buffer.scissor = tile
            self._shadow["view_projection"].write(matrix.T.astype("f4").tobytes())
            for name in casters:
                self._meshes[name]["shadow"].render()
        buffer.viewport, buffer.scissor = atlas, None

    @staticmethod
    def _places(vertices, normals):
        return np.hstack([vertices, normals]).astype("f4").tobytes()
