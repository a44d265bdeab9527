//! What a video track says of itself: codec, rotation, time scale, edits (ISO/IEC 14496-12, 8.3 to 8.6).

use super::Mp4Refusal;
use super::boxes::{Bytes, boxes, child, descend};
use super::edits::EditList;
use super::samples::{self, Samples};
use crate::io::video::colour::Colour;
use crate::io::video::orient::Orientation;
use crate::io::video::shape::PixelAspect;

/// Bytes of a visual sample entry before its own boxes (ISO/IEC 14496-12, 12.1.3).
const VISUAL_ENTRY_BYTES: usize = 78;

/// A video track without its samples.
#[derive(Debug)]
pub(super) struct Track {
    pub(super) id: u32,
    pub(super) codec: Codec,
    pub(super) orientation: Orientation,
    /// Ticks per second.
    pub(super) timescale: u32,
    pub(super) edits: EditList,
    /// What the container says of colour (`colr`).
    pub(super) colour: Colour,
    /// A pixel's width over its height, where the container says it.
    pub(super) pixel_aspect: Option<PixelAspect>,
}

/// The codec with its configuration record, as in the file.
#[derive(Debug)]
pub(super) enum Codec {
    /// `avcC`
    H264(Vec<u8>),
    /// `hvcC`
    Hevc(Vec<u8>),
    /// Not decoded here; its four letters.
    Other(String),
}

/// Whether the track holds pictures.
pub(super) fn is_video(trak: &[u8]) -> bool {
    descend(trak, &[*b"mdia", *b"hdlr"]).and_then(|hdlr| hdlr.get(8..12)) == Some(b"vide")
}

/// The track's samples, in order of decoding.
pub(super) fn samples(trak: &[u8], file_len: u64) -> Option<Samples> {
    samples::samples(descend(trak, &[*b"mdia", *b"minf", *b"stbl"])?, file_len)
}

/// Ticks per second of an `mvhd` or `mdhd` payload.
pub(super) fn timescale(header: &[u8]) -> Option<u32> {
    let mut b = Bytes(header);
    let (version, _) = b.version_flags()?;
    b.take(if version == 0 { 8 } else { 16 })?;
    b.u32().filter(|scale| *scale != 0)
}

impl Track {
    /// Reads a `trak` payload.
    pub(super) fn read(trak: &[u8], movie_timescale: u32) -> Result<Self, Mp4Refusal> {
        let damaged = || Mp4Refusal::Damaged("its track header is incomplete");
        let timescale = descend(trak, &[*b"mdia", *b"mdhd"]).and_then(timescale).ok_or_else(damaged)?;
        let header = child(trak, *b"tkhd").and_then(Header::read).ok_or_else(damaged)?;
        let edits = match descend(trak, &[*b"edts", *b"elst"]) {
            Some(elst) => EditList::read(elst, movie_timescale, timescale)
                .ok_or_else(|| Mp4Refusal::Unsupported("edit list that repeats or reorders".to_owned()))?,
            None => EditList::whole(),
        };
        let stbl = descend(trak, &[*b"mdia", *b"minf", *b"stbl"]).ok_or_else(damaged)?;
        if samples::has_several_codings(stbl) {
            return Err(Mp4Refusal::Unsupported("several codings in one mp4 track".to_owned()));
        }
        let stsd = child(stbl, *b"stsd").and_then(|stsd| stsd.get(8..));
        let (kind, entry) = stsd.and_then(|list| boxes(list).next()).ok_or_else(damaged)?;
        let details = entry.get(VISUAL_ENTRY_BYTES..).unwrap_or_default();
        let codec = codec(kind, details);
        let colour = child(details, *b"colr").map_or_else(Colour::default, colour);
        let of_pixels = child(details, *b"pasp").and_then(pixel_aspect);
        let pixel_aspect = header.scaled.or(of_pixels).or_else(|| header.aspect_of(coded_size(entry)?));
        Ok(Self { id: header.id, codec, orientation: header.orientation, timescale, edits, colour, pixel_aspect })
    }
}

