"""Triangle meshes and simple solids. Lie frame, metres."""

from dataclasses import dataclass

import numpy as np

# Numbers that `shaders/materials.glsl` knows; from FURNITURE on they are colours of the room's furniture.
PERSON, HAIR, EYE, FLOOR, WALL, MAT, PILLOW, FURNITURE = 0, 1, 2, 4, 5, 6, 7, 8

# The corners of a square, seen from outside anticlockwise, for faces that look in positive and in negative direction.
CORNERS = {1: ((-1, -1), (1, -1), (1, 1), (-1, 1)), -1: ((-1, -1), (-1, 1), (1, 1), (1, -1))}


@dataclass(frozen=True)
class Mesh:
    """Vertices and normals [n, 3], triangles [m, 3], a material per vertex.

    `rest` and `traits` are for the shader (the person's rest frame, see `Figure.shading`), `shadow_triangles` cast the shadow.
    """

    vertices: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    materials: np.ndarray
    rest: np.ndarray | None = None
    traits: np.ndarray | None = None
    shadow_triangles: np.ndarray | None = None


def merged(meshes):
    """Several as one."""
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes[:-1]])
    return Mesh(
        np.vstack([mesh.vertices for mesh in meshes]),
        np.vstack([mesh.normals for mesh in meshes]),
        np.vstack([mesh.triangles + start for mesh, start in zip(meshes, starts)]),
        np.concatenate([mesh.materials for mesh in meshes]),
    )


def floor_tile(x_range, y_range, height, material):
    """A level rectangle."""
    (x0, x1), (y0, y1) = x_range, y_range
    corners = np.array([(x0, y0, height), (x1, y0, height), (x1, y1, height), (x0, y1, height)], float)
    return Mesh(corners, np.tile([0, 0, 1.0], (4, 1)), np.array([[0, 1, 2], [0, 2, 3]]), np.full(4, material))


def box(centre, size, material):
    """With flat sides along the axes."""
    half = np.array(size, float) / 2
    vertices, normals, triangles = [], [], []
    for axis in range(3):
        for sign in (-1, 1):
            normal = np.zeros(3)
            normal[axis] = sign
            first = len(vertices)
            for along, across in CORNERS[sign]:
                corner = normal * half
                corner[(axis + 1) % 3] = along * half[(axis + 1) % 3]
                corner[(axis + 2) % 3] = across * half[(axis + 2) % 3]
                vertices.append(corner)
            normals += [normal] * 4
            triangles += [[first, first + 1, first + 2], [first, first + 2, first + 3]]
    placed = np.array(vertices) + np.array(centre, float)
    return Mesh(placed, np.array(normals), np.array(triangles), np.full(len(placed), material))


def cushion(centre, size, material, roundness=0.45, n_latitudes=24, n_longitudes=40):
    """A superellipsoid: roundness 1 is an ellipsoid, less is boxier."""
    latitude, longitude = np.meshgrid(
        np.linspace(-np.pi / 2, np.pi / 2, n_latitudes), np.linspace(-np.pi, np.pi, n_longitudes), indexing="ij")
    power = lambda value, exponent: np.sign(value) * abs(value) ** exponent
    ring = power(np.cos(latitude), roundness)
    unit_points = np.stack([
        ring * power(np.cos(longitude), roundness), ring * power(np.sin(longitude), roundness), power(np.sin(latitude), 0.8)], -1)
    vertices = unit_points.reshape(-1, 3) * np.array(size) / 2 + centre
    corner = np.arange(n_latitudes - 1)[:, None] * n_longitudes + np.arange(n_longitudes - 1)
    a, b, c, d = (corner.ravel() + step for step in (0, 1, n_longitudes + 1, n_longitudes))
    triangles = np.stack([a, b, c, a, c, d], 1).reshape(-1, 3)
    return Mesh(vertices, outward_normals(vertices, triangles, centre), triangles, np.full(len(vertices), material))


def outward_normals(vertices, triangles, centre):
    """Of a convex solid's vertices."""
    a, b, c = (vertices[triangles[:, corner]] for corner in range(3))
    normals = np.zeros_like(vertices)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], np.cross(b - a, c - a))
    normals *= np.sign((normals * (vertices - centre)).sum(1, keepdims=True))
    return normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12)
