//! The shape of pixels from an H.264 sequence parameter set (ITU-T H.264, 7.3.2.1.1 and E.1.1), which `rust_h264` skips.

use super::bits::Bits;
use super::shape::PixelAspect;

/// Profiles whose sets tell the chroma format and more.
const HIGH_PROFILES: [u32; 13] = [44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244];

/// Reads a parameter set without its NAL header and emulation prevention; `None` where it does not say.
pub(super) fn pixel_aspect(rbsp: &[u8]) -> Option<PixelAspect> {
    let mut bits = Bits::new(rbsp);
    let profile = bits.read(8)?;
    bits.skip(16)?; // constraints, level
    bits.exp_golomb()?; // seq_parameter_set_id
    if HIGH_PROFILES.contains(&profile) {
        high_profile(&mut bits)?;
    }
    bits.exp_golomb()?; // log2_max_frame_num_minus4
    picture_order(&mut bits)?;
    bits.exp_golomb()?; // max_num_ref_frames
    bits.skip(1)?; // gaps_in_frame_num_value_allowed_flag
    bits.skip_exp_golombs(2)?; // size in macroblocks
    if !bits.flag()? {
        bits.skip(1)?; // mb_adaptive_frame_field_flag
    }
    bits.skip(1)?; // direct_8x8_inference_flag
    if bits.flag()? {
        bits.skip_exp_golombs(4)?; // cropping
    }
    if bits.flag()? { PixelAspect::read(&mut bits)? } else { None }
}

fn high_profile(bits: &mut Bits<'_>) -> Option<()> {
    let chroma_format = bits.exp_golomb()?;
    if chroma_format == 3 {
        bits.skip(1)?; // separate_colour_plane_flag
    }
    bits.skip_exp_golombs(2)?; // bit depths
    bits.skip(1)?; // qpprime_y_zero_transform_bypass_flag
    if bits.flag()? {
        for list in 0..if chroma_format == 3 { 12 } else { 8 } {
            if bits.flag()? {
                scaling_list(bits, if list < 6 { 16 } else { 64 })?;
            }
        }
    }
    Some(())
}

/// `scaling_list` (7.3.2.1.1.1); only its length matters here.
fn scaling_list(bits: &mut Bits<'_>, length: u32) -> Option<()> {
    let (mut last, mut next) = (8, 8);
    for _ in 0..length {
        if next != 0 {
            next = (last + bits.signed_exp_golomb()?.rem_euclid(256)) % 256;
        }
        last = if next == 0 { last } else { next };
    }
    Some(())
}

fn picture_order(bits: &mut Bits<'_>) -> Option<()> {
    match bits.exp_golomb()? {
        0 => bits.exp_golomb().map(drop),
        1 => {
            bits.skip(1)?;
            bits.skip_exp_golombs(2)?;
            let n_offsets = bits.exp_golomb()?.min(255);
            bits.skip_exp_golombs(n_offsets)
        }
        _ => Some(()),
    }
}
