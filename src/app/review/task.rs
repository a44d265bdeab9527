//! One piece of work on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crate::io::latest::Latest;

/// How far the work has come: steps done, and of how many, if known.
pub(super) type Progress = (u64, Option<u64>);

/// Work under way; dropping it gives it up and waits for its next step to end.
#[derive(Debug)]
pub(super) struct Task<T> {
    done: Arc<Latest<T>>,
    progress: Arc<Latest<Progress>>,
    cancelled: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What the work is given: a flag to look at, and whom to tell how far it is.
pub(super) struct Told<'a> {
    pub(super) cancelled: &'a AtomicBool,
    pub(super) progress: &'a (dyn Fn(u64, Option<u64>) + Sync),
}

impl<T: Send + 'static> Task<T> {
    /// Begins; `wake` is called when there is something to show.
    pub(super) fn start(
        wake: impl Fn() + Send + Sync + 'static,
        work: impl FnOnce(&Told<'_>) -> T + Send + 'static,
    ) -> std::io::Result<Self> {
        let (done, progress) = (Arc::new(Latest::default()), Arc::new(Latest::default()));
        let cancelled = Arc::new(AtomicBool::new(false));
        let (out, told, flag) = (Arc::clone(&done), Arc::clone(&progress), Arc::clone(&cancelled));
        let run = move || {
            let tell = |n, of| {
                told.put((n, of));
                wake();
            };
            out.put(work(&Told { cancelled: &flag, progress: &tell }));
            wake();
        };
        let thread = std::thread::Builder::new().name("review".into()).spawn(run)?;
        Ok(Self { done, progress, cancelled, thread: Some(thread) })
    }

    /// What came of it, once.
    pub(super) fn done(&self) -> Option<T> {
        self.done.take()
    }

    /// How far it is, if that is new.
    pub(super) fn progress(&self) -> Option<Progress> {
        self.progress.take()
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}
