//! Nothing of a person stays who wants to be forgotten.

use std::fs;
use std::path::Path;

use formcheck::io::recording::{About, Answers, Marks, Profile, Remark, Settings, begin, forget};

use crate::desk::{Desk, bridge, id_of};

const NAME: &str = "Zacharias Unmistakable";

/// Files below a folder that hold these bytes, or have them in their name.
fn holding(folder: &Path, bytes: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.display().to_string();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes.as_bytes()) {
            found.push(name);
        }
    }
    found
}

#[test]
fn no_byte_of_a_forgotten_profile_is_left_and_the_others_keep_theirs() {
    let desk = Desk::new();
    let answers = Some(Answers { yes: Vec::new(), has_asked: true });
    let profile = |name: &str| Profile { name: name.into(), answers: answers.clone(), not_today: None };
    let settings = desk.data().join("settings.toml");
    Settings { profiles: vec![profile("Me"), profile(NAME), profile("Other")], profile: 2, ..Settings::default() }
        .save(&settings)
        .unwrap();
    // Open all the while, so that what is written stays in the write-ahead log.
    let bystander = desk.history();
    let mut ids = Vec::new();
    for k in 0..5 {
        let folder = desk.session(NAME);
        Marks::add(&folder, NAME, Remark::Note { text: "a secret".into(), rep: None, time_s: None }).unwrap();
        ids.push(id_of(&folder));
        desk.session("Other");
        assert_eq!(desk.listed(NAME).len(), k + 1);
    }
    fs::write(desk.data().join("settings.damaged.toml"), format!("name = {NAME}")).unwrap();
    fs::write(desk.data().join("history.damaged-2026.sqlite"), NAME).unwrap();
    assert!(holding(desk.data(), NAME).iter().any(|file| file.ends_with("-wal")));
    let forgotten = forget(desk.data(), NAME).unwrap();
    assert_eq!((forgotten.n_sessions, forgotten.was_in_settings, forgotten.set_aside.len()), (5, true, 2));
    assert!(10_000 < forgotten.n_bytes && forgotten.unreadable.is_empty());
    for trace in [NAME, "a secret"].into_iter().chain(ids.iter().map(String::as_str)) {
        assert_eq!(holding(desk.data(), trace), Vec::<String>::new());
    }
    drop(bystander);
    assert_eq!((desk.listed(NAME).len(), desk.listed("Other").len()), (0, 5));
    let (left, _) = Settings::load(&settings).unwrap();
    assert_eq!((left.profile_name(), left.profiles.len()), ("Other", 2));
    assert_eq!(forget(desk.data(), NAME).unwrap().n_sessions, 0);
}

#[test]
fn the_last_profile_leaves_an_empty_one_and_no_settings_are_made_where_none_were() {
    let desk = Desk::new();
    desk.session("Me");
    let settings = desk.data().join("settings.toml");
    assert_eq!(forget(desk.data(), "Me").unwrap().n_sessions, 1);
    assert!(!settings.exists());
    Settings { profiles: vec![Profile { name: NAME.into(), ..Profile::default() }], ..Settings::default() }
        .save(&settings)
        .unwrap();
    assert!(forget(desk.data(), NAME).unwrap().was_in_settings);
    assert_eq!(Settings::load(&settings).unwrap().0, Settings::default());
}

#[test]
fn nothing_is_forgotten_while_a_session_goes_on_and_what_is_nobodys_is_told() {
    let desk = Desk::new();
    desk.session("Me");
    let unreadable = desk.session("Me");
    fs::write(unreadable.join("session.toml"), "profile = [").unwrap();
    let open = begin(&desk.keep("Me"), "auto", About::default()).unwrap();
    assert!(forget(desk.data(), "Me").unwrap_err().to_string().contains("goes on"));
    assert_eq!(desk.listed("Me").len(), 1);
    open.finish(&bridge()).unwrap();
    let forgotten = forget(desk.data(), "Me").unwrap();
    assert_eq!((forgotten.n_sessions, forgotten.unreadable), (2, vec![unreadable]));
}
