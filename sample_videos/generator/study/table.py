"""Errors of the readings against each truth, calibrated on other people. Degrees throughout."""

import itertools

import numpy as np

from .readings import TRUTHS

MEASURES = {"hip line": ("low", "full", "over"), "thigh to trunk": ("half", "chest"), "thigh at the chest": ("chest",)}
# Corrections in the program, from none to a straight line: its constant, its slope over the truth, that over the yaw.
CORRECTIONS = {"as read": "", "constant": "c", "constant, yaw": "cy", "line": "cs", "line, yaw": "csy"}
HELD = 0.90
SPLITS, SPLIT_SEED = 1000, 7


class Readings:
    """Readings of one measure beside one truth: [n]."""

    def __init__(self, rows, postures, truth):
        rows = [row for row in rows if row["posture"] in postures]
        column = lambda name: np.array([row[name] for row in rows], float)
        self.person, self.woman, self.yaw = column("person"), column("woman"), column("yaw_deg")
        self.read, self.true = column("read_deg"), column(f"{truth}_deg")

    def left(self, correction, fitted_on, tested_on):
        """The errors that a correction leaves, fitted on others.

        The line is that of the reading over the truth, turned round: one of the truth over the reading would lean towards
        the mean of the truths that happen to be in the study.
        """
        columns = {"c": np.ones_like(self.read), "y": self.yaw, "s": self.true}
        design = np.column_stack([columns[term] for term in correction]) if correction else np.empty((len(self.read), 0))
        rest = self.read - (0 if "s" in correction else self.true)
        fitted = dict(zip(correction, np.linalg.lstsq(design[fitted_on], rest[fitted_on], rcond=None)[0]))
        read = self.read - fitted.get("c", 0) - fitted.get("y", 0) * self.yaw
        return (read / fitted.get("s", 1) - self.true)[tested_on]

    def left_out(self, correction):
        """The same for each person, fitted on all others."""
        left = np.empty_like(self.read)
        for person in np.unique(self.person):
            own = self.person == person
            left[own] = self.left(correction, ~own, own)
        return left

    def coverage(self, correction):
        """Share of errors within the half-width for 90 %, both found on half of the people and tested on the others: mean,
        5th and 95th percentile over random splits.
        """
        rng, people, shares = np.random.default_rng(SPLIT_SEED), np.unique(self.person), []
        for _ in range(SPLITS):
            first = np.isin(self.person, rng.permutation(people)[:len(people) // 2])
            half_width = within(self.left(correction, first, first))
            shares.append(np.mean(abs(self.left(correction, first, ~first)) <= half_width))
        return np.mean(shares), *np.percentile(shares, (5, 95))

    def changes(self, errors):
        """Differences of the errors of one person, each pair once."""
        return np.array([b - a for person in np.unique(self.person)
                         for a, b in itertools.combinations(errors[self.person == person], 2)])


def within(errors):
    """The half-width that holds `HELD` of them."""
    return float(np.quantile(abs(errors), HELD))


def lines(rows):
    """The tables as Markdown: people left out one at a time, coverage with half of them left out."""
    for measure, postures in MEASURES.items():
        yield f"\n| {measure} | correction | bias | women, men | SD | ±90 | change: ±90 | coverage, half left out |"
        yield "|---|---|---|---|---|---|---|---|"
        for truth, correction in itertools.product(TRUTHS, CORRECTIONS):
            yield line(Readings(rows, postures, truth), truth, correction)


def line(readings, truth, correction):
    terms = CORRECTIONS[correction]
    errors, (mean, low, high) = readings.left_out(terms), readings.coverage(terms)
    women, men = (errors[readings.woman == sex].mean() for sex in (1, 0))
    changes = readings.changes(errors)
    change = f"{within(changes):.1f}" if len(changes) else ""
    return (f"| {truth} | {correction} | {errors.mean():+.1f} | {women:+.1f}, {men:+.1f} | {errors.std():.1f} "
            f"| {within(errors):.1f} | {change} | {mean:.0%} ({low:.0%}-{high:.0%}) |")
