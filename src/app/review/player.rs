//! Where in a recording one is and how it goes on. No clock: time that has passed is handed in.

use super::film::{Film, Way};
use crate::core::time::Timestamp;

/// How fast it plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Speed {
    /// As it was.
    #[default]
    Whole,
    /// Half as fast.
    Half,
    /// A quarter as fast.
    Quarter,
}

impl Speed {
    /// Returns the seconds of the recording per second.
    pub const fn factor(self) -> f64 {
        match self {
            Self::Whole => 1.0,
            Self::Half => 0.5,
            Self::Quarter => 0.25,
        }
    }

    /// Returns the next slower one; after the slowest the fastest.
    pub const fn slower(self) -> Self {
        match self {
            Self::Whole => Self::Half,
            Self::Half => Self::Quarter,
            Self::Quarter => Self::Whole,
        }
    }
}

/// What can be asked of a player.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Play, or pause.
    Toggle,
    /// To the frame before or after, paused.
    Frame(Way),
    /// To the beginning of the fault before or after.
    Fault(Way),
    /// To the beginning of the repetition before or after.
    Rep(Way),
    /// To an instant.
    To(Timestamp),
    /// To the repetition of this index, and round and round it.
    Select(usize),
    /// Round and round the repetition that one is in, or no longer.
    Loop,
    /// The next slower speed.
    Slow,
    /// To the first frame.
    Begin,
    /// To the last frame.
    End,
}

/// While it plays, going back from so soon after a beginning means the beginning before it, in s.
const JUST_BEGUN_SECS: f64 = 0.4;
/// Instants nearer than this are the same, in s.
const SAME_SECS: f64 = 1e-3;

/// A position that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Player {
    at: Timestamp,
    is_playing: bool,
    speed: Speed,
    /// Index of the repetition that is played round and round.
    looped: Option<usize>,
}

impl Player {
    /// Returns a player that is paused at an instant.
    pub const fn paused_at(at: Timestamp) -> Self {
        Self { at, is_playing: false, speed: Speed::Whole, looped: None }
    }

    /// Returns where one is.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns true if time moves it.
    pub const fn is_playing(&self) -> bool {
        self.is_playing
    }

    /// Returns how fast it plays.
    pub const fn speed(&self) -> Speed {
        self.speed
    }

    /// Returns the repetition that is played round and round.
    pub const fn looped(&self) -> Option<usize> {
        self.looped
    }

    /// Moves on by so many seconds.
    pub fn advance(&mut self, elapsed_secs: f64, film: &Film) {
        if !self.is_playing || elapsed_secs <= 0.0 {
            return;
        }
        let to = self.at.secs() + elapsed_secs * self.speed.factor();
        let (begin, end) = self.looped.and_then(|k| film.rep_span(k)).unwrap_or_else(|| film.span());
        if to < end {
            self.at = Timestamp::from_secs(to);
        } else if self.looped.is_some() {
            let length = (end - begin).max(SAME_SECS);
            self.at = Timestamp::from_secs(begin + (to - end) % length);
        } else {
            (self.at, self.is_playing) = (Timestamp::from_secs(end), false);
        }
    }

    /// Does what was asked.
    pub fn act(&mut self, asked: Move, film: &Film) {
        match asked {
            Move::Toggle => self.toggle(film),
            Move::Frame(way) => self.step(way, film),
            Move::Fault(way) => self.jump(way, film, film.fault_starts()),
            Move::Rep(way) => {
                let was_looped = self.looped.is_some();
                self.jump(way, film, film.rep_starts());
                self.looped = film.rep_at(self.at).filter(|_| was_looped);
            }
            Move::To(at) => self.go(at.secs(), film),
            Move::Select(k) => self.select(k, film),
            Move::Loop => self.looped = if self.looped.is_some() { None } else { film.rep_at(self.at) },
            Move::Slow => self.speed = self.speed.slower(),
            Move::Begin => self.go(film.span().0, film),
            Move::End => self.go(film.span().1, film),
        }
    }

    fn toggle(&mut self, film: &Film) {
        let is_at_end = film.span().1 - SAME_SECS <= self.at.secs();
        if !self.is_playing && is_at_end && self.looped.is_none() {
            self.at = Timestamp::from_secs(film.span().0);
        }
        self.is_playing = !self.is_playing;
    }

    fn step(&mut self, way: Way, film: &Film) {
        self.is_playing = false;
        if let Some(at) = film.neighbour(self.at, way) {
            self.at = at;
            self.leave_loop(film);
        }
    }

    fn select(&mut self, k: usize, film: &Film) {
        if let Some((begin, _)) = film.rep_span(k) {
            self.at = Timestamp::from_secs(begin);
            self.looped = Some(k);
        }
    }

    fn jump(&mut self, way: Way, film: &Film, starts: &[f64]) {
        let now = self.at.secs();
        let slack = if self.is_playing { JUST_BEGUN_SECS } else { SAME_SECS };
        let target = match way {
            Way::Back => starts.iter().rev().find(|start| **start < now - slack),
            Way::On => starts.iter().find(|start| now + SAME_SECS < **start),
        };
        if let Some(target) = target {
            self.go(*target, film);
        }
    }

    fn go(&mut self, secs: f64, film: &Film) {
        let (begin, end) = film.span();
        self.at = Timestamp::from_secs(secs.max(begin).min(end.max(begin)));
        self.leave_loop(film);
    }

