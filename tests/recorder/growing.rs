//! A video that can be played while it grows, and is like any other in the end.

use std::fs;
use std::path::Path;
use std::process::Command;

use formcheck::core::frame::Frame;
use formcheck::core::time::Timestamp;
use formcheck::io::video::{LiveMp4Writer, VideoWarning, VideoWriteError, open};

use crate::clips::{Clips, assert_as_ffmpeg, drain, frames};
use crate::made::{frame, psnr_db};

/// At 30, 7.5 and 60 frames a second, with a gap of three seconds.
fn uneven() -> Vec<Frame> {
    let gaps = [(40, 1.0 / 30.0), (1, 3.0), (20, 1.0 / 7.5), (40, 1.0 / 60.0)];
    let gaps = gaps.into_iter().flat_map(|(n, secs)| std::iter::repeat_n(secs, n));
    let times = std::iter::once(0.0).chain(gaps).scan(0.0, |sum, gap| {
        *sum += gap;
        Some(*sum)
    });
    times.zip(0..).map(|(secs, number)| frame(number, Timestamp::from_secs(secs), 320, 240)).collect()
}

fn begun(path: &Path, frames: &[Frame]) -> LiveMp4Writer {
    let mut writer = LiveMp4Writer::create(path, 320, 240, 30.0).unwrap();
    for frame in frames {
        writer.push(frame).unwrap();
    }
    writer
}

fn assert_same(read: &[Frame], written: &[Frame]) {
    for (k, (ours, original)) in read.iter().zip(written).enumerate() {
        assert!(ours.at.secs_since(original.at).abs() < 2e-5, "{} s, not {} s", ours.at.secs(), original.at.secs());
        let alike = psnr_db(&ours.rgb, &original.rgb);
        // The frame beside it has some 20 dB.
        assert!(30.0 < alike, "frame {k}: {alike} dB");
        let beside = written.get(k + 1).map_or(0.0, |beside| psnr_db(&ours.rgb, &beside.rgb));
        assert!(beside + 4.0 < alike, "frame {k}: {alike} dB, and the one beside it {beside} dB");
    }
}

fn packets(path: &Path) -> Vec<(f64, bool)> {
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0"]).arg(path);
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let packet = |line: &str| {
        let (time, flags) = line.split_once(',').unwrap();
        (time.parse().unwrap(), flags.contains('K'))
    };
    text.lines().map(packet).collect()
}

#[test]
fn a_finished_recording_is_a_plain_mp4_with_every_frame_at_its_time() {
    let clips = Clips::new();
    let (path, written) = (clips.path("out.mp4"), uneven());
    begun(&path, &written).finish().unwrap();
    let read = assert_as_ffmpeg(&path);
    assert_eq!(read.len(), written.len());
    assert_same(&read, &written);
    let bytes = fs::read(&path).unwrap();
    let length = u64::from_be_bytes(bytes[40..48].try_into().unwrap()) as usize;
    assert_eq!((&bytes[36..40], &bytes[32 + length + 4..][..4]), (&b"mdat"[..], &b"moov"[..]));
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "warning", "-xerror", "-err_detect", "explode", "-i"]).arg(&path);
    let output = command.args(["-f", "null", "-"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn key_frames_are_fifteen_frames_or_a_second_apart_at_most() {
    let clips = Clips::new();
    let path = clips.path("out.mp4");
    begun(&path, &uneven()).finish().unwrap();
    let packets = packets(&path);
    let keys: Vec<usize> = (0..packets.len()).filter(|k| packets[*k].1).collect();
    for pair in keys.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        // The last frame before a key frame lies within its second.
        assert!(to - from <= 15 && packets[to - 1].0 - packets[from].0 <= 1.0, "{from} to {to}");
    }
    assert!(7 < keys.len());
}

#[test]
fn what_was_not_finished_plays_up_to_a_second_before() {
    let clips = Clips::new();
    let (path, written) = (clips.path("out.mp4"), uneven());
    for n_pushed in [16, 17, 40, 42, 45, 61, 80, 102] {
        drop(begun(&path, &written[..n_pushed]));
        let read = assert_as_ffmpeg(&path);
        assert_same(&read, &written);
        let lost = written.get(read.len()).map_or(0.0, |first| written[n_pushed - 1].at.secs_since(first.at));
        assert!(n_pushed - read.len() <= 15 && lost <= 1.0, "{n_pushed}: {lost} s");
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn before_a_silence_all_is_written_and_nothing_is_lost_behind_it() {
    let clips = Clips::new();
    let (path, written) = (clips.path("out.mp4"), uneven());
    let mut writer = begun(&path, &written[..41]);
    writer.flush().unwrap();
    writer.flush().unwrap();
    assert_eq!(assert_as_ffmpeg(&path).len(), 41, "while it is open");
    written[41..].iter().for_each(|frame| writer.push(frame).unwrap());
    drop(writer);
    assert_same(&assert_as_ffmpeg(&path), &written);
    fs::remove_file(&path).unwrap();
    let mut writer = begun(&path, &written[..41]);
    writer.flush().unwrap();
    written[41..].iter().for_each(|frame| writer.push(frame).unwrap());
    writer.finish().unwrap();
    let read = assert_as_ffmpeg(&path);
    assert_eq!(read.len(), written.len());
    assert_same(&read, &written);
}

#[test]
fn a_file_torn_anywhere_is_read_up_to_there() {
    let clips = Clips::new();
    let (path, torn) = (clips.path("out.mp4"), clips.path("torn.mp4"));
    drop(begun(&path, &uneven()));
    let (whole, bytes) = (frames(&path), fs::read(&path).unwrap());
    let mut most = 0;
    for n_bytes in (bytes.len() / 4..bytes.len()).step_by(bytes.len() / 50) {
        fs::write(&torn, &bytes[..n_bytes]).unwrap();
        let (read, warnings) = drain(open(&torn).unwrap());
        assert!(most <= read.len() && read.iter().zip(&whole).all(|(a, b)| a == b), "{n_bytes}");
        assert!(matches!(warnings[..], [] | [VideoWarning::Truncated { .. }]), "{warnings:?}");
        most = read.len();
    }
    assert!(whole.len() / 2 < most);
}

#[test]
fn a_program_that_dies_while_it_finishes_leaves_a_file_of_fragments() {
    let clips = Clips::new();
    let (path, written) = (clips.path("out.mp4"), uneven());
    begun(&path, &written).finish().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[32..48].copy_from_slice(b"\0\0\0\x10free\0\0\0\0\0\0\0\0");
    // The new index is there, whole or in part, and nothing leads to it yet.
    for n_bytes in [bytes.len(), bytes.len() - 1, bytes.len() - 300] {
        fs::write(&path, &bytes[..n_bytes]).unwrap();
        let read = assert_as_ffmpeg(&path);
        assert_eq!(read.len(), written.len());
        assert_same(&read, &written);
    }
}

#[test]
fn nothing_is_written_over_and_nothing_empty_is_left() {
    let clips = Clips::new();
    let path = clips.path("out.mp4");
    fs::write(&path, "before").unwrap();
    let taken = LiveMp4Writer::create(&path, 64, 48, 30.0);
    assert!(matches!(taken, Err(VideoWriteError::CannotCreate { .. })));
    assert_eq!(fs::read(&path).unwrap(), b"before");
    fs::remove_file(&path).unwrap();
    let empty = LiveMp4Writer::create(&path, 64, 48, 30.0).unwrap();
    assert!(matches!(empty.finish(), Err(VideoWriteError::NoFrames { .. })));
    assert!(!path.exists());
}
