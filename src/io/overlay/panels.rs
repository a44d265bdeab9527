//! The corners: count and phase at the left, hold or cue at the right.

use super::plate::{Anchor, Area, Badge, Paper, Plate, Run, room_px};
use super::theme::FAINT_TEXT;
use super::words::Words;
use crate::core::judge::{LiveRemark, Phase};
use crate::io::drawing::{GOOD, NEUTRAL, Shape, WHITE, ink_of};

const COUNT_SIZE: f32 = 38.0;
const UNIT_SIZE: f32 = 15.0;
const PHASE_SIZE: f32 = 17.0;
const HOLD_SIZE: f32 = 24.0;
const MESSAGE_SIZE: f32 = 18.0;
/// Share of the picture's width that a message may take; the count has the rest.
const MESSAGE_SHARE: f32 = 0.62;

/// Draws what stands in the corners; returns where, too.
pub(super) fn shapes(words: &Words<'_>, paper: Paper<'_>) -> (Vec<Shape>, Vec<Area>) {
    let right = match (words.remark, words.hold_secs) {
        (Some(remark), _) => Some(message(remark, paper)),
        (None, secs) => secs.map(hold),
    };
    let plates = [(Anchor::TopLeft, Some(count(words))), (Anchor::TopRight, right)];
    let drawn = plates.into_iter().filter_map(|(anchor, plate)| Some(plate?.shapes(anchor, &[], paper)));
    let (shapes, taken): (Vec<Vec<Shape>>, Vec<Area>) = drawn.unzip();
    (shapes.concat(), taken)
}

fn count(words: &Words<'_>) -> Plate {
    let unit = if words.n_reps == 1 { " rep" } else { " reps" };
    let number = Run::new(words.n_reps.to_string(), COUNT_SIZE, WHITE);
    let mut rows = vec![vec![number, Run::new(unit, UNIT_SIZE, FAINT_TEXT)]];
    rows.extend(words.phase.map(|phase| {
        let sign = Run::new(sign_of(phase), PHASE_SIZE, NEUTRAL);
        vec![sign, Run::new(phase.word(), PHASE_SIZE, WHITE)]
    }));
    Plate { rows, badge: None }
}

fn sign_of(phase: Phase) -> &'static str {
    match phase {
        Phase::Away => "– ",
        Phase::Rest => "● ",
        Phase::Rising => "▲ ",
        Phase::Top => "■ ",
        Phase::Lowering => "▼ ",
    }
}

fn hold(secs: f64) -> Plate {
    let word = Run::new("hold ", UNIT_SIZE, FAINT_TEXT);
    let number = Run::new(format!("{secs:.1}"), HOLD_SIZE, WHITE);
    Plate { rows: vec![vec![word, number, Run::new(" s", UNIT_SIZE, FAINT_TEXT)]], badge: None }
}

fn message(remark: LiveRemark<'_>, Paper { size, font, scale }: Paper<'_>) -> Plate {
    let room = room_px(size.0 * MESSAGE_SHARE, scale);
    let (sign, text, ink) = match remark {
        LiveRemark::Nobody => ("?", "nobody in view".to_owned(), NEUTRAL),
        LiveRemark::Cue { worst, .. } => ("!", worst.cue.clone(), ink_of(worst.severity as f32)),
        LiveRemark::Good => ("✓", "good".to_owned(), GOOD),
        LiveRemark::NotJudged => ("?", "not judged: not seen well enough".to_owned(), NEUTRAL),
        LiveRemark::NotCounted(other) => ("?", format!("not counted: {}", other.why), NEUTRAL),
    };
    let rows = wrapped(&text, &|row| font.width(row, scale.px(MESSAGE_SIZE)) <= room);
    let rows = rows.into_iter().map(|row| vec![Run::new(row, MESSAGE_SIZE, WHITE)]).collect();
    Plate { rows, badge: Some(Badge { ink, sign }) }
}

/// `text` in as many rows as it needs.
fn wrapped(text: &str, fits: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match rows.last_mut() {
            Some(row) if fits(&format!("{row} {word}")) => row.extend([" ", word]),
            _ => rows.push(word.to_owned()),
        }
    }
    rows
}
