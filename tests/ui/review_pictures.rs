//! Looking back at a real video: what is drawn on a picture is what was seen in that very picture.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use formcheck::app::review::{Ask, InOrder, Move, Pictures as _, Review, ReviewError, ReviewStage, Way, check};
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::judge::Search;
use formcheck::core::time::Timestamp;
use formcheck::io::recording::Marks;

use crate::scene::{log_path, report};

const SAMPLE: &str = "bridge_short_hold";

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample_videos/{SAMPLE}.mp4"))
}

/// A session with its report, pose log and video.
fn session(folder: &Path) {
    fs::write(folder.join("report.json"), serde_json::to_vec(&report(SAMPLE, &HIP_BRIDGE)).unwrap()).unwrap();
    fs::copy(log_path(SAMPLE), folder.join("poses.log.zst")).unwrap();
    fs::copy(sample(), folder.join("video.mp4")).unwrap();
}

struct Desk {
    review: Review,
    woken: Receiver<()>,
    now: Instant,
}

impl Desk {
    fn open(input: &Path) -> Self {
        let (wake, woken) = sync_channel(64);
        let review = Review::start(input, Timestamp::ZERO, Search::Auto, "Me", move || {
            let _is_full = wake.try_send(()).is_err();
        })
        .unwrap();
        #[expect(clippy::disallowed_methods, reason = "any instant will do: only differences count")]
        let mut desk = Self { review, woken, now: Instant::now() };
        desk.until("it is open", |desk| desk.review.shown().opened().is_some());
        desk
    }

    /// Time stands still until something is so.
    fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        loop {
            self.review.tick(self.now);
            if is_so(self) {
                return;
            }
            self.woken.recv_timeout(Duration::from_mins(2)).unwrap_or_else(|_| panic!("never: {what}"));
        }
    }

    fn ask(&mut self, to: Move) {
        self.review.ask(Ask::Move(to));
    }

    /// Whatever is shown, drawing and picture are of one frame.
    fn assert_in_step(&self) {
        if let (Some(frame), state) = self.review.shown().seen() {
            assert_eq!(state.map(|state| state.at), Some(frame.at));
        }
    }

    /// Waits for the picture of where one is.
    fn arrive(&mut self) {
        let shows = |desk: &Self| {
            let shown = desk.review.shown();
            let wanted = shown.opened().unwrap().film.shown_at(shown.player.at()).unwrap().at;
            desk.assert_in_step();
            shown.picture.as_ref().is_some_and(|picture| picture.at == wanted)
        };
        self.until("the picture comes", shows);
    }
}

#[test]
fn picture_and_drawing_are_in_step_while_playing_stepping_and_jumping() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path());
    let mut desk = Desk::open(folder.path());
    desk.arrive();
    for secs in [6.0, 1.5, 9.01, 0.2] {
        desk.ask(Move::To(Timestamp::from_secs(secs)));
        desk.arrive();
    }
    for way in [Way::On, Way::On, Way::Back, Way::On, Way::Back, Way::Back] {
        let before = desk.review.shown().picture.as_ref().unwrap().at;
        desk.ask(Move::Frame(way));
        desk.arrive();
        let step = desk.review.shown().picture.as_ref().unwrap().at.secs_since(before);
        assert!((0.01..0.1).contains(&step.abs()) && (0.0 < step) == (way == Way::On), "one frame: {step}");
    }
    desk.ask(Move::Toggle);
    let mut seen = Vec::new();
    for _ in 0..40 {
        desk.now += Duration::from_millis(33);
        desk.review.tick(desk.now);
        desk.arrive();
        seen.push(desk.review.shown().picture.as_ref().unwrap().at);
    }
    assert!(seen.is_sorted() && seen[39].secs_since(seen[0]) > 1.2);
    desk.ask(Move::Rep(Way::On));
    desk.arrive();
}

#[test]
fn pictures_that_come_late_keep_their_own_drawing() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path());
    let mut desk = Desk::open(folder.path());
    desk.ask(Move::Toggle);
    // Far faster than anything is decoded: many wishes are never served.
    for _ in 0..200 {
        desk.now += Duration::from_millis(40);
        desk.review.tick(desk.now);
        desk.assert_in_step();
    }
    desk.arrive();
}

#[test]
fn a_log_and_a_folder_are_opened_and_anything_else_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(check(folder.path()), Err(ReviewError::NoSession { .. })));
    assert!(matches!(check(&path("none.mp4")), Err(ReviewError::Missing { .. })));
    fs::write(path("text.mp4"), "no video").unwrap();
    assert!(matches!(check(&path("text.mp4")), Err(ReviewError::Pipeline(_))));
    fs::write(path("report.json"), "{").unwrap();
    assert!(matches!(check(folder.path()), Err(ReviewError::Report { .. })));
    let log = log_path(SAMPLE);
    assert!(check(&log).is_ok() && check(&sample()).is_ok());
    let desk = Desk::open(&log);
    let (frame, state) = desk.review.shown().seen();
    assert!(frame.is_none() && state.is_some(), "the figure alone");
    let (wake, woken) = sync_channel(64);
    let mut review = Review::start(folder.path(), Timestamp::ZERO, Search::Auto, "Me", move || {
        let _is_full = wake.try_send(()).is_err();
    })
    .unwrap();
    while !matches!(review.shown().stage, ReviewStage::Failed(_)) {
        woken.recv_timeout(Duration::from_mins(1)).unwrap();
        review.tick(desk.now);
    }
    assert!(matches!(review.failure(), Some(ReviewError::Report { .. })));
}

#[test]
fn marks_of_a_session_are_there_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path());
    let remark = formcheck::io::recording::Remark::NotARepetition { rep: 0, start_s: 1.0 };
    Marks::add(folder.path(), "Me", remark.clone()).unwrap();
    assert!(Desk::open(folder.path()).review.shown().remarks.has(&remark));
    fs::write(folder.path().join("marks.toml"), "marks = [").unwrap();
    let desk = Desk::open(folder.path());
    assert!(desk.review.shown().trouble.as_ref().unwrap().starts_with("your marks cannot be read"));
}

#[test]
fn pictures_are_found_to_and_fro_without_an_index() {
    let mut pictures = InOrder::open(&sample()).unwrap();
    let mut at = |secs: f64| pictures.frame_at(Timestamp::from_secs(secs)).unwrap().unwrap().at.secs();
    let (late, early) = (at(2.0), at(0.5));
    assert!(1.9 < late && late <= 2.0 && 0.45 < early && early <= 0.5);
    assert_eq!((at(0.0), at(-3.0)), (0.0, 0.0));
    assert!(1.0 < at(1e6), "the last one");
}
