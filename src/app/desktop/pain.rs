//! Pain before and after a set, as far as it forbids another one.

use super::App;
use super::worker::Job;
use crate::app::ui::{StopToday, Told, stop_before};
use crate::core::safety::StopReason;
use crate::io::recording::{Aftermath, NotToday, stop_of_day, today};

impl App {
    /// Pain forbids a set today, or was pressed by mistake.
    pub(super) fn not_today(&mut self, pain: Option<u8>) {
        let not_today = pain.map(|pain| NotToday { day: today(), pain, stop: None });
        self.change(self.settings.with_not_today(not_today));
    }

    /// Why nothing more was to be done today, if so: a session was stopped, or the pain before one was too strong.
    pub(super) fn stop_today(&self) -> Option<StopToday> {
        let day = today();
        let not_today = self.settings.not_today(&day);
        let unkept = not_today.and_then(|not_today| StopReason::by_id(not_today.stop.as_ref()?));
        let before = not_today.and_then(|not_today| stop_before(Some(not_today.pain)));
        let stopped = stop_of_day(&self.known.sessions, &day).or(unkept);
        stopped.map(StopToday::Session).or_else(|| before.map(StopToday::Before))
    }

    /// Keeps the stop of a session that could not be kept with the settings: no list of sessions shows it. An answer
    /// that is changed takes its own stop back, not one from before the session.
    pub(super) fn remember_unkept_stop(&mut self) {
        let (day, stop) = (today(), self.flow.told().and_then(Told::stop));
        let of_it = stop.map(|stop| NotToday { day: day.clone(), pain: 0, stop: Some(stop.id().to_owned()) });
        let not_today = of_it.or_else(|| self.not_today_before.clone());
        if not_today.as_ref() != self.settings.not_today(&day) {
            self.change(self.settings.with_not_today(not_today));
        }
    }

    /// Keeps the answers after a session with it.
    pub(super) fn tell(&mut self, after: Aftermath) {
        if !self.flow.tell(after.clone()) {
            return;
        }
        self.playing.answer();
        match self.folder.clone() {
            Some(folder) => self.ask(Job::Tell { folder, after }),
            None => self.remember_unkept_stop(),
        }
    }
}
