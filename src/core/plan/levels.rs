//! When a step to another level is offered, and why. It is offered only: a person takes it, or does not.

use std::fmt;

use jiff::civil::Date;

use crate::core::safety::StopReason;

/// A session of one item, as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSession {
    /// Its day.
    pub day: Date,
    /// True if the sessions of its day together have the whole dose.
    pub has_whole_dose: bool,
    /// Repetitions that were not judged in full.
    pub n_unjudged: usize,
    /// Id of the first strong fault, if there was one.
    pub strong_fault: Option<String>,
    /// Pain before, 0–10, where it was told.
    pub pain_before: Option<u8>,
    /// Pain after, 0–10, where it was told.
    pub pain_after: Option<u8>,
    /// Why it was stopped, if it was.
    pub stop: Option<StopReason>,
}

/// A step that is offered, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// A step up to this level.
    Up(usize, Reason),
    /// A step back to this level; `None` where there is no easier one.
    Back(Option<usize>, Reason),
    /// Nothing yet.
    Stay(Reason),
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Two days in a row were good.
    TwoGoodDays([Date; 2]),
    /// A session of that day was stopped.
    Stopped(Date, StopReason),
    /// Both of the last two sessions had a strong fault, by id.
    TwoBadSessions([String; 2]),
    /// There is no higher level.
    Highest,
    /// So many of two good days in a row are there; what the last day lacked, if it did.
    Missing(usize, Option<Lack>),
}

/// Reasons why a day was not good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Part of the dose.
    Dose,
    /// So many repetitions were not judged in full.
    Judged(usize),
    /// A strong fault was seen, by id.
    StrongFault(String),
    /// Pain after was more than before.
    MorePain(u8, u8),
    /// Pain before or after was not told.
    PainUnknown,
    /// A session was stopped.
    Stopped(StopReason),
}

/// Returns what is offered at a level of so many, after these sessions, the first first.
pub fn offer(level: usize, n_levels: usize, sessions: &[LevelSession]) -> Offer {
    let back = level.checked_sub(1).filter(|to| 0 < *to);
    let days: Vec<&[LevelSession]> = sessions.chunk_by(|a, b| a.day == b.day).collect();
    let last_day = days.last().copied().unwrap_or_default();
    if let Some((day, stop)) = last_day.iter().find_map(|session| Some((session.day, session.stop?))) {
        return Offer::Back(back, Reason::Stopped(day, stop));
    }
    if let [.., before, last] = sessions
        && let (Some(first), Some(second)) = (&before.strong_fault, &last.strong_fault)
    {
        return Offer::Back(back, Reason::TwoBadSessions([first.clone(), second.clone()]));
    }
    if n_levels <= level {
        return Offer::Stay(Reason::Highest);
    }
    let lacks: Vec<Option<Lack>> = days.iter().map(|day| lack(day)).collect();
    let n_good = lacks.iter().rev().take_while(|lack| lack.is_none()).count();
    match days.as_slice() {
        [.., first, last] if 2 <= n_good => {
            let days = [first, last].map(|day| day.first().map(|session| session.day));
            let days = days.map(|day| day.unwrap_or(Date::ZERO));
            Offer::Up(level + 1, Reason::TwoGoodDays(days))
        }
        _ => Offer::Stay(Reason::Missing(n_good, lacks.last().cloned().flatten())),
    }
}

impl Offer {
    /// Returns the offer after a stop: no step up on that day, whichever exercise was stopped.
    pub fn after_stop(self, day: Date, stop: Option<StopReason>) -> Self {
        match (self, stop) {
            (Self::Up(..), Some(stop)) => Self::Stay(Reason::Stopped(day, stop)),
            (offer, _) => offer,
        }
    }
}

/// Returns what a day lacked; `None` of a good one: the whole dose, each repetition judged, no strong fault, no more pain.
fn lack(day: &[LevelSession]) -> Option<Lack> {
    let by_session = |session: &LevelSession| {
        if let Some(stop) = session.stop {
            return Some(Lack::Stopped(stop));
        }
        if let Some(fault) = &session.strong_fault {
            return Some(Lack::StrongFault(fault.clone()));
        }
        match (session.pain_before, session.pain_after) {
            (Some(before), Some(after)) if before < after => Some(Lack::MorePain(before, after)),
            (Some(_), Some(_)) => None,
            _ => Some(Lack::PainUnknown),
        }
    };
    let n_unjudged: usize = day.iter().map(|session| session.n_unjudged).sum();
    let by_count = (0 < n_unjudged).then_some(Lack::Judged(n_unjudged));
    let by_dose = day.iter().any(|session| !session.has_whole_dose).then_some(Lack::Dose);
    day.iter().find_map(by_session).or(by_count).or(by_dose)
}

