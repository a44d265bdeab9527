//! Feeds any bytes as a packed plan: packed ones as they are, others as what is packed.
#![no_main]

mod kept;
mod packed;

use formcheck::io::recording::Packed;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    kept::with_file(&packed::packed(bytes), |path| {
        if let Ok(read) = Packed::read(path) {
            read.write(path).unwrap();
            let again = Packed::read(path).expect("what is written is read again");
            assert_eq!((again.plan, again.exercises), (read.plan, read.exercises));
        }
    });
});
