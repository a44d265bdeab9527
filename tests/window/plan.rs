//! The plan of the day before a made-up camera, played by the keyboard: killed in the middle, and gone on with.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use formcheck::io::recording::{Answers, REPORT, Settings, keep_plan};
use serde_json::Value;

use super::desk::{Camera, Desk};

/// A person lies still for so long before a clip moves, in s: that is what the program waits for.
const STILL_SECS: u32 = 9;
/// From one look to the next at what is waited for.
const LOOK: Duration = Duration::from_millis(200);
/// Whatever is waited for comes within 90 s on a machine that builds besides.
const N_LOOKS: usize = 450;

const HEAD: &str =
    "format = 1\ntitle = \"Every day\"\nevery_days = 1\nflare_up = \"Rest.\"\nstop_when = \"It hurts.\"\n";

/// An item of a plan, the clip that shows it, and the count that is awaited.
struct Played {
    item: &'static str,
    exercise: &'static str,
    clip: &'static str,
    counted: &'static str,
}

const BRIDGES: Played = Played {
    item: "exercise = \"hip_bridge\"\nsets = 1\nrepetitions = 2\nrest_secs = 5\n",
    exercise: "hip_bridge",
    clip: "bridge_short_hold",
    counted: "number_2 ",
};
const PULLS: Played = Played {
    item: "exercise = \"knee_to_chest\"\nsets = 1\nrepetitions = 1\n",
    exercise: "knee_to_chest",
    clip: "ktc_jerky_short",
    counted: "number_1 ",
};

/// The window before a camera, with a person at the keyboard.
struct Player {
    desk: Desk,
    camera: Camera,
    transcript: PathBuf,
    window: Option<Child>,
}

impl Player {
    fn new(items: &[Played]) -> Self {
        let desk = Desk::new();
        let items: Vec<String> = items.iter().map(|it| format!("\n[[items]]\n{}", it.item)).collect();
        keep_plan(&desk.data(), "Me", &format!("{HEAD}{}", items.concat())).unwrap();
        let answers = Answers { yes: Vec::new(), has_asked: false };
        Settings::default().with_answers(answers).save(&desk.data().join("settings.toml")).unwrap();
        let camera = Camera::of_clip(BRIDGES.clip).size("960x540");
        let transcript = desk.data().join("said.txt");
        Self { desk, camera, transcript, window: None }
    }

