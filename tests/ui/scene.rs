//! States of the window, from real movement.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use formcheck::app::live::{LiveStage, LiveState, Numbers, Picture, RecorderStatus};
use formcheck::app::review::{self, Ask, Opened, Version};
use formcheck::app::ui::{Action, AfterSet, Memory, Screen, StopToday, Told, View, screen_ui};
use formcheck::core::exercise::Exercise;
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::frame::Frame;
use formcheck::core::judge::{Judge, LiveView, Search};
use formcheck::core::report::{Judgement, ModelReport, RULES_VERSION, Report};
use formcheck::core::safety::StopReason;
use formcheck::core::time::Timestamp;
use formcheck::io::recording::{Answers, LogReader, Look, NoRoom, PlanDay, Session, Settings};
use formcheck::io::words::Trouble;

/// All that a window shows, and what was asked of it.
#[expect(clippy::struct_excessive_bools, reason = "as in the view")]
pub(crate) struct Scene {
    pub(crate) screen: Screen,
    pub(crate) settings: Settings,
    pub(crate) locale: Option<String>,
    pub(crate) cameras: Vec<String>,
    pub(crate) exercises: Vec<&'static Exercise>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) plan: Option<PlanDay>,
    pub(crate) after_set: Option<AfterSet>,
    pub(crate) search: Search,
    pub(crate) wanted: Option<Search>,
    pub(crate) told: Option<Told>,
    pub(crate) stop_today: Option<StopReason>,
    /// False where that was before a session.
    pub(crate) has_begun: bool,
    pub(crate) is_confirmed: bool,
    pub(crate) shown: Option<LiveState>,
    pub(crate) report: Option<Report>,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) reported: Option<(PathBuf, PathBuf)>,
    pub(crate) review: Option<review::ReviewState>,
    pub(crate) kept_in: Option<PathBuf>,
    pub(crate) no_room: Option<NoRoom>,
    pub(crate) silence: Option<String>,
    pub(crate) speaks_any_text: bool,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) may_sleep: bool,
    pub(crate) now: Instant,
    pub(crate) asked: Vec<Action>,
    pub(crate) memory: Memory,
}

impl Scene {
    pub(crate) fn of(screen: Screen) -> Self {
        let settings = Settings { look: Look::Dark, ..Settings::default() };
        let session = |began: &str, exercise: &Exercise, n_reps, score| Session {
            began: began.into(),
            exercise: exercise.id.into(),
            n_reps,
            score,
            goal: None,
            pain_before: Some(2),
            pain_after: None,
            stop: None,
            folder: began.replace([' ', ':'], "-").into(),
        };
        let [bridge, knees, tilt] = formcheck::core::exercises::BUILT_IN;
        Self {
            screen,
            settings,
            locale: None,
            cameras: vec!["Integrated Camera".into(), "USB Video".into()],
            exercises: formcheck::core::exercises::BUILT_IN.to_vec(),
            sessions: vec![
                session("2026-11-22 18:30", bridge, 10, Some(87.4)),
                session("2026-11-21 07:05", knees, 1, None),
                session("2026-11-20 18:12", tilt, 20, Some(94.0)),
            ],
            plan: None,
            after_set: None,
            search: Search::One(&HIP_BRIDGE),
            wanted: None,
            told: None,
            stop_today: None,
            has_begun: true,
            is_confirmed: false,
            shown: None,
            report: None,
            folder: None,
            reported: None,
            review: None,
            kept_in: None,
            no_room: None,
            silence: None,
            speaks_any_text: false,
            trouble: None,
            may_sleep: false,
            now: now(),
            asked: Vec::new(),
            memory: Memory::default(),
        }
    }

    /// A session that shows this view.
    pub(crate) fn live(stage: LiveStage, picture: Picture) -> Self {
        let numbers = Numbers {
            poses_hz: Some(23.6),
            pose_ms: Some(38.2),
            n_skipped: 4,
            n_dropped: 1,
            source: "Integrated Camera".into(),
            camera: Some("Integrated Camera".into()),
            backend: "onnxruntime".into(),
        };
        let (search, now) = (Search::One(picture.view.exercise), picture.taken);
        let shown = LiveState {
            stage,
            secs: picture.frame.at.secs(),
            picture: Some(picture),
            guide: None,
            recorder: RecorderStatus::default(),
            numbers,
        };
        Self { search, now, shown: Some(shown), ..Self::of(Screen::Live) }
    }

