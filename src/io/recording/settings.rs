//! What the program remembers of its users: who they are to each other, which camera, how the window looks.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::whole;
use crate::io::bounded::{self, Limit};

/// The largest file of settings: a thousand profiles with their answers.
const LIMIT: Limit = Limit::kib(256);

/// Everything that is remembered between two starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Profiles of the people whose sessions these are; at least one.
    pub profiles: Vec<Profile>,
    /// Index of the profile in use.
    pub profile: usize,
    /// Name of the camera used last.
    pub camera: Option<String>,
    /// Light or dark.
    pub look: Look,
    /// Size of everything in the window; 1 is the system's.
    pub scale: f32,
    /// True if the picture is shown as in a mirror. What is said of sides stays the athlete's own.
    pub mirrored: bool,
    /// Language of the window as a locale begins, `de`; `None`: the system's.
    pub language: Option<String>,
    /// True if technical numbers are shown: speed, delay, limits, versions.
    pub has_details: bool,
    /// True if a session keeps its pictures.
    pub has_video: bool,
    /// What is heard.
    pub sound: SoundSettings,
}

/// A person who uses the program, under a name of their choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// A pseudonym.
    pub name: String,
    /// What was answered before the first session; `None`: not asked yet.
    pub answers: Option<Answers>,
    /// The last day on which the pain was too strong for a set, if there was one.
    pub not_today: Option<NotToday>,
}

/// The pain before a set was too strong, so that nothing was begun; or a set was stopped and could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NotToday {
    /// The day, in local time: `2026-11-22`.
    pub day: String,
    /// 0–10.
    pub pain: u8,
    /// Why a set that could not be kept was stopped, as [`crate::core::safety::StopReason::id`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<String>,
}

/// Answers to the questions before the first session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answers {
    /// Ids of the questions of [`crate::core::safety::QUESTIONS`] that were answered with yes.
    pub yes: Vec<String>,
    /// True if a doctor or therapist was asked about them, as the person says.
    pub has_asked: bool,
}

/// What is heard during a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct SoundSettings {
    /// 0–1.
    pub volume: f32,
    /// Nothing is heard.
    pub is_muted: bool,
    /// Repetitions are counted, and holds counted down.
    pub counts: bool,
    /// «Up, hold, down».
    pub paces: bool,
    /// A tone follows the movement.
    pub tone: bool,
    /// A beat for an exercise that is a rhythm or goes on evenly in steps.
    pub beat: BeatChoice,
}

/// Kind of beat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BeatChoice {
    /// None.
    #[default]
    Off,
    /// As often as the person's own repetitions come.
    Own,
    /// Once in four seconds: two each way, as the coach asks for (criteria, `too_fast`).
    Slow,
}

impl SoundSettings {
    /// Returns true if anything is to be heard.
    pub fn is_wanted(&self) -> bool {
        !self.is_muted && 0.0 < self.volume
    }
}

impl Default for SoundSettings {
    fn default() -> Self {
        Self { volume: 0.7, is_muted: false, counts: true, paces: false, tone: true, beat: BeatChoice::Off }
    }
}

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Look {
    #[default]
    System,
    Dark,
    Light,
}

/// Name of the profile that the program begins with.
pub const FIRST_PROFILE: &str = "Me";

/// Sizes that the window can have.
pub const SCALES: std::ops::RangeInclusive<f32> = 0.75..=2.5;

impl Default for Settings {
    fn default() -> Self {
        Self {
            profiles: vec![Profile { name: FIRST_PROFILE.into(), ..Profile::default() }],
            profile: 0,
            camera: None,
            look: Look::System,
            scale: 1.0,
            mirrored: true,
            language: None,
            has_details: false,
            has_video: false,
            sound: SoundSettings::default(),
        }
    }
}

/// Settings that were read, and the file that was damaged and set aside, if one was.
type Loaded = (Settings, Option<PathBuf>);

impl Settings {
    /// Reads the file; defaults where there is none. A damaged one is set aside under another name, and nothing is lost.
    pub fn load(path: &Path) -> io::Result<Loaded> {
        let text = match bounded::read_to_string(path, LIMIT) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Self::default(), None)),
            Err(error) if [io::ErrorKind::InvalidData, io::ErrorKind::FileTooLarge].contains(&error.kind()) => {
                String::from("=")
            }
            Err(error) => return Err(error),
        };
        match toml::from_str::<Self>(&text) {
            Ok(settings) => Ok((settings.sound(), None)),
            Err(_damaged) => {
                let aside = path.with_extension("damaged.toml");
                std::fs::rename(path, &aside)?;
                Ok((Self::default(), Some(aside)))
            }
        }
    }

    /// Returns what the file holds and leaves it alone, also if it is damaged; `None` where it cannot be read.
    pub fn peek(path: &Path) -> Option<Self> {
        toml::from_str(&bounded::read_to_string(path, LIMIT).ok()?).ok()
    }

    /// Writes the file, whole or not at all.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let text = toml::to_string_pretty(self).map_err(io::Error::other)?;
        whole::write(path, text.as_bytes())
    }

    /// Returns the name of the profile in use.
    pub fn profile_name(&self) -> &str {
        self.profiles.get(self.profile).map_or("", |profile| &profile.name)
    }

    /// With what a person may have written by hand brought into its limits.
    fn sound(mut self) -> Self {
        if self.profiles.is_empty() {
            self.profiles = Self::default().profiles;
        }
        self.profile = self.profile.min(self.profiles.len() - 1);
        let scale = if self.scale.is_finite() { self.scale } else { 1.0 };
        let volume = self.sound.volume;
        self.sound.volume = if volume.is_finite() { volume.clamp(0.0, 1.0) } else { SoundSettings::default().volume };
        Self { scale: scale.clamp(*SCALES.start(), *SCALES.end()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/settings.toml");
        let mut settings = Settings { camera: Some("C920".into()), scale: 1.5, ..Settings::default() };
        settings.profiles.push(Profile {
            name: "Other".into(),
            answers: Some(Answers::default()),
            ..Profile::default()
        });
        settings.profile = 1;
        assert_eq!(Settings::load(&path).unwrap(), (Settings::default(), None), "nothing is there yet");
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path).unwrap(), (settings, None));
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_what_is_out_of_limits_brought_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        for damaged in [&b"scale = ["[..], b"\xff\xfe"] {
            std::fs::write(&path, damaged).unwrap();
            let (settings, aside) = Settings::load(&path).unwrap();
            assert_eq!((settings, std::fs::read(aside.unwrap()).unwrap()), (Settings::default(), damaged.to_vec()));
            assert!(!path.exists());
        }
        std::fs::write(&path, "profiles = []\nprofile = 9\nscale = 100.0\nlook = \"dark\"\n[sound]\nvolume = -3.0")
            .unwrap();
        let (settings, _) = Settings::load(&path).unwrap();
        assert_eq!((settings.profile, settings.scale, settings.profile_name()), (0, 2.5, "Me"));
        assert_eq!((settings.look, settings.sound.volume), (Look::Dark, 0.0));
    }
}
