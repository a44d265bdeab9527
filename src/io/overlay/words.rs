//! What is said in the picture, decided from the view alone.

use crate::core::judge::{LiveView, Phase};
use crate::core::report::Rep;
use crate::core::time::Timestamp;

/// What stands in the corners.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    pub(super) n_reps: usize,
    /// `None` where nobody is in view.
    pub(super) phase: Option<Phase>,
    /// While at the top, in s.
    pub(super) hold_secs: Option<f64>,
    pub(super) message: Option<Message>,
}

/// What the athlete is told.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    Nobody,
    /// What to do better, and how bad it was, 0–1.
    Cue {
        cue: String,
        severity: f32,
    },
    Good,
    /// Nothing of the repetition could be judged.
    NotJudged,
    /// A movement did not count, and why.
    NotCounted(String),
}

impl Words {
    /// The words for a view at an instant.
    pub(super) fn of(view: &LiveView, at: Timestamp) -> Self {
        let phase = view.pose.map(|_| view.phase);
        let left_over = || view.left_over(at).map(|other| Message::NotCounted(format!("not counted: {}", other.why)));
        let message = match phase {
            None => Some(Message::Nobody),
            Some(_) => left_over().or_else(|| view.spoken_of(at).map(message_on)),
        };
        let hold_secs = (phase == Some(Phase::Top)).then_some(view.hold_secs);
        Self { n_reps: view.provisional_reps, phase, hold_secs, message }
    }
}

fn message_on(rep: &Rep) -> Message {
    let worst = rep.findings.iter().max_by(|a, b| a.cost.total_cmp(&b.cost));
    match worst {
        Some(worst) => Message::Cue { cue: worst.cue.clone(), severity: worst.severity as f32 },
        None if rep.score.is_none() => Message::NotJudged,
        None => Message::Good,
    }
}

/// What an exercise says of an angle.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    /// 0–1.
    pub(super) severity: f32,
    pub(super) word: String,
    /// The same without a word.
    pub(super) sign: &'static str,
}

impl Verdict {
    /// The worst that the exercise has to say of the hip angle; `None` where it has nothing to do with it, and below
    /// the top.
    pub(super) fn of(view: &LiveView, angle_deg: f32) -> Option<Self> {
        if view.phase != Phase::Top {
            return None;
        }
        let about_angle = view.exercise.faults_on(&view.exercise.key.measure);
        let worst =
            about_angle.map(|fault| (fault.limit.severity(angle_deg), fault)).max_by(|a, b| a.0.total_cmp(&b.0));
        let (severity, fault) = worst?;
        if severity <= 0.0 {
            return Some(Self { severity, word: view.exercise.key.fine.into(), sign: "✓" });
        }
        let sign = if fault.limit.is_low() { "▼" } else { "▲" };
        Some(Self { severity, word: fault.id.replace('_', " "), sign })
    }
}
