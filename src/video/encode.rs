//! Writing frames as H.264 in mp4: `openh264` encodes, samples go to disk as they come.

mod error;
mod mux;

pub use self::error::VideoWriteError;

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use openh264::OpenH264API;
use openh264::encoder::{
    Complexity, EncodedBitStream, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod, RateControlMode,
    UsageType, VuiConfig,
};
use openh264::formats::YUVSlices;
use tempfile::NamedTempFile;
use yuv::{BufferStoreMut, YuvConversionMode, YuvPlanarImageMut, YuvRange, YuvStandardMatrix};

use self::error::{cannot_create, encoder_failed, write_failed};
use self::mux::{Muxer, TICKS_PER_SEC};
use crate::frame::Frame;
use crate::video::MIN_SIDE_PX;

/// The longer side that `openh264` can write, in px.
pub const MAX_WRITE_SIDE_PX: u32 = 3840;

/// The shorter side that `openh264` can write, in px.
pub const MAX_WRITE_SHORT_SIDE_PX: u32 = 2160;

/// A key frame at least this often unless asked otherwise, in frames: seeking in a review lands within half a second.
const KEY_FRAME_EVERY: u32 = 15;

/// Writes an mp4 that appears at its path, whole, in [`finish`](Self::finish), and not at all otherwise.
///
/// Until then it grows in a hidden file beside the target, removed when this value is dropped; a program that ends
/// by `exit` must drop it first. Memory holds 12 bytes per frame and one picture, whatever the length.
pub struct Mp4Writer {
    path: PathBuf,
    encoder: Encoder,
    muxer: Muxer<BufWriter<NamedTempFile>>,
    /// Size given, which frames must have, in px.
    given: (u32, u32),
    /// Size written: even, in px.
    size: (u32, u32),
    key_frame_every: u32,
    n_since_key_frame: u32,
    nominal_fps: f64,
    planes: [Vec<u8>; 3],
}

impl std::fmt::Debug for Mp4Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mp4Writer").field("path", &self.path).field("size", &self.size).finish_non_exhaustive()
    }
}

impl Mp4Writer {
    /// Prepares a video of `width` by `height` px; an odd width or height loses its last column or row.
    ///
    /// `nominal_fps` sets how long the last frame is shown; frames are shown at their own times.
    pub fn create(path: &Path, width: u32, height: u32, nominal_fps: f64) -> Result<Self, VideoWriteError> {
        let size = (width & !1, height & !1);
        let (short, long) = (size.0.min(size.1), size.0.max(size.1));
        if short < MIN_SIDE_PX || MAX_WRITE_SHORT_SIDE_PX < short || MAX_WRITE_SIDE_PX < long {
            return Err(VideoWriteError::BadSize { width, height });
        }
        // Rates beyond these are slips of the caller's; `openh264` takes no others.
        let nominal_fps = if nominal_fps.is_finite() { nominal_fps.clamp(1.0, 60.0) } else { 30.0 };
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config(nominal_fps));
        let file = hidden_file(path).map_err(|source| cannot_create(path, source))?;
        let muxer = Muxer::start(BufWriter::new(file)).map_err(|error| write_failed(path, error))?;
        let n_pixels = size.0 as usize * size.1 as usize;
        Ok(Self {
            path: path.to_path_buf(),
            encoder: encoder.map_err(|error| encoder_failed(&error))?,
            muxer,
            given: (width, height),
            size,
            key_frame_every: KEY_FRAME_EVERY,
            n_since_key_frame: 0,
            nominal_fps,
            planes: [vec![0; n_pixels], vec![0; n_pixels / 4], vec![0; n_pixels / 4]],
        })
    }

    /// With a key frame at least every `n_frames` frames instead of every 15.
    pub fn with_key_frame_every(mut self, n_frames: u32) -> Self {
        self.key_frame_every = n_frames.max(1);
        self
    }

    /// Adds a frame; it is shown from its time to the next frame's, the first one from 0 on.
    ///
    /// A frame not later than the one before is shown right after it.
    pub fn push(&mut self, frame: &Frame) -> Result<(), VideoWriteError> {
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
        self.n_since_key_frame = if is_key { 1 } else { self.n_since_key_frame + 1 };
        let ticks = (frame.at.secs() * f64::from(TICKS_PER_SEC)).round() as i64;
        self.muxer.add(&units(&encoded), ticks, is_key).map_err(|error| write_failed(&self.path, error))
    }

    /// Completes the video and puts it at its path, over what was there.
    pub fn finish(self) -> Result<(), VideoWriteError> {
        let Self { path, muxer, size, nominal_fps, .. } = self;
        if muxer.is_empty() {
            return Err(VideoWriteError::NoFrames { path });
        }
        let last_ticks = (f64::from(TICKS_PER_SEC) / nominal_fps).round() as u32;
        let writer = muxer.finish(size, last_ticks).map_err(|error| write_failed(&path, error))?;
        let file = writer.into_inner().map_err(|error| write_failed(&path, error.into_error()))?;
        file.persist(&path).map_err(|error| cannot_create(&path, error.error))?;
        Ok(())
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

/// At constant quality (QP 26), since rate control would have to skip frames: about 1 Mbit/s for 640x360 at 30 fps.
fn config(nominal_fps: f64) -> EncoderConfig {
    EncoderConfig::new()
        .max_frame_rate(FrameRate::from_hz(nominal_fps as f32))
        .rate_control_mode(RateControlMode::Off)
        .usage_type(UsageType::CameraVideoRealTime)
        .complexity(Complexity::Medium)
        .skip_frames(false)
        .num_threads(1)
        .intra_frame_period(IntraFramePeriod::from_num_frames(0))
        .vui(VuiConfig::bt709())
}

/// A file beside the target that goes when dropped, with the rights of any new file.
fn hidden_file(path: &Path) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".formcheck-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
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
