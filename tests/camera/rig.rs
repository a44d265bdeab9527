//! A child with a made-up camera, its switches, and what it told.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::child::{CHOICE, MARK, N_FRAMES, UNTIL_LOST};
use super::clip;
use super::library::library;

pub(crate) struct Rig {
    /// Of the clip and the switches.
    folder: TempDir,
    env: BTreeMap<String, String>,
}

impl Rig {
    /// A camera of JPEGs, 320 × 240 at 30 fps.
    pub(crate) fn new() -> Self {
        Self::of(&clip::mjpeg(|_| (clip::WIDTH, clip::HEIGHT)))
    }

    /// A camera of these JPEGs.
    pub(crate) fn of(mjpeg: &[u8]) -> Self {
        Self::with("FAKECAM_MJPEG", mjpeg)
    }

    /// A camera of raw pictures.
    pub(crate) fn raw() -> Self {
        Self::with("FAKECAM_YUYV", &clip::yuyv())
    }

    fn with(format: &str, clip: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clip");
        std::fs::write(&path, clip).unwrap();
        let rig = Self { folder, env: BTreeMap::new() };
        let size = format!("{}x{}", clip::WIDTH, clip::HEIGHT);
        let rig = rig.set(format, path.to_str().unwrap()).set("FAKECAM_SIZE", &size).set("FAKECAM_WAIT", "1");
        std::fs::create_dir(rig.switches().0).unwrap();
        let switches = rig.switches().0;
        rig.set("FAKECAM_CTL", switches.to_str().unwrap())
    }

    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.env.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn until_lost(self) -> Self {
        self.set(UNTIL_LOST, "1")
    }

    pub(crate) fn switches(&self) -> Switches {
        Switches(self.folder.path().join("switches"))
    }

    pub(crate) fn run(&self, choice: &str, n_frames: usize) -> Run {
        self.drive(choice, n_frames, |_, _| {})
    }

    /// Shows each line to `act` as it comes.
    pub(crate) fn drive(&self, choice: &str, n_frames: usize, act: impl Fn(&str, &Switches)) -> Run {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child::child", "--exact", "--nocapture"])
            .envs(&self.env)
            .env("LD_PRELOAD", library())
            .env(CHOICE, choice)
            .env(N_FRAMES, n_frames.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
            // The first one stands behind the words of the test's harness.
            let Some((_, line)) = line.split_once(MARK) else { continue };
            act(line, &self.switches());
            lines.push(line.to_owned());
        }
        let status = child.wait().unwrap();
        let run = Run::of(&lines);
        assert!(status.success() && lines.last().is_some_and(|line| line == "end"), "{status}: {lines:#?}");
        run
    }
}

/// Files that the library looks for.
pub(crate) struct Switches(PathBuf);

impl Switches {
    pub(crate) fn on(&self, name: &str) {
        std::fs::write(self.0.join(name), "").unwrap();
    }

    pub(crate) fn off(&self, name: &str) {
        std::fs::remove_file(self.0.join(name)).unwrap_or_default();
    }
}

/// What a child told.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) frames: Vec<Seen>,
    /// Each once, in order.
    pub(crate) states: Vec<String>,
    pub(crate) gaps: Vec<Silence>,
    counts: BTreeMap<String, u64>,
}

#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) number: i64,
    pub(crate) at_secs: f64,
    pub(crate) latency_millis: f64,
}

#[derive(Debug)]
pub(crate) struct Silence {
    from_secs: f64,
    to_secs: f64,
    fault: String,
}

impl Silence {
    pub(crate) fn secs(&self) -> f64 {
        self.to_secs - self.from_secs
    }
}

impl Run {
    fn of(lines: &[String]) -> Self {
        let mut run = Self::default();
        for line in lines {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            let words: Vec<&str> = rest.split(' ').collect();
            match kind {
                "picture" => run.frames.push(Seen {
                    number: words[0].parse().unwrap(),
                    at_secs: words[1].parse().unwrap(),
                    latency_millis: words[2].parse().unwrap(),
                }),
                "state" => run.states.push(rest.to_owned()),
                "count" => drop(run.counts.insert(words[0].to_owned(), words[1].parse().unwrap())),
                "gap" => run.gaps.push(Silence {
                    from_secs: words[0].parse().unwrap(),
                    to_secs: words[1].parse().unwrap(),
                    fault: words[2].to_owned(),
                }),
                _ => {}
            }
        }
        run
    }

    pub(crate) fn numbers(&self) -> Vec<i64> {
        self.frames.iter().map(|frame| frame.number).collect()
    }

    pub(crate) fn gap_words(&self) -> Vec<&str> {
        self.gaps.iter().map(|gap| gap.fault.as_str()).collect()
    }

    pub(crate) fn count(&self, reason: &str) -> u64 {
        self.counts[reason]
    }

    pub(crate) fn median(&self, of: impl Fn(&Seen) -> f64) -> f64 {
        median(self.frames.iter().map(of).collect())
    }

    /// The median, as a busy machine is late now and then.
    pub(crate) fn assert_rate(&self, fps: f64) {
        assert!(self.frames.is_sorted_by(|a, b| a.at_secs < b.at_secs));
        assert_eq!(self.frames[0].at_secs, 0.0);
        let apart = median(self.frames.windows(2).map(|pair| pair[1].at_secs - pair[0].at_secs).collect());
        assert!((apart * fps - 1.0).abs() < 0.1, "{apart} s apart, not {}", 1.0 / fps);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
