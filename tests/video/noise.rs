//! Damage of any kind ends in frames, warnings or an error: never in a panic, never in a hang.

use std::fs;

use formcheck::io::video::open;

use crate::clips::Clips;
use crate::damage::{Damage, damaged, try_cases};

/// Reads a damaged file to its end or first error; frames come one after another, of one size.
fn read_damaged(clips: &Clips, whole: &[u8], damages: &[Damage]) {
    let path = clips.path("damaged.mp4");
    fs::write(&path, damaged(whole, damages)).unwrap();
    let Ok(mut source) = open(&path) else { return };
    let mut last = None;
    while let Ok(Some(frame)) = source.next_frame() {
        assert!(last < Some(frame.at), "frames go back in time");
        assert_eq!((frame.width, frame.height), (source.info().width, source.info().height));
        last = Some(frame.at);
    }
    source.warnings().iter().for_each(|warning| assert!(!warning.to_string().is_empty()));
}

fn survives(encoding: &str, n_cases: u32) {
    let clips = Clips::new();
    let clip = clips.make("whole.mp4", "64x48", 0.5, encoding);
    let whole = fs::read(clip).unwrap();
    try_cases(n_cases, |damages| read_damaged(&clips, &whole, damages));
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
