//! What a report for people says, in which order: one model for HTML and PDF.

mod criteria;
mod findings;
mod notes;
mod pictures;
mod reps;
mod sides;

pub use notes::Note;
pub use pictures::{Choice, Shown, choices};

use super::curves::{Curve, curves};
use super::limits::score_range;
use super::series::Series;
use super::words as said;
use super::{mean_curve, plot};
use crate::core::exercise::{Exercise, SPAN_ERROR_SECS};
use crate::core::exercises;
use crate::core::judge::AUTO;
use crate::core::measure::Unit;
use crate::core::report::{Judgement, Report, SessionReport};
use crate::io::drawing::Drawing;
use crate::io::words::{Words, fill};

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
    /// Words of its language.
    pub words: &'static Words,
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

/// Evidence of a report, apart from the judgement.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// What was measured, where poses are there.
    pub series: Option<&'a Series>,
    /// Pictures of some repetitions.
    pub shown: &'a [Shown],
    /// What could not be given, and why.
    pub missing: &'a [String],
    /// Corrections and notes by people.
    pub notes: &'a [Note],
    /// Name of the person, if that is to be shown.
    pub name: Option<&'a str>,
    /// Words of the reader's language.
    pub words: &'static Words,
}

impl Document {
    /// Returns the report for people of a judgement.
    pub fn of(report: &Report, evidence: &Evidence<'_>) -> Self {
        let (judgement, words) = (&report.judgement, evidence.words);
        let sections = [
            (words.head_reps.as_str(), reps::blocks(judgement, words)),
            (&words.head_pictures, pictures::blocks(judgement, evidence.shown, words)),
            (&words.head_time, plots(judgement, evidence.series, words)),
            (&words.head_sides, sides::blocks(judgement, words)),
            (&words.head_why, findings::blocks(judgement, words)),
            (&words.head_notes, notes::blocks(evidence.notes, words)),
            (&words.head_not_judged, findings::not_judged(judgement, evidence.missing, words)),
            (&words.head_limits, criteria::blocks(judgement, words)),
            (&words.head_method, criteria::method(report, words)),
        ];
        let sections = sections.into_iter().filter(|(_, blocks)| !blocks.is_empty());
        Self {
            title: fill(&words.title, &[("exercises", &done(judgement, words))]),
            name: evidence.name.map(str::to_owned),
            facts: facts(report, words),
            headline: headline(judgement, report.session.as_ref(), words),
            sections: sections.map(|(heading, blocks)| Section { heading, blocks }).collect(),
            notice: &words.notice,
            words,
        }
    }
}

/// The exercises that were done, or that were looked for.
fn done(judgement: &Judgement, words: &Words) -> String {
    let names: Vec<String> = exercises_of(judgement).iter().map(|exercise| words.exercise(exercise.id)).collect();
    if names.is_empty() || names.len() == exercises::all().len() && judgement.reps.is_empty() {
        return words.exercise(&judgement.exercise);
    }
    names.join(", ")
}

/// The exercises of the repetitions, with the length of hold that was asked for; without any, the one that was looked for,
/// or all.
fn exercises_of(judgement: &Judgement) -> Vec<&'static Exercise> {
    let is_done = |exercise: &&'static Exercise| judgement.reps.iter().any(|rep| rep.exercise == exercise.id);
    let is_asked = |exercise: &&'static Exercise| judgement.exercise == AUTO || judgement.exercise == exercise.id;
    let all = || exercises::all().into_iter();
    let done: Vec<_> = all().filter(is_done).map(|exercise| judgement.as_asked(exercise)).collect();
    if done.is_empty() { all().filter(is_asked).collect() } else { done }
}

/// Lists the date and what the person reported around the session, and names what is unknown.
fn facts(report: &Report, words: &'static Words) -> Vec<(&'static str, String)> {
    let date = report.recorded_at.as_deref().map_or_else(|| words.date_unknown.clone(), |at| words.date(at));
    let mut facts = vec![(words.date.as_str(), date)];
    if let Some(told) = &report.session {
        facts.extend([
            (words.pain_before.as_str(), words.rating(told.pain_before)),
            (&words.pain_after, words.rating(told.pain_after)),
        ]);
        let new = words.symptoms(told);
        facts.extend((!new.is_empty()).then_some((words.new.as_str(), new)));
    }
    facts
}