fn codec(kind: [u8; 4], details: &[u8]) -> Codec {
    match (&kind, child(details, *b"avcC"), child(details, *b"hvcC")) {
        (b"avc1" | b"avc3" | b"dva1" | b"dvav", Some(config), _) => Codec::H264(config.to_vec()),
        (b"hvc1" | b"hev1" | b"dvh1" | b"dvhe", _, Some(config)) => Codec::Hevc(config.to_vec()),
        _ => Codec::Other(kind.escape_ascii().to_string().trim().to_owned()),
    }
}

/// What a track header (`tkhd`) says of showing.
struct Header {
    id: u32,
    orientation: Orientation,
    /// A pixel's width over its height as the matrix scales it, where it scales both sides differently.
    scaled: Option<PixelAspect>,
    /// Width and height before the matrix, in px × 65536.
    size: [u32; 2],
}

impl Header {
    fn read(tkhd: &[u8]) -> Option<Self> {
        let mut b = Bytes(tkhd);
        let (version, _) = b.version_flags()?;
        b.take(if version == 0 { 8 } else { 16 })?;
        let id = b.u32()?;
        // reserved, duration, reserved, layer, group, volume, reserved
        b.take(if version == 0 { 4 + 4 + 8 + 8 } else { 4 + 8 + 8 + 8 })?;
        let [x_from_x, y_from_x, _, x_from_y, y_from_y] = [b.i32()?, b.i32()?, b.i32()?, b.i32()?, b.i32()?];
        let orientation = Orientation::from_matrix([x_from_x, y_from_x, x_from_y, y_from_y]);
        let lengths = if orientation.turns() { [y_from_x, x_from_y] } else { [x_from_x, y_from_y] };
        let [across, down] = lengths.map(|length| f64::from(length).abs());
        let scaled = PixelAspect::of(across, down).filter(|aspect| !aspect.is_square());
        let size = b.take(16).and_then(|_| Some([b.u32()?, b.u32()?])).unwrap_or_default();
        Some(Self { id, orientation, scaled, size })
    }

    /// The shape of pixels that turns a coded size into the one shown, as ffmpeg reads it where nothing else says it.
    fn aspect_of(&self, [width, height]: [u16; 2]) -> Option<PixelAspect> {
        let [shown_width, shown_height] = self.size.map(f64::from);
        let aspect = PixelAspect::of(shown_width * f64::from(height), shown_height * f64::from(width))?;
        // Some programs store the size as turned by the matrix.
        let is_turned = PixelAspect::of(shown_width * f64::from(width), shown_height * f64::from(height));
        (!aspect.is_square() && is_turned.is_none_or(|turned| !turned.is_square())).then_some(aspect)
    }
}

/// Width and height of a visual sample entry, in px.
fn coded_size(entry: &[u8]) -> Option<[u16; 2]> {
    let mut b = Bytes(entry.get(24..)?);
    Some([b.u16()?, b.u16()?])
}

fn colour(colr: &[u8]) -> Colour {
    let mut b = Bytes(colr);
    let kind: Option<[u8; 4]> = b.array();
    let (Some(b"nclx" | b"nclc"), Some(_primaries), Some(_transfer), Some(matrix)) =
        (kind.as_ref(), b.u16(), b.u16(), b.u16())
    else {
        return Colour::default();
    };
    let is_full = kind == Some(*b"nclx") && b.u8().is_some_and(|byte| byte & 0x80 != 0);
    Colour { is_full_range: is_full, matrix: u8::try_from(matrix).ok() }
}

fn pixel_aspect(pasp: &[u8]) -> Option<PixelAspect> {
    let mut b = Bytes(pasp);
    PixelAspect::of(f64::from(b.u32()?), f64::from(b.u32()?))
}
