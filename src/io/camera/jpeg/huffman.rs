//! Codes of a JPEG's scan (ITU-T T.81, annexes C, F and K).

/// A table of codes, as a JPEG carries it.
#[derive(Debug)]
pub(super) struct Table {
    /// Above all codes of 1 to 16 bits, shifted to 16 bits.
    limits: [u32; 16],
    /// What is added to a code of 1 to 16 bits to find its symbol.
    offsets: [i32; 16],
    symbols: Vec<u8>,
}

impl Table {
    /// From how many codes there are of 1 to 16 bits. `None` if there are more than fit.
    pub(super) fn new(lengths: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let (mut limits, mut offsets) = ([0; 16], [0; 16]);
        let (mut code, mut n_symbols) = (0_u32, 0_i32);
        let slots = limits.iter_mut().zip(&mut offsets);
        for ((limit, offset), (length, n_bits)) in slots.zip(lengths.iter().zip(1_u32..)) {
            *offset = n_symbols - code.cast_signed();
            code += u32::from(*length);
            n_symbols += i32::from(*length);
            if 1 << n_bits < code {
                return None;
            }
            *limit = code << (16 - n_bits);
            code <<= 1;
        }
        Some(Self { limits, offsets, symbols: symbols.to_vec() })
    }

    /// The symbol that the highest of 16 bits stand for, and how many they are. `None` for a code that does not exist.
    fn symbol(&self, bits: u32) -> Option<(u8, u32)> {
        let idx = self.limits.iter().position(|limit| bits < *limit)?;
        let code = (bits >> (15 - idx)).cast_signed();
        let symbol = self.symbols.get(usize::try_from(code + self.offsets.get(idx)?).ok()?)?;
        Some((*symbol, u32::try_from(idx).ok()? + 1))
    }
}

/// The bits of a scan. Reading beyond its end gives `None`.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    position: usize,
    /// The lowest `n_held` bits of it are to be read, the highest of them first.
    buffer: u64,
    n_held: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0, buffer: 0, n_held: 0 }
    }

    /// The mean's difference from that of the block before. The other coefficients are read and not kept.
    pub(super) fn read_block(&mut self, dc: &Table, ac: &Table) -> Option<i32> {
        let difference = match self.code(dc)? {
            0 => 0,
            n_bits @ 1..=11 => extended(self.take(u32::from(n_bits))?, n_bits),
            _ => return None,
        };
        let mut n_read = 1;
        while n_read < 64 {
            let symbol = self.code(ac)?;
            n_read += match (symbol >> 4, symbol & 15) {
                (0, 0) => 64 - n_read,
                (15, 0) => 16,
                (run, n_bits @ 1..=10) => {
                    self.take(u32::from(n_bits))?;
                    u32::from(run) + 1
                }
                _ => return None,
            };
        }
        (n_read == 64).then_some(difference)
    }

    /// Goes over the restart marker `number`, counted from 0, which must be next.
    pub(super) fn restart(&mut self, number: u32) -> Option<()> {
        if 7 < self.n_held {
            return None;
        }
        let marker = [0xff, 0xd0 + (number % 8) as u8];
        (self.bytes.get(self.position..self.position + 2)? == marker).then_some(())?;
        self.position += 2;
        (self.buffer, self.n_held) = (0, 0);
        Some(())
    }

    /// Whole bytes that were not read.
    pub(super) fn n_left(&self) -> usize {
        self.bytes.len().saturating_sub(self.position) + (self.n_held / 8) as usize
    }

    fn code(&mut self, table: &Table) -> Option<u8> {
        self.fill();
        let next = if self.n_held < 16 { self.buffer << (16 - self.n_held) } else { self.buffer >> (self.n_held - 16) };
        let (symbol, n_bits) = table.symbol((next & 0xffff) as u32)?;
        self.n_held = self.n_held.checked_sub(n_bits)?;
        Some(symbol)
    }

    fn take(&mut self, n_bits: u32) -> Option<u32> {
        self.fill();
        self.n_held = self.n_held.checked_sub(n_bits)?;
        u32::try_from((self.buffer >> self.n_held) & ((1_u64 << n_bits) - 1)).ok()
    }

    /// Up to the next marker or the end.
    fn fill(&mut self) {
        while self.n_held <= 48 {
            let step = match self.bytes.get(self.position..) {
                Some([0xff, 0, ..]) => 2,
                Some([0xff, ..] | []) | None => return,
                Some(_) => 1,
            };
            let byte = self.bytes.get(self.position).copied().unwrap_or_default();
            self.buffer = self.buffer << 8 | u64::from(byte);
            self.n_held += 8;
            self.position += step;
        }
    }
}

/// A difference from its bits (T.81, F.2.2.1).
fn extended(bits: u32, n_bits: u8) -> i32 {
    let bits = bits.cast_signed();
    if bits < 1 << (n_bits - 1) { bits - (1 << n_bits) + 1 } else { bits }
}

/// DC, then AC, each for luma and chroma: many cameras leave them out (T.81, tables K.3 to K.6).
pub(super) fn default_tables() -> Option<[[Table; 2]; 2]> {
    Some([
        [Table::new(&DC_LUMA_LENGTHS, &DC_SYMBOLS)?, Table::new(&DC_CHROMA_LENGTHS, &DC_SYMBOLS)?],
        [Table::new(&AC_LUMA_LENGTHS, &AC_LUMA_SYMBOLS)?, Table::new(&AC_CHROMA_LENGTHS, &AC_CHROMA_SYMBOLS)?],
    ])
}

const DC_SYMBOLS: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const DC_LUMA_LENGTHS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CHROMA_LENGTHS: [u8; 16] = [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
const AC_LUMA_LENGTHS: [u8; 16] = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125];
#[rustfmt::skip]
const AC_LUMA_SYMBOLS: [u8; 162] = [
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22,
    0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, 0x24, 0x33,
    0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x34,
    0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55,
    0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76,
    0x77, 0x78, 0x79, 0x7a, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96,
    0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5,
    0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4,
    0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1,
    0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa,
];
const AC_CHROMA_LENGTHS: [u8; 16] = [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119];
#[rustfmt::skip]
const AC_CHROMA_SYMBOLS: [u8; 162] = [
    0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13,
    0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xa1, 0xb1, 0xc1, 0x09, 0x23, 0x33, 0x52, 0xf0, 0x15, 0x62,
    0x72, 0xd1, 0x0a, 0x16, 0x24, 0x34, 0xe1, 0x25, 0xf1, 0x17, 0x18, 0x19, 0x1a, 0x26, 0x27, 0x28, 0x29,
    0x2a, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54,
    0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75,
    0x76, 0x77, 0x78, 0x79, 0x7a, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94,
    0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3,
    0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2,
    0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea,
    0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa,
];
