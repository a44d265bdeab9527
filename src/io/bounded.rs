//! Reading what others wrote: each reader states how much it takes, and more is refused before it takes memory.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// The largest file of a kind, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u64);

impl Limit {
    /// Returns a limit of so many KiB.
    pub const fn kib(n: u64) -> Self {
        Self(n << 10)
    }

    /// Returns a limit of so many MiB.
    pub const fn mib(n: u64) -> Self {
        Self(n << 20)
    }

    /// Returns the limit in bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// The error of what is larger.
    fn exceeded(self) -> io::Error {
        let size = if self.0 < 1 << 20 { format!("{} KiB", self.0 >> 10) } else { format!("{} MiB", self.0 >> 20) };
        io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {size}, the most that is read of it"))
    }
}

/// Reads a file whole, unless it is larger than the limit or [`open()`] refuses it.
pub fn read(path: &Path, limit: Limit) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    if limit.0 < file.metadata()?.len() { Err(limit.exceeded()) } else { read_from(file, limit) }
}

/// Copies a file, piece by piece, unless it is larger than the limit or [`open()`] refuses it.
pub fn copy(path: &Path, limit: Limit, into: &mut impl io::Write) -> io::Result<()> {
    let file = open(path)?;
    if limit.0 < file.metadata()?.len() {
        return Err(limit.exceeded());
    }
    io::copy(&mut file.take(limit.0), into).map(drop)
}

/// Opens a file; refuses pipes and devices, for a pipe without a writer blocks whoever opens it.
pub fn open(path: &Path) -> io::Result<File> {
    if path.metadata()?.is_file() { File::open(path) } else { Err(io::Error::other("it is not an ordinary file")) }
}

/// Reads a text file whole, as [`read`] does.
pub fn read_to_string(path: &Path, limit: Limit) -> io::Result<String> {
    text(read(path, limit)?)
}

/// Reads to the end of a stream, as far as the limit lets.
pub fn read_from(from: impl Read, limit: Limit) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit.0.saturating_add(1)).read_to_end(&mut bytes)?;
    if limit.0 < bytes.len() as u64 { Err(limit.exceeded()) } else { Ok(bytes) }
}

/// Returns the text of UTF-8, or an error that says that it is not.
pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_not_text| io::Error::new(io::ErrorKind::InvalidData, "it is not text in UTF-8"))
}

/// Reads on to the end of a line, into `line`, which then holds the end mark; `false` at the end of the stream.
pub fn read_line(from: &mut impl BufRead, limit: Limit, line: &mut Vec<u8>) -> io::Result<bool> {
    let n = from.take(limit.0.saturating_add(1)).read_until(b'\n', line)?;
    if limit.0 < n as u64 {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a line of it is too long"));
    }
    Ok(n != 0)
}

/// The content of a zstd stream, refused where it is far larger than what it was packed into.
///
/// A few bytes can unpack to gigabytes. Text that a program repeats packs to a hundredth at most.
pub struct Unpacked<R: BufRead> {
    decoder: zstd::stream::read::Decoder<'static, Counted<R>>,
    n_unpacked: u64,
}

/// Times that unpacked bytes may outnumber packed ones.
pub const MAX_RATIO: u64 = 200;
/// Bytes that are unpacked whatever the ratio.
const FREE_BYTES: u64 = 1 << 20;
/// The decoder looks back 2 to the power of this, in bytes, and holds as much: 8 MiB. Ours writes 2 MiB.
const WINDOW_LOG: u32 = 23;

impl<R: BufRead> std::fmt::Debug for Unpacked<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unpacked").field("n_unpacked", &self.n_unpacked).finish_non_exhaustive()
    }
}

impl<R: BufRead> Unpacked<R> {
    /// Unpacks this stream.
    pub fn new(from: R) -> io::Result<Self> {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(Counted { from, n: 0 })?;
        decoder.window_log_max(WINDOW_LOG)?;
        Ok(Self { decoder, n_unpacked: 0 })
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.decoder.read(into)?;
        self.n_unpacked = self.n_unpacked.saturating_add(n as u64);
        let most = self.decoder.get_ref().n.saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES);
        if most < self.n_unpacked {
            let why = format!("it unpacks to more than {MAX_RATIO} times its size");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        Ok(n)
    }
}

/// Counts the bytes that are taken from a stream.
struct Counted<R> {
    from: R,
    n: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(into)?;
        self.n = self.n.saturating_add(n as u64);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.from.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.n = self.n.saturating_add(n as u64);
        self.from.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_file_of_the_limit_is_read_and_a_larger_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, vec![b'a'; 1024]).unwrap();
        assert_eq!(read(&path, Limit::kib(1)).unwrap().len(), 1024);
        std::fs::write(&path, vec![b'a'; 100_000_000]).unwrap();
        let took = allocation_counter::measure(|| {
            assert!(read(&path, Limit::kib(1)).unwrap_err().to_string().contains("1 KiB"));
        });
        assert!(took.bytes_max < 10_000, "{} bytes", took.bytes_max);
    }

    #[test]
    fn a_line_ends_at_its_limit() {
        let mut line = Vec::new();
        assert!(read_line(&mut &b"ab\ncd"[..], Limit(3), &mut line).unwrap());
        assert_eq!(line, b"ab\n");
        assert!(read_line(&mut &b"abcd\n"[..], Limit(3), &mut Vec::new()).is_err());
        assert!(!read_line(&mut &b""[..], Limit(3), &mut Vec::new()).unwrap());
    }

    /// So many zeros, which pack to next to nothing.
    fn packed_zeros(n: usize) -> Vec<u8> {
        zstd::encode_all(&vec![0; n][..], 3).unwrap()
    }

    #[test]
    fn what_unpacks_to_far_more_than_its_size_is_refused_early() {
        let unpack = |packed: &[u8]| {
            let mut n = 0;
            let mut buffer = [0; 4096];
            let mut unpacked = Unpacked::new(packed)?;
            loop {
                match unpacked.read(&mut buffer)? {
                    0 => return Ok::<usize, io::Error>(n),
                    more => n += more,
                }
            }
        };
        assert_eq!(unpack(&packed_zeros(500_000)).unwrap(), 500_000);
        let bomb = packed_zeros(50_000_000);
        let took = allocation_counter::measure(|| {
            assert!(unpack(&bomb).unwrap_err().to_string().contains("200 times"));
        });
        assert!(took.bytes_max < 1 << 20, "{} bytes", took.bytes_max);
    }
}
