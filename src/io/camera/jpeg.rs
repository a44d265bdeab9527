//! Whether a JPEG is whole: decoders paint over what is missing or wrong, and then a pose is found in the paint.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

mod huffman;

use std::borrow::Cow;

use huffman::{Bits, Table};

use super::fault::DropReason;

const EOI: [u8; 2] = [0xff, 0xd9];
/// Cameras put fill bytes before the end marker; libjpeg says «extraneous bytes before marker 0xd9».
const MOST_FILL_BYTES: usize = 16;
/// Of the mean of a block, times 8: 1024, and a margin for what encoders round.
const LARGEST_DC: i32 = 1280;

/// `bytes` from the start marker to the end marker, without what is behind it.
pub(super) fn whole(bytes: &[u8]) -> Result<&[u8], DropReason> {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return Err(DropReason::Corrupt);
    }
    let mut segments = Segments { bytes, position: 2 };
    while let Some((marker, _)) = segments.next()? {
        if marker == SOS {
            // An end marker cannot stand in a scan: 0xff is followed by 0 there.
            let scan = bytes.get(segments.position..).unwrap_or_default();
            let end = scan.windows(2).position(|pair| pair == EOI).ok_or(DropReason::Cut)?;
            return bytes.get(..segments.position + end + 2).ok_or(DropReason::Cut);
        }
    }
    Err(DropReason::Corrupt)
}

/// `bytes` as decoders take it: cameras leave the tables out, and `zune-jpeg` knows them only of what says it is of an AVI.
pub(super) fn with_tables(bytes: &[u8]) -> Result<Cow<'_, [u8]>, DropReason> {
    let mut segments = Segments { bytes, position: 2 };
    while let Some((marker, _)) = segments.next()? {
        match marker {
            DHT => break,
            SOS => {
                let (start, rest) = bytes.split_at_checked(2).ok_or(DropReason::Cut)?;
                return Ok([start, b"\xff\xe0\x00\x0aAVI1\0\0\0\0", rest].concat().into());
            }
            _ => {}
        }
    }
    Ok(bytes.into())
}

const DHT: u8 = 0xc4;
const SOS: u8 = 0xda;

/// Reads all coefficients of a JPEG as cameras write it (baseline, one scan) without using them.
///
/// Wrong bytes in the scan put the reader out of step: it meets a code that does not exist, a block that is too long, a
/// mean beyond black or white, or another end than that of the scan.
pub(super) fn check_scan(bytes: &[u8]) -> Result<(), DropReason> {
    let mut head = Head::default();
    let mut segments = Segments { bytes, position: 2 };
    while let Some((marker, body)) = segments.next()? {
        match marker {
            0xc0 | 0xc1 => head.read_frame(body).ok_or(DropReason::Corrupt)?,
            // Progressive and others: no camera writes them.
            0xc2 | 0xc3 | 0xc5..=0xc7 | 0xc9..=0xcf => return Ok(()),
            DHT => head.read_tables(body).ok_or(DropReason::Corrupt)?,
            0xdb => head.read_steps(body).ok_or(DropReason::Corrupt)?,
            0xdd => head.restart_interval = u32::from(word(body, 0).ok_or(DropReason::Corrupt)?),
            SOS => {
                let scan = bytes.get(segments.position..bytes.len().saturating_sub(2)).unwrap_or_default();
                return head.check(body, scan).ok_or(DropReason::Corrupt);
            }
            _ => {}
        }
    }
    Err(DropReason::Corrupt)
}

/// The parts before the first scan: marker and body.
struct Segments<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Segments<'a> {
    fn next(&mut self) -> Result<Option<(u8, &'a [u8])>, DropReason> {
        let mut rest = self.bytes.get(self.position..).unwrap_or_default();
        while let [0xff, 0xff, ..] = rest {
            rest = rest.get(1..).unwrap_or_default();
        }
        let start = self.bytes.len() - rest.len();
        let (marker, length) = match rest {
            [] | [0xff] | [0xff, _] | [0xff, _, _] => return Err(DropReason::Cut),
            [0xff, marker, high, low, ..] => (*marker, usize::from(u16::from_be_bytes([*high, *low]))),
            _ => return Err(DropReason::Corrupt),
        };
        if marker == 0xd9 || length < 2 {
            return Ok(None);
        }
        self.position = start + 2 + length;
        let body = self.bytes.get(start + 4..self.position).ok_or(DropReason::Cut)?;
        Ok(Some((marker, body)))
    }
}

