//! Feeds any bytes as a pose log, and judges what was read of it.
#![no_main]

use std::io::Cursor;

use formcheck::core::judge::{Judge, Search};
use formcheck::io::recording::LogReader;
use libfuzzer_sys::fuzz_target;

/// A log of more samples only takes longer.
const MAX_SAMPLES: usize = 400;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut reader) = LogReader::new(Cursor::new(bytes.to_vec())) else { return };
    let mut judge = Judge::new(Search::Auto, reader.header().stream);
    for _ in 0..MAX_SAMPLES {
        let Ok(Some(sample)) = reader.next_sample() else { break };
        judge.push(&sample);
    }
    let _judgement = judge.finish();
});
