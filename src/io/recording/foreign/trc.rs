//! Marker files (`.trc`): five lines of header, then one row per frame.

use std::io::{BufRead, BufReader};
use std::path::Path;

use super::frames::{Frame, MAX_FRAMES, Place, Space, Unplaced};
use super::{ForeignError, ForeignKind, names};
use crate::core::skeleton::{Joint, JointMap, Part, Side};
use crate::core::time::Timestamp;
use crate::io::bounded::{self, Limit};

/// The longest line; 133 markers with 20 digits each have 9 kB.
const LINE_LIMIT: Limit = Limit::kib(64);
/// A file has no confidences. A marker that is there counts as sure, as Sports2D takes its own files (`load_trc_px`).
const CONFIDENCE: f32 = 1.0;
/// No coordinate is farther off, in whatever unit.
const FARTHEST: f32 = 1e7;
/// No recording is longer, in s.
const LONGEST_SECS: f64 = 1e6;

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Unplaced, ForeignError> {
    Reader { lines: BufReader::new(bounded::open(path)?), n_read: 0 }.read()
}

struct Reader<R> {
    lines: R,
    n_read: usize,
}

/// Content of the header.
struct Head {
    /// Index of the cell with the first coordinate of a joint.
    columns: Vec<(Joint, usize)>,
    n_cells: usize,
    unit: Unit,
}

/// Unit of a file: a space, and the factor into it.
type Unit = (Space, f32);

impl<R: BufRead> Reader<R> {
    fn read(mut self) -> Result<Unplaced, ForeignError> {
        let head = self.head()?;
        let mut frames: Vec<Frame> = Vec::new();
        while let Some(row) = self.line()? {
            if row.trim().is_empty() {
                continue;
            }
            let frame = head.frame(&row).map_err(|cause| self.damaged(cause))?;
            if frames.last().is_some_and(|last| frame.at <= last.at) {
                return Err(self.damaged("time does not advance"));
            }
            if frames.len() == MAX_FRAMES {
                return Err(self.damaged(format!("it has more than {MAX_FRAMES} frames")));
            }
            frames.push(frame);
        }
        // Times count from the first frame.
        if let Some(first) = frames.first().map(|frame| frame.at) {
            for frame in &mut frames {
                frame.at = Timestamp::from_nanos(frame.at.nanos() - first.nanos());
            }
        }
        Ok(Unplaced { frames, space: head.unit.0 })
    }

    fn head(&mut self) -> Result<Head, ForeignError> {
        let mut next = || self.line().map(Option::unwrap_or_default);
        let (_, keys, values, markers, _) = (next()?, next()?, next()?, next()?, next()?);
        let told = keys.split('\t').zip(values.split('\t')).find(|(key, _)| key.trim() == "Units");
        let unit = unit(told.map_or("", |(_, unit)| unit.trim())).map_err(|cause| damaged_at(3, cause))?;
        let named = markers.split('\t').enumerate().skip(2).filter(|(_, name)| !name.trim().is_empty());
        let columns: Vec<(Joint, usize)> =
            named.clone().filter_map(|(column, name)| Some((names::joint(name)?, column))).collect();
        let has = |side, part| columns.iter().any(|(joint, _)| *joint == Joint::of(side, part));
        if !Side::BOTH
            .into_iter()
            .any(|side| [Part::Shoulder, Part::Hip, Part::Knee].into_iter().all(|it| has(side, it)))
        {
            let cause = format!("of its {} markers none are named like LShoulder, LHip and LKnee", named.count());
            return Err(ForeignError::NoBody { kind: ForeignKind::Trc, cause });
        }
        let n_cells = named.last().map_or(0, |(column, _)| column + 3);
        Ok(Head { columns, n_cells, unit })
    }

    fn line(&mut self) -> Result<Option<String>, ForeignError> {
        self.n_read += 1;
        let mut line = Vec::new();
        let read = bounded::read_line(&mut self.lines, LINE_LIMIT, &mut line);
        let is_there = read.map_err(|error| self.damaged(error.to_string()))?;
        let text = bounded::text(line).map_err(|error| self.damaged(error.to_string()))?;
        Ok(is_there.then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn damaged(&self, cause: impl Into<String>) -> ForeignError {
        damaged_at(self.n_read, cause)
    }
}

fn damaged_at(line: usize, cause: impl Into<String>) -> ForeignError {
    ForeignError::Damaged { kind: ForeignKind::Trc, place: format!("line {line}"), cause: cause.into() }
}

fn unit(name: &str) -> Result<Unit, &'static str> {
    match name.to_ascii_lowercase().as_str() {
        "m" => Ok((Space::Metres, 1.0)),
        "cm" => Ok((Space::Metres, 0.01)),
        "mm" => Ok((Space::Metres, 0.001)),
        "px" => Ok((Space::PxUp, 1.0)),
        _ => Err("its unit is not m, cm, mm or px"),
    }
}

impl Head {
    fn frame(&self, row: &str) -> Result<Frame, &'static str> {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        // A row may leave out empty cells at its end, and end in a tab.
        if self.n_cells < cells.len() && cells.iter().skip(self.n_cells).any(|cell| !cell.is_empty()) {
            return Err("it has more cells than markers");
        }
        let secs = cells.get(1).and_then(|cell| cell.parse::<f64>().ok());
        let secs = secs.filter(|secs| secs.abs() <= LONGEST_SECS).ok_or("it has no time")?;
        let mut joints = JointMap::from_fn(|_| None);
        for (joint, column) in &self.columns {
            joints[*joint] = self.place(&cells, *column)?;
        }
        let is_seen = joints.iter().any(|(_, place)| place.is_some());
        Ok(Frame { at: Timestamp::from_secs(secs), n_people: None, joints: is_seen.then(|| Box::new(joints)) })
    }

    fn place(&self, cells: &[&str], column: usize) -> Result<Option<Place>, &'static str> {
        let number = |offset: usize| match cells.get(column + offset).copied().unwrap_or_default() {
            "" => Ok(None),
            cell => match cell.parse::<f32>() {
                Ok(value) if value.is_nan() => Ok(None),
                Ok(value) if value.abs() <= FARTHEST => Ok(Some(value * self.unit.1)),
                _ => Err("a cell is no number"),
            },
        };
        let [x, y, z] = [number(0)?, number(1)?, number(2)?];
        let place = |(x, y)| Place { x, y, z: z.unwrap_or(0.0), confidence: CONFIDENCE };
        Ok(x.zip(y).map(place))
    }
}