    pub(crate) fn result(report: Report) -> Self {
        Self { report: Some(report), ..Self::of(Screen::Result) }
    }

    /// A session that is looked back at, paused at an instant.
    pub(crate) fn review(name: &str, search: impl Into<Search>, at_secs: f64) -> Self {
        let mut shown = review::ReviewState::opening(Timestamp::from_secs(at_secs), "Me");
        shown.open(opened(name, search));
        let mut scene = Self { review: Some(shown), ..Self::of(Screen::Review) };
        scene.take_picture();
        scene
    }

    /// The picture of where one is comes at once.
    fn take_picture(&mut self) {
        let Some(shown) = &mut self.review else { return };
        let Some(film) = shown.opened().filter(|opened| opened.video.is_some()).map(|opened| &opened.film) else {
            return;
        };
        let (stream, state) = (film.stream.unwrap(), film.shown_at(shown.player.at()).unwrap());
        shown.picture = Some(Arc::new(room(stream.width, stream.height, state.at)));
    }

    /// Does what the person asked of a review.
    pub(crate) fn act(&mut self, asked: &[Action]) {
        let shown = self.review.as_mut().unwrap();
        for action in asked {
            match action {
                Action::Review(Ask::Move(to)) => shown.go(*to),
                Action::Review(Ask::Mark(remark)) => shown.remarks.toggle(remark.clone()),
                other => panic!("{other:?}"),
            }
        }
        self.take_picture();
    }

    /// The window of this scene, `width` by `height` points.
    pub(crate) fn window(self, width: f32, height: f32) -> Harness<'static, Self> {
        let mut harness = Harness::builder().with_size([width, height]).with_max_steps(12).build_ui_state(show, self);
        harness.run();
        harness
    }

    /// A window of 1280 by 720 pixels in which everything is 2.5 times as large.
    pub(crate) fn large(self) -> Harness<'static, Self> {
        let builder = Harness::builder().with_size([512.0, 288.0]).with_pixels_per_point(2.5).with_max_steps(12);
        let mut harness = builder.build_ui_state(show, self);
        harness.run();
        harness
    }

    /// Of the usual size.
    pub(crate) fn shown(self) -> Harness<'static, Self> {
        self.window(1280.0, 720.0)
    }
}

#[expect(clippy::disallowed_methods, reason = "any instant will do: only differences are shown")]
fn now() -> Instant {
    Instant::now()
}

pub(crate) fn show(ui: &mut eframe::egui::Ui, scene: &mut Scene) {
    let view = View {
        screen: scene.screen,
        settings: &scene.settings,
        system_is_dark: true,
        locale: scene.locale.as_deref(),
        cameras: &scene.cameras,
        exercises: &scene.exercises,
        sessions: &scene.sessions,
        plan: scene.plan.as_ref(),
        after_set: scene.after_set,
        search: scene.search,
        wanted: scene.wanted,
        told: scene.told.as_ref(),
        stop_today: scene.stop_today.map(if scene.has_begun { StopToday::Session } else { StopToday::Before }),
        is_confirmed: scene.is_confirmed,
        shown: scene.shown.as_ref(),
        report: scene.report.as_ref(),
        folder: scene.folder.as_deref(),
        reported: scene.reported.as_ref().map(|(session, file)| (session.as_path(), file.as_path())),
        review: scene.review.as_ref(),
        kept_in: scene.kept_in.as_deref(),
        no_room: scene.no_room.as_ref(),
        silence: scene.silence.as_deref(),
        speaks_any_text: scene.speaks_any_text,
        trouble: scene.trouble.as_ref(),
        may_sleep: scene.may_sleep,
        now: scene.now,
    };
    scene.asked.extend(screen_ui(ui, &view, &mut scene.memory));
}

/// With these questions answered with yes, and all others with no.
pub(crate) fn answered(settings: &Settings, yes: &[&str]) -> Settings {
    settings.with_answers(Answers { yes: yes.iter().map(|id| (*id).to_owned()).collect(), has_asked: false })
}

/// What pressing the button of this name asks for.
pub(crate) fn press(window: &mut Harness<'static, Scene>, name: &str) -> Vec<Action> {
    window.state_mut().asked.clear();
    window.get_by_label(name).click_accesskit();
    window.run();
    std::mem::take(&mut window.state_mut().asked)
}

