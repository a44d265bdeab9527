//! The index of an mp4 with one H.264 track (ISO/IEC 14496-12 and -15): what samples there are, and where.

use super::pictures::Coded;
use super::pictures::TICKS_PER_SEC;

/// An identity display matrix, 16.16 and 2.30 fixed point.
const UPRIGHT: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// The samples of a file so far.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Lengths in bytes.
    pub(super) sizes: Vec<u32>,
    /// When each sample is shown, in ticks.
    pub(super) shown_at: Vec<u32>,
    /// Numbers of the key frames, from 1.
    keys: Vec<u32>,
    /// Where samples lie without a gap: first byte in the file, and how many.
    chunks: Vec<(u64, u32)>,
    parameters: Parameters,
}

/// Parameter sets, as in the stream.
#[derive(Debug, Clone, Default)]
struct Parameters {
    sequence: Vec<u8>,
    picture: Vec<u8>,
}

impl Index {
    /// Adds a picture and returns its sample; a picture without units is left out.
    pub(super) fn add(&mut self, coded: &Coded) -> Option<Vec<u8>> {
        let sample = self.sample(&coded.units);
        if sample.is_empty() {
            return None;
        }
        let earliest = self.shown_at.last().map_or(0, |last| last + 1);
        let is_first = self.shown_at.is_empty();
        let ticks = if is_first { 0 } else { u32::try_from(coded.ticks.max(0)).unwrap_or(u32::MAX - 1) };
        self.shown_at.push(ticks.max(earliest));
        self.sizes.push(sample.len() as u32);
        if coded.is_key {
            self.keys.push(self.sizes.len() as u32);
        }
        Some(sample)
    }

    /// The last `n_samples` lie from this byte on.
    pub(super) fn place(&mut self, offset: u64, n_samples: u32) {
        self.chunks.push((offset, n_samples));
    }

    /// Forgets samples that have no place.
    pub(super) fn forget_unplaced(&mut self) {
        let n_placed: u32 = self.chunks.iter().map(|(_, n_samples)| n_samples).sum();
        self.sizes.truncate(n_placed as usize);
        self.shown_at.truncate(n_placed as usize);
        self.keys.retain(|number| *number <= n_placed);
    }

    /// Units with their lengths; parameter sets are kept for the index instead.
    fn sample(&mut self, units: &[Vec<u8>]) -> Vec<u8> {
        let mut sample = Vec::new();
        for unit in units {
            match unit.first().map(|header| header & 0x1f) {
                Some(7) => self.parameters.sequence.clone_from(unit),
                Some(8) => self.parameters.picture.clone_from(unit),
                _ => {
                    sample.extend((unit.len() as u32).to_be_bytes());
                    sample.extend(unit);
                }
            }
        }
        sample
    }

    /// The `moov` of a whole file; the last frame is shown for `last_ticks`.
    pub(super) fn moov(&self, size: (u32, u32), last_ticks: u32) -> Vec<u8> {
        let duration = self.shown_at.last().map_or(0, |last| last.saturating_add(last_ticks));
        movie(size, duration, &self.tables(size, last_ticks), &[])
    }

    /// The `moov` before fragments: all but samples.
    pub(super) fn moov_of_fragments(&self, size: (u32, u32)) -> Vec<u8> {
        let none = Self { parameters: self.parameters.clone(), ..Self::default() };
        let extends = boxed(*b"mvex", &boxed(*b"trex", &words(&[0, 1, 1, 0, 0, 0])));
        movie(size, 0, &none.tables(size, 0), &extends)
    }

    fn tables(&self, size: (u32, u32), last_ticks: u32) -> Vec<u8> {
        let n_samples = self.sizes.len() as u32;
        let (durations, chunks) = (runs(&self.shown_at, last_ticks), chunk_runs(&self.chunks));
        let offsets: Vec<u8> = self.chunks.iter().flat_map(|(offset, _)| offset.to_be_bytes()).collect();
        [
            boxed(*b"stsd", &[words(&[0, 1]), self.parameters.sample_entry(size)].concat()),
            boxed(*b"stts", &words(&[&[0, durations.len() as u32 / 2], &durations[..]].concat())),
            boxed(*b"stss", &words(&[&[0, self.keys.len() as u32], &self.keys[..]].concat())),
            boxed(*b"stsc", &words(&[&[0, chunks.len() as u32 / 3], &chunks[..]].concat())),
            boxed(*b"stsz", &words(&[&[0, 0, n_samples], &self.sizes[..]].concat())),
            boxed(*b"co64", &[words(&[0, self.chunks.len() as u32]), offsets].concat()),
        ]
        .concat()
    }
}

