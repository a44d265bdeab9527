//! Bits of parameter sets: fixed lengths and Exp-Golomb codes (ITU-T H.264, 9.1; H.265, 9.2).

/// Bits, highest first.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// Up to 32 bits.
    pub(super) fn read(&mut self, n: u32) -> Option<u32> {
        (0..n).try_fold(0_u32, |word, _| Some(word << 1 | u32::from(self.flag()?)))
    }

    pub(super) fn skip(&mut self, n: u32) -> Option<()> {
        self.at = self.at.checked_add(n as usize)?;
        (self.at <= self.bytes.len() * 8).then_some(())
    }

    pub(super) fn exp_golomb(&mut self) -> Option<u32> {
        let mut n_zeros = 0;
        while !self.flag()? {
            n_zeros += 1;
        }
        if 31 < n_zeros {
            return None;
        }
        Some((1_u32 << n_zeros) - 1 + self.read(n_zeros)?)
    }

    pub(super) fn skip_exp_golombs(&mut self, n: u32) -> Option<()> {
        (0..n).try_for_each(|_| self.exp_golomb().map(drop))
    }

    /// A signed code (ITU-T H.264, 9.1.1): 1, −1, 2, −2, … for 1, 2, 3, 4, …
    pub(super) fn signed_exp_golomb(&mut self) -> Option<i32> {
        let code = self.exp_golomb()?;
        let half = i32::try_from(code.div_ceil(2)).ok()?;
        Some(if code % 2 == 0 { -half } else { half })
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn exp_golomb_codes_read_as_in_the_standard() {
        // 1 010 011 00100 00101 (0 1 2 3 4), H.265 table 9-2
        let mut bits = Bits::new(&[0b1010_0110, 0b0100_0010, 0b1000_0000]);
        assert_eq!([(); 5].map(|()| bits.exp_golomb().unwrap()), [0, 1, 2, 3, 4]);
        bits.at = 17;
        assert_eq!(bits.exp_golomb(), None, "zeros to the end");
    }

    #[test]
    fn signed_codes_go_to_and_fro() {
        let mut bits = Bits::new(&[0b1010_0110, 0b0100_0010, 0b1000_0000]);
        assert_eq!([(); 5].map(|()| bits.signed_exp_golomb().unwrap()), [0, 1, -1, 2, -2]);
    }
}
