//! Damage to a file, at random.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What may happen to a file.
#[derive(Debug, Clone)]
pub(crate) enum Damage {
    /// Bits of the byte at this share of the length.
    Flip(f64, u8),
    /// Everything from this share of the length on.
    Cut(f64),
    /// A word at this share of the length becomes this.
    Word(f64, u32),
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let share = || 0.0..1.0_f64;
    let word = prop_oneof![Just(0), Just(1), Just(0x7fff_ffff), Just(0xffff_ffff), any::<u32>()];
    let one = prop_oneof![
        6 => (share(), any::<u8>()).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        1 => share().prop_map(Damage::Cut),
        3 => (share(), word).prop_map(|(at, word)| Damage::Word(at, word)),
    ];
    proptest::collection::vec(one, 1..12)
}

/// The bytes after these damages.
pub(crate) fn damaged(whole: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
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
    bytes
}

/// Tries the same cases in every run; `FORMCHECK_NOISE_CASES=100000` asks for as many new ones, and never for fewer.
pub(crate) fn try_cases(n_cases: u32, case: impl Fn(&[Damage])) {
    try_cases_of(damages(), n_cases, |damages| case(&damages));
}

/// The same for cases of any kind.
pub(crate) fn try_cases_of<S: Strategy>(cases: S, n_cases: u32, case: impl Fn(S::Value)) {
    let asked = std::env::var("FORMCHECK_NOISE_CASES").ok().map(|n| n.parse::<u32>().unwrap());
    let config =
        Config { cases: asked.unwrap_or_default().max(n_cases), failure_persistence: None, ..Config::default() };
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let outcome = runner.run(&cases, |one| {
        case(one);
        Ok(())
    });
    outcome.unwrap();
}
