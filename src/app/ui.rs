//! The window: screens that are functions of state and say what the person asked for.
//!
//! No file, thread, camera or model: who owns the window acts on [`Action`]s and hands in the next [`View`].

mod alert;
mod banner;
mod bar;
mod before;
mod check;
mod field;
mod figure;
mod home;
mod icons;
mod learn;
mod live;
mod parts;
mod picture;
mod played;
mod rating;
mod result;
mod review;
mod sessions;
mod settings;
mod setup;
mod shapes;
mod theme;
mod told;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{CentralPanel, Frame, Key, Modifiers, Ui, UiBuilder};

pub use picture::PictureTexture;
pub use played::{AfterSet, PlanAsk};
pub use theme::Theme;
pub use told::{StopToday, Told, stop_before};
pub use words::{end_said, explained, next_said, open_said, rest_over_said, said, sign_said};

use crate::app::live::{LiveStage, LiveState};
use crate::app::review::{Ask, ReviewState as Reviewed};
use crate::core::exercise::{Exercise, Family};
use crate::core::judge::Search;
use crate::core::plan::ItemKey;
use crate::core::report::Report;
use crate::io::recording::{Aftermath, NoRoom, PlanDay, SCALES, Session, Settings};
use crate::io::words::Trouble;
use words::Words;

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// What to practise, who, with which camera; past sessions.
    #[default]
    Home,
    /// How the window looks, who uses it.
    Settings,
    /// What the exercises are for, how often, and what is known of them.
    Learn,
    /// The questions before the first session, and what follows from the answers.
    Check,
    /// The pain before a session.
    Before,
    /// A session while it happens.
    Live,
    /// What is said of one.
    Result,
    /// One looked back at.
    Review,
    /// All past ones.
    Sessions,
}

/// All that screens are drawn from.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each says something by itself")]
pub struct View<'a> {
    /// What is on the screen.
    pub screen: Screen,
    /// What is remembered.
    pub settings: &'a Settings,
    /// True if the system's look is dark; asked where the settings follow it.
    pub system_is_dark: bool,
    /// The system's language as in `LANG`: `de_DE.UTF-8`.
    pub locale: Option<&'a str>,
    /// Names of the cameras that are there.
    pub cameras: &'a [String],
    /// The exercises that are known.
    pub exercises: &'a [&'static Exercise],
    /// Past sessions of the profile in use, the newest first.
    pub sessions: &'a [Session],
    /// The plan of the profile in use on this day, if it has one.
    pub plan: Option<&'a PlanDay>,
    /// The set of the plan that has just ended, on [`Screen::Result`].
    pub after_set: Option<AfterSet>,
    /// What the session looks for.
    pub search: Search,
    /// What is to begin after [`Screen::Check`] and [`Screen::Before`], if anything is.
    pub wanted: Option<Search>,
    /// Answers around the session that [`Screen::Result`] shows; `None`: no person is asked.
    pub told: Option<&'a Told>,
    /// Why nothing more was to be done today, if so.
    pub stop_today: Option<StopToday>,
    /// True where the person asks for another set all the same.
    pub is_confirmed: bool,
    /// The session; [`Screen::Live`] without one is one that starts.
    pub shown: Option<&'a LiveState>,
    /// What [`Screen::Result`] shows.
    pub report: Option<&'a Report>,
    /// The folder of that session, if it is kept.
    pub folder: Option<&'a Path>,
    /// A session whose report was written for people, and the file to print.
    pub reported: Option<(&'a Path, &'a Path)>,
    /// What [`Screen::Review`] shows; without one it is about to be opened.
    pub review: Option<&'a Reviewed>,
    /// The folder of all sessions.
    pub kept_in: Option<&'a Path>,
    /// Why a session may not be kept, if so.
    pub no_room: Option<&'a NoRoom>,
    /// Why nothing is heard, if so, in one sentence.
    pub silence: Option<&'a str>,
    /// True if any text can be heard: the sound is on, and the system has a voice.
    pub speaks_any_text: bool,
    /// A further error, in one sentence.
    pub trouble: Option<&'a Trouble>,
    /// True if the screen may switch itself off during a session.
    pub may_sleep: bool,
    /// Now, on the clock of [`crate::app::live::Picture::taken`].
    pub now: Instant,
}

