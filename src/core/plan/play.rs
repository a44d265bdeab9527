//! Playing a day's items through: which one comes next, the rest before it, and what the person decided or answered.
//! Knows no clock and no file.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::item::{Dose, ItemKey};

/// The version of the notes' format.
pub const FORMAT: u32 = 1;

/// A decision about an item on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It comes after all the others.
    Later,
    /// It is left out.
    LeftOut,
    /// It was done without the camera: it is not judged, and counts towards no level.
    WithoutCamera,
}

/// Answer after a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Felt {
    /// It was too hard.
    TooHard,
    /// It was right.
    Right,
    /// It was too easy.
    TooEasy,
}

impl Felt {
    /// Every one, from hard to easy.
    pub const ALL: [Self; 3] = [Self::TooHard, Self::Right, Self::TooEasy];

    /// Returns its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TooHard => "too_hard",
            Self::Right => "right",
            Self::TooEasy => "too_easy",
        }
    }

    /// Returns its English words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::TooHard => "too hard",
            Self::Right => "right",
            Self::TooEasy => "too easy",
        }
    }
}

/// A person's decisions and answers about the items of one day. They judge nothing and count towards no level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayNotes {
    /// Version of the format: [`FORMAT`].
    pub format: u32,
    /// The day, in ISO 8601.
    pub day: String,
    /// Decisions, the first first: items that were put off come in this order.
    #[serde(default)]
    marks: Vec<Marked>,
    /// Answers after sets, the first first.
    #[serde(default)]
    answers: Vec<Answer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Marked {
    #[serde(flatten)]
    item: ItemKey,
    mark: Mark,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Answer {
    #[serde(flatten)]
    item: ItemKey,
    /// Name of the session's folder.
    session: String,
    felt: Felt,
}

/// State of an item on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Sessions contain all of it.
    Done,
    /// It was done without the camera.
    WithoutCamera,
    /// It is left out.
    LeftOut,
    /// It is to be done.
    Open,
    /// It is to be done after all open ones, and after those with a lower number.
    Later(usize),
}

impl Standing {
    /// Returns true if nothing of it is to be done any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::WithoutCamera | Self::LeftOut)
    }

    /// Returns its name in JSON; `None` for one that only sessions tell.
    pub const fn mark_id(self) -> Option<&'static str> {
        match self {
            Self::WithoutCamera => Some("without_camera"),
            Self::LeftOut => Some("left_out"),
            Self::Later(_) => Some("later"),
            Self::Done | Self::Open => None,
        }
    }
}

impl DayNotes {
    /// Returns the notes of a day on which nothing was decided yet.
    pub fn of(day: Date) -> Self {
        Self { format: FORMAT, day: day.to_string(), marks: Vec::new(), answers: Vec::new() }
    }

    /// Returns the mistake in what was read from a file, if there is one.
    pub fn mistake(&self) -> Option<String> {
        let format = self.format;
        (format != FORMAT).then(|| format!("format {format} is not known; this program reads format {FORMAT}"))
    }

    /// Sets what was decided about an item, or takes it back. An item that is put off again comes last.
    pub fn mark(&mut self, item: &ItemKey, mark: Option<Mark>) {
        self.marks.retain(|marked| marked.item != *item);
        self.marks.extend(mark.map(|mark| Marked { item: item.clone(), mark }));
    }

    /// Sets the answer after a session of an item; another answer takes its place.
    pub fn answer(&mut self, item: &ItemKey, session: &str, felt: Felt) {
        self.answers.retain(|answer| answer.session != session);
        self.answers.push(Answer { item: item.clone(), session: session.to_owned(), felt });
    }

    /// Returns the answers about an item, the first first.
    pub fn felt(&self, item: &ItemKey) -> Vec<Felt> {
        self.answers.iter().filter(|answer| answer.item == *item).map(|answer| answer.felt).collect()
    }

    /// Returns the answer after a session.
    pub fn felt_after(&self, session: &str) -> Option<Felt> {
        self.answers.iter().find(|answer| answer.session == session).map(|answer| answer.felt)
    }

