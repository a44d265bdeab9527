//! Feeds any bytes as a frame of a camera: the check of the scan, and the decoder behind it.
#![no_main]

use formcheck::io::camera::is_read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _is_read = is_read(bytes);
});