fn in_words(fault: &str) -> String {
    fault.replace('_', " ")
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwoGoodDays([first, last]) => write!(
                f,
                "on {first} and {last} the whole dose was done, every repetition was judged, no fault was strong, and \
                 the pain was no more afterwards"
            ),
            Self::Stopped(day, stop) => write!(f, "a session on {day} was stopped: {}", stop.short()),
            Self::TwoBadSessions([first, second]) if first == second => {
                write!(f, "both of the last two sessions had the strong fault \"{}\"", in_words(first))
            }
            Self::TwoBadSessions(faults) => {
                let [first, second] = faults.each_ref().map(|fault| in_words(fault));
                write!(f, "both of the last two sessions had a strong fault: \"{first}\" and \"{second}\"")
            }
            Self::Highest => f.write_str("this is the highest level"),
            Self::Missing(n, None) => write!(f, "{n} of 2 days for the next level"),
            Self::Missing(n, Some(lack)) => write!(f, "{n} of 2 days for the next level: {lack}"),
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dose => f.write_str("the last day was less than the whole dose"),
            Self::Judged(1) => f.write_str("one repetition was not judged in full"),
            Self::Judged(n) => write!(f, "{n} repetitions were not judged in full"),
            Self::StrongFault(fault) => write!(f, "\"{}\" was strong", in_words(fault)),
            Self::MorePain(before, after) => write!(f, "the pain rose from {before} to {after} of 10"),
            Self::Stopped(stop) => write!(f, "a session was stopped: {}", stop.short()),
            Self::PainUnknown => f.write_str("the pain before or after was not told"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: i8) -> LevelSession {
        LevelSession {
            day: jiff::civil::date(2026, 12, day),
            has_whole_dose: true,
            n_unjudged: 0,
            strong_fault: None,
            pain_before: Some(2),
            pain_after: Some(2),
            stop: None,
        }
    }

    fn bad(day: i8) -> LevelSession {
        LevelSession { strong_fault: Some("hips_low".into()), ..on(day) }
    }

    #[test]
    fn a_step_opens_after_two_good_days_and_not_after_two_sessions_of_one() {
        assert_eq!(offer(1, 3, &[]), Offer::Stay(Reason::Missing(0, None)));
        assert_eq!(offer(1, 3, &[on(1), on(1)]), Offer::Stay(Reason::Missing(1, None)));
        let Offer::Up(2, reason) = offer(1, 3, &[on(1), on(1), on(3)]) else { panic!("not offered") };
        assert!(reason.to_string().starts_with("on 2026-12-01 and 2026-12-03 the whole dose"), "{reason}");
        assert_eq!(offer(3, 3, &[on(1), on(3)]), Offer::Stay(Reason::Highest));
    }

    #[test]
    fn each_lack_keeps_the_step_shut_with_its_reason() {
        let lacking = [
            (LevelSession { has_whole_dose: false, ..on(3) }, Lack::Dose),
            (LevelSession { n_unjudged: 2, ..on(3) }, Lack::Judged(2)),
            (bad(3), Lack::StrongFault("hips_low".into())),
            (LevelSession { pain_after: Some(3), ..on(3) }, Lack::MorePain(2, 3)),
            (LevelSession { pain_after: None, ..on(3) }, Lack::PainUnknown),
            (LevelSession { pain_before: None, ..on(3) }, Lack::PainUnknown),
        ];
        for (session, lack) in lacking {
            let days = [on(1), session];
            assert_eq!(offer(1, 3, &days), Offer::Stay(Reason::Missing(0, Some(lack))));
        }
        assert_eq!(offer(1, 3, &[on(1), bad(3), on(5)]), Offer::Stay(Reason::Missing(1, None)), "not two in a row");
    }

    #[test]
    fn a_stop_of_another_exercise_keeps_the_step_up_shut_and_no_other_offer() {
        let day = on(3).day;
        let stop = Some(StopReason::StrongPain);
        let up = offer(1, 3, &[on(1), on(3)]);
        assert_eq!(up.clone().after_stop(day, None), up);
        assert_eq!(up.after_stop(day, stop), Offer::Stay(Reason::Stopped(day, StopReason::StrongPain)));
        let back = offer(2, 3, &[bad(1), bad(3)]);
        assert_eq!(back.clone().after_stop(day, stop), back);
    }

    #[test]
    fn a_step_back_is_offered_after_pain_or_two_bad_sessions_even_from_the_highest_level() {
        let stopped = LevelSession { stop: Some(StopReason::MorePain), ..on(3) };
        let pain = Reason::Stopped(stopped.day, StopReason::MorePain);
        assert_eq!(offer(2, 2, &[on(1), stopped.clone()]), Offer::Back(Some(1), pain.clone()));
        assert_eq!(offer(2, 2, &[on(1), stopped.clone(), on(3)]), Offer::Back(Some(1), pain.clone()), "the same day");
        assert_eq!(offer(1, 2, std::slice::from_ref(&stopped)), Offer::Back(None, pain));
        assert_eq!(offer(1, 2, &[stopped, on(5)]), Offer::Stay(Reason::Missing(1, None)), "a later day is a new one");
        let bad_twice = Reason::TwoBadSessions(["hips_low".into(), "hips_low".into()]);
        assert_eq!(offer(2, 3, &[bad(1), bad(3)]), Offer::Back(Some(1), bad_twice));
        assert!(matches!(offer(2, 3, &[bad(1), on(3)]), Offer::Stay(_)), "the last one was good");
    }
}
