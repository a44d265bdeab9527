"""Repetitions happen when they should, smoothly."""

import numpy as np
import pytest

from generator.schedule import Schedule, smooth

REP = {"up_s": 1.0, "hold_s": 2.0, "down_s": 1.5, "rest_s": 0.5}


def test_repetitions_follow_one_another():
    first, second = Schedule([REP, REP], lead_s=0.8, jitter=0, seed=1).reps
    assert (first.start, first.peak_start, first.peak_end, first.end) == pytest.approx((0.8, 1.8, 3.8, 5.3))
    assert second.start == pytest.approx(5.8)


def test_the_amount_goes_up_holds_and_comes_down():
    schedule = Schedule([REP], lead_s=0.8, jitter=0, seed=1)
    amounts = [schedule.moment(time).amount for time in (0.5, 1.3, 2.5, 4.55, 5.4)]
    assert amounts == pytest.approx([0, 0.5, 1, 0.5, 0])
    assert schedule.moment(0.5).rep is None


def test_jitter_varies_every_duration_within_its_share_and_repeats():
    schedules = [Schedule([REP] * 4, lead_s=0.8, jitter=0.08, seed=7) for _ in range(2)]
    assert [rep.start for rep in schedules[0].reps] == [rep.start for rep in schedules[1].reps]
    holds = [rep.hold_s for rep in schedules[0].reps]
    assert len(set(holds)) == 4 and all(abs(hold - 2.0) <= 0.161 for hold in holds)


def test_a_movement_starts_and_ends_at_rest():
    steps = np.diff([smooth(share) for share in np.linspace(0, 1, 101)])
    assert smooth(0) == 0 and smooth(1) == 1
    assert steps[0] < 1e-4 and steps[-1] < 1e-4 and (steps >= 0).all()
