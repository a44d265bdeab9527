//! `formcheck rescore`: old pose logs under today's rules.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::message::{json_line, print, say};
use super::remembered::{Remembered, ended};
use crate::app::commands::args::{BenchFormat, RescoreArgs};
use crate::app::outcome::Outcome;
use crate::core::exercises;
use crate::core::judge::{AUTO, Search};
use crate::core::report::{Change, Changed, Judgement, Report, Set};
use crate::io::recording::{POSES, SessionFile, is_pose_log, judge_log, keep_rescored, looked_for, report_of};

/// Something with a pose log.
enum Target {
    /// The folder of a session.
    Session(PathBuf),
    /// A log that belongs to none.
    Log(PathBuf),
}

/// What came of one.
#[derive(Serialize)]
struct Rescored {
    /// Id of the session, or path of the log.
    of: String,
    /// Against the report of its day; `None` of a log, which has none.
    change: Option<Change>,
    /// Today's report.
    report: Report,
    /// Where that is kept, if it was not there.
    kept: Option<PathBuf>,
}

/// Judges all that are named and says what is different.
pub fn run(args: &RescoreArgs) -> Outcome {
    ended(rescore(args))
}

fn rescore(args: &RescoreArgs) -> Result<Outcome, Outcome> {
    let targets = if args.all { all(args)? } else { named(args)? };
    let (mut outcome, mut n_changed, mut n_done) = (Outcome::Done, 0, 0);
    for target in &targets {
        match one(target, args.exercise) {
            Ok(rescored) => {
                n_done += 1;
                n_changed += usize::from(rescored.change.as_ref().is_some_and(Change::is_any));
                outcome = outcome.min(print(&match args.format {
                    BenchFormat::Text => text(&rescored),
                    BenchFormat::Json => json_line(&rescored),
                }));
            }
            Err(failure) => outcome = outcome.min(failure),
        }
    }
    if args.format == BenchFormat::Text {
        outcome = outcome.min(print(&format!("{n_changed} of {n_done} changed\n")));
    }
    Ok(outcome)
}

/// All sessions of the profile that can be judged again.
fn all(args: &RescoreArgs) -> Result<Vec<Target>, Outcome> {
    let remembered = Remembered::open(&args.whose)?;
    let folders: Vec<PathBuf> = remembered.all()?.iter().map(|listed| remembered.folder(listed)).collect();
    let (with, without): (Vec<_>, Vec<_>) = folders.into_iter().partition(|folder| folder.join(POSES).is_file());
    if !without.is_empty() {
        say(&format!("of {} sessions no pose log was kept; they stay as they were judged", without.len()));
    }
    Ok(with.into_iter().map(Target::Session).collect())
}

/// What is named by path or by id. The history is opened only where there is an id.
fn named(args: &RescoreArgs) -> Result<Vec<Target>, Outcome> {
    let mut remembered = None;
    let mut targets = Vec::new();
    for name in &args.which {
        let path = Path::new(name);
        if path.is_dir() {
            targets.extend(within(path)?);
        } else if path.is_file() {
            targets.push(Target::Log(path.to_owned()));
        } else {
            let opened = match remembered.take() {
                Some(opened) => opened,
                None => Remembered::open(&args.whose)?,
            };
            targets.push(Target::Session(opened.folder(&opened.find(name)?)));
            remembered = Some(opened);
        }
    }
    Ok(targets)
}

