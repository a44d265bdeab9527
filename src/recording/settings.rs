//! What the program remembers of its users: who they are to each other, which camera, how the window looks.

use serde::{Deserialize, Serialize};

/// Everything that is remembered between two starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whose sessions these are; at least one.
    pub profiles: Vec<Profile>,
    /// Index of the profile in use.
    pub profile: usize,
    /// Name of the camera used last.
    pub camera: Option<String>,
    /// Light or dark.
    pub look: Look,
    /// Size of everything in the window; 1 is the system's.
    pub scale: f32,
    /// Whether the picture is shown as in a mirror. What is said of sides stays the athlete's own.
    pub mirrored: bool,
    /// Language of the window as a locale begins, `de`; `None`: the system's.
    pub language: Option<String>,
}

/// Somebody who uses the program, under a name of their choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// A pseudonym.
    pub name: String,
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

/// Sizes that the window can have.
pub const SCALES: std::ops::RangeInclusive<f32> = 0.75..=2.5;

impl Default for Settings {
    fn default() -> Self {
        Self {
            profiles: vec![Profile { name: "Me".into() }],
            profile: 0,
            camera: None,
            look: Look::System,
            scale: 1.0,
            mirrored: true,
            language: None,
        }
    }
}
