//! Samples of fragmented files: each `moof` carries a piece of the tables (ISO/IEC 14496-12, 8.8).

use super::boxes::{Bytes, boxes, child};
use super::samples::{Sample, Samples};

const BASE_DATA_OFFSET: u32 = 0x00_0001;
const DESCRIPTION_INDEX: u32 = 0x00_0002;
const DEFAULT_DURATION: u32 = 0x00_0008;
const DEFAULT_SIZE: u32 = 0x00_0010;
const DEFAULT_FLAGS: u32 = 0x00_0020;
const RUN_DATA_OFFSET: u32 = 0x00_0001;
const RUN_FIRST_FLAGS: u32 = 0x00_0004;
const RUN_DURATION: u32 = 0x00_0100;
const RUN_SIZE: u32 = 0x00_0200;
const RUN_FLAGS: u32 = 0x00_0400;
const RUN_SHIFT: u32 = 0x00_0800;
const NOT_SYNC: u32 = 0x01_0000;

/// What holds for samples of one track unless they say otherwise (`trex`, `tfhd`).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Defaults {
    track_id: u32,
    duration: u32,
    size: u32,
    flags: u32,
}

impl Defaults {
    /// From the movie's `mvex`; zeros if it has none.
    pub(super) fn read(moov: &[u8], track_id: u32) -> Self {
        let trexs = boxes(child(moov, *b"mvex").unwrap_or_default()).filter(|(kind, _)| kind == b"trex");
        let found = trexs.filter_map(|(_, trex)| Self::of_trex(trex)).find(|trex| trex.track_id == track_id);
        found.unwrap_or_else(|| Self { track_id, ..Self::default() })
    }

    fn of_trex(trex: &[u8]) -> Option<Self> {
        let mut b = Bytes(trex);
        let (_, track_id, _, duration) = (b.u32()?, b.u32()?, b.u32()?, b.u32()?);
        Some(Self { track_id, duration, size: b.u32()?, flags: b.u32()? })
    }
}

/// Adds the track's samples in a `moof` payload, whose box begins at byte `moof_start` of the file.
pub(super) fn append(moof: &[u8], moof_start: u64, defaults: Defaults, samples: &mut Samples) {
    for (_, traf) in boxes(moof).filter(|(kind, _)| kind == b"traf") {
        let Some((defaults, base)) = child(traf, *b"tfhd").and_then(|tfhd| header(tfhd, moof_start, defaults)) else {
            continue;
        };
        let mut cursor = Cursor { offset: base, decode_at: decode_start(traf, samples) };
        for (_, trun) in boxes(traf).filter(|(kind, _)| kind == b"trun") {
            run(trun, base, defaults, &mut cursor, samples);
        }
    }
}

/// The fragment's own defaults and the byte that its offsets count from; `None` for another track.
fn header(tfhd: &[u8], moof_start: u64, mut defaults: Defaults) -> Option<(Defaults, u64)> {
    let mut b = Bytes(tfhd);
    let (_, flags) = b.version_flags()?;
    if b.u32()? != defaults.track_id {
        return None;
    }
    let base = if flags & BASE_DATA_OFFSET == 0 { moof_start } else { b.u64()? };
    if flags & DESCRIPTION_INDEX != 0 {
        b.u32()?;
    }
    for (flag, value) in [
        (DEFAULT_DURATION, &mut defaults.duration),
        (DEFAULT_SIZE, &mut defaults.size),
        (DEFAULT_FLAGS, &mut defaults.flags),
    ] {
        if flags & flag != 0 {
            *value = b.u32()?;
        }
    }
    Some((defaults, base))
}

/// The fragment's decode time: its own, else where the last one ended.
fn decode_start(traf: &[u8], samples: &Samples) -> i64 {
    let own = child(traf, *b"tfdt").and_then(|tfdt| {
        let mut b = Bytes(tfdt);
        let (version, _) = b.version_flags()?;
        b.word(version)
    });
    own.map_or(samples.end_at, u64::cast_signed)
}

/// Where the next sample lies and when it is decoded.
struct Cursor {
    offset: u64,
    decode_at: i64,
}

