//! From generated pictures of pelvic tilts to counted repetitions: patches and rules together.
//!
//! A few sequences in every run; all of them, about ten minutes, with `FORMCHECK_TILT_SEQUENCES=all`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::tilt::{Cycle, MAN, RESTING, Sequence, Shown, WOMAN};
use formcheck::core::exercises::PELVIC_TILT;
use formcheck::core::judge::Judge;
use formcheck::core::pose::{PoseSample, Stream};
use formcheck::core::report::{Judgement, RefusalReason};
use formcheck::io::inference::patches::PatchTracker;
use formcheck::io::recording::rounded;

/// Starts and ends of a repetition that is the same as a cycle, in s.
const SAME_SECS: f64 = 0.7;

fn judged(sequence: &Sequence) -> Judgement {
    let (person, mut tracker) = (sequence.person(), PatchTracker::default());
    let mut judge = None;
    for Shown { frame, .. } in sequence.play() {
        let reading = tracker.push(&frame, Some(&person), false);
        let stream = Stream { width: frame.width, height: frame.height };
        let sample = PoseSample {
            at: frame.at,
            person: Some(person),
            n_people: None,
            cut: false,
            brightness: 100.0,
            repeated: false,
            camera_shift: None,
            camera_zoom: None,
            patches: reading.shifts,
            patch_setup: reading.setup,
        };
        judge.get_or_insert_with(|| Judge::new(&PELVIC_TILT, stream)).push(&rounded(&sample));
    }
    judge.unwrap().finish()
}

/// All of them, or every n-th.
fn some_of(sequences: Vec<Sequence>, n: usize) -> Vec<Sequence> {
    let asked = std::env::var("FORMCHECK_TILT_SEQUENCES").ok();
    assert!(asked.as_ref().is_none_or(|which| which == "all"), "FORMCHECK_TILT_SEQUENCES is `all` or not set");
    sequences.into_iter().step_by(if asked.is_some() { 1 } else { n }).collect()
}

/// Forty-two with tilts: three people, 2.5–20°, 2–6 s, irregular, noise, JPEG, flicker, 360p–720p, trunks of 105–350 px.
fn with_tilts() -> Vec<Sequence> {
    let mut sequences = Vec::new();
    for (k, tilt_deg) in [2.5, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0].into_iter().enumerate() {
        for (j, still) in [&MAN, &WOMAN, &RESTING].into_iter().enumerate() {
            for variant in 0..2_u32 {
                let turn = k + 2 * j + 3 * variant as usize;
                sequences.push(Sequence {
                    tilt_deg,
                    period_secs: [2.0, 2.6, 3.2, 4.0, 5.0, 6.0][turn % 6],
                    irregular: [0.05, 0.15, 0.25][turn % 3],
                    noise: [2.0, 3.0, 4.5, 6.0][turn % 4],
                    jpeg_quality: [Some(60), Some(75), Some(90), None][(turn + j) % 4],
                    flicker: [0.0, 0.03, 0.06][(turn + k) % 3],
                    height: [360, 480, 720][(turn / 2) % 3],
                    zoom: [1.0, 0.8, 0.65][(turn / 3) % 3],
                    n_cycles: 5,
                    seed: (10 * turn + j) as u32 + variant,
                    ..Sequence::of(still)
                });
            }
        }
    }
    sequences
}

/// Thirty without: breathing from none to deep, a camera that stands or sways, noise, flicker.
fn without_tilts() -> Vec<Sequence> {
    let sequence = |k: usize| Sequence {
        tilt_deg: 0.0,
        n_cycles: 6,
        breath: [0.0, 0.006, 0.012, 0.02, 0.03][k % 5],
        sway_px: [0.0, 1.0, 3.0][k % 3],
        noise: [2.0, 4.0, 6.0][(k / 3) % 3],
        flicker: [0.0, 0.06][k % 2],
        height: [360, 480][(k / 5) % 2],
        seed: k as u32,
        ..Sequence::of([&MAN, &WOMAN, &RESTING][(k / 2) % 3])
    };
    (0..30).map(sequence).collect()
}

/// The smallest tilt that must be found, in degrees.
const LEAST_TILT_DEG: f32 = 2.5;

fn refusal_of(judgement: &Judgement) -> Option<RefusalReason> {
    judgement.refusal.as_ref().map(|refusal| refusal.reason)
}

