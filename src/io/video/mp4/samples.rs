//! Sample tables: where each coded frame lies in the file and when it is shown (ISO/IEC 14496-12, 8.6 and 8.7).

use super::boxes::{Bytes, child};

/// More samples than any video that we read has: 9 hours at 60 fps. Bounds memory against damaged counts.
const MAX_SAMPLES: usize = 2_000_000;

/// One coded frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sample {
    /// First byte in the file; [`NOWHERE`] if the file does not hold it.
    pub(super) offset: u64,
    /// Length in bytes.
    pub(super) size: u32,
    /// Composition time, in ticks of the track.
    pub(super) at: i64,
    /// In ticks of the track.
    pub(super) duration: u32,
    /// Whether decoding can start here.
    pub(super) is_sync: bool,
}

/// The place of a sample that the file does not hold.
pub(super) const NOWHERE: u64 = u64::MAX;

/// The samples of a track in order of decoding, as far as the file can hold them.
///
/// A few bytes can claim millions of samples. A sample is kept only if its bytes lie in the file and all samples together
/// have no more bytes than the file, or if it has an entry of its own in a table. Memory and time are therefore linear in
/// the file's length.
#[derive(Debug)]
pub(super) struct Samples {
    /// Those that are kept.
    pub(super) list: Vec<Sample>,
    /// Time (ticks) of samples that were claimed and are not kept, and when the first of them is shown.
    pub(super) lost: Option<(i64, u64)>,
    /// Decode time (ticks) after the last sample, kept or lost.
    pub(super) end_at: i64,
    file_len: u64,
    /// Bytes that further samples can have.
    bytes_left: u64,
}

impl Samples {
    /// None yet, of a file of so many bytes.
    pub(super) fn none(file_len: u64) -> Self {
        Self { list: Vec::new(), lost: None, end_at: 0, file_len, bytes_left: file_len }
    }

    /// Adds a sample that is decoded next. Returns `false` if it was only claimed: the file does not hold it, and it has
    /// no entry of its own.
    pub(super) fn push(&mut self, mut sample: Sample, has_entry: bool) -> bool {
        let end = sample.offset.checked_add(u64::from(sample.size));
        let left = self.bytes_left.checked_sub(u64::from(sample.size));
        match left.filter(|_| end.is_some_and(|end| end <= self.file_len)) {
            Some(left) => self.bytes_left = left,
            None if has_entry => sample.offset = NOWHERE,
            None => return false,
        }
        if MAX_SAMPLES <= self.list.len() {
            return false;
        }
        self.end_at = self.end_at.saturating_add(i64::from(sample.duration));
        self.list.push(sample);
        true
    }

    /// Counts samples that follow and are not kept.
    pub(super) fn lose(&mut self, first_at: i64, ticks: u64) {
        let lost = self.lost.get_or_insert((first_at, 0));
        lost.1 = lost.1.saturating_add(ticks);
        self.end_at = self.end_at.saturating_add_unsigned(ticks);
    }
}

/// All samples of a sample table box, in order of decoding; `None` if a table is missing.
pub(super) fn samples(stbl: &[u8], file_len: u64) -> Option<Samples> {
    let mut sizes = Sizes::read(stbl)?;
    let mut places = Places::read(stbl)?;
    let mut durations = Runs::new(child(stbl, *b"stts")?);
    let mut shifts = Runs::new(child(stbl, *b"ctts").unwrap_or_default());
    let syncs = child(stbl, *b"stss").map(sync_numbers);
    let mut all = Samples::none(file_len);
    for number in 1_u32.. {
        let Some(size) = sizes.next_size() else { break };
        let duration = durations.next_value();
        let at = all.end_at.saturating_add(i64::from(shifts.next_value().cast_signed()));
        let is_sync = syncs.as_ref().is_none_or(|list| list.binary_search(&number).is_ok());
        let sample = Sample { offset: places.next_place(size), size, at, duration, is_sync };
        if !all.push(sample, sizes.has_entries()) {
            let following = durations.ticks_of(sizes.left);
            all.lose(at, following.saturating_add(u64::from(duration)));
            break;
        }
    }
    Some(all)
}

