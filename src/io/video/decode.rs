//! One coded sample in, one picture out: `rust_h264` and `rust_h265` behind one type.

mod h264;
mod hevc;

use super::BadSize;
use super::colour::{Colour, Picture};
use super::shape::PixelAspect;

/// Why a sample gave no picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DecodeFailure {
    /// Bits that make no sense.
    Corrupt,
    /// A feature that the decoder lacks.
    Unsupported(String),
    /// The picture is over or under our limits.
    Size(BadSize),
}

impl From<BadSize> for DecodeFailure {
    fn from(size: BadSize) -> Self {
        Self::Size(size)
    }
}

/// A decoder set up for one track.
pub(super) enum SampleDecoder {
    /// H.264
    H264(Box<h264::H264>),
    /// HEVC
    Hevc(Box<hevc::Hevc>),
}

impl SampleDecoder {
    /// From an `avcC` record.
    pub(super) fn h264(config: &[u8]) -> Result<Self, DecodeFailure> {
        h264::H264::new(config).map(|decoder| Self::H264(Box::new(decoder)))
    }

    /// From an `hvcC` record.
    pub(super) fn hevc(config: &[u8]) -> Result<Self, DecodeFailure> {
        hevc::Hevc::new(config).map(|decoder| Self::Hevc(Box::new(decoder)))
    }

    /// The crate that does the work.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::H264(_) => "rust_h264",
            Self::Hevc(_) => "rust_h265",
        }
    }

    /// What the stream signals of colour.
    pub(super) fn colour(&self) -> Colour {
        match self {
            Self::H264(decoder) => decoder.colour,
            Self::Hevc(decoder) => decoder.colour,
        }
    }

    /// A pixel's width over its height, where the stream says it.
    pub(super) fn pixel_aspect(&self) -> Option<PixelAspect> {
        match self {
            Self::H264(decoder) => decoder.pixel_aspect,
            Self::Hevc(decoder) => decoder.pixel_aspect,
        }
    }

    fn length_size(&self) -> usize {
        match self {
            Self::H264(decoder) => decoder.length_size,
            Self::Hevc(decoder) => usize::from(decoder.length_size),
        }
    }

    /// Returns true if no other sample is decoded from this one. Known of H.264 alone: HEVC needs temporal layers for it.
    pub(super) fn is_disposable(&self, sample: &[u8]) -> bool {
        match self {
            Self::H264(decoder) => decoder.is_disposable(sample),
            Self::Hevc(_) => false,
        }
    }

    /// Decodes one sample; `None` if it holds no picture to show.
    pub(super) fn decode(&mut self, sample: &[u8]) -> Result<Option<Picture>, DecodeFailure> {
        let is_whole = is_whole(sample, self.length_size());
        let picture = match self {
            Self::H264(decoder) => decoder.decode(sample),
            Self::Hevc(decoder) => decoder.decode(sample),
        }?;
        if is_whole { Ok(picture) } else { Err(DecodeFailure::Corrupt) }
    }
}

/// Whether the lengths before the units of a sample add up to it, but for padding with zeros.
///
/// The decoders pass over what does not fit; a picture without it is damaged.
fn is_whole(mut sample: &[u8], length_size: usize) -> bool {
    while let Some((length, rest)) = sample.split_at_checked(length_size) {
        let length = length.iter().fold(0_usize, |word, byte| (word << 8) | usize::from(*byte));
        match rest.get(length..) {
            Some(_) if length == 0 => return rest.iter().all(|byte| *byte == 0),
            Some(rest) => sample = rest,
            None => return false,
        }
    }
    sample.iter().all(|byte| *byte == 0)
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn a_unit_longer_than_its_sample_is_damage() {
        assert!(is_whole(&[0, 2, 7, 7, 0, 1, 7], 2));
        assert!(is_whole(&[0, 2, 7, 7, 0, 0, 0], 2), "padding");
        assert!(!is_whole(&[0, 2, 7, 7, 0, 2, 7], 2));
        assert!(!is_whole(&[0, 2, 7, 7, 0, 0, 7], 2));
    }
}
