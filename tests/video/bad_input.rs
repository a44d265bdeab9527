//! What cannot be read says in one sentence what failed, why, and what to do.

use std::fs;
use std::path::Path;
use std::process::Command;

use formcheck::io::video::{VideoError, VideoWarning, open, open_stills};

use crate::clips::{Clips, drain};

/// The error of a path that cannot be opened; its text is one line that says what to do.
fn refused(path: &Path) -> VideoError {
    let error = match open(path) {
        Err(error) => error,
        Ok(source) => panic!("opened as {:?}", source.info()),
    };
    let text = error.to_string();
    assert!(text.lines().count() == 1 && text.contains(';'), "{text}");
    error
}

#[test]
fn what_is_no_file_is_refused() {
    let clips = Clips::new();
    assert!(matches!(refused(&clips.path("nothing.mp4")), VideoError::NotFound { .. }));
    assert!(matches!(refused(&clips.path("")), VideoError::IsDirectory { .. }));
    fs::write(clips.path("empty.mp4"), b"").unwrap();
    assert!(matches!(refused(&clips.path("empty.mp4")), VideoError::Empty { .. }));
    assert!(matches!(refused(&clips.path("empty.mp4/inside.mp4")), VideoError::NotFound { .. }));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let clips = Clips::new();
    fs::write(clips.path("locked.mp4"), b"secret").unwrap();
    fs::set_permissions(clips.path("locked.mp4"), fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read everything: then the content is judged.
    let error = refused(&clips.path("locked.mp4"));
    assert!(matches!(error, VideoError::PermissionDenied { .. } | VideoError::NotAVideo { .. }), "{error}");
}

#[test]
fn what_only_looks_like_a_video_is_refused() {
    let clips = Clips::new();
    let noise: Vec<u8> = (0..50_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
    for (name, content) in [("text.mp4", &b"Dear diary,\n".repeat(100)), ("text.txt", &b"hello\n".repeat(50))] {
        fs::write(clips.path(name), content).unwrap();
        assert!(matches!(refused(&clips.path(name)), VideoError::NotAVideo { .. }), "{name}");
    }
    fs::write(clips.path("noise.mp4"), noise).unwrap();
    assert!(matches!(refused(&clips.path("noise.mp4")), VideoError::NotAVideo { .. }));
    fs::write(clips.path("head.mp4"), b"\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x08free").unwrap();
    assert!(matches!(refused(&clips.path("head.mp4")), VideoError::Damaged { .. }));
}

#[test]
fn sound_alone_is_refused() {
    let clips = Clips::new();
    for name in ["sound.mp4", "sound.mp3", "sound.webm"] {
        clips.ffmpeg(&format!("-f lavfi -i sine=duration=1 {name}"));
        assert!(matches!(refused(&clips.path(name)), VideoError::NoVideo { .. }), "{name}");
    }
}

#[test]
fn a_video_without_frames_is_refused() {
    let clips = Clips::new();
    let clip = clips.make("none.mp4", "320x240", 0.1, "-c:v libx264 -movflags frag_keyframe+empty_moov");
    let bytes = fs::read(&clip).unwrap();
    let moof = bytes.windows(4).position(|window| window == b"moof").unwrap() - 4;
    fs::write(&clip, &bytes[..moof]).unwrap();
    assert!(matches!(refused(&clip), VideoError::NoFrames { .. }));
}

#[test]
fn an_index_that_was_never_written_is_named() {
    let clips = Clips::new();
    let clip = clips.make("no_index.mp4", "320x240", 0.5, "-c:v libx264");
    let bytes = fs::read(&clip).unwrap();
    fs::write(&clip, &bytes[..bytes.len() / 2]).unwrap();
    assert!(refused(&clip).to_string().contains("its index is missing"));
}

#[test]
fn samples_that_all_lie_beyond_the_end_are_no_frames() {
    let clips = Clips::new();
    let clip = clips.make("cut.mp4", "320x240", 0.5, "-c:v libx264 -movflags +faststart");
    let bytes = fs::read(&clip).unwrap();
    let mdat = bytes.windows(4).position(|window| window == b"mdat").unwrap();
    fs::write(&clip, &bytes[..mdat + 20]).unwrap();
    assert!(matches!(refused(&clip), VideoError::NoFrames { .. }));
}

#[test]
fn sizes_beyond_the_limits_are_refused() {
    let clips = Clips::new();
    let tiny = clips.make("tiny.mkv", "64x64", 0.1, "-vf scale=1:1 -c:v ffv1");
    assert!(matches!(refused(&tiny), VideoError::TooSmall { width: 1, height: 1, .. }));
    let small = clips.make("small.mp4", "8x64", 0.1, "-c:v libx264 -pix_fmt yuv420p");
    assert!(matches!(refused(&small), VideoError::TooSmall { width: 8, height: 64, .. }));
    for (name, codec) in [("8k.mp4", "-c:v libx264 -preset ultrafast"), ("8k.avi", "-c:v mjpeg -pix_fmt yuvj420p")] {
        let large = clips.make(name, "7680x4320", 0.03, codec);
        assert!(matches!(refused(&large), VideoError::TooLarge { width: 7680, height: 4320, .. }), "{name}");
    }
    let hevc = "-frames:v 1 -c:v libx265 -preset ultrafast -x265-params log-level=error";
    assert!(matches!(refused(&clips.make("8k_hevc.mp4", "7680x4320", 1.0, hevc)), VideoError::TooLarge { .. }));
}

#[test]
fn frames_without_times_are_refused() {
    let clips = Clips::new();
    let stream = clips.make("raw.h264", "320x240", 0.3, "-c:v libx264");
    assert!(matches!(refused(&stream), VideoError::NoTimestamps { .. }));
    let clip = clips.make("zero.mp4", "320x240", 0.3, "-c:v libx264 -bf 0");
    let mut bytes = fs::read(&clip).unwrap();
    let stts = bytes.windows(4).position(|window| window == b"stts").unwrap();
    bytes[stts + 16..stts + 20].fill(0);
    fs::write(&clip, bytes).unwrap();
    assert!(matches!(refused(&clip), VideoError::NoTimestamps { .. }));
}

#[test]
fn a_damaged_frame_is_skipped_and_counted() {
    let clips = Clips::new();
    let clip = clips.make("damaged.mp4", "320x240", 1.0, "-c:v libx264 -bf 0 -g 1");
    let mut bytes = fs::read(&clip).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 30_000].fill(0xff);
    fs::write(&clip, bytes).unwrap();
    let (frames, warnings) = drain(open(&clip).unwrap());
    let [VideoWarning::CorruptFrames { n_frames }] = warnings[..] else { panic!("{warnings:?}") };
    assert_eq!(frames.len() as u64 + n_frames, 30);
}

/// Runs itself a second time with an empty PATH, since a test cannot change its own.
#[test]
fn without_ffmpeg_the_error_names_what_needs_it() {
    const CLIPS: &str = "FORMCHECK_TEST_CLIPS";
    if let Some(folder) = std::env::var_os(CLIPS) {
        let folder = Path::new(&folder);
        let webm = refused(&folder.join("a.webm"));
        assert!(matches!(&webm, VideoError::FfmpegMissing { what, .. } if what == "WebM or Matroska"));
        assert!(webm.to_string().contains("apt install ffmpeg"));
        let codec = refused(&folder.join("codec.mp4")).to_string();
        assert!(codec.contains("codec mp4v in mp4"), "{codec}");
        let chroma = refused(&folder.join("chroma.mp4")).to_string();
        assert!(chroma.contains("4:4:4"), "{chroma}");
        assert!(matches!(refused(&folder.join("text.mp4")), VideoError::NotAVideo { .. }));
        assert_eq!(drain(open(&folder.join("fine.mp4")).unwrap()).0.len(), 3);
        return;
    }
    let clips = Clips::new();
    clips.make("a.webm", "64x48", 0.1, "-c:v libvpx");
    clips.make("codec.mp4", "64x48", 0.1, "-c:v mpeg4");
    clips.make("chroma.mp4", "64x48", 0.1, "-c:v libx264 -pix_fmt yuv444p");
    clips.make("fine.mp4", "64x48", 0.1, "-c:v libx264 -pix_fmt yuv420p");
    fs::write(clips.path("text.mp4"), b"Dear diary").unwrap();
    let mut itself = Command::new(std::env::current_exe().unwrap());
    itself.args(["--exact", "bad_input::without_ffmpeg_the_error_names_what_needs_it"]);
    let output = itself.env("PATH", "").env(CLIPS, clips.path("")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    // A name that no test has ends well, too.
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_instead_of_waited_for() {
    let clips = Clips::new();
    assert!(Command::new("mkfifo").arg(clips.path("pipe.mp4")).status().unwrap().success());
    assert!(matches!(refused(&clips.path("pipe.mp4")), VideoError::NotAFile { .. }));
}

#[test]
fn stills_come_in_natural_order_upright() {
    let clips = Clips::new();
    clips.ffmpeg("-f lavfi -i testsrc2=size=64x48:rate=30:duration=0.4 still%d.png");
    fs::write(clips.path("still5.png"), b"broken").unwrap();
    fs::write(clips.path("notes.txt"), b"not a still").unwrap();
    clips.ffmpeg("-f lavfi -i testsrc2=size=64x32 -frames:v 1 still99.jpg");
    let (frames, warnings) = drain(open_stills(&clips.path(""), 10.0).unwrap());
    let at: Vec<f64> = frames.iter().map(|frame| (frame.at.secs() * 10.0).round()).collect();
    assert_eq!(at, [0.0, 1.0, 2.0, 3.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0]);
    let still10 = image::open(clips.path("still10.png")).unwrap().into_rgb8().into_raw();
    assert_eq!(frames[8].rgb, still10);
    let unreadable = VideoWarning::UnreadableStills { n_stills: 1, first: "still5.png".to_owned() };
    assert_eq!(warnings, [unreadable, VideoWarning::OtherSize { n_frames: 1 }]);
}

#[test]
fn a_jpeg_is_turned_by_its_exif_orientation() {
    let clips = Clips::new();
    clips.ffmpeg("-f lavfi -i testsrc2=size=64x48 -frames:v 1 still.jpg");
    let jpeg = fs::read(clips.path("still.jpg")).unwrap();
    // Orientation 6: turn clockwise (Exif 2.3, 4.6.4 A).
    let tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = (tiff.len() as u16 + 2).to_be_bytes();
    let turned = [&jpeg[..2], b"\xff\xe1", &length, tiff, &jpeg[2..]].concat();
    fs::write(clips.path("still.jpg"), turned).unwrap();
    let source = open_stills(&clips.path(""), 1.0).unwrap();
    assert_eq!((source.info().width, source.info().height), (48, 64));
}

#[test]
fn a_folder_without_stills_is_refused() {
    let clips = Clips::new();
    fs::write(clips.path("a.png"), b"broken").unwrap();
    assert!(matches!(open_stills(&clips.path(""), 30.0).err(), Some(VideoError::NoStills { .. })));
    assert!(matches!(open_stills(&clips.path(""), f64::NAN).err(), Some(VideoError::BadRate { .. })));
    assert!(matches!(open_stills(&clips.path("none"), 30.0).err(), Some(VideoError::NotFound { .. })));
}
