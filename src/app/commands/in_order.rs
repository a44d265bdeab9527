//! Several recordings side by side, results in the order they were named.

use super::args::ScoreArgs;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many of so many recordings to work on at a time, and how many frames of each.
pub(super) fn jobs(args: &ScoreArgs, n_recordings: usize) -> (usize, usize) {
    let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let n_jobs = args.jobs.map_or(n_cores, usize::from).min(n_recordings).max(1);
    (n_jobs, (n_cores / n_jobs).max(1))
}

/// Runs `work` on every item, at most `n_jobs` at a time, and hands each result on as soon as those before it are there.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    n_jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    hand_on: impl FnMut(R) + Send,
) {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Pending { results: Vec::new(), n_handed_on: 0, hand_on });
    std::thread::scope(|scope| {
        for _ in 0..n_jobs.clamp(1, items.len().max(1)) {
            scope.spawn(|| {
                while let Some((idx, item)) = take(items, &next) {
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).add(idx, result);
                }
            });
        }
    });
}

fn take<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let idx = next.fetch_add(1, Ordering::Relaxed);
    Some((idx, items.get(idx)?))
}

struct Pending<R, F> {
    results: Vec<(usize, R)>,
    n_handed_on: usize,
    hand_on: F,
}

impl<R, F: FnMut(R)> Pending<R, F> {
    fn add(&mut self, idx: usize, result: R) {
        self.results.push((idx, result));
        while let Some(at) = self.results.iter().position(|(idx, _)| *idx == self.n_handed_on) {
            let (_, result) = self.results.swap_remove(at);
            (self.hand_on)(result);
            self.n_handed_on += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_their_order_whoever_is_done_first() {
        let mut seen = Vec::new();
        let items: Vec<u64> = (0..40).collect();
        let slow_first = |item: &u64| {
            let spin = (40 - item) * 20_000;
            std::hint::black_box((0..spin).fold(0, |a: u64, b| a ^ b));
            *item
        };
        in_order(&items, 4, slow_first, |item| seen.push(item));
        assert_eq!(seen, items);
    }
}
