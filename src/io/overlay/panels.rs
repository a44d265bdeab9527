//! The corners: count and phase at the left, hold or cue at the right.

use super::canvas::Canvas;
use super::font::Font;
use super::plate::{Anchor, Area, Badge, Plate, Run, room_px};
use super::theme::{FAINT_TEXT, GOOD, NEUTRAL, Scale, TEXT, colour_of};
use super::words::{Message, Words};
use crate::core::judge::Phase;

const COUNT_SIZE: f32 = 38.0;
const UNIT_SIZE: f32 = 15.0;
const PHASE_SIZE: f32 = 17.0;
const HOLD_SIZE: f32 = 24.0;
const MESSAGE_SIZE: f32 = 18.0;
/// Share of the picture's width that a message may take; the count has the rest.
const MESSAGE_SHARE: f32 = 0.62;

/// Draws what stands in the corners; returns where.
pub(super) fn draw(canvas: &mut Canvas, words: &Words, font: &Font, scale: Scale) -> Vec<Area> {
    let room = room_px(canvas.size().0 * MESSAGE_SHARE, scale);
    let right = match (&words.message, words.hold_secs) {
        (Some(said), _) => Some(message(said, room, font, scale)),
        (None, secs) => secs.map(hold),
    };
    let plates = [(Anchor::TopLeft, Some(count(words))), (Anchor::TopRight, right)];
    let draw = |(anchor, plate): (Anchor, Option<Plate>)| Some(plate?.draw(canvas, anchor, &[], (font, scale)));
    plates.into_iter().filter_map(draw).collect()
}

fn count(words: &Words) -> Plate {
    let unit = if words.n_reps == 1 { " rep" } else { " reps" };
    let number = Run::new(words.n_reps.to_string(), COUNT_SIZE, TEXT);
    let mut rows = vec![vec![number, Run::new(unit, UNIT_SIZE, FAINT_TEXT)]];
    rows.extend(words.phase.map(|phase| {
        let sign = Run::new(sign_of(phase), PHASE_SIZE, NEUTRAL);
        vec![sign, Run::new(phase.word(), PHASE_SIZE, TEXT)]
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
    let number = Run::new(format!("{secs:.1}"), HOLD_SIZE, TEXT);
    Plate { rows: vec![vec![word, number, Run::new(" s", UNIT_SIZE, FAINT_TEXT)]], badge: None }
}

fn message(message: &Message, room: f32, font: &Font, scale: Scale) -> Plate {
    let (sign, text, colour) = match message {
        Message::Nobody => ("?", "nobody in view", NEUTRAL),
        Message::Cue { cue, severity } => ("!", cue.as_str(), colour_of(*severity)),
        Message::Good => ("✓", "good", GOOD),
        Message::NotJudged => ("?", "not judged: not seen well enough", NEUTRAL),
        Message::NotCounted(said) => ("?", said.as_str(), NEUTRAL),
    };
    let rows = wrapped(text, &|row| font.width(row, scale.px(MESSAGE_SIZE)) <= room);
    let rows = rows.into_iter().map(|row| vec![Run::new(row, MESSAGE_SIZE, TEXT)]).collect();
    Plate { rows, badge: Some(Badge { colour, sign }) }
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
