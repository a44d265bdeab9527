//! Results that are there already: which lines stand, and which files are to be judged all the same.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use serde::Deserialize;

use super::line::{Failure, FailureKind, Input, JudgedWith, SCHEMA, Status};
use super::{BatchError, Recording};
use crate::io::bounded::{self, Limit};

/// Numbers of lines that were there before, by what came of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// They say all of a recording as it is now.
    pub done: usize,
    /// Number of recordings that are not among those asked for; they stay.
    pub gone: usize,
    /// Number of recordings that have changed since, which are judged anew.
    pub changed: usize,
    /// Number of failures; these recordings are tried again.
    pub failed: usize,
    /// Judged otherwise.
    pub otherwise: usize,
    /// Damaged, or a second one of the same recording.
    pub damaged: usize,
}

impl Standing {
    /// Returns how many are kept elsewhere from now on.
    pub const fn moved(&self) -> usize {
        self.changed + self.otherwise + self.damaged
    }
}

/// What was found in a file of results.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// Of each recording, whether a line says all of it.
    pub(super) done: Vec<bool>,
    /// How many lines there are of each kind.
    pub(super) standing: Standing,
    /// Numbers, from 0, of lines that stand no longer and are worth keeping.
    pub(super) moved: BTreeSet<usize>,
    /// Numbers of those that are not: failures, which are tried again, and a last line that was torn off.
    pub(super) dropped: BTreeSet<usize>,
    /// Whether the last line is whole but for its end.
    pub(super) lacks_end: bool,
    /// In which way the first line that was judged otherwise was.
    pub(super) otherwise: Option<String>,
}

/// Of a line as much as decides whether it stands.
#[derive(Deserialize)]
struct Head {
    path: String,
    status: Status,
    input: Input,
    judged_with: JudgedWith,
    error: Option<Failure>,
}

impl Head {
    fn ended_the_process(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.kind == FailureKind::Process)
    }
}

/// What a line says that it is.
#[derive(Deserialize)]
struct Kind {
    schema: Option<String>,
}

impl Old {
    /// Looks through a file of results for these recordings, which are in order of their paths; a line at a time.
    ///
    /// A recording that ended a process is tried again only if `again`.
    pub(super) fn read(
        path: &Path,
        recordings: &[Recording],
        now: &JudgedWith,
        again: bool,
    ) -> Result<Self, BatchError> {
        let mut old = Self { done: vec![false; recordings.len()], ..Self::default() };
        each_line(path, |number, line| {
            let is_whole = line.ends_with(b"\n");
            if is_foreign(line) {
                return Err(BatchError::Foreign { path: path.to_path_buf(), line: number + 1 });
            }
            if let Ok(head) = serde_json::from_slice::<Head>(line) {
                old.lacks_end = !is_whole;
                let is_tried_again = again || !head.ended_the_process();
                old.weigh(number, &head, is_tried_again, (recordings, now));
            } else if is_whole {
                old.standing.damaged += 1;
                old.moved.insert(number);
            } else {
                old.dropped.insert(number);
            }
            Ok(())
        })?;
        Ok(old)
    }

    fn weigh(
        &mut self,
        number: usize,
        head: &Head,
        is_tried_again: bool,
        (recordings, now): (&[Recording], &JudgedWith),
    ) {
        let standing = &mut self.standing;
        let idx = recordings.binary_search_by(|recording| recording.path.as_str().cmp(&head.path));
        let found = idx.ok().and_then(|idx| Some((recordings.get(idx)?, self.done.get_mut(idx)?)));
        let Some((recording, done)) = found else {
            standing.gone += 1;
            return;
        };
        if head.status == Status::Failed && is_tried_again {
            standing.failed += 1;
            self.dropped.insert(number);
            return;
        }
        let count = if *done {
            &mut standing.damaged
        } else if !head.input.is_same(&recording.input) {
            &mut standing.changed
        } else if let Some(difference) = head.judged_with.difference(now) {
            self.otherwise.get_or_insert(difference);
            &mut standing.otherwise
        } else {
            *done = true;
            standing.done += 1;
            return;
        };
        *count += 1;
        self.moved.insert(number);
    }
}

/// Whole JSON, but none of ours.
fn is_foreign(line: &[u8]) -> bool {
    match serde_json::from_slice::<Kind>(line) {
        Ok(kind) => kind.schema.as_deref() != Some(SCHEMA),
        Err(error) => error.is_data(),
    }
}

/// The longest line: the largest report, and what is said of its recording.
const LINE_LIMIT: Limit = Limit::mib(33);

/// Hands each line on with its number, from 0, and its end; none where there is no file.
pub(super) fn each_line(
    path: &Path,
    mut take: impl FnMut(usize, &[u8]) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let failed = |source| BatchError::Keep { path: path.to_path_buf(), source };
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened.map_err(failed)?,
    };
    let (mut reader, mut line, mut number) = (BufReader::new(file), Vec::new(), 0);
    while bounded::read_line(&mut reader, LINE_LIMIT, &mut line).map_err(failed)? {
        take(number, &line)?;
        line.clear();
        number += 1;
    }
    Ok(())
}
