//! Cameras that fail in every way that is known, against a V4L2 camera made of a preloaded library (`fakecam.c`).
//!
//! The library is loaded into a child: this program, told to run [`child::child`] alone.
#![cfg(all(feature = "camera", target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "the child tells its parent what it saw")]

mod child;
mod clip;
mod damage;
mod library;
mod rig;
mod silence;

use rig::Rig;

#[test]
fn frames_come_in_order_at_their_rate_with_the_time_they_were_taken() {
    let run = Rig::new().run("", 45);
    assert_eq!(run.numbers(), (0..45).collect::<Vec<i64>>());
    assert_eq!(run.states, ["Streaming Fake Cam: 320x240 at 30 fps, MJPEG"]);
    run.assert_rate(30.0);
    assert_eq!((run.count("dropped"), run.count("lost"), run.gaps.len()), (0, 0, 0));
    // Decoding takes milliseconds. A machine that is busy adds some; a stamp of another clock would be far off.
    let latency = run.median(|frame| frame.latency_millis);
    assert!((0.0..100.0).contains(&latency), "{latency} ms");
}

#[test]
fn a_frame_that_waited_was_taken_before_it_waited() {
    let run = Rig::new().set(child::SLOW_AT, "10").run("", 20);
    assert_eq!(run.numbers(), (0..20).collect::<Vec<i64>>());
    // The reader rests 90 ms; the next frame is there after 33 ms. Stamped when it is read it would be some 2 ms old.
    let oldest = run.frames[10..13].iter().map(|frame| frame.latency_millis).fold(0.0, f64::max);
    assert!(40.0 < oldest, "{oldest} ms");
}

#[test]
fn broken_rates_are_set_and_kept() {
    let ntsc = Rig::new().set("FAKECAM_FPS", "29/1,30000/1001").run("Fake", 30);
    assert_eq!(ntsc.states, ["Streaming Fake Cam: 320x240 at 29.97 fps, MJPEG"]);
    ntsc.assert_rate(30000.0 / 1001.0);
    let slow = Rig::new().set("FAKECAM_FPS", "7/1,15/2").run("/dev/video0", 12);
    assert_eq!(slow.states, ["Streaming Fake Cam: 320x240 at 7.5 fps, MJPEG"]);
    slow.assert_rate(7.5);
    assert_eq!(slow.numbers(), (0..12).collect::<Vec<i64>>());
}

#[test]
fn raw_pictures_are_read_too() {
    let run = Rig::raw().run("0", 20);
    assert_eq!(run.states, ["Streaming Fake Cam: 320x240 at 30 fps, YUYV"]);
    assert_eq!(run.numbers(), (0..20).collect::<Vec<i64>>());
}

#[test]
fn the_way_through_nokhwa_gives_the_same_pictures() {
    let run = Rig::new().run("nokhwa:", 30);
    assert_eq!(run.states, ["Streaming Fake Cam: 320x240 at 30 fps, MJPEG"]);
    let numbers = run.numbers();
    assert!(numbers[0] < 5 && numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    run.assert_rate(30.0);
}

#[test]
fn a_name_that_is_not_there_is_told() {
    let run = Rig::new().until_lost().run("brio", 1);
    assert!(run.states[0].contains("the chosen camera is not there; plug it in, or choose another one: brio"));
}
