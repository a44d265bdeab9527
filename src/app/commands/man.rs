//! `formcheck man`: the manual, one page for the program and one for each command.

use std::io;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::message::{print, say};
use crate::app::commands::args::ManArgs;
use crate::app::outcome::{CAUTION, Outcome};
use crate::io::plain;

/// Prints a page, or writes them all.
pub fn run(args: &ManArgs, program: &Command) -> Outcome {
    if let Some(folder) = &args.to {
        return write_all(program, folder);
    }
    let step = |command: &Command, name: &String| command.find_subcommand(name).cloned();
    let asked_for = args.command.iter().try_fold(program.clone(), |command, name| step(&command, name));
    match asked_for.map(|command| page(program, &command)) {
        Some(Ok(page)) => print(&page),
        Some(Err(error)) => cannot_write(&error, Path::new("the manual")),
        None => {
            say(&format!("there is no command {}; see `formcheck --help`", args.command.join(" ")));
            Outcome::Usage
        }
    }
}

fn write_all(program: &Command, folder: &Path) -> Outcome {
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        family(program).into_iter().try_for_each(|command| {
            std::fs::write(folder.join(format!("{}.{SECTION}", page_name(command))), page(program, command)?)
        })
    });
    written.map_or_else(|error| cannot_write(&error, folder), |()| Outcome::Done)
}

fn cannot_write(error: &io::Error, place: &Path) -> Outcome {
    say(&format!("cannot write ({error}); {}: {}", plain::advice(error), place.display()));
    Outcome::CannotWrite
}

const CITATION: &str = include_str!("../../../CITATION.cff");
/// Programs that a user may run.
const SECTION: &str = "1";

const ENVIRONMENT: [(&str, &str); 4] = [
    ("FORMCHECK_MODELS", "The folder of the pose models, in place of those that came with the program."),
    ("ORT_DYLIB_PATH", "The library of the native ONNX Runtime that is tried first."),
    ("FORMCHECK_BACKEND", "With the value tract the models run in pure Rust, and no native library is looked for."),
    ("FORMCHECK_LOG", "What is logged on standard error, e.g. warn or formcheck=debug; nothing if it is not set."),
];

const FILES: [(&str, &str); 3] = [
    ("~/.local/share/formcheck/settings.toml", "Settings and profiles."),
    (
        "~/.local/share/formcheck/sittings/",
        "Past sessions, a folder each: the report, the pose log, a video if it was kept.",
    ),
    ("~/.local/share/formcheck/history.sqlite", "An index of them, made anew when it is damaged or gone."),
];

fn page(program: &Command, command: &Command) -> io::Result<String> {
    let manual = Man::new(command.clone()).section(SECTION);
    let mut page = Vec::new();
    head(command).to_writer(&mut page)?;
    manual.render_description_section(&mut page)?;
    manual.render_options_section(&mut page)?;
    if command.has_subcommands() {
        manual.render_subcommands_section(&mut page)?;
    }
    what_clap_does_not_know(program, command).to_writer(&mut page)?;
    let (name, version) = (page_name(command), program.get_version().unwrap_or_default());
    let title = format!(".TH {name} {SECTION} \"{}\" \"formcheck {version}\" \"formcheck manual\"", released());
    Ok(format!("{title}\n{}", String::from_utf8_lossy(&page)))
}

/// The day of the release, as the citation states it.
fn released() -> &'static str {
    let line = CITATION.lines().find_map(|line| line.strip_prefix("date-released:"));
    line.unwrap_or_default().trim()
}

fn head(command: &Command) -> Roff {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let mut roff = Roff::new();
    roff.control("SH", ["NAME"]).text([roman(format!("{} - {about}", page_name(command)))]);
    roff.control("SH", ["SYNOPSIS"]).text([bold(usage.trim_start_matches("Usage: "))]);
    roff
}

fn what_clap_does_not_know(program: &Command, command: &Command) -> Roff {
    let mut roff = Roff::new();
    let codes = Outcome::BY_CODE.map(|outcome| (outcome.code().to_string(), outcome.meaning()));
    list(&mut roff, "EXIT STATUS", codes.iter().map(|(code, meaning)| (code.as_str(), *meaning)));
    if command.get_name() == program.get_name() {
        list(&mut roff, "ENVIRONMENT", ENVIRONMENT);
        list(&mut roff, "FILES", FILES);
    }
    roff.control("SH", ["CAUTION"]).text([roman(CAUTION)]);
    roff.control("SH", ["SEE ALSO"]);
    let others: Vec<String> =
        family(program).into_iter().map(page_name).filter(|name| *name != page_name(command)).collect();
    for (idx, name) in others.iter().enumerate() {
        let end = if idx + 1 == others.len() { "" } else { "," };
        roff.text([bold(name.as_str()), roman(format!("({SECTION}){end}"))]);
    }
    roff
}

fn list<'a>(roff: &mut Roff, heading: &str, items: impl IntoIterator<Item = (&'a str, &'a str)>) {
    roff.control("SH", [heading]);
    for (name, meaning) in items {
        roff.control("TP", []).text([bold(name)]).text([roman(meaning)]);
    }
}

/// The program and all that is below it.
fn family(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().flat_map(family);
    std::iter::once(command).chain(below).collect()
}

/// As in `man formcheck-sessions-list`.
fn page_name(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}
