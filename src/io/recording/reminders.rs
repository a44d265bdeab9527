//! A reminder of today's plan at a time of day, where a person asked for one: a timer of the user's own systemd.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::plans::plan_of;
use super::whole;
use crate::io::bounded::{self, Limit};

/// Why a reminder cannot be set or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ReminderError {
    /// The unit files cannot be written or removed.
    #[error("the reminder cannot be written ({source}); free some space or check the folder's rights: {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system keeps no timers for the user.
    #[error(
        "this system keeps no timers for you (systemctl --user: {0}); let its own scheduler run `formcheck plan remind` instead"
    )]
    Systemd(String),
}

/// The reminder of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The folder of the user's units.
    units: PathBuf,
    /// Name of its units, without their ending.
    name: String,
    data: PathBuf,
    profile: String,
}

/// Returns the folder of the user's own units; `None` where the system names no home folder.
pub fn units_folder() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.config_dir().join("systemd").join("user"))
}

/// A time of day: hours and minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeOfDay(u8, u8);

impl TimeOfDay {
    /// Returns this time if there is one.
    pub fn new(hours: u8, minutes: u8) -> Option<Self> {
        (hours < 24 && minutes < 60).then_some(Self(hours, minutes))
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0, self.1)
    }
}

impl std::str::FromStr for TimeOfDay {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed =
            text.split_once(':').and_then(|(hours, minutes)| Self::new(hours.parse().ok()?, minutes.parse().ok()?));
        parsed.ok_or("give a time such as 18:30")
    }
}

impl Reminder {
    /// Returns that of a profile in a data folder, with its units in this folder.
    pub fn of(units: PathBuf, data: &Path, profile: &str) -> Self {
        let plan = plan_of(data, profile);
        let folder = plan.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let name = format!("formcheck-{}", folder.unwrap_or_default());
        Self { units, name, data: data.to_owned(), profile: profile.to_owned() }
    }

    /// Returns the time at which it reminds, if it does.
    pub fn time(&self) -> Option<TimeOfDay> {
        let timer = bounded::read_to_string(&self.unit("timer"), LIMIT).ok()?;
        let line = timer.lines().find_map(|line| line.strip_prefix(CALENDAR))?;
        line.strip_suffix(":00")?.parse().ok()
    }

    /// Reminds at this time of every day.
    pub fn set(&self, time: TimeOfDay) -> Result<(), ReminderError> {
        let program = std::env::current_exe();
        let program = program.map_err(|source| ReminderError::Io { path: PathBuf::from("formcheck"), source })?;
        let data = self.data.to_string_lossy();
        let words = [&program.to_string_lossy(), "plan", "remind", "--profile", &self.profile, "--data", &data];
        let service = format!(
            "[Unit]\nDescription=formcheck: reminder of today's plan\n\n[Service]\nType=oneshot\nExecStart={}\n",
            words.map(quoted).join(" ")
        );
        let timer = format!(
            "[Unit]\nDescription=formcheck: reminder of today's plan\n\n[Timer]\n{CALENDAR}{time}:00\n\n[Install]\n\
             WantedBy=timers.target\n"
        );
        self.write("service", &service)?;
        self.write("timer", &timer)?;
        let timer = format!("{}.timer", self.name);
        let set = systemctl(&["daemon-reload"]).and_then(|()| systemctl(&["enable", "--now", &timer]));
        // A timer that does not run must not look as if it did.
        set.inspect_err(|_| {
            let _stays = self.remove().is_err();
        })
    }

    /// Reminds no more.
    pub fn take_back(&self) -> Result<(), ReminderError> {
        // Whatever time it names: a changed one is taken back, too.
        if !self.unit("timer").exists() {
            return Ok(());
        }
        let stopped = systemctl(&["disable", "--now", &format!("{}.timer", self.name)]);
        self.remove()?;
        stopped.and_then(|()| systemctl(&["daemon-reload"]))
    }

    fn unit(&self, ending: &str) -> PathBuf {
        self.units.join(format!("{}.{ending}", self.name))
    }

    fn write(&self, ending: &str, text: &str) -> Result<(), ReminderError> {
        let path = self.unit(ending);
        whole::write(&path, text.as_bytes()).map_err(|source| ReminderError::Io { path, source })
    }

    fn remove(&self) -> Result<(), ReminderError> {
        for path in ["timer", "service"].map(|ending| self.unit(ending)) {
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(ReminderError::Io { path, source });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Ours have 200 bytes.
const LIMIT: Limit = Limit::kib(4);
const CALENDAR: &str = "OnCalendar=*-*-* ";

/// A word of a command as systemd reads it: no character of it means anything else (systemd.service, "Command lines").
fn quoted(word: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in word.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '%' | '$' => quoted.extend([letter, letter]),
            // A unit is read by line.
            control if control.is_control() => {}
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn systemctl(args: &[&str]) -> Result<(), ReminderError> {
    let output = Command::new("systemctl").arg("--user").args(args).stdin(Stdio::null()).output();
    let output = output.map_err(|error| ReminderError::Systemd(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("it failed without a word");
    Err(ReminderError::Systemd(first.chars().filter(|letter| !letter.is_control()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_and_nothing_else() {
        let read = |text: &str| text.parse::<TimeOfDay>().map(|time| time.to_string());
        assert_eq!((read("18:30"), read("7:05")), (Ok("18:30".to_owned()), Ok("07:05".to_owned())));
        assert!(["24:00", "12:60", "12", "noon", "-1:00", "1:2:3"].into_iter().all(|wrong| read(wrong).is_err()));
    }

    #[test]
    fn no_character_of_a_name_means_anything_to_systemd() {
        assert_eq!(quoted("Anna"), "\"Anna\"");
        assert_eq!(quoted("50 % $HOME \"x\" \\ \n[Unit]"), "\"50 %% $$HOME \\\"x\\\" \\\\ [Unit]\"");
    }

    #[test]
    fn each_profile_has_its_own_and_a_timer_that_the_system_refuses_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        // Units are not looked for here, so that no systemd would run them.
        let of = |profile: &str| Reminder::of(folder.path().join("units"), folder.path(), profile);
        let reminder = of("Me");
        assert_ne!(reminder, of("Anna"));
        assert!(reminder.set(TimeOfDay(18, 30)).is_err());
        assert_eq!((reminder.time(), fs::read_dir(folder.path().join("units")).unwrap().count()), (None, 0));
        reminder.write("timer", &format!("[Timer]\n{CALENDAR}08:00:00\n")).unwrap();
        assert_eq!(reminder.time(), TimeOfDay::new(8, 0));
        let _no_systemd = reminder.take_back();
        assert_eq!(reminder.time(), None);
        assert!(reminder.take_back().is_ok(), "none is there");
    }
}