fn headline(judgement: &Judgement, told: Option<&SessionReport>, words: &Words) -> Headline {
    let stop = told.and_then(|told| told.stop.as_ref());
    let stop = stop.map(|stop| format!("{}. {}", words.stop(stop), words.counts_more));
    let verdict = match (&judgement.refusal, judgement.score) {
        (Some(refusal), _) => fill(&words.not_scored, &[("why", &words.refused(refusal))]),
        (None, None) => words.no_score.clone(),
        (None, Some(score)) => {
            let text = match judgement.goal_missed() {
                Some(_) => &words.goal_missed,
                None if stop.is_some() => &words.score_void,
                None => &words.score,
            };
            let (n, goal) = (judgement.reps.len(), judgement.goal_missed().unwrap_or_default());
            let values = [("n", &*n.to_string()), ("goal", &goal.to_string()), ("score", &format!("{score:.0}"))];
            format!("{}{}", fill(text, &values), range_said(judgement, score, words))
        }
    };
    let score = judgement.score.filter(|_| judgement.refusal.is_none() && stop.is_none());
    let mark = score.map(|score| match judgement.goal_missed() {
        Some(goal) => Mark { value: judgement.reps.len() as f64, of: goal as f64 },
        None => Mark { value: score, of: 100.0 },
    });
    Headline { stop, mark, verdict, counted: counted(judgement, words) }
}

/// From where to where the score lies by the errors of its readings; nothing where they cannot change it.
fn range_said(judgement: &Judgement, score: f64, words: &Words) -> String {
    let Some(range) = score_range(judgement) else { return String::new() };
    let [low, high] = [range.low.min(score), range.high.max(score)].map(|end| format!("{end:.0}"));
    if low == high { String::new() } else { fill(&words.range, &[("low", &low), ("high", &high)]) }
}

fn counted(judgement: &Judgement, words: &Words) -> String {
    let n_unscored = judgement.reps.iter().filter(|rep| rep.score.is_none()).count();
    let n_left = judgement.partial_reps.len() + judgement.not_counted.len();
    let n_open = judgement.not_judged.len() + judgement.reps.iter().map(|rep| rep.not_judged.len()).sum::<usize>();
    let others = [(n_unscored, &words.unscored), (n_left, &words.left_out), (n_open, &words.open)];
    let others = others.into_iter().filter(|(n, _)| 0 < *n).map(|(n, text)| fill(text, &[("n", &n.to_string())]));
    std::iter::once(words.reps(judgement.reps.len())).chain(others).collect::<Vec<_>>().join(" · ")
}

/// The mean repetition of an exercise, each side by itself; of texture there are no readings between repetitions.
fn means(series: &Series, exercise: &Exercise, judgement: &Judgement, words: &Words) -> Vec<Block> {
    let (key, name) = (&exercise.key, words.measure(exercise));
    let all = curves(series, &judgement.reps).into_iter();
    let of_key =
        all.filter(|it| it.exercise == exercise.id && it.measure == key.measure && exercise.rhythm().is_none());
    let figure = |curve: Curve| {
        let one = judgement.reps.iter().find(|rep| (rep.exercise.as_str(), rep.side) == (exercise.id, curve.side));
        let side = one.map_or("", |rep| said::side(rep, words));
        let side = if side.is_empty() { String::new() } else { format!(", {side}") };
        let n = mean_curve::n_reps(&curve).to_string();
        let values =
            [("exercise", &*said::sentence(&words.exercise(exercise.id))), ("what", name), ("side", &side), ("n", &n)];
        let caption = fill(&words.mean_curve, &values);
        let drawing = mean_curve::drawing(&curve, name, words)?;
        Some(Block::Figures(vec![Figure { caption, content: Content::Drawing(drawing) }]))
    };
    of_key.filter_map(figure).collect()
}

fn plots(judgement: &Judgement, series: Option<&Series>, words: &Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    for exercise in exercises_of(judgement) {
        let name = said::sentence(&words.exercise(exercise.id));
        let what =
            if exercise.key.measure.unit() == Unit::Deg { words.angle.as_str() } else { words.measure(exercise) };
        let key = series.and_then(|series| plot::key(series, exercise, &judgement.reps, words));
        blocks.extend(key.map(|drawing| {
            let tops = if exercise.is_cyclic() { &words.tops } else { &words.holds };
            let caption = fill(&words.curve, &[("exercise", &name), ("what", what), ("tops", tops)]);
            Block::Figures(vec![Figure { caption, content: Content::Drawing(drawing) }])
        }));
        blocks.extend(series.into_iter().flat_map(|series| means(series, exercise, judgement, words)));
        blocks.extend(plot::rhythm(exercise, &judgement.reps, words).map(|drawing| {
            let text = if exercise.rhythm().is_some() { &words.periods } else { &words.times };
            let error = words.decimal(&SPAN_ERROR_SECS.to_string());
            let caption = fill(text, &[("exercise", &name), ("error", &error)]);
            Block::Figures(vec![Figure { caption, content: Content::Drawing(drawing) }])
        }));
    }
    blocks
}
