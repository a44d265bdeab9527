//! The tables of a language's file: a key that is missing, or one too many, is no language.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::dose::DoseWords;
use super::effort::EffortWords;
use super::health::{CheckWords, LearnWords, PainWords, SafetyWords};
use super::plan::PlanWords;
use super::review::ReviewWords;
use super::settings::SettingsWords;

/// Everything that the window says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// `en`, `de`, as a locale begins.
    pub(crate) code: String,
    /// Its own name for itself.
    pub(crate) language: String,
    /// Between a number and its decimals.
    pub(crate) decimal_sign: String,
    /// A day from its `{year}`, `{month}` and `{day}`.
    pub(crate) date: String,
    pub(crate) app: AppWords,
    pub(crate) home: HomeWords,
    pub(crate) health: HealthWords,
    pub(crate) safety: SafetyWords,
    pub(crate) check: CheckWords,
    pub(crate) before: BeforeWords,
    pub(crate) pain: PainWords,
    pub(crate) learn: LearnWords,
    pub(crate) dose: DoseWords,
    pub(crate) plan: PlanWords,
    pub(crate) effort: EffortWords,
    pub(crate) families: FamiliesWords,
    pub(crate) phases: PhasesWords,
    pub(crate) live: LiveWords,
    pub(crate) result: ResultWords,
    pub(crate) review: ReviewWords,
    pub(crate) sessions: SessionsWords,
    pub(crate) keep: KeepWords,
    /// Of reports, by id.
    pub(crate) measures: BTreeMap<String, String>,
    pub(crate) units: UnitsWords,
    pub(crate) settings: SettingsWords,
    pub(crate) warnings: WarningsWords,
    /// By id.
    pub(crate) exercises: BTreeMap<String, ExerciseWords>,
    /// By reason.
    pub(crate) refusals: BTreeMap<String, String>,
    /// Statements of the rules, by code; English words of the rules are shown if one is missing.
    #[serde(default)]
    pub(crate) statements: BTreeMap<String, String>,
    /// Instructions to turn, by the view that is asked for.
    #[serde(default)]
    pub(crate) turns: BTreeMap<String, String>,
    /// What the voice says, by id of the prompt; from `assets/voice`.
    #[serde(skip)]
    pub(crate) voice: BTreeMap<String, String>,
}

/// The page before a set: the movement, and how the picture is set up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BeforeWords {
    pub(crate) hear: String,
    pub(crate) figure_start: String,
    pub(crate) figure_moving: String,
    pub(crate) figure_end: String,
    pub(crate) on_floor: String,
    pub(crate) on_table: String,
    pub(crate) from_above: String,
    pub(crate) in_picture: String,
    pub(crate) distance: String,
}

/// An exercise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExerciseWords {
    pub(crate) name: String,
    /// What for.
    pub(crate) purpose: String,
    /// Position to take and what to do.
    pub(crate) how: String,
    pub(crate) checked: String,
    /// Who should not.
    pub(crate) caution: String,
    /// The angle that it is about.
    pub(crate) measure: String,
    pub(crate) never_judged: Option<String>,
    /// Why a movement is none of it, by id.
    #[serde(default)]
    pub(crate) reasons: BTreeMap<String, String>,
    /// By id.
    pub(crate) faults: BTreeMap<String, FaultWords>,
}

/// A fault.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FaultWords {
    /// What is wrong.
    pub(crate) name: String,
    /// What to do about it.
    pub(crate) cue: String,
    /// Parts that must be seen to judge it.
    pub(crate) needs: Option<String>,
    /// Source of its limits.
    pub(crate) source: Option<String>,
}

/// What is on every screen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppWords {
    pub(crate) name: String,
    pub(crate) tagline: String,
    pub(crate) purpose: String,
    pub(crate) back: String,
    pub(crate) home: String,
    pub(crate) settings: String,
    pub(crate) quit: String,
    pub(crate) close: String,
    pub(crate) silence: String,
    pub(crate) no_room_full: String,
    pub(crate) no_room_refused: String,
    pub(crate) esc: String,
    pub(crate) space: String,
}

/// The start screen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HomeWords {
    pub(crate) choose: String,
    pub(crate) start: String,
    pub(crate) start_named: String,
    pub(crate) any_title: String,
    pub(crate) any_text: String,
    pub(crate) any_start: String,
    pub(crate) search: String,
    pub(crate) search_all: String,
    pub(crate) search_none: String,
    pub(crate) more: String,
    pub(crate) position: String,
    pub(crate) checked: String,
    pub(crate) caution: String,
    pub(crate) camera: String,
    pub(crate) camera_none: String,
    pub(crate) camera_advice: String,
    pub(crate) camera_again: String,
    pub(crate) camera_use: String,
    pub(crate) recent: String,
    pub(crate) recent_none: String,
    pub(crate) weeks: String,
    pub(crate) recent_score: String,
    pub(crate) recent_no_score: String,
    pub(crate) recent_reps: String,
    pub(crate) recent_open: String,
    pub(crate) profile: String,
    pub(crate) place_title: String,
    pub(crate) place_text: String,
}

/// What to clear before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HealthWords {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) urgent: String,
    pub(crate) flags: String,
    pub(crate) stop: String,
}

