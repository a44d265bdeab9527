//! Feeds any bytes as a sheet of ratings.
#![no_main]

mod kept;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    kept::with_file(bytes, |path| {
        let _rater = formcheck::app::agree::read(path);
    });
});
