//! A slot that holds the newest value only: who comes late gets what is new, and what nobody took is counted.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A lossy link between two threads. What crosses it is a state, never a change.
#[derive(Debug)]
pub struct Latest<T> {
    slot: Mutex<Slot<T>>,
    changed: Condvar,
    taken: Condvar,
}

#[derive(Debug)]
struct Slot<T> {
    value: Option<T>,
    n_lost: u64,
    is_closed: bool,
}

/// What waiting brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken<T> {
    /// The newest value.
    Value(T),
    /// Nothing new came in time.
    Nothing,
    /// Nothing will come any more.
    Closed,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        let slot = Slot { value: None, n_lost: 0, is_closed: false };
        Self { slot: Mutex::new(slot), changed: Condvar::new(), taken: Condvar::new() }
    }
}

impl<T> Latest<T> {
    /// Puts a value in the place of the one that no person took.
    pub fn put(&self, value: T) {
        let mut slot = self.lock();
        if slot.value.replace(value).is_some() {
            slot.n_lost += 1;
        }
        drop(slot);
        self.changed.notify_one();
    }

    /// Returns the newest value, if there is one that was not taken.
    pub fn take(&self) -> Option<T> {
        let value = self.lock().value.take();
        self.taken.notify_all();
        value
    }

    /// Waits for a value, no longer than `at_most`. A value put before the slot was closed can still be taken.
    pub fn wait(&self, at_most: Duration) -> Taken<T> {
        let is_idle = |slot: &mut Slot<T>| slot.value.is_none() && !slot.is_closed;
        let waited = self.changed.wait_timeout_while(self.lock(), at_most, is_idle);
        let mut slot = waited.unwrap_or_else(PoisonError::into_inner).0;
        self.taken.notify_all();
        match slot.value.take() {
            Some(value) => Taken::Value(value),
            None if slot.is_closed => Taken::Closed,
            None => Taken::Nothing,
        }
    }

    /// Waits until the newest value was taken, no longer than `at_most`; returns true if none is left.
    pub fn wait_taken(&self, at_most: Duration) -> bool {
        let waited = self.taken.wait_timeout_while(self.lock(), at_most, |slot| slot.value.is_some());
        waited.unwrap_or_else(PoisonError::into_inner).0.value.is_none()
    }

    /// Says that nothing will be put any more.
    pub fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Returns true if nothing will be put any more.
    pub fn is_closed(&self) -> bool {
        self.lock().is_closed
    }

    /// Returns how many values were replaced before anybody took them.
    pub fn n_lost(&self) -> u64 {
        self.lock().n_lost
    }

    fn lock(&self) -> MutexGuard<'_, Slot<T>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(1);

    #[test]
    fn only_the_newest_value_is_there_and_the_others_are_counted() {
        let latest = Latest::default();
        (1..=3).for_each(|value| latest.put(value));
        assert_eq!((latest.take(), latest.take(), latest.n_lost()), (Some(3), None, 2));
    }

    #[test]
    fn the_last_value_outlives_the_end() {
        let latest = Latest::default();
        assert_eq!(latest.wait(SOON), Taken::Nothing);
        latest.put(1);
        assert!(!latest.is_closed());
        latest.close();
        assert!(latest.is_closed());
        assert_eq!([latest.wait(SOON), latest.wait(SOON)], [Taken::Value(1), Taken::Closed]);
    }

    #[test]
    fn who_puts_may_wait_until_it_was_taken() {
        let latest = std::sync::Arc::new(Latest::default());
        assert!(latest.wait_taken(SOON), "nothing was put");
        latest.put(1);
        assert!(!latest.wait_taken(SOON));
        let other = std::sync::Arc::clone(&latest);
        let take = std::thread::Builder::new().spawn(move || other.take()).unwrap();
        assert!(latest.wait_taken(Duration::from_mins(1)));
        assert_eq!(take.join().unwrap(), Some(1));
    }

    #[test]
    fn who_waits_is_woken() {
        let latest = std::sync::Arc::new(Latest::default());
        let other = std::sync::Arc::clone(&latest);
        let put = std::thread::Builder::new().spawn(move || other.put(7)).unwrap();
        assert_eq!(latest.wait(Duration::from_mins(1)), Taken::Value(7));
        put.join().unwrap();
    }
}
