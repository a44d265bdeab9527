//! `formcheck plan rate`.

use jiff::Zoned;
use jiff::civil::Date;

use super::wrong;
use crate::app::commands::args::WhoseArgs;
use crate::app::commands::message::say;
use crate::app::commands::remembered::{folder, profile_of};
use crate::app::outcome::Outcome;
use crate::io::recording::{change_ratings, plan_of, read_plan};

pub(super) fn run((activity, value): (&str, u8), on: Option<Date>, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let data = folder(whose.data.as_deref())?;
    let profile = profile_of(whose, &data)?;
    let plan = read_plan(&plan_of(&data, &profile)).map_err(|error| wrong(&error))?;
    let is_it = |name: &&String| name.to_lowercase() == activity.trim().to_lowercase();
    let Some(name) = plan.activities.iter().find(is_it) else {
        say(&match plan.activities.as_slice() {
            [] => "the plan of this profile names no activities; add them as `activities = [\"…\"]`".to_owned(),
            known => format!("the plan names no activity {activity:?}; known are {}", known.join("; ")),
        });
        return Err(Outcome::Usage);
    };
    let day = on.unwrap_or_else(|| Zoned::now().date());
    change_ratings(&data, &profile, |ratings| ratings.rate(day, name, Some(value))).map_err(|error| {
        say(&format!("the rating cannot be kept ({error}); free some space or check the folder: {}", data.display()));
        Outcome::CannotWrite
    })?;
    Ok(Outcome::Done)
}
