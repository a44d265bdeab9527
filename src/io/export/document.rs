//! What a report for people says, in which order: one model for HTML and PDF.

mod criteria;
mod findings;
mod pictures;
mod reps;

pub use pictures::{Choice, Shown, choices};

use super::limits::score_range;
use super::plot;
use super::series::Series;
use super::words;
use crate::core::exercise::{Exercise, SPAN_ERROR_SECS};
use crate::core::exercises;
use crate::core::judge::AUTO;
use crate::core::measure::Unit;
use crate::core::pain::{COUNTS_MORE, stop_said};
use crate::core::report::{Judgement, Report, SessionReport};
use crate::core::safety::NOTICE;
use crate::io::drawing::Drawing;

/// A report for people.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is of.
    pub title: String,
    /// Name of the person, if that is to be shown.
    pub name: Option<String>,
    /// Date, pain, new symptoms.
    pub facts: Vec<(&'static str, String)>,
    /// The verdict in a few words.
    pub headline: Headline,
    /// All the rest, in order.
    pub sections: Vec<Section>,
    /// What the program is not.
    pub notice: &'static str,
}

/// The verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// Why the session was stopped, if it was: then no mark is shown.
    pub stop: Option<String>,
    /// Mark that is shown in large letters.
    pub mark: Option<Mark>,
    /// The score with its error, or why there is none.
    pub verdict: String,
    /// What was counted.
    pub counted: String,
}

/// So much of so much: a score, or repetitions where fewer were done than asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Amount that was reached.
    pub value: f64,
    /// Amount that is asked for or possible.
    pub of: f64,
}

impl Mark {
    /// Returns its share, 0–1.
    pub fn share(self) -> f64 {
        (self.value / self.of.max(1.0)).clamp(0.0, 1.0)
    }
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A block of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Running text.
    Text(String),
    /// Points, one below the other.
    List(Vec<String>),
    /// Rows and columns.
    Table(Table),
    /// Figures side by side.
    Figures(Vec<Figure>),
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows, in bold above it; may be empty.
    pub caption: String,
    /// Names of the columns, and how wide each is against the others.
    pub columns: Vec<(&'static str, f32)>,
    /// As many cells as columns each.
    pub rows: Vec<Vec<String>>,
}

/// A picture or a drawing with what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Below it.
    pub caption: String,
    /// What is shown.
    pub content: Content,
}

/// What a figure shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Lines and words.
    Drawing(Drawing),
    /// A photograph.
    Jpeg(Jpeg),
}

impl Content {
    /// Returns true if half a page is wide enough for it: it is a person, and no plot.
    pub fn is_half(&self) -> bool {
        const HALF_A_PAGE: f32 = 300.0;
        match self {
            Self::Drawing(drawing) => drawing.width < HALF_A_PAGE,
            Self::Jpeg(_) => true,
        }
    }
}

/// A JPEG file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jpeg {
    /// The file's bytes; red, green and blue.
    pub bytes: Vec<u8>,
    /// In px.
    pub width: u32,
    /// In px.
    pub height: u32,
}

/// What a report is made of, apart from the judgement.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// What was measured, where poses are there.
    pub series: Option<&'a Series>,
    /// Pictures of some repetitions.
    pub shown: &'a [Shown],
    /// What could not be given, and why.
    pub missing: &'a [String],
    /// Name of the person, if that is to be shown.
    pub name: Option<&'a str>,
}

impl Document {
    /// Returns the report for people of a judgement.
    pub fn of(report: &Report, evidence: &Evidence<'_>) -> Self {
        let judgement = &report.judgement;
        let sections = [
            ("Repetitions", reps::blocks(judgement)),
            ("Pictures", pictures::blocks(judgement, evidence.shown)),
            ("Over the time", plots(judgement, evidence.series)),
            ("Why this score", findings::blocks(judgement)),
            ("Not judged, and what to know", findings::not_judged(judgement, evidence.missing)),
            ("What is looked at, and where the limits come from", criteria::blocks(judgement)),
            ("How it was measured", criteria::method(report)),
        ];
        let sections = sections.into_iter().filter(|(_, blocks)| !blocks.is_empty());
        Self {
            title: format!("Exercise report: {}", done(judgement)),
            name: evidence.name.map(str::to_owned),
            facts: facts(report),
            headline: headline(judgement, report.session.as_ref()),
            sections: sections.map(|(heading, blocks)| Section { heading, blocks }).collect(),
            notice: NOTICE,
        }
    }
}

/// The exercises that were done, or that were looked for.
fn done(judgement: &Judgement) -> String {
    let names: Vec<String> = exercises_of(judgement).iter().map(|exercise| exercise.name.to_owned()).collect();
    if names.is_empty() || names.len() == exercises::all().len() && judgement.reps.is_empty() {
        return words::exercise(&judgement.exercise);
    }
    names.join(", ")
}

