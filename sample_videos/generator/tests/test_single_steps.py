"""One limb at a time, heels up, hips back: what stays stays, what moves goes as far as asked."""

import numpy as np
import pytest

from generator.side import BOTH, BY_NAME

from .test_motions import joints_at, motion_of
from .test_postures import SLIDES_LESS_THAN, bend, spread, times_of

CLIPS = ("supine_march_good_woman", "dead_bug_first_step_good_slim", "heel_slide_good_old", "arm_reach_good_woman",
         "leg_reach_good_african", "heel_raise_good_woman", "hip_hinge_good_man")


@pytest.mark.parametrize("name", CLIPS)
def test_nothing_jumps(name):
    motion = motion_of(name)
    rep = motion.schedule.reps[0]
    times = np.arange(rep.start - 0.05, rep.end + 0.05, 1 / 30)
    joints = np.array([list(joints_at(motion, time).values()) for time in times])
    assert np.abs(np.diff(joints, axis=0)).max() < 4 / 30


@pytest.mark.parametrize("name", ["supine_march_good_woman", "dead_bug_first_step_good_slim", "heel_slide_good_old"])
def test_the_other_leg_and_the_hips_stay_on_the_back(name):
    motion = motion_of(name)
    rep = motion.schedule.reps[0]
    other = BY_NAME[rep.get("leg")].other
    for part in ("hip", "knee", "ankle"):
        assert spread(motion, times_of(rep), other, part) < 0.02


def test_a_heel_slides_along_the_mat():
    motion = motion_of("heel_slide_good_old")
    rep = motion.schedule.reps[0]
    leg = BY_NAME[rep.get("leg")]
    heel = motion.supine.landmarks.skin_points[leg][1:2]
    heights = [motion.body.skin.linear(motion.pose_at(time), heel)[0, 2] for time in times_of(rep, 15)]
    assert -0.012 < min(heights) and max(heights) < 0.03
    assert 80 < bend(joints_at(motion, rep.peak_start), leg) < 105


def test_the_opposite_arm_points_up_in_the_first_step_of_the_dead_bug():
    motion = motion_of("dead_bug_first_step_good_slim")
    rep = motion.schedule.reps[0]
    joints, arm = joints_at(motion, rep.peak_start), BY_NAME[rep.get("leg")].other
    assert (joints[arm, "wrist"] - joints[arm, "shoulder"])[2] > 0.9 * motion.supine.arm


@pytest.mark.parametrize("name, stay", [("arm_reach_good_woman", ("knee", "ankle")), ("leg_reach_good_african", ("wrist",))])
def test_what_does_not_reach_out_stays_on_hands_and_knees(name, stay):
    motion = motion_of(name)
    rep = motion.schedule.reps[0]
    for side in BOTH:
        for part in stay:
            assert spread(motion, times_of(rep), side, part) < SLIDES_LESS_THAN


def test_heels_rise_about_the_balls_of_the_feet_with_straight_knees():
    motion = motion_of("heel_raise_good_woman")
    rep = motion.schedule.reps[0]
    rest, top = joints_at(motion, rep.start - 0.01), joints_at(motion, rep.peak_start)
    for side in BOTH:
        assert 0.06 < (top[side, "heel"] - rest[side, "heel"])[2] < 0.14
        assert abs((top[side, "toe"] - rest[side, "toe"])[2]) < 0.035
        assert bend(top, side) < 15
        assert (top[side, "hip"] - rest[side, "hip"])[2] > 0.03


def test_the_hips_go_back_and_both_feet_stay_in_a_hip_hinge():
    motion = motion_of("hip_hinge_good_man")
    rep = motion.schedule.reps[0]
    for side in BOTH:
        assert spread(motion, times_of(rep), side, "heel") < SLIDES_LESS_THAN
        assert bend(joints_at(motion, rep.peak_start), side) == pytest.approx(18, abs=4)
