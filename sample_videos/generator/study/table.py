"""Errors of the readings against each truth, with corrections that are fitted on other people. Degrees throughout."""

import itertools

import numpy as np

from .readings import TRUTHS

TOPS, PULLS = ("low", "full", "over"), ("half", "chest")
# From this error on the pulled knee was lost: another leg was taken for the near one.
LOST_DEG = 20
HELD = 0.90
SPLITS, SPLIT_SEED = 1000, 7
# Correction -> the columns that its linear model has besides a constant.
CORRECTIONS = {"as read": None, "constant": (), "constant, yaw": ("yaw",), "constant, yaw, reading": ("yaw", "read")}


class Errors:
    """Readings of one measure less one truth: values [n], the person of each, and what may correct it."""

    def __init__(self, rows, postures, truth):
        rows = [row for row in rows if row["posture"] in postures]
        rows = [row for row in rows if abs(row["read"] - row[truth]) < LOST_DEG]
        self.values = np.array([row["read"] - row[truth] for row in rows])
        self.people = np.array([row["person"] for row in rows])
        self.women = np.array([row["sex"] == "f" for row in rows])
        self.columns = {name: np.array([row[name] for row in rows]) for name in ("yaw", "read")}

    def design(self, names):
        return np.column_stack([np.ones(len(self.values)), *(self.columns[name] for name in names)])

    def left(self, names, fitted_on, tested_on):
        """What a correction leaves of some errors, fitted on others; None corrects nothing."""
        if names is None:
            return self.values[tested_on]
        design = self.design(names)
        coefficients = np.linalg.lstsq(design[fitted_on], self.values[fitted_on], rcond=None)[0]
        return self.values[tested_on] - design[tested_on] @ coefficients

    def left_out(self, names):
        """The same for each person, fitted on all others."""
        left = np.empty_like(self.values)
        for person in np.unique(self.people):
            own = self.people == person
            left[own] = self.left(names, ~own, own)
        return left

    def coverage(self, names):
        """Share of readings within a half-width of 90 %, both found on half of the people and tested on the others: mean and
        5th to 95th percentile over random splits."""
        rng, people, shares = np.random.default_rng(SPLIT_SEED), np.unique(self.people), []
        for _ in range(SPLITS):
            first = np.isin(self.people, rng.permutation(people)[:len(people) // 2])
            half_width = within(self.left(names, first, first))
            shares.append(np.mean(abs(self.left(names, first, ~first)) <= half_width))
        return np.mean(shares), *np.percentile(shares, (5, 95))

    def changes(self):
        """Differences of the errors of one person, each pair once."""
        return np.array([b - a for person in np.unique(self.people)
                         for a, b in itertools.combinations(self.values[self.people == person], 2)])


def within(errors):
    """The half-width that holds `HELD` of them."""
    return float(np.quantile(abs(errors), HELD))


def lines(rows):
    """The table as Markdown."""
    for measure, postures in (("hip line", TOPS), ("thigh to trunk", PULLS), ("thigh to trunk, chest", PULLS[1:])):
        yield f"\n| {measure} | truth | n | bias (f, m) | SD | ±90 | coverage left out (5-95 %) |"
        yield "|---|---|---|---|---|---|---|"
        for truth in TRUTHS:
            errors = Errors(rows, postures, truth)
            for correction, names in CORRECTIONS.items():
                yield line(errors, correction, truth, names)
            if len(postures) > 1:
                changes = errors.changes()
                yield f"| change | {truth} | {len(changes)} | {changes.mean():+.1f} | {changes.std():.1f} | {within(changes):.1f} | |"


def line(errors, correction, truth, names):
    left = errors.left_out(names)
    mean, low, high = errors.coverage(names)
    women = errors.women
    return (f"| {correction} | {truth} | {len(left)} | {left.mean():+.1f} ({left[women].mean():+.1f}, {left[~women].mean():+.1f}) "
            f"| {left.std():.1f} | {within(left):.1f} | {mean:.1%} ({low:.0%}-{high:.0%}) |")
