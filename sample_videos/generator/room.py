"""The room: floor, mat and pillow near the person, wall and furniture behind. Lie frame, metres."""

from .shapes import FLOOR, FURNITURE, MAT, PILLOW, WALL, box, cushion, floor_tile, merged

MAT_SIZE = (0.66, 1.95, 0.012)  # its top is z = 0
FLOOR_EDGE = 4.5
SKIRTING, WOOD, DARK_WOOD, UPHOLSTERY = FURNITURE, FURNITURE + 2, FURNITURE + 3, FURNITURE + 1
PICTURE = FURNITURE + 4

# Colour and strength of the grain of skirting, upholstery, wood, dark wood, picture; the shader has room for eight.
UNUSED = [(0.5, 0.5, 0.5, 0)] * 3
PAINT = (0.72, 0.71, 0.68, 0)
COLOURS = [PAINT, (0.22, 0.24, 0.27, 0), (0.40, 0.26, 0.15, 1), (0.43, 0.28, 0.16, 1), (0.20, 0.30, 0.45, 0), *UNUSED]
LAYOUT_1_COLOURS = [PAINT, (0.30, 0.20, 0.13, 1), (0.45, 0.42, 0.38, 0), (0.62, 0.60, 0.55, 0), (0.45, 0.14, 0.10, 0), *UNUSED]

# By layout: boxes behind the mat as (x towards the wall, y, z), size and material.
FURNISHINGS = {
    0: [((1.45, 0.95, 0.22), (0.5, 1.1, 0.44), UPHOLSTERY), ((1.62, 0.95, 0.6), (0.16, 1.1, 0.45), UPHOLSTERY),
        ((1.5, -1.15, 0.4), (0.35, 0.7, 0.8), WOOD), ((1.5, -1.15, 0.83), (0.37, 0.74, 0.05), DARK_WOOD),
        ((1.69, -0.2, 1.05), (0.02, 0.55, 0.4), PICTURE)],
    1: [((1.55, -0.6, 0.36), (0.3, 1.5, 0.06), WOOD), ((1.55, -1.25, 0.17), (0.28, 0.05, 0.34), WOOD),
        ((1.55, 0.05, 0.17), (0.28, 0.05, 0.34), WOOD), ((1.5, 1.2, 0.9), (0.4, 0.5, 1.9), DARK_WOOD),
        ((1.6, -0.5, 0.48), (0.05, 0.5, 0.3), PICTURE)],
    2: [((1.6, 0.3, 0.45), (0.12, 1.2, 0.06), UPHOLSTERY)],
}


def colours(layout):
    return LAYOUT_1_COLOURS if layout == 1 else COLOURS


def far_room(layout, camera_side):
    """What nobody throws a shadow on: the outer floor, the wall opposite the camera and what stands at it."""
    to_wall = -camera_side.sign
    parts = [floor_tile(*tile, -MAT_SIZE[2], FLOOR) for tile in floor_tiles(to_wall)[1:]]
    parts += [box((to_wall * 1.75, 0, 1.2), (0.1, 9, 2.6), WALL), box((to_wall * 1.69, 0, 0.035), (0.02, 9, 0.09), SKIRTING)]
    parts += [box((to_wall * x, y, z), size, material) for (x, y, z), size, material in FURNISHINGS[layout]]
    return merged(parts)


def near_room(camera_side, pillow_height, head_y):
    """Floor and mat under the person, and a pillow under the head if it has a height."""
    tile = floor_tiles(-camera_side.sign)[0]
    parts = [floor_tile(*tile, -MAT_SIZE[2], FLOOR), box((0, -0.12, -MAT_SIZE[2] / 2), MAT_SIZE, MAT)]
    if pillow_height > 0.01:
        height = pillow_height + 0.015
        parts.append(cushion((0, head_y + 0.05, height * 0.38), (0.42, 0.30, height * 1.45), PILLOW))
    return merged(parts)


def floor_tiles(to_wall):
    """Ranges of x and y: the tile under the person first, then the eight around it."""
    x_edges = (-FLOOR_EDGE, -1.0 - 0.15 * (to_wall < 0), 1.0 + 0.15 * (to_wall > 0), FLOOR_EDGE)
    y_edges = (-FLOOR_EDGE, -1.35, 1.35, FLOOR_EDGE)
    columns, rows = list(zip(x_edges, x_edges[1:])), list(zip(y_edges, y_edges[1:]))
    middle = (columns[1], rows[1])
    return [middle] + [(column, row) for column in columns for row in rows if (column, row) != middle]
