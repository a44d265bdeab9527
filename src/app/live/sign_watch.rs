//! Watches for a raised arm between two sets, while nothing is judged and nothing is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::incoming::Incoming;
use super::source::Source;
use super::{SourceChoice, now};
use crate::core::judge::{Judge, Search};
use crate::core::pose::{PoseSample, Stream};
use crate::guide::gesture::Gestures;
use crate::io::inference::{Estimator, EstimatorConfig, Model};
use crate::io::latest::Taken;
use crate::io::recording::rounded;
use crate::io::words::Trouble;

/// Whether it is still wanted is looked at this often while no picture comes.
const PATIENCE: Duration = Duration::from_millis(50);
/// From one look to the next: a sign is held for 2 s, and a person who rests needs no more of the machine.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
/// The camera is let go after so long: by then a person who rests has left.
const LONGEST: Duration = Duration::from_mins(10);

/// A watch under way. Dropping it ends it and lets go of the camera.
#[derive(Debug)]
pub struct SignWatch {
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

/// What thread and window tell one another.
#[derive(Debug, Default)]
struct State {
    /// No person wants it any more.
    over: AtomicBool,
    /// Pictures are looked at.
    watching: AtomicBool,
    /// An arm was raised and held.
    given: AtomicBool,
}

impl SignWatch {
    /// Begins to watch; `wake` is called when it sees its first picture, and when an arm was raised.
    pub fn start(source: SourceChoice, model: Model, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let state = Arc::new(State::default());
        let inner = Arc::clone(&state);
        let watch = move || {
            if let Err(sentence) = inner.watch(&source, model, &wake) {
                tracing::warn!(%sentence, "nobody looks for a raised arm");
            }
            inner.watching.store(false, Ordering::Relaxed);
            wake();
        };
        let thread = std::thread::Builder::new().name("sign watch".into()).spawn(watch)?;
        Ok(Self { state, thread: Some(thread) })
    }

    /// Returns true while pictures are looked at: only then may the screen ask for a sign.
    pub fn is_watching(&self) -> bool {
        self.state.watching.load(Ordering::Relaxed)
    }

    /// Returns true once an arm was raised and held.
    pub fn is_given(&self) -> bool {
        self.state.given.load(Ordering::Relaxed)
    }
}

impl Drop for SignWatch {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}

impl State {
    fn watch(&self, source: &SourceChoice, model: Model, wake: &dyn Fn()) -> Result<(), Trouble> {
        let config = EstimatorConfig { model, n_workers: 1, every_frame: false };
        let mut estimator = Estimator::load(config).map_err(|error| Trouble::from(&error))?;
        let source = Source::start(source, None)?;
        let begun = now();
        let mut looks = Looks::default();
        while !self.over.load(Ordering::Relaxed) && now().duration_since(begun) < LONGEST {
            let Incoming { frame, .. } = match source.wait(PATIENCE) {
                Taken::Value(incoming) => incoming,
                Taken::Nothing => continue,
                Taken::Closed => return Ok(()),
            };
            let stream = Stream { width: frame.width, height: frame.height };
            let sample = estimator.follow(&Arc::new(frame)).map_err(|error| Trouble::from(&error))?;
            if !self.watching.swap(true, Ordering::Relaxed) {
                wake();
            }
            if looks.push(stream, &rounded(&sample)) {
                self.given.store(true, Ordering::Relaxed);
                return Ok(());
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
        Ok(())
    }
}

/// The fold over what the watch sees.
#[derive(Debug, Default)]
struct Looks {
    /// Begun anew where the picture's size changes.
    watcher: Option<(Stream, Judge, Gestures)>,
}

impl Looks {
    /// Takes the next look; returns true once an arm was raised and held.
    fn push(&mut self, stream: Stream, sample: &PoseSample) -> bool {
        let new = || (stream, Judge::new(Search::Auto, stream), Gestures::between_sets());
        let (_, judge, gestures) = match self.watcher.take().filter(|(before, ..)| *before == stream) {
            Some(watcher) => self.watcher.insert(watcher),
            None => self.watcher.insert(new()),
        };
        judge.push(sample);
        gestures.push(sample.at, &judge.view()).n_raises != 0
    }
}
