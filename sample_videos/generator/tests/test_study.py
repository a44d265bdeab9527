"""What the study's tables say of made-up readings, and of those that are kept in `tests/fixtures`."""

import csv
from pathlib import Path

import numpy as np
import pytest

from generator.study.people import YAW_DEG, people
from generator.study.table import MEASURES, Readings, within

KEPT = Path(__file__).parents[3] / "tests/fixtures/surface_study.csv"


def made_up(constant=0.0, slope=1.0, own=None):
    """Three tops of six people; `own` adds to the readings of the first."""
    rows = [{"person": person, "woman": person % 2, "posture": posture, "yaw_deg": 3 * person, "surface_deg": true,
             "read_deg": constant + slope * true} for person in range(6) for posture, true in (("low", 155), ("full", 178), ("over", 193))]
    for row in rows[:3] if own else ():
        row["read_deg"] += own
    return Readings(rows, MEASURES["hip line"], "surface")


def kept(measure, truth):
    with KEPT.open() as file:
        rows = [{name: value if name == "posture" else float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    return Readings(rows, MEASURES[measure], truth)


def test_a_line_takes_out_constant_and_slope_and_a_constant_leaves_the_slope():
    readings = made_up(constant=-20, slope=1.1)
    assert abs(readings.left_out("cs")).max() == pytest.approx(0, abs=1e-6)
    assert abs(readings.left_out("c")).max() > 1


def test_a_person_who_is_left_out_does_not_correct_its_own_readings():
    left = made_up(own=10).left_out("c")
    assert left[:3] == pytest.approx([10, 10, 10])


def test_a_change_is_free_of_what_is_constant_in_the_person():
    readings = made_up(own=10)
    assert readings.changes(readings.left_out("")) == pytest.approx(np.zeros(18))


def test_people_are_the_same_every_time_and_their_cameras_cover_the_range():
    first, again = people(), people()
    assert first == again
    yaws = [person.bridge.camera.yaw_deg for person in first]
    assert (min(yaws), max(yaws)) == YAW_DEG and len(set(yaws)) == len(yaws)


def test_a_line_brings_the_hip_line_under_its_targets_against_landmarks_on_the_surface():
    """±6.5 degrees, and ±5 for a change; against joint centres the same line leaves more."""
    surface, joints = kept("hip line", "surface"), kept("hip line", "joints")
    errors = surface.left_out("cs")
    assert within(errors) < 5 and within(surface.changes(errors)) < 5
    assert within(errors) < within(joints.left_out("cs")) - 1
    assert np.mean(abs(errors) <= 5) == pytest.approx(0.915, abs=0.035)


def test_line_and_yaw_bring_the_thigh_to_trunk_angle_under_its_target():
    assert within(kept("thigh to trunk", "surface").left_out("csy")) < 5
    assert within(kept("thigh to trunk", "surface").left_out("c")) > 5
