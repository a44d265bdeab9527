//! The way to a session and back: which screen follows which. Nobody comes to a session but with a [`Pass`].

use crate::app::ui::{Screen, StopToday, Told, stop_before};
use crate::core::judge::Search;
use crate::core::report::StopReport;
use crate::core::safety::{Clearance, StopReason};
use crate::io::recording::{Aftermath, Settings};

/// Where the person is.
#[derive(Debug, Default)]
pub(super) struct Flow {
    screen: Screen,
    /// What is to begin when all is answered.
    wanted: Option<Search>,
    /// Pain before the session that is under way.
    pain_before: Option<u8>,
    /// Answers around the session that is shown.
    told: Option<Told>,
    /// After a stop earlier today: the person has said that another set is wanted all the same.
    is_confirmed: bool,
}

/// Leave to begin a session: only [`Flow`] gives it.
#[derive(Debug, PartialEq)]
pub(super) struct Pass {
    search: Search,
    pain_before: Option<u8>,
}

impl Pass {
    pub(super) const fn search(&self) -> Search {
        self.search
    }

    pub(super) const fn pain_before(&self) -> Option<u8> {
        self.pain_before
    }
}

impl Flow {
    pub(super) const fn screen(&self) -> Screen {
        self.screen
    }

    pub(super) const fn wanted(&self) -> Option<Search> {
        self.wanted
    }

    pub(super) const fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    pub(super) const fn is_confirmed(&self) -> bool {
        self.is_confirmed
    }

    /// Somebody wants to begin: first the questions, where they are open, then the pain.
    pub(super) fn wish(&mut self, search: Search, settings: &Settings) {
        let search = settings.answers().map_or(search, |answers| answers.narrowed(search));
        let is_ready = is_cleared(search, settings);
        (self.wanted, self.told, self.is_confirmed) = (Some(search), None, false);
        self.screen = if is_ready { Screen::Before } else { Screen::Check };
    }

    /// The same once more, unless what was told speaks against it.
    pub(super) fn again(&mut self, search: Search, settings: &Settings) {
        if self.told.as_ref().and_then(Told::stop).is_none() {
            self.wish(search, settings);
        }
    }

    /// Answers may have changed, so that the way is open or no longer is.
    pub(super) fn changed(&mut self, settings: &Settings) {
        if let (Screen::Check | Screen::Before, Some(wanted)) = (self.screen, self.wanted) {
            let is_confirmed = self.is_confirmed;
            self.wish(wanted, settings);
            self.is_confirmed = is_confirmed;
        }
    }

    /// After a stop earlier today: another set is wanted all the same, or is not.
    pub(super) fn confirm(&mut self, is_confirmed: bool) {
        self.is_confirmed = is_confirmed && self.screen == Screen::Before;
    }

    /// The pain was told, or not; leave to begin, where nothing speaks against it. After a stop `today` only once it
    /// was confirmed.
    pub(super) fn begin(&mut self, pain: Option<u8>, settings: &Settings, today: Option<StopToday>) -> Option<Pass> {
        let search = self.wanted.filter(|search| self.screen == Screen::Before && is_cleared(*search, settings))?;
        if stop_before(pain).is_some() || (today.is_some() && !self.is_confirmed) {
            return None;
        }
        (self.screen, self.wanted, self.pain_before) = (Screen::Live, None, pain);
        Some(Pass { search, pain_before: pain })
    }

    /// Nobody is there to answer: goes straight on.
    pub(super) fn hands_free(&mut self, search: Search) -> Pass {
        *self = Self { screen: Screen::Live, ..Self::default() };
        Pass { search, pain_before: None }
    }

    /// The session is over; `asks`: somebody is there to say how it went.
    pub(super) fn done(&mut self, asks: bool) {
        self.screen = Screen::Result;
        self.told = asks.then(|| Told { before: self.pain_before, ..Told::default() });
    }

    /// The session was stopped, or was not.
    pub(super) fn stopped(&mut self, stop: Option<&StopReport>) {
        if let Some(told) = &mut self.told {
            told.ended = stop.and_then(|stop| StopReason::by_id(&stop.reason));
        }
    }

    /// What was told after it; whether anybody was asked.
    pub(super) fn tell(&mut self, after: Aftermath) -> bool {
        let told = self.told.as_mut().filter(|_| self.screen == Screen::Result);
        told.map(|told| told.after = after).is_some()
    }

    /// A past session is read, with what was told around it; whether it is to be shown: whoever has gone on meanwhile
    /// stays there.
    pub(super) fn open_session(&mut self, told: Told) -> bool {
        let is_waiting = matches!(self.screen, Screen::Home | Screen::Review);
        if is_waiting {
            self.go(Screen::Result);
            self.told = Some(told);
        }
        is_waiting
    }

    /// To a screen from which no session begins.
    pub(super) fn go(&mut self, screen: Screen) {
        debug_assert!(!matches!(screen, Screen::Live | Screen::Before), "these have a way of their own");
        *self = Self { screen, ..Self::default() };
    }
}

fn is_cleared(search: Search, settings: &Settings) -> bool {
    settings.answers().is_some_and(|answers| answers.clearance(search) == Clearance::Begin)
}

#[cfg(test)]
mod tests;
