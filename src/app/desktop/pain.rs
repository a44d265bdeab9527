//! Pain before and after a set, as far as it forbids another one.

use super::App;
use super::worker::Job;
use crate::app::ui::stop_before;
use crate::core::safety::StopReason;
use crate::io::recording::{Aftermath, NotToday, stop_of_day, today};

impl App {
    /// Pain forbids a set today, or was pressed by mistake.
    pub(super) fn not_today(&mut self, pain: Option<u8>) {
        let not_today = pain.map(|pain| NotToday { day: today(), pain });
        self.change(self.settings.with_not_today(not_today));
    }

    /// Why nothing more was to be done today, if so: a session was stopped, or the pain before one was too strong.
    pub(super) fn stop_today(&self) -> Option<StopReason> {
        let day = today();
        let before = self.settings.not_today(&day).and_then(|not_today| stop_before(Some(not_today.pain)));
        stop_of_day(&self.known.sessions, &day).or(before)
    }

    /// Keeps the answers after a session with it.
    pub(super) fn tell(&mut self, after: Aftermath) {
        if let Some(folder) = self.folder.clone().filter(|_| self.flow.tell(after.clone())) {
            self.playing.answer();
            self.ask(Job::Tell { folder, after });
        }
    }
}