/// A `moov` with one track and these sample tables, and what comes behind the track.
fn movie((width, height): (u32, u32), duration: u32, tables: &[u8], behind: &[u8]) -> Vec<u8> {
    let movie = [&[0, 0, 0, TICKS_PER_SEC, duration, 0x1_0000, 0x100_0000, 0, 0][..], &UPRIGHT, &[0; 6], &[2]];
    let track = [&[7, 0, 0, 1, 0, duration, 0, 0, 0, 0][..], &UPRIGHT, &[width << 16, height << 16]];
    let media = boxed(*b"mdhd", &words(&[0, 0, 0, TICKS_PER_SEC, duration, 0x55c4_0000]));
    let handler = boxed(*b"hdlr", &[&[0; 8], &b"vide"[..], &[0; 12], b"VideoHandler\0"].concat());
    let url = boxed(*b"url ", &words(&[1]));
    let data = boxed(*b"dinf", &boxed(*b"dref", &[words(&[0, 1]), url].concat()));
    let header = boxed(*b"vmhd", &words(&[1, 0, 0]));
    let information = boxed(*b"minf", &[header, data, boxed(*b"stbl", tables)].concat());
    let media = boxed(*b"mdia", &[media, handler, information].concat());
    let track = boxed(*b"trak", &[boxed(*b"tkhd", &words(&track.concat())), media].concat());
    boxed(*b"moov", &[boxed(*b"mvhd", &words(&movie.concat())), track, behind.to_vec()].concat())
}

impl Parameters {
    /// `avc1` with the decoder's configuration and BT.709 as its colour.
    fn sample_entry(&self, (width, height): (u32, u32)) -> Vec<u8> {
        let profile = self.sequence.get(1..4).unwrap_or(&[66, 0, 40]);
        let length = |unit: &[u8]| (unit.len() as u16).to_be_bytes();
        let configuration = [
            &[1],
            profile,
            &[0xff, 0xe1],
            &length(&self.sequence),
            &self.sequence,
            &[1],
            &length(&self.picture),
            &self.picture,
        ];
        let colour = boxed(*b"colr", b"nclx\0\x01\0\x01\0\x01\0");
        let entry = [
            words(&[0, 1, 0, 0, 0, 0, width << 16 | height, 0x48_0000, 0x48_0000, 0, 1 << 16]),
            [&[0; 30][..], &[0, 24, 0xff, 0xff]].concat(),
            boxed(*b"avcC", &configuration.concat()),
            colour,
        ];
        boxed(*b"avc1", &entry.concat())
    }
}

/// Count and duration, again and again, of samples shown at these ticks.
fn runs(shown_at: &[u32], last_ticks: u32) -> Vec<u32> {
    let mut runs: Vec<[u32; 2]> = Vec::new();
    let gaps = shown_at.windows(2).filter_map(|pair| pair.last()?.checked_sub(*pair.first()?));
    let last = (!shown_at.is_empty()).then_some(last_ticks);
    for duration in gaps.chain(last) {
        match runs.last_mut() {
            Some([count, same]) if *same == duration => *count += 1,
            _ => runs.push([1, duration]),
        }
    }
    runs.concat()
}

/// First chunk, samples per chunk and description, again and again.
fn chunk_runs(chunks: &[(u64, u32)]) -> Vec<u32> {
    let mut runs: Vec<[u32; 3]> = Vec::new();
    for (number, (_, n_samples)) in (1..).zip(chunks) {
        if runs.last().is_none_or(|[_, same, _]| same != n_samples) {
            runs.push([number, *n_samples, 1]);
        }
    }
    runs.concat()
}

pub(super) fn boxed(kind: [u8; 4], payload: &[u8]) -> Vec<u8> {
    [&(payload.len() as u32 + 8).to_be_bytes()[..], &kind, payload].concat()
}

pub(super) fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Coded, Index, chunk_runs, runs};

    #[test]
    fn even_times_become_one_run() {
        assert_eq!(runs(&[0, 3000, 6000, 9001], 3000), [2, 3000, 1, 3001, 1, 3000]);
        assert_eq!(runs(&[0], 3000), [1, 3000]);
        assert!(runs(&[], 3000).is_empty());
    }

    #[test]
    fn chunks_of_one_length_become_one_run() {
        assert_eq!(chunk_runs(&[(48, 15), (900, 15), (1800, 3), (2000, 15)]), [1, 15, 1, 3, 3, 1, 4, 15, 1]);
    }

    #[test]
    fn times_never_go_back_and_start_at_zero() {
        let mut index = Index::default();
        let coded = |unit: u8, ticks| Coded { units: vec![vec![unit, 1, 2]], ticks, is_key: true };
        for ticks in [500, 3000, 3000, 2000] {
            assert!(index.add(&coded(0x65, ticks)).is_some());
        }
        assert_eq!(index.shown_at, [0, 3000, 3001, 3002]);
        assert_eq!(index.add(&coded(0x67, 9000)), None, "no picture, no sample");
        assert_eq!(index.sizes.len(), 4);
    }
}
