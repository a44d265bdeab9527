//! Sample tables: where each coded frame lies in the file and when it is shown (ISO/IEC 14496-12, 8.6 and 8.7).

use super::boxes::{Bytes, child};

/// More samples than any video that we read has: 9 hours at 60 fps. Bounds memory against damaged counts.
pub(super) const MAX_SAMPLES: u32 = 2_000_000;

/// One coded frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sample {
    /// First byte in the file; [`u64::MAX`] if the tables do not say.
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

/// All samples of a sample table box, in order of decoding; `None` if a table is missing.
pub(super) fn samples(stbl: &[u8]) -> Option<Vec<Sample>> {
    let sizes = sizes(stbl)?;
    let offsets = offsets(stbl, &sizes)?;
    let mut durations = Runs::new(child(stbl, *b"stts")?);
    let mut shifts = Runs::new(child(stbl, *b"ctts").unwrap_or_default());
    let syncs = child(stbl, *b"stss").map(sync_numbers);
    let mut decode_at = 0_i64;
    let mut all = Vec::with_capacity(sizes.len());
    for (number, (size, offset)) in (1_u32..).zip(sizes.into_iter().zip(offsets)) {
        let duration = durations.next_value();
        let shift = i64::from(shifts.next_value().cast_signed());
        let is_sync = syncs.as_ref().is_none_or(|list| list.binary_search(&number).is_ok());
        all.push(Sample { offset, size, at: decode_at + shift, duration, is_sync });
        decode_at += i64::from(duration);
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

    fn next_value(&mut self) -> u32 {
        while self.left == 0 {
            let (Some(count), Some(value)) = (self.table.u32(), self.table.u32()) else {
                return self.value;
            };
            (self.left, self.value) = (count, value);
        }
        self.left -= 1;
        self.value
    }
}

fn sync_numbers(stss: &[u8]) -> Vec<u32> {
    let mut table = Bytes(stss.get(8..).unwrap_or_default());
    let mut numbers: Vec<u32> = std::iter::from_fn(|| table.u32()).collect();
    numbers.sort_unstable();
    numbers
}

fn sizes(stbl: &[u8]) -> Option<Vec<u32>> {
    if let Some(stsz) = child(stbl, *b"stsz") {
        let mut table = Bytes(stsz.get(4..)?);
        let (size, count) = (table.u32()?, table.u32()?.min(MAX_SAMPLES));
        return Some(match size {
            0 => (0..count).map_while(|_| table.u32()).collect(),
            _ => vec![size; count as usize],
        });
    }
    let mut table = Bytes(child(stbl, *b"stz2")?.get(4..)?);
    let (field_bits, count) = (table.u32()? & 0xff, table.u32()?.min(MAX_SAMPLES));
    let read = |_| match field_bits {
        16 => table.u16().map(u32::from),
        _ => table.u8().map(u32::from),
    };
    (field_bits != 4).then(|| (0..count).map_while(read).collect())
}

/// Where each sample lies: samples follow one another in chunks (`stsc`), chunks have places (`stco`, `co64`).
fn offsets(stbl: &[u8], sizes: &[u32]) -> Option<Vec<u64>> {
    let mut per_chunk = ChunkSizes::new(child(stbl, *b"stsc")?.get(8..)?);
    let (table, is_wide) = match child(stbl, *b"stco") {
        Some(stco) => (stco, false),
        None => (child(stbl, *b"co64")?, true),
    };
    let mut table = Bytes(table.get(8..)?);
    let mut chunk = || {
        if is_wide { table.u64() } else { table.u32().map(u64::from) }
    };
    let mut offsets = Vec::with_capacity(sizes.len());
    let mut sizes = sizes.iter();
    while sizes.len() != 0 {
        let Some(mut at) = chunk() else { break };
        for size in sizes.by_ref().take(per_chunk.next_chunk() as usize) {
            offsets.push(at);
            at = at.saturating_add(u64::from(*size));
        }
    }
    offsets.extend(sizes.map(|_| u64::MAX));
    Some(offsets)
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
    use super::{Sample, samples};

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
        let found = samples(&table(&[2, 2, 100, 1, 50], &[2, 1, 0, 2, (-5_i32).cast_unsigned()], &[2, 1000, 2000]));
        let sample = |offset, size, at, duration, is_sync| Sample { offset, size, at, duration, is_sync };
        let expected =
            [sample(1000, 10, 0, 100, true), sample(1010, 20, 95, 100, false), sample(2000, 30, 195, 50, false)];
        assert_eq!(found.unwrap(), expected);
    }

    #[test]
    fn a_sample_without_a_chunk_has_no_place() {
        let found = samples(&table(&[1, 3, 100], &[0], &[1, 1000])).unwrap();
        assert_eq!(found[2].offset, u64::MAX);
    }
}
