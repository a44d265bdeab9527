//! The language of what people read: the one that is named, else that of the settings, else the system's.

use std::path::Path;

use crate::io::inference::data_folder;
use crate::io::recording::Settings;
use crate::io::words::Words;

/// Returns the words of the language with this code; `data` is the folder of the settings, if not the user's.
pub(super) fn words(code: Option<&str>, data: Option<&Path>) -> &'static Words {
    let of_settings = || {
        let folder = data.map(Path::to_owned).or_else(data_folder)?;
        Settings::peek(&folder.join("settings.toml"))?.language
    };
    let chosen = code.map(str::to_owned).or_else(of_settings);
    let locale = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).ok();
    Words::of(chosen.as_deref(), locale.as_deref())
}
