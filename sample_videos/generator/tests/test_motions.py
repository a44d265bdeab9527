"""The motions do to the body what their exercises ask for."""

import numpy as np
import pytest

from generator import settings, truth
from generator.body import Body
from generator.camera import Camera
from generator.cast import SHAPES
from generator.motions import MOTIONS
from generator.schedule import Schedule
from generator.side import BOTH
from generator.supine import Supine


def motion_of(name):
    clip = settings.read_clips()[name]
    schedule = Schedule(clip.reps, clip.lead_s, clip.jitter, clip.seed)
    supine = Supine(Body(SHAPES[clip.body]), clip.posture.pillow_m)
    return MOTIONS[clip.motion](clip, supine, schedule, np.random.default_rng(clip.seed))


@pytest.fixture(scope="module")
def bridge():
    return motion_of("bridge_good_man")


def joints_at(motion, time):
    return motion.supine.landmarks.joints(motion.pose_at(time))


def test_feet_stay_planted_in_a_bridge(bridge):
    times = np.linspace(0, bridge.schedule.reps[1].end, 12)
    for side in BOTH:
        ankles = np.array([joints_at(bridge, time)[side, "ankle"] for time in times])
        assert np.ptp(ankles, axis=0).max() < 0.001


def test_feet_that_slide_stay_where_they_slid_to():
    motion = motion_of("bridge_mixed_feet_head_heavy")
    slid = motion.schedule.reps[1]
    before, after = (joints_at(motion, time)[BOTH[0], "ankle"][1] for time in (slid.start, slid.end + 0.1))
    assert before - after == pytest.approx(0.08, abs=0.001)


def test_a_bridge_reaches_its_angle_and_the_rest_does_not(bridge):
    rep = bridge.schedule.reps[0]
    side = bridge.clip.side
    at_peak = truth.shoulder_hip_knee(joints_at(bridge, (rep.peak_start + rep.peak_end) / 2), side)
    assert at_peak == pytest.approx(rep.get("top_deg"), abs=2.5)
    assert truth.shoulder_hip_knee(joints_at(bridge, 0.0), side) < 150


def test_the_shoulder_blades_stay_on_the_mat_in_a_bridge(bridge):
    rep = bridge.schedule.reps[0]
    for time in (rep.start, rep.peak_start, rep.peak_end):
        skin = bridge.body.skin.linear(bridge.pose_at(time), bridge.supine.landmarks.upper_back)
        assert abs(skin[:, 2].min()) < 0.01


def test_a_hold_sags_to_its_angle():
    motion = motion_of("bridge_sagging")
    rep = motion.schedule.reps[1]
    angles = [truth.shoulder_hip_knee(joints_at(motion, time), motion.clip.side) for time in (rep.peak_start, rep.peak_end - 1e-6)]
    assert angles == pytest.approx([rep.get("top_deg"), rep.get("sag_to_deg")], abs=2.5)


def test_a_far_leg_that_lags_stays_behind():
    motion = motion_of("ktc_knee_lags_ankles_apart")
    near, far = motion.clip.side, motion.clip.side.other
    for rep, lags in zip(motion.schedule.reps, (False, True, False)):
        joints = joints_at(motion, rep.peak_start)
        lag = truth.folded(truth.shoulder_hip_knee(joints, far)) - truth.folded(truth.shoulder_hip_knee(joints, near))
        assert (lag > 22) == lags


def test_one_knee_at_a_time_comes_to_the_chest():
    motion = motion_of("ktc_single_alternating")
    for rep in motion.schedule.reps[:2]:
        joints = joints_at(motion, rep.peak_start)
        angles = {side.name: truth.folded(truth.shoulder_hip_knee(joints, side)) for side in BOTH}
        assert angles.pop(rep.get("leg")) < 75 < min(angles.values())


@pytest.fixture(scope="module")
def session():
    return motion_of("bridge_whole_session")


def test_whoever_comes_into_a_session_is_outside_at_first(session):
    camera = Camera.of_clip(session.clip)
    for time in (0.0, session.timing["enters_s"]):
        points = np.array(list(joints_at(session, time).values()))
        assert not any(0 <= x < camera.width for x, _ in camera.project_all(points))


def test_a_session_has_no_jumps(session):
    """But for the steps, whose feet are fast."""
    stands = session.timing["stops_s"] + 0.5
    lies = session.timing["lies_back_s"] + session.timing["lying_down_s"]
    for since, until in ((stands, lies + 0.2), (53.4, 54.8), (77.4, 80.2)):
        joints = [np.array(list(joints_at(session, time).values())) for time in np.arange(since, until, 1 / 30)]
        assert np.abs(np.diff(joints, axis=0)).max() < 0.10


def test_the_near_arm_points_to_the_ceiling_while_it_is_held_up(session):
    near = session.clip.side
    for what, start, end in session.happens():
        for time in np.linspace(start, end, 5) if what == "near_arm_up" else ():
            joints = joints_at(session, time)
            chain = [joints[near, name] for name in ("shoulder", "elbow", "wrist")]
            for lower, upper in zip(chain, chain[1:]):
                assert (upper - lower)[2] > np.sin(np.radians(75)) * np.linalg.norm(upper - lower)
