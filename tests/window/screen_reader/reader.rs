//! A screen reader on a bus of its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use tempfile::TempDir;

/// A screen is looked for so often, with pauses of this length: 20 s and more.
const LOOKS: usize = 100;
const PAUSE: Duration = Duration::from_millis(200);
/// What Debian and Ubuntu call the program that tells others of accessible ones.
const LAUNCHER: &str = "/usr/libexec/at-spi-bus-launcher";

/// Something on the screen, as a screen reader knows it.
#[derive(Debug, Deserialize)]
pub(crate) struct Node {
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) states: Vec<String>,
    /// Left, top, width and height in px, where it has a place.
    pub(crate) area: Option<[i32; 4]>,
    pub(crate) can_press: bool,
}

/// The bus of a desktop with a screen reader, and what the reader would say.
pub(crate) struct Reader {
    running: [Child; 3],
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    env: [(&'static str, String); 2],
    _runtime: TempDir,
}

impl Reader {
    pub(crate) fn new() -> Self {
        let runtime = tempfile::tempdir().unwrap();
        let mut bus = piped("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let env = [
            ("DBUS_SESSION_BUS_ADDRESS", address.trim().to_owned()),
            ("XDG_RUNTIME_DIR", runtime.path().display().to_string()),
        ];
        let launch = ["--launch-immediately", "--a11y=1", "--screen-reader=1"];
        // A group of its own: it starts a bus that outlives it.
        let launcher = piped(LAUNCHER).args(launch).envs(env.clone()).process_group(0).spawn().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/window/screen_reader/reader.py");
        // Debian's own Python: only it has Debian's modules.
        let mut reader = piped("/usr/bin/python3").arg(script).envs(env.clone()).stdin(Stdio::piped()).spawn().unwrap();
        let (ask, answers) = (reader.stdin.take().unwrap(), BufReader::new(reader.stdout.take().unwrap()));
        Self { running: [reader, launcher, bus], ask, answers, env, _runtime: runtime }
    }

    /// What programs need to find it.
    pub(crate) fn env(&self) -> [(&'static str, String); 2] {
        self.env.clone()
    }

    fn answer<T: serde::de::DeserializeOwned>(&mut self, question: &str) -> Option<T> {
        writeln!(self.ask, "{question}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        // A screen that changes while it is read is none.
        serde_json::from_str(&answer).ok()
    }

    /// All that is on the screen once something has a name that begins so.
    pub(crate) fn screen_with(&mut self, name: &str) -> Vec<Node> {
        let mut seen = Vec::new();
        for _ in 0..LOOKS {
            if let Some(nodes) = self.answer::<Vec<Node>>("tree") {
                seen = nodes;
                if seen.iter().any(|node| node.name.starts_with(name)) {
                    return seen;
                }
            }
            std::thread::sleep(PAUSE);
        }
        panic!("nothing is called {name}: {seen:#?}");
    }

    /// Presses what has this name, or one that begins so, once it is there.
    pub(crate) fn press(&mut self, name: &str) {
        let is_it = |node: &Node| node.can_press && node.name.starts_with(name);
        for _ in 0..20 {
            let nodes = self.screen_with(name);
            let exact = nodes.iter().position(|node| node.can_press && node.name == name);
            let place = exact.or_else(|| nodes.iter().position(is_it));
            if place.is_some_and(|place| self.answer::<bool>(&format!("press {place}")) == Some(true)) {
                std::thread::sleep(Duration::from_millis(300));
                return;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("{name} cannot be pressed");
    }
}

fn piped(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

impl Drop for Reader {
    fn drop(&mut self) {
        let group = format!("-{}", self.running[1].id());
        let _is_gone = Command::new("kill").args(["--", &group]).status().is_err();
        for child in &mut self.running {
            let _is_gone = child.kill().and_then(|()| child.wait()).is_err();
        }
    }
}
