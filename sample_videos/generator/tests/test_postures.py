"""Standing and on hands and knees: contacts stay where they are, the body reaches what the repetition asks for."""

import numpy as np
import pytest

from generator import labels, settings, truth
from generator.make_clip import Scene
from generator.side import BOTH, BY_NAME

from .test_motions import joints_at, motion_of

SLIDES_LESS_THAN = 0.01
MARCHES, SQUATS, BIRD_DOGS = ("march_good_woman",), ("squat_good_tall",), ("bird_dog_good_man",)


@pytest.fixture(scope="module", params=[*MARCHES, *SQUATS, *BIRD_DOGS])
def any_motion(request):
    return motion_of(request.param)


@pytest.fixture(scope="module", params=MARCHES)
def march(request):
    return motion_of(request.param)


@pytest.fixture(scope="module", params=BIRD_DOGS)
def bird_dog(request):
    return motion_of(request.param)


def times_of(rep, count=9):
    return np.linspace(rep.start, rep.end - 1e-6, count)


def spread(motion, times, side, name):
    return np.ptp([joints_at(motion, time)[side, name] for time in times], axis=0).max()


def bend(joints, side):
    return 180 - truth.angle(*(joints[side, name] for name in ("hip", "knee", "ankle")))


def test_the_foot_that_stands_stays_in_a_march(march):
    for rep in march.schedule.reps[:4]:
        stands = BY_NAME[rep.get("leg")].other
        for name in ("ankle", "heel", "toe"):
            assert spread(march, times_of(rep), stands, name) < SLIDES_LESS_THAN


def test_the_lifted_foot_comes_back_to_its_place_and_clears_the_floor(march):
    rep = march.schedule.reps[1]
    lifted = BY_NAME[rep.get("leg")]
    before, after = (joints_at(march, time)[lifted, "ankle"] for time in (rep.start - 0.01, rep.end + 0.005))
    assert np.abs(after - before).max() < SLIDES_LESS_THAN
    feet = march.supine.landmarks.skin_points[lifted][1:]
    for time in times_of(rep, 15):
        assert march.body.skin.linear(march.pose_at(time), feet)[:, 2].min() > -0.006


def test_legs_alternate_and_knees_come_up_in_a_march(march):
    legs = [rep.get("leg") for rep in march.schedule.reps]
    assert all(leg != following for leg, following in zip(legs, legs[1:]))
    for rep in march.schedule.reps[:4]:
        joints, leg = joints_at(march, rep.peak_start), BY_NAME[rep.get("leg")]
        assert 40 < bend(joints, leg) < 120 and bend(joints, leg.other) < 15


@pytest.mark.parametrize("name", SQUATS)
def test_both_feet_stay_in_a_squat_and_the_knees_bend_as_far_as_asked(name):
    motion = motion_of(name)
    for rep in motion.schedule.reps[:2]:
        for side in BOTH:
            for part in ("ankle", "heel", "toe"):
                assert spread(motion, times_of(rep), side, part) < SLIDES_LESS_THAN
        for side in BOTH:
            assert bend(joints_at(motion, rep.peak_start), side) == pytest.approx(rep.get("knee_deg"), abs=4)


def test_planted_hand_knee_and_foot_stay_in_a_bird_dog(bird_dog):
    for rep in bird_dog.schedule.reps[:2]:
        leg = BY_NAME[rep.get("leg")]
        for side, names in ((leg.other, ("knee", "ankle", "toe")), (leg, ("wrist",))):
            for name in names:
                assert spread(bird_dog, times_of(rep), side, name) < SLIDES_LESS_THAN


def test_on_hands_and_knees_the_skin_touches_the_mat(bird_dog):
    skin, patches = bird_dog.body.skin, bird_dog.supine.landmarks
    for patch in (patches.knees, patches.hands):
        assert abs(np.sort(skin.linear(bird_dog.pose_at(0.0), patch)[:, 2])[:8].mean()) < 0.008


def test_arm_and_opposite_leg_reach_out_in_a_bird_dog(bird_dog):
    for rep in bird_dog.schedule.reps[:2]:
        joints, leg = joints_at(bird_dog, rep.peak_start), BY_NAME[rep.get("leg")]
        assert bend(joints, leg) < 30 and 75 < bend(joints, leg.other) < 105
        assert joints[leg, "ankle"][1] - joints[leg, "hip"][1] > 0.9 * (bird_dog.supine.thigh + bird_dog.supine.shank)
        assert joints[leg.other, "wrist"][1] < joints[leg.other, "shoulder"][1] - 0.8 * bird_dog.supine.arm


def test_nothing_jumps(any_motion):
    """No joint moves faster than a quick limb: 4 m/s."""
    rep = any_motion.schedule.reps[0]
    times = np.arange(rep.start - 0.05, rep.end + 0.05, 1 / 60)
    joints = np.array([list(joints_at(any_motion, time).values()) for time in times])
    assert np.abs(np.diff(joints, axis=0)).max() < 4 / 60


@pytest.mark.parametrize("name, count", [("march_good_woman", 20), ("squat_good_tall", 6), ("bird_dog_good_man", 4)])
def test_labels_count_the_repetitions_and_name_the_limb(name, count):
    scene = Scene(settings.read_clips()[name])
    made = scene.labels(every=4)
    assert len(made["reps"]) == count and made["exercise"] == scene.motion.exercise
    assert [rep.get("side") for rep in made["reps"]] == [rep.get("leg") for rep in scene.schedule.reps]
    for rep in made["reps"]:
        assert rep["start_s"] < rep["peak_start_s"] <= rep["peak_end_s"] < rep["end_s"]


def test_an_entry_stands_for_several_repetitions_with_legs_in_turn():
    entry = {"times": 3, "leg": ["right", "left"], "up_s": 1}
    assert list(settings.repeated(entry)) == [{"leg": leg, "up_s": 1} for leg in ("right", "left", "right")]
    assert list(settings.repeated({"up_s": 1})) == [{"up_s": 1}]


@pytest.mark.parametrize("name, wanted", [
    ("march_low_knees_old", [["low_knee"]] * 20),
    ("bird_dog_leg_low_woman", [[], ["leg_low"], ["leg_low"], ["arm_low"]]),
    ("bird_dog_trunk_moves_slim", [[], ["trunk_moves"], ["short_hold"], ["short_hold"], ["trunk_moves"]]),
    ("squat_shallow_leaning_heavy", [[], [], ["shallow"], ["shallow"], ["leans_forward"], ["leans_forward"]]),
    ("supine_march_low_heavy", [[], [], *[["knee_low"]] * 4]),
    ("heel_slide_short_man", [[], [], ["short_range"], ["short_range"]]),
    ("arm_reach_low_old", [[], [], ["arm_low"], ["arm_low"]]),
    ("leg_reach_low_short_woman", [[], ["leg_low"], ["leg_low"], ["short_hold"], ["short_hold"]]),
    ("heel_raise_low_swaying_man", [[], [], ["low"], ["low"], ["trunk_sways"], ["trunk_sways"]]),
    ("hip_hinge_short_knees_woman", [[], [], ["short_range"], ["short_range"], ["knees_bend"], ["knees_bend"]]),
])
def test_faults_are_those_that_the_settings_make(name, wanted):
    scene = Scene(settings.read_clips()[name])
    times = [0.0, *(time for rep in scene.schedule.reps for time in (rep.start + 0.01, (rep.peak_start + rep.peak_end) / 2))]
    made = labels.labels_of(scene.motion, scene.camera, [scene.observe(time)[0] for time in times])
    assert [rep["faults"] for rep in made["reps"]] == wanted
