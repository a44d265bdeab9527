//! `formcheck pose`: follows the athlete and writes the pose log.

use std::path::PathBuf;

use super::input::Input;
use super::message::{cancelled_by_ctrl_c, say};
use super::progress::Progress;
use crate::app::commands::args::PoseArgs;
use crate::app::outcome::Outcome;
use crate::io::pipeline::{Job, pose};

/// Writes the pose log of one recording.
pub fn run(args: &PoseArgs) -> Outcome {
    let cancelled = cancelled_by_ctrl_c();
    let input = match Input::of(&args.input, &cancelled) {
        Ok(input) => input,
        Err(outcome) => return outcome,
    };
    let name = input.path().file_stem().unwrap_or_default();
    let output = args.output.clone().unwrap_or_else(|| PathBuf::from(name).with_extension("poses"));
    let progress = Progress::new(&name.to_string_lossy());
    let job = Job {
        input: input.path(),
        stills_fps: args.follow.fps,
        model: args.follow.model.into(),
        n_workers: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        every_frame: args.follow.every_frame,
        poses: Some(&output),
        annotate: None,
        cancelled: &cancelled,
        progress: &|done, total| progress.show(done, total),
    };
    let result = pose(&job);
    drop(progress);
    match result {
        Ok(n_frames) => {
            say(&format!("{n_frames} frames followed; judge them with `formcheck score {}`", output.display()));
            Outcome::Done
        }
        Err(error) => {
            say(&input.renamed(&error.to_string()));
            Outcome::from(&error)
        }
    }
}