/// The exercises of the repetitions; without any, the one that was looked for, or all.
fn exercises_of(judgement: &Judgement) -> Vec<&'static Exercise> {
    let is_done = |exercise: &&&Exercise| judgement.reps.iter().any(|rep| rep.exercise == exercise.id);
    let is_asked = |exercise: &&&Exercise| judgement.exercise == AUTO || judgement.exercise == exercise.id;
    let done: Vec<&Exercise> = exercises::all().iter().filter(is_done).copied().collect();
    if done.is_empty() { exercises::all().iter().filter(is_asked).copied().collect() } else { done }
}

/// Lists the date and what the person reported around the session, and names what is unknown.
fn facts(report: &Report) -> Vec<(&'static str, String)> {
    let unknown = || "unknown: neither a session nor the file says it".to_owned();
    let date = report.recorded_at.as_deref().map_or_else(unknown, words::date);
    let mut facts = vec![("Date", date)];
    if let Some(told) = &report.session {
        let rating = |pain: Option<u8>| pain.map_or_else(|| "not told".to_owned(), |pain| format!("{pain} of 10"));
        facts.extend([("Pain before", rating(told.pain_before)), ("Pain after", rating(told.pain_after))]);
        let new: Vec<String> = told.new_symptoms.iter().map(|id| words::fault(id)).collect();
        facts.extend((!new.is_empty()).then(|| ("New since the start", new.join(", "))));
    }
    facts
}

fn headline(judgement: &Judgement, told: Option<&SessionReport>) -> Headline {
    let stop = told.and_then(|told| told.stop.as_ref()).map(|stop| format!("{}. {COUNTS_MORE}", stop_said(stop)));
    let verdict = match (&judgement.refusal, judgement.score) {
        (Some(refusal), _) => format!("Not scored: {}.", refusal.message),
        (None, None) => "No score: what would decide it could not be judged, see below.".to_owned(),
        (None, Some(score)) => {
            let range = score_range(judgement).map(|range| {
                let (low, high) = (range.low.min(score), range.high.max(score));
                format!("; {low:.0} to {high:.0} if every reading is off by its stated error")
            });
            let range = range.unwrap_or_default();
            match judgement.goal_missed() {
                Some(goal) => {
                    let n = judgement.reps.len();
                    format!("{n} of {goal} repetitions; those done score {score:.0} of 100{range}")
                }
                None if stop.is_some() => format!("Score {score:.0} of 100, which counts for nothing{range}"),
                None => format!("Score {score:.0} of 100{range}"),
            }
        }
    };
    let mut counted = vec![words::counted(judgement.reps.len(), "repetition")];
    let n_unscored = judgement.reps.iter().filter(|rep| rep.score.is_none()).count();
    if 0 < n_unscored {
        counted.push(format!("{n_unscored} of them without a score"));
    }
    let n_left = judgement.partial_reps.len() + judgement.not_counted.len();
    if 0 < n_left {
        counted.push(format!("{n_left} not counted"));
    }
    let n_open = judgement.not_judged.len() + judgement.reps.iter().map(|rep| rep.not_judged.len()).sum::<usize>();
    if 0 < n_open {
        counted.push(format!("{n_open} times something was not judged"));
    }
    let score = judgement.score.filter(|_| judgement.refusal.is_none() && stop.is_none());
    let mark = score.map(|score| match judgement.goal_missed() {
        Some(goal) => Mark { value: judgement.reps.len() as f64, of: goal as f64 },
        None => Mark { value: score, of: 100.0 },
    });
    Headline { stop, mark, verdict, counted: counted.join(" · ") }
}

fn plots(judgement: &Judgement, series: Option<&Series>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for exercise in exercises_of(judgement) {
        let name = exercise.name;
        let what = if exercise.key.measure.unit() == Unit::Deg { "angle" } else { exercise.key.label };
        let key = series.and_then(|series| plot::key(series, exercise, &judgement.reps));
        blocks.extend(key.map(|drawing| {
            let tops = if exercise.is_cyclic() { "tops" } else { "holds" };
            let caption = format!(
                "The {name}'s {what} over the time: the line is what was read from picture to picture, the band around it \
                 its error. Columns are {tops}, with the number of the repetition; thick lines are what counts, the median \
                 of the hold; dashed lines are where repetitions begin and end. Orange lies between fine and bad, red \
                 beyond bad."
            );
            Block::Figures(vec![Figure { caption, content: Content::Drawing(drawing) }])
        }));
        blocks.extend(plot::rhythm(exercise, &judgement.reps).map(|drawing| {
            let caption = if exercise.rhythm().is_some() {
                format!("The {name}'s rhythm: from each repetition to the next, in seconds; the dashed line is a limit.")
            } else {
                format!(
                    "The {name}'s rhythm: each repetition's lift (pale), hold (blue) and return (grey), in seconds, each \
                     ±{SPAN_ERROR_SECS}; the dashed line is the limit of the hold."
                )
            };
            Block::Figures(vec![Figure { caption, content: Content::Drawing(drawing) }])
        }));
    }
    blocks
}
