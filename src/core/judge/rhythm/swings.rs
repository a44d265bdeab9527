//! Swings of a signal: a zig-zag that turns where the signal comes back by enough.

use crate::core::judge::finder::UNDERCUT_SHARE;
use crate::core::time::Timestamp;

/// A repetition is over when it has come back and the lowest point has not been undercut for this long, …
const SETTLED_SECS: f64 = 2.5;
/// …where this share of the way back is «come back»: a stop half-way down is not the end.
const CAME_BACK_SHARE: f32 = 0.7;
/// At rest the lowest point is that of this long: slow drift is no swing.
const REST_SECS: f64 = 3.0;

/// A turning point, or any other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) at: Timestamp,
    pub(super) value: f32,
}

/// Up and down again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Swing {
    /// The lowest point before; `None` where the rise was not seen.
    pub(super) from: Option<Point>,
    pub(super) peak: Point,
    /// The lowest point after; `None` where the fall was not seen.
    pub(super) low: Option<Point>,
    /// The next rise is what ended it.
    pub(super) rises_again: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// Nothing has turned yet.
    Unknown {
        low: Point,
        high: Point,
    },
    Up {
        from: Point,
        peak: Point,
    },
    /// On the way down, or at rest: then there is no open swing.
    Down {
        open: Option<(Option<Point>, Point)>,
        low: Point,
    },
}

/// Finds swings while the signal arrives.
#[derive(Debug, Default)]
pub(super) struct Swings {
    state: Option<State>,
    /// What the signal was at rest, as far as it may still be the lowest point.
    resting: Vec<Point>,
}

impl Swings {
    /// Takes the next value; `least` is the smallest swing. Returns a swing that this brings to an end.
    pub(super) fn push(&mut self, now: Point, least: f32) -> Option<Swing> {
        let mut ended = None;
        let next = match self.state.unwrap_or(State::Unknown { low: now, high: now }) {
            State::Unknown { low, .. } if least <= now.value - low.value => State::Up { from: low, peak: now },
            State::Unknown { high, .. } if least <= high.value - now.value => {
                State::Down { open: Some((None, high)), low: now }
            }
            State::Unknown { low, high } => State::Unknown { low: lower(low, now, 0.0), high: higher(high, now) },
            State::Up { from, peak } if least <= peak.value - now.value => {
                State::Down { open: Some((Some(from), peak)), low: now }
            }
            State::Up { from, peak } => State::Up { from, peak: higher(peak, now) },
            State::Down { open, low } => {
                let low = if open.is_some() { lower(low, now, UNDERCUT_SHARE * least) } else { self.lowest(now) };
                let rises_again = least <= now.value - low.value;
                let settled = open.is_some_and(|(from, peak)| is_settled(from, peak, low, now));
                if rises_again || settled {
                    ended = open.map(|(from, peak)| Swing { from, peak, low: Some(low), rises_again });
                    self.resting = vec![low];
                }
                let open = open.filter(|_| ended.is_none());
                if rises_again { State::Up { from: low, peak: now } } else { State::Down { open, low } }
            }
        };
        self.state = Some(next);
        ended
    }

    /// What follows has nothing to do with what came before: what is left of the last swing.
    pub(super) fn interrupt(&mut self) -> Option<Swing> {
        let swing = match self.state.take()? {
            State::Up { from, peak } => Some(Swing { from: Some(from), peak, low: None, rises_again: false }),
            State::Down { open: Some((from, peak)), low } => {
                let low = Some(low).filter(|low| from.is_none_or(|from| has_come_back(from, peak, *low)));
                Some(Swing { from, peak, low, rises_again: false })
            }
            _ => None,
        };
        self.resting.clear();
        swing
    }

    /// The swing under way: from, peak, and whether it is past its peak.
    pub(super) fn under_way(&self) -> Option<(Point, Point, bool)> {
        match self.state? {
            State::Up { from, peak } => Some((from, peak, false)),
            State::Down { open: Some((Some(from), peak)), .. } => Some((from, peak, true)),
            _ => None,
        }
    }

    fn lowest(&mut self, now: Point) -> Point {
        self.resting.retain(|point| point.value < now.value && now.at.secs_since(point.at) <= REST_SECS);
        self.resting.push(now);
        self.resting.first().copied().unwrap_or(now)
    }
}

/// Whether a fall has come back by so much of the rise that it may be the end of a repetition.
pub(super) fn has_come_back(from: Point, peak: Point, low: Point) -> bool {
    CAME_BACK_SHARE * (peak.value - from.value) <= peak.value - low.value
}

fn is_settled(from: Option<Point>, peak: Point, low: Point, now: Point) -> bool {
    from.is_none_or(|from| has_come_back(from, peak, low)) && SETTLED_SECS <= now.at.secs_since(low.at)
}

fn lower(low: Point, now: Point, by: f32) -> Point {
    if now.value < low.value - by { now } else { low }
}

fn higher(high: Point, now: Point) -> Point {
    if high.value < now.value { now } else { high }
}
