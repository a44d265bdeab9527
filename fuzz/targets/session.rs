//! Feeds any bytes as the files of a session.
#![no_main]

use std::fs;

use formcheck::io::recording::{Marks, SessionFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    for name in ["session.toml", "marks.toml"] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let _session = SessionFile::read(folder.path());
    if let Ok(marks) = Marks::load(folder.path()) {
        marks.save(folder.path()).unwrap();
        Marks::load(folder.path()).expect("what is written is read again");
    }
});
