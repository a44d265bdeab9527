//! The program with its window: what the person asks for is done here, and what comes of it is shown.

mod back;
mod clerk;
mod swaps;
mod window;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub use back::Back;
pub(crate) use back::outcome as review_outcome;
pub use clerk::Places;
use clerk::{Clerk, Desk, Job};
use eframe::egui;
pub use swaps::{Speed, Swaps};
pub use window::WindowError;

use crate::inference::Model;
use crate::live::{Command, Ended, Live, Plan, Shown, SourceChoice, Stage, Until, now};
use crate::recording::{Keep, Settings};
use crate::report::Report;
use crate::review::{Ask, Review};
use crate::session::Search;
use crate::time::Timestamp;
use crate::ui::{Action, Memory, Screen, View, screen_ui};

/// How the window begins.
#[derive(Debug)]
pub struct Launch {
    /// The sitting to go straight to, if any.
    pub plan: Option<Plan>,
    /// What to look back at, if anything.
    pub review: Option<Back>,
    /// Nobody is there to press anything: the window closes after the sitting.
    pub is_hands_free: bool,
    /// Where things are kept.
    pub places: Places,
    /// Set by Ctrl-C.
    pub cancelled: Arc<AtomicBool>,
    /// Measures how late pictures are.
    pub swaps: Arc<Swaps>,
}

/// Opens the window and stays until it is closed; tells how the last sitting ended, if it was not left
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
    clerk: Option<Clerk>,
    desk: Desk,
    screen: Screen,
    memory: Memory,
    locale: Option<String>,
    live: Option<Live>,
    review: Option<Review>,
    shown: Option<Shown>,
    report: Option<Arc<Report>>,
    search: Search,
    trouble: Option<String>,
    ended: Arc<std::sync::Mutex<Option<Ended>>>,
}

impl App {
    fn new(
        launch: Launch,
        settings: Settings,
        aside: Option<PathBuf>,
        context: &egui::Context,
        ended: Arc<std::sync::Mutex<Option<Ended>>>,
    ) -> Self {
        let wake = context.clone();
        let clerk = Clerk::start(launch.places.clone(), Arc::clone(&launch.cancelled), move || repaint_once(&wake));
        let damaged = aside.map(|aside| format!("the settings were damaged and set aside: {}", aside.display()));
        let mut app = Self {
            clerk: clerk.ok(),
            desk: Desk::default(),
            screen: Screen::Home,
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
            ended,
        };
        app.list();
        app.ask(Job::ListCameras);
        if let Some(mut plan) = app.launch.plan.take() {
            if let SourceChoice::Camera { remembered, .. } = &mut plan.source {
                remembered.clone_from(&app.settings.camera);
            }
            if !app.launch.is_hands_free {
                plan.keep = Some(app.keep());
            }
            app.begin(plan, context);
        }
        app.look_back_at_once(context);
        app
    }

    fn ask(&self, job: Job) {
        if !self.clerk.as_ref().is_some_and(|clerk| clerk.ask(job)) {
            tracing::warn!("a job for the clerk was lost");
        }
    }

    fn list(&self) {
        self.ask(Job::List { profile: self.settings.profile_name().to_owned() });
    }

    fn keep(&self) -> Keep {
        let base = self.launch.places.sittings.clone();
        Keep { base, profile: self.settings.profile_name().to_owned(), pain_before: None }
    }

    fn begin(&mut self, plan: Plan, context: &egui::Context) {
        self.search = plan.search;
        self.screen = Screen::Live;
        self.shown = Some(Shown::of(Stage::Starting));
        self.ask(Job::KeepAwake(true));
        let wake = context.clone();
        match Live::start(plan, move || repaint_once(&wake)) {
            Ok(live) => self.live = Some(live),
            Err(error) => {
                let sentence = format!("the system starts no more threads ({error}); close some programs");
                self.shown = Some(Shown::of(Stage::Failed(sentence)));
            }
        }
    }

    fn start(&mut self, search: Search, context: &egui::Context) {
        let plan = Plan {
            search,
            source: SourceChoice::Camera { choice: None, remembered: self.settings.camera.clone() },
            until: Until::Asked,
            model: Model::Full,
            report: None,
            keep: Some(self.keep()),
            cancelled: Arc::clone(&self.launch.cancelled),
        };
        self.begin(plan, context);
    }

