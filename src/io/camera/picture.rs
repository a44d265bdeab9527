//! From a camera's bytes to pixels, and to the reason why not.

use std::io::Cursor;

use yuv::{YuvBiPlanarImage, YuvConversionMode, YuvPackedImage, YuvRange, YuvStandardMatrix};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::fault::DropReason;
use super::grabber::Shot;
use super::jpeg;
use super::mode::{Mode, PixelFormat};

/// `[height, width, 3]`, red first.
pub(super) fn rgb(shot: &Shot, mode: Mode) -> Result<Vec<u8>, DropReason> {
    if shot.is_stale || shot.bytes.is_empty() {
        return Err(DropReason::Stale);
    }
    match mode.format {
        PixelFormat::Mjpeg => from_jpeg(&shot.bytes, mode),
        PixelFormat::Yuyv => from_yuyv(shot, mode),
        PixelFormat::Nv12 => from_nv12(shot, mode),
        PixelFormat::Grey => from_grey(shot, mode),
    }
}

/// Strict: what other decoders paint over, in a camera's stream is a frame that came damaged over the wire.
fn from_jpeg(bytes: &[u8], mode: Mode) -> Result<Vec<u8>, DropReason> {
    let bytes = jpeg::whole(bytes)?;
    let options = DecoderOptions::new_fast().set_strict_mode(true).jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(jpeg::with_tables(bytes)?), options);
    decoder.decode_headers().map_err(corrupt)?;
    let size = decoder.dimensions().ok_or(DropReason::Corrupt)?;
    if size != (mode.width as usize, mode.height as usize) {
        return Err(DropReason::WrongSize);
    }
    jpeg::check_scan(bytes)?;
    let rgb = decoder.decode().map_err(corrupt)?;
    if rgb.len() == size.0 * size.1 * 3 { Ok(rgb) } else { Err(DropReason::Corrupt) }
}

fn corrupt<E: std::fmt::Debug>(error: E) -> DropReason {
    tracing::trace!("left a frame out: {error:?}");
    DropReason::Corrupt
}

fn from_yuyv(shot: &Shot, mode: Mode) -> Result<Vec<u8>, DropReason> {
    let stride = shot.stride.max(mode.width.next_multiple_of(2) as usize * 2);
    let yuy = plane(&shot.bytes, 0, stride * mode.height as usize)?;
    let image = YuvPackedImage { yuy, yuy_stride: stride as u32, width: mode.width, height: mode.height };
    let mut rgb = vec![0; mode.width as usize * mode.height as usize * 3];
    yuv::yuyv422_to_rgb(&image, &mut rgb, mode.width * 3, range(shot), YuvStandardMatrix::Bt601).map_err(corrupt)?;
    Ok(rgb)
}

fn from_nv12(shot: &Shot, mode: Mode) -> Result<Vec<u8>, DropReason> {
    let stride = shot.stride.max(mode.width.next_multiple_of(2) as usize);
    let luma = stride * mode.height as usize;
    let image = YuvBiPlanarImage {
        y_plane: plane(&shot.bytes, 0, luma)?,
        y_stride: stride as u32,
        uv_plane: plane(&shot.bytes, luma, stride * mode.height.div_ceil(2) as usize)?,
        uv_stride: stride as u32,
        width: mode.width,
        height: mode.height,
    };
    let mut rgb = vec![0; mode.width as usize * mode.height as usize * 3];
    let matrix = YuvStandardMatrix::Bt601;
    yuv::yuv_nv12_to_rgb(&image, &mut rgb, mode.width * 3, range(shot), matrix, YuvConversionMode::Balanced)
        .map_err(corrupt)?;
    Ok(rgb)
}

fn from_grey(shot: &Shot, mode: Mode) -> Result<Vec<u8>, DropReason> {
    let stride = shot.stride.max(mode.width as usize);
    let rows = plane(&shot.bytes, 0, stride * mode.height as usize)?.chunks_exact(stride);
    Ok(rows.flat_map(|row| row.iter().take(mode.width as usize)).flat_map(|luma| [*luma; 3]).collect())
}

fn plane(bytes: &[u8], start: usize, length: usize) -> Result<&[u8], DropReason> {
    bytes.get(start..start + length).ok_or(DropReason::Cut)
}

fn range(shot: &Shot) -> YuvRange {
    if shot.is_full_range { YuvRange::Full } else { YuvRange::Limited }
}

#[cfg(test)]
#[path = "picture/tests.rs"]
mod tests;
