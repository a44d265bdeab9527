//! An mp4 with samples first and the index last.

use std::io::{self, Seek, SeekFrom, Write};

use super::index::{Index, boxed};
use super::pictures::Coded;

/// What every file begins with.
pub(super) fn file_type() -> Vec<u8> {
    boxed(*b"ftyp", b"isom\0\0\x02\0isomiso2avc1mp41")
}

/// The head of an `mdat` whose length, head and all, takes 64 bits.
pub(super) fn long_data_head(n_bytes: u64) -> [u8; 16] {
    let mut head = *b"\0\0\0\x01mdat\0\0\0\0\0\0\0\0";
    if let Some(length) = head.last_chunk_mut() {
        *length = n_bytes.to_be_bytes();
    }
    head
}

/// Writes samples as they come and remembers where they went.
#[derive(Debug)]
pub(super) struct Muxer<W> {
    out: W,
    /// Where the samples begin, in bytes.
    data_start: u64,
    index: Index,
}

impl<W: Write + Seek> Muxer<W> {
    pub(super) fn start(mut out: W) -> io::Result<Self> {
        let ftyp = file_type();
        out.write_all(&ftyp)?;
        // The length of all samples is filled in at the end.
        out.write_all(&long_data_head(0))?;
        Ok(Self { out, data_start: ftyp.len() as u64 + 16, index: Index::default() })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.index.sizes.is_empty()
    }

    pub(super) fn add(&mut self, coded: &Coded) -> io::Result<()> {
        self.index.add(coded).map_or(Ok(()), |sample| self.out.write_all(&sample))
    }

    /// Writes the index; the last frame is shown for `last_ticks`.
    pub(super) fn finish(mut self, size: (u32, u32), last_ticks: u32) -> io::Result<W> {
        let n_bytes: u64 = self.index.sizes.iter().copied().map(u64::from).sum();
        self.index.place(self.data_start, self.index.sizes.len() as u32);
        self.out.write_all(&self.index.moov(size, last_ticks))?;
        self.out.seek(SeekFrom::Start(self.data_start - 16))?;
        self.out.write_all(&long_data_head(n_bytes + 16))?;
        self.out.flush()?;
        Ok(self.out)
    }
}