/// Whether samples are coded in more ways than the first one described: a file put together from several.
pub(super) fn has_several_codings(stbl: &[u8]) -> bool {
    let mut table = Bytes(child(stbl, *b"stsc").and_then(|stsc| stsc.get(8..)).unwrap_or_default());
    let mut descriptions = std::iter::from_fn(|| Some([table.u32()?, table.u32()?, table.u32()?]));
    descriptions.any(|[_, _, description]| 1 < description)
}

/// Run-length coded values (`stts`, `ctts`); the last one goes on beyond the table's end.
struct Runs<'a> {
    table: Bytes<'a>,
    left: u32,
    value: u32,
}

impl<'a> Runs<'a> {
    fn new(table: &'a [u8]) -> Self {
        let table = Bytes(table.get(8..).unwrap_or_default());
        Self { table, left: 0, value: 0 }
    }

    /// Whether there is a run with a value left; moves on to it.
    fn has_run(&mut self) -> bool {
        while self.left == 0 {
            let (Some(count), Some(value)) = (self.table.u32(), self.table.u32()) else {
                return false;
            };
            (self.left, self.value) = (count, value);
        }
        true
    }

    fn next_value(&mut self) -> u32 {
        if self.has_run() {
            self.left -= 1;
        }
        self.value
    }

    /// The sum of the next `n` values, run by run.
    fn ticks_of(mut self, mut n: u32) -> u64 {
        let mut ticks = 0_u64;
        while 0 < n {
            let n_here = if self.has_run() { self.left.min(n) } else { n };
            ticks = ticks.saturating_add(u64::from(n_here) * u64::from(self.value));
            (self.left, n) = (self.left.saturating_sub(n_here), n - n_here);
        }
        ticks
    }
}

fn sync_numbers(stss: &[u8]) -> Vec<u32> {
    let mut table = Bytes(stss.get(8..).unwrap_or_default());
    let mut numbers: Vec<u32> = std::iter::from_fn(|| table.u32()).collect();
    numbers.sort_unstable();
    numbers
}

/// How long each sample is (`stsz`, `stz2`).
struct Sizes<'a> {
    table: Bytes<'a>,
    /// Bits of an entry; `None` where all samples are `size` bytes long.
    entry_bits: Option<u32>,
    size: u32,
    /// How many samples follow.
    left: u32,
}

impl<'a> Sizes<'a> {
    fn read(stbl: &'a [u8]) -> Option<Self> {
        if let Some(stsz) = child(stbl, *b"stsz") {
            let mut table = Bytes(stsz.get(4..)?);
            let (size, left) = (table.u32()?, table.u32()?);
            return Some(Self { table, entry_bits: (size == 0).then_some(32), size, left });
        }
        let mut table = Bytes(child(stbl, *b"stz2")?.get(4..)?);
        let (entry_bits, left) = (table.u32()? & 0xff, table.u32()?);
        (entry_bits != 4).then_some(Self { table, entry_bits: Some(entry_bits), size: 0, left })
    }

    /// Whether each sample has an entry in the table.
    const fn has_entries(&self) -> bool {
        self.entry_bits.is_some()
    }

    fn next_size(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        match self.entry_bits {
            None => Some(self.size),
            Some(32) => self.table.u32(),
            Some(16) => self.table.u16().map(u32::from),
            Some(_) => self.table.u8().map(u32::from),
        }
    }
}

/// Where each sample lies: samples follow one another in chunks (`stsc`), chunks have places (`stco`, `co64`).
struct Places<'a> {
    table: Bytes<'a>,
    is_wide: bool,
    per_chunk: ChunkSizes<'a>,
    /// The next byte of the chunk, and how many of its samples are left.
    at: u64,
    left: u32,
}

impl<'a> Places<'a> {
    fn read(stbl: &'a [u8]) -> Option<Self> {
        let per_chunk = ChunkSizes::new(child(stbl, *b"stsc")?.get(8..)?);
        let (table, is_wide) = match child(stbl, *b"stco") {
            Some(stco) => (stco, false),
            None => (child(stbl, *b"co64")?, true),
        };
        Some(Self { table: Bytes(table.get(8..)?), is_wide, per_chunk, at: NOWHERE, left: 0 })
    }

    /// The first byte of the next sample, which has `size` bytes.
    fn next_place(&mut self, size: u32) -> u64 {
        while self.left == 0 {
            let chunk = if self.is_wide { self.table.u64() } else { self.table.u32().map(u64::from) };
            let Some(at) = chunk else { return NOWHERE };
            (self.at, self.left) = (at, self.per_chunk.next_chunk());
        }
        self.left -= 1;
        let at = self.at;
        self.at = at.saturating_add(u64::from(size));
        at
    }
}

