//! Patches follow generated motion: a still of a sample video, moved by what is known.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[expect(dead_code, reason = "each test needs its part")]
mod tilt;

use tilt::{Sequence, Shown};

#[test]
fn a_sequence_shows_as_many_tilts_as_it_says() {
    let sequence = Sequence { n_cycles: 2, ..Sequence::of(&tilt::MAN) };
    let shown: Vec<Shown> = sequence.play().collect();
    let highest = shown.iter().map(|shown| shown.tilt_deg).fold(0.0, f32::max);
    let true_highest = sequence.cycles().iter().map(|cycle| cycle.tilt_deg).fold(0.0, f32::max);
    assert!((highest - true_highest).abs() < 0.2, "{highest} for {true_highest}");
    if let Some(dir) = std::env::var_os("TILT_OUT") {
        for (idx, Shown { frame, .. }) in shown.iter().enumerate() {
            let path = std::path::Path::new(&dir).join(format!("{idx:03}.png"));
            image::save_buffer(path, &frame.rgb, frame.width, frame.height, image::ExtendedColorType::Rgb8).unwrap();
        }
    }
}
