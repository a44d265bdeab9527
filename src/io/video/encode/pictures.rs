//! Frames in, coded pictures out: `openh264`, with the conversion before it and the choice of key frames.

use openh264::OpenH264API;
use openh264::encoder::{
    Complexity, EncodedBitStream, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod, QpRange,
    RateControlMode, UsageType, VuiConfig,
};
use openh264::formats::YUVSlices;
use yuv::{BufferStoreMut, YuvConversionMode, YuvPlanarImageMut, YuvRange, YuvStandardMatrix};

use super::error::{VideoWriteError, encoder_failed};
use super::{MAX_WRITE_SHORT_SIDE_PX, MAX_WRITE_SIDE_PX};
use crate::core::frame::Frame;
use crate::io::video::MIN_SIDE_PX;

/// Ticks of a second in which times are written: exact at 24, 25, 29.97, 30, 50 and 60 fps.
pub(super) const TICKS_PER_SEC: u32 = 90_000;

/// A key frame at least this often unless asked otherwise, in frames: seeking in a review lands within half a second.
const KEY_FRAME_EVERY: u32 = 15;

/// Quality of a live video, less than what is kept has: the noise of a webcam in the dusk is mostly gone, and with it
/// most of the size, while every joint can be made out.
const LIVE_QP: QpRange = QpRange::new(32, 34);

/// A coded picture.
pub(super) struct Coded {
    /// NAL units without start codes.
    pub(super) units: Vec<Vec<u8>>,
    /// When it is shown, in ticks; may be negative, or before the last.
    pub(super) ticks: i64,
    pub(super) is_key: bool,
}

/// The encoder and what it needs from picture to picture.
pub(super) struct Pictures {
    encoder: Encoder,
    /// Size given, which frames must have, in px.
    given: (u32, u32),
    /// Size written: even, in px.
    pub(super) size: (u32, u32),
    pub(super) key_frame_every: u32,
    n_since_key_frame: u32,
    nominal_fps: f64,
    planes: [Vec<u8>; 3],
}

impl Pictures {
    /// For frames of `width` by `height` px; an odd width or height loses its last column or row.
    pub(super) fn new(width: u32, height: u32, nominal_fps: f64, purpose: Purpose) -> Result<Self, VideoWriteError> {
        let size = (width & !1, height & !1);
        let (short, long) = (size.0.min(size.1), size.0.max(size.1));
        if short < MIN_SIDE_PX || MAX_WRITE_SHORT_SIDE_PX < short || MAX_WRITE_SIDE_PX < long {
            return Err(VideoWriteError::BadSize { width, height });
        }
        // Rates beyond these are slips of the caller's; `openh264` takes no others.
        let nominal_fps = if nominal_fps.is_finite() { nominal_fps.clamp(1.0, 60.0) } else { 30.0 };
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config(nominal_fps, purpose));
        let n_pixels = size.0 as usize * size.1 as usize;
        Ok(Self {
            encoder: encoder.map_err(|error| encoder_failed(&error))?,
            given: (width, height),
            size,
            key_frame_every: KEY_FRAME_EVERY,
            n_since_key_frame: 0,
            nominal_fps,
            planes: [vec![0; n_pixels], vec![0; n_pixels / 4], vec![0; n_pixels / 4]],
        })
    }

    /// How long the last frame is shown, in ticks.
    pub(super) fn last_ticks(&self) -> u32 {
        (f64::from(TICKS_PER_SEC) / self.nominal_fps).round() as u32
    }

    /// The next picture is a key frame.
    pub(super) fn force_key_frame(&mut self) {
        self.n_since_key_frame = u32::MAX;
    }

    pub(super) fn encode(&mut self, frame: &Frame) -> Result<Coded, VideoWriteError> {
        if (frame.width, frame.height) != self.given
            || frame.rgb.len() != self.given.0 as usize * self.given.1 as usize * 3
        {
            return Err(VideoWriteError::OtherSize { width: frame.width, height: frame.height });
        }
        self.convert(frame)?;
        if self.key_frame_every <= self.n_since_key_frame {
            self.encoder.force_intra_frame();
        }
        let (width, height) = (self.size.0 as usize, self.size.1 as usize);
        let [y, u, v] = &self.planes;
        let picture = YUVSlices::new((y, u, v), (width, height), (width, width / 2, width / 2));
        let millis = (frame.at.nanos() / 1_000_000).max(0).unsigned_abs();
        let encoded = self.encoder.encode_at(&picture, openh264::Timestamp::from_millis(millis));
        let encoded = encoded.map_err(|error| encoder_failed(&error))?;
        let is_key = encoded.frame_type() == FrameType::IDR;
        self.n_since_key_frame = if is_key { 1 } else { self.n_since_key_frame.saturating_add(1) };
        let ticks = (frame.at.secs() * f64::from(TICKS_PER_SEC)).round() as i64;
        Ok(Coded { units: units(&encoded), ticks, is_key })
    }

    /// RGB to planes of limited range by BT.709, as the stream says.
    fn convert(&mut self, frame: &Frame) -> Result<(), VideoWriteError> {
        let (width, height) = self.size;
        let [y, u, v] = &mut self.planes;
        let mut picture = YuvPlanarImageMut {
            y_plane: BufferStoreMut::Borrowed(y),
            y_stride: width,
            u_plane: BufferStoreMut::Borrowed(u),
            u_stride: width / 2,
            v_plane: BufferStoreMut::Borrowed(v),
            v_stride: width / 2,
            width,
            height,
        };
        let stride = frame.width * 3;
        let (range, matrix, mode) = (YuvRange::Limited, YuvStandardMatrix::Bt709, YuvConversionMode::Balanced);
        // An odd height loses its last row here; an odd width loses its last column, being narrower than the stride.
        let rgb = frame.rgb.get(..stride as usize * height as usize).unwrap_or_default();
        let outcome = yuv::rgb_to_yuv420(&mut picture, rgb, stride, range, matrix, mode);
        outcome.map_err(|error| VideoWriteError::Encoder { message: error.to_string() })
    }
}

