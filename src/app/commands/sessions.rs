//! `formcheck sessions`: what is kept of past sessions.

mod list;
mod show;
mod trend;

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use super::message::{print, say};
use super::remembered::{Remembered, ended, failed, folder, level};
use crate::app::commands::args::{SessionsCommand, WhoseArgs};
use crate::app::outcome::Outcome;
use crate::io::bounded;
use crate::io::recording::history::SESSIONS;
use crate::io::recording::{self, ArchiveError, Forgotten, remove_session};

/// Does what was asked for.
pub fn run(command: &SessionsCommand) -> Outcome {
    ended(match command {
        SessionsCommand::List { format, whose } => list::run(*format, whose),
        SessionsCommand::Show { id, format, whose } => show::run(id, *format, whose),
        SessionsCommand::Trend { exercise, format, whose } => trend::run(*exercise, *format, whose),
        SessionsCommand::Delete { ids, whose } => delete(ids, whose),
        SessionsCommand::Export { ids, to, whose } => export(ids, to, whose),
        SessionsCommand::Import { file, data } => import(file, data.as_deref()),
        SessionsCommand::Forget { profile, yes, data } => forget(profile, *yes, data.as_deref()),
    })
}

/// All that are named, or, where one of them is not there, none.
fn delete(ids: &[String], whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let mut remembered = Remembered::open(whose)?;
    let mut found = remembered.find_all(ids)?;
    found.dedup_by(|a, b| a.id == b.id);
    let mut outcome = Outcome::Done;
    for listed in &found {
        let folder = remembered.folder(listed);
        match remove_session(&folder) {
            Ok(()) => outcome = outcome.min(print(&format!("removed {}\n", listed.id))),
            Err(error) => {
                say(&format!("the session {} cannot be removed ({error}); see {}", listed.id, folder.display()));
                outcome = outcome.min(Outcome::CannotWrite);
            }
        }
    }
    remembered.history.sync().map_err(failed)?;
    Ok(outcome)
}

fn export(ids: &[String], to: &Path, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let remembered = Remembered::open(whose)?;
    let found = remembered.find_all(ids)?;
    if found.is_empty() {
        say(&format!("{} has no sessions to export; name another profile with --profile", remembered.profile));
        return Err(Outcome::Input);
    }
    let folders: Vec<_> = found.iter().map(|listed| remembered.folder(listed)).collect();
    if let Err(error) = recording::export(&folders, to) {
        say(&format!("the sessions cannot be exported; {error}: {}", to.display()));
        return Err(Outcome::CannotWrite);
    }
    Ok(print(&format!("{} written to {}\n", counted(found.len(), "session"), to.display())))
}

fn import(file: &Path, data: Option<&Path>) -> Result<Outcome, Outcome> {
    let data = folder(data)?;
    if let Err(error) = bounded::open(file) {
        say(&format!("the archive cannot be opened ({error}); check its name: {}", file.display()));
        return Err(Outcome::Input);
    }
    let imported = recording::import(&data.join(SESSIONS), file).map_err(|error| {
        say(&format!("nothing was imported; {error}: {}", file.display()));
        let is_room = matches!(error, ArchiveError::Io(_) | ArchiveError::NoSpace { .. });
        if is_room { Outcome::CannotWrite } else { Outcome::Input }
    })?;
    level(&data)?;
    let lines = imported.added.iter().map(|id| format!("imported {id}\n"));
    let known = imported.known.iter().map(|id| format!("skipped {id}: it is there already\n"));
    Ok(print(&lines.chain(known).collect::<String>()))
}

fn forget(profile: &str, yes: bool, data: Option<&Path>) -> Result<Outcome, Outcome> {
    let data = folder(data)?;
    if !yes && !is_confirmed(profile) {
        say("nothing was removed, because it was not confirmed; answer yes, or add --yes");
        return Err(Outcome::Usage);
    }
    let forgotten = recording::forget(&data, profile).map_err(failed)?;
    for folder in &forgotten.unreadable {
        say(&format!("it cannot be told whose this session is; look into its folder: {}", folder.display()));
    }
    Ok(print(&told(profile, &forgotten)))
}

fn is_confirmed(profile: &str) -> bool {
    let question = format!("Remove all sessions, marks and settings of {profile:?} for good? Type yes: ");
    let asked = io::stderr().write_all(question.as_bytes()).and_then(|()| io::stderr().flush());
    let mut answer = String::new();
    asked.is_ok() && io::stdin().lock().read_line(&mut answer).is_ok() && answer.trim().eq_ignore_ascii_case("yes")
}

fn told(profile: &str, forgotten: &Forgotten) -> String {
    let Forgotten { n_sessions, n_bytes, was_in_settings, had_plan, set_aside, .. } = forgotten;
    let sessions = counted(*n_sessions, "session");
    let mut text =
        format!("removed of {profile:?}:\n  {sessions} with poses, videos, reports and marks ({n_bytes} bytes)\n");
    text.push_str("  all rows of the history, which was written anew without them\n");
    text.push_str(if *was_in_settings { "  the profile in the settings\n" } else { "" });
    text.push_str(if *had_plan { "  its plan\n" } else { "" });
    for path in set_aside {
        let line = format!("  a damaged file that may have held something of it: {}\n", path.display());
        text.push_str(&line);
    }
    text.push_str("files that were exported or copied elsewhere are not touched\n");
    text
}

fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}
