//! Time of a recording, as its file declares it: `mvhd` of mp4 and mov (ISO/IEC 14496-12, 8.2.2).

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use jiff::Timestamp;

/// From the beginning of 1904, which mp4 counts from, to that of 1970, in s.
const FROM_1904_TO_1970_SECS: i64 = 2_082_844_800;
/// First boxes of the files that are searched.
const FIRST_BOXES: [&[u8; 4]; 7] = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];
/// No file has so many boxes before the one that is looked for.
const MOST_BOXES: usize = 10_000;

/// Returns the time of the recording, RFC 3339 in UTC; `None` if the file is of another kind or gives no time.
///
/// Cameras without a clock write 0 or a time before 1970: both count as unknown.
pub(super) fn recorded_at(path: &Path) -> Option<String> {
    if !path.is_file() {
        return None;
    }
    let since_1904 = i64::try_from(creation_time(&mut File::open(path).ok()?)?).ok()?;
    let secs = since_1904.checked_sub(FROM_1904_TO_1970_SECS).filter(|secs| 0 < *secs)?;
    Timestamp::from_second(secs).ok().map(|at| at.to_string())
}

/// Seconds since the beginning of 1904.
fn creation_time(file: &mut File) -> Option<u64> {
    let mut is_first = true;
    let moov = find(file, u64::MAX, *b"moov", |kind| {
        let is_known = !is_first || FIRST_BOXES.iter().any(|known| **known == kind);
        is_first = false;
        is_known
    })?;
    find(file, moov, *b"mvhd", |_| true)?;
    let [version, ..] = array::<4>(file)?;
    if version == 0 { array(file).map(u32::from_be_bytes).map(u64::from) } else { array(file).map(u64::from_be_bytes) }
}

/// Goes to the payload of the first box of this kind before `end`, as long as boxes are `allowed`; returns where it ends.
fn find(file: &mut File, end: u64, wanted: [u8; 4], mut allowed: impl FnMut([u8; 4]) -> bool) -> Option<u64> {
    for _ in 0..MOST_BOXES {
        let start = file.stream_position().ok()?;
        if end <= start {
            return None;
        }
        let size = u32::from_be_bytes(array(file)?);
        let kind: [u8; 4] = array(file)?;
        if !allowed(kind) {
            return None;
        }
        let size = match size {
            0 => u64::MAX,
            1 => u64::from_be_bytes(array(file)?),
            size => size.into(),
        };
        let after = start.saturating_add(size);
        if kind == wanted {
            return Some(after);
        }
        // A box that does not go on is damaged.
        if after < file.stream_position().ok()? || after == u64::MAX {
            return None;
        }
        file.seek(SeekFrom::Start(after)).ok()?;
    }
    None
}

fn array<const N: usize>(file: &mut File) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).ok().map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_box(kind: [u8; 4], payload: &[u8]) -> Vec<u8> {
        let size = u32::try_from(8 + payload.len()).unwrap().to_be_bytes();
        [&size[..], &kind, payload].concat()
    }

    /// A file of these boxes whose index holds this `mvhd`.
    fn said(before: &[u8], mvhd: &[u8]) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clip.mp4");
        let inside = [a_box(*b"udta", b"else"), a_box(*b"mvhd", mvhd)].concat();
        std::fs::write(&file, [before, &a_box(*b"moov", &inside), &a_box(*b"mdat", b"")].concat()).unwrap();
        recorded_at(&file)
    }

    #[test]
    fn the_time_of_the_index_is_that_of_the_recording_in_both_versions() {
        let at: Timestamp = "2026-11-29T20:09:16Z".parse().unwrap();
        let beginning: Timestamp = "1904-01-01T00:00:00Z".parse().unwrap();
        let secs = u64::try_from(at.as_second() - beginning.as_second()).unwrap();
        let short = [&[0, 0, 0, 0][..], &u32::try_from(secs).unwrap().to_be_bytes()].concat();
        let long = [&[1, 0, 0, 0][..], &secs.to_be_bytes()].concat();
        for mvhd in [&short, &long] {
            for before in [a_box(*b"ftyp", b"isom"), [a_box(*b"ftyp", b""), a_box(*b"mdat", &[7; 999])].concat()] {
                assert_eq!(said(&before, mvhd).as_deref(), Some("2026-11-29T20:09:16Z"));
            }
        }
    }

    #[test]
    fn what_the_file_does_not_say_stays_unknown() {
        let ftyp = a_box(*b"ftyp", b"isom");
        assert_eq!(said(&ftyp, &[0; 8]), None, "no clock");
        assert_eq!(said(&ftyp, &[0, 0, 0, 0, 0x70, 0, 0, 0]), None, "before 1970");
        assert_eq!(said(&ftyp, &[0, 0]), None, "cut off");
        assert_eq!(said(&a_box(*b"what", b""), &[0, 0, 0, 0, 0xff, 0, 0, 0]), None, "another kind of file");
        assert_eq!(
            said(&[0, 0, 0, 2, b'f', b't', b'y', b'p'], &[0, 0, 0, 0, 0xff, 0, 0, 0]),
            None,
            "a box without end"
        );
        assert_eq!(recorded_at(Path::new("/no/such/file.mp4")), None);
    }
}
