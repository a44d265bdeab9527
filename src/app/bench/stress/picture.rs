//! What can be done to pictures before the pose model sees them, and how far it is taken.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, fast_blur, resize};
use image::{ExtendedColorType, ImageFormat, RgbImage};

use super::space::bump;
use super::{Clip, Effect, Recording, add_runs, limits};
use crate::app::bench::noise::normal;
use crate::core::exercises;
use crate::core::frame::Frame;
use crate::core::geometry::Point;
use crate::io::inference::Model;
use crate::io::pipeline::{Job, PipelineError, retouched_samples};

/// A change of pictures.
#[derive(Debug)]
pub struct PictureChange {
    /// Name in the tables.
    pub name: &'static str,
    /// Unit of its values, empty for none.
    pub unit: &'static str,
    /// The value at which the pictures are as they are.
    pub unchanged: f64,
    /// How far it is taken, in order.
    pub values: &'static [f64],
    /// Makes it.
    pub apply: fn(Frame, f64) -> Frame,
    /// True if the program refuses or leaves something out for it.
    pub is_limited: bool,
    /// What the program does about it.
    pub limit: &'static str,
}

/// Changes of pictures, in the order of the table.
pub static PICTURE_CHANGES: [PictureChange; 6] = [
    PictureChange {
        name: "brightness",
        unit: "×",
        unchanged: 1.0,
        values: &[0.02, 0.05, 0.1, 0.2, 0.4, 1.0, 1.5, 2.0],
        apply: brightened,
        is_limited: false,
        limit: "warned, and blamed where nobody is found, under a mean of 30 of 255",
    },
    PictureChange {
        name: "JPEG quality",
        unit: "",
        unchanged: 100.0,
        values: &[2.0, 5.0, 10.0, 20.0, 40.0, 70.0, 95.0, 100.0],
        apply: compressed,
        is_limited: false,
        limit: "",
    },
    PictureChange {
        name: "picture height",
        unit: "px",
        unchanged: 360.0,
        values: &[60.0, 90.0, 120.0, 180.0, 240.0, 360.0, 480.0, 720.0, 1080.0],
        apply: resized,
        is_limited: true,
        limit: "see person",
    },
    PictureChange {
        name: "blur",
        unit: "px",
        unchanged: 0.0,
        values: &[0.0, 1.0, 2.0, 3.0, 5.0, 8.0],
        apply: blurred,
        is_limited: false,
        limit: "",
    },
    PictureChange {
        name: "sensor noise",
        unit: "levels",
        unchanged: 0.0,
        values: &[0.0, 5.0, 10.0, 20.0, 40.0, 80.0],
        apply: speckled,
        is_limited: false,
        limit: "",
    },
    PictureChange {
        name: "bump, filmed",
        unit: "% of width",
        unchanged: 0.0,
        values: &[0.0, 1.0, 2.0, 4.0, 8.0],
        apply: bumped,
        is_limited: false,
        limit: "warned > 5 % of the person",
    },
];

fn brightened(mut frame: Frame, factor: f64) -> Frame {
    // A sensor counts light, a picture holds about its square root: half the light is not half the grey level.
    let level = |grey: u8| ((f64::from(grey) / 255.0).powf(GAMMA) * factor).powf(1.0 / GAMMA) * 255.0;
    let levels: Vec<u8> = (0..=u8::MAX).map(|grey| level(grey).round().min(255.0) as u8).collect();
    for grey in &mut frame.rgb {
        *grey = levels.get(usize::from(*grey)).copied().unwrap_or(*grey);
    }
    frame
}

/// Of sRGB, about.
const GAMMA: f64 = 2.2;

fn compressed(frame: Frame, quality: f64) -> Frame {
    if 100.0 <= quality {
        return frame;
    }
    let mut jpeg = Vec::new();
    let encoded = JpegEncoder::new_with_quality(&mut jpeg, quality as u8).encode(
        &frame.rgb,
        frame.width,
        frame.height,
        ExtendedColorType::Rgb8,
    );
    let decoded = encoded.and_then(|()| image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg));
    match decoded {
        Ok(picture) => Frame { rgb: picture.into_rgb8().into_raw(), ..frame },
        Err(_) => frame,
    }
}

fn resized(frame: Frame, height: f64) -> Frame {
    let width = (f64::from(frame.width) * height / f64::from(frame.height)).round() as u32;
    if frame.height == height as u32 {
        return frame;
    }
    changed(frame, |picture| resize(&picture, width, height as u32, FilterType::Triangle))
}