/// Which cycles were found, by the times of their repetitions.
fn found<'a>(cycles: &'a [Cycle], judgement: &Judgement) -> Vec<(&'a Cycle, f64)> {
    let at = |cycle: &'a Cycle| {
        let same = |rep: &&formcheck::core::report::Rep| {
            (rep.start_s - cycle.start_secs).abs() < SAME_SECS && (rep.end_s - cycle.end_secs).abs() < SAME_SECS
        };
        judgement.reps.iter().find(same).map(|rep| (cycle, rep.start_s))
    };
    cycles.iter().filter_map(at).collect()
}

#[test]
fn tilts_are_found_where_they_are_and_periods_are_right() {
    let (mut n_cycles, mut n_found, mut n_false, mut n_large, mut n_large_found, mut n_refused) = (0, 0, 0, 0, 0, 0);
    let mut period_errors = Vec::new();
    for sequence in some_of(with_tilts(), 13) {
        let (cycles, judgement) = (sequence.cycles(), judged(&sequence));
        let pairs = found(&cycles, &judgement);
        let is_large = |cycle: &&Cycle| 5.0 <= cycle.tilt_deg;
        n_false += judgement.reps.len() - pairs.len();
        if refusal_of(&judgement).is_some_and(|reason| reason != RefusalReason::NoRepetitions) {
            // Told with the reason: no result, and no wrong one.
            println!("refused: {:?}", refusal_of(&judgement));
            n_refused += 1;
            continue;
        }
        // Irregular cycles may be smaller than the smallest that must be found.
        let counts = |cycle: &&Cycle| LEAST_TILT_DEG <= cycle.tilt_deg;
        n_cycles += cycles.iter().filter(counts).count();
        n_found += pairs.iter().filter(|(cycle, _)| counts(cycle)).count();
        n_large += cycles.iter().filter(is_large).count();
        n_large_found += pairs.iter().filter(|(cycle, _)| is_large(cycle)).count();
        if let (Some(first), Some(last)) = (pairs.first(), pairs.last()) {
            let (true_secs, read_secs) = (last.0.start_secs - first.0.start_secs, last.1 - first.1);
            period_errors.extend((0.0 < true_secs).then(|| (read_secs / true_secs - 1.0).abs()));
        }
        if pairs.len() != cycles.len() || judgement.reps.len() != pairs.len() {
            let Sequence { tilt_deg, period_secs, noise, jpeg_quality, height, zoom, .. } = sequence;
            let shot = format!("noise {noise}, JPEG {jpeg_quality:?}, {height} px, zoom {zoom}");
            println!("{} of {}: {tilt_deg}° in {period_secs} s, {shot}", pairs.len(), cycles.len());
        }
    }
    period_errors.sort_by(f64::total_cmp);
    let mean = period_errors.iter().sum::<f64>() / period_errors.len() as f64;
    println!(
        "{n_found} of {n_cycles} found, {n_large_found} of {n_large} from 5°, {n_false} false, {n_refused} refused; mean period error {mean:.4}"
    );
    assert!(0.97 * n_cycles as f64 <= n_found as f64);
    assert!(0.99 * n_large as f64 <= n_large_found as f64);
    assert_eq!(n_false, 0);
    // The mean of a few sequences is less certain than that of all.
    let limit = if period_errors.len() < 10 { 0.01 } else { 0.005 };
    assert!(mean <= limit, "{period_errors:?}");
}

#[test]
fn breathing_swaying_and_noise_are_no_tilts() {
    for sequence in some_of(without_tilts(), 13) {
        let judgement = judged(&sequence);
        let reason = refusal_of(&judgement);
        assert_eq!(judgement.reps.len(), 0, "{sequence:?}");
        assert_ne!(reason, Some(RefusalReason::NotLyingDown), "what is refused for that proves nothing");
    }
}

#[test]
fn twenty_in_three_minutes_are_twenty() {
    let sequence =
        Sequence { n_cycles: 20, period_secs: 8.8, fps: 8.0, height: 270, jpeg_quality: None, ..Sequence::of(&MAN) };
    let judgement = judged(&sequence);
    assert_eq!(found(&sequence.cycles(), &judgement).len(), 20);
    assert_eq!(judgement.reps.len(), 20);
    assert!(170.0 < judgement.reps[19].end_s);
}
