//! Size and colour from an HEVC sequence parameter set (ITU-T H.265, 7.3.2.2 and E.2.1), which `rust_h265` keeps.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

use super::colour::Colour;

/// What an HEVC sequence parameter set says of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SpsInfo {
    /// Coded width in px, before cropping.
    pub(super) width: u32,
    /// Coded height in px, before cropping.
    pub(super) height: u32,
    pub(super) colour: Colour,
}

/// Reads a parameter set without its NAL header and emulation prevention; `None` if it ends early.
pub(super) fn sps_info(rbsp: &[u8]) -> Option<SpsInfo> {
    let mut bits = Bits { bytes: rbsp, at: 0 };
    bits.skip(4)?; // sps_video_parameter_set_id
    let max_sub_layers_minus1 = bits.read(3)?;
    bits.skip(1)?;
    profile_tier_level(&mut bits, max_sub_layers_minus1)?;
    bits.exp_golomb()?; // sps_seq_parameter_set_id
    if bits.exp_golomb()? == 3 {
        bits.skip(1)?; // separate_colour_plane_flag
    }
    let (width, height) = (bits.exp_golomb()?, bits.exp_golomb()?);
    // What follows the size serves colour alone: a set that we cannot follow so far is still a set.
    let colour = colour(&mut bits, max_sub_layers_minus1).unwrap_or_default();
    Some(SpsInfo { width, height, colour })
}

fn colour(bits: &mut Bits<'_>, max_sub_layers_minus1: u32) -> Option<Colour> {
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
    if bits.flag()? { usability(bits) } else { None }
}

/// `vui_parameters`, up to colour.
fn usability(bits: &mut Bits<'_>) -> Option<Colour> {
    if bits.flag()? && bits.read(8)? == 255 {
        bits.skip(32)?; // sample aspect ratio
    }
    if bits.flag()? {
        bits.skip(1)?; // overscan
    }
    if !bits.flag()? {
        return None;
    }
    bits.skip(3)?; // video_format
    let is_full_range = bits.flag()?;
    if !bits.flag()? {
        return Some(Colour { is_full_range, matrix: None });
    }
    bits.skip(16)?; // primaries, transfer
    Some(Colour { is_full_range, matrix: u8::try_from(bits.read(8)?).ok() })
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

/// Bits, highest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// Up to 32 bits.
    fn read(&mut self, n: u32) -> Option<u32> {
        (0..n).try_fold(0_u32, |word, _| Some(word << 1 | u32::from(self.flag()?)))
    }

    fn skip(&mut self, n: u32) -> Option<()> {
        self.at = self.at.checked_add(n as usize)?;
        (self.at <= self.bytes.len() * 8).then_some(())
    }

    fn exp_golomb(&mut self) -> Option<u32> {
        let mut n_zeros = 0;
        while !self.flag()? {
            n_zeros += 1;
        }
        if 31 < n_zeros {
            return None;
        }
        Some((1_u32 << n_zeros) - 1 + self.read(n_zeros)?)
    }

    fn skip_exp_golombs(&mut self, n: u32) -> Option<()> {
        (0..n).try_for_each(|_| self.exp_golomb().map(drop))
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn exp_golomb_codes_read_as_in_the_standard() {
        // 1 010 011 00100 00101 (0 1 2 3 4), H.265 table 9-2
        let mut bits = Bits { bytes: &[0b1010_0110, 0b0100_0010, 0b1000_0000], at: 0 };
        assert_eq!([(); 5].map(|()| bits.exp_golomb().unwrap()), [0, 1, 2, 3, 4]);
        bits.at = 17;
        assert_eq!(bits.exp_golomb(), None, "zeros to the end");
    }
}
