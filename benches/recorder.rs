//! Prints how fast recording and seeking are.
//!
//! ```text
//! cargo bench --bench recorder -- recording 1280x720
//! cargo bench --bench recorder -- seeking /tmp/half_an_hour.mp4
//! ```
#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement may fail loudly")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "it is the clock that is asked")]

#[path = "../tests/video/clips.rs"]
#[expect(dead_code, reason = "only clips are made and read")]
mod clips;
#[path = "../tests/recorder/made.rs"]
#[expect(dead_code, reason = "only frames are made and compared")]
mod made;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use formcheck::app::live::{Recorder, VideoPlan};
use formcheck::core::frame::Frame;
use formcheck::core::time::Timestamp;
use formcheck::io::recording::VIDEO;
use formcheck::io::video::{LiveMp4Writer, Seeker, open};

use crate::clips::{Clips, frames};
use crate::made::{at, header, psnr_db, rest, sample};

const CLIP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_videos/bridge_good_man.mp4");

/// Two seconds of a session of this size with the noise of a webcam, to and fro.
fn noisy(clips: &Clips, size: &str) -> Vec<Arc<Frame>> {
    let scale = format!("scale={size}:flags=bicubic,noise=alls=8:allf=t");
    clips.ffmpeg(&format!("-ss 3 -i {CLIP} -t 2 -vf {scale} -c:v libx264 -crf 10 -pix_fmt yuv420p noisy.mp4"));
    let frames: Vec<Arc<Frame>> = frames(&clips.path("noisy.mp4")).into_iter().map(Arc::new).collect();
    frames.iter().chain(frames.iter().rev()).cloned().collect()
}

fn shown_at(frame: &Frame, at: Timestamp) -> Arc<Frame> {
    Arc::new(Frame { at, ..frame.clone() })
}

fn main() {
    // Cargo adds an argument of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["recording", size] => recording(size),
        ["seeking", path] => seeking(Path::new(path)),
        _ => {
            println!("usage: cargo bench --bench recorder -- recording WIDTHxHEIGHT | seeking FILE.mp4");
            std::process::exit(2);
        }
    }
}

fn recording(size: &str) {
    let clips = Clips::new();
    let frames = noisy(&clips, size);
    let (width, height) = (frames[0].width, frames[0].height);
    for n_busy in [0, 1] {
        let is_over = Arc::new(AtomicBool::new(false));
        let busy: Vec<_> = (0..n_busy).map(|_| spin(Arc::clone(&is_over))).collect();
        let folder = clips.path(&n_busy.to_string());
        let recorder = Recorder::start(&folder, &header(width, height), Some(VideoPlan { fps: 30.0 })).unwrap();
        let (began, mut slowest, n_frames) = (Instant::now(), Duration::ZERO, 900);
        for number in 0..n_frames {
            let frame = shown_at(&frames[number as usize % frames.len()], at(number));
            while began.elapsed().as_secs_f64() < f64::from(number) / 30.0 {
                rest(1);
            }
            let asked = Instant::now();
            recorder.push_sample(&sample(number, at(number)));
            recorder.push_frame(&frame);
            slowest = slowest.max(asked.elapsed());
        }
        let asked = Instant::now();
        let outcome = recorder.finish(Vec::new());
        let finishing = asked.elapsed();
        is_over.store(true, Ordering::Relaxed);
        for thread in busy {
            thread.join().unwrap();
        }
        let megabytes = std::fs::metadata(folder.join(VIDEO)).unwrap().len() as f64 / 1e6;
        println!("{size}, {n_busy} busy: {outcome:?}; push at most {slowest:?}, end {finishing:?}, {megabytes:.1} MB");
    }
    encoding(&clips, &frames);
}

/// One frame after the other, as fast as it goes.
fn encoding(clips: &Clips, frames: &[Arc<Frame>]) {
    let mut writer = LiveMp4Writer::create(&clips.path("alone.mp4"), frames[0].width, frames[0].height, 30.0).unwrap();
    let mut millis = Vec::new();
    for number in 0..300 {
        let frame = shown_at(&frames[number as usize % frames.len()], at(number));
        let asked = Instant::now();
        writer.push(&frame).unwrap();
        millis.push(asked.elapsed().as_secs_f64() * 1e3);
    }
    writer.finish().unwrap();
    let read = clips::frames(&clips.path("alone.mp4"));
    let alike = read.iter().zip(frames.iter().cycle()).map(|(a, b)| psnr_db(&a.rgb, &b.rgb));
    println!("coding a frame: {}; {:.1} dB", spread(millis), alike.sum::<f64>() / read.len() as f64);
}

fn spin(is_over: Arc<AtomicBool>) -> std::thread::JoinHandle<()> {
    let spin = move || {
        while !is_over.load(Ordering::Relaxed) {
            std::hint::spin_loop();
        }
    };
    std::thread::Builder::new().name("busy".into()).spawn(spin).unwrap()
}

fn spread(mut millis: Vec<f64>) -> String {
    millis.sort_by(f64::total_cmp);
    let at = |share: f64| millis[((millis.len() - 1) as f64 * share) as usize];
    format!("median {:.1} ms, p95 {:.1} ms, max {:.1} ms", at(0.5), at(0.95), at(1.0))
}

/// Half an hour at 640 × 360 and 30 a second; made first, where it is not there.
fn seeking(path: &Path) {
    let (unfinished, n_frames) = (path.with_extension("unfinished.mp4"), 30 * 60 * 30);
    if !path.exists() {
        let frames = noisy(&Clips::new(), "640x360");
        let mut writer = LiveMp4Writer::create(path, 640, 360, 30.0).unwrap();
        for number in 0..n_frames {
            writer.push(&shown_at(&frames[number as usize % frames.len()], at(number))).unwrap();
        }
        std::fs::copy(path, &unfinished).unwrap();
        let asked = Instant::now();
        writer.finish().unwrap();
        println!("finished in {:?}", asked.elapsed());
    }
    for path in [path, unfinished.as_path()] {
        let asked = Instant::now();
        drop(open(path).unwrap());
        println!("{}: {} MB", path.display(), std::fs::metadata(path).unwrap().len() / 1_000_000);
        println!("  opened for reading in {:?}", asked.elapsed());
        let asked = Instant::now();
        let mut seeker = Seeker::open(path).unwrap();
        println!("  opened for seeking in {:?}, {} frames", asked.elapsed(), seeker.times().len());
        let leaps = (0..400_u32).map(|k| k * 7919 % n_frames);
        let seek = |number| {
            let asked = Instant::now();
            assert!(seeker.frame_at(at(number)).unwrap().at.secs_since(at(number)).abs() < 1e-4);
            asked.elapsed().as_secs_f64() * 1e3
        };
        println!("  seeking: {}", spread(leaps.map(seek).collect()));
    }
}
