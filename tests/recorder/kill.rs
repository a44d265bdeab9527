//! A program that is killed: what it recorded is there up to a moment before.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command};

use formcheck::io::recording::{POSES, VIDEO};
use formcheck::io::video::{Seeker, open};

use crate::child::{MARK, start};
use crate::clips::{Clips, assert_equal, drain, reference};
use crate::made::{at, frame, logged, psnr_db, sample};

const N_KILLED: u32 = 12;

/// Reads along up to the frame of this number, kills, and returns the number of the last frame that was pushed.
fn kill_after(mut child: Child, number: u32) -> u32 {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut last = 0;
    for line in lines {
        let Some((_, pushed)) = line.split_once(&format!("{MARK}pushed ")) else { continue };
        last = pushed.parse().unwrap();
        if last == number {
            child.kill().unwrap(); // SIGKILL; what it still said is read on
        }
    }
    assert!(!child.wait().unwrap().success());
    last
}

#[test]
fn a_killed_program_loses_a_second_of_the_log_and_two_of_the_video_at_most() {
    let clips = Clips::new();
    // All at once, each at another moment; how far each comes in its half second is the machine's business.
    let children: Vec<_> =
        (0..N_KILLED).map(|k| (k, start(&clips.path(&k.to_string()), 100_000, 33, None), 45 + k * 37 % 90)).collect();
    let readers: Vec<_> = children
        .into_iter()
        .map(|(k, child, number)| {
            let run = move || (k, kill_after(child, number));
            std::thread::Builder::new().name("killer".into()).spawn(run).unwrap()
        })
        .collect();
    for (k, last) in readers.into_iter().map(|reader| reader.join().unwrap()) {
        let folder = clips.path(&k.to_string());
        let (samples, warnings, _) = logged(&folder.join(POSES));
        let lost = at(last).secs_since(samples.last().unwrap().at);
        assert!(lost <= 1.0, "{lost} s of the log are lost");
        assert_eq!(warnings, ["the pose log ends early"]);
        assert!(samples.iter().zip(0..).all(|(read, number)| *read == sample(number, at(number))), "in order, all");
        let video = folder.join(VIDEO);
        let (frames, _) = drain(open(&video).unwrap());
        let lost_of_video = at(last).secs_since(frames.last().unwrap().at);
        assert!(lost_of_video <= 2.0, "{lost_of_video} s of the video are lost");
        for read in &frames {
            let number = (read.at.secs() * 30.0).round() as u32;
            assert!(read.at.secs_since(at(number)).abs() < 1e-4);
            let alike = psnr_db(&read.rgb, &frame(number, at(number), 160, 120).rgb);
            assert!(25.0 < alike, "{alike} dB at {number}");
        }
        assert_equal(&frames, &reference(&video, 160, 120));
        assert_eq!(Seeker::open(&video).unwrap().times().len(), frames.len());
        println!("killed at {last}: {lost:.2} s of the log and {lost_of_video:.2} s of the video lost");
    }
}

#[test]
fn ffprobe_tells_how_long_a_killed_recording_is() {
    let clips = Clips::new();
    let last = kill_after(start(&clips.path("one"), 100_000, 20, None), 80);
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0"]);
    let output = command.arg(clips.path("one").join(VIDEO)).output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let end: f64 = said.lines().last().unwrap().trim_end_matches(',').parse().unwrap();
    assert!(at(last).secs() - end <= 2.0, "{end} s of {}", at(last).secs());
}
