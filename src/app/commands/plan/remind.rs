//! `formcheck plan remind`: a notification of the desktop about what is open today, once or at a time of every day.

use std::path::Path;

use notify_rust::{Notification, Timeout};

use crate::app::commands::args::WhoseArgs;
use crate::app::commands::message::{print, say};
use crate::app::commands::remembered::{Remembered, folder, profile_of};
use crate::app::outcome::Outcome;
use crate::app::ui::open_said;
use crate::io::recording::history::SESSIONS;
use crate::io::recording::{
    PlanReports, Reminder, Settings, TimeOfDay, history, plan_today, stop_of_day, today, units_folder,
};

/// So many past sessions are looked at: what is open today needs no more.
const N_SESSIONS: usize = 50;

pub(super) fn run(at: Option<TimeOfDay>, is_off: bool, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let data = folder(whose.data.as_deref())?;
    let profile = profile_of(whose, &data)?;
    if at.is_none() && !is_off {
        return once(&data, &profile, whose);
    }
    let Some(units) = units_folder() else {
        say("this system names no home folder to keep the reminder in; set HOME");
        return Err(Outcome::CannotWrite);
    };
    let reminder = Reminder::of(units, &data, &profile);
    let done = match at {
        Some(time) => reminder.set(time),
        None => reminder.take_back(),
    };
    done.map_err(|error| {
        say(&error.to_string());
        Outcome::CannotWrite
    })?;
    Ok(Outcome::Done)
}

/// Shows what is open today; nothing is shown where nothing is.
fn once(data: &Path, profile: &str, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    // Sessions that a killed program left open are finished first.
    drop(Remembered::open(whose)?);
    let sessions = history::recent(&data.join(SESSIONS), profile, N_SESSIONS);
    let plan =
        plan_today(data, profile, &sessions, &mut PlanReports::default()).map_err(|error| super::wrong(&error))?;
    let settings = Settings::load(&data.join("settings.toml")).map(|(settings, _aside)| settings).unwrap_or_default();
    let locale = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).ok();
    // After a stop nothing more is asked for on that day.
    let is_stopped = stop_of_day(&sessions, &today()).is_some() || settings.not_today(&today()).is_some();
    let plan = plan.filter(|_| !is_stopped);
    let Some(said) = plan.and_then(|plan| open_said(&settings, locale.as_deref(), &plan)) else {
        return Ok(print("nothing is open today\n"));
    };
    let shown =
        Notification::new().appname("formcheck").summary("formcheck").body(&said).timeout(Timeout::Default).show();
    if let Err(error) = shown {
        say(&format!(
            "the desktop shows no notification ({error}); run this within a desktop session, or look at `formcheck plan today`"
        ));
        return Err(Outcome::Window);
    }
    Ok(print(&format!("{said}\n")))
}