/// What a video is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be looked at, however long it takes.
    Keep,
    /// Written beside the pose model, for as long as a session lasts.
    Live,
}

/// At constant quality, since rate control would have to skip frames: kept at QP 26, about 1 Mbit/s for 640x360 at 30 fps.
fn config(nominal_fps: f64, purpose: Purpose) -> EncoderConfig {
    let config = EncoderConfig::new()
        .max_frame_rate(FrameRate::from_hz(nominal_fps as f32))
        .usage_type(UsageType::CameraVideoRealTime)
        .skip_frames(false)
        .num_threads(1)
        .intra_frame_period(IntraFramePeriod::from_num_frames(0))
        .vui(VuiConfig::bt709());
    match purpose {
        Purpose::Keep => config.rate_control_mode(RateControlMode::Off).complexity(Complexity::Medium),
        // The only mode that takes the range of QP as it is, and says nothing on stderr.
        Purpose::Live => config.rate_control_mode(RateControlMode::Bufferbased).qp(LIVE_QP).complexity(Complexity::Low),
    }
}

/// The NAL units of a picture, without start codes.
fn units<'a>(encoded: &'a EncodedBitStream<'a>) -> Vec<Vec<u8>> {
    let layers = (0..encoded.num_layers()).filter_map(|i| encoded.layer(i));
    layers
        .flat_map(|layer| {
            let units = (0..layer.nal_count()).filter_map(|i| layer.nal_unit(i).map(without_start_code));
            units.collect::<Vec<_>>()
        })
        .collect()
}

fn without_start_code(unit: &[u8]) -> Vec<u8> {
    let n_zeros = unit.iter().take_while(|byte| **byte == 0).count();
    unit.get(n_zeros + 1..).unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use super::without_start_code;

    #[test]
    fn start_codes_of_both_lengths_are_taken_off() {
        assert_eq!(without_start_code(&[0, 0, 0, 1, 0x67, 0]), [0x67, 0]);
        assert_eq!(without_start_code(&[0, 0, 1, 0x65]), [0x65]);
    }
}
