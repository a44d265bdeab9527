//! Feeds any bytes as settings. Damaged ones are set aside and never lost.
#![no_main]

use std::fs;

use formcheck::io::recording::Settings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    let path = folder.path().join("settings.toml");
    fs::write(&path, bytes).unwrap();
    let (settings, aside) = Settings::load(&path).unwrap();
    match aside {
        Some(aside) => assert_eq!(fs::read(aside).unwrap(), bytes),
        None => {
            settings.save(&path).unwrap();
            assert_eq!(Settings::load(&path).unwrap().0, settings, "what is written is read again");
        }
    }
});
