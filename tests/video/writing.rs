//! What is written can be read, by us and by `ffmpeg`, with the same times and the same picture; or nothing is left.

use std::fs;
use std::path::Path;
use std::process::Command;

use formcheck::core::frame::Frame;
use formcheck::core::time::Timestamp;
use formcheck::io::video::{Mp4Writer, VideoWriteError};

use crate::clips::{Clips, frames, reference};

fn write(path: &Path, frames: &[Frame], key_frame_every: u32) {
    let (width, height) = (frames[0].width, frames[0].height);
    let mut writer = Mp4Writer::create(path, width, height, 30.0).unwrap().with_key_frame_every(key_frame_every);
    for frame in frames {
        writer.push(frame).unwrap();
    }
    writer.finish().unwrap();
}

/// A moving picture of this size at uneven times.
fn picture(clips: &Clips, size: &str) -> Vec<Frame> {
    let uneven = "-vf select='not(mod(n,3))+not(mod(n,5))' -fps_mode vfr";
    frames(&clips.make("in.mp4", size, 2.0, &format!("{uneven} -c:v libx264 -pix_fmt yuv420p")))
}

fn mean_difference(a: &[u8], b: &[u8]) -> f64 {
    let sum: u64 = a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.len() as f64
}

fn names(clips: &Clips) -> Vec<String> {
    let entries = fs::read_dir(clips.path("")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn pictures_and_times_survive_writing_and_reading() {
    let clips = Clips::new();
    let written = picture(&clips, "320x240");
    write(&clips.path("out.mp4"), &written, 15);
    let read = frames(&clips.path("out.mp4"));
    assert_eq!(read.len(), written.len());
    for (ours, original) in read.iter().zip(&written) {
        assert!(ours.at.secs_since(original.at).abs() < 1e-4);
        let difference = mean_difference(&ours.rgb, &original.rgb);
        // The next frame of the test picture differs by 6 and more, another colour matrix by 4.
        assert!(difference < 3.0, "{difference}");
    }
    let theirs = reference(&clips.path("out.mp4"), 320, 240);
    for ((ours, secs), rgb) in read.iter().zip(&theirs.secs).zip(&theirs.rgb) {
        assert!((ours.at.secs() - secs).abs() < 1e-4);
        assert!(mean_difference(&ours.rgb, rgb) < 0.5);
    }
}

#[test]
fn colours_are_not_shifted() {
    let clips = Clips::new();
    for rgb in [[200, 30, 30], [30, 180, 40], [40, 40, 200], [0, 0, 0], [255, 255, 255], [128, 128, 128]] {
        let frame = Frame { at: Timestamp::ZERO, width: 64, height: 48, rgb: rgb.repeat(64 * 48) };
        write(&clips.path("plain.mp4"), &[frame], 15);
        let read = &frames(&clips.path("plain.mp4"))[0].rgb;
        let worst = rgb.iter().zip(&read[..3]).map(|(a, b): (&u8, &u8)| a.abs_diff(*b)).max();
        assert!(worst <= Some(4), "{rgb:?} became {:?}", &read[..3]);
    }
}

#[test]
fn ffmpeg_reads_it_without_a_word() {
    let clips = Clips::new();
    write(&clips.path("out.mp4"), &picture(&clips, "320x240"), 15);
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "warning", "-xerror", "-err_detect", "explode", "-i"]).arg(clips.path("out.mp4"));
    let output = command.args(["-f", "null", "-"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn key_frames_come_as_often_as_asked() {
    let clips = Clips::new();
    let still = Frame { at: Timestamp::ZERO, width: 64, height: 48, rgb: vec![90; 64 * 48 * 3] };
    let at = |i: u32| Timestamp::from_secs(f64::from(i) / 30.0);
    let frames: Vec<Frame> = (0..25).map(|i| Frame { at: at(i), ..still.clone() }).collect();
    write(&clips.path("out.mp4"), &frames, 10);
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-show_entries", "packet=flags", "-of", "csv=p=0"]).arg(clips.path("out.mp4"));
    let flags = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let keys: Vec<usize> = flags.lines().enumerate().filter(|(_, line)| line.contains('K')).map(|(i, _)| i).collect();
    assert_eq!(keys, [0, 10, 20]);
}

#[test]
fn an_odd_size_loses_a_column_and_a_row() {
    let clips = Clips::new();
    let size = |width: u32, height: u32| Frame {
        at: Timestamp::ZERO,
        width,
        height,
        rgb: (0..width * height).flat_map(|i| [(i % width) as u8 * 3; 3]).collect(),
    };
    write(&clips.path("odd.mp4"), &[size(65, 49)], 15);
    let read = &frames(&clips.path("odd.mp4"))[0];
    assert_eq!((read.width, read.height), (64, 48));
    assert!(mean_difference(&read.rgb, &size(64, 48).rgb) < 4.0);
}

#[test]
fn nothing_is_left_of_a_video_that_was_not_finished() {
    let clips = Clips::new();
    let frame = Frame { at: Timestamp::ZERO, width: 64, height: 48, rgb: vec![90; 64 * 48 * 3] };
    fs::write(clips.path("out.mp4"), b"before").unwrap();
    let mut writer = Mp4Writer::create(&clips.path("out.mp4"), 64, 48, 30.0).unwrap();
    writer.push(&frame).unwrap();
    assert_eq!(fs::read(clips.path("out.mp4")).unwrap(), b"before");
    assert_eq!(names(&clips).len(), 2, "the target and the hidden file");
    let other = Frame { width: 32, height: 32, rgb: vec![0; 32 * 32 * 3], ..frame };
    assert!(matches!(writer.push(&other), Err(VideoWriteError::OtherSize { width: 32, height: 32 })));
    drop(writer);
    assert_eq!(names(&clips), ["out.mp4"]);
    let empty = Mp4Writer::create(&clips.path("new.mp4"), 64, 48, 30.0).unwrap();
    assert!(matches!(empty.finish(), Err(VideoWriteError::NoFrames { .. })));
    assert_eq!(names(&clips), ["out.mp4"]);
}

#[test]
fn what_cannot_be_written_is_refused_at_once() {
    let clips = Clips::new();
    let create = |name: &str, width, height| Mp4Writer::create(&clips.path(name), width, height, 30.0).err();
    assert!(matches!(create("no/such/folder.mp4", 64, 48), Some(VideoWriteError::CannotCreate { .. })));
    assert!(matches!(create("", 64, 48), Some(VideoWriteError::CannotCreate { .. })));
    assert!(matches!(create("a.mp4", 8, 48), Some(VideoWriteError::BadSize { .. })));
    assert!(matches!(create("a.mp4", 4096, 2160), Some(VideoWriteError::BadSize { .. })));
    assert_eq!(names(&clips), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn the_file_has_the_rights_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let clips = Clips::new();
    let frame = Frame { at: Timestamp::ZERO, width: 64, height: 48, rgb: vec![90; 64 * 48 * 3] };
    write(&clips.path("out.mp4"), &[frame], 15);
    fs::write(clips.path("any"), b"").unwrap();
    let mode = |name| fs::metadata(clips.path(name)).unwrap().permissions().mode();
    assert_eq!(mode("out.mp4"), mode("any"));
}
