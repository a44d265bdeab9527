//! The program with its window: what the person asks for is done here, and what comes of it is shown.

mod back;
mod flow;
mod hand_over;
mod launch;
mod pain;
mod play;
mod removal;
mod start;
mod swaps;
mod voice;
mod window;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

pub use back::Back;
pub(crate) use back::outcome as review_outcome;
use eframe::egui;
use flow::Flow;
pub use launch::Launch;
use play::Playing;
pub use swaps::{Speed, Swaps};
pub use window::WindowError;
use worker::{Job, Known, Worker};
pub use worker::{Places, WriteReport};

use crate::app::live::{Control, Ended, Live, LiveStage, LiveState, SessionOptions, SourceChoice, now};
use crate::app::review::{Ask, Review};
use crate::app::ui::{Action, Memory, Screen, View, explained, language, screen_ui};
use crate::core::exercises;
use crate::core::judge::Search;
use crate::core::report::Report;
use crate::core::time::Timestamp;
use crate::io::recording::{NotToday, Settings};
use crate::io::words::{Trouble, TroubleCode, Value};
use voice::Voice;

/// From what is said to the loudspeaker: up to 0.3 s in `tests/window/voice.rs`, and a busy machine.
const HEARD_LATER: Duration = Duration::from_millis(600);

/// Opens the window and stays until it is closed; tells how the last session ended, if it was not left
/// for home.
pub fn run(launch: Launch) -> Result<Option<Ended>, WindowError> {
    let (settings, aside) = match Settings::load(&launch.places.settings) {
        Ok(loaded) => loaded,
        Err(error) => {
            tracing::warn!(%error, "the settings cannot be read");
            (Settings::default(), None)
        }
    };
    let ended = Arc::new(std::sync::Mutex::new(None));
    let out = Arc::clone(&ended);
    window::show(Arc::clone(&launch.swaps), move |context| App::new(launch, settings, aside, context, out))?;
    Ok(ended.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take())
}

/// Draws the window as soon as may be, once: `request_repaint` draws it twice, which is half of what drawing takes.
fn repaint_once(context: &egui::Context) {
    context.request_repaint_after(Duration::from_micros(1));
}

/// The program behind the window.
struct App {
    launch: Launch,
    settings: Settings,
    worker: Option<Worker>,
    known: Known,
    flow: Flow,
    /// What is to begin when all is answered.
    waiting: Option<SessionOptions>,
    memory: Memory,
    locale: Option<String>,
    live: Option<Live>,
    review: Option<Review>,
    shown: Option<LiveState>,
    report: Option<Arc<Report>>,
    search: Search,
    trouble: Option<Trouble>,
    /// Where the session is kept that has just ended.
    folder: Option<PathBuf>,
    ended: Arc<std::sync::Mutex<Option<Ended>>>,
    voice: Voice,
    playing: Playing,
    /// Pain that was too strong for today, before the session that is shown.
    not_today_before: Option<NotToday>,
    /// When the window closes by itself.
    closes_at: Option<Instant>,
}

