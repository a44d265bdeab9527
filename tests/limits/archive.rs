//! Archives of sessions.

use std::fs::{self, File};

use formcheck::io::recording::{ArchiveError, export, import};
use tar::{Builder, EntryType, Header};
use zstd::stream::write::Encoder;

use super::desk::Desk;
use super::{Bound, MIB, hold, peak};

/// A report in it is read whole, and the unpacker looks back 8 MiB.
const BOUND: Bound = Bound { times: 64, plus: 12 * MIB };

#[test]
fn damaged_archives() {
    let (desk, other) = (Desk::new(), Desk::new());
    let archive = desk.data().join("out.tar.zst");
    export(&[desk.session("Me"), desk.session("Other")], &archive).unwrap();
    let whole = fs::read(&archive).unwrap();
    hold("archive", &whole, BOUND, |bytes| {
        fs::write(&archive, bytes).unwrap();
        let imported = import(&other.base(), &archive);
        if imported.is_err() {
            assert_eq!(other.names(&other.base()), [".import.lock"], "something of it was left");
        }
        drop(fs::remove_dir_all(other.base()));
        imported.is_ok()
    });
}

/// An archive of one session with one more file of so many spaces, in whose head `size` stands.
fn archive_with(desk: &Desk, name: &str, n_bytes: u64, size: u64) -> std::path::PathBuf {
    let folder = desk.session("Me");
    let path = desk.data().join("made.tar.zst");
    let mut builder = Builder::new(Encoder::new(File::create(&path).unwrap(), 1).unwrap());
    for file in ["session.toml", "report.json"] {
        let content = fs::read(folder.join(file)).unwrap();
        append(&mut builder, &format!("a/{file}"), content.len() as u64, &content[..]);
    }
    append(&mut builder, name, size, std::io::Read::take(std::io::repeat(b' '), n_bytes));
    builder.into_inner().unwrap().finish().unwrap();
    path
}

fn append(builder: &mut Builder<Encoder<'_, File>>, name: &str, size: u64, content: impl std::io::Read) {
    let mut header = Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(EntryType::Regular);
    header.set_size(size);
    header.set_cksum();
    builder.append(&header, content).unwrap();
}

type Is<'a> = &'a dyn Fn(&ArchiveError) -> bool;

#[test]
fn an_archive_that_holds_more_than_sessions_can_have_is_refused_before_anything_is_written() {
    let too_much = |error: &ArchiveError| matches!(error, ArchiveError::TooMuch(_));
    let damaged = |error: &ArchiveError| matches!(error, ArchiveError::Archive(_));
    let no_space = |error: &ArchiveError| matches!(error, ArchiveError::NoSpace { .. });
    let foreign = |error: &ArchiveError| matches!(error, ArchiveError::Foreign(_));
    let cases: [(&str, u64, u64, Is<'_>); 8] = [
        // Beyond the limit of its kind, and only claimed to be.
        ("a/marks.toml", 2 << 20, 2 << 20, &too_much),
        ("a/poses.log.zst", 10, 1 << 40, &too_much),
        ("a/reports/x.json", 10, u64::MAX / 2, &too_much),
        // A bomb: 400 MB of spaces in a few kB.
        ("a/video.mp4", 400_000_000, 400_000_000, &damaged),
        // A video that is said to be larger than any disk, and ends at once.
        ("a/video.mp4", 10, 1 << 60, &|error| no_space(error) || damaged(error)),
        // Names that another system would refuse, or take for one that is there.
        ("CON/session.toml", 10, 10, &foreign),
        ("a/reports/nul.json", 10, 10, &foreign),
        ("A/report.json", 10, 10, &foreign),
    ];
    for (name, n_bytes, size, is_expected) in cases {
        let (desk, other) = (Desk::new(), Desk::new());
        let archive = archive_with(&desk, name, n_bytes, size);
        let took = peak(|| {
            let error = import(&other.base(), &archive).unwrap_err();
            assert!(is_expected(&error), "{name}: {error}");
        });
        assert_eq!(other.names(&other.base()), [".import.lock"], "{name}");
        let n_packed = fs::metadata(&archive).unwrap().len() as usize;
        assert!(took <= BOUND.of(n_packed), "{name}: {took} bytes for {n_packed}");
    }
}