    /// Returns the state of an item. Whatever was decided: an item that sessions contain is done.
    pub fn standing(&self, item: &ItemKey, is_done: bool) -> Standing {
        let found = self.marks.iter().enumerate().find(|(_, marked)| marked.item == *item);
        match found.map(|(k, marked)| (k, marked.mark)) {
            _ if is_done => Standing::Done,
            None => Standing::Open,
            Some((k, Mark::Later)) => Standing::Later(k),
            Some((_, Mark::LeftOut)) => Standing::LeftOut,
            Some((_, Mark::WithoutCamera)) => Standing::WithoutCamera,
        }
    }
}

/// Returns the place of the item that comes next: the first open one, else the one that was put off first.
pub fn next(standings: impl IntoIterator<Item = Standing>) -> Option<usize> {
    let turn = |(k, standing)| match standing {
        Standing::Open => Some((0, k)),
        Standing::Later(turn) => Some((turn + 1, k)),
        Standing::Done | Standing::WithoutCamera | Standing::LeftOut => None,
    };
    standings.into_iter().enumerate().filter_map(turn).min().map(|(_, k)| k)
}

/// A rest between two sets. Instants are in s, on any clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rest {
    until_secs: f64,
}

/// An answer about pain holds for so long, in s: a plan's longest rest is 900 s, and who waits for longer is asked again
/// (a proposal).
const RECENT_SECS: f64 = 900.0;
/// After an answer the page stays for so long, in s: long enough to name a new symptom, too (a proposal).
const ANSWER_SECS: f64 = 15.0;

impl Rest {
    /// Begins the rest after a set; `None` where the plan asks for none.
    pub fn after(dose: &Dose, now_secs: f64) -> Option<Self> {
        let secs = dose.rest_secs.map(f64::from).filter(|secs| 0.0 < *secs)?;
        Some(Self { until_secs: now_secs + secs })
    }

    /// Returns the time that is left, in s; 0 once it is over.
    pub fn left_secs(self, now_secs: f64) -> f64 {
        (self.until_secs - now_secs).max(0.0)
    }
}

/// The answer about pain after a set, on which going on depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// The question about pain is open.
    Open,
    /// The pain was told, and nothing speaks against another set.
    PainTold,
    /// A safety rule was met.
    Stopped,
}

/// The set of an item that is under way, or the time after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The item.
    pub item: ItemKey,
    /// True from the end of the set on.
    pub is_over: bool,
    /// The rest after the set, if the plan asks for one.
    pub rest: Option<Rest>,
    /// Instant of the last answer on its page, in s.
    answered_secs: Option<f64>,
}

impl Run {
    /// Begins a set of an item.
    pub const fn of(item: ItemKey) -> Self {
        Self { item, is_over: false, rest: None, answered_secs: None }
    }

    /// Ends the set; the rest begins.
    pub fn end_set(&mut self, dose: Option<&Dose>, now_secs: f64) {
        (self.is_over, self.rest) = (true, dose.and_then(|dose| Rest::after(dose, now_secs)));
    }

    /// Takes an answer on the page: it does not go on before another one can be given.
    pub fn answer(&mut self, now_secs: f64) {
        self.answered_secs = Some(now_secs);
        if let Some(rest) = &mut self.rest {
            rest.until_secs = rest.until_secs.max(now_secs + ANSWER_SECS);
        }
    }

    /// Returns true if the last answer is so recent that the pain in it is that before the next set.
    pub fn was_answered(&self, now_secs: f64) -> bool {
        self.answered_secs.is_some_and(|at| now_secs - at <= RECENT_SECS)
    }

    /// Returns true if the next set begins by itself: the rest is over, and the question about pain is answered.
    /// After a stop nothing does.
    pub fn goes_on(&self, now_secs: f64, after: After) -> bool {
        let is_rested = self.rest.is_some_and(|rest| rest.left_secs(now_secs) <= 0.0);
        self.is_over && is_rested && after == After::PainTold
    }
}

#[cfg(test)]
mod tests;
