//! Feeds any bytes as the sequence parameter set of HEVC and of H.264.
#![no_main]

use formcheck::io::fuzzed::read_parameter_sets;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_parameter_sets(bytes));
