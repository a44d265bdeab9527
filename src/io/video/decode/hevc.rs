//! HEVC through `rust_h265`.

use rust_h265::{DecodeError, DecodeLimits, Decoder, Frame, NalUnit, NalUnitType, PixelData, parse_hvcc, parse_nal};

use super::DecodeFailure;
use crate::io::video::colour::{Chroma, Colour, Picture, Planes};
use crate::io::video::shape::PixelAspect;
use crate::io::video::{MAX_AREA_PX, check_size, hevc_sps};

/// An access unit delimiter, which ends the picture before it (ITU-T H.265, 7.3.2.5).
const ACCESS_UNIT_DELIMITER: [u8; 3] = [35 << 1, 1, 0x50];

/// Decoder state between samples.
pub(in crate::io::video) struct Hevc {
    inner: Decoder,
    pub(super) length_size: u8,
    pub(super) colour: Colour,
    pub(super) pixel_aspect: Option<PixelAspect>,
}

impl Hevc {
    pub(super) fn new(config: &[u8]) -> Result<Self, DecodeFailure> {
        let (length_size, nals) = parameter_sets(config).ok_or(DecodeFailure::Corrupt)?;
        // Coded sizes are rounded up to whole blocks of at most 64 px.
        let limits = DecodeLimits { max_picture_pixels: u64::from(MAX_AREA_PX) * 2, ..DecodeLimits::default() };
        let mut this =
            Self { inner: Decoder::with_limits(limits), length_size, colour: Colour::default(), pixel_aspect: None };
        for nal in nals.iter().filter_map(|nal| parse_nal(nal)) {
            this.feed(&nal)?;
        }
        Ok(this)
    }

    /// Pictures end with their sample, so nothing waits for the next one.
    pub(super) fn decode(&mut self, sample: &[u8]) -> Result<Option<Picture>, DecodeFailure> {
        let end = parse_nal(&ACCESS_UNIT_DELIMITER);
        let mut frame = None;
        let mut failure = None;
        for nal in parse_hvcc(sample, self.length_size).into_iter().chain(end) {
            match self.feed(&nal) {
                Ok(found) => frame = found.or(frame),
                Err(error) => failure = Some(error),
            }
        }
        match failure {
            Some(error) => Err(error),
            None => frame.map(picture).transpose(),
        }
    }

    fn feed(&mut self, nal: &NalUnit<'_>) -> Result<Option<Frame>, DecodeFailure> {
        if nal.nal_unit_type == NalUnitType::Sps
            && let Some(sps) = hevc_sps::sps_info(&nal.rbsp)
        {
            check_size(sps.width, sps.height)?;
            (self.colour, self.pixel_aspect) = (sps.usability.colour, sps.usability.pixel_aspect);
        }
        self.inner.decode_nal(nal).map_err(|error| failure(&error))
    }
}

/// Length size and parameter sets of an `hvcC` record (ISO/IEC 14496-15, 8.3.3.1).
fn parameter_sets(config: &[u8]) -> Option<(u8, Vec<&[u8]>)> {
    let length_size = (config.get(21)? & 3) + 1;
    let (n_arrays, mut rest) = config.get(22..)?.split_first()?;
    let mut nals = Vec::new();
    for _ in 0..*n_arrays {
        let n_nals = u16::from_be_bytes(*rest.get(1..)?.first_chunk()?);
        rest = rest.get(3..)?;
        for _ in 0..n_nals {
            let (length, after) = rest.split_first_chunk::<2>()?;
            let (nal, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            nals.push(nal);
            rest = after;
        }
    }
    Some((length_size, nals))
}

fn failure(error: &DecodeError) -> DecodeFailure {
    match error {
        DecodeError::Unsupported(what) | DecodeError::ResourceLimit(what) => {
            DecodeFailure::Unsupported(format!("HEVC with {what}"))
        }
        _ => DecodeFailure::Corrupt,
    }
}

fn picture(frame: Frame) -> Result<Picture, DecodeFailure> {
    let chroma = if frame.chroma_format_idc == 3 { Chroma::Yuv444 } else { Chroma::Yuv420 };
    let planes = match (frame.y, frame.u, frame.v, frame.bit_depth) {
        (PixelData::U8(y), PixelData::U8(u), PixelData::U8(v), 8) => Planes::Eight([y, u, v]),
        (PixelData::U16(y), PixelData::U16(u), PixelData::U16(v), 10) => Planes::Ten([y, u, v]),
        (PixelData::U16(y), PixelData::U16(u), PixelData::U16(v), 12) => Planes::Twelve([y, u, v]),
        _ => {
            return Err(DecodeFailure::Unsupported("HEVC with an unusual bit depth".to_owned()));
        }
    };
    Ok(Picture { width: frame.width, height: frame.height, chroma, planes })
}
