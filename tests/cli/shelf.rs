//! A folder of recordings to be judged in one go, and what must be true of their lines.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::desk::{Desk, Run, stored_log};

/// Stored logs of every kind: scored, refused, of each exercise.
pub(crate) const LOGS: [&str; 5] =
    ["bridge_short_hold", "rest_breathing_only", "ktc_single_alternating", "bridge_low_hips_woman", "tilt_steady_man"];

/// A desk with a folder `in`.
pub(crate) struct Shelf(pub(crate) Desk);

impl Shelf {
    /// With so many logs, one of the [`LOGS`] after the other, in three folders.
    pub(crate) fn of(n_logs: usize) -> Self {
        let shelf = Self(Desk::new());
        for folder in ["in", "in/a", "in/a/b"] {
            fs::create_dir(shelf.0.path(folder)).unwrap();
        }
        for (idx, sample) in (0..n_logs).zip(LOGS.iter().cycle()) {
            let folder = ["in", "in/a", "in/a/b"][idx % 3];
            fs::copy(stored_log(sample), shelf.0.path(&format!("{folder}/{idx:03}.poses"))).unwrap();
        }
        shelf
    }

    /// With five logs, of which the first, 000.poses, is scored.
    pub(crate) fn small() -> Self {
        Self::of(5)
    }

    /// The program over the folder, with `-j 2` unless said otherwise.
    pub(crate) fn command(&self, out: &str, more: &str) -> Command {
        let jobs = if more.contains("-j") { "" } else { "-j 2" };
        self.0.formcheck(&format!("score --batch in --out {out} {jobs} {more}"))
    }

    /// Runs it; it must say nothing that is no sentence, and print nothing.
    pub(crate) fn run(&self, out: &str, more: &str) -> Run {
        Self::ended(self.command(out, more))
    }

    pub(crate) fn ended(mut command: Command) -> Run {
        let run = Run::from(command.output().unwrap());
        assert_eq!(run.stdout, "");
        assert!(!run.sentences().is_empty());
        run
    }

    /// Runs it to its proper end; returns how many were scored, refused, failed, done before and ignored.
    pub(crate) fn counts(&self, out: &str, more: &str) -> [usize; 5] {
        let run = self.run(out, more);
        assert_eq!(run.code, 0, "{}", run.stderr);
        counts(&run)
    }

    pub(crate) fn results(&self, out: &str) -> PathBuf {
        self.0.path(out).join("results.jsonl")
    }

    pub(crate) fn text(&self, out: &str) -> String {
        fs::read_to_string(self.results(out)).unwrap()
    }
}

/// What the last sentence counts.
pub(crate) fn counts(run: &Run) -> [usize; 5] {
    let summary = run.sentences().pop().unwrap();
    let number = |what: &str| {
        let before = summary.split(what).next().unwrap().trim_end();
        before.rsplit(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{summary}"))
    };
    ["scored", "refused", "failed", "done before", "other files ignored"].map(number)
}

/// The lines in order of their text, each of which ends.
pub(crate) fn sorted(text: &str) -> Vec<&str> {
    assert!(text.is_empty() || text.ends_with('\n'));
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

/// The lines by path, which is there once.
pub(crate) fn by_path(text: &str) -> BTreeMap<String, Value> {
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let by_path: BTreeMap<String, Value> =
        lines.iter().map(|line| (line["path"].as_str().unwrap().to_owned(), line.clone())).collect();
    assert_eq!(by_path.len(), lines.len(), "a recording has two lines");
    by_path
}
