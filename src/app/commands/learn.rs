//! `formcheck learn`: derives an exercise file from one demonstration.

use std::path::Path;

use super::exercises::write_new;
use super::input::Input;
use super::message::{cancelled_by_ctrl_c, say};
use super::progress::Progress;
use crate::app::commands::args::LearnArgs;
use crate::app::outcome::Outcome;
use crate::core::learn::{Learned, learn, name_mistake};
use crate::io::pipeline::{Followed, Job, samples};

/// Follows the demonstration and writes the exercise.
pub fn run(args: &LearnArgs) -> Outcome {
    if let Some(mistake) = name_mistake(&args.name) {
        say(&format!("{mistake}; choose another name"));
        return Outcome::Usage;
    }
    let cancelled = cancelled_by_ctrl_c();
    let input = match Input::of(&args.input, &cancelled) {
        Ok(input) => input,
        Err(outcome) => return outcome,
    };
    let name = input.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let progress = Progress::new(&name);
    let job = Job {
        input: input.path(),
        stills_fps: args.follow.fps,
        model: args.follow.model.into(),
        n_workers: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        every_frame: args.follow.every_frame,
        poses: None,
        annotate: None,
        cancelled: &cancelled,
        progress: &|done, total| progress.show(done, total),
    };
    let followed = samples(&job);
    drop(progress);
    match followed {
        Ok(followed) => derive(args, &followed),
        Err(error) => {
            say(&input.renamed(&error.to_string()));
            Outcome::from(&error)
        }
    }
}

fn derive(args: &LearnArgs, followed: &Followed) -> Outcome {
    match learn(&args.name, followed.stream, &followed.samples, args.reps.map(usize::from)) {
        Ok(Learned { text, n_reps }) => {
            let written = write_new(&args.name, args.output.as_deref(), &text);
            if written == Outcome::Done {
                let times = if n_reps == 1 { "repetition" } else { "repetitions" };
                say(&format!("learned from one demonstration of {n_reps} {times}, not validated: check every limit"));
            }
            written
        }
        Err(error) => {
            say(&format!("{} cannot be learned from: {error}", shown(&args.input)));
            Outcome::Refused
        }
    }
}

fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}
