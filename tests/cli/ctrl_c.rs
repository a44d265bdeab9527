//! Ctrl-C in the midst of work.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use crate::desk::{Desk, Run};

/// Starts the program, presses Ctrl-C as soon as it has begun to write, and returns how it ended.
fn interrupted(desk: &Desk, arguments: &str) -> Run {
    let before = desk.names();
    let mut command = desk.formcheck(arguments);
    // A terminal sends Ctrl-C to all of a group, which is ours alone here.
    let mut child = command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while desk.names() == before {
        assert_eq!(child.try_wait().unwrap(), None, "ended before it had begun to write");
    }
    let kill = format!("kill -s INT -- -{}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(desk.names(), before, "something was left");
    run
}

#[test]
fn ctrl_c_ends_the_work_at_once_and_leaves_no_half_file() {
    let desk = Desk::new();
    let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    // Minutes of work; mp4 is decoded in this process, mkv in another that hears Ctrl-C too.
    desk.test_picture("short.mp4", "160x120", 5.0, h264);
    desk.ffmpeg("-stream_loop 120 -i short.mp4 -c copy long.mp4");
    desk.ffmpeg("-i long.mp4 -c copy long.mkv");
    for arguments in [
        "score long.mp4 --annotate out.mp4 --poses out.poses",
        "score long.mkv --annotate out.mp4 --poses out.poses --format json",
        "pose long.mp4",
        "pose long.mkv -o out.poses",
    ] {
        let run = interrupted(&desk, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (130, ""), "{arguments}: {}", run.stderr);
        assert!(run.sentence().starts_with("stopped, and no half file was left"), "{arguments}");
    }
}
