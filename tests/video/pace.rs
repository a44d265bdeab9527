//! Slow motion and time lapse that a file declares.

use std::fs;
use std::path::Path;

use formcheck::io::video::{Seeker, VideoWarning, open};

use crate::clips::{Clips, drain};

const CODING: &str = "-pix_fmt yuv420p -c:v libx264 -preset ultrafast";
const KEY: &str = "com.android.capture.fps";

/// Puts a box at the end of the movie box, which is the last one of the file.
fn add_to_movie(path: &Path, added: &[u8]) {
    let mut bytes = fs::read(path).unwrap();
    let at = bytes.windows(4).position(|window| window == b"moov").unwrap() - 4;
    let size = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!(at + size as usize, bytes.len());
    bytes[at..at + 4].copy_from_slice(&(size + added.len() as u32).to_be_bytes());
    bytes.extend(added);
    fs::write(path, bytes).unwrap();
}

fn boxed(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    [&((body.len() + 8) as u32).to_be_bytes()[..], &kind, body].concat()
}

/// The metadata that Android's cameras write: no version before its boxes, and a float.
fn android(capture_fps: f32) -> Vec<u8> {
    let hdlr = boxed(*b"hdlr", &[&[0; 8][..], b"mdta", &[0; 13]].concat());
    let key = [&((KEY.len() + 8) as u32).to_be_bytes()[..], b"mdta", KEY.as_bytes()].concat();
    let keys = boxed(*b"keys", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &key].concat());
    let data = boxed(*b"data", &[&[0, 0, 0, 23, 0, 0, 0, 0][..], &capture_fps.to_be_bytes()].concat());
    let list = boxed(*b"ilst", &boxed([0, 0, 0, 1], &data));
    boxed(*b"meta", &[hdlr, keys, list].concat())
}

fn assert_slow(path: &Path, capture: f64) {
    let source = open(path).unwrap();
    assert!((source.info().fps.unwrap() - capture).abs() < 0.5, "{:?}", source.info());
    let (frames, warnings) = drain(source);
    let [VideoWarning::OtherPace { capture_fps, played_fps }] = warnings[..] else { panic!("{warnings:?}") };
    assert!((capture_fps - capture).abs() < 0.01 && (played_fps - 30.0).abs() < 0.1, "{warnings:?}");
    let last = frames.last().unwrap().at.secs();
    assert!((last - 59.0 / capture).abs() < 0.002, "{}: {last} s", path.display());
}

#[test]
fn slow_motion_is_undone_whether_it_is_declared_by_a_float_or_by_text() {
    let clips = Clips::new();
    let float = clips.make("float.mp4", "160x120", 2.0, CODING);
    add_to_movie(&float, &android(240.0));
    assert_slow(&float, 240.0);
    let times = Seeker::open(&float).unwrap().times().to_vec();
    assert_eq!(times, drain(open(&float).unwrap()).0.iter().map(|frame| frame.at).collect::<Vec<_>>());

    let tags = format!("-movflags use_metadata_tags -metadata {KEY}=120.000000");
    for name in ["text.mp4", "text.mov"] {
        assert_slow(&clips.make(name, "160x120", 2.0, &format!("{CODING} {tags}")), 120.0);
    }
    clips.ffmpeg(&format!("-i text.mp4 -c copy -metadata {KEY}=120 text.mkv"));
    assert_slow(&clips.path("text.mkv"), 120.0);
}

#[test]
fn a_time_lapse_is_undone() {
    let clips = Clips::new();
    let clip = clips.make("lapse.mp4", "160x120", 2.0, CODING);
    add_to_movie(&clip, &android(5.0));
    assert_slow(&clip, 5.0);
}

#[test]
fn an_ordinary_recording_that_declares_its_own_rate_keeps_its_times() {
    let clips = Clips::new();
    for (name, declared) in [("same.mp4", 30.0), ("near.mp4", 24.0), ("nonsense.mp4", f32::NAN)] {
        let clip = clips.make(name, "160x120", 1.0, CODING);
        add_to_movie(&clip, &android(declared));
        let (frames, warnings) = drain(open(&clip).unwrap());
        assert_eq!(warnings, [], "{name}");
        assert!((frames.last().unwrap().at.secs() - 29.0 / 30.0).abs() < 0.002, "{name}");
    }
}

#[test]
fn an_edit_list_that_plays_slowly_leaves_the_times_of_the_camera() {
    let clips = Clips::new();
    let clip = clips.make("edited.mp4", "160x120", 2.0, CODING);
    let mut bytes = fs::read(&clip).unwrap();
    // Version, count, then duration, media time and rate of the only entry.
    let at = bytes.windows(4).position(|window| window == b"elst").unwrap() + 12;
    let duration = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    bytes[at..at + 4].copy_from_slice(&(duration * 4).to_be_bytes());
    bytes[at + 8..at + 12].copy_from_slice(&(1_u32 << 14).to_be_bytes());
    fs::write(&clip, bytes).unwrap();
    let (frames, warnings) = drain(open(&clip).unwrap());
    assert_eq!(warnings, [VideoWarning::EditedPace { slowest: 0.25 }]);
    assert_eq!(frames.len(), 60);
    assert!((frames[59].at.secs() - 59.0 / 30.0).abs() < 0.002);
}
