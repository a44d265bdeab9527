//! How late pictures reach the screen, measured where it counts: after the buffers were swapped.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Pictures on their way to the screen, and how long each took.
#[derive(Debug)]
pub struct Swaps {
    begun: Instant,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Taken when the picture was that is being drawn for the first time.
    drawn: Option<Instant>,
    last_drawn: Option<Instant>,
    first_pose: Option<Instant>,
    shown: Vec<(Instant, f64)>,
    n_drawn: usize,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Speed {
    /// Pictures with their pose shown per second.
    pub shown_hz: f64,
    /// From taking a picture to the end of the swap that first showed it, in ms: median, 95 of 100, worst.
    pub delay_ms: [f64; 3],
    /// From the program's start to the first pose on the screen, in s.
    pub first_pose_secs: Option<f64>,
    /// How many pictures were shown.
    pub n_shown: usize,
    /// How often the window was drawn: a picture that is drawn twice costs twice.
    pub n_drawn: usize,
}

impl Swaps {
    /// Measures from `begun`, the program's start.
    pub const fn new(begun: Instant) -> Self {
        let state = State { drawn: None, last_drawn: None, first_pose: None, shown: Vec::new(), n_drawn: 0 };
        Self { begun, state: Mutex::new(state) }
    }

    /// A picture is being drawn, with a pose or without.
    pub(super) fn drawing(&self, taken: Instant, has_pose: bool, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.n_drawn += 1;
        if state.last_drawn != Some(taken) {
            (state.drawn, state.last_drawn) = (Some(taken), Some(taken));
        }
        if has_pose {
            state.first_pose.get_or_insert(now);
        }
    }

    /// The buffers were swapped, if anything was drawn.
    pub(super) fn swapped(&self, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = state.drawn.take() {
            let ms = now.saturating_duration_since(taken).as_secs_f64() * 1000.0;
            state.shown.push((now, ms));
        }
    }

    /// Returns what was measured so far; `None` before there are two pictures.
    pub fn speed(&self) -> Option<Speed> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (first, last) = (state.shown.first()?.0, state.shown.last()?.0);
        let secs = last.duration_since(first).as_secs_f64();
        let mut delays: Vec<f64> = state.shown.iter().map(|(_, ms)| *ms).collect();
        delays.sort_by(f64::total_cmp);
        let at = |share: f64| delays.get(((delays.len() - 1) as f64 * share).round() as usize).copied();
        (0.0 < secs).then_some(Speed {
            shown_hz: (state.shown.len() - 1) as f64 / secs,
            delay_ms: [at(0.5)?, at(0.95)?, at(1.0)?],
            first_pose_secs: state.first_pose.map(|at| at.duration_since(self.begun).as_secs_f64()),
            n_shown: state.shown.len(),
            n_drawn: state.n_drawn,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_picture_counts_once_at_the_end_of_the_swap_that_first_shows_it() {
        let begun = crate::app::live::now();
        let at = |ms: u64| begun + Duration::from_millis(ms);
        let swaps = Swaps::new(begun);
        for k in 0..100 {
            let taken = at(1000 + 20 * k);
            swaps.drawing(taken, 3 <= k, at(1010 + 20 * k));
            swaps.swapped(at(1015 + 20 * k));
            swaps.drawing(taken, true, at(1016 + 20 * k));
            swaps.swapped(at(1018 + 20 * k));
        }
        let speed = swaps.speed().unwrap();
        assert_eq!((speed.n_shown, speed.n_drawn, speed.delay_ms), (100, 200, [15.0; 3]));
        assert!((speed.shown_hz - 50.0).abs() < 1e-6);
        assert!((speed.first_pose_secs.unwrap() - 1.016).abs() < 1e-9);
    }
}
