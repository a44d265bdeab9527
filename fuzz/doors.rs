//! Doors for `fuzz/`: readers of a video that no file alone reaches quickly.
//!
//! The files are those of `io::video`, compiled once more: a line in them that is for `fuzz/` alone would void all stored pose logs.
#![expect(dead_code, reason = "the video reader uses the rest")]

#[path = "../src/io/video/bits.rs"]
mod bits;
#[path = "../src/io/video/mp4/boxes.rs"]
mod boxes;
#[path = "../src/io/video/colour.rs"]
mod colour;
#[path = "../src/io/video/mp4/fragments.rs"]
mod fragments;
#[path = "../src/io/video/h264_sps.rs"]
mod h264_sps;
#[path = "../src/io/video/hevc_sps.rs"]
mod hevc_sps;
#[path = "../src/io/video/mp4/samples.rs"]
mod samples;
#[path = "../src/io/video/shape.rs"]
mod shape;

use self::fragments::{Defaults, append};
use self::samples::{NOWHERE, Samples};

/// Stands for that of `io::video`: no picture is scaled here.
#[derive(Debug, Clone, Copy)]
struct BadSize;

fn check_size(_width: u32, _height: u32) -> Result<(), BadSize> {
    Ok(())
}

/// Reads any bytes as a sequence parameter set of HEVC and of H.264.
pub fn read_parameter_sets(rbsp: &[u8]) {
    let _hevc = hevc_sps::sps_info(rbsp);
    let _h264 = h264_sps::pixel_aspect(rbsp);
}

/// Adds the samples of a `moof` payload, read for track 1 of a file of `file_len` bytes, and returns the ends of those that the
/// file is said to hold.
pub fn read_fragment(moof: &[u8], file_len: u64) -> Vec<u64> {
    let mut samples = Samples::none(file_len);
    append(moof, 0, Defaults::read(moof, 1), &mut samples);
    let held = samples.list.iter().filter(|sample| sample.offset != NOWHERE);
    held.map(|sample| sample.offset.saturating_add(u64::from(sample.size))).collect()
}
