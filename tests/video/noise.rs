//! Damage of any kind ends in frames, warnings or an error: never in a panic, never in a hang.

use std::fs;

use formcheck::video::open;
use proptest::prelude::{Just, Strategy as _, any, prop_oneof};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::clips::Clips;

/// What may happen to a file.
#[derive(Debug, Clone)]
enum Damage {
    /// Bits of the byte at this share of the length.
    Flip(f64, u8),
    /// Everything from this share of the length on.
    Cut(f64),
    /// A word at this share of the length becomes this.
    Word(f64, u32),
}

fn damages() -> impl proptest::strategy::Strategy<Value = Vec<Damage>> {
    let share = || 0.0..1.0_f64;
    let word = prop_oneof![Just(0), Just(1), Just(0x7fff_ffff), Just(0xffff_ffff), any::<u32>()];
    let one = prop_oneof![
        6 => (share(), any::<u8>()).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        1 => share().prop_map(Damage::Cut),
        3 => (share(), word).prop_map(|(at, word)| Damage::Word(at, word)),
    ];
    proptest::collection::vec(one, 1..12)
}

fn apply(bytes: &mut Vec<u8>, damages: &[Damage]) {
    for damage in damages {
        let at = |share: f64| (share * bytes.len() as f64) as usize;
        match damage {
            Damage::Flip(share, bits) => {
                let at = at(*share);
                bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= bits);
            }
            Damage::Cut(share) => bytes.truncate(at(*share)),
            Damage::Word(share, word) => {
                let at = at(*share);
                bytes.get_mut(at..at + 4).into_iter().for_each(|place| place.copy_from_slice(&word.to_be_bytes()));
            }
        }
    }
}

/// Reads a damaged file to its end or first error; frames come one after another, of one size.
fn read_damaged(clips: &Clips, whole: &[u8], damages: &[Damage]) {
    let mut bytes = whole.to_vec();
    apply(&mut bytes, damages);
    let path = clips.path("damaged.mp4");
    fs::write(&path, bytes).unwrap();
    let Ok(mut source) = open(&path) else { return };
    let mut last = None;
    while let Ok(Some(frame)) = source.next_frame() {
        assert!(last < Some(frame.at), "frames go back in time");
        assert_eq!((frame.width, frame.height), (source.info().width, source.info().height));
        last = Some(frame.at);
    }
    source.warnings().iter().for_each(|warning| assert!(!warning.to_string().is_empty()));
}

/// The same cases in every run; `FORMCHECK_NOISE_CASES=100000` asks for as many new ones.
fn survives(encoding: &str, n_cases: u32) {
    let clips = Clips::new();
    let clip = clips.make("whole.mp4", "64x48", 0.5, encoding);
    let whole = fs::read(clip).unwrap();
    let asked: Option<u32> = std::env::var("FORMCHECK_NOISE_CASES").ok().and_then(|n| n.parse().ok());
    let config = Config { cases: asked.unwrap_or(n_cases), failure_persistence: None, ..Config::default() };
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let outcome = runner.run(&damages(), |damages| {
        read_damaged(&clips, &whole, &damages);
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn damaged_h264_never_panics() {
    survives("-c:v libx264 -bf 2 -g 8 -pix_fmt yuv420p", 150);
}

#[test]
fn damaged_cavlc_h264_never_panics() {
    survives("-c:v libx264 -profile:v baseline -x264-params slices=2 -g 8 -pix_fmt yuv420p", 100);
}

#[test]
fn damaged_hevc_never_panics() {
    survives("-c:v libx265 -x265-params log-level=error:keyint=8", 150);
}

#[test]
fn a_damaged_fragmented_file_never_panics() {
    survives("-c:v libx264 -g 5 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov", 100);
}
