//! Any bytes as a report, and its table.
#![no_main]

use formcheck::export::reps;
use formcheck::report::Report;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = serde_json::from_slice::<Report>(bytes) else { return };
    let _table = reps::csv(&report);
});
