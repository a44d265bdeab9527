"""Legs and arms: from where a limb should be to the rotations of its bones. Points in the lie frame (m), angles in radians."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .body import Pose
from .rotation import DEG, about, about_x, shortest, unit

# No limb is stretched further than this share of its length: a locked joint would flip its bending plane.
LEG_REACH, ARM_REACH = 0.9995, 0.998
MIN_BEND_HEIGHT_SQ = 1e-6
MAX_TWIST = 2.6


@dataclass(frozen=True)
class PlantedLeg:
    """A leg whose ankle is held in place; the knee bends upwards unless told otherwise."""

    ankle: np.ndarray
    foot_pitch: float = 90 * DEG  # 90 degrees = sole on the mat
    knee_out: float = 0.08  # how far the knee leans outwards, as a share of up
    knee_towards: tuple = (0.35, 1.0)  # y and z of where the knee bends


@dataclass(frozen=True)
class FreeLeg:
    """A leg posed by its joint angles, against the pelvis."""

    hip_flexion: float
    knee_flexion: float
    foot_to_shank: float
    abduction: float = 0.0
    shank_out: float = -0.1  # lateral share of the shank's direction


@dataclass(frozen=True)
class KneelingLeg:
    """A leg whose knee and ankle are held in place; the hip must be a thigh's length from the knee."""

    knee: np.ndarray
    ankle: np.ndarray
    foot_pitch: float


@dataclass(frozen=True)
class AimedLeg:
    """A leg by the directions of its thigh and shank."""

    thigh: np.ndarray
    shank: np.ndarray
    foot_pitch: float


@dataclass(frozen=True)
class Arm:
    """An arm by the place of its wrist. `wrist` and `palm` (the way the palm faces) are asked once trunk and legs are posed."""

    wrist: Callable[[Pose], np.ndarray]
    palm: Callable[[Pose], np.ndarray]
    hand_bend: float = -0.12
    finger_curl: float = 0.08
    elbow_towards: tuple = (1.0, -0.1, 0.15)  # x is outwards
    fingers_towards: tuple | None = None  # bends the wrist so that they point there, in place of `hand_bend`


def bend_two_links(root, target, upper, lower, towards, reach):
    """Inverse kinematics: the middle joint of two links of lengths `upper`, `lower`, bent `towards` a direction."""
    line = target - root
    distance = min(np.linalg.norm(line), (upper + lower) * reach)
    line = unit(line)
    along = (upper**2 - lower**2 + distance * distance) / (2 * distance)
    height = np.sqrt(max(upper**2 - along * along, MIN_BEND_HEIGHT_SQ))
    towards = unit(towards)
    return root + along * line + height * unit(towards - line * (towards @ line))


def leg_rotations(body, pose, side, leg):
    """Rotations of thigh, shank and foot; `pose` has the pelvis in its place."""
    hip = body.place(pose, side.bone("upperleg01"), body.joint(side.joint("upper-leg")))
    thigh_rest = body.segment(side.joint("upper-leg"), side.joint("knee"))
    shank_rest = body.segment(side.joint("knee"), side.joint("ankle"))
    match leg:
        case PlantedLeg():
            thigh, shank = planted_directions(hip, np.linalg.norm(thigh_rest), np.linalg.norm(shank_rest), side, leg)
        case KneelingLeg():
            thigh, shank = unit(leg.knee - hip), unit(leg.ankle - leg.knee)
        case AimedLeg():
            thigh, shank = unit(leg.thigh), unit(leg.shank)
        case FreeLeg():
            thigh, shank = free_directions(pose.pelvis_pitch, side, leg)
    thigh_turn, _ = turn_without_twist(thigh_rest, thigh)
    shank_turn, shank_pitch = turn_without_twist(shank_rest, shank)
    foot_pitch = leg.foot_to_shank - shank_pitch if isinstance(leg, FreeLeg) else leg.foot_pitch
    turns = {"upperleg01": thigh_turn, "upperleg02": thigh_turn, "lowerleg01": shank_turn, "lowerleg02": shank_turn,
             "foot": about_x(foot_pitch)}
    return {side.bone(bone): turn for bone, turn in turns.items()}


def planted_directions(hip, thigh_length, shank_length, side, leg):
    """Directions of thigh and shank that put the ankle where it is planted."""
    towards = np.array([side.sign * leg.knee_out, *leg.knee_towards])
    ankle = np.asarray(leg.ankle, float)
    knee = bend_two_links(hip, ankle, thigh_length, shank_length, towards, LEG_REACH)
    return unit(knee - hip), unit(ankle - knee)


