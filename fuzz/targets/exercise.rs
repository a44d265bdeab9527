//! Feeds any bytes as an exercise file, prints what was read, and judges a set by its rules.
#![no_main]

use std::cell::OnceCell;
use std::path::Path;

use formcheck::core::exercise_file::text;
use formcheck::core::exercises;
use formcheck::core::judge::{Judge, Search};
use formcheck::core::pose::{PoseSample, Stream};
use formcheck::io::recording::LogReader;
use libfuzzer_sys::fuzz_target;

/// Path of the pose log of a set, which `fuzz/run` gives.
const SET_PATH: &str = "FUZZ_SET";
/// Two repetitions.
const MAX_SAMPLES: usize = 200;

thread_local! {
    static SET: OnceCell<(Stream, Vec<PoseSample>)> = const { OnceCell::new() };
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(written) = std::str::from_utf8(bytes) else { return };
    let Ok(exercise) = exercises::read(written) else { return };
    exercises::read(&text(&exercise)).expect("what is printed is read again");
    SET.with(|set| {
        let (stream, samples) = set.get_or_init(read_set);
        // Exercises are statics: what is leaked here is what the program keeps of each.
        let mut judge = Judge::new(Search::One(Box::leak(Box::new(exercise))), *stream);
        for sample in samples {
            judge.push(sample);
        }
        let _judgement = judge.finish();
    });
});

fn read_set() -> (Stream, Vec<PoseSample>) {
    let path = std::env::var(SET_PATH).expect("run it by fuzz/run");
    let mut reader = LogReader::open(Path::new(&path)).unwrap();
    let samples = std::iter::from_fn(|| reader.next_sample().unwrap()).take(MAX_SAMPLES).collect();
    (reader.header().stream, samples)
}
