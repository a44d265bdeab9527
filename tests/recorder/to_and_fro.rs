//! Any frame of a video is the one that reading from the start gives.

use std::path::Path;

use formcheck::core::frame::Frame;
use formcheck::core::time::Timestamp;
use formcheck::io::video::{LiveMp4Writer, Seeker, VideoError};

use crate::clips::{Clips, frames, set_matrix};
use crate::made::frame;

/// Every frame in an order that leaps, the instants between, and all that follows some of them.
fn assert_as_sequential(path: &Path) {
    let (all, mut seeker) = (frames(path), Seeker::open(path).unwrap());
    let times: Vec<Timestamp> = all.iter().map(|frame| frame.at).collect();
    assert_eq!(seeker.times(), times);
    let mut is_shown = |at: Timestamp, expected: &Frame| {
        let shown = seeker.frame_at(at).unwrap();
        assert_eq!(shown.at, expected.at, "at {} s of {}", at.secs(), path.display());
        assert!(*shown == *expected, "another picture at {} s of {}", at.secs(), path.display());
    };
    let n = all.len();
    let leaps = (0..n).map(|k| k * 37 % n);
    let forward_and_back = (0..n).chain((0..n).rev()).step_by(3);
    for k in leaps.chain(forward_and_back) {
        is_shown(times[k], &all[k]);
        let until = times.get(k + 1).map_or(i64::MAX, |next| next.nanos() - 1);
        is_shown(Timestamp::from_nanos(until), &all[k]);
    }
    is_shown(Timestamp::from_secs(-1.0), &all[0]);
    for k in [n / 2, n - 1, 0, n / 3] {
        let follow: Vec<_> = seeker.frames_from(times[k]).map(Result::unwrap).collect();
        assert_eq!(follow.len(), n - k);
        assert!(follow.iter().zip(&all[k..]).all(|(a, b)| **a == *b));
        assert!(*seeker.frame_at(times[k]).unwrap() == all[k]);
        assert_eq!(seeker.frames_from(times[k]).take(2).count(), 2.min(n - k));
    }
}

const H264: &str = "-c:v libx264 -preset fast -bf 3 -g 20 -pix_fmt yuv420p";

#[test]
fn h264_with_b_frames() {
    let clips = Clips::new();
    assert_as_sequential(&clips.make("closed.mp4", "160x120", 3.0, H264));
    let pyramid = "-x264-params open-gop=1:b-pyramid=normal:b-adapt=0:scenecut=0";
    assert_as_sequential(&clips.make("open.mp4", "160x120", 3.0, &format!("{H264} {pyramid}")));
    let uneven = "-vf select='not(mod(n,7))+not(mod(n,5))' -fps_mode vfr";
    assert_as_sequential(&clips.make("uneven.mp4", "160x120", 4.0, &format!("{uneven} {H264}")));
    let fragments = "-movflags frag_keyframe+empty_moov";
    assert_as_sequential(&clips.make("fragments.mp4", "160x120", 3.0, &format!("{H264} {fragments}")));
}

#[test]
fn hevc_with_open_groups_of_pictures() {
    let clips = Clips::new();
    for (name, open) in [("open.mp4", 1), ("closed.mp4", 0)] {
        let coding = format!(
            "-c:v libx265 -x265-params log-level=error:keyint=20:min-keyint=20:scenecut=0:open-gop={open}:bframes=4"
        );
        assert_as_sequential(&clips.make(name, "160x120", 3.0, &coding));
    }
}

#[test]
fn with_an_edit_list() {
    let clips = Clips::new();
    clips.make("whole.mp4", "160x120", 4.0, H264);
    clips.ffmpeg("-ss 1.1 -t 2.2 -i whole.mp4 -c copy cut.mp4");
    assert_as_sequential(&clips.path("cut.mp4"));
    clips.ffmpeg("-itsoffset 0.7 -i whole.mp4 -f lavfi -i sine=duration=5 -c:v copy -c:a aac late.mp4");
    assert_as_sequential(&clips.path("late.mp4"));
}

#[test]
fn turned_upright() {
    let clips = Clips::new();
    let clip = clips.make("turned.mp4", "160x120", 1.5, H264);
    for matrix in [[0, 1, -1, 0], [-1, 0, 0, -1]] {
        set_matrix(&clip, matrix);
        assert_as_sequential(&clip);
    }
}

#[test]
fn a_recording_finished_or_not() {
    let clips = Clips::new();
    for is_finished in [true, false] {
        let path = clips.path(&format!("{is_finished}.mp4"));
        let mut writer = LiveMp4Writer::create(&path, 160, 120, 30.0).unwrap();
        for number in 0..80 {
            let at = Timestamp::from_secs(f64::from(number + number / 30 * 20) / 30.0);
            writer.push(&frame(number, at, 160, 120)).unwrap();
        }
        if is_finished {
            writer.finish().unwrap();
        }
        assert_as_sequential(&path);
    }
}

#[test]
fn what_only_ffmpeg_reads_goes_forward_only() {
    let clips = Clips::new();
    let clip = clips.make("a.webm", "160x120", 0.5, "-c:v libvpx -deadline realtime -cpu-used 8");
    let error = Seeker::open(&clip).unwrap_err();
    assert!(matches!(&error, VideoError::CannotSeek { .. }), "{error}");
    assert!(error.to_string().contains("convert it to H.264 in mp4"), "{error}");
    let missing = Seeker::open(&clips.path("none.mp4"));
    assert!(matches!(missing, Err(VideoError::NotFound { .. })));
}
