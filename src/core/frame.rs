//! One picture with the instant it was taken: what every source yields and the pose model reads.

mod mix;
mod planar;

use std::sync::Arc;

pub use self::mix::{Mix, Tables};
pub use self::planar::{Planar, Planes, Pool};

use crate::core::time::Timestamp;

/// A picture, upright (rotation applied), 8-bit RGB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// When it was taken or is to be shown.
    pub at: Timestamp,
    /// Width in px, at least 1.
    pub width: u32,
    /// Height in px, at least 1.
    pub height: u32,
    /// `[height, width, 3]`, row by row without padding, red first.
    pub rgb: Vec<u8>,
}

impl Frame {
    /// Returns the longer side, in px.
    pub fn longer_side_px(&self) -> u32 {
        self.width.max(self.height)
    }
}

/// A picture as its source has it; both kinds hold the same pixels.
#[derive(Debug, Clone)]
pub enum Picture {
    /// In RGB.
    Rgb(Arc<Frame>),
    /// In the planes of its decoder: RGB of the few pixels that are read costs less than RGB of all.
    Planar(Arc<Planar>),
}

impl Picture {
    /// Returns the picture in RGB.
    pub fn to_frame(&self) -> Arc<Frame> {
        match self {
            Self::Rgb(frame) => Arc::clone(frame),
            Self::Planar(planar) => Arc::new(planar.to_frame()),
        }
    }

    /// Returns a view of it.
    pub fn view(&self) -> View<'_> {
        match self {
            Self::Rgb(frame) => View::Rgb(frame),
            Self::Planar(planar) => View::Planar(planar),
        }
    }
}

impl From<Frame> for Picture {
    fn from(frame: Frame) -> Self {
        Self::Rgb(Arc::new(frame))
    }
}

impl From<Planar> for Picture {
    fn from(planar: Planar) -> Self {
        Self::Planar(Arc::new(planar))
    }
}

impl From<Arc<Frame>> for Picture {
    fn from(frame: Arc<Frame>) -> Self {
        Self::Rgb(frame)
    }
}

/// A look at a picture of either kind.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// In RGB.
    Rgb(&'a Frame),
    /// In planes.
    Planar(&'a Planar),
}

impl View<'_> {
    /// Returns when the picture was taken or is to be shown.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Rgb(frame) => frame.at,
            Self::Planar(planar) => planar.at,
        }
    }

    /// Returns the width in px, at least 1.
    pub fn width(&self) -> u32 {
        match self {
            Self::Rgb(frame) => frame.width,
            Self::Planar(planar) => planar.width,
        }
    }

    /// Returns the height in px, at least 1.
    pub fn height(&self) -> u32 {
        match self {
            Self::Rgb(frame) => frame.height,
            Self::Planar(planar) => planar.height,
        }
    }
}

impl<'a> From<&'a Frame> for View<'a> {
    fn from(frame: &'a Frame) -> Self {
        Self::Rgb(frame)
    }
}

impl<'a> From<&'a Planar> for View<'a> {
    fn from(planar: &'a Planar) -> Self {
        Self::Planar(planar)
    }
}

impl<'a> From<&'a Picture> for View<'a> {
    fn from(picture: &'a Picture) -> Self {
        picture.view()
    }
}
