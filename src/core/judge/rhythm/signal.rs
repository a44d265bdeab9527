//! Where patches are along the trunk and across it, free of the camera's motion and of most noise.

use std::collections::{BTreeMap, VecDeque};

use crate::core::exercise::{Patch, PatchRange, median};
use crate::core::geometry::Point;
use crate::core::pose::{BodyFrame, PoseSample};
use crate::core::time::Timestamp;

/// Width of the causal mean. It is told at the mean time of its samples, so that it is not late.
pub(super) const MEAN_SECS: f64 = 0.3;
/// Jitter is measured over this long.
const JITTER_SECS: f64 = 4.0;
/// The background tells the camera's motion where it jitters no more than this times the signal, …
const NOISIEST_BACKGROUND: f32 = 1.5;
/// …or than this in trunks, which is less than rounding leaves of a still picture.
const STILL_JITTER: f32 = 1e-4;
/// Median |second difference| of noise with standard deviation 1: 0.6745 √6.
const SECOND_DIFFERENCE: f32 = 1.652;
/// The range of eight draws of noise with standard deviation 1, which is what a repetition holds of means of 0.3 s.
const RANGE_OF_NOISE: f32 = 2.85;
/// Entries are kept this long: twice the longest repetition.
const KEEP_SECS: f64 = 30.0;

/// Along the trunk towards the head, and across it towards the knee; in trunks since the set-up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Place {
    along: f32,
    up: f32,
}

/// A place without the camera's motion, with the match's quality.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Seen {
    place: Place,
    match_quality: f32,
}

#[derive(Debug, Clone, PartialEq)]
struct Raw {
    at: Timestamp,
    /// The followed patch as it is in the picture, along the trunk.
    in_picture: f32,
    background: Option<Place>,
    seen: BTreeMap<Patch, Seen>,
}

/// The mean of the last samples.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The mean of their times.
    pub(super) at: Timestamp,
    /// When the last of them was taken.
    pub(super) taken_at: Timestamp,
    /// The followed patch along the trunk.
    pub(super) value: f32,
    seen: BTreeMap<Patch, Seen>,
}

/// The patches since their set-up.
#[derive(Debug)]
pub(super) struct Signal {
    patch: Patch,
    frame: BodyFrame,
    raw: VecDeque<Raw>,
    camera: Place,
    entries: VecDeque<Entry>,
}

impl Signal {
    pub(super) fn new(patch: Patch, frame: BodyFrame) -> Self {
        Self { patch, frame, raw: VecDeque::new(), camera: Place::default(), entries: VecDeque::new() }
    }

    /// The next sample's mean; `None` where the followed patch is not in it.
    pub(super) fn push(&mut self, sample: &PoseSample) -> Option<&Entry> {
        let mut seen: BTreeMap<Patch, Seen> = sample
            .patches
            .iter()
            .map(|it| (it.patch, Seen { place: self.place(it.shift), match_quality: it.match_quality }))
            .collect();
        let background = seen.get(&Patch::Background).map(|seen| seen.place);
        let in_picture = seen.get(&self.patch)?.place.along;
        self.raw.push_back(Raw { at: sample.at, in_picture, background, seen: BTreeMap::new() });
        while self.raw.front().is_some_and(|first| JITTER_SECS < sample.at.secs_since(first.at)) {
            self.raw.pop_front();
        }
        if let Some(camera) = background.filter(|_| self.is_background_quiet()) {
            self.camera = camera;
        }
        for (_, seen) in seen.iter_mut().filter(|(patch, _)| **patch != Patch::Background) {
            seen.place.along -= self.camera.along;
            seen.place.up -= self.camera.up;
        }
        if let Some(last) = self.raw.back_mut() {
            last.seen = seen;
        }
        self.entries.push_back(self.mean(sample.at)?);
        while self.entries.front().is_some_and(|first| KEEP_SECS < sample.at.secs_since(first.taken_at)) {
            self.entries.pop_front();
        }
        self.entries.back()
    }

    /// Means between two instants.
    pub(super) fn between(&self, from: Timestamp, to: Timestamp) -> impl DoubleEndedIterator<Item = &Entry> + Clone {
        self.entries.iter().filter(move |entry| from <= entry.at && entry.at <= to)
    }

    pub(super) fn last(&self) -> Option<&Entry> {
        self.entries.back()
    }