/// What a key asks for.
pub(crate) fn key(window: &mut Harness<'static, Scene>, key: eframe::egui::Key) -> Vec<Action> {
    window.state_mut().asked.clear();
    window.key_press(key);
    window.run();
    std::mem::take(&mut window.state_mut().asked)
}

/// Whether something of this name is there.
pub(crate) fn has(window: &Harness<'static, Scene>, text: &str) -> bool {
    window.query_all_by_label(text).next().is_some()
}

/// Everything that a screen reader could say.
pub(crate) fn said(window: &Harness<'static, Scene>) -> Vec<String> {
    let nodes = window.query_all(egui_kittest::kittest::By::new());
    let texts = nodes.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value()));
    texts.collect()
}

/// The stored pose log of a sample, whatever version of the program made it: any real movement will do.
fn log(name: &str) -> LogReader {
    LogReader::open(&log_path(name)).unwrap()
}

/// Where it is.
pub(crate) fn log_path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/poses");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let video = |path: &PathBuf| LogReader::open(path).unwrap().header().video.clone();
    let mut files = files.filter(|path| video(path) == format!("{name}.mp4"));
    files.next().unwrap_or_else(|| panic!("no log of {name}"))
}

/// The session of a sample up to an instant.
fn fold(name: &str, search: Search, until_secs: f64) -> (Judge, Option<LiveView>, Frame) {
    let mut log = log(name);
    let stream = log.header().stream;
    let (mut judge, mut view) = (Judge::new(search, stream), None);
    let mut at = Timestamp::ZERO;
    while let Some(sample) = log.next_sample().unwrap().filter(|sample| sample.at.secs() <= until_secs) {
        at = sample.at;
        judge.push(&sample);
        view = Some(judge.view());
    }
    (judge, view, room(stream.width, stream.height, at))
}

/// A view of a sample at an instant.
pub(crate) fn picture(name: &str, exercise: &'static Exercise, until_secs: f64) -> Picture {
    let (_, view, frame) = fold(name, exercise.into(), until_secs);
    Picture { frame: Arc::new(frame), view: view.unwrap(), taken: now() }
}

/// The first view of a sample of which something is true.
pub(crate) fn picture_where(name: &str, search: impl Into<Search>, is_it: impl Fn(&LiveView) -> bool) -> Picture {
    let mut log = log(name);
    let stream = log.header().stream;
    let mut judge = Judge::new(search, stream);
    while let Some(sample) = log.next_sample().unwrap() {
        judge.push(&sample);
        let view = judge.view();
        if is_it(&view) {
            let frame = Arc::new(room(stream.width, stream.height, sample.at));
            return Picture { frame, view, taken: now() };
        }
    }
    panic!("{name}: never");
}

/// A sample as a session with its pictures.
pub(crate) fn opened(name: &str, search: impl Into<Search>) -> Opened {
    let mut log = log(name);
    let (stream, mut samples) = (log.header().stream, Vec::new());
    while let Some(sample) = log.next_sample().unwrap() {
        samples.push(sample);
    }
    let judged = review::fold(search.into(), stream, &samples);
    let report = reported(judged.judgement.clone());
    let film = judged.with(report);
    let (name, folder) = ("2026-11-22T18-30-00".to_owned(), Some("2026-11-22-18-30".into()));
    let versions = vec![Version { rules: RULES_VERSION, day: None }];
    let (video, marks) = (Some("video.mp4".into()), Vec::new());
    Opened { name, folder, told: None, video, film, marks, versions, version: 0, trouble: None }
}

/// What is said of a whole sample.
pub(crate) fn report(name: &str, search: impl Into<Search>) -> Report {
    reported(fold(name, search.into(), f64::INFINITY).0.finish())
}

pub(crate) fn reported(judgement: Judgement) -> Report {
    let model = ModelReport { name: "blazepose_full".into(), sha256: "0".repeat(64) };
    Report::of("camera".into(), judgement, None, "onnxruntime".into(), model)
}

/// A grey room with a floor, and a bright stripe at the picture's left.
fn room(width: u32, height: u32, at: Timestamp) -> Frame {
    let shade = |x: u32, y: u32| match (10 * x / width, 100 * y / height) {
        (0, _) => 170,
        (_, y) if 78 <= y => 70,
        (_, y) => 120 + y as u8 / 2,
    };
    let rgb = (0..height).flat_map(|y| (0..width).flat_map(move |x| [shade(x, y); 3])).collect();
    Frame { at, width, height, rgb }
}
