//! Sheets to be filled in by hand: a row for each repetition, a column for each fault, and nothing of what the program says.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use csv::{ErrorKind, ReaderBuilder, StringRecord, Writer};

use super::rater::{IS_REPETITION, Rated, Rater};
use super::reports::Source;
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::io::bounded::{self, Limit};
use crate::io::plain;

/// What every sheet begins with.
const FIRST: [&str; 5] = ["clip", "repetition", "start_s", "end_s", "exercise"];
/// In cells of faults that a repetition cannot have.
const NOT_ASKED: &str = "-";

/// Why a sheet cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// It cannot be opened or written.
    #[error("this sheet cannot be opened ({source}); check its name and rights: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no sheet.
    #[error("line {line} of this sheet cannot be used: {cause}: {}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: u64,
        /// What is wrong and what to do.
        cause: String,
    },
}

/// Returns the empty sheet for these recordings.
pub fn write(sources: &[Source]) -> Result<Vec<u8>, csv::Error> {
    let program = Rater::program(sources);
    let present: BTreeSet<&str> = program.rated.iter().map(|rated| rated.exercise.id).collect();
    let mut faults = Vec::new();
    for fault in exercises::all().iter().filter(|it| present.contains(it.id)).flat_map(|it| it.faults) {
        if !faults.contains(&fault.id) {
            faults.push(fault.id);
        }
    }
    let mut sheet = Writer::from_writer(Vec::new());
    sheet.write_record(FIRST.iter().chain([&IS_REPETITION]).chain(&faults))?;
    let mut number = BTreeMap::new();
    for Rated { clip, exercise, span, .. } in &program.rated {
        let n = number.entry(clip).and_modify(|n: &mut u32| *n += 1).or_insert(1);
        let first = [
            plain::cell(clip).into_owned(),
            n.to_string(),
            format!("{:.2}", span.0),
            format!("{:.2}", span.1),
            exercise.id.into(),
        ];
        let is_asked = |id: &&str| exercise.faults.iter().any(|fault| fault.id == *id);
        let cells = faults.iter().map(|id| if is_asked(id) { "" } else { NOT_ASKED }.to_owned());
        sheet.write_record(first.into_iter().chain([String::new()]).chain(cells))?;
    }
    sheet.into_inner().map_err(|error| error.into_error().into())
}

/// The largest sheet: 100,000 repetitions with an answer to each of ten questions.
const LIMIT: Limit = Limit::mib(16);

/// Returns a sheet that a person has filled in, who is named as its file.
pub fn read(path: &Path) -> Result<Rater, SheetError> {
    let text = bounded::read(path, LIMIT).map_err(|source| SheetError::Unreadable { path: path.to_owned(), source })?;
    let malformed = |line: u64, cause: String| SheetError::Malformed { path: path.to_owned(), line, cause };
    let (text, delimiter) = plain::table(&text);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text);
    let names = reader.headers().cloned().map_err(|error| malformed(1, error.to_string()))?;
    let columns = Columns::of(&names).map_err(|cause| malformed(1, cause))?;
    let mut rated = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| malformed(error.position().map_or(1, csv::Position::line), torn(&error)))?;
        let line = row.position().map_or(1, csv::Position::line);
        rated.push(columns.row(&row).map_err(|cause| malformed(line, cause))?);
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Rater { name, is_anchored: false, rated })
}

fn torn(error: &csv::Error) -> String {
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("it has {len} cells where the first line has {expected_len}; leave cells empty, but leave them")
        }
        ErrorKind::Utf8 { .. } => "it is not in UTF-8; save the sheet as CSV in UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

/// Where what stands.
struct Columns {
    first: [usize; FIRST.len()],
    questions: Vec<(usize, String)>,
}

impl Columns {
    fn of(names: &StringRecord) -> Result<Self, String> {
        let place = |name: &str| {
            let at = names.iter().position(|other| other == name);
            at.ok_or_else(|| format!("it has no column {name}; begin with what `formcheck agree --sheet` writes"))
        };
        let mut first = [0; FIRST.len()];
        for (at, name) in first.iter_mut().zip(FIRST) {
            *at = place(name)?;
        }
        let others = names.iter().enumerate().filter(|(_, name)| !FIRST.contains(name));
        let questions = others.map(|(at, name)| Ok((at, question(name)?))).collect::<Result<_, String>>()?;
        Ok(Self { first, questions })
    }

    fn row(&self, row: &StringRecord) -> Result<Rated, String> {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let [clip, _, start, end, exercise] = self.first.map(cell);
        let clip = plain::uncell(clip);
        let exercise: &Exercise = exercises::by_name(exercise)
            .ok_or_else(|| format!("{exercise:?} is no exercise; leave that column as it was"))?;
        let span = (secs(start)?, secs(end)?);
        let mut answers = BTreeMap::new();
        for (at, question) in &self.questions {
            if let Some(answer) = answer(cell(*at)).map_err(|cause| format!("{cause} in column {question}"))? {
                answers.insert(question.clone(), answer);
            }
        }
        Ok(Rated { clip: clip.to_owned(), exercise, span, answers })
    }
}

/// A decimal comma is what such a spreadsheet makes of a point.
fn secs(cell: &str) -> Result<f64, String> {
    let secs = cell.replace(',', ".").parse::<f64>().ok().filter(|secs| secs.is_finite());
    secs.ok_or_else(|| format!("{cell:?} is no time in seconds; leave these columns as they were"))
}

/// A fault's name, as it is.
fn question(name: &str) -> Result<String, String> {
    let known = || exercises::all().into_iter().flat_map(|it| it.faults).map(|fault| fault.id).chain([IS_REPETITION]);
    if known().any(|id| id == name) {
        return Ok(name.to_owned());
    }
    let alike = |id: &&str| id.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let nearest = known().max_by_key(alike).unwrap_or_default();
    Err(format!("there is no fault {name:?}; did you mean {nearest}?"))
}

/// Yes or no; `None` where nothing is said.
fn answer(cell: &str) -> Result<Option<bool>, String> {
    match cell.to_lowercase().as_str() {
        "1" | "yes" | "y" | "true" | "x" | "ja" | "j" => Ok(Some(true)),
        "0" | "no" | "n" | "false" | "nein" => Ok(Some(false)),
        "" | "?" | NOT_ASKED => Ok(None),
        _ => Err(format!("{cell:?} is neither 1 nor 0; leave empty what cannot be told")),
    }
}
