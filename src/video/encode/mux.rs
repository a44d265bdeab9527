//! An mp4 with one H.264 track (ISO/IEC 14496-12 and -15): samples first, index last.

use std::io::{self, Seek, SeekFrom, Write};

/// Ticks of a second in which times are written: exact at 24, 25, 29.97, 30, 50 and 60 fps.
pub(super) const TICKS_PER_SEC: u32 = 90_000;

/// An identity display matrix, 16.16 and 2.30 fixed point.
const UPRIGHT: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// Writes samples as they come and remembers where they went.
#[derive(Debug)]
pub(super) struct Muxer<W> {
    out: W,
    /// Where the samples begin, in bytes.
    data_start: u64,
    /// Lengths in bytes.
    sizes: Vec<u32>,
    /// When each sample is shown, in ticks.
    shown_at: Vec<u32>,
    /// Numbers of the key frames, from 1.
    keys: Vec<u32>,
    parameters: Parameters,
}

/// Parameter sets, as in the stream.
#[derive(Debug, Default)]
struct Parameters {
    sequence: Vec<u8>,
    picture: Vec<u8>,
}

impl<W: Write + Seek> Muxer<W> {
    pub(super) fn start(mut out: W) -> io::Result<Self> {
        let ftyp = boxed(*b"ftyp", b"isom\0\0\x02\0isomiso2avc1mp41");
        out.write_all(&ftyp)?;
        // The length of all samples is filled in at the end, in 64 bits.
        out.write_all(&[&1_u32.to_be_bytes()[..], b"mdat", &[0; 8]].concat())?;
        let data_start = ftyp.len() as u64 + 16;
        let parameters = Parameters::default();
        Ok(Self { out, data_start, sizes: Vec::new(), shown_at: Vec::new(), keys: Vec::new(), parameters })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Adds a picture, given by its NAL units, shown from `ticks` on; a picture without units is left out.
    pub(super) fn add(&mut self, units: &[Vec<u8>], ticks: i64, is_key: bool) -> io::Result<()> {
        let mut size = 0;
        for unit in units {
            match unit.first().map(|header| header & 0x1f) {
                Some(7) => self.parameters.sequence.clone_from(unit),
                Some(8) => self.parameters.picture.clone_from(unit),
                _ => {
                    self.out.write_all(&(unit.len() as u32).to_be_bytes())?;
                    self.out.write_all(unit)?;
                    size += unit.len() as u32 + 4;
                }
            }
        }
        if size == 0 {
            return Ok(());
        }
        let earliest = self.shown_at.last().map_or(0, |last| last + 1);
        let is_first = self.shown_at.is_empty();
        let ticks = if is_first { 0 } else { u32::try_from(ticks.max(0)).unwrap_or(u32::MAX - 1) };
        self.shown_at.push(ticks.max(earliest));
        self.sizes.push(size);
        if is_key {
            self.keys.push(self.sizes.len() as u32);
        }
        Ok(())
    }

    /// Writes the index; the last frame is shown for `last_ticks`.
    pub(super) fn finish(mut self, size: (u32, u32), last_ticks: u32) -> io::Result<W> {
        let n_bytes: u64 = self.sizes.iter().copied().map(u64::from).sum();
        self.out.write_all(&self.index(size, last_ticks))?;
        self.out.seek(SeekFrom::Start(self.data_start - 8))?;
        self.out.write_all(&(n_bytes + 16).to_be_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn index(&self, (width, height): (u32, u32), last_ticks: u32) -> Vec<u8> {
        let duration = self.shown_at.last().map_or(0, |last| last.saturating_add(last_ticks));
        let movie = [&[0, 0, 0, TICKS_PER_SEC, duration, 0x1_0000, 0x100_0000, 0, 0][..], &UPRIGHT, &[0; 6], &[2]];
        let track = [&[7, 0, 0, 1, 0, duration, 0, 0, 0, 0][..], &UPRIGHT, &[width << 16, height << 16]];
        let media = boxed(*b"mdhd", &words(&[0, 0, 0, TICKS_PER_SEC, duration, 0x55c4_0000]));
        let handler = boxed(*b"hdlr", &[&[0; 8], &b"vide"[..], &[0; 12], b"VideoHandler\0"].concat());
        let url = boxed(*b"url ", &words(&[1]));
        let data = boxed(*b"dinf", &boxed(*b"dref", &[words(&[0, 1]), url].concat()));
        let header = boxed(*b"vmhd", &words(&[1, 0, 0]));
        let tables = boxed(*b"stbl", &self.tables((width, height), last_ticks));
        let information = boxed(*b"minf", &[header, data, tables].concat());
        let media = boxed(*b"mdia", &[media, handler, information].concat());
        let track = boxed(*b"trak", &[boxed(*b"tkhd", &words(&track.concat())), media].concat());
        boxed(*b"moov", &[boxed(*b"mvhd", &words(&movie.concat())), track].concat())
    }

    fn tables(&self, size: (u32, u32), last_ticks: u32) -> Vec<u8> {
        let n_samples = self.sizes.len() as u32;
        let durations = runs(&self.shown_at, last_ticks);
        [
            boxed(*b"stsd", &[words(&[0, 1]), self.parameters.sample_entry(size)].concat()),
            boxed(*b"stts", &words(&[&[0, durations.len() as u32 / 2], &durations[..]].concat())),
            boxed(*b"stss", &words(&[&[0, self.keys.len() as u32], &self.keys[..]].concat())),
            boxed(*b"stsc", &words(&[0, 1, 1, n_samples, 1])),
            boxed(*b"stsz", &words(&[&[0, 0, n_samples], &self.sizes[..]].concat())),
            boxed(*b"co64", &[words(&[0, 1]), self.data_start.to_be_bytes().to_vec()].concat()),
        ]
        .concat()
    }
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
    for duration in gaps.chain([last_ticks]) {
        match runs.last_mut() {
            Some([count, same]) if *same == duration => *count += 1,
            _ => runs.push([1, duration]),
        }
    }
    runs.concat()
}

fn boxed(kind: [u8; 4], payload: &[u8]) -> Vec<u8> {
    [&(payload.len() as u32 + 8).to_be_bytes()[..], &kind, payload].concat()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{Muxer, runs};

    #[test]
    fn even_times_become_one_run() {
        assert_eq!(runs(&[0, 3000, 6000, 9001], 3000), [2, 3000, 1, 3001, 1, 3000]);
        assert_eq!(runs(&[0], 3000), [1, 3000]);
    }

    #[test]
    fn times_never_go_back_and_start_at_zero() {
        let mut muxer = Muxer::start(Cursor::new(Vec::new())).unwrap();
        for ticks in [500, 3000, 3000, 2000] {
            muxer.add(&[vec![0x65, 1, 2]], ticks, true).unwrap();
        }
        assert_eq!(muxer.shown_at, [0, 3000, 3001, 3002]);
        muxer.add(&[vec![0x67, 1, 2]], 9000, true).unwrap();
        assert_eq!(muxer.sizes.len(), 4, "no picture, no sample");
    }
}