fn blurred(frame: Frame, sigma_px: f64) -> Frame {
    if sigma_px <= 0.0 {
        return frame;
    }
    changed(frame, |picture| fast_blur(&picture, sigma_px as f32))
}

fn changed(frame: Frame, change: impl FnOnce(RgbImage) -> RgbImage) -> Frame {
    let Frame { at, width, height, rgb } = frame;
    let Some(picture) = RgbImage::from_raw(width, height, rgb) else {
        return Frame { at, width, height, rgb: vec![0; width as usize * height as usize * 3] };
    };
    let picture = change(picture);
    Frame { at, width: picture.width(), height: picture.height(), rgb: picture.into_raw() }
}

/// As many random numbers are made; each frame begins elsewhere among them.
const N_SPECKS: usize = 65_521;

fn speckled(mut frame: Frame, sigma_levels: f64) -> Frame {
    let specks: Vec<f32> = (0..N_SPECKS as u64).map(|k| normal(k) * sigma_levels as f32).collect();
    let begin = (frame.at.nanos().unsigned_abs() / 1_000_000 * 7919) as usize % N_SPECKS;
    let noise = specks.iter().cycle().skip(begin);
    for (grey, speck) in frame.rgb.iter_mut().zip(noise) {
        *grey = (f32::from(*grey) + speck).clamp(0.0, 255.0) as u8;
    }
    frame
}

fn bumped(mut frame: Frame, percent: f64) -> Frame {
    let length = (f64::from(frame.width) * percent / 100.0) as f32;
    let Point { x, y } = bump(frame.at.secs(), Point::new(1.0, -1.0) * (length / std::f32::consts::SQRT_2));
    let (width, height) = (i64::from(frame.width), i64::from(frame.height));
    let (dx, dy) = (x.round() as i64, y.round() as i64);
    if (dx, dy) == (0, 0) {
        return frame;
    }
    // What comes into the picture is as what was at its edge.
    let from = |at: i64, off: i64, length: i64| (at - off).clamp(0, length - 1);
    let mut rgb = Vec::with_capacity(frame.rgb.len());
    for y in 0..height {
        let row = from(y, dy, height) * width;
        for x in 0..width {
            let start = ((row + from(x, dx, width)) * 3) as usize;
            rgb.extend_from_slice(frame.rgb.get(start..start + 3).unwrap_or(&[0; 3]));
        }
    }
    frame.rgb = rgb;
    frame
}

/// So many clips of each exercise are followed anew.
const CLIPS_EACH: usize = 2;

/// Returns the clips whose pictures are changed: the first of each exercise that are labelled repetition by repetition.
pub fn shown_first(clips: &[Clip]) -> Vec<Clip> {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let is_wanted = |clip: &&Clip| {
        let known = clip.label.exercise.as_deref().and_then(exercises::by_name);
        let Some(exercise) = known.filter(|_| clip.label.reps.is_some()) else { return false };
        let n_taken = taken.entry(exercise.id).or_default();
        *n_taken += 1;
        *n_taken <= CLIPS_EACH
    };
    clips.iter().filter(is_wanted).cloned().collect()
}

impl PictureChange {
    /// Returns what becomes of the clips when every picture is changed by one amount.
    pub fn effects(
        &'static self,
        value: f64,
        clips: &[Clip],
        cancelled: &AtomicBool,
    ) -> Result<Vec<Effect>, PipelineError> {
        let follow = |clip: &Clip| self.followed(value, clip, cancelled).map(|recording| (clip.clone(), recording));
        let clips = clips.iter().map(follow).collect::<Result<Vec<_>, _>>()?;
        let effects = |with_limits: bool| {
            let (mut runs, mut views) = (Vec::new(), Vec::new());
            for (clip, recording) in &clips {
                add_runs(limits(with_limits), clip, recording, &mut runs, &mut views);
            }
            Effect::of_runs(self.name, value, with_limits, &runs, &views)
        };
        let both = [true, false].into_iter().filter(|with_limits| *with_limits || self.is_limited);
        Ok(both.flat_map(effects).collect())
    }

    fn followed(&'static self, value: f64, clip: &Clip, cancelled: &AtomicBool) -> Result<Recording, PipelineError> {
        let job = Job {
            input: &clip.path,
            stills_fps: None,
            model: Model::Full,
            n_workers: 1,
            every_frame: false,
            poses: None,
            annotate: None,
            cancelled,
            progress: &|_, _| {},
        };
        let followed = retouched_samples(&job, Arc::new(move |frame| (self.apply)(frame, value)))?;
        Ok(Recording { stream: followed.stream, samples: followed.samples, person_px: None })
    }
}
