//! Any bytes as a sheet of ratings.
#![no_main]

use std::cell::OnceCell;
use std::fs;

use libfuzzer_sys::fuzz_target;
use tempfile::NamedTempFile;

thread_local! {
    static FILE: OnceCell<NamedTempFile> = const { OnceCell::new() };
}

fuzz_target!(|bytes: &[u8]| {
    FILE.with(|file| {
        let path = file.get_or_init(|| NamedTempFile::new_in("/dev/shm").unwrap()).path();
        fs::write(path, bytes).unwrap();
        let _rater = formcheck::agree::read(path);
    });
});
