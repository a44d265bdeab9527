//! From a decoded picture to the one that is shown: upright, in the size and shape of the first.

use std::num::NonZeroUsize;
use std::path::Path;

use super::{Held, Mp4Source, Step};
use crate::core::frame::{Frame, Picture, Planar, Pool};
use crate::core::time::Timestamp;
use crate::io::video::colour::{Chroma, Planes};
use crate::io::video::ffmpeg::PlanesWanted;
use crate::io::video::shape::{Canvas, PixelAspect};
use crate::io::video::{LARGE_AREA_PX, MUCH_TO_DECODE_PX, VideoError, VideoWarning, is_large};

/// Frames that are left out because others are enough.
#[derive(Debug, Default)]
pub(super) struct Thinned {
    /// The times of those that are kept, in order; empty where all are.
    kept: Vec<Timestamp>,
}

impl Thinned {
    pub(super) fn leaves_out(&self, at: Timestamp) -> bool {
        !self.kept.is_empty() && self.kept.binary_search(&at).is_err()
    }
}

impl Mp4Source {
    /// Keeps every `n`-th frame from the first on.
    pub(super) fn keep_every(&mut self, n: NonZeroUsize) {
        let kept = self.times().into_iter().step_by(n.get()).collect();
        self.thinned = Thinned { kept };
        let thinned = &self.thinned;
        self.held.retain(|at, _| !thinned.leaves_out(*at));
        self.info.fps = self.info.fps.map(|fps| fps / n.get() as f64);
        self.info.n_frames = self.info.n_frames.map(|n_frames| n_frames.div_ceil(n.get() as u64));
    }

    /// Returns true if the sample that was read last is left out and no other is decoded from it.
    pub(super) fn is_for_nothing(&self, step: Step) -> bool {
        step.shown_at.is_some_and(|at| self.thinned.leaves_out(at)) && self.decoder.is_disposable(&self.sample)
    }

    /// The next picture that `upright` makes something of.
    pub(super) fn next_upright<T>(
        &mut self,
        upright: impl Fn(&mut Self, Timestamp, Held) -> Option<T>,
    ) -> Result<Option<T>, VideoError> {
        while let Some((at, held)) = self.next_held() {
            if let Some(shown) = upright(self, at, held) {
                self.last_shown = Some(at);
                return Ok(Some(shown));
            }
        }
        if self.last_shown.is_none() {
            return Err(VideoError::NoFrames { path: self.path.clone() });
        }
        Ok(None)
    }

    /// The shape of a picture's pixels, upright: the container's word counts before the stream's, as in ffmpeg.
    pub(super) fn shown_aspect(&self, held: &Held) -> PixelAspect {
        let aspect = self.pixel_aspect.or(held.pixel_aspect).unwrap_or(PixelAspect::SQUARE);
        if self.orientation.turns() { aspect.turned() } else { aspect }
    }

    /// The picture in RGB; `None`, with a warning, if it is damaged.
    #[expect(clippy::needless_pass_by_value, reason = "as `picture`, which needs its planes")]
    pub(super) fn frame(&mut self, at: Timestamp, held: Held) -> Option<Frame> {
        let (picture, aspect) = (&held.picture, self.shown_aspect(&held));
        let size = self.orientation.size(picture.width, picture.height);
        self.warnings.follow_size(at, size);
        let Some(rgb) = picture.to_rgb(self.decoder.colour().or(self.colour)) else {
            self.warnings.count(VideoWarning::CorruptFrames { n_frames: 1 });
            return None;
        };
        let rgb = self.orientation.apply(rgb, picture.width, picture.height);
        let rgb = self.canvas.place(rgb, size, aspect)?;
        let Canvas { width, height } = self.canvas;
        Some(Frame { at, width, height, rgb })
    }

    /// The picture in planes, if it is large and they are all that is needed; else in RGB.
    pub(super) fn picture(&mut self, at: Timestamp, held: Held) -> Option<Picture> {
        if !self.stays_planar(&held) {
            return self.frame(at, held).map(Picture::from);
        }
        let Planes::Eight(planes) = held.picture.planes else { return None };
        let Canvas { width, height } = self.canvas;
        self.warnings.follow_size(at, (width, height));
        let planar = self.planar(at, planes, None);
        if planar.is_none() {
            self.warnings.count(VideoWarning::CorruptFrames { n_frames: 1 });
        }
        planar.map(Picture::from)
    }

    /// Returns the frames that another decoder would have to give; `None` if they are few and small or no plain planes, or if
    /// they cannot be told by their times alone.
    pub(in crate::io::video) fn wanted(&self, every: usize) -> Option<PlanesWanted<'_>> {
        let held = self.held.values().next().filter(|held| self.is_plain(held))?;
        let are_shown = self.plan.steps.iter().all(|step| step.shown_at.is_some());
        let are_told = are_shown && self.plan.pace.is_none() && self.times().len() == self.plan.steps.len();
        let size = (held.picture.width, held.picture.height);
        let area = u64::from(size.0) * u64::from(size.1);
        let is_worth_it = u64::from(LARGE_AREA_PX) <= area || MUCH_TO_DECODE_PX <= area * self.plan.steps.len() as u64;
        (is_worth_it && are_told).then_some(PlanesWanted { path: &self.path, track: self.track, size, every })
    }

    /// The picture of planes as stored, on a canvas of its size; `None` if one of them is too short.
    pub(in crate::io::video) fn planar(
        &self,
        at: Timestamp,
        planes: [Vec<u8>; 3],
        pool: Option<&Pool>,
    ) -> Option<Planar> {
        let Canvas { width, height } = self.canvas;
        let (stored_width, stored_height) = self.orientation.size(width, height);
        let [y, u, v] = planes;
        let turned =
            |plane, half: u32| self.orientation.apply_to_plane(plane, stored_width / half, stored_height / half);
        let planes = [turned(y, 1), turned(u, 2), turned(v, 2)];
        let mix = self.decoder.colour().or(self.colour).mix();
        Planar::new(at, (width, height), planes, mix, pool)
    }

    /// Returns the path of the file.
    pub(in crate::io::video) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns true if a picture is large enough to stay in its planes, and can be read from them.
    pub(super) fn stays_planar(&self, held: &Held) -> bool {
        is_large(self.canvas.width, self.canvas.height) && self.is_plain(held)
    }

    /// Returns true if a picture is 4:2:0 in 8 bits, upright in square pixels and of the size of the first one.
    fn is_plain(&self, held: &Held) -> bool {
        let picture = &held.picture;
        let (width, height) = self.orientation.size(picture.width, picture.height);
        let is_plain = matches!(picture.planes, Planes::Eight(_)) && picture.chroma == Chroma::Yuv420;
        let is_even = width.is_multiple_of(2) && height.is_multiple_of(2);
        let fits = self.canvas == Canvas { width, height } && self.shown_aspect(held).is_square();
        is_plain && is_even && fits
    }
}