    /// Who goes elsewhere is no longer held.
    fn leave_loop(&mut self, film: &Film) {
        let now = self.at.secs();
        let is_inside = |(begin, end): &(f64, f64)| begin - SAME_SECS <= now && now <= end + SAME_SECS;
        self.looped = self.looped.filter(|k| film.rep_span(*k).as_ref().is_some_and(is_inside));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::review::film::tests::made_up;

    // Frames every 0.1 s from 0 to 20 s; repetitions at 2–5 s, 7–10 s and 12–15 s; faults at 3 s and 13 s.

    fn at(secs: f64) -> Player {
        Player::paused_at(Timestamp::from_secs(secs))
    }

    fn after(mut player: Player, moves: &[Move]) -> Player {
        let film = made_up();
        for asked in moves {
            player.act(*asked, &film);
        }
        player
    }

    #[test]
    fn it_plays_by_the_time_that_is_handed_in_and_stops_at_the_end() {
        let film = made_up();
        let mut player = at(1.0);
        player.advance(5.0, &film);
        assert_eq!(player, at(1.0), "paused");
        player.act(Move::Toggle, &film);
        player.advance(1.5, &film);
        assert_eq!(player.at().secs(), 2.5);
        player.act(Move::Slow, &film);
        player.advance(1.0, &film);
        assert_eq!((player.at().secs(), player.speed().factor()), (3.0, 0.5));
        player.act(Move::Slow, &film);
        player.advance(1.0, &film);
        assert_eq!(player.at().secs(), 3.25);
        player.advance(500.0, &film);
        assert_eq!((player.at().secs(), player.is_playing()), (20.0, false));
        player.act(Move::Toggle, &film);
        assert_eq!((player.at().secs(), player.is_playing()), (0.0, true), "from the beginning again");
    }

    #[test]
    fn a_step_is_one_frame_and_pauses() {
        let film = made_up();
        let mut player = at(4.0);
        player.act(Move::Toggle, &film);
        player.act(Move::Frame(Way::On), &film);
        assert_eq!((player.at(), player.is_playing()), (Timestamp::from_secs(4.1), false));
        player.act(Move::Frame(Way::Back), &film);
        player.act(Move::Frame(Way::Back), &film);
        assert_eq!(player.at(), Timestamp::from_secs(3.9));
        let (first, last) = (after(at(0.0), &[Move::Frame(Way::Back)]), after(at(20.0), &[Move::Frame(Way::On)]));
        assert_eq!((first.at().secs(), last.at().secs()), (0.0, 20.0));
        // From between two frames: to the next one, and to the one before that which is shown.
        assert_eq!(after(at(4.05), &[Move::Frame(Way::On)]).at(), Timestamp::from_secs(4.1));
        assert_eq!(after(at(4.05), &[Move::Frame(Way::Back)]).at(), Timestamp::from_secs(3.9));
    }

    #[test]
    fn jumps_go_to_faults_and_repetitions() {
        let faults = |moves: &[Move], from| after(at(from), moves).at().secs();
        let (on, back) = (Move::Fault(Way::On), Move::Fault(Way::Back));
        assert_eq!([faults(&[on], 0.0), faults(&[on, on], 0.0), faults(&[on, on, on], 0.0)], [3.0, 13.0, 13.0]);
        assert_eq!([faults(&[back], 20.0), faults(&[back, back], 20.0)], [13.0, 3.0]);
        let (on, back) = (Move::Rep(Way::On), Move::Rep(Way::Back));
        assert_eq!([faults(&[on, on], 0.0), faults(&[back], 8.0), faults(&[back, back], 8.0)], [7.0, 7.0, 2.0]);
        assert_eq!([faults(&[Move::End], 3.0), faults(&[Move::Begin], 3.0)], [20.0, 0.0]);
    }

    #[test]
    fn while_it_plays_back_does_not_stick_to_the_same_beginning() {
        let film = made_up();
        let mut player = at(7.0);
        player.act(Move::Toggle, &film);
        player.advance(0.2, &film);
        player.act(Move::Rep(Way::Back), &film);
        assert_eq!(player.at().secs(), 2.0);
    }

    #[test]
    fn a_loop_goes_round_its_repetition_until_one_goes_elsewhere() {
        let film = made_up();
        let mut player = after(at(8.0), &[Move::Loop, Move::Toggle]);
        assert_eq!(player.looped(), Some(1));
        player.advance(2.5, &film);
        assert!((player.at().secs() - 7.5).abs() < 1e-6 && player.is_playing(), "{player:?}");
        player.act(Move::Rep(Way::On), &film);
        assert_eq!((player.looped(), player.at().secs()), (Some(2), 12.0), "it goes with the repetition");
        player.act(Move::Select(0), &film);
        assert_eq!((player.looped(), player.at().secs()), (Some(0), 2.0));
        player.act(Move::To(Timestamp::from_secs(4.0)), &film);
        assert_eq!(player.looped(), Some(0), "within");
        player.act(Move::To(Timestamp::from_secs(6.0)), &film);
        assert_eq!(player.looped(), None);
        assert_eq!(after(at(8.0), &[Move::Loop, Move::Loop]).looped(), None);
        assert_eq!(after(at(0.5), &[Move::Loop]).looped(), None, "no repetition has begun");
    }
}
