//! H.264 through `rust_h264`.

use rust_h264::decoder::{ChromaFormat, Decoder, Frame};
use rust_h264::error::DecodeError;
use rust_h264::nal::{NalUnit, NalUnitType, parse_avcc, parse_avcc_config, parse_sps_info};

use super::DecodeFailure;
use crate::io::video::colour::{Chroma, Colour, Picture, Planes};
use crate::io::video::shape::PixelAspect;
use crate::io::video::{check_size, h264_sps};

/// Decoder state between samples.
pub(in crate::io::video) struct H264 {
    inner: Decoder,
    pub(super) length_size: usize,
    pub(super) colour: Colour,
    pub(super) pixel_aspect: Option<PixelAspect>,
}

impl H264 {
    pub(super) fn new(config: &[u8]) -> Result<Self, DecodeFailure> {
        let config = parse_avcc_config(config).map_err(|_reason| DecodeFailure::Corrupt)?;
        let mut this = Self {
            inner: Decoder::new(),
            length_size: config.length_size,
            colour: Colour::default(),
            pixel_aspect: None,
        };
        for nal in config.sps_nals.iter().chain(&config.pps_nals) {
            this.feed(nal)?;
        }
        Ok(this)
    }

    /// Pictures end with their sample, so nothing waits for the next one.
    pub(super) fn decode(&mut self, sample: &[u8]) -> Result<Option<Picture>, DecodeFailure> {
        let mut frame = None;
        let mut failure = None;
        for nal in parse_avcc(sample, self.length_size) {
            match self.feed(&nal) {
                Ok(found) => frame = found.or(frame),
                Err(error) => failure = Some(error),
            }
        }
        let frame = self.inner.flush().or(frame);
        match failure {
            Some(error) => Err(error),
            None => Ok(frame.map(picture)),
        }
    }

    /// Returns true if all slices have `nal_ref_idc` 0 (ITU-T H.264, 7.4.1): nothing is predicted from them.
    pub(super) fn is_disposable(&self, sample: &[u8]) -> bool {
        let is_slice = |header: u8| (1..=5).contains(&(header & 31));
        let mut headers = headers(sample, self.length_size).filter(|header| is_slice(*header)).peekable();
        headers.peek().is_some() && headers.all(|header| header & 0b0110_0000 == 0)
    }

    fn feed(&mut self, nal: &NalUnit<'_>) -> Result<Option<Frame>, DecodeFailure> {
        if nal.nal_unit_type == NalUnitType::Sps {
            self.inspect(nal)?;
        }
        self.inner.decode_nal(nal).map_err(|error| failure(&error))
    }

    /// Refuses what would be decoded at great cost or not at all, before memory is taken for it.
    fn inspect(&mut self, nal: &NalUnit<'_>) -> Result<(), DecodeFailure> {
        let sps = parse_sps_info(nal).map_err(|error| failure(&error))?;
        check_size(sps.width, sps.height)?;
        check_size(sps.coded_width, sps.coded_height)?;
        if sps.chroma_format == 3 || !matches!((sps.bit_depth_luma, sps.bit_depth_chroma), (8, 8) | (10, 10)) {
            return Err(DecodeFailure::Unsupported("H.264 with 4:4:4 chroma or an unusual bit depth".to_owned()));
        }
        self.colour = Colour { is_full_range: sps.full_range, matrix: Some(sps.matrix) };
        self.pixel_aspect = h264_sps::pixel_aspect(&nal.rbsp);
        Ok(())
    }
}

/// The first byte of each unit of a sample.
fn headers(mut sample: &[u8], length_size: usize) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let (length, rest) = sample.split_at_checked(length_size)?;
        let length = length.iter().fold(0_usize, |word, byte| (word << 8) | usize::from(*byte));
        sample = rest.get(length..)?;
        rest.first().copied().filter(|_| 0 < length)
    })
}

fn failure(error: &DecodeError) -> DecodeFailure {
    match error {
        DecodeError::Unsupported(what) => DecodeFailure::Unsupported(format!("H.264 with {what}")),
        DecodeError::UnexpectedEof | DecodeError::InvalidSyntax(_) => DecodeFailure::Corrupt,
    }
}

fn picture(frame: Frame) -> Picture {
    let chroma = match frame.chroma_format {
        ChromaFormat::Yuv420 => Chroma::Yuv420,
        ChromaFormat::Yuv422 => Chroma::Yuv422,
    };
    let planes = [frame.y, frame.u, frame.v];
    let planes = if frame.bit_depth == 8 { Planes::Eight(planes) } else { Planes::Ten(planes.map(|p| words(&p))) };
    Picture { width: frame.width, height: frame.height, chroma, planes }
}

fn words(bytes: &[u8]) -> Vec<u16> {
    bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect()
}

#[cfg(test)]
mod tests {
    use super::headers;

    #[test]
    fn each_unit_has_a_header_as_far_as_they_are_whole() {
        let found = |sample: &'static [u8]| headers(sample, 2).collect::<Vec<u8>>();
        assert_eq!(found(&[0, 2, 0x65, 7, 0, 1, 0x41]), [0x65, 0x41]);
        assert_eq!(found(&[0, 1, 0x41, 0, 9, 0x65]), [0x41]);
        assert!(found(&[0, 0, 0, 0]).is_empty());
    }
}
