//! The index: always level with the folders, whatever happens to its file.

use std::fs;
use std::path::Path;

use formcheck::io::recording::history::{Found, History, HistoryError};
use formcheck::io::recording::{Aftermath, Marks, Remark, add_after, remove_session};

use crate::desk::{Desk, change_report, change_session, id_of};

#[test]
fn every_question_is_answered_for_one_profile_alone() {
    let desk = Desk::new();
    let (mine, other) = (id_of(&desk.session("Me")), id_of(&desk.session("Me, too")));
    let history = desk.history();
    let ids = |profile: &str| -> Vec<String> {
        history.list(profile, 9).unwrap().into_iter().map(|listed| listed.id).collect()
    };
    assert_eq!((ids("Me"), ids("Me, too"), ids("me")), (vec![mine.clone()], vec![other.clone()], Vec::new()));
    assert!(matches!(history.find("Me", &mine).unwrap(), Found::One(listed) if listed.id == mine));
    assert_eq!(history.find("Me", &other).unwrap(), Found::None);
    assert!(matches!(history.find("Me", &mine[..mine.len() - 2]).unwrap(), Found::One(_)));
    assert_eq!(history.profiles().unwrap(), ["Me", "Me, too"]);
    for _ in 0..2 {
        desk.session("Me");
    }
    assert_eq!(desk.history().find("Me", "20").unwrap(), Found::Several(3));
    assert_eq!(desk.history().find("Me", "").unwrap(), Found::None);
    assert_eq!(desk.history().find("Me", "%").unwrap(), Found::None);
}

#[test]
fn what_changes_in_a_folder_changes_in_the_index_and_the_rest_is_not_read() {
    let desk = Desk::new();
    let folders = [desk.session("Me"), desk.session("Me"), desk.session("Me")];
    let mut history = History::open(desk.data()).unwrap();
    let read = |history: &mut History| {
        let synced = history.sync().unwrap();
        (synced.n_read, synced.n_gone, synced.unreadable.len())
    };
    assert_eq!((read(&mut history), read(&mut history)), ((3, 0, 0), (0, 0, 0)));
    add_after(&folders[0], Aftermath { pain_after: Some(7), new_symptoms: Vec::new() }).unwrap();
    Marks::add(&folders[1], "Anna", Remark::Disagrees { rep: Some(0), fault: "hips_low".into() }).unwrap();
    assert_eq!(read(&mut history), (2, 0, 0));
    let listed = history.list("Me", 9).unwrap();
    assert_eq!(listed.iter().map(|one| one.n_marks).sum::<usize>(), 1);
    assert_eq!(listed.iter().filter_map(|one| one.pain_after).collect::<Vec<_>>(), [7]);
    change_report(&folders[2], |report| report.judgement.score = Some(12.5));
    remove_session(&folders[1]).unwrap();
    assert_eq!(read(&mut history), (1, 1, 0));
    assert!(history.list("Me", 9).unwrap().iter().any(|one| one.score == Some(12.5)));
    fs::write(folders[0].join("report.json"), "{").unwrap();
    assert_eq!((read(&mut history), history.list("Me", 9).unwrap().len()), ((0, 0, 1), 1));
    assert!(history.is_sound().unwrap());
}

#[test]
fn a_folder_that_was_copied_by_hand_is_not_listed_twice() {
    let desk = Desk::new();
    let folder = desk.session("Me");
    let copy = desk.base().join("2999-01-01T00-00-00-copy");
    fs::create_dir(&copy).unwrap();
    for file in ["session.toml", "report.json"] {
        fs::copy(folder.join(file), copy.join(file)).unwrap();
    }
    let mut history = History::open(desk.data()).unwrap();
    assert_eq!(history.sync().unwrap().unreadable.len(), 1);
    assert_eq!((history.sync().unwrap().n_read, history.list("Me", 9).unwrap().len()), (0, 1));
}