/// Kinds of exercises.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FamiliesWords {
    pub(crate) supine: String,
    pub(crate) hands_and_knees: String,
    pub(crate) standing: String,
    pub(crate) stretch: String,
    pub(crate) aerobic: String,
}

/// Phases of a repetition.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhasesWords {
    pub(crate) away: String,
    pub(crate) rest: String,
    pub(crate) rising: String,
    pub(crate) top: String,
    pub(crate) lowering: String,
    pub(crate) pressing: String,
    pub(crate) pressed: String,
    pub(crate) letting_go: String,
}

/// While it happens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LiveWords {
    pub(crate) any_exercise: String,
    pub(crate) reps_one: String,
    pub(crate) reps_many: String,
    pub(crate) of_goal: String,
    pub(crate) goal_reached: String,
    pub(crate) count_goal_said: String,
    pub(crate) phase_said: String,
    pub(crate) hold: String,
    pub(crate) hold_goal: String,
    pub(crate) hold_said: String,
    pub(crate) angle_said: String,
    pub(crate) good: String,
    pub(crate) not_judged: String,
    pub(crate) nobody: String,
    pub(crate) nobody_advice: String,
    pub(crate) nobody_advice_other: String,
    pub(crate) ready: String,
    pub(crate) cue_said: String,
    pub(crate) pause: String,
    pub(crate) resume: String,
    pub(crate) stop: String,
    pub(crate) hurts: String,
    pub(crate) hurts_key: String,
    pub(crate) mute: String,
    pub(crate) unmute: String,
    pub(crate) mute_key: String,
    pub(crate) recording: String,
    pub(crate) recording_lost: String,
    pub(crate) starting: String,
    pub(crate) starting_advice: String,
    pub(crate) starting_advice_other: String,
    pub(crate) paused: String,
    pub(crate) paused_advice: String,
    pub(crate) paused_led: String,
    pub(crate) lost: String,
    pub(crate) lost_advice: String,
    pub(crate) failed: String,
    pub(crate) failed_advice: String,
    pub(crate) rate: String,
    pub(crate) latency: String,
    pub(crate) dropped: String,
    pub(crate) skipped: String,
    pub(crate) may_sleep: String,
    pub(crate) rhythm: String,
    pub(crate) period: String,
    pub(crate) evenness: String,
    pub(crate) period_none: String,
    pub(crate) evenness_none: String,
    pub(crate) beats_said: String,
    pub(crate) range_now: String,
    pub(crate) range_best: String,
    pub(crate) range_none: String,
    pub(crate) uncertain: String,
    pub(crate) fine: String,
    pub(crate) target: String,
    pub(crate) too_little: String,
    pub(crate) too_much: String,
    pub(crate) picture_said: String,
}

/// When it is over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResultWords {
    pub(crate) score_said: String,
    pub(crate) of_hundred: String,
    pub(crate) no_score: String,
    pub(crate) no_score_text: String,
    pub(crate) seen_scores: String,
    pub(crate) counted: String,
    pub(crate) counted_one: String,
    pub(crate) reps: String,
    pub(crate) reps_hint: String,
    pub(crate) rep_said: String,
    pub(crate) rep_score: String,
    pub(crate) rep_none: String,
    pub(crate) rep_title: String,
    pub(crate) rep_fine: String,
    pub(crate) hold: String,
    pub(crate) reading: String,
    pub(crate) source: String,
    pub(crate) work_on: String,
    pub(crate) work_on_none: String,
    pub(crate) in_reps: String,
    pub(crate) in_set: String,
    pub(crate) not_judged: String,
    pub(crate) partial: String,
    pub(crate) partial_one: String,
    pub(crate) notes: String,
    pub(crate) cannot_tell: String,
    pub(crate) rhythm: String,
    pub(crate) period: String,
    pub(crate) evenness: String,
    pub(crate) goal: String,
    pub(crate) sets: String,
    pub(crate) set: String,
    pub(crate) coverage: String,
    pub(crate) again: String,
    pub(crate) look_back: String,
    pub(crate) made_by: String,
    pub(crate) movements: String,
    pub(crate) not_counted: String,
}

/// All past sessions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SessionsWords {
    pub(crate) open: String,
    pub(crate) title: String,
    pub(crate) seek: String,
    pub(crate) found: String,
}

/// Words of the actions on a session that is kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepWords {
    pub(crate) title: String,
    pub(crate) report: String,
    pub(crate) reported: String,
    pub(crate) show_report: String,
    pub(crate) faces: String,
    pub(crate) show: String,
    pub(crate) remove: String,
    pub(crate) remove_sure: String,
}

/// Units of readings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitsWords {
    pub(crate) deg: String,
    pub(crate) trunk: String,
    pub(crate) s: String,
    pub(crate) ratio: String,
}

/// What spoils a view.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WarningsWords {
    pub(crate) too_small: String,
    pub(crate) not_side_on: String,
    pub(crate) not_front_on: String,
    pub(crate) not_side_or_front_on: String,
    pub(crate) not_lying_down: String,
    pub(crate) not_in_posture: String,
    pub(crate) oblique: String,
    pub(crate) oblique_front: String,
    pub(crate) oblique_side_or_front: String,
    pub(crate) small: String,
    pub(crate) dark: String,
    pub(crate) tilted: String,
    pub(crate) moves: String,
    pub(crate) zooms: String,
    pub(crate) others_in_view: String,
    pub(crate) not_whole: String,
}
