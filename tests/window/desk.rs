//! A screen, a made-up camera, and the program between them.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::library::library;

const PROGRAM: &str = env!("CARGO_BIN_EXE_formcheck");

/// A screen that nobody looks at, and a home where nothing is remembered.
pub(crate) struct Desk {
    screen: Child,
    display: String,
    home: TempDir,
    env: Vec<(&'static str, String)>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("Xvfb is needed (apt install xvfb): {error}"));
        let mut number = String::new();
        BufReader::new(screen.stdout.as_mut().unwrap()).read_line(&mut number).unwrap();
        Self { screen, display: format!(":{}", number.trim()), home: tempfile::tempdir().unwrap(), env: Vec::new() }
    }

    /// The same where programs find this in their environment.
    pub(crate) fn with(mut self, env: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.env.extend(env);
        self
    }

    /// The program on this screen; `LIBGL_ALWAYS_SOFTWARE` for machines whose driver wants a real one.
    pub(crate) fn program(&self) -> Command {
        let mut program = Command::new(PROGRAM);
        program
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("XDG_DATA_HOME", self.home.path())
            .env("LC_ALL", "C.UTF-8")
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::null());
        program
    }

    /// Another program on this screen.
    pub(crate) fn on_screen(&self, name: &str) -> Command {
        let mut program = Command::new(name);
        program.env("DISPLAY", &self.display).stdin(Stdio::null());
        program
    }

    /// Where the program keeps things.
    pub(crate) fn data(&self) -> PathBuf {
        self.home.path().join("formcheck")
    }

    /// What a command prints, which must end well; `stderr` is what it says besides.
    pub(crate) fn says(&self, args: &[&str]) -> (String, String) {
        let output = self.program().args(args).output().unwrap();
        let [stdout, stderr] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it).into_owned());
        assert!(output.status.success(), "{args:?}: {stderr}");
        (stdout, stderr)
    }

    /// `formcheck live` before the camera, to its end.
    pub(crate) fn live(&self, camera: &Camera, args: &[&str]) -> Ended {
        self.live_while(camera, args, || ())
    }

    /// The same while something is done to the camera.
    pub(crate) fn live_while(&self, camera: &Camera, args: &[&str], act: impl FnOnce()) -> Ended {
        let report = self.home.path().join("report.json");
        let child = self.start(camera, &[args, &["--report", report.to_str().unwrap()]].concat());
        act();
        Ended::of(&child.wait_with_output().unwrap(), &report)
    }

    /// `formcheck live` before the camera, under way.
    pub(crate) fn start(&self, camera: &Camera, args: &[&str]) -> Child {
        self.begin(camera, &[&["live"], args].concat())
    }

    /// A command before the camera, under way.
    pub(crate) fn begin(&self, camera: &Camera, args: &[&str]) -> Child {
        let mut program = self.program();
        program.args(args);
        program.env("LD_PRELOAD", library()).envs(camera.env.iter().map(|(name, value)| (name, value)));
        program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _is_gone = self.screen.kill().and_then(|()| self.screen.wait()).is_err();
    }
}

/// A camera that shows a clip, with its switches.
pub(crate) struct Camera {
    env: Vec<(&'static str, String)>,
    folder: TempDir,
}

impl Camera {
    /// A sample clip at its own rate, as a camera would send it; it stops at its end.
    pub(crate) fn of_clip(clip: &str) -> Self {
        Self::of_scaled_clip(clip, "iw:ih")
    }

    /// The same of another size, `width:height`, which the camera must be given too.
    pub(crate) fn of_scaled_clip(clip: &str, size: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mjpeg, switches) = (folder.path().join("clip.mjpeg"), folder.path().join("switches"));
        std::fs::create_dir(&switches).unwrap();
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg
            .args(["-v", "error", "-i"])
            .arg(sample(clip))
            .args(["-vf", &format!("scale={size}"), "-c:v", "mjpeg", "-q:v", "3", "-f", "mjpeg"])
            .arg(&mjpeg);
        assert!(ffmpeg.stdin(Stdio::null()).status().unwrap().success());
        let env = vec![
            ("FAKECAM_MJPEG", mjpeg.display().to_string()),
            ("FAKECAM_FPS", "15/1".to_owned()),
            ("FAKECAM_LOOP", "0".to_owned()),
            ("FAKECAM_CTL", switches.display().to_string()),
        ];
        Self { env, folder }.size("640x360")
    }

    pub(crate) fn size(self, size: &str) -> Self {
        self.set("FAKECAM_SIZE", size)
    }

    pub(crate) fn set(mut self, name: &'static str, value: &str) -> Self {
        self.put(name, value);
        self
    }

    pub(crate) fn put(&mut self, name: &'static str, value: &str) {
        self.env.retain(|(other, _)| *other != name);
        self.env.push((name, value.to_owned()));
    }

    pub(crate) fn switch(&self, name: &str) -> PathBuf {
        self.folder.path().join("switches").join(name)
    }
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    report: Option<Value>,
}

impl Ended {
    pub(crate) fn of(output: &Output, report: &Path) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            report: std::fs::read(report).ok().map(|json| serde_json::from_slice(&json).unwrap()),
        }
    }

    pub(crate) fn report(&self) -> &Value {
        self.report.as_ref().unwrap_or_else(|| panic!("no report: {self:?}"))
    }

    pub(crate) fn has_report(&self) -> bool {
        self.report.is_some()
    }

    /// The number in a row of the table of `--speed`.
    pub(crate) fn number(&self, row: &str) -> f64 {
        let line = self.stdout.lines().find(|line| line.starts_with(row)).unwrap_or_else(|| panic!("{}", self.stdout));
        line.split_whitespace().next_back().unwrap().parse().unwrap()
    }
}

fn sample(clip: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample_videos/{clip}.mp4"))
}

/// What `formcheck score` says of a sample clip.
pub(crate) fn scored(clip: &str, exercise: &str) -> Value {
    let mut program = Command::new(PROGRAM);
    program.args(["score", "--format", "json", "--exercise", exercise]).arg(sample(clip));
    let output = program.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The same repetitions at the same times with the same faults.
pub(crate) fn assert_same(live: &Value, offline: &Value) {
    let reps = |report: &Value| report["reps"].as_array().unwrap().clone();
    let (live, offline) = (reps(live), reps(offline));
    assert_eq!(live.len(), offline.len(), "{live:#?}");
    assert!(!live.is_empty());
    for (live, offline) in live.iter().zip(&offline) {
        for time in ["start_s", "peak_start_s", "peak_end_s", "end_s"] {
            let apart = live[time].as_f64().unwrap() - offline[time].as_f64().unwrap();
            assert!(apart.abs() < MOST_APART_SECS, "{time} {apart:+.3} s apart: {live} {offline}");
        }
        assert_eq!(faults(live), faults(offline));
    }
}

/// Times of the samples are right to 0.25 s in 95 of 100, and the two readings err each by themselves: √2 times as much.
const MOST_APART_SECS: f64 = 0.35;

fn faults(rep: &Value) -> Vec<String> {
    let findings = rep["findings"].as_array().unwrap().iter();
    let grave = findings.filter(|finding| 0.25 <= finding["severity"].as_f64().unwrap());
    grave.map(|finding| finding["fault"].as_str().unwrap().to_owned()).collect()
}
