//! A picture in the planes that decoders give: luma for every pixel, chroma for every two by two.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Frame, Mix, Tables};
use crate::core::time::Timestamp;

/// Luma, U and V, row by row without padding.
pub type Planes = [Vec<u8>; 3];

/// An upright picture of 8 bits, 4:2:0, with even sides.
#[derive(Debug)]
pub struct Planar {
    /// When it was taken or is to be shown.
    pub at: Timestamp,
    /// Width in px, at least 2.
    pub width: u32,
    /// Height in px, at least 2.
    pub height: u32,
    /// How RGB is made of them.
    pub mix: Mix,
    planes: Lent,
}

impl Planar {
    /// Returns the picture; `None` if a side is odd or a plane is not as long as it should be.
    ///
    /// The planes go to `pool` when the picture is dropped.
    pub fn new(at: Timestamp, size: (u32, u32), planes: Planes, mix: Mix, pool: Option<&Pool>) -> Option<Self> {
        let (width, height) = size;
        let is_even = width.is_multiple_of(2) && height.is_multiple_of(2) && 0 < width.min(height);
        let planes = Lent { planes, pool: pool.cloned() };
        let is_whole = planes.planes.each_ref().map(Vec::len) == lengths(size);
        (is_even && is_whole).then_some(Self { at, width, height, mix, planes })
    }

    /// Returns the same picture at another instant.
    pub fn shown_at(self, at: Timestamp) -> Self {
        Self { at, ..self }
    }

    /// Returns luma, `[height, width]`.
    pub fn luma(&self) -> &[u8] {
        let [luma, ..] = &self.planes.planes;
        luma
    }

    /// Returns U and V, each `[height / 2, width / 2]`.
    pub fn chroma(&self) -> [&[u8]; 2] {
        let [_, u, v] = &self.planes.planes;
        [u, v]
    }

    /// Returns the picture in RGB.
    pub fn to_frame(&self) -> Frame {
        let width = self.width as usize;
        let tables = Tables::<256>::new(self.mix);
        let mut rgb = vec![0; width * self.height as usize * 3];
        let [u, v] = self.chroma().map(|plane| plane.chunks_exact(width / 2).flat_map(|row| [row, row]));
        let rows = rgb.chunks_exact_mut(width * 3).zip(self.luma().chunks_exact(width)).zip(u.zip(v));
        for ((pixels, lumas), (u, v)) in rows {
            let pixels = pixels.as_chunks_mut::<3>().0.as_chunks_mut::<2>().0.iter_mut();
            for ((pixels, lumas), (u, v)) in pixels.zip(lumas.as_chunks::<2>().0).zip(u.iter().zip(v)) {
                tables.convert(lumas, (*u).into(), (*v).into(), pixels);
            }
        }
        Frame { at: self.at, width: self.width, height: self.height, rgb }
    }
}

/// Lengths of the planes of a picture, in bytes.
fn lengths((width, height): (u32, u32)) -> [usize; 3] {
    let n_luma = width as usize * height as usize;
    [n_luma, n_luma / 4, n_luma / 4]
}

/// Planes with the pool that they belong to.
#[derive(Debug)]
struct Lent {
    planes: Planes,
    pool: Option<Pool>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(pool) = &self.pool {
            pool.waiting().push(std::mem::take(&mut self.planes));
        }
    }
}

/// Planes that are used again: the system takes longer to hand out new memory than a decoder to fill it.
#[derive(Debug, Clone, Default)]
pub struct Pool(Arc<Mutex<Vec<Planes>>>);

impl Pool {
    /// Returns planes for a picture of this size; what they hold means nothing.
    pub fn take(&self, size: (u32, u32)) -> Planes {
        let mut planes = self.waiting().pop().unwrap_or_default();
        for (plane, length) in planes.iter_mut().zip(lengths(size)) {
            plane.resize(length, 0);
        }
        planes
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Planes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planes(size: (u32, u32)) -> Planes {
        lengths(size).map(|length| vec![100; length])
    }

    #[test]
    fn planes_of_another_length_and_odd_sides_are_no_picture() {
        let mix = Mix::new((0.299, 0.114), false);
        let picture = |size, of| Planar::new(Timestamp::ZERO, size, planes(of), mix, None);
        assert!(picture((4, 2), (4, 2)).is_some());
        assert!(picture((4, 2), (4, 4)).is_none());
        assert!(picture((3, 2), (3, 2)).is_none());
        assert!(picture((0, 2), (0, 2)).is_none());
    }

    #[test]
    fn planes_come_back_to_their_pool() {
        let (pool, mix) = (Pool::default(), Mix::new((0.299, 0.114), false));
        let planes = pool.take((4, 2));
        let place = planes[0].as_ptr();
        drop(Planar::new(Timestamp::ZERO, (4, 2), planes, mix, Some(&pool)).unwrap());
        assert_eq!(pool.take((4, 2))[0].as_ptr(), place);
    }

    #[test]
    fn each_sample_of_chroma_colours_its_four_pixels() {
        let planes = [vec![100; 16], vec![128; 4], vec![128, 138, 148, 158]];
        let planar = Planar::new(Timestamp::ZERO, (4, 4), planes, Mix::new((0.299, 0.114), false), None).unwrap();
        let red: Vec<u8> = planar.to_frame().rgb.iter().step_by(3).copied().collect();
        assert_eq!(red[..8], [98, 98, 114, 114, 98, 98, 114, 114]);
        assert_eq!(red[8..12], [130, 130, 146, 146]);
    }
}
