//! Going to any frame of an mp4 by decoding from the key frame before it.

use super::{Mp4Source, decoder};
use crate::core::time::Timestamp;
use crate::io::video::mp4::Mp4Refusal;

impl Mp4Source {
    /// When each frame is shown, in order.
    pub(in crate::io::video) fn times(&self) -> Vec<Timestamp> {
        let mut times: Vec<Timestamp> = self.plan.steps.iter().filter_map(|step| step.shown_at).collect();
        times.sort_unstable();
        times.dedup();
        times
    }

    /// The next frame will be the first one that is not shown before `at`, and can be decoded.
    pub(in crate::io::video) fn seek(&mut self, at: Timestamp) -> Result<(), Mp4Refusal> {
        // A key frame that is shown no later: what follows it in time needs nothing before it.
        let is_entry = |step: &super::Step| step.is_sync && step.shown_at.is_some_and(|shown| shown <= at);
        let entry = self.plan.steps.iter().rposition(is_entry).unwrap_or(0);
        let is_on_the_way = entry <= self.next_step && self.last_shown < Some(at);
        if !is_on_the_way {
            self.restart(entry)?;
        }
        while let Some((shown, picture)) = self.next_held() {
            if at <= shown {
                self.held.insert(shown, picture);
                break;
            }
            self.last_shown = Some(shown);
        }
        Ok(())
    }

    fn restart(&mut self, entry: usize) -> Result<(), Mp4Refusal> {
        self.decoder = decoder(&self.codec)?;
        self.held.clear();
        self.next_step = entry;
        let entered = self.plan.steps.get(entry).filter(|_| entry != 0);
        self.entry_at = entered.and_then(|step| step.shown_at);
        self.last_shown = self.entry_at.map(|at| Timestamp::from_nanos(at.nanos() - 1));
        Ok(())
    }
}
