//! Feeds any bytes as a report, and writes its table.
#![no_main]

use formcheck::core::report::Report;
use formcheck::io::export::reps;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = serde_json::from_slice::<Report>(bytes) else { return };
    let _table = reps::csv(&report);
    let again = serde_json::to_vec(&report).unwrap();
    serde_json::from_slice::<Report>(&again).expect("what is written is read again");
});
