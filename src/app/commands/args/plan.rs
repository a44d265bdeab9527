//! Arguments of `formcheck plan`.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;

#[cfg(feature = "export")]
use super::language;
use super::{BenchFormat, WhoseArgs};
#[cfg(feature = "gui")]
use crate::io::recording::TimeOfDay;

/// Actions on a plan.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Check plans: line and cause of what is wrong.
    Check {
        /// The plans.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Write a starting plan, from today for six weeks, to change with the person it is for.
    New {
        /// Name of the file, without its ending.
        #[arg(value_name = "NAME")]
        name: String,
        /// 1 lying on the back, 2 hands and knees too, 3 more sets and longer holds.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
        level: u8,
        /// File to write [default: NAME.toml in this folder].
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Show a plan in words, with the dose of each level.
    Show {
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        which: PlanArgs,
    },
    /// Say what is due on a day, what of it has been done, what comes next, and which step of level is offered.
    Today {
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        which: PlanArgs,
        /// Another day [default: today].
        #[arg(long, value_name = "DATE", value_parser = date)]
        on: Option<Date>,
        /// `text` for people, `json` for programs.
        #[arg(long, value_enum, default_value_t = BenchFormat::Text)]
        format: BenchFormat,
    },
    /// Open the window, which begins with the plan of today.
    #[cfg(feature = "gui")]
    Play {
        /// Write all that is said in it to this file.
        #[arg(long, value_name = "FILE")]
        transcript: Option<PathBuf>,
    },
    /// Show a notification of the desktop about what is open today, or set one at a time of every day.
    #[cfg(feature = "gui")]
    Remind {
        /// Remind at this time of every day from now on, by a timer of systemd.
        #[arg(long, value_name = "HH:MM", conflicts_with = "off")]
        at: Option<TimeOfDay>,
        /// Remind no more.
        #[arg(long)]
        off: bool,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Keep how well an activity of the plan can be done on a day, from 0 not at all to 10 as before.
    Rate {
        /// The activity, as the plan names it.
        #[arg(value_name = "ACTIVITY")]
        activity: String,
        /// Its rating.
        #[arg(value_name = "0-10", value_parser = clap::value_parser!(u8).range(0..=10))]
        value: u8,
        /// Another day [default: today].
        #[arg(long, value_name = "DATE", value_parser = date)]
        on: Option<Date>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Write the home sheet with a drawing of each exercise, as HTML or PDF; six exercises fit a page.
    #[cfg(feature = "export")]
    Print {
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        which: PlanArgs,
        /// File to write; its ending decides: .html or .pdf. May be given twice.
        #[arg(long, required = true, value_name = "FILE.html|FILE.pdf", value_parser = sheet)]
        to: Vec<PathBuf>,
        /// Language of the sheet: `en` or `de` [default: that of the settings, else the system's]. Texts of the plan's author
        /// stay as they are.
        #[arg(long, value_name = "CODE", value_parser = language())]
        language: Option<String>,
    },
    /// Report the progress of a plan over its weeks: days, pain, what was asked for and done, readings with the smallest
    /// change that exceeds their error, and steps; two pages for the therapist.
    #[cfg(feature = "export")]
    Progress {
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        which: PlanArgs,
        /// Last day [default: today].
        #[arg(long, value_name = "DATE", value_parser = date)]
        on: Option<Date>,
        /// File to write; its ending decides: .html or .pdf. May be given twice. Without it the report is printed as text.
        #[arg(long, value_name = "FILE.html|FILE.pdf", value_parser = sheet)]
        to: Vec<PathBuf>,
    },
    /// Write a plan and the exercises of your own in it into one file, to hand it over.
    Pack {
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        which: PlanArgs,
        /// The file.
        #[arg(long, value_name = "FILE.tar.zst")]
        to: PathBuf,
    },
    /// Show a packed plan or a plan file, and with --yes make it the plan of the profile.
    Import {
        /// The file; the ending .toml means a plan file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Write what was shown.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Print the JSON Schema of plans, for editors.
    Schema,
}

/// Plan and profile.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// The plan [default: that of the profile].
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub whose: WhoseArgs,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_not_a_date| "give a date such as 2026-12-01".to_owned())
}

/// A file whose ending names its format.
#[cfg(feature = "export")]
pub(super) fn sheet(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_known = path
        .extension()
        .is_some_and(|ending| ["html", "pdf"].into_iter().any(|known| ending.eq_ignore_ascii_case(known)));
    if is_known { Ok(path) } else { Err("end its name in .html or .pdf".to_owned()) }
}
