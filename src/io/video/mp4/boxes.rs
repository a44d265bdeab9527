//! The bytes of an mp4: a reader that cannot run over, and boxes (ISO/IEC 14496-12, 4.2).

use std::io::{self, Read, Seek, SeekFrom};

/// A box's kind, e.g. `*b"moov"`.
pub(super) type FourCc = [u8; 4];

/// Big-endian reader over a box's payload; `None` at its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(head)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_be_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    pub(super) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_be_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    /// Version and flags at the head of a full box.
    pub(super) fn version_flags(&mut self) -> Option<(u8, u32)> {
        let word = self.u32()?;
        Some(((word >> 24) as u8, word & 0x00ff_ffff))
    }

    /// 32 bits in version 0, 64 in version 1.
    pub(super) fn word(&mut self, version: u8) -> Option<u64> {
        if version == 0 { self.u32().map(u64::from) } else { self.u64() }
    }
}

/// The boxes in a payload, in order, up to the first that does not fit.
pub(super) fn boxes(payload: &[u8]) -> impl Iterator<Item = (FourCc, &[u8])> {
    let mut rest = Bytes(payload);
    std::iter::from_fn(move || {
        let all = rest.0.len();
        let size = rest.u32()?;
        let kind = rest.array()?;
        let size = match size {
            0 => all,
            1 => usize::try_from(rest.u64()?).ok()?,
            n => n as usize,
        };
        let n_header = all - rest.0.len();
        Some((kind, rest.take(size.checked_sub(n_header)?)?))
    })
}

/// The first box of this kind.
pub(super) fn child(payload: &[u8], kind: FourCc) -> Option<&[u8]> {
    boxes(payload).find(|(k, _)| *k == kind).map(|(_, body)| body)
}

/// The first box at the end of a path of kinds.
pub(super) fn descend<'a>(payload: &'a [u8], path: &[FourCc]) -> Option<&'a [u8]> {
    path.iter().try_fold(payload, |body, kind| child(body, *kind))
}

/// A box at the top of the file, whose payload stays on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TopBox {
    pub(super) kind: FourCc,
    /// Where the box begins, in bytes from the file's start.
    pub(super) start: u64,
    /// Where its payload begins.
    pub(super) payload: u64,
    /// Where it ends, as it says itself; may lie beyond the file's end.
    pub(super) end: u64,
}

impl TopBox {
    /// Whether the file ends before the box does.
    pub(super) fn is_cut(&self, file_len: u64) -> bool {
        file_len < self.end
    }
}

/// The boxes of these kinds at the top of the file, found by their headers alone.
pub(super) fn top_boxes(file: &mut (impl Read + Seek), file_len: u64, kinds: &[FourCc]) -> io::Result<Vec<TopBox>> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(top) = top_box(file, start, file_len)? {
        start = top.end;
        if kinds.contains(&top.kind) {
            found.push(top);
        }
    }
    Ok(found)
}

fn top_box(file: &mut (impl Read + Seek), start: u64, file_len: u64) -> io::Result<Option<TopBox>> {
    if file_len < start.saturating_add(8) {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(start))?;
    let mut header = Vec::with_capacity(16);
    file.by_ref().take(16).read_to_end(&mut header)?;
    let mut bytes = Bytes(&header);
    let (Some(size), Some(kind)) = (bytes.u32(), bytes.array()) else {
        return Ok(None);
    };
    let (n_header, size) = match size {
        0 => (8, file_len - start),
        1 => (16, bytes.u64().unwrap_or(0)),
        n => (8, u64::from(n)),
    };
    if size < n_header || !kind.iter().all(|b| (0x20..0x7f).contains(b) || *b == 0xa9) {
        return Ok(None);
    }
    let end = start.saturating_add(size);
    Ok(Some(TopBox { kind, start, payload: start + n_header, end }))
}

#[cfg(test)]
mod tests {
    use super::{boxes, child, top_boxes};

    #[test]
    fn a_box_that_does_not_fit_ends_the_list() {
        let bytes = b"\0\0\0\x0aftypab\0\0\0\xffmoovcd";
        assert_eq!(boxes(bytes).collect::<Vec<_>>(), [(*b"ftyp", &b"ab"[..])]);
        assert_eq!(child(bytes, *b"moov"), None);
    }

    #[test]
    fn a_box_at_the_top_may_say_more_than_the_file_holds() {
        let bytes = b"\0\0\0\x0aftypab\0\0\0\xffmdatcd";
        let len = bytes.len() as u64;
        let tops = top_boxes(&mut std::io::Cursor::new(bytes), len, &[*b"ftyp", *b"mdat"]).unwrap();
        assert_eq!(tops.len(), 2);
        assert!(tops[1].is_cut(len));
        assert_eq!(top_boxes(&mut std::io::Cursor::new(bytes), len, &[*b"mdat"]).unwrap(), tops[1..]);
    }
}
