//! Any bytes as the files of a session and as settings.
#![no_main]

use std::fs;

use formcheck::recording::{Marks, SessionFile, Settings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    for name in ["session.toml", "marks.toml", "settings.toml"] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let _session = SessionFile::read(folder.path());
    let _marks = Marks::load(folder.path());
    let _settings = Settings::load(&folder.path().join("settings.toml"));
});
