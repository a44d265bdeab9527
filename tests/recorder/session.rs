//! What is pushed is what is recorded, and nobody waits for it.

use formcheck::app::live::{Recorder, VideoPlan};
use formcheck::core::time::Timestamp;
use formcheck::io::recording::{POSES, VIDEO};

use crate::clips::{Clips, assert_as_ffmpeg};
use crate::made::{at, frame, header, logged, psnr_db, rest, sample, shared};

#[test]
fn samples_and_frames_come_back_as_they_were_pushed() {
    let clips = Clips::new();
    let recorder = Recorder::start(&clips.path("a/b"), &header(320, 240), Some(VideoPlan { fps: 30.0 })).unwrap();
    let status = recorder.status();
    assert!(status.is_recording && status.has_video && status.trouble.is_none());
    // At uneven times, and with a silence after which the recorder has put all on the disk.
    let times: Vec<Timestamp> = (0..60).map(|k| at(k + k / 7 * 3 + if 30 < k { 90 } else { 0 })).collect();
    for (time, number) in times.iter().zip(0..) {
        recorder.push_sample(&sample(number, *time));
        recorder.push_frame(&shared(frame(number, *time, 320, 240)));
        rest(if number == 30 { 900 } else { 10 });
        if number == 30 {
            assert_eq!(logged(&clips.path("a/b").join(POSES)).0.len(), 31, "while it is open");
        }
    }
    let outcome = recorder.finish(vec!["a little dim".to_owned()]);
    assert_eq!((outcome.n_samples, outcome.n_samples_dropped, outcome.trouble), (60, 0, None));
    let (samples, warnings, is_whole) = logged(&clips.path("a/b").join(POSES));
    assert!(is_whole && warnings == ["a little dim"]);
    assert!(samples.len() == 60 && samples.iter().zip(0..).all(|(read, k)| *read == sample(k, times[k as usize])));
    let frames = assert_as_ffmpeg(&clips.path("a/b").join(VIDEO));
    // A machine that is busy may leave some out.
    assert_eq!((frames.len() as u64, outcome.n_frames + outcome.n_frames_dropped), (outcome.n_frames, 60));
    assert!(30 < frames.len(), "{} frames", frames.len());
    for read in &frames {
        let number = times.iter().position(|time| time.secs_since(read.at).abs() < 2e-5).unwrap();
        let alike = psnr_db(&read.rgb, &frame(number as u32, read.at, 320, 240).rgb);
        assert!(30.0 < alike, "{alike} dB");
    }
}

#[test]
fn frames_that_come_too_fast_are_dropped_and_counted_and_no_sample_is() {
    let clips = Clips::new();
    let recorder = Recorder::start(&clips.path("fast"), &header(640, 480), Some(VideoPlan { fps: 30.0 })).unwrap();
    let picture = frame(0, at(0), 640, 480);
    for number in 0..400 {
        recorder.push_sample(&sample(number, at(number)));
        recorder.push_frame(&shared(formcheck::core::frame::Frame { at: at(number), ..picture.clone() }));
    }
    recorder.push_frame(&shared(frame(400, at(400), 320, 240)));
    let outcome = recorder.finish(Vec::new());
    assert_eq!((outcome.n_samples, outcome.n_samples_dropped), (400, 0));
    assert_eq!(outcome.n_frames + outcome.n_frames_dropped, 401);
    assert!(8 <= outcome.n_frames && 100 < outcome.n_frames_dropped, "{outcome:?}");
    assert_eq!(assert_as_ffmpeg(&clips.path("fast").join(VIDEO)).len() as u64, outcome.n_frames);
    assert_eq!(logged(&clips.path("fast").join(POSES)).0.len(), 400);
}

#[test]
fn dropping_it_completes_it_and_without_a_video_there_is_none() {
    let clips = Clips::new();
    let recorder = Recorder::start(&clips.path("poses"), &header(320, 240), None).unwrap();
    recorder.push_frame(&shared(frame(0, at(0), 320, 240)));
    recorder.push_sample(&sample(0, at(0)));
    recorder.push_sample(&sample(1, at(1)));
    recorder.push_sample(&sample(2, at(1)));
    let status = recorder.status();
    assert!(status.is_recording && !status.has_video);
    drop(recorder);
    let (samples, warnings, is_whole) = logged(&clips.path("poses").join(POSES));
    assert_eq!((samples.len(), warnings.len(), is_whole), (2, 0, true), "one of them was not later than the last");
    assert!(!clips.path("poses").join(VIDEO).exists());
    let empty = Recorder::start(&clips.path("empty"), &header(320, 240), Some(VideoPlan { fps: 30.0 })).unwrap();
    assert_eq!(empty.finish(Vec::new()).trouble, None);
    assert!(!clips.path("empty").join(VIDEO).exists());
}
