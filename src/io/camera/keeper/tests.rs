use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use super::*;
use crate::io::camera::grabber::Grabber;
use crate::io::camera::mode::{PixelFormat, Rate};

/// What a camera is told to do next: each grab and each opening takes one.
type Script<T> = Rc<RefCell<VecDeque<Result<T, CameraFault>>>>;

#[derive(Clone, Default)]
struct Scripted {
    grabs: Script<bool>,
    opens: Script<()>,
    restarts: Rc<RefCell<u32>>,
    n_opened: Rc<RefCell<u32>>,
    fps: u32,
}

impl Grabber for Scripted {
    fn grab(&mut self, _at_most: Duration) -> Result<Option<Shot>, CameraFault> {
        let given = self.grabs.borrow_mut().pop_front().unwrap_or(Ok(false))?;
        let shot = Shot { bytes: vec![1], stride: 0, is_full_range: false, is_stale: false, n_lost: 0, captured: None };
        Ok(given.then_some(shot))
    }

    fn restart(&mut self) -> Result<(), CameraFault> {
        *self.restarts.borrow_mut() += 1;
        Ok(())
    }
}

impl Opener for Scripted {
    fn open(&mut self) -> Result<Opened, CameraFault> {
        self.opens.borrow_mut().pop_front().unwrap_or(Ok(()))?;
        *self.n_opened.borrow_mut() += 1;
        let rate = Rate { frames: self.fps.max(1), secs: 1 };
        let mode = Mode { format: PixelFormat::Yuyv, width: 640, height: 480, rate };
        Ok(Opened { grabber: Box::new(self.clone()), name: "scripted".to_owned(), mode })
    }
}

/// Steps from `start_millis` on, one each 100 ms; a wait is waited for. Every good frame is told to be one.
struct Run {
    keeper: Keeper<Scripted>,
    script: Scripted,
    millis: u64,
    are_good: bool,
}

impl Run {
    fn new(grabs: &[Result<bool, CameraFault>], opens: &[Result<(), CameraFault>]) -> Self {
        let script = Scripted { fps: 30, ..Scripted::default() };
        script.grabs.borrow_mut().extend(grabs.iter().cloned());
        script.opens.borrow_mut().extend(opens.iter().cloned());
        Self { keeper: Keeper::new(script.clone(), None), script, millis: 10_000, are_good: true }
    }

    /// What was said, and when, until `until_millis` after the start.
    fn said(&mut self, until_millis: u64) -> Vec<(u64, String)> {
        let mut said = Vec::new();
        while self.millis < 10_000 + until_millis {
            let now = Duration::from_millis(self.millis);
            let word = match self.keeper.step(now) {
                Step::Wait(wait) => {
                    assert!(!wait.is_zero());
                    self.millis += u64::try_from(wait.as_millis()).unwrap();
                    continue;
                }
                Step::Shot(..) if self.are_good => self.keeper.was_good(now).map(|(name, _)| name.to_owned()),
                Step::Shot(..) | Step::Nothing => None,
                Step::Lost(fault) => Some(format!("{fault:?}")),
            };
            said.extend(word.map(|word| (self.millis - 10_000, word)));
            self.millis += 100;
        }
        said
    }
}

fn words(said: &[(u64, String)]) -> Vec<&str> {
    let mut words: Vec<&str> = said.iter().map(|(_, word)| word.as_str()).collect();
    words.dedup();
    words
}

#[test]
fn a_stalled_camera_is_opened_again_after_a_second() {
    let mut run = Run::new(&[vec![Ok(true); 5], vec![Ok(false); 10], vec![Ok(true); 5]].concat(), &[]);
    let said = run.said(3000);
    assert_eq!(words(&said), ["scripted", "Stalled", "scripted"]);
    let stalled = said.iter().find(|(_, word)| word == "Stalled").unwrap().0;
    // The last frame came at 500 ms.
    assert_eq!(stalled, 1500);
    assert_eq!(*run.script.n_opened.borrow(), 2);
}

#[test]
fn a_camera_that_is_waited_for_longer_is_not_opened_again() {
    let mut run = Run::new(&[vec![Ok(true); 5], vec![Ok(false); 30], vec![Ok(true); 5]].concat(), &[]);
    run.keeper = Keeper::new(run.script.clone(), Some(Duration::from_secs(5)));
    assert_eq!(words(&run.said(4500))[0], "scripted");
    assert_eq!(*run.script.n_opened.borrow(), 1);
}

