//! A voice of the system, for text that nobody knew beforehand.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::language::Language;

/// A program that speaks, and what it speaks now. Dropping it ends that.
#[derive(Debug)]
pub struct SystemVoice {
    program: PathBuf,
    kind: Kind,
    language: Language,
    speaking: Option<Child>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Speech Dispatcher, the voice that the user chose.
    Dispatcher,
    Espeak,
}

const KNOWN: [(&str, Kind); 2] = [("spd-say", Kind::Dispatcher), ("espeak-ng", Kind::Espeak)];

/// Returns the first voice found on PATH, to speak one language; that there is none is fine.
pub fn system_voice(language: Language) -> Option<SystemVoice> {
    voice_in(env::split_paths(&env::var_os("PATH")?), language)
}

fn voice_in(folders: impl Iterator<Item = PathBuf>, language: Language) -> Option<SystemVoice> {
    let folders: Vec<PathBuf> = folders.filter(|folder| folder.is_absolute()).collect();
    let find = |(name, kind): (&str, Kind)| {
        let mut programs = folders.iter().map(|folder| folder.join(name));
        programs.find(|program| is_program(program)).map(|program| SystemVoice {
            program,
            kind,
            language,
            speaking: None,
        })
    };
    KNOWN.into_iter().find_map(find)
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

impl SystemVoice {
    /// Says `text`, of its language, in place of what it says now, at `volume` from 0 to 1, without waiting for the end.
    pub fn say(&mut self, text: &str, volume: f32) {
        self.stop();
        // No shell, and nothing in the text can be taken for an option.
        let spawned = self.command().args(arguments(self.kind, self.language, volume)).arg("--").arg(text).spawn();
        match spawned {
            Ok(child) => self.speaking = Some(child),
            Err(error) => tracing::debug!("the system's voice does not start: {error}"),
        }
    }

    /// Cuts off what it says.
    pub fn stop(&mut self) {
        let Some(mut child) = self.speaking.take() else {
            return;
        };
        // One that has ended by itself needs no cutting off.
        if matches!(child.try_wait(), Ok(None)) {
            if let Err(error) = child.kill() {
                tracing::debug!("the system's voice does not stop: {error}");
            }
            self.silence_dispatcher();
        }
        if let Err(error) = child.wait() {
            tracing::debug!("the system's voice was not seen to end: {error}");
        }
    }

    /// The server speaks on when its client is gone.
    fn silence_dispatcher(&self) {
        if self.kind == Kind::Dispatcher
            && let Err(error) = self.command().arg("--cancel").status()
        {
            tracing::debug!("the system's voice does not stop: {error}");
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for SystemVoice {
    fn drop(&mut self) {
        self.stop();
    }
}

fn arguments(kind: Kind, language: Language, volume: f32) -> Vec<String> {
    let volume = if volume.is_finite() { volume.clamp(0.0, 1.0) } else { 0.0 };
    match kind {
        // Waits, so that its end is the end of the speech; loudness from -100 to 100.
        Kind::Dispatcher => {
            let loudness = format!("{:.0}", 200.0 * volume - 100.0);
            ["--wait", "-l", language.code(), "--volume", &loudness].map(str::to_owned).to_vec()
        }
        // As the prompts are spoken; loudness from 0 to 200, 100 being its own.
        Kind::Espeak => {
            let loudness = format!("{:.0}", 100.0 * volume);
            ["-v", espeak_voice(language), "-s", "150", "-a", &loudness].map(str::to_owned).to_vec()
        }
    }
}

const fn espeak_voice(language: Language) -> &'static str {
    match language {
        Language::English => "en-us",
        Language::German => "de",
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
