//! Kept sessions, as a plan asks about them.

use jiff::civil::Date;

use crate::app::commands::message::say;
use crate::app::commands::remembered::Remembered;
use crate::core::plan::done::DoneSession;
use crate::core::safety::StopReason;
use crate::io::recording::history::Listed;
use crate::io::recording::report_of;

/// Returns the day on which a session began, in local time.
pub(super) fn day_of(listed: &Listed) -> Option<Date> {
    listed.at.get(..10)?.parse().ok()
}

/// Returns a session of a day and the version of the rules that judged it. One that cannot be read is named and left out.
pub(super) fn read(remembered: &Remembered, listed: &Listed, day: Date) -> Option<(DoneSession, u32)> {
    let report = report_of(&remembered.folder(listed)).map_err(|error| {
        say(&format!("the session {} cannot be read and is left out ({error}); see its folder", listed.id));
    });
    let report = report.ok()?;
    let session = DoneSession {
        day,
        judgement: report.judgement,
        pain_before: listed.pain_before,
        pain_after: listed.pain_after,
        // A reason that only a newer program knows is one, too.
        stop: listed.stop.as_deref().map(|id| StopReason::by_id(id).unwrap_or(StopReason::MorePain)),
    };
    Some((session, report.rules_version))
}
