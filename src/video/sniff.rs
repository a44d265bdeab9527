//! What a file is, by its first bytes.

use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::Path;

use super::VideoError;

/// The kind of file, by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// mp4 and mov.
    Mp4,
    /// A known kind that is left to `ffmpeg`.
    Foreign(&'static str),
    /// None of these.
    Unknown,
}

/// Opens a regular file and tells its length in bytes and its kind.
pub(super) fn open(path: &Path) -> Result<(File, u64, Container), VideoError> {
    let fail = |error| VideoError::from_io(error, path);
    let metadata = path.metadata().map_err(fail)?;
    if metadata.is_dir() {
        return Err(VideoError::IsDirectory { path: path.to_path_buf() });
    }
    if !metadata.is_file() {
        // Opening a pipe or a device may wait for ever.
        return Err(VideoError::NotAVideo { path: path.to_path_buf() });
    }
    let mut file = File::open(path).map_err(fail)?;
    let head = head(&mut file).map_err(fail)?;
    if head.is_empty() {
        return Err(VideoError::Empty { path: path.to_path_buf() });
    }
    Ok((file, metadata.len(), container(&head)))
}

/// The first bytes of a file, which stays at its start.
fn head(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.by_ref().take(1024).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(head)
}

fn container(head: &[u8]) -> Container {
    let at = |offset: usize, magic: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let is_mp4 = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"].iter().any(|kind| at(4, *kind));
    if is_mp4 {
        return Container::Mp4;
    }
    let foreign = [
        (at(0, b"\x1a\x45\xdf\xa3"), "WebM or Matroska"),
        (at(0, b"RIFF") && at(8, b"AVI "), "AVI"),
        (at(0, b"GIF8"), "GIF"),
        (at(0, b"FLV\x01"), "Flash video"),
        (at(0, b"OggS"), "Ogg"),
        (at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "Windows Media"),
        (at(0, b"\x00\x00\x01\xba"), "MPEG program stream"),
        (at(0, b"\x00\x00\x01\xb3"), "MPEG video"),
        (at(0, b"\x47") && at(188, b"\x47") && at(376, b"\x47"), "MPEG transport stream"),
    ];
    foreign.iter().find(|(is_it, _)| *is_it).map_or(Container::Unknown, |(_, name)| Container::Foreign(name))
}

#[cfg(test)]
mod tests {
    use super::{Container, container};

    #[test]
    fn content_decides_not_the_name() {
        assert_eq!(container(b"\0\0\0\x20ftypisom"), Container::Mp4);
        assert_eq!(container(b"\0\0\0\x08wide\0\0"), Container::Mp4);
        assert_eq!(container(b"\x1a\x45\xdf\xa3\x01"), Container::Foreign("WebM or Matroska"));
        assert_eq!(container(b"Dear diary, ftyp"), Container::Unknown);
        assert_eq!(container(b""), Container::Unknown);
    }
}
