//! Recordings that were being judged when a run ended before its time: one of them may have ended it.
//!
//! A recording that takes the process down (no memory left, a fault in a decoder) would end every run at the same place.
//! Each start is therefore noted on disk first. A recording that was begun and has no line is judged alone by the next run,
//! after all others; if that does not end either, it gets a line that says so. One kill by a person condemns nothing.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::old::each_line;
use super::results::keep_error;
use super::{BatchError, Place, Recording};

/// The notes of a batch.
#[derive(Debug)]
pub struct Begun {
    path: PathBuf,
    file: File,
    /// Recordings that an earlier run did not end, and whether it judged them alone.
    unended: BTreeMap<String, bool>,
}

/// A note: the recording's path in results, and whether nothing else was judged meanwhile.
#[derive(Serialize, Deserialize)]
struct Start {
    path: String,
    alone: bool,
}

/// Recordings without a line, by what is known of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SortedOut<'a> {
    /// Not begun before.
    pub clean: Vec<&'a Recording>,
    /// A run ended while these and perhaps others were judged.
    pub suspects: Vec<&'a Recording>,
    /// A run ended while one of these alone was judged.
    pub culprits: Vec<&'a Recording>,
}

impl Begun {
    /// Takes up the notes that an earlier run left, for these recordings without a line.
    pub fn open(place: &Place, todo: &[&Recording]) -> Result<Self, BatchError> {
        let path = place.begun();
        let mut left = BTreeMap::new();
        each_line(&path, |_, line| {
            // A torn line is that of a recording whose judging had not begun.
            if let Ok(Start { path, alone }) = serde_json::from_slice(line) {
                *left.entry(path).or_insert(false) |= alone;
            }
            Ok(())
        })?;
        let unended = todo.iter().filter_map(|recording| left.remove_entry(&recording.path)).collect();
        let file = write(&path, &unended).map_err(|source| keep_error(&path, source))?;
        Ok(Self { path, file, unended })
    }

    /// Sorts recordings by what is known of them.
    pub fn sort_out<'a>(&self, todo: &[&'a Recording]) -> SortedOut<'a> {
        let mut sorted = SortedOut::default();
        for recording in todo {
            let list = match self.unended.get(&recording.path) {
                None => &mut sorted.clean,
                Some(false) => &mut sorted.suspects,
                Some(true) => &mut sorted.culprits,
            };
            list.push(*recording);
        }
        sorted
    }

    /// Notes that a recording is about to be judged; on disk when this returns.
    pub fn start(&mut self, recording: &Recording, alone: bool) -> Result<(), BatchError> {
        let noted = note(&mut self.file, &recording.path, alone).and_then(|()| self.file.sync_data());
        noted.map_err(|source| keep_error(&self.path, source))
    }

    /// Notes that a recording has its line.
    pub fn end(&mut self, recording: &Recording) {
        self.unended.remove(&recording.path);
    }

    /// Ends the notes of a run that ended by itself: what it had begun and left is not suspected.
    pub fn close(&mut self) -> Result<(), BatchError> {
        let Self { path, unended, .. } = self;
        let closed = if unended.is_empty() { std::fs::remove_file(&*path) } else { write(path, unended).map(drop) };
        closed.map_err(|source| keep_error(path, source))
    }
}

fn write(path: &Path, unended: &BTreeMap<String, bool>) -> io::Result<File> {
    let part = path.with_extension("begun-part");
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).open(&part)?;
    for (path, alone) in unended {
        note(&mut file, path, *alone)?;
    }
    file.sync_data()?;
    std::fs::rename(&part, path)?;
    Ok(file)
}

fn note(file: &mut File, path: &str, alone: bool) -> io::Result<()> {
    let mut line = serde_json::to_vec(&Start { path: path.to_owned(), alone })?;
    line.push(b'\n');
    file.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kill_makes_suspects_and_a_kill_alone_a_culprit() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::new(folder.path(), None);
        let named = |name: &str| Recording { path: name.into(), input: name.into() };
        let [a, b, c] = ["a", "b", "c"].map(named);
        let all = [&a, &b, &c];

        let mut begun = Begun::open(&place, &all).unwrap();
        begun.start(&a, false).unwrap();
        begun.start(&b, false).unwrap();
        drop(begun); // killed

        let mut begun = Begun::open(&place, &all).unwrap();
        let sorted = SortedOut { clean: vec![&c], suspects: vec![&a, &b], culprits: Vec::new() };
        assert_eq!(begun.sort_out(&all), sorted);
        begun.start(&c, false).unwrap();
        begun.end(&c);
        begun.start(&a, true).unwrap();
        begun.end(&a);
        begun.start(&b, true).unwrap();
        drop(begun); // killed

        let begun = Begun::open(&place, &[&b]).unwrap();
        assert_eq!(begun.sort_out(&[&b]).culprits, [&b]);
    }

    #[test]
    fn what_a_run_that_ended_by_itself_left_is_not_suspected() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::new(folder.path(), None);
        let a = Recording { path: "a".into(), input: "a".into() };
        let mut begun = Begun::open(&place, &[&a]).unwrap();
        begun.start(&a, false).unwrap();
        begun.close().unwrap();
        assert!(!place.begun().exists());
        assert_eq!(Begun::open(&place, &[&a]).unwrap().sort_out(&[&a]).clean, [&a]);
    }
}
