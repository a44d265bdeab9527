//! Feeds any bytes as the payload of a `moof`, in a file of a length that the first bytes give: every sample that is kept lies
//! in the file, and there are no more of them than bytes.
#![no_main]

use formcheck::io::fuzzed::read_fragment;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((length, moof)) = bytes.split_first_chunk::<4>() else { return };
    let file_len = u64::from(u32::from_be_bytes(*length));
    let ends = read_fragment(moof, file_len);
    assert!(ends.iter().all(|end| *end <= file_len), "a sample that the file does not hold");
});