#[test]
fn a_camera_has_more_time_to_start_and_a_slow_one_between_frames() {
    let mut run = Run::new(&[vec![Ok(false); 30], vec![Ok(true); 5]].concat(), &[]);
    assert_eq!(words(&run.said(3500)), ["scripted"]);
    let every_two_secs = vec![[vec![Ok(true)], vec![Ok(false); 19]].concat(); 3].concat();
    let mut run = Run::new(&every_two_secs, &[]);
    run.script.fps = 2;
    run.keeper = Keeper::new(run.script.clone(), None);
    assert_eq!(words(&run.said(5000)), ["scripted"]);
    assert_eq!(*run.script.n_opened.borrow(), 1);
}

#[test]
fn an_unplugged_camera_is_said_once_and_taken_again() {
    let gone = || Err(CameraFault::NotFound { wanted: "any".to_owned() });
    let opens = [Ok(()), Err(CameraFault::NoCamera), gone(), Err(CameraFault::Denied), Ok(())];
    let mut run = Run::new(&[vec![Ok(true); 3], vec![Err(CameraFault::Unplugged)], vec![Ok(true); 3]].concat(), &opens);
    assert_eq!(words(&run.said(6000))[..3], ["scripted", "Unplugged", "scripted"]);
}

#[test]
fn tries_are_further_and_further_apart_up_to_two_seconds_and_for_ever() {
    let mut run = Run::new(&[], &vec![Err(CameraFault::Busy); 1000]);
    let mut tries = Vec::new();
    let mut left = 1000;
    for millis in (0..20_000).step_by(10) {
        run.keeper.step(Duration::from_millis(millis));
        let now_left = run.script.opens.borrow().len();
        if now_left < left {
            tries.push(millis);
            left = now_left;
        }
    }
    let apart: Vec<u64> = tries.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(apart[..5], [250, 500, 1000, 2000, 2000]);
    assert!(apart[5..].iter().all(|millis| *millis == 2000), "{apart:?}");
}

#[test]
fn one_good_frame_makes_tries_quick_again() {
    let grabs = [Ok(true), Err(CameraFault::Unplugged), Ok(true)];
    let opens = [vec![Err(CameraFault::Busy); 6], vec![Ok(())], vec![Err(CameraFault::NoCamera)]].concat();
    let mut run = Run::new(&grabs, &opens);
    let said = run.said(20_000);
    let lost = said.iter().position(|(_, word)| word == "Unplugged").unwrap();
    assert!(said[lost + 1].0 - said[lost].0 < 1200, "{said:?}");
}

#[test]
fn a_hiccup_restarts_the_stream_at_once_without_opening_the_camera() {
    let grabs = [Ok(true), Err(CameraFault::Interrupted), Ok(true), Ok(true)];
    let mut run = Run::new(&grabs, &[]);
    assert_eq!(words(&run.said(500)), ["scripted", "Interrupted", "scripted"]);
    assert_eq!((*run.script.restarts.borrow(), *run.script.n_opened.borrow()), (1, 1));
}

#[test]
fn hiccup_upon_hiccup_opens_the_camera_anew() {
    let mut run = Run::new(&vec![Err(CameraFault::Interrupted); 8], &[]);
    assert_eq!(words(&run.said(2000)), ["Interrupted"]);
    assert!(*run.script.n_opened.borrow() >= 2);
    assert!(3 < *run.script.restarts.borrow());
}

#[test]
fn a_camera_whose_frames_are_all_damaged_is_opened_anew() {
    let mut run = Run::new(&vec![Ok(true); 100], &[]);
    run.are_good = false;
    let said = run.said(5000);
    assert_eq!(said, [(3100, "Garbled".to_owned())]);
    assert_eq!(*run.script.n_opened.borrow(), 2);
}

#[test]
fn a_stalled_camera_is_not_called_busy_because_we_still_wait_for_it() {
    let opens = [vec![Ok(())], vec![Err(CameraFault::Busy); 2]].concat();
    let mut run = Run::new(&[vec![Ok(true); 3], vec![Ok(false); 10], vec![Ok(true); 3]].concat(), &opens);
    assert_eq!(words(&run.said(4000)), ["scripted", "Stalled", "scripted"]);
}

#[test]
fn another_reason_is_said_and_the_same_is_not() {
    let opens = [CameraFault::NoCamera, CameraFault::NoCamera, CameraFault::Denied, CameraFault::Busy];
    let mut run = Run::new(&[Ok(true)], &opens.map(Err));
    assert_eq!(words(&run.said(5000))[..4], ["NoCamera", "Denied", "Busy", "scripted"]);
    assert_eq!(run.said(5000).len(), 0);
}

#[test]
fn a_machine_that_stood_still_blames_no_damage() {
    let mut run = Run::new(&vec![Ok(true); 20], &[]);
    assert_eq!(words(&run.said(500)), ["scripted"]);
    run.millis += 60_000;
    assert_eq!(words(&run.said(61_500)), ["Slept", "scripted"]);
}