    /// Encodes a part of a clip for the camera.
    fn encoded(&self, clip: &str, part: &[&str], filter: &str) -> PathBuf {
        let jpegs = self.desk.data().join(format!("{clip}.mjpeg"));
        let fit = "scale=960:540:force_original_aspect_ratio=decrease,pad=960:540:-1:-1,fps=15";
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-v", "error", "-y"]).args(part).arg("-i").arg(format!("sample_videos/{clip}.mp4"));
        ffmpeg.args(["-vf", &format!("{fit}{filter}"), "-c:v", "mjpeg", "-q:v", "4", "-f", "mjpeg"]).arg(&jpegs);
        assert!(ffmpeg.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null()).status().unwrap().success());
        jpegs
    }

    /// The set of an item, after a while in which the person lies still.
    fn set_of(&self, item: &Played) -> PathBuf {
        let still = format!(",tpad=start_mode=clone:start_duration={STILL_SECS},noise=alls=4:allf=t");
        self.encoded(item.clip, &[], &still)
    }

    /// A person on the mat who raises an arm after 2.5 s.
    fn sign(&self) -> PathBuf {
        self.encoded("bridge_whole_session", &["-ss", "52", "-t", "8"], "")
    }

    /// Puts this before the camera, from the next start of the stream on.
    fn show(&self, jpegs: &Path) {
        std::fs::rename(jpegs, self.camera.switch("clip.mjpeg")).unwrap();
    }

    fn open(&mut self) {
        let transcript = self.transcript.display().to_string();
        self.window = Some(self.desk.begin(&self.camera, &["plan", "play", "--transcript", &transcript]));
        self.xdotool(&["search", "--sync", "--onlyvisible", "--class", "formcheck", "windowfocus"]);
        std::thread::sleep(Duration::from_secs(3));
    }

    fn xdotool(&self, args: &[&str]) {
        let done = self.desk.on_screen("xdotool").args(args).stdout(Stdio::null()).status();
        let done = done.unwrap_or_else(|error| panic!("xdotool is needed (apt install xdotool): {error}"));
        assert!(done.success(), "{args:?}");
    }

    /// Presses a key; a press within the first moments of a page is taken for one that was meant for the page before.
    fn press(&self, key: &str) {
        std::thread::sleep(Duration::from_millis(1200));
        self.xdotool(&["key", key]);
    }

    /// Begins the plan's next item on Home: the item, the pain before, and the set.
    fn begin(&self) {
        for key in ["Return", "2", "Return"] {
            self.press(key);
        }
    }

    fn said(&self) -> String {
        std::fs::read_to_string(&self.transcript).unwrap_or_default()
    }

    fn until(&self, what: &str, is_it: impl Fn() -> bool) {
        let came = (0..N_LOOKS).any(|_| {
            std::thread::sleep(LOOK);
            is_it()
        });
        assert!(came, "{what} never came\n{}", self.said());
    }

    /// Waits until the set of an item has come to its count.
    fn count(&self, item: &Played) {
        let heading = format!("# {}\n", item.exercise);
        self.until(&heading, || self.said().contains(&heading));
        let of_set = || self.said().rsplit(&heading).next().unwrap_or_default().to_owned();
        self.until("the count", || of_set().contains(item.counted));
    }

    /// Ends the set, and waits until it is judged and kept.
    fn end(&self) {
        let before = reports(&self.desk);
        self.press("Return");
        self.until("the report", || before < reports(&self.desk));
    }

    fn today(&self) -> Value {
        serde_json::from_str(&self.desk.says(&["plan", "today", "--format", "json"]).0).unwrap()
    }

    fn kill(&mut self) {
        let mut window = self.window.take().unwrap();
        window.kill().unwrap();
        window.wait().unwrap();
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        if self.window.is_some() {
            self.kill();
        }
    }
}

/// Number of sessions that were judged and kept.
fn reports(desk: &Desk) -> usize {
    let folders = std::fs::read_dir(desk.data().join("sittings")).into_iter().flatten().flatten();
    folders.filter(|folder| Path::new(&folder.path()).join(REPORT).is_file()).count()
}

#[test]
fn a_plan_goes_on_by_a_raised_arm_and_after_a_kill_where_it_was() {
    let mut player = Player::new(&[BRIDGES, PULLS]);
    player.show(&player.set_of(&BRIDGES));
    player.open();
    player.begin();
    player.count(&BRIDGES);
    player.show(&player.sign());
    let pulls = player.set_of(&PULLS);
    player.end();
    player.until("the sign", || player.said().contains("To go on, raise one arm for two seconds."));
    player.show(&pulls);
    player.until("the next set", || player.said().contains("# knee_to_chest\n"));
    assert!(player.said().contains("Next: Knee-to-chest."), "{}", player.said());
    player.kill();
    let today = player.today();
    assert_eq!((&today["items"][0]["is_done"], &today["next"]), (&true.into(), &"knee_to_chest".into()), "{today}");
    let sessions = player.desk.says(&["sessions", "list", "--format", "json"]).0;
    let first: Value = serde_json::from_str(sessions.lines().last().unwrap()).unwrap();
    assert_eq!((&first["pain_before"], &first["pain_after"]), (&2.into(), &Value::Null), "{sessions}");
    player.show(&player.set_of(&PULLS));
    player.open();
    player.begin();
    player.count(&PULLS);
    player.end();
    player.until("the end", || player.said().contains("That was everything for today."));
    assert!(
        player.today()["items"].as_array().unwrap().iter().all(|item| item["is_done"] == true),
        "{}",
        player.today()
    );
}