/// A folder is a session, or holds sessions and logs.
fn within(folder: &Path) -> Result<Vec<Target>, Outcome> {
    if SessionFile::read(folder).is_ok() {
        return Ok(vec![Target::Session(folder.to_owned())]);
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let target = |path: PathBuf| match path.is_dir() {
        true if path.join(POSES).is_file() && SessionFile::read(&path).is_ok() => Some(Target::Session(path)),
        false if is_pose_log(&path) => Some(Target::Log(path)),
        _ => None,
    };
    let targets: Vec<Target> = paths.into_iter().filter_map(target).collect();
    if targets.is_empty() {
        say(&format!(
            "this folder holds no session with a pose log, and no pose log; name another: {}",
            folder.display()
        ));
        return Err(Outcome::Input);
    }
    Ok(targets)
}

fn one(target: &Target, search: Search) -> Result<Rescored, Outcome> {
    match target {
        Target::Session(folder) => session(folder),
        Target::Log(log) => {
            let report = judged(log, search, &log.display().to_string())?;
            Ok(Rescored { of: log.display().to_string(), change: None, report, kept: None })
        }
    }
}

fn session(folder: &Path) -> Result<Rescored, Outcome> {
    let unreadable = |error: std::io::Error| {
        say(&format!("a session cannot be read ({error}); see its folder: {}", folder.display()));
        Outcome::Input
    };
    let session = SessionFile::read(folder).map_err(unreadable)?;
    let then = report_of(folder).map_err(unreadable)?;
    if session.exercise != AUTO && exercises::by_name(&session.exercise).is_none() {
        say(&format!(
            "{} is of the exercise {}, which is not known any more; name its file with --exercise",
            session.id, session.exercise
        ));
        return Err(Outcome::Input);
    }
    let now = judged(&folder.join(POSES), looked_for(&session), &session.id)?;
    let mut now = Report { video: then.video.clone(), ..now };
    keep_goals(&then.judgement, &mut now.judgement);
    let kept = keep_rescored(folder, &now).map_err(|error| {
        say(&format!("the new report cannot be kept ({error}); free some space or check {}", folder.display()));
        Outcome::CannotWrite
    })?;
    Ok(Rescored { of: session.id, change: Some(Change::between(&then, &now)), report: now, kept })
}

/// What was asked for stays as it was: a plan may have asked for another number than the exercise does.
fn keep_goals(then: &Judgement, now: &mut Judgement) {
    for set in &mut now.sets {
        let before = then.sets.iter().find(|before| before.exercise == set.exercise);
        if let Some(asked) = before.and_then(Set::asked_reps) {
            set.ask_for(Some(asked));
        }
    }
}

fn judged(log: &Path, search: Search, name: &str) -> Result<Report, Outcome> {
    judge_log(log, search).map(|judged| judged.report).map_err(|error| {
        say(&format!("{name} cannot be judged again: {error}"));
        Outcome::Input
    })
}

fn text(rescored: &Rescored) -> String {
    let Rescored { of, change, report, .. } = rescored;
    let score = |score: Option<f64>| score.map_or_else(|| "none".to_owned(), |score| format!("{score:.1}"));
    let Some(change) = change else {
        let judgement = &report.judgement;
        return format!("{of}: score {}, {} reps\n", score(judgement.score), judgement.reps.len());
    };
    let with = judged_by(change);
    if !change.is_any() {
        return format!("{of}: unchanged ({with})\n");
    }
    let [reps_then, reps_now] = change.n_reps;
    let [score_then, score_now] = change.score.map(score);
    let mut text = format!("{of}: score {score_then} -> {score_now}, reps {reps_then} -> {reps_now} ({with})\n");
    for (sign, changed) in
        change.appeared.iter().map(|one| ('+', one)).chain(change.vanished.iter().map(|one| ('-', one)))
    {
        text.push_str(&line(sign, changed));
    }
    text
}

/// Versions of the rules, and the exercises whose files are others now.
fn judged_by(change: &Change) -> String {
    let [then, now] = change.rules_version;
    let rules = format!("rules {then} -> {now}");
    match change.redefined.as_slice() {
        [] => rules,
        all => format!("{rules}; changed definition: {}", all.join(", ")),
    }
}

fn line(sign: char, Changed { fault, rep, start_s }: &Changed) -> String {
    let of = rep.map_or_else(|| "set".to_owned(), |rep| format!("repetition {}", rep + 1));
    format!("  {sign} {fault}, {of} at {start_s:.1} s\n")
}