/// What the person asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Begin a session, after what is to be asked before.
    Start(Search),
    /// Play the plan.
    Plan(PlanAsk),
    /// Begin it now, with this pain, 0–10, or without saying.
    Begin(Option<u8>),
    /// After a stop earlier today: another set is wanted all the same, or is not.
    Confirm(bool),
    /// The pain is too strong for today, or that was a mistake.
    NotToday(Option<u8>),
    /// Keep what was reported after the session.
    Tell(Aftermath),
    /// Judge nothing until [`Action::Resume`].
    Pause,
    /// Go on.
    Resume,
    /// The set is over: judge it.
    Stop,
    /// It hurts: the set is over.
    Hurts,
    /// Say how what is wanted is done.
    Explain,
    /// Say how loud it is.
    CheckSound,
    /// The same exercise once more.
    Again,
    /// To [`Screen::Home`]; a session that goes on is dropped.
    Home,
    /// To [`Screen::Settings`].
    OpenSettings,
    /// To [`Screen::Check`], to look at the answers.
    OpenAnswers,
    /// To [`Screen::Learn`].
    OpenLearn,
    /// To the [`Screen::Review`] of the session in this folder.
    OpenSession(PathBuf),
    /// To its [`Screen::Result`].
    OpenSummary(PathBuf),
    /// To [`Screen::Sessions`].
    OpenSessions,
    /// Write the report of the session in this folder for people.
    SaveReport(PathBuf),
    /// Show this folder in the system's own program.
    ShowFolder(PathBuf),
    /// Remove the session in this folder for good.
    Remove(PathBuf),
    /// Remove everything about the profile in use for good.
    Forget,
    /// Look elsewhere, or say something, on [`Screen::Review`].
    Review(Ask),
    /// Remember these settings from now on.
    Change(Settings),
    /// Use this camera, and remember it.
    ChooseCamera(String),
    /// Look which cameras are there.
    FindCameras,
    /// Close the window.
    Quit,
}

/// What the window itself remembers from one picture to the next: textures, what is unfolded or half typed.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is of a control by itself")]
pub struct Memory {
    picture: PictureTexture,
    warnings: live::warned::Warned,
    look: Option<Theme>,
    screen: Option<Screen>,
    /// The item whose step to another level is to be confirmed.
    step: Option<ItemKey>,
    /// The worst where none was chosen.
    selected_rep: Option<usize>,
    typed_name: Option<String>,
    /// Search text for exercises.
    sought_exercise: String,
    /// Family of exercises that was chosen.
    family: Option<Family>,
    review: review::ReviewMemory,
    /// True where the next review is to begin with the course over weeks.
    wants_weeks: bool,
    is_removing: bool,
    /// Search text for past sessions.
    sought: String,
    /// Answers by a question's id, until all are given.
    answers: BTreeMap<&'static str, bool>,
    is_answering: bool,
    /// What was chosen of the pain, if anything.
    pain: Option<Rated>,
    /// Since when the figure of an exercise moves.
    figure_since: Option<Instant>,
    /// The exercise whose figure the pointer is over, and the one whose card the keyboard is at.
    figure_over: figure::Moving,
    figure_focused: figure::Moving,
    /// The sentences of banners that were closed.
    closed: Vec<String>,
    /// Time at which this screen came.
    since: Option<Instant>,
    /// True where today was stopped before this screen came.
    was_stopped: bool,
    /// Number of screens that came so far.
    n_screens: u64,
}

/// A rating of pain; `None`: rather not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rated(Option<u8>);

impl Memory {
    /// Another screen begins anew.
    fn forget(&mut self) {
        let (picture, closed) = (std::mem::take(&mut self.picture), std::mem::take(&mut self.closed));
        let (look, screen, n_screens) = (self.look, self.screen, self.n_screens + 1);
        let review = review::ReviewMemory::beginning_with(self.wants_weeks && screen == Some(Screen::Review));
        *self = Self { picture, look, screen, review, closed, n_screens, ..Self::default() };
    }

    /// Returns true if a press may have been meant for the screen before this one.
    fn is_new(&self, now: Instant) -> bool {
        self.since.is_some_and(|since| now.saturating_duration_since(since) < MEANT_BEFORE)
    }
}

