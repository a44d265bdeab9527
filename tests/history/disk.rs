//! A full disk at every kind of write: an error, and everything as it was before; with room again, everything works.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use formcheck::core::plan::{ItemKey, STARTING, WorkSide};
use formcheck::core::report::Report;
use formcheck::io::recording::history::{DATABASE, History};
use formcheck::io::recording::{
    About, Aftermath, Keep, Marks, Packed, Remark, Settings, add_after, begin, change_notes, change_ratings, export,
    import, keep_plan, keep_rescored, keep_session, take_step, write_whole,
};
use jiff::civil::{Date, date};

use crate::desk::bridge;

/// Set for the child: a folder on a small disk of its own.
const DISK: &str = "FORMCHECK_TEST_DISK";
const DAY: Date = date(2026, 12, 1);
/// Takes all the room that is left.
const FILLER: &str = "filler";
/// Stays where an archive was imported, and holds nothing.
const LOCK: &str = ".import.lock";

#[test]
fn a_full_disk_changes_nothing_whatever_is_written() {
    if let Some(disk) = std::env::var_os(DISK) {
        return try_every_write(Path::new(&disk));
    }
    let disk = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=4m tmpfs \"$0\" && exec \"$1\" --exact --nocapture \
                  disk::a_full_disk_changes_nothing_whatever_is_written";
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", script]).arg(disk.path()).arg(std::env::current_exe().unwrap());
    let output = command.env(DISK, disk.path()).output().unwrap();
    let [told, said] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    // A small disk needs root or user namespaces. A name that no test has ends well, too.
    assert!(output.status.success() && told.contains("1 passed"), "{said}{told}");
}

/// Kinds of files that a data folder is asked to write.
type Write<'a> = (&'a str, &'a dyn Fn() -> Result<(), String>);

fn try_every_write(data: &Path) {
    let keep = Keep { base: data.join("sittings"), profile: "Me".into(), pain_before: Some(2) };
    let report = bridge();
    let folder = keep_session(&keep, &report).unwrap();
    keep_plan(data, "Me", STARTING[0]).unwrap();
    Settings::default().save(&data.join("settings.toml")).unwrap();
    History::open(data).unwrap().sync().unwrap();
    let archive = data.join("other.tar.zst");
    export(&[keep_session(&keep, &report).unwrap()], &archive).unwrap();
    let item = ItemKey { exercise: "pelvic_tilt".into(), side: WorkSide::Both };
    let packed = Packed { plan: STARTING[0].into(), exercises: Vec::new() };
    let writes: [Write<'_>; 15] = [
        ("session", &|| text(keep_session(&keep, &report))),
        ("begun session", &|| text(begin(&keep, "hip_bridge", About::default()))),
        ("answers after it", &|| text(add_after(&folder, Aftermath { pain_after: Some(7), new_symptoms: Vec::new() }))),
        ("mark", &|| text(Marks::add(&folder, "Anna", Remark::NotARepetition { rep: 0, start_s: 1.0 }))),
        ("later report", &|| text(keep_rescored(&folder, &Report { rules_version: 99, ..report.clone() }))),
        ("settings", &|| text(Settings { scale: 1.5, ..Settings::default() }.save(&data.join("settings.toml")))),
        ("step of a plan", &|| text(take_step(data, "Me", (&item, 1), DAY))),
        ("plan", &|| text(keep_plan(data, "Me", STARTING[1]))),
        ("plan of another person", &|| text(keep_plan(data, "Other", STARTING[1]))),
        ("notes of a day", &|| text(change_notes(data, "Me", DAY, |notes| notes.mark(&item, None)))),
        ("ratings", &|| text(change_ratings(data, "Me", |ratings| ratings.rate(DAY, "Stairs", Some(5))))),
        ("packed plan", &|| text(packed.write(&data.join("plan.tar.zst")))),
        ("archive", &|| text(export(std::slice::from_ref(&folder), &data.join("out.tar.zst")))),
        ("imported archive", &|| text(import(&data.join("elsewhere"), &archive))),
        ("exported document", &|| text(write_whole(&data.join("report.html"), &[b' '; 8192]))),
    ];
    for (kind, write) in writes {
        fill(data);
        let before = files(data);
        let error = write().err().unwrap_or_default();
        assert!(!error.is_empty(), "{kind} was written without room");
        assert_eq!(names(&files(data)), names(&before), "{kind}: {error}");
        assert!(files(data) == before, "{kind} changed something: {error}");
    }
    an_index_without_room_is_an_error_and_not_damaged(data);
    fs::remove_file(data.join(FILLER)).unwrap();
    // More must be free for an archive than the whole disk has.
    for (kind, write) in writes.into_iter().filter(|(kind, _)| *kind != "imported archive") {
        assert_eq!(write(), Ok(()), "{kind} with room");
    }
}

/// The index is made of the folders: it may stay behind and must not be set aside.
fn an_index_without_room_is_an_error_and_not_damaged(data: &Path) {
    let index = data.join(DATABASE);
    fs::remove_file(data.join(FILLER)).unwrap();
    fs::remove_file(&index).unwrap();
    fill(data);
    assert!(History::open(data).and_then(|mut history| history.sync()).is_err(), "it was written without room");
    fs::remove_file(data.join(FILLER)).unwrap();
    let mut history = History::open(data).unwrap();
    history.sync().unwrap();
    assert!(history.set_aside().is_none() && history.is_sound().unwrap());
    assert_eq!(history.list("Me", usize::MAX).unwrap().len(), 2);
    fill(data);
}

fn text<T, E: ToString>(result: Result<T, E>) -> Result<(), String> {
    result.map(drop).map_err(|error| error.to_string())
}

/// Fills the disk to its last byte.
fn fill(data: &Path) {
    drop(fs::remove_file(data.join(FILLER)));
    let full = fs::write(data.join(FILLER), vec![0; 8 << 20]).unwrap_err();
    assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
}

/// Every file below a folder with its content; the filler and the lock are no data.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let kept = paths.filter(|path| !path.ends_with(FILLER) && !path.ends_with(LOCK));
    kept.flat_map(
        |path| {
            if path.is_dir() { files(&path) } else { BTreeMap::from([(path.clone(), fs::read(&path).unwrap())]) }
        },
    )
    .collect()
}

fn names(files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<&PathBuf> {
    files.keys().collect()
}
