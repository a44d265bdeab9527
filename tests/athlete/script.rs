//! What the athlete does, one act after the other.

use super::body::{Planting, Pull, Stance};

/// How a repetition is done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bridge {
    /// Signed shoulder–hip–knee angle at the top.
    pub(crate) top_deg: f32,
    pub(crate) rise_secs: f64,
    pub(crate) hold_secs: f64,
    pub(crate) fall_secs: f64,
    /// Lying still afterwards.
    pub(crate) rest_secs: f64,
    /// By how many degrees the angle sinks while holding.
    pub(crate) sag_deg: f32,
    /// Standing still half-way up.
    pub(crate) pause_secs: f64,
    /// What is added on the way up. What slides stays there, what is lifted comes down with the hips.
    pub(crate) besides: Planting,
}

impl Bridge {
    pub(crate) const GOOD: Self = Self {
        top_deg: 180.0,
        rise_secs: 1.4,
        hold_secs: 3.0,
        fall_secs: 1.4,
        rest_secs: 2.0,
        sag_deg: 0.0,
        pause_secs: 0.0,
        besides: Planting::FLAT,
    };
}

/// When a repetition happened, in s of the script: start, beginning and end of the hold, end.
pub(crate) type Times = [f64; 4];

#[derive(Debug, Clone, Copy)]
struct Act {
    from: Stance,
    to: Stance,
    secs: f64,
}

/// Acts in order, each from where the one before ended.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    acts: Vec<Act>,
    at: Stance,
    /// The repetitions, as they were done.
    pub(crate) reps: Vec<Times>,
}

impl Script {
    pub(crate) fn from(at: Stance) -> Self {
        Self { acts: Vec::new(), at, reps: Vec::new() }
    }

    /// Lying still for two seconds, which most scripts begin with.
    pub(crate) fn lying() -> Self {
        Self::from(Stance::rest()).stay(2.0)
    }

    /// Moves smoothly.
    pub(crate) fn go(mut self, to: Stance, secs: f64) -> Self {
        self.acts.push(Act { from: self.at, to, secs });
        self.at = to;
        self
    }

    pub(crate) fn stay(self, secs: f64) -> Self {
        let at = self.at;
        self.go(at, secs)
    }

    /// Goes to a stance and back, `n` times, with a second of stillness at either end.
    pub(crate) fn there_and_back(self, to: Stance, secs: f64, n: usize) -> Self {
        let back = self.at;
        (0..n).fold(self, |script, _| script.go(to, secs).stay(1.0).go(back, secs).stay(1.0))
    }

    /// From here to each of two stances and back in turn, `n` times in all, without rest between: steps on the spot, limbs
    /// raised alternately. Each takes `secs` either way and is held for `hold_secs`.
    pub(crate) fn in_turn(self, [one, other]: [Stance; 2], [secs, hold_secs]: [f64; 2], n: usize) -> Self {
        let back = self.at;
        (0..n).fold(self, |script, k| {
            let start = script.secs();
            let up = script.go(if k % 2 == 0 { one } else { other }, secs);
            let peak_start = up.secs();
            let held = if 0.0 < hold_secs { up.stay(hold_secs) } else { up };
            let peak_end = held.secs();
            let mut down = held.go(back, secs);
            down.reps.push([start, peak_start, peak_end, down.secs()]);
            down
        })
    }

    pub(crate) fn bridges(self, n: usize, bridge: Bridge) -> Self {
        (0..n).fold(self, |script, _| script.bridge(bridge))
    }

    fn bridge(self, bridge: Bridge) -> Self {
        let start = self.secs();
        let before = self.at.planting();
        let besides = before.and(bridge.besides);
        let top = Stance::bridge(bridge.top_deg, besides);
        let half_way = self.at.towards(&top, 0.5);
        let up = if 0.0 < bridge.pause_secs {
            self.go(half_way, bridge.rise_secs / 2.0).stay(bridge.pause_secs).go(top, bridge.rise_secs / 2.0)
        } else {
            self.go(top, bridge.rise_secs)
        };
        let peak_start = up.secs();
        let held = up.go(Stance::bridge(bridge.top_deg - bridge.sag_deg, besides), bridge.hold_secs);
        let peak_end = held.secs();
        let mut down =
            held.go(Stance::resting(Planting { feet: besides.feet, body: besides.body, ..before }), bridge.fall_secs);
        down.reps.push([start, peak_start, peak_end, down.secs()]);
        down.stay(bridge.rest_secs)
    }

    pub(crate) fn pulls(self, n: usize, pull: Pull) -> Self {
        (0..n).fold(self, |script, _| script.pull(pull))
    }

    pub(crate) fn pull(self, pull: Pull) -> Self {
        let (start, back) = (self.secs(), self.at);
        let top = Stance::pulled(&pull);
        let up = self.go(top, pull.rise_secs);
        let peak_start = up.secs();
        let side = |deg: f32| Stance::pulled(&Pull { top_deg: pull.top_deg + deg, ..pull });
        let n_rocks = if 0.0 < pull.rock_deg { (pull.hold_secs / pull.rock_secs) as usize } else { 0 };
        let rock = |script: Self, _: usize| {
            let quarter = pull.rock_secs / 4.0;
            let there = script.go(side(pull.rock_deg), quarter).go(top, quarter);
            there.go(side(-pull.rock_deg), quarter).go(top, quarter)
        };
        let rocked = (0..n_rocks).fold(up, rock);
        let left_secs = pull.hold_secs - n_rocks as f64 * pull.rock_secs;
        let held = rocked.stay(left_secs.max(0.0));
        let peak_end = held.secs();
        let mut down = held.go(back, pull.fall_secs);
        down.reps.push([start, peak_start, peak_end, down.secs()]);
        down.stay(1.5)
    }

    pub(crate) fn secs(&self) -> f64 {
        self.acts.iter().map(|act| act.secs).sum()
    }

    pub(crate) fn stance_at(&self, secs: f64) -> Stance {
        let mut left = secs;
        for act in &self.acts {
            if left < act.secs {
                let share = 0.5 - 0.5 * (left / act.secs * std::f64::consts::PI).cos();
                return act.from.towards(&act.to, share as f32);
            }
            left -= act.secs;
        }
        self.at
    }
}
