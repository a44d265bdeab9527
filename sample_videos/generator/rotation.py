"""Rotation matrices and directions. Angles in radians, right-handed, matrices multiply column vectors."""

import numpy as np

DEG = np.pi / 180


def unit(vector):
    """The direction of `vector`."""
    return vector / np.linalg.norm(vector)


def about_x(angle):
    """In the lie frame: pitch, positive lifts the head end (flexes the trunk forward)."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def about_y(angle):
    """In the lie frame: roll about the long axis of the body."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def about_z(angle):
    """In the lie frame: turn on the floor."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def cross_matrix(axis):
    """The matrix K with K @ v = axis x v."""
    x, y, z = axis
    return np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])


def about(axis, angle):
    """Rotation about a unit `axis` (Rodrigues' formula)."""
    k = cross_matrix(axis)
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def shortest(from_direction, to_direction):
    """The rotation without twist that takes one direction to the other; they must not be opposite."""
    a, b = unit(from_direction), unit(to_direction)
    cosine = a @ b
    if cosine < -0.999999:
        raise ValueError("no shortest rotation between opposite directions")
    k = cross_matrix(np.cross(a, b))
    return np.eye(3) + k + k @ k / (1 + cosine)


def multiply_quaternions(first, second):
    """Row by row product of quaternions [n, (w, x, y, z)]."""
    w1, x1, y1, z1 = first.T
    w2, x2, y2, z2 = second.T
    return np.stack([
        w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2,
        w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2,
        w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2,
        w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2,
    ], 1)