/// Ways to damage a database: a name, and what they do to its bytes.
type Damage = (&'static str, fn(&mut Vec<u8>));

const DAMAGES: [Damage; 7] = [
    ("cut off in a page", |bytes| bytes.truncate(bytes.len() / 2 + 100)),
    ("cut off in its head", |bytes| bytes.truncate(50)),
    ("another file", |bytes| *bytes = b"this is no database, and never was one; it only has that name".repeat(40)),
    ("zeros in the middle", |bytes| {
        let half = bytes.len() / 2;
        bytes[4096..half].fill(0);
    }),
    ("noise all over", |bytes| {
        for at in (100..bytes.len()).step_by(97) {
            bytes[at] ^= 0x5a;
        }
    }),
    ("an impossible version", |bytes| bytes[60..64].copy_from_slice(&[0x7f, 0, 0, 0])),
    ("a version that its tables are not of", |bytes| bytes[60..64].copy_from_slice(&[0, 0, 0, 1])),
];

#[test]
fn a_damaged_database_is_set_aside_and_made_anew_from_the_folders() {
    for (name, damage) in DAMAGES {
        let desk = Desk::new();
        for profile in ["Me", "Me", "Other"] {
            desk.session(profile);
        }
        let before = desk.listed("Me");
        let mut bytes = fs::read(desk.database()).unwrap();
        damage(&mut bytes);
        fs::write(desk.database(), &bytes).unwrap();
        let mut history = History::open(desk.data()).unwrap();
        let aside = history.set_aside().unwrap_or_else(|| panic!("{name}")).to_owned();
        assert_eq!(history.sync().unwrap().n_read, 3, "{name}");
        assert_eq!(history.list("Me", 9).unwrap(), before, "{name}");
        assert!(history.is_sound().unwrap() && aside.starts_with(desk.data()), "{name}");
        drop(history);
        let again = History::open(desk.data()).unwrap();
        assert_eq!((again.set_aside(), again.list("Me", 9).unwrap()), (None, before), "{name}");
    }
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_not_touched() {
    let desk = Desk::new();
    desk.session("Me");
    drop(desk.history());
    let mut bytes = fs::read(desk.database()).unwrap();
    bytes[60..64].copy_from_slice(&4_i32.to_be_bytes());
    fs::write(desk.database(), &bytes).unwrap();
    let before = desk.names(desk.data());
    let error = History::open(desk.data()).unwrap_err();
    assert!(matches!(error, HistoryError::Newer { found: 4, .. }));
    let said = error.to_string();
    assert!(said.contains("newer formcheck") && said.contains("; ") && !said.contains('\n'), "{said}");
    assert_eq!((fs::read(desk.database()).unwrap(), desk.names(desk.data())), (bytes, before));
}

/// A data folder that an older program left: version 1 of the tables and of the folders.
const STORED: &str = "tests/fixtures/history/v1";

#[test]
fn a_stored_database_of_the_first_version_is_brought_up_to_date() {
    let desk = Desk::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(STORED), desk.data());
    let mut history = History::open(desk.data()).unwrap();
    assert_eq!(history.set_aside(), None);
    // As the old program left it: with a session whose folder is no more.
    let old = history.list("Me", 9).unwrap();
    let seen: Vec<_> = old.iter().map(|one| (one.id.as_str(), one.score, one.ended_early, one.n_marks)).collect();
    let kept = "2026-03-01T18-30-05-hip_bridge";
    assert_eq!(seen, [("2026-03-08T18-30-05-hip_bridge", Some(70.5), false, 0), (kept, Some(61.0), false, 0)]);
    let stamped = "SELECT count(*) FROM sessions WHERE stamp != ''";
    let n_stamped: i64 =
        rusqlite::Connection::open(desk.database()).unwrap().query_row(stamped, [], |row| row.get(0)).unwrap();
    assert_eq!(n_stamped, 0, "every folder is to be read again");
    let synced = history.sync().unwrap();
    assert_eq!((synced.n_read, synced.n_gone, synced.unreadable), (1, 1, Vec::new()));
    let listed = history.list("Me", 9).unwrap();
    assert_eq!((listed.len(), listed[0].id.as_str(), listed[0].pain_before), (1, kept, Some(3)));
    assert!(listed[0].score != Some(61.0) && 0 < listed[0].n_reps, "the folder is the truth");
    assert!(history.is_sound().unwrap());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn two_at_once_write_without_losing_anything() {
    let desk = Desk::new();
    let n_each = 12;
    std::thread::scope(|scope| {
        for profile in ["Me", "Other", "Third"] {
            let desk = &desk;
            scope.spawn(move || {
                for k in 0..n_each {
                    let folder = desk.session(profile);
                    // Everybody's index is everybody's: each syncs what all have kept.
                    assert!(desk.listed(profile).len() > k);
                    change_session(&folder, "pain_before = 2", "pain_before = 5");
                }
            });
        }
    });
    for profile in ["Me", "Other", "Third"] {
        let listed = desk.listed(profile);
        assert_eq!(listed.len(), n_each);
        assert!(listed.iter().all(|one| one.pain_before == Some(5)));
    }
    assert!(desk.history().is_sound().unwrap());
}

#[test]
fn a_database_that_is_damaged_while_two_open_it_is_made_anew_once() {
    let desk = Desk::new();
    desk.session("Me");
    drop(desk.history());
    fs::write(desk.database(), "no database".repeat(1000)).unwrap();
    let n_asides = std::thread::scope(|scope| {
        let open = || usize::from(desk.history().set_aside().is_some());
        let threads = [scope.spawn(open), scope.spawn(open), scope.spawn(open)];
        threads.map(|thread| thread.join().unwrap()).into_iter().sum::<usize>()
    });
    assert_eq!((n_asides, desk.listed("Me").len()), (1, 1));
}