/// What has to be known to read the scan.
#[derive(Default)]
struct Head {
    size: (u32, u32),
    components: Vec<Component>,
    /// Of the mean's quantisation, by table.
    dc_steps: [i32; 4],
    /// DC, then AC, each by number.
    tables: [[Option<Table>; 4]; 2],
    restart_interval: u32,
}

struct Component {
    id: u8,
    across: u32,
    down: u32,
    steps: usize,
}

impl Head {
    fn read_frame(&mut self, body: &[u8]) -> Option<()> {
        self.size = (u32::from(word(body, 3)?), u32::from(word(body, 1)?));
        let components = body.get(6..6 + 3 * usize::from(*body.get(5)?))?.as_chunks::<3>().0.iter();
        let component = |[id, sampling, steps]: &[u8; 3]| Component {
            id: *id,
            across: u32::from(sampling >> 4),
            down: u32::from(sampling & 15),
            steps: usize::from(steps & 3),
        };
        self.components = components.map(component).collect();
        self.components.iter().all(|own| (1..=4).contains(&own.across) && (1..=4).contains(&own.down)).then_some(())
    }

    fn read_tables(&mut self, mut body: &[u8]) -> Option<()> {
        while let [about, rest @ ..] = body {
            let (lengths, rest) = rest.split_first_chunk::<16>()?;
            let (symbols, rest) = rest.split_at_checked(lengths.iter().map(|n| usize::from(*n)).sum())?;
            let slot = self.tables.get_mut(usize::from(about >> 4))?.get_mut(usize::from(about & 15))?;
            *slot = Some(Table::new(lengths, symbols)?);
            body = rest;
        }
        Some(())
    }

    fn read_steps(&mut self, mut body: &[u8]) -> Option<()> {
        while let [about, rest @ ..] = body {
            let is_wide = about >> 4 != 0;
            let step = if is_wide { word(rest, 0)? } else { u16::from(*rest.first()?) };
            *self.dc_steps.get_mut(usize::from(about & 15))? = i32::from(step);
            body = rest.get(if is_wide { 128 } else { 64 }..)?;
        }
        Some(())
    }

    /// `None` if the scan's head or the scan itself is wrong.
    fn check(&self, body: &[u8], scan: &[u8]) -> Option<()> {
        let n_components = usize::from(*body.first()?);
        if n_components != self.components.len() {
            return Some(()); // Several scans: no camera writes them.
        }
        let default = huffman::default_tables()?;
        let mut blocks = Vec::new();
        for (idx, [id, tables]) in body.get(1..=2 * n_components)?.as_chunks::<2>().0.iter().enumerate() {
            let component = self.components.iter().find(|component| component.id == *id)?;
            let table = |class: usize, number: u8| {
                let number = usize::from(number);
                let own = self.tables.get(class)?.get(number)?.as_ref();
                own.or_else(|| default.get(class)?.get(number))
            };
            let (dc, ac) = (table(0, tables >> 4)?, table(1, tables & 15)?);
            let n_blocks = if n_components == 1 { 1 } else { component.across * component.down };
            let step = *self.dc_steps.get(component.steps)?;
            blocks.extend((0..n_blocks).map(|_| Block { component: idx, dc, ac, step }));
        }
        self.read_scan(&blocks, scan)
    }

    fn read_scan(&self, blocks: &[Block<'_>], scan: &[u8]) -> Option<()> {
        let mut bits = Bits::new(scan);
        let mut means = [0_i32; 256];
        for idx in 0..self.n_units()? {
            if 0 < idx && 0 < self.restart_interval && idx % self.restart_interval == 0 {
                bits.restart(idx / self.restart_interval - 1)?;
                means = [0; 256];
            }
            for block in blocks {
                let mean = means.get_mut(block.component)?;
                *mean = mean.checked_add(bits.read_block(block.dc, block.ac)?)?;
                if LARGEST_DC + block.step < mean.saturating_mul(block.step).saturating_abs() {
                    return None;
                }
            }
        }
        (bits.n_left() <= MOST_FILL_BYTES).then_some(())
    }

    /// How many groups of blocks the scan holds.
    fn n_units(&self) -> Option<u32> {
        let (mut across, mut down) = (8, 8);
        if self.components.len() > 1 {
            across *= self.components.iter().map(|component| component.across).max()?;
            down *= self.components.iter().map(|component| component.down).max()?;
        }
        Some(self.size.0.div_ceil(across) * self.size.1.div_ceil(down))
    }
}

struct Block<'a> {
    component: usize,
    dc: &'a Table,
    ac: &'a Table,
    step: i32,
}

fn word(body: &[u8], position: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*body.get(position)?, *body.get(position + 1)?]))
}
