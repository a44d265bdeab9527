"""In how many of 100 tries a 95 % interval of Cohen's κ holds the truth, with few clips of six alike repetitions each.

python3 benches/agree/coverage.py, with numpy. Two raters answer yes or no; how often the fault is there, and how often each
errs, differs from clip to clip (beta distributions with that intraclass correlation). A row for each number of clips:
  single     Fleiss, Cohen & Everitt 1969: as if repetitions of a clip were ratings of their own
  jackknife  clips left out one at a time, with Student's t: what the program gives
"""

import numpy as np

STUDENT = {5: 2.776, 6: 2.571, 8: 2.365, 10: 2.262, 15: 2.145, 20: 2.093, 30: 2.045}
N_REPS, N_TRIES = 6, 1200
CASES = [(0.3, 0.93, 0.2), (0.15, 0.93, 0.2), (0.3, 0.85, 0.4)]  # share of yes, share of right answers, correlation
rng = np.random.default_rng(1)


def parts(cells):
    a, b, c, d = cells.T
    n = a + b + c + d
    first, second = (a + b) / n, (a + c) / n
    return (a + d) / n, first * second + (1 - first) * (1 - second), first, second


def kappa(cells):
    same, chance, _, _ = parts(cells)
    with np.errstate(all="ignore"):
        return (same - chance) / (1 - chance)


def single(cells):
    """Half-width over 1.96 for ratings of their own."""
    same, chance, first, second = parts(cells)
    k, shares = kappa(cells), cells / cells.sum()
    sums = np.array([second + first, second + 1 - first, 1 - second + first, 2 - first - second])
    pull = (np.array([1, 0, 0, 1]) - (1 - k) * sums) / (1 - chance)
    return np.sqrt((pull - pull @ shares) ** 2 @ cells) / cells.sum()


def jackknife(by_clip):
    n, without = len(by_clip), kappa(by_clip.sum(0) - by_clip)
    return np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())


def clips(n_clips, share, right, alike):
    beta = lambda mean: rng.beta(mean * (1 / alike - 1), (1 - mean) * (1 / alike - 1), n_clips)[:, None]
    there, wrong = beta(share), beta(1 - right)
    size = (n_clips, N_REPS)
    truth = rng.random(size) < there
    x, y = (truth ^ (rng.random(size) < wrong) for _ in range(2))
    return np.stack([(x & y).sum(1), (x & ~y).sum(1), (~x & y).sum(1), (~x & ~y).sum(1)], 1).astype(float)


for n_clips, student in STUDENT.items():
    for case in CASES:
        true = kappa(sum(clips(400, *case).sum(0) for _ in range(50))[None])[0]
        held, n = np.zeros(2), 0
        for _ in range(N_TRIES):
            by_clip = clips(n_clips, *case)
            half, off = jackknife(by_clip), abs(kappa(by_clip.sum(0)[None])[0] - true)
            # Where a rater gave one answer only, or all hangs on one clip, the program gives none.
            if np.isfinite(half) and 0 < half:
                held += [off <= 1.96 * single(by_clip.sum(0)), off <= student * half]
                n += 1
        rates = "  ".join(f"{name} {100 * rate:.0f}" for name, rate in zip(("single", "jackknife"), held / n))
        print(f"{n_clips:2} clips, yes {case[0]}, right {case[1]}, alike {case[2]}, true {true:.2f}: {rates}", flush=True)