    fn act(&mut self, action: Action, context: &egui::Context) {
        match action {
            Action::Start(search) => self.start(search, context),
            Action::Again => self.start(self.search, context),
            Action::Pause => self.send(Command::Pause),
            Action::Resume => self.send(Command::Resume),
            Action::Stop => self.send(Command::Stop),
            Action::Home => self.go_home(),
            Action::OpenSettings => {
                self.ask(Job::ListCameras);
                self.screen = Screen::Settings;
            }
            Action::OpenSitting(folder) => self.look_back(&folder, Timestamp::ZERO, context),
            Action::OpenSummary(folder) => self.ask(Job::Open(folder)),
            Action::Review(asked) => self.look(asked),
            Action::Change(settings) => self.change(settings),
            Action::FindCameras => self.ask(Job::ListCameras),
            Action::ChooseCamera(name) => {
                self.change(Settings { camera: Some(name), ..self.settings.clone() });
            }
            Action::Quit => context.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn send(&self, command: Command) {
        if let Some(live) = &self.live {
            live.send(command);
        }
    }

    fn go_home(&mut self) {
        if let Some(live) = self.live.take() {
            self.ask(Job::End(live));
            self.ask(Job::KeepAwake(false));
        }
        self.review = None;
        self.screen = Screen::Home;
        self.list();
    }

    fn change(&mut self, settings: Settings) {
        let is_other_profile = settings.profile_name() != self.settings.profile_name();
        self.settings = settings;
        self.ask(Job::Save(self.settings.clone()));
        if is_other_profile {
            self.list();
        }
    }

    /// The sitting is over, or is made to be.
    fn finish(&mut self) {
        let Some(live) = self.live.take() else { return };
        let ended = live.end();
        self.ask(Job::KeepAwake(false));
        self.trouble.clone_from(&ended.said);
        *self.ended.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(ended);
    }

    /// Takes over what threads have found.
    fn hear(&mut self, context: &egui::Context) {
        if let Some(desk) = self.clerk.as_ref().and_then(Clerk::desk) {
            if let Some(report) = desk.opened_since(&self.desk) {
                self.report = Some(Arc::clone(report));
                self.screen = Screen::Result;
            }
            self.desk = desk;
        }
        let Some(shown) = self.live.as_ref().and_then(Live::shown) else { return };
        let is_over = matches!(shown.stage, Stage::Done(_) | Stage::Failed(_));
        if let Stage::Done(report) = &shown.stage {
            self.report = Some(Arc::clone(report));
            self.screen = Screen::Result;
        }
        self.remember_camera(&shown);
        self.shown = Some(shown);
        if is_over {
            // It has said its last word, so this waits for nothing.
            self.finish();
            self.list();
            if self.launch.is_hands_free {
                context.send_viewport_cmd(egui::ViewportCommand::Close);
            }
        }
    }

    fn remember_camera(&mut self, shown: &Shown) {
        let camera = shown.numbers.camera.as_ref().filter(|_| shown.stage == Stage::Running);
        if camera.is_some() && camera != self.settings.camera.as_ref() && !self.launch.is_hands_free {
            self.change(Settings { camera: camera.cloned(), ..self.settings.clone() });
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        self.hear(context);
        self.tick_review(context);
        if self.launch.cancelled.load(Ordering::Relaxed) && self.live.is_none() {
            context.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let picture = self.shown.as_ref().and_then(|shown| shown.picture.as_ref());
        if let Some(picture) = picture.filter(|_| self.screen == Screen::Live) {
            self.launch.swaps.drawing(picture.taken, picture.view.pose.is_some(), now());
        }
        let view = View {
            screen: self.screen,
            settings: &self.settings,
            system_is_dark: ui.ctx().system_theme() != Some(egui::Theme::Light),
            locale: self.locale.as_deref(),
            cameras: &self.desk.cameras,
            sittings: &self.desk.sittings,
            search: self.search,
            shown: self.shown.as_ref(),
            report: self.report.as_deref(),
            review: self.review.as_ref().map(Review::shown),
            trouble: self.trouble.as_deref().or(self.desk.trouble.as_deref()),
            may_sleep: self.desk.may_sleep,
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
