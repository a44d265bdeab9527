//! Scores the form of back exercises from one camera.
//!
//! ```text
//! camera     Frame ─┐                                               ┌─> LiveView ──> live ──> desktop, ui: the window
//! video      Frame ─┴> inference ─┐                                 │           └─> overlay: annotated video
//! pose logs  ─────────────────────┴─> PoseSample ─> Judge::judge ───┴─> Judgement ─> Report: text, JSON, screen, export
//!                                                   (pure fold)
//! ```
//!
//! Four rooms, from the ground up. A room uses those above it in this table, never those below; within a room a module uses
//! only modules to its left.
//!
//! | room | purpose | modules |
//! |---|---|---|
//! | [`core`] | the exercises, the rules and the fold that judges, with their data: no clock, file, thread or picture | `time` `frame` `geometry` `skeleton` `pose` `track` `measure` `exercise` `safety` `exercise_file` `exercises` `report` `pain` `plan` `judge` `learn` |
//! | [`guide`] | leads the person: gestures, advice on the camera, what is said when | `gesture` `coach` `cue` |
//! | [`io`] | reads and writes: camera, video, pose model, sound, stored sessions, drawings and exports | `bounded` `plain` `latest` `words` `drawing` `sound` `camera` `video` `inference` `overlay` `recording` `pipeline` `export` |
//! | [`app`] | the program: window, commands, measurements of accuracy | `outcome` `agree` `batch` `bench` `live` `review` `ui` `desktop` `commands` `cli` |
//!
//! `tests/architecture.rs` keeps the table true. It also narrows what single modules may use, and allows no circles.
//!
//! Common questions:
//!
//! - A limit of an exercise and its source: [`core::exercises`], one file each; text files in `assets/exercises`.
//! - Stamps of frames: [`io::camera`] and [`io::video`]; the type is [`core::time::Timestamp`].
//! - Words of the window and of a plan that is spoken, English and German: `assets/words`, read by `app::ui`; of reports:
//!   `assets/words/report`, read by `io::words`; recorded prompts: `assets/voice`, read by `io::sound`.
//! - Plans: rules in [`core::plan`] (steps to another level in `levels`), files in [`io::recording`] (`plans`), what the window
//!   does with them in `app::desktop::play`.
//! - Stored sessions and their index: [`io::recording`]; the folders are the truth, the index is made from them. The data folder
//!   itself: `io::inference::data_folder`.
//! - A command: `app::commands`, its arguments in `app::commands::args`; exit codes: `app::outcome`.

pub mod app;
pub mod core;
pub mod guide;
pub mod io;