/// Adds a run's samples; `None` if it ends early, which is damage: what came before it stands.
fn run(trun: &[u8], base: u64, defaults: Defaults, cursor: &mut Cursor, samples: &mut Samples) -> Option<()> {
    let mut b = Bytes(trun);
    let (_, flags) = b.version_flags()?;
    let count = b.u32()?;
    if flags & RUN_DATA_OFFSET != 0 {
        cursor.offset = base.saturating_add_signed(i64::from(b.i32()?));
    }
    let mut first_flags = if flags & RUN_FIRST_FLAGS == 0 { None } else { Some(b.u32()?) };
    let has_entries = flags & (RUN_DURATION | RUN_SIZE | RUN_FLAGS | RUN_SHIFT) != 0;
    if !has_entries && 1 < count && defaults.size == 0 {
        return None; // Only damage claims many samples and says nothing of them.
    }
    for left in (1..=count).rev() {
        let mut field = |flag: u32, default: u32| {
            if flags & flag == 0 { Some(default) } else { b.u32() }
        };
        let duration = field(RUN_DURATION, defaults.duration)?;
        let size = field(RUN_SIZE, defaults.size)?;
        let own_flags = field(RUN_FLAGS, first_flags.take().unwrap_or(defaults.flags))?;
        let shift = i64::from(field(RUN_SHIFT, 0)?.cast_signed());
        let at = cursor.decode_at.saturating_add(shift);
        let sample = Sample { offset: cursor.offset, size, at, duration, is_sync: own_flags & NOT_SYNC == 0 };
        if !samples.push(sample, has_entries) {
            let n_lost = if has_entries { 1 } else { left };
            let ticks = u64::from(n_lost) * u64::from(duration);
            samples.lose(at, ticks);
            cursor.decode_at = cursor.decode_at.saturating_add_unsigned(ticks);
            if has_entries {
                continue;
            }
            break;
        }
        cursor.offset = cursor.offset.saturating_add(u64::from(size));
        cursor.decode_at = cursor.decode_at.saturating_add(i64::from(duration));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::samples::Samples;
    use super::{Defaults, append};

    fn full_box(kind: [u8; 4], flags: u32, words: &[u32]) -> Vec<u8> {
        let body: Vec<u8> = words.iter().flat_map(|w| w.to_be_bytes()).collect();
        [&((body.len() + 12) as u32).to_be_bytes()[..], &kind, &flags.to_be_bytes(), &body].concat()
    }

    fn traf(boxes: &[Vec<u8>]) -> Vec<u8> {
        let body = boxes.concat();
        [&((body.len() + 8) as u32).to_be_bytes()[..], b"traf", &body].concat()
    }

    fn defaults() -> Defaults {
        Defaults { track_id: 7, flags: super::NOT_SYNC, ..Defaults::default() }
    }

    #[test]
    fn a_run_continues_after_the_fragment_before() {
        let tfhd = full_box(*b"tfhd", 0x02_0008, &[7, 100]);
        let tfdt = full_box(*b"tfdt", 0, &[1000]);
        let trun = full_box(*b"trun", 0x00_0a05, &[2, 64, 0, 10, 200, 20, 0]);
        let moof = traf(&[tfhd, tfdt, trun]);
        let mut samples = Samples::none(6000);
        append(&moof, 5000, defaults(), &mut samples);
        let read: Vec<_> = samples.list.iter().map(|s| (s.offset, s.size, s.at, s.is_sync)).collect();
        assert_eq!(read, [(5064, 10, 1200, true), (5074, 20, 1100, false)]);
        append(&moof, 5000, Defaults { track_id: 8, ..defaults() }, &mut samples);
        assert_eq!(samples.list.len(), 2);
    }

    /// A run of `n_samples` of 5 bytes each that names none of them, from byte 100 on, 10 ticks each.
    fn claim(n_samples: u32) -> Vec<u8> {
        full_box(*b"trun", 0x00_0001, &[n_samples, 100])
    }

    #[test]
    fn a_run_ends_where_the_file_ends_however_many_samples_it_claims() {
        let tfhd = full_box(*b"tfhd", 0x02_0018, &[7, 10, 5]);
        let moof = traf(&[tfhd, claim(u32::MAX)]);
        let mut samples = Samples::none(120);
        append(&moof, 0, defaults(), &mut samples);
        assert_eq!(samples.list.len(), 4);
        assert_eq!(samples.lost, Some((40, u64::from(u32::MAX - 4) * 10)));
    }

    #[test]
    fn many_runs_claim_no_more_samples_than_the_file_has_bytes_for() {
        let tfhd = full_box(*b"tfhd", 0x02_0018, &[7, 10, 5]);
        let moof = traf(&[vec![tfhd], vec![claim(2_000_000); 1000]].concat());
        let mut samples = Samples::none(1_000_000);
        let took = allocation_counter::measure(|| append(&moof, 0, defaults(), &mut samples));
        assert_eq!(samples.list.len(), 1_000_000 / 5);
        // 32 bytes a sample; twice, for a list grows by doubling, and half as much again while it moves.
        assert!(took.bytes_max <= 200_000 * 32 * 3, "{} bytes", took.bytes_max);
    }
}
