//! One file in memory that every input is written to, for readers that take a path.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use tempfile::NamedTempFile;

thread_local! {
    static FILE: OnceCell<NamedTempFile> = const { OnceCell::new() };
}

pub(crate) fn with_file(bytes: &[u8], read: impl FnOnce(&Path)) {
    FILE.with(|file| {
        let path = file.get_or_init(|| NamedTempFile::new_in("/dev/shm").unwrap()).path();
        fs::write(path, bytes).unwrap();
        read(path);
    });
}
