//! What can be read is read as `ffmpeg` reads it.

use formcheck::io::video::{VideoWarning, open};

use crate::clips::{Clips, assert_as_ffmpeg, assert_equal, drain, frames, reference, set_matrix};

const H264: &str = "-c:v libx264 -preset fast -bf 3 -g 20 -pix_fmt yuv420p";

#[test]
fn h264_with_b_frames_comes_in_order_of_presentation() {
    let clips = Clips::new();
    let clip = clips.make("b.mp4", "320x240", 2.0, H264);
    assert_eq!(assert_as_ffmpeg(&clip).len(), 60);
    let info = open(&clip).unwrap().info().clone();
    assert_eq!((info.width, info.height, info.decoder), (320, 240, "rust_h264"));
    assert!((info.fps.unwrap() - 30.0).abs() < 1e-6);
}

#[test]
fn hevc_with_b_frames_comes_in_order_of_presentation() {
    let clips = Clips::new();
    let clip = clips.make("h.mp4", "320x240", 2.0, "-c:v libx265 -x265-params log-level=error:bframes=3:keyint=20");
    assert_eq!(assert_as_ffmpeg(&clip).len(), 60);
    assert_eq!(open(&clip).unwrap().info().decoder, "rust_h265");
}

#[test]
fn ten_bits_are_brought_to_eight() {
    let clips = Clips::new();
    let hevc = "-c:v libx265 -x265-params log-level=error -pix_fmt yuv420p10le -tag:v hvc1";
    assert_as_ffmpeg(&clips.make("hevc10.mov", "320x240", 0.5, hevc));
    assert_as_ffmpeg(&clips.make("h264_10.mp4", "320x240", 0.5, "-c:v libx264 -pix_fmt yuv420p10le"));
    assert_as_ffmpeg(&clips.make("h264_422.mp4", "320x240", 0.5, "-c:v libx264 -pix_fmt yuv422p"));
}

#[test]
fn matrix_and_range_are_honoured() {
    let clips = Clips::new();
    let bt709 = "-vf scale=out_color_matrix=bt709 -colorspace bt709 -pix_fmt yuv420p";
    let full = "-vf scale=out_range=full -color_range pc -pix_fmt yuvj420p";
    for (name, coding) in [("709", bt709), ("full", full)] {
        assert_as_ffmpeg(&clips.make(&format!("{name}.mp4"), "320x240", 0.3, &format!("{coding} -c:v libx264")));
        let hevc = format!("{coding} -c:v libx265 -x265-params log-level=error");
        assert_as_ffmpeg(&clips.make(&format!("{name}_hevc.mp4"), "320x240", 0.3, &hevc));
    }
}

#[test]
fn every_way_of_holding_the_camera_ends_upright() {
    let clips = Clips::new();
    let clip = clips.make("turned.mp4", "320x240", 0.2, H264);
    let lying = [[1, 0, 0, 1], [-1, 0, 0, -1], [-1, 0, 0, 1]];
    let standing = [[0, 1, -1, 0], [0, -1, 1, 0]];
    for matrix in lying.into_iter().chain(standing) {
        set_matrix(&clip, matrix);
        let frame = &assert_as_ffmpeg(&clip)[0];
        let expected = if standing.contains(&matrix) { (240, 320) } else { (320, 240) };
        assert_eq!((frame.width, frame.height), expected, "{matrix:?}");
    }
}

#[test]
fn a_variable_frame_rate_keeps_each_frames_time() {
    let clips = Clips::new();
    let uneven = "-vf select='not(mod(n,7))+not(mod(n,5))' -fps_mode vfr";
    let clip = clips.make("vfr.mp4", "320x240", 2.0, &format!("{uneven} {H264}"));
    let frames = assert_as_ffmpeg(&clip);
    let gaps: Vec<f64> = frames.windows(2).map(|pair| pair[1].at.secs_since(pair[0].at)).collect();
    assert!(gaps.iter().any(|gap| *gap < 0.05) && gaps.iter().any(|gap| 0.15 < *gap), "{gaps:?}");
}

#[test]
fn sizes_that_are_no_multiple_of_a_block_are_cropped() {
    let clips = Clips::new();
    assert_as_ffmpeg(&clips.make("crop.mp4", "322x182", 0.5, H264));
    assert_as_ffmpeg(&clips.make("crop_hevc.mp4", "322x182", 0.5, "-c:v libx265 -x265-params log-level=error"));
    let odd = "-vf format=yuv444p,crop=321:181 -c:v libx265 -x265-params log-level=error";
    let frame = &assert_as_ffmpeg(&clips.make("odd.mp4", "322x182", 0.2, odd))[0];
    assert_eq!((frame.width, frame.height), (321, 181));
}

