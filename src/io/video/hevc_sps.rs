//! Size, colour and the shape of pixels from an HEVC sequence parameter set (ITU-T H.265, 7.3.2.2 and E.2.1), which `rust_h265` keeps.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

use super::bits::Bits;
use super::colour::Colour;
use super::shape::PixelAspect;

/// What an HEVC sequence parameter set says of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SpsInfo {
    /// Coded width in px, before cropping.
    pub(super) width: u32,
    /// Coded height in px, before cropping.
    pub(super) height: u32,
    pub(super) usability: Usability,
}

/// What it says of how pictures are to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Usability {
    pub(super) colour: Colour,
    pub(super) pixel_aspect: Option<PixelAspect>,
}

/// Reads a parameter set without its NAL header and emulation prevention; `None` if it ends early.
pub(super) fn sps_info(rbsp: &[u8]) -> Option<SpsInfo> {
    let mut bits = Bits::new(rbsp);
    bits.skip(4)?; // sps_video_parameter_set_id
    let max_sub_layers_minus1 = bits.read(3)?;
    bits.skip(1)?;
    profile_tier_level(&mut bits, max_sub_layers_minus1)?;
    bits.exp_golomb()?; // sps_seq_parameter_set_id
    if bits.exp_golomb()? == 3 {
        bits.skip(1)?; // separate_colour_plane_flag
    }
    let (width, height) = (bits.exp_golomb()?, bits.exp_golomb()?);
    // A set that cannot be followed beyond the size is still a set.
    let mut usability = Usability::default();
    let _ends_early = show(&mut bits, max_sub_layers_minus1, &mut usability).is_none();
    Some(SpsInfo { width, height, usability })
}

/// Reads on from the size; what it learns stays in `found` where the bits end early.
fn show(bits: &mut Bits<'_>, max_sub_layers_minus1: u32, found: &mut Usability) -> Option<()> {
    if bits.flag()? {
        bits.skip_exp_golombs(4)?; // conformance window
    }
    bits.skip_exp_golombs(2)?; // bit depths
    let poc_lsb_bits = bits.exp_golomb()?.checked_add(4)?;
    let n_orderings = if bits.flag()? { max_sub_layers_minus1 + 1 } else { 1 };
    bits.skip_exp_golombs(3 * n_orderings)?;
    bits.skip_exp_golombs(6)?; // block sizes and transform depths
    if bits.flag()? && bits.flag()? {
        scaling_lists(bits)?;
    }
    bits.skip(2)?; // amp, sample adaptive offset
    if bits.flag()? {
        bits.skip(8)?; // pcm bit depths
        bits.skip_exp_golombs(2)?;
        bits.skip(1)?;
    }
    reference_sets(bits)?;
    if bits.flag()? {
        let n_long_term = bits.exp_golomb()?.min(33);
        bits.skip(n_long_term.checked_mul(poc_lsb_bits.checked_add(1)?)?)?;
    }
    bits.skip(2)?; // temporal mvp, strong intra smoothing
    if bits.flag()? { usability(bits, found) } else { Some(()) }
}

/// `vui_parameters`, up to colour.
fn usability(bits: &mut Bits<'_>, found: &mut Usability) -> Option<()> {
    found.pixel_aspect = PixelAspect::read(bits)?;
    if bits.flag()? {
        bits.skip(1)?; // overscan
    }
    if !bits.flag()? {
        return Some(());
    }
    bits.skip(3)?; // video_format
    let is_full_range = bits.flag()?;
    found.colour = Colour { is_full_range, matrix: None };
    if bits.flag()? {
        bits.skip(16)?; // primaries, transfer
        found.colour.matrix = u8::try_from(bits.read(8)?).ok();
    }
    Some(())
}

fn profile_tier_level(bits: &mut Bits<'_>, max_sub_layers_minus1: u32) -> Option<()> {
    bits.skip(96)?;
    if max_sub_layers_minus1 == 0 {
        return Some(());
    }
    let present = bits.read(16)?; // two flags for each of eight layers, highest bits first
    for layer in 0..max_sub_layers_minus1.min(7) {
        let flags = present >> (14 - 2 * layer);
        bits.skip(if flags & 2 == 0 { 0 } else { 88 })?;
        bits.skip(if flags & 1 == 0 { 0 } else { 8 })?;
    }
    Some(())
}

fn scaling_lists(bits: &mut Bits<'_>) -> Option<()> {
    for size_id in 0..4_u32 {
        for _ in 0..if size_id == 3 { 2 } else { 6 } {
            if bits.flag()? {
                let n_dc = u32::from(1 < size_id);
                bits.skip_exp_golombs(n_dc + (1_u32 << (4 + 2 * size_id)).min(64))?;
            } else {
                bits.exp_golomb()?;
            }
        }
    }
    Some(())
}

/// The short-term reference picture sets (7.3.7); only their lengths matter here.
fn reference_sets(bits: &mut Bits<'_>) -> Option<()> {
    let n_sets = bits.exp_golomb()?.min(64);
    let mut n_pictures = 0_u32;
    for set in 0..n_sets {
        if set != 0 && bits.flag()? {
            bits.skip(1)?; // delta_rps_sign
            bits.exp_golomb()?;
            let mut n_kept = 0;
            for _ in 0..=n_pictures {
                let is_used = bits.flag()?;
                n_kept += u32::from(is_used || bits.flag()?);
            }
            n_pictures = n_kept;
        } else {
            n_pictures = bits.exp_golomb()?.min(16) + bits.exp_golomb()?.min(16);
            for _ in 0..n_pictures {
                bits.exp_golomb()?;
                bits.skip(1)?;
            }
        }
    }
    Some(())
}
