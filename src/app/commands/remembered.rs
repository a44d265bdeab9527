//! The data folder as a command meets it: left-open sessions are finished, and the index is level with the folders.

use std::path::{Path, PathBuf};

use super::message::say;
use crate::app::commands::args::WhoseArgs;
use crate::app::outcome::Outcome;
use crate::io::inference::data_folder;
use crate::io::recording::history::{Found, History, HistoryError, Listed, SESSIONS};
use crate::io::recording::{Settings, plan_of, recover};

/// Data that is kept of a person.
pub(super) struct Remembered {
    pub(super) history: History,
    pub(super) profile: String,
}

impl Remembered {
    /// Opens it; what is wrong is said.
    pub(super) fn open(whose: &WhoseArgs) -> Result<Self, Outcome> {
        let data = folder(whose.data.as_deref())?;
        let profile = profile_of(whose, &data)?;
        let remembered = Self { history: level(&data)?, profile };
        if whose.profile.is_some() {
            remembered.check_known(&data)?;
        }
        Ok(remembered)
    }

    /// A profile that was named is one of the settings, or has sessions or a plan; a mistyped one is told.
    fn check_known(&self, data: &Path) -> Result<(), Outcome> {
        let settings = Settings::peek(&data.join("settings.toml")).unwrap_or_default();
        let mut names: Vec<&str> = settings.profiles.iter().map(|profile| profile.name.as_str()).collect();
        let has_plan = plan_of(data, &self.profile).is_file();
        let has_sessions = !self.history.list(&self.profile, 1).map_err(failed)?.is_empty();
        if has_plan || has_sessions || names.contains(&&*self.profile) {
            return Ok(());
        }
        names.retain(|name| !name.is_empty());
        say(&format!("there is no profile {:?}; the settings have {}", self.profile, names.join(", ")));
        Err(Outcome::Input)
    }

    /// The session of this name; what is wrong is said.
    pub(super) fn find(&self, name: &str) -> Result<Listed, Outcome> {
        match self.history.find(&self.profile, name).map_err(failed)? {
            Found::One(listed) => Ok(*listed),
            Found::None => {
                say(&format!(
                    "{} has no session {name:?}; `formcheck sessions list` names them, and --profile says whose",
                    self.profile
                ));
                Err(Outcome::Input)
            }
            Found::Several(n) => {
                say(&format!("{n} sessions of {} begin with {name:?}; give more of the id", self.profile));
                Err(Outcome::Usage)
            }
        }
    }

    /// Those of these names, or all, the newest first, where none are named.
    pub(super) fn find_all(&self, names: &[String]) -> Result<Vec<Listed>, Outcome> {
        if names.is_empty() { self.all() } else { names.iter().map(|name| self.find(name)).collect() }
    }

    /// All, the newest first.
    pub(super) fn all(&self) -> Result<Vec<Listed>, Outcome> {
        self.history.list(&self.profile, usize::MAX).map_err(failed)
    }

    pub(super) fn folder(&self, listed: &Listed) -> PathBuf {
        self.history.folder(listed)
    }
}

/// Returns the file or folder at the path, or the folder of the session with this id; reports what is wrong.
pub(super) fn folder_or_file(input: &Path, whose: &WhoseArgs) -> Result<PathBuf, Outcome> {
    let id = input.to_str().filter(|id| !input.exists() && looks_like_an_id(id));
    let Some(id) = id else { return Ok(input.to_owned()) };
    let remembered = Remembered::open(whose)?;
    remembered.find(id).map(|listed| remembered.folder(&listed))
}

/// As in `formcheck sessions list`: no path has only such letters, unless it is a mistyped one without an ending.
fn looks_like_an_id(text: &str) -> bool {
    let is_of_one = |letter: char| letter.is_ascii_alphanumeric() || ['-', '_'].contains(&letter);
    !text.is_empty() && text.chars().all(is_of_one)
}

/// The data folder; what is wrong is said.
pub(super) fn folder(named: Option<&Path>) -> Result<PathBuf, Outcome> {
    if let Some(named) = named {
        for error in super::exercises::load(Some(named.to_owned())) {
            say(&error.to_string());
        }
    }
    let found = named.map(Path::to_owned).or_else(data_folder);
    found.ok_or_else(|| {
        say("this system names no home folder in which sessions are kept; set HOME or name one with --data");
        Outcome::Input
    })
}

/// The name of the profile that is named, or of the one in use; what is wrong is said.
pub(super) fn profile_of(whose: &WhoseArgs, data: &Path) -> Result<String, Outcome> {
    whose.profile.clone().map_or_else(|| profile_in_use(data), Ok)
}

fn profile_in_use(data: &Path) -> Result<String, Outcome> {
    match Settings::load(&data.join("settings.toml")) {
        Ok((settings, _)) => Ok(settings.profile_name().to_owned()),
        Err(error) => {
            say(&format!("the settings cannot be read ({error}); name the profile with --profile"));
            Err(Outcome::Input)
        }
    }
}

/// The history of a data folder, level with it.
pub(super) fn level(data: &Path) -> Result<History, Outcome> {
    for folder in recover(&data.join(SESSIONS)) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        say(&format!("a session had been cut short and was judged as far as it went; see its report: {name}"));
    }
    let mut history = History::open(data).map_err(failed)?;
    if let Some(aside) = history.set_aside() {
        say(&format!(
            "the history was damaged and is made anew from the sessions; the damaged file can be removed: {}",
            aside.display()
        ));
    }
    for (folder, cause) in history.sync().map_err(failed)?.unreadable {
        say(&format!("a session is left out ({cause}); repair or remove its folder: {}", folder.display()));
    }
    Ok(history)
}

/// Says why the history cannot be used.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(super) fn failed(error: HistoryError) -> Outcome {
    say(&error.to_string());
    match error {
        HistoryError::Io(_) => Outcome::CannotWrite,
        HistoryError::Newer { .. } | HistoryError::InUse | HistoryError::Sql(_) => Outcome::Input,
    }
}

/// What a step that may have failed ends with.
pub(super) fn ended(result: Result<Outcome, Outcome>) -> Outcome {
    result.unwrap_or_else(|outcome| outcome)
}
