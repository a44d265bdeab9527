//! Generated clips of pelvic tilts: a still of a sample video, moved by a motion that is known.
//!
//! ```text
//! #[path = "tilt/mod.rs"]
//! mod tilt;
//! let sequence = Sequence { tilt_deg: 5.0, ..Sequence::of(&tilt::MAN) };
//! let (person, truth) = (sequence.person(), sequence.cycles());
//! for Shown { frame, tilt_deg } in sequence.play() {}
//! ```

mod noise;
mod picture;
mod stills;

use formcheck::core::frame::Frame;
use formcheck::core::pose::Person;
use formcheck::core::time::Timestamp;

use noise::{Noise, through_jpeg};
use picture::{Motion, Picture};
pub(crate) use stills::{MAN, RESTING, Still, WOMAN};

/// What to show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sequence {
    pub(crate) still: &'static Still,
    /// Height of the picture, 16 : 9; at 540 px and zoom 1 the trunk of [`MAN`] is 255 px.
    pub(crate) height: u32,
    /// Enlarges the still about the picture's middle.
    pub(crate) zoom: f32,
    pub(crate) fps: f64,
    /// Before the first cycle and after the last, in s.
    pub(crate) rest_secs: f64,
    pub(crate) n_cycles: usize,
    /// The pelvis' backward tilt at the turn of a cycle.
    pub(crate) tilt_deg: f32,
    /// From rest to rest.
    pub(crate) period_secs: f64,
    /// Each cycle's period and tilt differ by up to this share.
    pub(crate) irregular: f64,
    /// How far the belly rises and sinks in all, as a share of the trunk; 15 times a minute.
    pub(crate) breath: f32,
    /// How far all of the picture sways to and fro, in px.
    pub(crate) sway_px: f32,
    /// SD of the sensor's noise, in grey levels.
    pub(crate) noise: f32,
    /// How far brightness flickers, as a share.
    pub(crate) flicker: f32,
    pub(crate) jpeg_quality: Option<u8>,
    pub(crate) seed: u32,
}

/// One repetition as it was made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cycle {
    pub(crate) start_secs: f64,
    /// The turn lies in the middle.
    pub(crate) end_secs: f64,
    pub(crate) tilt_deg: f32,
}

/// A frame with its truth.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) frame: Frame,
    pub(crate) tilt_deg: f32,
}

impl Sequence {
    /// Six tilts of 10° in 3 s each, on a middling camera.
    pub(crate) fn of(still: &'static Still) -> Self {
        Self {
            still,
            height: 360,
            zoom: 1.0,
            fps: 15.0,
            rest_secs: 1.5,
            n_cycles: 6,
            tilt_deg: 10.0,
            period_secs: 3.0,
            irregular: 0.15,
            breath: 0.006,
            sway_px: 0.0,
            noise: 3.0,
            flicker: 0.02,
            jpeg_quality: Some(80),
            seed: 1,
        }
    }

    /// The cycles as they will be shown.
    pub(crate) fn cycles(&self) -> Vec<Cycle> {
        let mut noise = Noise::new(self.seed);
        let mut start_secs = self.rest_secs;
        let mut next = || {
            let end_secs = start_secs + self.period_secs * (1.0 + self.irregular * noise.uniform());
            let tilt_deg = self.tilt_deg * (1.0 + self.irregular * noise.uniform()) as f32;
            let cycle = Cycle { start_secs, end_secs, tilt_deg };
            start_secs = end_secs;
            cycle
        };
        (0..self.n_cycles).map(|_| next()).collect()
    }

    /// The key points: those of the still, which do not move.
    pub(crate) fn person(&self) -> Person {
        Picture::load(self).person
    }

    /// The frames one after the other.
    pub(crate) fn play(self) -> impl Iterator<Item = Shown> {
        let (picture, cycles) = (Picture::load(&self), self.cycles());
        let mut noise = Noise::new(self.seed + 1);
        let secs = cycles.last().map_or(self.rest_secs, |last| last.end_secs) + self.rest_secs;
        (0..(secs * self.fps) as i32).map(move |idx| {
            let at = Timestamp::from_secs(f64::from(idx) / self.fps);
            let tilt_deg = tilt_at(&cycles, at.secs());
            let mut frame = picture.moved(at, &self.motion(at.secs(), tilt_deg));
            noise.disturb(&mut frame, self.noise, self.flicker);
            let frame = match self.jpeg_quality {
                Some(quality) => through_jpeg(&frame, quality),
                None => frame,
            };
            Shown { frame, tilt_deg }
        })
    }

    fn motion(&self, secs: f64, tilt_deg: f32) -> Motion {
        let turn = std::f64::consts::TAU * secs;
        Motion {
            tilt: tilt_deg * 0.004,
            breath: self.breath * 0.5 * (turn * 0.25).sin() as f32,
            sway_px: self.sway_px * (turn * 0.7).sin() as f32,
        }
    }
}

fn tilt_at(cycles: &[Cycle], secs: f64) -> f32 {
    let cycle = cycles.iter().find(|cycle| cycle.start_secs <= secs && secs < cycle.end_secs);
    cycle.map_or(0.0, |cycle| {
        let share = (secs - cycle.start_secs) / (cycle.end_secs - cycle.start_secs);
        cycle.tilt_deg * (0.5 - 0.5 * (std::f64::consts::TAU * share).cos()) as f32
    })
}
