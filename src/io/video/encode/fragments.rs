//! An mp4 that can be played while it grows: an index of its own before every few samples (ISO/IEC 14496-12, 8.8).
//!
//! ```text
//! growing   ftyp free moov(no samples) moof mdat moof mdat …
//! finished  ftyp mdat(……………………………………………………………………………………………………) moov(all samples)
//! ```
//!
//! In the end an index of all samples goes behind them, and then the 16 bytes of `free` become the head of one `mdat`
//! around all there was: the file opens and seeks like any other, without a second copy that needs as much room again.
//! Whenever it is interrupted before that one small write, a file of fragments is left.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom, Write as _};

use super::index::{Index, boxed, words};
use super::mux::{file_type, long_data_head};
use super::pictures::Coded;

/// A box without meaning, as long as [`long_data_head`].
const FREE: [u8; 16] = *b"\0\0\0\x10free\0\0\0\0\0\0\0\0";
/// Nothing is needed to decode the sample (8.8.3.1).
const KEY: u32 = 0x0200_0000;
/// Other samples are needed, and decoding cannot start here.
const NOT_KEY: u32 = 0x0101_0000;

/// Writes fragments; a write that fails leaves the file as it was before.
#[derive(Debug)]
pub(super) struct Fragments {
    file: File,
    /// How much of the file is whole, in bytes.
    end: u64,
    /// How many fragments there are.
    n_written: u32,
    index: Index,
    /// Samples that are not written yet, and which are key frames.
    waiting: Vec<u8>,
    keys_waiting: Vec<bool>,
}

impl Fragments {
    pub(super) fn start(file: File) -> io::Result<Self> {
        let index = Index::default();
        let mut this = Self { file, end: 0, n_written: 0, index, waiting: Vec::new(), keys_waiting: Vec::new() };
        this.append(&[&file_type()[..], &FREE].concat())?;
        Ok(this)
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Whether no sample is in the file.
    pub(super) fn is_empty(&self) -> bool {
        self.n_written == 0
    }

    /// Takes a picture, which goes to the file with its fragment; one that is not written begins with a key frame.
    pub(super) fn add(&mut self, coded: &Coded) {
        if let Some(sample) = self.index.add(coded) {
            self.waiting.extend(sample);
            self.keys_waiting.push(coded.is_key);
        }
    }

    /// Writes what waits, which is shown up to `until_ticks`, or for `last_ticks` after its last picture.
    pub(super) fn write(&mut self, size: (u32, u32), last_ticks: u32, until_ticks: Option<u32>) -> io::Result<()> {
        if self.keys_waiting.is_empty() {
            return Ok(());
        }
        let n_samples = self.keys_waiting.len() as u32;
        let movie = if self.is_empty() { self.index.moov_of_fragments(size) } else { Vec::new() };
        let n_before_data = self.moof(last_ticks, until_ticks, 0).len() as u32 + 8;
        let moof = self.moof(last_ticks, until_ticks, n_before_data);
        let data_at = self.end + movie.len() as u64 + u64::from(n_before_data);
        let data = boxed(*b"mdat", &self.waiting);
        let written = self.append(&[movie, moof, data].concat());
        self.waiting.clear();
        self.keys_waiting.clear();
        if written.is_err() {
            self.index.forget_unplaced();
            return written;
        }
        self.index.place(data_at, n_samples);
        self.n_written += 1;
        Ok(())
    }

    /// Makes a plain mp4 of the fragments.
    pub(super) fn finish(mut self, size: (u32, u32), last_ticks: u32) -> io::Result<()> {
        let data_start = file_type().len() as u64;
        let n_bytes = self.end - data_start;
        self.append(&self.index.moov(size, last_ticks))?;
        // The new index is on the disk before anything leads to it.
        self.file.sync_data()?;
        self.file.seek(SeekFrom::Start(data_start))?;
        self.file.write_all(&long_data_head(n_bytes))?;
        self.file.sync_all()
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.end))?;
        let written = self.file.write_all(bytes);
        match written {
            Ok(()) => self.end += bytes.len() as u64,
            // A file that stays torn is still read up to here.
            Err(_) => drop(self.file.set_len(self.end)),
        }
        written
    }

    fn moof(&self, last_ticks: u32, until_ticks: Option<u32>, data_offset: u32) -> Vec<u8> {
        let first = self.index.sizes.len() - self.keys_waiting.len();
        let sizes = self.index.sizes.get(first..).unwrap_or_default();
        let times = self.index.shown_at.get(first..).unwrap_or_default();
        let last_at = times.last().copied().unwrap_or(0);
        let until = until_ticks.map_or_else(|| last_at.saturating_add(last_ticks), |until| until.max(last_at + 1));
        let ends = times.iter().skip(1).copied().chain([until]);
        let samples = times.iter().zip(ends).zip(sizes.iter().zip(&self.keys_waiting));
        let samples = samples.flat_map(|((from, to), (size, is_key))| {
            [to.saturating_sub(*from), *size, if *is_key { KEY } else { NOT_KEY }]
        });
        let start = times.first().copied().unwrap_or(0);
        // Durations, sizes and flags of each sample, counted from the fragment's first byte.
        let run = [0x00_0701, sizes.len() as u32, data_offset].into_iter().chain(samples);
        let track = [
            boxed(*b"tfhd", &words(&[0x02_0000, 1])),
            boxed(*b"tfdt", &words(&[0, start])),
            boxed(*b"trun", &words(&run.collect::<Vec<u32>>())),
        ];
        let head = boxed(*b"mfhd", &words(&[0, self.n_written + 1]));
        boxed(*b"moof", &[head, boxed(*b"traf", &track.concat())].concat())
    }
}
