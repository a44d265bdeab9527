//! A folder to run the program in, and what must be true of every failure.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::clips::Clips;
use crate::pose_log::pose_log;

/// A folder with the recordings of one test, which goes with it; the program runs there.
pub(crate) struct Desk(Clips);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(Clips::new())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn ffmpeg(&self, arguments: &str) {
        self.0.ffmpeg(arguments);
    }

    /// A clip with nobody in it.
    pub(crate) fn test_picture(&self, name: &str, size: &str, secs: f64, encoding: &str) -> PathBuf {
        self.0.make(name, size, secs, encoding)
    }

    /// A clip of one bridge, from lying still to lying still, encoded with these arguments.
    pub(crate) fn bridge(&self, name: &str, encoding: &str) {
        let sample = sample("sample_videos/bridge_short_hold.mp4");
        self.ffmpeg(&format!("-i {} -t 4.1 {encoding} {name}", sample.display()));
    }

    /// Everything in the folder, hidden files too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path("")).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program with blank-separated arguments.
    pub(crate) fn formcheck(&self, arguments: &str) -> Command {
        self.command(env!("CARGO_BIN_EXE_formcheck"), arguments.split_whitespace())
    }

    /// A line for the shell, in which `$0` is the program.
    pub(crate) fn shell(&self, script: &str) -> Command {
        self.command("sh", ["-c", script, env!("CARGO_BIN_EXE_formcheck")])
    }

    fn command(&self, program: &str, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path(""));
        command
    }

    /// Runs the program, which must fail so, print nothing, and leave the folder as it was; returns its sentence.
    pub(crate) fn fails(&self, arguments: &str, code: i32) -> String {
        self.fails_as(self.formcheck(arguments), code)
    }

    pub(crate) fn fails_as(&self, command: Command, code: i32) -> String {
        let run = self.run(command);
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
        run.sentence()
    }

    /// Runs the program, which must refuse to judge and say why in its report; returns the report.
    pub(crate) fn refuses(&self, arguments: &str) -> Value {
        let run = self.run(self.formcheck(&format!("{arguments} --format json")));
        assert_eq!(run.code, 4, "{}", run.stderr);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        let message = report["refusal"]["message"].as_str().unwrap();
        assert!(run.sentence().contains(message));
        report
    }

    /// Runs the program, which must leave the folder as it was.
    pub(crate) fn run(&self, mut command: Command) -> Run {
        let before = self.names();
        let run = Run::from(command.output().unwrap());
        assert_eq!(self.names(), before, "{command:?} left something behind");
        run
    }
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// −1 where a signal ended it.
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        Self { code: output.status.code().unwrap_or(-1), stdout, stderr }
    }
}

impl Run {
    /// The only line on stderr.
    pub(crate) fn sentence(&self) -> String {
        let sentences = self.sentences();
        assert_eq!(sentences.len(), 1, "{}", self.stderr);
        sentences[0].clone()
    }

    /// The lines on stderr, each of which says what is wrong and, after a semicolon, what to do.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let sentences = self.stderr.lines().map(|line| {
            let sentence = line.strip_prefix("formcheck: ").unwrap_or_else(|| panic!("stderr: {}", self.stderr));
            assert!(sentence.contains("; ") && !sentence.contains("panicked"), "{sentence}");
            sentence.to_owned()
        });
        sentences.collect()
    }

    /// The objects on stdout, one a line.
    pub(crate) fn reports(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A file of the repository.
pub(crate) fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The stored pose log of a sample video.
pub(crate) fn stored_log(name: &str) -> String {
    pose_log(name).display().to_string()
}
