use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use super::*;
use crate::io::camera::grabber::{Grabber, Opened};
use crate::io::camera::mode::{PixelFormat, Rate};

const MODE: Mode = Mode { format: PixelFormat::Grey, width: 2, height: 2, rate: Rate { frames: 25, secs: 1 } };

/// A camera that gives what is in the list, with the driver's time in milliseconds, one thing a step.
struct Listed(Rc<Cell<VecDeque<Given>>>);

type Given = Result<(u64, usize), CameraFault>;

impl Listed {
    fn next(&self) -> Option<Given> {
        let mut given = self.0.take();
        let next = given.pop_front();
        self.0.set(given);
        next
    }
}

impl Grabber for Listed {
    fn grab(&mut self, _at_most: Duration) -> Result<Option<Shot>, CameraFault> {
        let Some(given) = self.next() else { return Ok(None) };
        let (millis, n_bytes) = given?;
        let captured = Some(Duration::from_millis(millis));
        let bytes = vec![7; n_bytes];
        Ok(Some(Shot { bytes, stride: 0, is_full_range: false, is_stale: false, n_lost: 1, captured }))
    }

    fn restart(&mut self) -> Result<(), CameraFault> {
        Ok(())
    }
}

impl Opener for Listed {
    fn open(&mut self) -> Result<Opened, CameraFault> {
        let grabber = Box::new(Self(Rc::clone(&self.0)));
        Ok(Opened { grabber, name: "listed".to_owned(), mode: MODE })
    }
}

/// The status after all steps, the times of the frames in milliseconds and how often somebody was woken.
fn run(given: Vec<(Given, u64)>) -> (CameraStatus, Vec<i64>, u32) {
    let base = Now::read();
    let list = Rc::new(Cell::new(VecDeque::new()));
    let shared = Arc::new(Shared::new());
    let n_woken = Rc::new(Cell::new(0));
    let woken = Rc::clone(&n_woken);
    let mut worker = Worker::new(Keeper::new(Listed(Rc::clone(&list)), None), Arc::clone(&shared), move || {
        woken.set(woken.get() + 1);
    });
    let at = |millis, asleep| Now {
        monotonic: Duration::from_millis(millis),
        asleep: Duration::from_secs(asleep),
        instant: base.instant + Duration::from_millis(millis),
    };
    let (mut times, mut millis) = (Vec::new(), 0);
    worker.step(|| at(0, 0));
    for (given, asleep) in given {
        // Each is handed over 10 ms after it was captured; what is no frame comes 1 s later.
        millis = given.as_ref().map_or(millis + 1000, |(millis, _)| millis + 10);
        list.set([given].into());
        for _ in 0..3 {
            worker.step(|| at(millis, asleep));
            times.extend(shared.frames.take().map(|captured| captured.frame.at.nanos() / 1_000_000));
        }
    }
    (shared.lock().clone(), times, n_woken.get())
}

fn frames(millis: &[u64]) -> Vec<(Given, u64)> {
    millis.iter().map(|millis| (Ok((*millis, 4)), 0)).collect()
}

#[test]
fn frames_are_handed_on_with_their_times_and_counted() {
    let (status, times, n_woken) = run(frames(&[1000, 1040, 1080]));
    assert_eq!(times, [0, 40, 80]);
    assert_eq!(status.state, CameraState::Streaming { name: "listed".to_owned(), mode: MODE });
    assert_eq!((status.counts.n_good, status.counts.n_lost, status.gaps.len(), n_woken), (3, 3, 0, 3));
}

#[test]
fn what_is_bad_is_counted_and_its_time_is_not_the_streams() {
    let given = [(Ok((900, 3)), 0), (Ok((1000, 4)), 0), (Ok((1040, 0)), 0), (Ok((1000, 4)), 0), (Ok((1080, 4)), 0)];
    let (status, times, _) = run(given.to_vec());
    assert_eq!(times, [0, 80]);
    assert_eq!((status.counts.n_cut, status.counts.n_stale, status.counts.n_dropped()), (1, 2, 3));
}

#[test]
fn a_gap_is_known_with_its_ends_and_what_began_it() {
    let mut given = frames(&[1000, 1040]);
    given.push((Err(CameraFault::Interrupted), 0));
    given.push((Err(CameraFault::Unplugged), 0));
    let (lost, ..) = run(given.clone());
    assert!(matches!(lost.state, CameraState::Lost { fault: CameraFault::Unplugged, .. }), "{:?}", lost.state);
    assert!(lost.gaps.is_empty());
    given.extend(frames(&[9000, 9000, 9040]));
    let (status, times, _) = run(given);
    assert_eq!(times, [0, 40, 8000, 8040]);
    let [from, to] = [0.04, 8.0].map(Timestamp::from_secs);
    assert_eq!(status.gaps, [Gap { from, to, fault: CameraFault::Interrupted }]);
    assert!(matches!(status.state, CameraState::Streaming { .. }));
}

#[test]
fn silence_is_counted_from_its_first_fault() {
    let mut given = frames(&[1000]);
    given.push((Err(CameraFault::Interrupted), 0));
    let since = |given: Vec<(Given, u64)>| {
        let base = Now::read().instant;
        match run(given).0.state {
            CameraState::Lost { since, .. } => (since - base).as_secs_f64(),
            other => panic!("{other:?}"),
        }
    };
    let first = since(given.clone());
    given.push((Err(CameraFault::Unplugged), 0));
    // Two runs begin a moment apart; the faults are a second apart.
    assert!((since(given) - first).abs() < 0.5);
}

#[test]
fn a_sleep_is_a_gap_in_the_streams_time() {
    let given = [(Ok((1000, 4)), 5), (Ok((1040, 4)), 5), (Ok((1100, 4)), 65), (Ok((1140, 4)), 65)];
    let (status, times, _) = run(given.to_vec());
    assert_eq!(times, [0, 40, 60_100, 60_140]);
    let [from, to] = [0.04, 60.1].map(Timestamp::from_secs);
    assert_eq!(status.gaps, [Gap { from, to, fault: CameraFault::Slept }]);
}

#[test]
fn a_program_that_was_held_while_it_waited_has_a_gap() {
    let base = Now::read();
    let list = Rc::new(Cell::new(VecDeque::new()));
    let shared = Arc::new(Shared::new());
    let mut worker = Worker::new(Keeper::new(Listed(Rc::clone(&list)), None), Arc::clone(&shared), || {});
    let at = |millis| Now {
        monotonic: Duration::from_millis(millis),
        asleep: Duration::ZERO,
        instant: base.instant + Duration::from_millis(millis),
    };
    worker.step(|| at(0));
    // The frame that was waited for is from before. Its age is not believed: it counts as taken when it came.
    for (captured, before, after) in [(1000, 990, 1010), (1040, 1030, 61_000), (61_040, 61_010, 61_050)] {
        list.set([Ok((captured, 4))].into());
        let calls = Cell::new(0);
        worker.step(|| at(if calls.replace(1) == 0 { before } else { after }));
    }
    let [from, to] = [0.0, 60.0].map(Timestamp::from_secs);
    assert_eq!(shared.lock().gaps, [Gap { from, to, fault: CameraFault::Slept }]);
}
