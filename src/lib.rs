//! Scores the form of back exercises from one camera.
//!
//! ```text
//! camera     Frame ─┐                                               ┌─> LiveView ──> live ──> app, ui: the window
//! video      Frame ─┴> inference ─┐                                 │           └─> overlay: annotated video
//! pose logs  ─────────────────────┴─> PoseSample ─> Session::judge ─┴─> Judgement ─> Report: text, JSON, screen, export
//!                                                   (pure fold)
//! ```
//!
//! | layer | modules | may use |
//! |---|---|---|
//! | core | [`time`] [`frame`] [`geometry`] [`skeleton`] [`pose`] [`track`] [`measure`] [`exercise`] [`safety`] [`exercise_file`] [`exercises`] [`report`] [`pain`] [`plan`] [`session`] [`learn`] [`gesture`] [`coach`] [`cue`] | the core modules to its left |
//! | edges | [`bounded`] [`plain`] [`latest`] [`sound`] [`camera`] [`video`] [`inference`] [`overlay`] [`recording`] [`pipeline`] [`bench`](mod@bench) [`batch`] [`export`] [`agree`] | the core and its own crates; of other edges all may use [`bounded`] and [`plain`], only `camera` and `sound` use [`latest`], [`pipeline`] those to its left, `bench` all those but `overlay`, [`batch`] only `inference` and `pipeline`, [`export`] only `overlay`, and [`agree`] only `recording` |
//! | shells | [`live`] [`review`] [`ui`] [`app`] [`commands`] [`cli`] | everything; only [`commands`] prints |
//!
//! `tests/architecture.rs` keeps this table true.
//!
//! Patches of texture are tracked where pixels are (`inference`) and reach the rules inside samples.
//!
//! Threads of a sitting are in [`live`], those of looking back at one in [`review`]; [`ui`] is screens as functions of state, and [`app`] does what they ask for.
//!
//! [`cue`] decides what is said and sounded and when, from the state that [`session`] gives; a shell sounds it.
//!
//! What is remembered is in [`recording`]: folders of sittings, which are the truth, and
//! [`history`](recording::history), an index of them. Other formats of the report are [`export`]'s.

#[cfg(feature = "history")]
pub mod agree;
pub mod bounded;
pub mod coach;
pub mod cue;
pub mod exercise;
pub mod exercise_file;
pub mod exercises;
pub mod export;
pub mod frame;
pub mod geometry;
pub mod gesture;
pub mod learn;
pub mod measure;
pub mod pain;
pub mod plain;
#[cfg(feature = "history")]
pub mod plan;
pub mod pose;
pub mod recording;
pub mod report;
pub mod safety;
pub mod session;
pub mod skeleton;
pub mod time;
pub mod track;

#[cfg(feature = "gui")]
pub mod app;
#[cfg(feature = "engine")]
pub mod batch;
#[cfg(feature = "engine")]
pub mod bench;
#[cfg(feature = "camera")]
pub mod camera;
#[cfg(feature = "engine")]
pub mod cli;
#[cfg(feature = "engine")]
pub mod commands;
#[cfg(feature = "engine")]
pub mod inference;
#[cfg(any(feature = "engine", feature = "sound"))]
pub mod latest;
#[cfg(feature = "gui")]
pub mod live;
#[cfg(feature = "engine")]
pub mod overlay;
#[cfg(feature = "engine")]
pub mod pipeline;
#[cfg(feature = "gui")]
pub mod review;
#[cfg(feature = "sound")]
pub mod sound;
#[cfg(feature = "gui")]
pub mod ui;
#[cfg(feature = "engine")]
pub mod video;
