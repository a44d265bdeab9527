//! Single frames that are damaged, and what is said of them.

use super::clip::{HEIGHT, WIDTH, mjpeg};
use super::rig::Rig;

/// `0..until` without the ranges left out.
fn all_but(left_out: &[std::ops::Range<i64>], until: i64) -> Vec<i64> {
    (0..until).filter(|number| left_out.iter().all(|range| !range.contains(number))).collect()
}

#[test]
fn damaged_frames_are_left_out_and_counted_by_reason() {
    let faults = "corrupt@5x3;trunc@10x2;garbage@15x2;empty@20x2;errflag@25x4;drop@32x3";
    let run = Rig::new().set("FAKECAM_FAULT", faults).run("", 34);
    assert_eq!(run.numbers(), all_but(&[5..8, 10..12, 15..17, 20..22, 25..29, 32..35], 50));
    assert_eq!(["corrupt", "cut", "stale", "size"].map(|reason| run.count(reason)), [5, 2, 6, 0]);
    assert_eq!((run.count("dropped"), run.count("lost")), (13, 3));
    assert_eq!(run.states.len(), 1, "none of it is worth a word: {:?}", run.states);
}

#[test]
fn of_many_corrupt_frames_not_one_passes() {
    let run = Rig::new().set("FAKECAM_FPS", "60/1").set("FAKECAM_FAULT", "corrupt@2x60").run("", 4);
    // A picture that is not its own is shown as -1.
    assert_eq!(run.numbers(), [0, 1, 62, 63]);
    assert_eq!(run.count("corrupt"), 60);
}

#[test]
fn raw_pictures_that_are_cut_or_flagged_are_left_out() {
    let run = Rig::raw().set("FAKECAM_FAULT", "trunc@3x2;empty@8;errflag@12x2").run("", 15);
    assert_eq!(run.numbers(), all_but(&[3..5, 8..9, 12..14], 20));
    assert_eq!((run.count("cut"), run.count("stale")), (2, 3));
}

#[test]
fn pictures_of_another_size_are_left_out() {
    let other = |number: u32| if (4..7).contains(&number) { (WIDTH * 2, HEIGHT) } else { (WIDTH, HEIGHT) };
    let run = Rig::of(&mjpeg(other)).run("", 12);
    assert_eq!(run.numbers(), all_but(&[4..7, 9..9], 15));
    assert_eq!((run.count("size"), run.count("dropped")), (3, 3));
}

#[test]
fn through_nokhwa_corrupt_frames_are_left_out_too() {
    let run = Rig::new().set("FAKECAM_FAULT", "corrupt@5x20;garbage@30x5").run("nokhwa:", 30);
    let numbers = run.numbers();
    assert!(numbers.iter().all(|number| !(5..25).contains(number) && !(30..35).contains(number)), "{numbers:?}");
    assert!(numbers.iter().all(|number| *number != -1) && 15 < run.count("corrupt"));
}
