//! Which repetitions are shown, and how.

use super::super::words as said;
use super::{Block, Content, Figure};
use crate::core::report::{Judgement, Rep};
use crate::io::words::{Words, fill};

/// A repetition to be shown at the middle of its hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Its index in the report.
    pub rep: usize,
    /// Seconds since the recording's first frame.
    pub at_s: f64,
    /// True if it is the best; else the worst.
    pub is_best: bool,
}

/// A chosen repetition with its picture, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Choice of the repetition.
    pub choice: Choice,
    /// What is shown of it.
    pub content: Result<Content, String>,
}

/// Returns the best and the worst of the repetitions that have a score; only one where all are alike.
pub fn choices(judgement: &Judgement) -> Vec<Choice> {
    let scored = || judgement.reps.iter().enumerate().filter_map(|(k, rep)| Some((k, rep, rep.score?)));
    let choice = |(k, rep, _): (usize, &Rep, f64), is_best: bool| Choice {
        rep: k,
        at_s: f64::midpoint(rep.peak_start_s, rep.peak_end_s),
        is_best,
    };
    // Of equals the first.
    let best = scored().reduce(|kept, next| if kept.2 < next.2 { next } else { kept });
    let worst = scored().reduce(|kept, next| if next.2 < kept.2 { next } else { kept });
    let worst = worst.filter(|(_, _, score)| best.is_some_and(|(_, _, most)| *score < most));
    best.map(|it| choice(it, true)).into_iter().chain(worst.map(|it| choice(it, false))).collect()
}

pub(super) fn blocks(judgement: &Judgement, shown: &[Shown], words: &Words) -> Vec<Block> {
    let n_scored = judgement.reps.iter().filter(|rep| rep.score.is_some()).count();
    let rank = |choice: &Choice| match (shown.len(), choice.is_best) {
        (1, _) if n_scored == 1 => "",
        (1, _) => &words.rep_one_score,
        (_, true) => &words.rep_best,
        (_, false) => &words.rep_worst,
    };
    let number = |choice: &Choice| (choice.rep + 1).to_string();
    let caption = |choice: &Choice| {
        let rep = judgement.reps.get(choice.rep);
        let angle = rep.and_then(|rep| said::key_reading(rep, words));
        let angle = angle.map(|angle| fill(&words.picture_top, &[("reading", &angle)])).unwrap_or_default();
        let seen = rep.map(|rep| said::faults(rep, words)).unwrap_or_default();
        let score = rep.and_then(|rep| rep.score).map(|score| format!("{score:.0}"));
        let score = score.map(|score| fill(&words.picture_score, &[("score", &score)])).unwrap_or_default();
        let name = fill(&words.rep_named, &[("n", &number(choice))]);
        format!("{name}{}{score}{angle}: {seen} ({})", rank(choice), words.clock(choice.at_s))
    };
    let of = |it: &Shown| Some(Figure { caption: caption(&it.choice), content: it.content.clone().ok()? });
    let figures: Vec<Figure> = shown.iter().filter_map(of).collect();
    let mut blocks = Vec::new();
    if !figures.is_empty() {
        blocks.push(Block::Figures(figures));
    }
    let left_out = shown.iter().filter_map(|it| Some((&it.choice, it.content.as_ref().err()?)));
    let said = |(choice, why): (&Choice, &String)| {
        fill(&words.no_picture, &[("n", &number(choice)), ("rank", rank(choice)), ("why", why)])
    };
    let left_out: Vec<String> = left_out.map(said).collect();
    if !left_out.is_empty() {
        blocks.push(Block::List(left_out));
    }
    blocks
}
