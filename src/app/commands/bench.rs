//! `formcheck bench`: how good the program is, on clips with labels.

mod against;
mod text;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::message::{cancelled_by_ctrl_c, print, say};
use super::progress::Progress;
use crate::app::bench::{BenchError, BenchOptions, BenchReport, Cache, Metrics, check, clips, forget_unnamed, measure};
use crate::app::commands::args::{BenchArgs, BenchFormat};
use crate::app::outcome::Outcome;
use crate::core::exercises::HIP_BRIDGE;
use crate::io::bounded::{self, Limit};

/// Measures, prints, and compares with the stored figures where asked.
pub fn run(args: &BenchArgs) -> Outcome {
    if let Some(table) = &args.against {
        return against::run(args, table);
    }
    let baseline = match args.check.as_deref().map(read_baseline).transpose() {
        Ok(baseline) => baseline,
        Err(sentence) => {
            say(&sentence);
            return Outcome::Input;
        }
    };
    let report = match measured(args) {
        Ok(report) => report,
        Err(error) => return failed(&error),
    };
    let printed = match args.format {
        BenchFormat::Text => print(&text::report(&report)),
        BenchFormat::Json => print(&json(&report)),
    };
    for (clip, why) in &report.failed {
        say(&format!("{clip} is left out: {why}"));
    }
    let read = if report.failed.is_empty() { Outcome::Done } else { Outcome::Input };
    let checked = baseline.map_or(Outcome::Done, |baseline| told(&report.metrics, &baseline));
    printed.min(read).min(checked)
}

pub(super) fn failed(error: &BenchError) -> Outcome {
    say(&error.to_string());
    match error {
        BenchError::Pipeline(error) => Outcome::from(error),
        _ => Outcome::Input,
    }
}

fn options_of<'a>(args: &'a BenchArgs, cancelled: &'a AtomicBool) -> BenchOptions<'a> {
    BenchOptions {
        folder: &args.folder,
        cache: Cache::new(args.cache.clone()),
        model: args.model.into(),
        n_workers: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        unsaid: args.exercise.unwrap_or(&HIP_BRIDGE),
        cancelled,
    }
}

fn measured(args: &BenchArgs) -> Result<BenchReport, BenchError> {
    let cancelled = cancelled_by_ctrl_c();
    forget_unnamed(&clips(&args.folder)?.0, Some(args.exercise.unwrap_or(&HIP_BRIDGE)));
    let progress = Progress::new("clips");
    measure(&options_of(args, &cancelled), |done, all| progress.show(done as u64, Some(all as u64)))
}

/// Says what got worse, a sentence each, and what got better.
fn told(now: &Metrics, baseline: &Metrics) -> Outcome {
    let found = check(now, baseline);
    for change in &found.better {
        say(&format!("better: {change}"));
    }
    for change in &found.worse {
        say(&format!("worse: {change}"));
    }
    if found.worse.is_empty() {
        say(&format!("none of {} figures is worse than stored", baseline.len()));
        Outcome::Done
    } else {
        say("the check failed; mend what made it worse, or store new figures with --format json if they are meant");
        Outcome::Internal
    }
}

/// The largest file of stored figures: a thousand clips of 4 kB.
const LIMIT: Limit = Limit::mib(4);

/// The stored figures: what `--format json` printed.
fn read_baseline(path: &Path) -> Result<Metrics, String> {
    let bad = |cause: String| {
        let path = path.display();
        format!(
            "the stored figures cannot be read ({cause}); make them with `formcheck bench DIR --format json`: {path}"
        )
    };
    let text = bounded::read_to_string(path, LIMIT).map_err(|error| bad(error.to_string()))?;
    let report: BenchReport = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    Ok(report.metrics)
}

fn json(report: &impl Serialize) -> String {
    serde_json::to_string_pretty(report).map(|json| format!("{json}\n")).unwrap_or_default()
}
