//! Pixels that are not square, and sizes that change on the way.

use std::fs;
use std::path::Path;

use formcheck::io::video::{Seeker, VideoWarning, open};

use crate::clips::{Clips, drain, reference, set_matrix};

const SQUEEZED: &str = "-vf setsar=4/3 -pix_fmt yuv420p";
const X265: &str = "-c:v libx265 -x265-params log-level=error";

/// Makes a box of a kind unreadable: it becomes free space.
fn free(path: &Path, kind: [u8; 4]) {
    let mut bytes = fs::read(path).unwrap();
    let at = bytes.windows(4).position(|window| *window == kind).unwrap();
    bytes[at..at + 4].copy_from_slice(b"free");
    fs::write(path, bytes).unwrap();
}

/// Opens a clip of 480×360 whose pixels are 4:3, and compares its pictures with what `ffmpeg` scales.
fn assert_stretched(clips: &Clips, name: &str, decoder: &str) {
    let clip = clips.path(name);
    let source = open(&clip).unwrap();
    let info = source.info().clone();
    assert_eq!((info.width, info.height, info.decoder), (640, 360, decoder), "{name}");
    let (frames, warnings) = drain(source);
    let [VideoWarning::Stretched { aspect }] = warnings[..] else { panic!("{name}: {warnings:?}") };
    assert!((aspect - 4.0 / 3.0).abs() < 0.01, "{name}: {aspect}");
    clips.ffmpeg(&format!("-i {name} -vf scale=640:360:flags=bilinear,setsar=1 -c:v ffv1 scaled_{name}.mkv"));
    let scaled = reference(&clips.path(&format!("scaled_{name}.mkv")), 640, 360);
    assert_eq!(frames.len(), scaled.rgb.len(), "{name}");
    let differences = frames[0].rgb.iter().zip(&scaled.rgb[0]).map(|(a, b)| f64::from(a.abs_diff(*b)));
    let mean = differences.sum::<f64>() / frames[0].rgb.len() as f64;
    // The picture squeezed and padded is off by more than 30 levels.
    assert!(mean < 4.0, "{name}: {mean} levels off");
}

#[test]
fn squeezed_pictures_are_stretched_whatever_tells_their_shape() {
    let clips = Clips::new();
    for (name, coding, decoder) in [
        ("both.mp4", "-c:v libx264", "rust_h264"),
        ("both.mov", "-c:v libx264", "rust_h264"),
        ("hevc.mp4", X265, "rust_h265"),
        ("h264.mkv", "-c:v libx264", "ffmpeg"),
        ("vp9.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8", "ffmpeg"),
        ("mpeg4.avi", "-c:v mpeg4", "ffmpeg"),
    ] {
        clips.make(name, "480x360", 0.2, &format!("{SQUEEZED} {coding}"));
        assert_stretched(&clips, name, decoder);
    }
}

#[test]
fn the_stream_alone_or_the_container_alone_may_tell_the_shape() {
    let clips = Clips::new();
    for (name, coding, decoder) in [("h264.mp4", "-c:v libx264", "rust_h264"), ("hevc.mp4", X265, "rust_h265")] {
        let clip = clips.make(name, "480x360", 0.2, &format!("{SQUEEZED} {coding}"));
        free(&clip, *b"pasp");
        set_display_size(&clip, 480, 360);
        assert_stretched(&clips, name, decoder);
    }
    clips.make("square.mp4", "480x360", 0.2, "-vf setsar=1 -pix_fmt yuv420p -c:v libx264");
    clips.ffmpeg("-i square.mp4 -c copy -aspect 16:9 container.mp4");
    assert_stretched(&clips, "container.mp4", "rust_h264");
    let bare = clips.make("header.mp4", "480x360", 0.2, "-vf setsar=0 -pix_fmt yuv420p -c:v libx264");
    set_display_size(&bare, 640, 360);
    assert_stretched(&clips, "header.mp4", "rust_h264");
}

/// The size in the track header, in px.
fn set_display_size(path: &Path, width: u32, height: u32) {
    let mut bytes = fs::read(path).unwrap();
    let at = bytes.windows(4).position(|window| window == b"tkhd").unwrap() - 4;
    let size = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let end = at + size;
    bytes[end - 8..end - 4].copy_from_slice(&(width << 16).to_be_bytes());
    bytes[end - 4..end].copy_from_slice(&(height << 16).to_be_bytes());
    fs::write(path, bytes).unwrap();
}

#[test]
fn turned_pictures_are_stretched_along_the_side_that_was_squeezed() {
    let clips = Clips::new();
    let clip = clips.make("turned.mp4", "480x360", 0.2, &format!("{SQUEEZED} -c:v libx264"));
    set_matrix(&clip, [0, 1, -1, 0]);
    let info = open(&clip).unwrap().info().clone();
    assert_eq!((info.width, info.height), (360, 640));
    clips.ffmpeg("-i turned.mp4 -c copy turned.mkv");
    let [ours, theirs] = ["turned.mp4", "turned.mkv"].map(|name| drain(open(&clips.path(name)).unwrap()).0);
    assert_eq!((ours.len(), ours[0].width, ours[0].height), (theirs.len(), 360, 640));
}

#[test]
fn both_readers_stretch_to_the_same_pixels() {
    let clips = Clips::new();
    clips.make("a.mp4", "480x360", 0.2, &format!("{SQUEEZED} -c:v libx264"));
    clips.ffmpeg("-i a.mp4 -c copy a.mkv");
    let [ours, theirs] = ["a.mp4", "a.mkv"].map(|name| drain(open(&clips.path(name)).unwrap()).0);
    assert_eq!(ours.len(), theirs.len());
    assert!(ours.iter().zip(&theirs).all(|(ours, theirs)| ours.rgb == theirs.rgb));
}

#[test]
fn a_review_shows_the_stretched_pictures() {
    let clips = Clips::new();
    let clip = clips.make("a.mp4", "480x360", 0.5, &format!("{SQUEEZED} -c:v libx264"));
    let (frames, _) = drain(open(&clip).unwrap());
    let mut seeker = Seeker::open(&clip).unwrap();
    assert_eq!((seeker.info().width, seeker.info().height), (640, 360));
    assert_eq!(*seeker.frame_at(frames[7].at).unwrap(), frames[7]);
}

#[test]
fn a_size_that_changes_on_the_way_is_followed() {
    let clips = Clips::new();
    let coding = "-pix_fmt yuv420p -c:v libx264 -preset ultrafast";
    for (name, size) in [("large.ts", "320x240"), ("small.ts", "160x120"), ("upright.ts", "120x240")] {
        clips.make(name, size, 0.5, coding);
    }
    for (second, joined) in [("small.ts", "joined.mp4"), ("small.ts", "joined.mkv"), ("upright.ts", "other.mp4")] {
        clips.ffmpeg(&format!("-i concat:large.ts|{second} -c copy {joined}"));
        let (frames, warnings) = drain(open(&clips.path(joined)).unwrap());
        assert_eq!(frames.len(), 30, "{joined}");
        let [VideoWarning::SizeChanges { n_changes: 1, at_secs }] = warnings[..] else { panic!("{warnings:?}") };
        assert!((at_secs - 0.5).abs() < 0.1, "{joined}: {at_secs}");
        let is_dark = |x: usize| frames[29].rgb[(120 * 320 + x) * 3..][..3].iter().all(|level| *level < 20);
        // An upright picture is not stretched over the whole width.
        assert_eq!((0..80).all(is_dark), second == "upright.ts", "{joined}");
    }
}
