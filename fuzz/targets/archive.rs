//! Feeds any bytes as an archive: packed ones as they are, others as what is packed. Nothing may be left of a refused one, and
//! nothing may lie outside.
#![no_main]

mod packed;

use std::fs;
use std::path::Path;

use formcheck::io::recording::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    let (base, archive) = (folder.path().join("sittings"), folder.path().join("a.tar.zst"));
    fs::write(&archive, packed::packed(bytes)).unwrap();
    let imported = import(&base, &archive);
    let names = |path: &Path| fs::read_dir(path).map_or(0, Iterator::count);
    assert_eq!(names(folder.path()), 2, "something lies outside");
    if imported.is_err() {
        // The lock alone.
        assert_eq!(names(&base), 1, "something was left of what was refused");
    }
});