#[test]
fn what_an_edit_list_cuts_away_is_not_shown() {
    let clips = Clips::new();
    clips.make("whole.mp4", "320x240", 3.0, H264);
    clips.ffmpeg("-ss 1.1 -t 1.2 -i whole.mp4 -c copy cut.mp4");
    let n_frames = assert_as_ffmpeg(&clips.path("cut.mp4")).len();
    assert!((30..45).contains(&n_frames), "{n_frames}");
}

#[test]
fn a_delay_before_the_first_frame_does_not_count() {
    let clips = Clips::new();
    clips.make("video.mp4", "320x240", 0.5, H264);
    clips.ffmpeg("-itsoffset 0.7 -i video.mp4 -f lavfi -i sine=duration=2 -c:v copy -c:a aac late.mp4");
    assert_as_ffmpeg(&clips.path("late.mp4"));
}

#[test]
fn a_single_frame_is_a_video() {
    let clips = Clips::new();
    let clip = clips.make("one.mp4", "320x240", 1.0, &format!("-frames:v 1 {H264}"));
    assert_eq!(assert_as_ffmpeg(&clip).len(), 1);
    assert_eq!(open(&clip).unwrap().info().fps, None);
}

#[test]
fn a_fragmented_file_is_read_like_any_other() {
    let clips = Clips::new();
    let clip = clips.make("frag.mp4", "320x240", 2.0, &format!("{H264} -movflags frag_keyframe+empty_moov"));
    assert_as_ffmpeg(&clip);
    assert_eq!(open(&clip).unwrap().info().decoder, "rust_h264");
}

#[test]
fn other_containers_and_codecs_come_through_ffmpeg() {
    let clips = Clips::new();
    let uneven = "-vf select='not(mod(n,3))+not(mod(n,5))' -fps_mode vfr";
    for (name, coding) in [
        ("vp9.webm", format!("{uneven} -c:v libvpx-vp9 -deadline realtime -cpu-used 8")),
        ("h264.mkv", H264.to_owned()),
        ("mpeg4.avi", "-c:v mpeg4 -bf 0".to_owned()),
        ("moving.gif", String::new()),
        ("mpeg4.mp4", "-c:v mpeg4".to_owned()),
        ("chroma444.mp4", "-c:v libx264 -pix_fmt yuv444p".to_owned()),
    ] {
        let clip = clips.make(name, "160x120", 1.0, &coding);
        let (frames, warnings) = drain(open(&clip).unwrap());
        assert_eq!(warnings, [], "{name}");
        let theirs = reference(&clip, 160, 120);
        assert_eq!(frames.len(), theirs.rgb.len(), "{name}");
        for (frame, secs) in frames.iter().zip(&theirs.secs) {
            assert!((frame.at.secs() - secs).abs() < 1e-3, "{name}: {} s, not {secs} s", frame.at.secs());
        }
        assert_eq!(open(&clip).unwrap().info().decoder, "ffmpeg", "{name}");
    }
}

#[test]
fn a_file_cut_off_is_read_as_far_as_it_goes() {
    let clips = Clips::new();
    let clip = clips.make("short.mp4", "320x240", 3.0, &format!("{H264} -movflags +faststart"));
    let whole = frames(&clip);
    let bytes = std::fs::read(&clip).unwrap();
    std::fs::write(&clip, &bytes[..bytes.len() * 2 / 3]).unwrap();
    let (part, warnings) = drain(open(&clip).unwrap());
    let [VideoWarning::Truncated { readable_secs, missing_secs }] = warnings[..] else { panic!("{warnings:?}") };
    assert!((readable_secs + missing_secs - 3.0).abs() < 0.01);
    assert!((part.len() as f64 / 30.0 - readable_secs).abs() < 0.01, "{} frames, {readable_secs} s", part.len());
    assert!(30 < part.len() && part.len() < 80);
    // The last few frames may lack what they were predicted from.
    assert!(part.iter().zip(&whole).take(part.len() - 4).all(|(a, b)| a == b));
}

#[test]
fn a_webm_cut_off_is_read_as_far_as_it_goes() {
    let clips = Clips::new();
    let clip = clips.make("short.webm", "320x240", 4.0, "-c:v libvpx -deadline realtime -cpu-used 8");
    let bytes = std::fs::read(&clip).unwrap();
    std::fs::write(&clip, &bytes[..bytes.len() / 2]).unwrap();
    let (part, warnings) = drain(open(&clip).unwrap());
    assert!(10 < part.len() && part.len() < 110);
    assert!(matches!(warnings[..], [VideoWarning::Truncated { .. }]), "{warnings:?}");
}

#[test]
fn frames_in_wrong_order_do_not_pass_for_right() {
    let clips = Clips::new();
    let clip = clips.make("b.mp4", "320x240", 0.3, H264);
    let (mut frames, theirs) = (frames(&clip), reference(&clip, 320, 240));
    let rgb = frames[3].rgb.clone();
    frames[4].rgb = rgb;
    assert!(std::panic::catch_unwind(|| assert_equal(&frames, &theirs)).is_err());
}
