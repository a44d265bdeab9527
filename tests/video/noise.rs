//! Damage of any kind ends in frames, warnings or an error: never in a panic, never in a hang.

use std::cell::Cell;
use std::fs;

use formcheck::io::video::open;

use crate::clips::Clips;
use crate::damage::{Damage, damaged, try_cases};

/// Reads a damaged file to its end or first error, and returns the number of frames; they come one after another, of one size.
fn read_damaged(clips: &Clips, whole: &[u8], damages: &[Damage]) -> usize {
    let path = clips.path("damaged.mp4");
    fs::write(&path, damaged(whole, damages)).unwrap();
    let Ok(mut source) = open(&path) else { return 0 };
    let (mut last, mut n_frames) = (None, 0);
    while let Ok(Some(frame)) = source.next_frame() {
        assert!(last < Some(frame.at), "frames go back in time");
        assert_eq!((frame.width, frame.height), (source.info().width, source.info().height));
        (last, n_frames) = (Some(frame.at), n_frames + 1);
    }
    source.warnings().iter().for_each(|warning| assert!(!warning.to_string().is_empty()));
    n_frames
}

fn survives(encoding: &str, n_cases: u32) {
    let clips = Clips::new();
    let clip = clips.make("whole.mp4", "64x48", 0.5, encoding);
    let whole = fs::read(clip).unwrap();
    // A reader that refuses everything would survive, too.
    assert_eq!(read_damaged(&clips, &whole, &[]), 15);
    let n_read = Cell::new(0);
    try_cases(n_cases, |damages| n_read.set(n_read.get() + u32::from(0 < read_damaged(&clips, &whole, damages))));
    assert!(n_cases < 10 * n_read.get(), "only {} of {n_cases} damaged files had a frame", n_read.get());
}

#[test]
fn damaged_h264_never_panics() {
    survives("-c:v libx264 -bf 2 -g 8 -pix_fmt yuv420p", 150);
}

#[test]
fn damaged_cavlc_h264_never_panics() {
    survives("-c:v libx264 -profile:v baseline -x264-params slices=2 -g 8 -pix_fmt yuv420p", 100);
}

#[test]
fn damaged_hevc_never_panics() {
    survives("-c:v libx265 -x265-params log-level=error:keyint=8", 150);
}

#[test]
fn a_damaged_fragmented_file_never_panics() {
    survives("-c:v libx264 -g 5 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov", 100);
}
