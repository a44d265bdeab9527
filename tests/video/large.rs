//! Large pictures and long videos: read in planes where they are large, and decoded by `ffmpeg` as long as it gives what the file promises.

use std::num::NonZeroUsize;
use std::path::Path;

use formcheck::core::frame::{Frame, Picture};
use formcheck::io::video::{FrameSource, VideoWarning, open, open_fastest};

use crate::clips::{Clips, drain, set_matrix};

const SIZE: &str = "1280x720";
const H264: &str = "-c:v libx264 -preset ultrafast -bf 2 -g 10 -pix_fmt yuv420p";

/// Reads pictures; returns them, the warnings, and the number that `ffmpeg` decoded.
fn pictures(mut source: Box<dyn FrameSource>) -> (Vec<Frame>, Vec<VideoWarning>, usize) {
    let (mut frames, mut n_helped) = (Vec::new(), 0);
    while let Some(picture) = source.next_picture().unwrap() {
        let is_large = 1280 * 720 <= source.info().width * source.info().height;
        assert!(is_large || matches!(picture, Picture::Rgb(_)), "small pictures are in RGB, as without help");
        n_helped += usize::from(source.info().decoder == "ffmpeg");
        frames.push((*picture.to_frame()).clone());
    }
    (frames, source.warnings().to_vec(), n_helped)
}

/// Asserts that a file gives the same frames and warnings both ways; returns how many frames, and how many `ffmpeg` decoded.
fn assert_same(clip: &Path) -> (usize, usize) {
    let (own, own_warnings) = drain(open(clip).unwrap());
    let (fast, warnings, n_helped) = pictures(open_fastest(clip).unwrap());
    assert_eq!(warnings, own_warnings);
    assert_eq!(fast.len(), own.len());
    for (fast, own) in fast.iter().zip(&own) {
        assert_eq!((fast.at, fast.width, fast.height), (own.at, own.width, own.height));
        assert!(fast.rgb == own.rgb, "other pixels at {} s", own.at.secs());
    }
    (own.len(), n_helped)
}

#[test]
fn large_pictures_are_the_same_in_planes_and_in_rgb() {
    let clips = Clips::new();
    let bt709 = "-vf scale=out_color_matrix=bt709 -colorspace bt709 -pix_fmt yuv420p";
    let full = "-vf scale=out_range=full -color_range pc -pix_fmt yuvj420p";
    for (name, coding) in
        [("plain", H264), ("709", &format!("{bt709} {H264}")), ("full", &format!("{full} -c:v libx264"))]
    {
        let clip = clips.make(&format!("{name}.mp4"), SIZE, 0.5, coding);
        assert_eq!(assert_same(&clip), (15, 15), "{name}");
    }
    let hevc = "-c:v libx265 -preset ultrafast -x265-params log-level=error";
    assert_eq!(assert_same(&clips.make("hevc.mov", SIZE, 0.2, hevc)), (6, 6));
    assert_eq!(assert_same(&clips.make("small.mp4", "640x360", 0.2, H264)), (6, 0), "not worth starting ffmpeg");
    assert_eq!(assert_same(&clips.make("long.mp4", "640x360", 4.0, H264)), (120, 120));
}

#[test]
fn every_way_of_holding_the_camera_ends_upright_in_planes() {
    let clips = Clips::new();
    let clip = clips.make("turned.mp4", SIZE, 0.1, H264);
    for matrix in [[-1, 0, 0, -1], [-1, 0, 0, 1], [0, 1, -1, 0], [0, -1, 1, 0]] {
        set_matrix(&clip, matrix);
        assert_eq!(assert_same(&clip), (3, 3), "{matrix:?}");
    }
}

