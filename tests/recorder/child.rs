//! A program that records and may be killed: tells after each frame how far it is.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use formcheck::app::live::{Recorder, VideoPlan};

use crate::made::{at, frame, header, rest, sample, shared};

/// Set for the child: the folder, how many frames, and how long it rests after each, in ms.
const FOLDER: &str = "FORMCHECK_TEST_RECORD_INTO";
const N_FRAMES: &str = "FORMCHECK_TEST_FRAMES";
const REST: &str = "FORMCHECK_TEST_REST_MILLIS";
/// Set for a child that records poses alone.
const POSES_ONLY: &str = "FORMCHECK_TEST_POSES_ONLY";
/// Stands before what is meant for the parent.
pub(crate) const MARK: &str = "@ ";

/// The program: see the module. By itself the test starts one and hears that it has recorded.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        let folder = tempfile::tempdir().unwrap();
        let output = start(folder.path(), 3, 0, None).wait_with_output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(&format!("{MARK}pushed 2")) && said.contains(&format!("{MARK}recorded ")), "{said}");
        return;
    };
    let number = |name| std::env::var(name).unwrap().parse().unwrap();
    let (n_frames, millis): (u32, u32) = (number(N_FRAMES), number(REST));
    let video = std::env::var_os(POSES_ONLY).is_none().then_some(VideoPlan { fps: 30.0 });
    let recorder = Recorder::start(&folder, &header(160, 120), video).unwrap();
    for number in 0..n_frames {
        recorder.push_sample(&sample(number, at(number)));
        recorder.push_frame(&shared(frame(number, at(number), 160, 120)));
        println!("{MARK}pushed {number}");
        rest(u64::from(millis));
    }
    println!("{MARK}status {:?}", recorder.status());
    println!("{MARK}recorded {:?}", recorder.finish(Vec::new()));
}

/// Starts one; a file of its may have no more than so many blocks of 512 bytes.
pub(crate) fn start(folder: &Path, n_frames: u32, rest_millis: u32, limit: Option<(u32, bool)>) -> Child {
    let limited = |(n_blocks, _)| format!("trap '' XFSZ; ulimit -f {n_blocks}; ");
    let script = format!("{}exec \"$0\" child::child --exact --nocapture", limit.map(limited).unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-c", &script]).arg(std::env::current_exe().unwrap());
    command.env(FOLDER, folder).env(N_FRAMES, n_frames.to_string()).env(REST, rest_millis.to_string());
    if limit.is_some_and(|(_, poses_only)| poses_only) {
        command.env(POSES_ONLY, "");
    }
    command.stdout(Stdio::piped()).spawn().unwrap()
}
