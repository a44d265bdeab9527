//! Cost of damage and lies in a file: memory by a counting allocator, for two hundred damaged inputs of every kind.
//!
//! `cargo test --features ui-tests --test limits -- --nocapture` prints the table of `SECURITY.md`.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "the table is printed for whoever asks")]

mod archive;
mod records;
mod video;

#[path = "../video/clips.rs"]
#[expect(dead_code, reason = "only the making of clips is needed")]
mod clips;
#[path = "../video/damage.rs"]
mod damage;
#[path = "../history/desk.rs"]
#[expect(dead_code, reason = "only sessions are needed")]
mod desk;

use std::cell::Cell;

use damage::{damaged, try_cases};

/// Damaged inputs of each kind.
const N_CASES: u32 = 200;

/// Memory that reading may take, in bytes: `times` the length of the input, and `plus` whatever its length.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    pub(crate) times: u64,
    pub(crate) plus: u64,
}

impl Bound {
    pub(crate) const fn of(self, n_bytes: usize) -> u64 {
        self.plus + self.times * n_bytes as u64
    }
}

pub(crate) const MIB: u64 = 1 << 20;

/// Bytes that `read` holds at most at one time, on the thread that reads.
pub(crate) fn peak<T>(read: impl FnOnce() -> T) -> u64 {
    allocation_counter::measure(|| drop(read())).bytes_max
}

/// Reads damaged copies of `whole`, and holds what that takes within the bound. `read` returns true if it could read its input:
/// a reader that refuses everything takes no memory and would pass.
pub(crate) fn hold(kind: &str, whole: &[u8], bound: Bound, read: impl Fn(&[u8]) -> bool) {
    assert!(read(whole), "{kind}: the undamaged input was refused");
    let most = Cell::new((0, 0));
    try_cases(N_CASES, |damages| {
        let bytes = damaged(whole, damages);
        let took = peak(|| read(&bytes));
        assert!(took <= bound.of(bytes.len()), "{kind}: {took} bytes for {} of input: {damages:?}", bytes.len());
        most.set(most.get().max((took, bytes.len())));
    });
    let (took, of) = most.get();
    println!("| {kind} | {N_CASES} | {} kB | {} kB | {} kB |", of >> 10, took >> 10, bound.of(of) >> 10);
}