/// A press so soon after a screen came was on its way before: reaching for a key takes about a second from the mat
/// (tried, no study).
const MEANT_BEFORE: Duration = Duration::from_millis(1500);

/// A view with what it takes to show it.
#[derive(Debug, Clone, Copy)]
struct Context<'a> {
    view: &'a View<'a>,
    words: &'static Words,
    theme: Theme,
}

/// Returns the code of the language of the window: `en`, `de`.
pub fn language(settings: &Settings, locale: Option<&str>) -> &'static str {
    &Words::of(settings.language.as_deref(), locale).code
}

/// Shows the screen over the whole of `ui`; returns what was asked for.
pub fn screen_ui(ui: &mut Ui, view: &View<'_>, memory: &mut Memory) -> Option<Action> {
    let theme = Theme::of(view.settings.look, view.system_is_dark);
    let words = Words::of(view.settings.language.as_deref(), view.locale);
    if memory.look.replace(theme) != Some(theme) {
        theme::apply(ui.ctx(), &theme);
    }
    ui.set_style(ui.ctx().global_style());
    ui.ctx().set_zoom_factor(view.settings.scale.clamp(*SCALES.start(), *SCALES.end()));
    if memory.screen.replace(view.screen) != Some(view.screen) {
        memory.forget();
        (memory.since, memory.was_stopped) = (Some(view.now), view.stop_today.is_some());
    }
    let context = Context { view, words, theme };
    let scaled = scale_keys(ui, view.settings);
    let shown = CentralPanel::no_frame().frame(Frame::new().fill(theme.ground)).show(ui, |ui| {
        banner::banners_ui(ui, context, &mut memory.closed);
        // What is left of the window is a place of its own.
        let room = ui.available_rect_before_wrap();
        // A screen that comes anew begins at its top; only the start screen stays where it was left.
        let visit = (view.screen != Screen::Home).then_some(memory.n_screens);
        let place = UiBuilder::new().max_rect(room).id_salt(("screen", visit));
        ui.scope_builder(place, |ui| shown_ui(ui, context, memory)).inner
    });
    scaled.or(shown.inner)
}

fn shown_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    match context.view.screen {
        Screen::Home => home::home_ui(ui, context, memory),
        Screen::Settings => settings::settings_ui(ui, context, memory),
        Screen::Learn => learn::learn_ui(ui, context),
        Screen::Check => check::check_ui(ui, context, memory),
        Screen::Before => before::before_ui(ui, context, memory),
        Screen::Live => live_ui(ui, context, memory),
        Screen::Result => result::result_ui(ui, context, context.view.report, memory),
        Screen::Review => review::review_ui(ui, context, memory),
        Screen::Sessions => sessions::sessions_ui(ui, context, memory),
    }
}

fn live_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    match context.view.shown.map(|shown| &shown.stage) {
        Some(LiveStage::Done(report)) => result::result_ui(ui, context, Some(report), memory),
        _ => live::live_ui(ui, context, memory),
    }
}

/// Steps in which the window grows.
const SCALE_STEP: f32 = 0.25;

/// The size after `n` steps from this one.
fn stepped(scale: f32, n: f32) -> f32 {
    let step = (scale / SCALE_STEP).round() + n;
    (step * SCALE_STEP).clamp(*SCALES.start(), *SCALES.end())
}

/// Ctrl with +, − and 0, on every screen.
fn scale_keys(ui: &Ui, settings: &Settings) -> Option<Action> {
    let pressed =
        |keys: &[Key]| keys.iter().any(|key| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, *key)));
    let scale = if pressed(&[Key::Plus, Key::Equals]) {
        stepped(settings.scale, 1.0)
    } else if pressed(&[Key::Minus]) {
        stepped(settings.scale, -1.0)
    } else if pressed(&[Key::Num0]) {
        1.0
    } else {
        return None;
    };
    (scale != settings.scale).then(|| Action::Change(Settings { scale, ..settings.clone() }))
}

/// Returns true if Enter was pressed while the keyboard was at nothing.
fn entered(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused().is_none()) && pressed(ui, Key::Enter)
}

/// Whether a key was pressed, which then does nothing else.
fn pressed(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
