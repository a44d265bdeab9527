//! Signs by body: told where they are given, and nowhere else.

use formcheck::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};
use formcheck::exercise::Exercise;
use formcheck::gesture::{Gestures, Signs};
use formcheck::pose::{PoseSample, Stream};
use formcheck::session::{LiveView, Session};
use crate::logs::logs;

/// The views of a session over samples.
pub(crate) fn views(exercise: &'static Exercise, stream: Stream, samples: &[PoseSample]) -> Vec<LiveView> {
    let mut session = Session::new(exercise, stream);
    samples.iter().map(|sample| session.push(sample)).collect()
}

fn signs(exercise: &'static Exercise, stream: Stream, samples: &[PoseSample]) -> Vec<(f64, Signs)> {
    let mut gestures = Gestures::default();
    let views = views(exercise, stream, samples);
    samples.iter().zip(&views).map(|(sample, view)| (sample.at.secs(), gestures.push(sample.at, view))).collect()
}

#[test]
fn table() {
    println!("{:32} {:>6} {:>7} {:>8} {:>6}", "clip", "s", "raised", "sat up", "left");
    for (name, stream, samples) in logs() {
        let exercise: &'static Exercise = if name.starts_with("ktc") { &KNEE_TO_CHEST } else if name.starts_with("tilt") { &PELVIC_TILT } else { &HIP_BRIDGE };
        let signs = signs(exercise, stream, &samples);
        let n = |is: fn(&Signs) -> bool| {
            let starts = signs.windows(2).filter(|pair| !is(&pair[0].1) && is(&pair[1].1));
            starts.map(|pair| format!("{:.1}", pair[1].0)).collect::<Vec<_>>().join(",")
        };
        let last = signs.last().unwrap();
        println!("{name:32} {:6.1} {:>7} {:>8} {:>6}", last.0, last.1.n_raises, n(|s| s.is_up), n(|s| s.is_away));
    }
}
