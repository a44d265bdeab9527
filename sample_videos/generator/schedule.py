"""When a set's repetitions happen, and the small unrest of a living body. Times in seconds since the first frame."""

from dataclasses import dataclass

import numpy as np

# Draws of the schedule and of everything else (unrest, camera noise) come from two generators.
SCHEDULE_SEED_OFFSET = 100
DURATIONS = ("up_s", "hold_s", "down_s", "rest_s")
# Both stand for a turn; more digits would change every label.
TURN, PHASES = 6.283, 6.28


@dataclass(frozen=True)
class Rep:
    """One repetition in its place; `settings` is its entry in `clips.json`."""

    start: float
    peak_start: float
    peak_end: float
    end: float
    next_start: float
    settings: dict

    def __getattr__(self, name):
        """`rep.hold_s` and the like; all other settings have defaults, see `get`."""
        if name in DURATIONS:
            return self.settings[name]
        raise AttributeError(name)

    def get(self, name, default=None):
        return self.settings.get(name, default)


@dataclass(frozen=True)
class Moment:
    """How far into which repetition: `amount` 0 is rest, 1 the peak; `rep` is None between repetitions."""

    time: float
    amount: float = 0.0
    rep: Rep | None = None

    def get(self, name, default):
        """A setting of the repetition; between two, the default."""
        return default if self.rep is None else self.rep.get(name, default)


class Schedule:
    """Repetitions one after another; `jitter` is the share by which durations vary, `rng` says how."""

    def __init__(self, rep_settings, lead_s, jitter, seed):
        rng = np.random.default_rng(seed + SCHEDULE_SEED_OFFSET)
        self.reps, time = [], lead_s
        for settings in rep_settings:
            settings = settings | {name: round(settings[name] * (1 + rng.uniform(-jitter, jitter)), 3) for name in DURATIONS}
            self.reps.append(rep_at(time, settings))
            time = self.reps[-1].next_start
        self.end = time

    def moment(self, time):
        for rep in self.reps:
            if rep.start <= time < rep.end:
                return Moment(time, amount_of(rep, time), rep)
        return Moment(time)


def rep_at(start, settings):
    up, hold, down, rest = (settings[name] for name in DURATIONS)
    end = start + up + hold + down
    return Rep(start, start + up, start + up + hold, end, end + rest, settings)


def amount_of(rep, time):
    """0 to 1 on the way up, 1 in the hold, back to 0 on the way down."""
    if time < rep.peak_start:
        return smooth((time - rep.start) / rep.up_s)
    if time < rep.peak_end:
        return 1.0
    return 1 - smooth((time - rep.peak_end) / rep.down_s)


def smooth(share):
    """From 0 to 1 as an arm or a leg moves: with the least jerk (Flash and Hogan 1985)."""
    share = np.clip(share, 0, 1)
    return share * share * share * (10 - 15 * share + 6 * share * share)


def unrest(rng, amplitude, frequency_hz=0.35):
    """A slow random sway of about this amplitude: a function of time."""
    phases = rng.uniform(0, PHASES, 4)
    frequencies = frequency_hz * rng.uniform(0.5, 1.6, 4)
    amplitudes = amplitude * rng.normal(0, 0.6, 4)
    waves = list(zip(amplitudes, frequencies, phases))
    return lambda time: float(sum(a * np.sin(TURN * f * time + p) for a, f, p in waves))
