//! Sessions carried to another machine.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use formcheck::core::report::Report;
use formcheck::io::recording::{
    ArchiveError, Imported, Marks, POSES, Remark, export, import, keep_rescored, remove_session,
};
use tar::{Builder, EntryType, Header};
use zstd::stream::write::Encoder;

use crate::desk::{Desk, bridge, change_session, id_of};

/// Two sessions, one of them with everything there can be, and their archive.
fn exported(desk: &Desk) -> ([PathBuf; 2], PathBuf) {
    let folders = [desk.session("Me"), desk.session("Other")];
    fs::write(folders[0].join(POSES), "poses").unwrap();
    Marks::add(&folders[0], "Anna", Remark::NotARepetition { rep: 0, start_s: 1.0 }).unwrap();
    keep_rescored(&folders[0], &Report { rules_version: 99, ..bridge() }).unwrap().unwrap();
    fs::write(folders[0].join("private.txt"), "not for others").unwrap();
    let archive = desk.data().join("out.tar.zst");
    export(&folders, &archive).unwrap();
    (folders, archive)
}

#[test]
fn what_is_exported_is_imported_with_its_ids_and_what_is_known_is_skipped() {
    let (desk, other) = (Desk::new(), Desk::new());
    let (folders, archive) = exported(&desk);
    let ids = folders.each_ref().map(|folder| id_of(folder)).to_vec();
    let imported = import(&other.base(), &archive).unwrap();
    assert_eq!(imported, Imported { added: ids.clone(), known: Vec::new() });
    assert_eq!(import(&other.base(), &archive).unwrap(), Imported { added: Vec::new(), known: ids.clone() });
    let [mine, theirs] = ["Me", "Other"].map(|profile| other.listed(profile));
    assert_eq!([mine[0].id.clone(), theirs[0].id.clone()].to_vec(), ids);
    assert_eq!(mine, desk.listed("Me"));
    let there = other.base().join(folders[0].file_name().unwrap());
    assert_eq!(other.names(&there), ["marks.toml", POSES, "report.json", "reports", "session.toml"]);
    for file in ["marks.toml", POSES, "report.json", "session.toml"] {
        assert_eq!(fs::read(there.join(file)).unwrap(), fs::read(folders[0].join(file)).unwrap(), "{file}");
    }
    remove_session(&there).unwrap();
    assert_eq!(import(&other.base(), &archive).unwrap().added, ids[..1]);
}

#[test]
fn another_session_in_a_folder_of_the_same_name_stays() {
    let (desk, other) = (Desk::new(), Desk::new());
    let (folders, archive) = exported(&desk);
    let taken = other.base().join(folders[0].file_name().unwrap());
    fs::rename(other.session("Me"), &taken).unwrap();
    let before = id_of(&taken);
    assert_eq!(import(&other.base(), &archive).unwrap().added.len(), 2);
    assert_eq!((id_of(&taken), other.listed("Me").len()), (before, 2));
}

#[test]
fn a_damaged_archive_is_refused_and_nothing_of_it_is_taken() {
    let (desk, other) = (Desk::new(), Desk::new());
    let (_, archive) = exported(&desk);
    let bytes = fs::read(&archive).unwrap();
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    let lengths = (0..bytes.len()).step_by(bytes.len() / 37 + 1).map(|n| bytes[..n].to_vec());
    for damaged in lengths.chain([bytes[..bytes.len() - 1].to_vec(), flipped, b"else".repeat(99)]) {
        fs::write(&archive, damaged).unwrap();
        assert!(import(&other.base(), &archive).is_err());
        assert_eq!(other.names(&other.base()), [".import.lock"]);
    }
    assert!(import(&other.base(), Path::new("/nowhere.tar.zst")).is_err());
}

#[test]
fn an_archive_with_a_file_that_belongs_elsewhere_is_refused_whole() {
    let (desk, other) = (Desk::new(), Desk::new());
    let folder = desk.session("Me");
    for foreign in [
        "../evil/session.toml",
        "../../session.toml",
        "/etc/session.toml",
        "a/../../session.toml",
        "a\\..\\..\\session.toml/report.json",
        "c:/session.toml",
        "a/reports/../../evil.json",
        "a/reports/..",
        "./session.toml",
        ".removed-a/session.toml",
        "a/run.sh",
        "a/b/session.toml",
        "session.toml",
        "a\nb/session.toml",
    ] {
        let archive = desk.data().join("evil.tar.zst");
        let mut builder = Builder::new(Encoder::new(File::create(&archive).unwrap(), 1).unwrap());
        for name in ["good/session.toml", "good/report.json", foreign] {
            let content = fs::read(folder.join(name.rsplit('/').next().unwrap())).unwrap_or_default();
            append(&mut builder, name, EntryType::Regular, &content);
        }
        builder.into_inner().unwrap().finish().unwrap();
        let error = import(&other.base(), &archive).unwrap_err();
        assert!(matches!(error, ArchiveError::Foreign(_)), "{foreign}: {error}");
        assert_eq!(other.names(&other.base()), [".import.lock"], "{foreign}");
        assert_eq!(other.names(other.data()), ["sittings"], "{foreign}");
    }
}

#[test]
fn a_link_in_an_archive_is_not_followed() {
    let (desk, other) = (Desk::new(), Desk::new());
    let archive = desk.data().join("evil.tar.zst");
    for kind in [EntryType::Symlink, EntryType::Link, EntryType::Fifo, EntryType::Char] {
        let mut builder = Builder::new(Encoder::new(File::create(&archive).unwrap(), 1).unwrap());
        append(&mut builder, "a/session.toml", kind, b"");
        builder.into_inner().unwrap().finish().unwrap();
        assert!(matches!(import(&other.base(), &archive), Err(ArchiveError::Foreign(_))));
        assert_eq!(other.names(&other.base()), [".import.lock"]);
    }
}

/// Adds what the library would not: a name as it is, whatever it says.
fn append(builder: &mut Builder<Encoder<'_, File>>, name: &str, kind: EntryType, content: &[u8]) {
    let mut header = Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
    header.as_gnu_mut().unwrap().linkname[..11].copy_from_slice(b"/etc/passwd");
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_cksum();
    builder.append(&header, content).unwrap();
}

#[test]
fn a_session_that_is_not_whole_is_not_taken_nor_any_other_of_the_archive() {
    let (desk, other) = (Desk::new(), Desk::new());
    let (folders, archive) = exported(&desk);
    change_session(&folders[1], "state = \"whole\"", "state = \"open\"");
    export(&folders, &archive).unwrap();
    assert!(matches!(import(&other.base(), &archive), Err(ArchiveError::Session { .. })));
    fs::remove_file(folders[1].join("report.json")).unwrap();
    export(&folders, &archive).unwrap();
    assert!(matches!(import(&other.base(), &archive), Err(ArchiveError::Session { .. })));
    assert_eq!(other.names(&other.base()), [".import.lock"]);
}