/// Samples per chunk, chunk by chunk (`stsc`).
struct ChunkSizes<'a> {
    table: Bytes<'a>,
    chunk: u32,
    n_samples: u32,
    /// The chunk from which on the next entry holds, and its samples per chunk.
    next: Option<(u32, u32)>,
}

impl<'a> ChunkSizes<'a> {
    fn new(table: &'a [u8]) -> Self {
        let mut this = Self { table: Bytes(table), chunk: 0, n_samples: 0, next: None };
        this.next = this.entry();
        this
    }

    fn entry(&mut self) -> Option<(u32, u32)> {
        let (first_chunk, n_samples, _description) = (self.table.u32()?, self.table.u32()?, self.table.u32()?);
        Some((first_chunk, n_samples))
    }

    fn next_chunk(&mut self) -> u32 {
        self.chunk = self.chunk.saturating_add(1);
        while let Some((first_chunk, n_samples)) = self.next {
            if self.chunk < first_chunk {
                break;
            }
            self.n_samples = n_samples;
            self.next = self.entry();
        }
        self.n_samples
    }
}

#[cfg(test)]
mod tests {
    use super::{NOWHERE, Sample, samples};

    fn full_box(kind: [u8; 4], words: &[u32]) -> Vec<u8> {
        let body: Vec<u8> = words.iter().flat_map(|w| w.to_be_bytes()).collect();
        let size = (body.len() + 12) as u32;
        [&size.to_be_bytes()[..], &kind, &[0; 4], &body].concat()
    }

    fn table(stts: &[u32], ctts: &[u32], stco: &[u32]) -> Vec<u8> {
        [
            full_box(*b"stts", stts),
            full_box(*b"ctts", ctts),
            full_box(*b"stsz", &[0, 3, 10, 20, 30]),
            full_box(*b"stsc", &[2, 1, 2, 1, 2, 1, 1]),
            full_box(*b"stco", stco),
            full_box(*b"stss", &[1, 1]),
        ]
        .concat()
    }

    #[test]
    fn places_and_times_follow_the_runs() {
        let stbl = table(&[2, 2, 100, 1, 50], &[2, 1, 0, 2, (-5_i32).cast_unsigned()], &[2, 1000, 2000]);
        let found = samples(&stbl, 3000).unwrap();
        let sample = |offset, size, at, duration, is_sync| Sample { offset, size, at, duration, is_sync };
        let expected =
            [sample(1000, 10, 0, 100, true), sample(1010, 20, 95, 100, false), sample(2000, 30, 195, 50, false)];
        assert_eq!((found.list.as_slice(), found.lost, found.end_at), (&expected[..], None, 250));
    }

    #[test]
    fn a_sample_without_a_chunk_or_beyond_the_file_has_no_place() {
        let places = |stco: &[u32], file_len| {
            let found = samples(&table(&[1, 3, 100], &[0], stco), file_len).unwrap();
            found.list.iter().map(|sample| sample.offset).collect::<Vec<_>>()
        };
        assert_eq!(places(&[1, 1000], 3000), [1000, 1010, NOWHERE]);
        assert_eq!(places(&[2, 1000, 2000], 2029), [1000, 1010, NOWHERE]);
    }

    #[test]
    fn samples_have_together_no_more_bytes_than_the_file() {
        let found = samples(&table(&[1, 3, 100], &[0], &[2, 0, 0]), 59).unwrap();
        assert_eq!(found.list.iter().map(|sample| sample.offset).collect::<Vec<_>>(), [0, 10, NOWHERE]);
    }

    #[test]
    fn samples_that_are_only_claimed_are_counted_not_kept() {
        let stbl = [
            full_box(*b"stts", &[2, 3, 10, u32::MAX, 7]),
            full_box(*b"stsz", &[5, u32::MAX]),
            full_box(*b"stsc", &[1, 1, u32::MAX, 1]),
            full_box(*b"stco", &[1, 100]),
        ];
        let found = samples(&stbl.concat(), 120).unwrap();
        assert_eq!(found.list.len(), 4);
        let ticks = u64::from(u32::MAX - 4) * 7;
        assert_eq!((found.lost, found.end_at), (Some((37, ticks)), 37 + ticks.cast_signed()));
    }
}