impl App {
    fn new(
        launch: Launch,
        settings: Settings,
        aside: Option<PathBuf>,
        context: &egui::Context,
        ended: Arc<std::sync::Mutex<Option<Ended>>>,
    ) -> Self {
        if let Some(old) = &launch.transcript {
            // Sets go on in it, one after the other; an earlier run's are not theirs. Emptied, not removed: it may be a device.
            if let Err(error) = std::fs::File::create(old) {
                tracing::warn!(%error, "the transcript cannot be written");
            }
        }
        let wake = context.clone();
        let (places, write) = (launch.places.clone(), launch.write_report);
        let worker = Worker::start(places, write, Arc::clone(&launch.cancelled), move || repaint_once(&wake));
        let damaged = aside.map(|aside| Trouble::new(TroubleCode::SettingsSetAside, [("path", Value::path(&aside))]));
        let mut app = Self {
            worker: worker.ok(),
            known: Known::default(),
            flow: Flow::default(),
            waiting: None,
            memory: Memory::default(),
            locale: std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).ok(),
            live: None,
            review: None,
            shown: None,
            report: None,
            search: Search::Auto,
            trouble: damaged,
            launch,
            settings,
            folder: None,
            ended,
            voice: Voice::default(),
            playing: Playing::default(),
            not_today_before: None,
            closes_at: None,
        };
        app.list();
        app.ask(Job::ListCameras);
        if let Some(mut options) = app.launch.options.take() {
            if let SourceChoice::Camera { remembered, .. } = &mut options.source {
                remembered.clone_from(&app.settings.camera);
            }
            if app.launch.is_hands_free {
                let pass = app.flow.hands_free(options.search);
                app.begin(options, &pass, context);
            } else {
                app.make_ready();
                app.flow.wish(options.search, &app.settings);
                app.waiting = Some(options);
            }
        }
        app.look_back_at_once(context);
        app
    }

    fn ask(&self, job: Job) {
        if !self.worker.as_ref().is_some_and(|worker| worker.ask(job)) {
            tracing::warn!("a job for the clerk was lost");
        }
    }

    fn list(&self) {
        self.ask(Job::List { profile: self.settings.profile_name().to_owned() });
    }

    /// Looks for what a set needs before it begins: room on the disk, and a loudspeaker.
    fn make_ready(&mut self) {
        if self.launch.is_kept {
            self.ask(Job::LookForRoom { has_video: self.settings.has_video });
        }
        if self.launch.is_led && self.settings.sound.is_wanted() {
            let code = language(&self.settings, self.locale.as_deref());
            self.voice.open(&self.settings.sound, code);
        }
    }

    fn check_sound(&mut self) {
        let code = language(&self.settings, self.locale.as_deref());
        self.voice.open(&self.settings.sound, code);
        self.voice.check();
    }

    /// Speaks how the exercise that is to begin is done.
    fn explain(&mut self) {
        let Some(Search::One(exercise)) = self.flow.wanted() else { return };
        let code = language(&self.settings, self.locale.as_deref());
        self.voice.open(&self.settings.sound, code);
        self.voice.tell(&explained(code, exercise));
    }

    fn act(&mut self, action: Action, context: &egui::Context) {
        match action {
            Action::Plan(ask) => self.act_on_plan(ask, context),
            Action::Start(search) => {
                self.playing.leave();
                self.make_ready();
                self.flow.wish(search, &self.settings);
            }
            Action::Again => {
                self.playing.again();
                self.make_ready();
                self.flow.again(self.search, &self.settings);
            }
            Action::Begin(pain) => self.start(pain, context),
            Action::Confirm(is_confirmed) => self.flow.confirm(is_confirmed),
            Action::NotToday(pain) => self.not_today(pain),
            Action::Tell(after) => self.tell(after),
            Action::Pause => self.send(Control::Pause),
            Action::Resume => self.send(Control::Resume),
            Action::Stop => self.send(Control::Stop),
            Action::Hurts => self.send(Control::Hurts),
            Action::Explain => self.explain(),
            Action::CheckSound => self.check_sound(),
            Action::Home => self.go_home(),
            Action::OpenSettings => {
                self.ask(Job::ListCameras);
                self.go(Screen::Settings);
            }
            Action::OpenAnswers => self.go(Screen::Check),
            Action::OpenLearn => self.go(Screen::Learn),
            Action::OpenSession(folder) => self.look_back(&folder, Timestamp::ZERO, Search::Auto, context),
            Action::OpenSummary(folder) => {
                self.folder = Some(folder.clone());
                self.ask(Job::Open(folder));
            }
            Action::OpenSessions => self.go(Screen::Sessions),
            Action::SaveReport(folder) => {
                let language = language(&self.settings, self.locale.as_deref());
                self.ask(Job::Report { folder, language });
            }
            Action::ShowFolder(folder) => self.ask(Job::ShowFolder(folder)),
            Action::Remove(folder) => self.remove_session(folder),
            Action::Forget => self.forget(),
            Action::Review(asked) => self.look(asked),
            Action::Change(settings) => self.change(settings),
            Action::FindCameras => self.ask(Job::ListCameras),
            Action::ChooseCamera(name) => {
                self.change(Settings { camera: Some(name), ..self.settings.clone() });
            }
            Action::Quit => context.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn send(&self, command: Control) {
        if let Some(live) = &self.live {
            live.send(command);
        }
    }

    fn go_home(&mut self) {
        if let Some(live) = self.live.take() {
            self.ask(Job::End(live));
            self.ask(Job::KeepAwake(false));
        }
        if let Some(device) = self.voice.close() {
            self.ask(Job::Drop(device));
        }
        self.review = None;
        self.go(Screen::Home);
        self.list();
    }

    fn go(&mut self, screen: Screen) {
        self.waiting = None;
        self.playing.leave();
        self.flow.go(screen);
    }

    fn change(&mut self, settings: Settings) {
        let is_other_profile = settings.profile_name() != self.settings.profile_name();
        self.voice.change(&settings.sound);
        self.settings = settings;
        self.flow.changed(&self.settings);
        self.ask(Job::Save(self.settings.clone()));
        if is_other_profile {
            self.list();
        }
    }

    /// The session is over, or is made to be.
    fn finish(&mut self) {
        let Some(live) = self.live.take() else { return };
        let ended = live.end();
        self.ask(Job::KeepAwake(false));
        self.trouble.clone_from(&ended.said);
        self.folder.clone_from(&ended.folder);
        self.flow.stopped(ended.stop.as_ref());
        if self.folder.is_none() {
            self.remember_unkept_stop();
        }
        self.end_set(ended.talk_secs);
        if self.launch.is_hands_free {
            // Not before the result is told.
            let talk = Duration::try_from_secs_f64(ended.talk_secs).unwrap_or_default();
            self.closes_at = Some(now() + if talk.is_zero() { talk } else { talk + HEARD_LATER });
        }
        *self.ended.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(ended);
    }

    /// Takes over what threads have found.
    fn hear(&mut self) {
        if let Some(known) = self.worker.as_ref().and_then(Worker::known) {
            let opened = known.opened_since(&self.known);
            if let Some(past) = opened.filter(|past| self.flow.open_session(past.told.clone())) {
                self.report = Some(Arc::clone(&past.report));
            }
            self.known = known;
        }
        let Some(shown) = self.live.as_ref().and_then(Live::shown) else { return };
        let is_over = matches!(shown.stage, LiveStage::Done(_) | LiveStage::Failed(_));
        if let LiveStage::Done(report) = &shown.stage {
            self.report = Some(Arc::clone(report));
            self.flow.done(!self.launch.is_hands_free);
        }
        self.remember_camera(&shown);
        self.shown = Some(shown);
        if is_over {
            // It has said its last word, so this waits for nothing.
            self.finish();
            self.list();
        }
    }

    fn close_in_time(&self, context: &egui::Context) {
        let Some(closes_at) = self.closes_at else { return };
        match closes_at.checked_duration_since(now()).filter(|left| !left.is_zero()) {
            Some(left) => context.request_repaint_after(left),
            None => context.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn remember_camera(&mut self, shown: &LiveState) {
        let camera = shown.numbers.camera.as_ref().filter(|_| shown.stage == LiveStage::Running);
        if camera.is_some() && camera != self.settings.camera.as_ref() && !self.launch.is_hands_free {
            self.change(Settings { camera: camera.cloned(), ..self.settings.clone() });
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        self.hear();
        self.close_in_time(context);
        self.tick_review(context);
        self.tick_plan(context);
        if self.launch.cancelled.load(Ordering::Relaxed) && self.live.is_none() {
            context.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let picture = self.shown.as_ref().and_then(|shown| shown.picture.as_ref());
        if let Some(picture) = picture.filter(|_| self.flow.screen() == Screen::Live) {
            self.launch.swaps.drawing(picture.taken, picture.view.pose.is_some(), now());
        }
        let exercises = exercises::all();
        let (stop_today, after_set) = (self.stop_today(), self.after_set());
        let silence = self.voice.trouble().map(|trouble| &**trouble).filter(|_| self.settings.sound.is_wanted());
        let view = View {
            screen: self.flow.screen(),
            settings: &self.settings,
            system_is_dark: ui.ctx().system_theme() != Some(egui::Theme::Light),
            locale: self.locale.as_deref(),
            cameras: &self.known.cameras,
            exercises: &exercises,
            sessions: &self.known.sessions,
            plan: self.known.plan.as_ref(),
            after_set,
            search: self.search,
            wanted: self.flow.wanted(),
            told: self.flow.told(),
            stop_today,
            is_confirmed: self.flow.is_confirmed(),
            shown: self.shown.as_ref(),
            report: self.report.as_deref(),
            folder: self.folder.as_deref(),
            reported: self.known.reported.as_ref().map(|(session, file)| (session.as_path(), file.as_path())),
            review: self.review.as_ref().map(Review::shown),
            kept_in: Some(&self.launch.places.sessions),
            no_room: self.known.no_room.as_ref(),
            silence,
            speaks_any_text: Voice::has_system_voice() && self.settings.sound.is_wanted(),
            trouble: self.trouble.as_ref().or(self.known.trouble.as_ref()),
            may_sleep: self.known.may_sleep,
            now: now(),
        };
        if let Some(action) = screen_ui(ui, &view, &mut self.memory) {
            let context = ui.ctx().clone();
            self.act(action, &context);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.finish();
    }
}