    /// How far each patch moved between two instants.
    pub(super) fn ranges(&self, from: Timestamp, to: Timestamp) -> BTreeMap<Patch, PatchRange> {
        let mut all: BTreeMap<Patch, Vec<Seen>> = BTreeMap::new();
        for (patch, seen) in self.between(from, to).flat_map(|entry| &entry.seen) {
            all.entry(*patch).or_default().push(*seen);
        }
        let range = |seen: &[Seen], of: fn(&Seen) -> f32| {
            seen.iter().map(of).fold(f32::MIN, f32::max) - seen.iter().map(of).fold(f32::MAX, f32::min)
        };
        let of_patch = |patch: Patch, seen: &[Seen]| PatchRange {
            along: self.without_noise(patch, range(seen, |seen| seen.place.along), |place| place.along),
            up: self.without_noise(patch, range(seen, |seen| seen.place.up), |place| place.up),
            match_quality: seen.iter().map(|seen| seen.match_quality).fold(1.0, f32::min),
        };
        all.iter().map(|(patch, seen)| (*patch, of_patch(*patch, seen))).collect()
    }

    /// What is left of a range of means when noise, which adds to it in squares, is taken out.
    fn without_noise(&self, patch: Patch, range: f32, axis: fn(&Place) -> f32) -> f32 {
        let values = self.raw.iter().filter_map(|raw| raw.seen.get(&patch)).map(|seen| axis(&seen.place));
        let noise = RANGE_OF_NOISE * jitter(values) / (self.n_in_mean() as f32).sqrt();
        (range.powi(2) - noise.powi(2)).max(0.0).sqrt()
    }

    /// Standard deviation of the signal from picture to picture.
    pub(super) fn jitter(&self) -> f32 {
        let value = |raw: &Raw| raw.seen.get(&self.patch).map(|seen| seen.place.along);
        jitter(self.raw.iter().filter_map(value))
    }

    /// Standard deviation of the mean from picture to picture.
    pub(super) fn mean_jitter(&self) -> f32 {
        self.jitter() / (self.n_in_mean() as f32).sqrt()
    }

    /// How many samples a mean is of.
    pub(super) fn n_in_mean(&self) -> usize {
        let Some(last) = self.raw.back() else { return 1 };
        self.raw.iter().rev().take_while(|raw| last.at.secs_since(raw.at) < MEAN_SECS).count().max(1)
    }

    fn place(&self, shift: Point) -> Place {
        let BodyFrame { trunk_px, along, up } = self.frame;
        // A shift towards the shoulder is positive, as the frame's axis is.
        Place { along: shift.dot(along) / trunk_px, up: shift.dot(up) / trunk_px }
    }

    fn is_background_quiet(&self) -> bool {
        let background =
            |axis: fn(&Place) -> f32| jitter(self.raw.iter().filter_map(|raw| raw.background.as_ref()).map(axis));
        let signal = jitter(self.raw.iter().map(|raw| raw.in_picture));
        background(|at| at.along).max(background(|at| at.up)) <= NOISIEST_BACKGROUND * signal + STILL_JITTER
    }

    fn mean(&self, taken_at: Timestamp) -> Option<Entry> {
        let window = self.raw.iter().rev().take(self.n_in_mean());
        let (mut at, mut sums) = (0.0, BTreeMap::<Patch, (f32, Seen)>::new());
        for raw in window {
            at += raw.at.secs_since(taken_at);
            for (patch, seen) in &raw.seen {
                let none = Seen { place: Place::default(), match_quality: seen.match_quality };
                let (n, sum) = sums.entry(*patch).or_insert((0.0, none));
                *n += 1.0;
                sum.place.along += seen.place.along;
                sum.place.up += seen.place.up;
                sum.match_quality = sum.match_quality.min(seen.match_quality);
            }
        }
        let mean =
            |(n, sum): (f32, Seen)| Seen { place: Place { along: sum.place.along / n, up: sum.place.up / n }, ..sum };
        let seen: BTreeMap<Patch, Seen> = sums.into_iter().map(|(patch, sum)| (patch, mean(sum))).collect();
        let at = Timestamp::from_secs(taken_at.secs() + at / self.n_in_mean() as f64);
        Some(Entry { at, taken_at, value: seen.get(&self.patch)?.place.along, seen })
    }
}

/// Standard deviation of noise from one value to the next, whatever moves slowly; 0 of too few.
fn jitter(values: impl Iterator<Item = f32>) -> f32 {
    let values: Vec<f32> = values.collect();
    let bends = values.windows(3).filter_map(|three| match three {
        [a, b, c] => Some((a - 2.0 * b + c).abs()),
        _ => None,
    });
    median(bends.collect()).unwrap_or(0.0) / SECOND_DIFFERENCE
}