#[test]
fn damage_is_told_as_without_help_and_what_follows_is_read() {
    let clips = Clips::new();
    let clip = clips.make("whole.mp4", SIZE, 1.0, H264);
    let mut bytes = std::fs::read(&clip).unwrap();
    let mdat = bytes.windows(4).position(|window| window == b"mdat").unwrap();
    // In the second third, so that whole frames come before and after.
    let middle = mdat + (bytes.len() - mdat) * 2 / 5;
    bytes[middle..middle + 400].fill(0xff);
    let damaged = clips.path("damaged.mp4");
    std::fs::write(&damaged, &bytes).unwrap();
    let (n_frames, n_helped) = assert_same(&damaged);
    assert!((15..30).contains(&n_frames) && n_helped < n_frames, "{n_frames} frames, {n_helped} of them with help");
    let (_, warnings) = drain(open_fastest(&damaged).unwrap());
    assert!(matches!(warnings[..], [VideoWarning::CorruptFrames { .. }]), "{warnings:?}");
}

#[test]
fn edits_and_uneven_rates_keep_their_times() {
    let clips = Clips::new();
    let uneven = "-vf select='not(mod(n,7))+not(mod(n,5))' -fps_mode vfr";
    let (n_frames, n_helped) = assert_same(&clips.make("vfr.mp4", SIZE, 1.0, &format!("{uneven} {H264}")));
    assert_eq!(n_helped, n_frames);
    clips.make("long.mp4", SIZE, 2.0, H264);
    // Begins amid a group of pictures: an edit hides those before.
    clips.ffmpeg("-ss 0.5 -i long.mp4 -c copy cut.mp4");
    assert_same(&clips.path("cut.mp4"));
}

#[test]
fn a_size_that_changes_is_followed_and_noted_as_without_help() {
    let clips = Clips::new();
    for (size, smaller) in [("640x360", "scale=320:180"), (SIZE, "scale=640:360")] {
        clips.make("first.ts", size, 4.0, H264);
        clips.ffmpeg(&format!("-i first.ts -t 1 -vf {smaller} {H264} second.ts"));
        clips.ffmpeg("-i concat:first.ts|second.ts -c copy joined.mp4");
        let (n_frames, n_helped) = assert_same(&clips.path("joined.mp4"));
        assert!((100..n_frames).contains(&n_helped), "{n_frames} frames, {n_helped} of them with help");
    }
}

#[test]
fn other_containers_give_planes_too() {
    let clips = Clips::new();
    clips.make("plain.mp4", SIZE, 0.3, H264);
    clips.ffmpeg("-i plain.mp4 -c copy plain.mkv");
    let (frames, warnings, n_helped) = pictures(open_fastest(&clips.path("plain.mkv")).unwrap());
    assert_eq!((warnings.len(), n_helped), (0, 9));
    let (own, _) = drain(open(&clips.path("plain.mp4")).unwrap());
    assert!(frames.iter().map(|frame| &frame.rgb).eq(own.iter().map(|frame| &frame.rgb)));
    let bt709 = "-vf scale=out_color_matrix=bt709 -colorspace bt709 -pix_fmt yuv420p";
    clips.make("709.mp4", SIZE, 0.1, &format!("{bt709} {H264}"));
    clips.ffmpeg("-i 709.mp4 -c copy 709.mkv");
    let (frames, ..) = pictures(open_fastest(&clips.path("709.mkv")).unwrap());
    let (own, _) = drain(open(&clips.path("709.mp4")).unwrap());
    assert!(frames.iter().map(|frame| &frame.rgb).eq(own.iter().map(|frame| &frame.rgb)));
}

#[test]
fn of_many_frames_some_are_left_out_and_the_others_are_as_they_were() {
    let clips = Clips::new();
    for (size, coding) in [("320x240", H264), (SIZE, H264)] {
        let clip = clips.make("many.mp4", size, 1.0, coding);
        let (whole, _) = drain(open(&clip).unwrap());
        let mut source = open_fastest(&clip).unwrap();
        assert!(source.thin(NonZeroUsize::new(4).unwrap()));
        assert_eq!((source.info().n_frames, source.info().fps.map(f64::round)), (Some(8), Some(8.0)));
        let (thin, warnings, _) = pictures(source);
        assert_eq!(warnings, []);
        let wanted: Vec<Frame> = whole.into_iter().step_by(4).collect();
        assert!(thin == wanted, "{size}: {} frames", thin.len());
    }
}
