//! A disk without room: a file may grow to a few KB here, which is what a full disk looks like to a program.

use std::path::Path;

use formcheck::app::live::{Recorder, RecorderError, VideoPlan};
use formcheck::io::recording::{POSES, VIDEO};
use formcheck::io::video::open;

use crate::child::{MARK, start};
use crate::clips::{Clips, assert_equal, drain, reference};
use crate::made::{at, header, logged};

/// What a child said in the end: its status and what it recorded.
fn said(folder: &Path, n_blocks: u32, poses_only: bool) -> (String, String) {
    let output = start(folder, 400, 2, Some((n_blocks, poses_only))).wait_with_output().unwrap();
    assert!(output.status.success(), "the session goes on");
    let text = String::from_utf8(output.stdout).unwrap();
    let line = |word: &str| text.split(&format!("{MARK}{word} ")).nth(1).unwrap().lines().next().unwrap().to_owned();
    (line("status"), line("recorded"))
}

#[test]
fn a_full_disk_ends_the_recording_and_keeps_what_there_is() {
    let clips = Clips::new();
    let folder = clips.path("session");
    let (status, recorded) = said(&folder, 60, false);
    let trouble = "the recording stopped because the disk is full, and is kept up to there; free some space: ";
    assert!(status.contains("has_video: false, is_recording: false"), "{status}");
    assert!(status.contains(trouble) && recorded.contains(trouble), "{status} {recorded}");
    let (frames, warnings) = drain(open(&folder.join(VIDEO)).unwrap());
    assert!(14 < frames.len() && frames.len() < 390, "{} frames; {recorded}", frames.len());
    assert_eq!(warnings, [], "nothing is torn");
    assert_equal(&frames, &reference(&folder.join(VIDEO), 160, 120));
    // The log had room. It was ended with a word about why, so that some is left for the report.
    let (samples, warnings, is_whole) = logged(&folder.join(POSES));
    assert!(is_whole && warnings.len() == 1 && warnings[0].starts_with(trouble), "{warnings:?}");
    assert!(samples.last().unwrap().at < at(399) && frames.len() <= samples.len());
}

#[test]
fn a_log_without_room_is_read_up_to_there() {
    let clips = Clips::new();
    let folder = clips.path("session");
    let (status, recorded) = said(&folder, 6, true);
    assert!(status.contains("is_recording: false") && recorded.contains("the disk is full"), "{status} {recorded}");
    let (samples, warnings, _) = logged(&folder.join(POSES));
    assert!(15 < samples.len() && samples.len() < 400, "{} samples; {recorded}", samples.len());
    assert_eq!(warnings, ["the pose log ends early"]);
}

#[test]
fn what_cannot_begin_is_said() {
    let clips = Clips::new();
    std::fs::write(clips.path("file"), "").unwrap();
    let start = |name: &str, side| {
        let video = Some(VideoPlan { fps: 30.0 });
        Recorder::start(&clips.path(name), &header(side, side), video).map(|_| ()).unwrap_err()
    };
    assert!(matches!(start("file/below", 64), RecorderError::Folder { .. }));
    assert!(matches!(start("small", 8), RecorderError::Video(_)));
    std::fs::create_dir(clips.path("full")).unwrap();
    std::fs::write(clips.path("full").join(POSES), "of another session").unwrap();
    assert!(matches!(start("full", 64), RecorderError::Log { .. }));
    assert_eq!(std::fs::read(clips.path("full").join(POSES)).unwrap(), b"of another session");
}