def free_directions(pelvis_pitch, side, leg):
    """Directions of thigh and shank by their joint angles."""
    flexion, abduction = leg.hip_flexion, leg.abduction
    shank_pitch = leg.knee_flexion - flexion
    thigh = np.array([side.sign * np.sin(abduction), -np.cos(flexion) * np.cos(abduction), np.sin(flexion) * np.cos(abduction)])
    shank = unit(np.array([side.sign * leg.shank_out, -np.cos(shank_pitch), -np.sin(shank_pitch)]))
    return about_x(pelvis_pitch) @ thigh, about_x(pelvis_pitch) @ shank


def turn_without_twist(rest, direction):
    """Takes a leg's segment from rest to `direction`: first by pitch, the remainder by the shortest way. Also that pitch."""
    pitch = np.arctan2(direction[2], -direction[1])
    pitched = about_x(-pitch)
    return shortest(pitched @ rest, direction) @ pitched, pitch


def arm_rotations(body, pose, side, arm):
    """Rotations of upper arm, forearm, hand and fingers; `pose` has trunk and legs in their places."""
    upper_rest = body.segment(side.joint("shoulder"), side.joint("elbow"))
    fore_rest = body.segment(side.joint("elbow"), side.joint("hand"))
    shoulder = body.place(pose, side.bone("upperarm01"), body.joint(side.joint("shoulder")))
    upper, fore = arm_directions(shoulder, np.linalg.norm(upper_rest), np.linalg.norm(fore_rest), side, arm, pose)
    chest_turn = pose.rotations[body.bone_index["spine01"]]
    upper_turn = shortest(chest_turn @ upper_rest, upper) @ chest_turn
    fore_turn = shortest(upper_turn @ fore_rest, fore) @ upper_turn
    palm_rest = palm_normal(body, side)
    twist = twist_to_palm(fore_turn @ palm_rest, np.asarray(arm.palm(pose), float), fore)
    turns = {
        side.bone("upperarm01"): about(upper, twist * 0.15) @ upper_turn,
        side.bone("upperarm02"): about(upper, twist * 0.3) @ upper_turn,
        side.bone("lowerarm01"): about(fore, twist * 0.45) @ fore_turn,
        side.bone("lowerarm02"): about(fore, twist * 0.75) @ fore_turn,
    }
    return turns | hand_rotations(body, side, arm, about(fore, twist) @ fore_turn, fore, palm_rest)


def arm_directions(shoulder, upper_length, fore_length, side, arm, pose):
    """Directions of upper arm and forearm that bring the wrist to its place, or as near as the arm reaches."""
    wrist = np.asarray(arm.wrist(pose), float)
    distance, reach = np.linalg.norm(wrist - shoulder), (upper_length + fore_length) * ARM_REACH
    towards = np.array(arm.elbow_towards) * [side.sign, 1, 1]
    elbow = bend_two_links(shoulder, wrist, upper_length, fore_length, towards, ARM_REACH)
    reached = wrist if distance <= reach else shoulder + unit(wrist - shoulder) * reach
    return unit(elbow - shoulder), unit(reached - elbow)


def palm_normal(body, side):
    """The way the palm faces in the rest frame (not of length 1)."""
    wrist, index, little = (body.joint(side.joint(name)) for name in ("hand", "finger-2-1", "finger-5-1"))
    normal = np.cross(index - wrist, little - wrist)
    return normal * np.sign(normal @ np.array([-side.sign, -1, 0.0]))


def twist_to_palm(palm, wanted, forearm):
    """How far the hand must turn about the forearm for the palm to face the wanted way."""
    palm, wanted = (unit(vector - forearm * (vector @ forearm)) for vector in (palm, wanted))
    return np.clip(np.arctan2(np.cross(palm, wanted) @ forearm, palm @ wanted), -MAX_TWIST, MAX_TWIST)


def hand_rotations(body, side, arm, hand_turn, forearm, palm_rest):
    """Rotations of the wrist, bent by `hand_bend`, and of the fingers, each link curled further."""
    palm = unit(hand_turn @ palm_rest)
    axis = unit(np.cross(forearm, palm))
    bend = arm.hand_bend
    if arm.fingers_towards is not None:
        bend = np.arctan2(np.dot(arm.fingers_towards, palm), np.dot(arm.fingers_towards, forearm))
    bent = about(axis, bend) @ hand_turn
    turns = {side.bone("wrist"): bent}
    for finger in range(2, 6):
        for link in range(1, 4):
            bone = side.bone(f"finger{finger}-{link}")
            if bone in body.bone_index:
                turns[bone] = about(axis, arm.finger_curl * link) @ bent
    return turns
