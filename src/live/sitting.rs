//! A session with its pauses. Knows no clock: instants are those of the pictures.

use crate::pose::{PoseSample, Stream};
use crate::report::Judgement;
use crate::session::{LiveView, Search, Session};
use crate::time::Timestamp;

/// The fold over what a camera sees, as far as the person is at it.
#[derive(Debug)]
pub(super) struct Sitting {
    session: Session,
    /// Since when, where a pause is under way.
    paused: Option<Timestamp>,
    /// The next sample has nothing to do with the last.
    is_resumed: bool,
    span: Option<(Timestamp, Timestamp)>,
    view: Option<LiveView>,
    n_samples: u64,
    notes: Vec<String>,
}

impl Sitting {
    pub(super) fn new(search: Search, stream: Stream) -> Self {
        Self {
            session: Session::new(search, stream),
            paused: None,
            is_resumed: false,
            span: None,
            view: None,
            n_samples: 0,
            notes: Vec::new(),
        }
    }

    /// Takes the next sample, which goes unjudged during a pause; what is to be shown with it.
    pub(super) fn push(&mut self, mut sample: PoseSample) -> Option<LiveView> {
        let from = self.span.map_or(sample.at, |(from, _)| from);
        self.span = Some((from, sample.at));
        if self.paused.is_some() {
            return self.view.clone().map(|view| LiveView { pose: None, ..view });
        }
        sample.cut |= std::mem::take(&mut self.is_resumed);
        self.n_samples += 1;
        self.view = Some(self.session.push(&sample));
        self.view.clone()
    }

    pub(super) fn pause(&mut self) {
        let now = self.now();
        self.paused.get_or_insert(now);
    }

    pub(super) fn resume(&mut self) {
        if let Some(since) = self.paused.take() {
            self.notes.push(format!("paused from {:.1} to {:.1} s", since.secs(), self.now().secs()));
            self.is_resumed = true;
        }
    }

    pub(super) const fn is_paused(&self) -> bool {
        self.paused.is_some()
    }

    /// From the first sample to the last, in s.
    pub(super) fn secs(&self) -> f64 {
        self.span.map_or(0.0, |(from, to)| to.secs_since(from))
    }

    /// How many samples were judged.
    pub(super) const fn n_samples(&self) -> u64 {
        self.n_samples
    }

    /// The set is over.
    pub(super) fn finish(self) -> Judgement {
        let mut judgement = self.session.finish();
        judgement.notes.extend(self.notes);
        judgement
    }

    fn now(&self) -> Timestamp {
        self.span.map_or(Timestamp::ZERO, |(_, to)| to)
    }
}
