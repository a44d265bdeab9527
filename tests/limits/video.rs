//! Videos and stills.

use std::fs;
use std::path::Path;

use formcheck::io::video::{MAX_AREA_PX, open, open_stills};

use super::clips::Clips;
use super::{Bound, MIB, hold, peak};

/// A decoder holds up to 17 pictures for reference and as many for reordering, of 12 bits a pixel, 16 where it counts in
/// words; and one picture is being turned and coloured.
const PICTURES: u64 = MAX_AREA_PX as u64 * 3 * 40;

/// Returns true if there were frames.
fn read_all(path: &Path) -> bool {
    let Ok(mut source) = open(path) else { return false };
    let frames = std::iter::from_fn(|| source.next_frame().ok().flatten());
    0 < frames.count()
}

fn hold_video(kind: &str, encoding: &str) {
    let clips = Clips::new();
    let whole = fs::read(clips.make("whole.mp4", "64x48", 0.5, encoding)).unwrap();
    let path = clips.path("damaged.mp4");
    hold(kind, &whole, Bound { times: 256, plus: PICTURES }, |bytes| {
        fs::write(&path, bytes).unwrap();
        read_all(&path)
    });
}

#[test]
fn damaged_h264() {
    hold_video("mp4, H.264", "-c:v libx264 -bf 2 -g 8 -pix_fmt yuv420p");
}

#[test]
fn damaged_hevc() {
    hold_video("mp4, HEVC", "-c:v libx265 -x265-params log-level=error:keyint=8");
}

#[test]
fn damaged_fragments() {
    hold_video("fragmented mp4", "-c:v libx264 -g 5 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov");
}

#[test]
fn damaged_stills() {
    for ending in ["png", "jpg"] {
        let clips = Clips::new();
        let whole = fs::read(clips.make(&format!("a.{ending}"), "64x48", 0.03, "-frames:v 1")).unwrap();
        let path = clips.path(&format!("a.{ending}"));
        // Two pictures of four channels of 16 bits, before and after turning.
        hold(ending, &whole, Bound { times: 8, plus: u64::from(MAX_AREA_PX) * 8 * 2 + MIB }, |bytes| {
            fs::write(&path, bytes).unwrap();
            open_stills(path.parent().unwrap(), 30.0).is_ok()
        });
    }
}

/// The bytes of a box with this body.
fn mp4_box(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], &kind, body].concat()
}

fn full_box(kind: [u8; 4], flags: u32, words: &[u32]) -> Vec<u8> {
    let words = words.iter().flat_map(|word| word.to_be_bytes());
    mp4_box(kind, &flags.to_be_bytes().into_iter().chain(words).collect::<Vec<_>>())
}

/// A fragmented clip whose last fragment claims samples without end, in many runs.
fn claiming(clip: &[u8], n_runs: usize) -> Vec<u8> {
    // Duration 1 and size 1 for every sample of track 1, offsets from the fragment's start.
    let tfhd = full_box(*b"tfhd", 0x02_0018, &[1, 1, 1]);
    let run = full_box(*b"trun", 0x00_0001, &[2_000_000, 0]);
    let traf = mp4_box(*b"traf", &[tfhd, run.repeat(n_runs)].concat());
    [clip, &mp4_box(*b"moof", &traf)].concat()
}

#[test]
fn a_small_file_that_claims_millions_of_samples_takes_little() {
    let clips = Clips::new();
    let whole = fs::read(clips.make(
        "whole.mp4",
        "64x48",
        0.5,
        "-c:v libx264 -g 5 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov+default_base_moof",
    ));
    let bytes = claiming(&whole.unwrap(), 1_000);
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    let path = clips.path("claims.mp4");
    fs::write(&path, &bytes).unwrap();
    let took = peak(|| read_all(&path));
    // Decoding what is really there takes 4 MiB; a list of what is claimed would take 60 GB.
    assert!(took <= Bound { times: 256, plus: 8 * MIB }.of(bytes.len()), "{took} bytes for {}", bytes.len());
    let mut source = open(&path).unwrap();
    while let Ok(Some(_frame)) = source.next_frame() {}
    let warnings: Vec<String> = source.warnings().iter().map(ToString::to_string).collect();
    assert!(warnings.iter().any(|warning| warning.contains("the file is cut off")), "{warnings:?}");
}
