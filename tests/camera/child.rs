//! What runs with the made-up camera: reads it, and tells what came of it line by line.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use formcheck::io::camera::{CameraConfig, CameraFeed, CameraState, CameraStatus, Captured};
use formcheck::io::latest::Latest;

use super::clip;
use super::rig::Rig;

/// Set for the child: which camera, how many frames, and whether it ends when the camera is lost.
pub(crate) const CHOICE: &str = "FORMCHECK_TEST_CAMERA";
pub(crate) const N_FRAMES: &str = "FORMCHECK_TEST_FRAMES";
pub(crate) const UNTIL_LOST: &str = "FORMCHECK_TEST_UNTIL_LOST";
/// The frame at which the reader rests for a while.
pub(crate) const SLOW_AT: &str = "FORMCHECK_TEST_SLOW_AT";
/// Stands before what is meant for the parent.
pub(crate) const MARK: &str = "@ ";

/// Set for [`clips`]: where they go.
const CLIPS: &str = "FORMCHECK_TEST_CLIPS";

/// So often nothing may come for 20 ms: 20 s.
const MOST_IDLE: u32 = 1000;

/// The program: see the module. By itself the test starts one before a made-up camera and hears of its pictures.
#[test]
fn child() {
    let Ok(choice) = std::env::var(CHOICE) else {
        assert_eq!(Rig::new().run("", 3).numbers(), [0, 1, 2]);
        return;
    };
    let n_frames: usize = std::env::var(N_FRAMES).unwrap().parse().unwrap();
    let config = CameraConfig { choice: choice.parse().unwrap(), ..CameraConfig::default() };
    // Taken where the camera's thread puts them, so that none is lost on the way.
    let slot: Arc<OnceLock<Arc<Latest<Captured>>>> = Arc::default();
    let (given, frames) = sync_channel(1024);
    let slow_at: Option<usize> = std::env::var(SLOW_AT).ok().map(|number| number.parse().unwrap());
    let n_given = AtomicUsize::new(0);
    let theirs = Arc::clone(&slot);
    let feed = CameraFeed::start(config, move || {
        if let Some(captured) = theirs.wait().take() {
            given.send(captured).unwrap_or_default();
            if Some(n_given.fetch_add(1, Ordering::Relaxed) + 1) == slow_at {
                Latest::<()>::default().wait(Duration::from_millis(90));
            }
        }
    });
    slot.set(Arc::clone(feed.frames())).unwrap();
    let (mut n_seen, mut n_idle, mut said) = (0, 0, String::new());
    while n_seen < n_frames && n_idle < MOST_IDLE {
        let state = feed.status().state;
        if tell_state(&state, &mut said) && std::env::var_os(UNTIL_LOST).is_some() {
            break;
        }
        if let Ok(captured) = frames.recv_timeout(Duration::from_millis(20)) {
            n_seen += 1;
            n_idle = 0;
            tell_frame(&captured, n_seen);
        } else {
            n_idle += 1;
        }
    }
    tell_status(&feed.status());
    drop(feed);
    println!("{MARK}end");
}

/// Writes what a camera elsewhere can play to [`child`], where that is asked for; see `uvc/README.md`.
#[test]
fn clips() {
    let (jpegs, raw) = (clip::mjpeg(|_| (clip::WIDTH, clip::HEIGHT)), clip::yuyv());
    assert!(jpegs.starts_with(b"\xff\xd8") && jpegs.ends_with(b"\xff\xd9"));
    assert!(!raw.is_empty() && raw.len() % (clip::WIDTH * clip::HEIGHT * 2) as usize == 0);
    if let Some(folder) = std::env::var_os(CLIPS).map(PathBuf::from) {
        std::fs::write(folder.join("clip.mjpeg"), jpegs).unwrap();
        std::fs::write(folder.join("clip.yuyv"), raw).unwrap();
    }
}

fn tell_frame(captured: &Captured, n_seen: usize) {
    let latency = captured.taken.elapsed().as_secs_f64() * 1000.0;
    println!("{MARK}picture {} {} {latency}", clip::number(&captured.frame), captured.frame.at.secs());
    println!("{MARK}frame {n_seen}");
}

/// Tells a new state, once; whether the camera is lost.
fn tell_state(state: &CameraState, said: &mut String) -> bool {
    let word = match state {
        CameraState::Opening => return false,
        CameraState::Streaming { name, mode } => format!("Streaming {name}: {mode}"),
        CameraState::Lost { fault, .. } => {
            format!("Lost {}: {fault}", format!("{fault:?}").split(' ').next().unwrap_or_default())
        }
    };
    if word != *said {
        println!("{MARK}state {word}");
        said.clone_from(&word);
    }
    matches!(state, CameraState::Lost { .. })
}

fn tell_status(status: &CameraStatus) {
    let counts = status.counts;
    for (name, count) in [
        ("stale", counts.n_stale),
        ("cut", counts.n_cut),
        ("corrupt", counts.n_corrupt),
        ("size", counts.n_wrong_size),
        ("dropped", counts.n_dropped()),
        ("lost", counts.n_lost),
    ] {
        println!("{MARK}count {name} {count}");
    }
    for gap in &status.gaps {
        println!("{MARK}gap {} {} {:?}", gap.from.secs(), gap.to.secs(), gap.fault);
    }
}
