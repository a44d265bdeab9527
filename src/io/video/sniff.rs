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
    /// A known kind that holds no pictures in motion: text, documents, archives, programs, pictures.
    NotAVideo,
    /// A known kind that holds sound alone.
    Sound,
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
        return Err(VideoError::NotAFile { path: path.to_path_buf() });
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
        (at(0, b"YUV4MPEG2 "), "raw video"),
        (at(0, b"\x47") && at(188, b"\x47") && at(376, b"\x47"), "MPEG transport stream"),
    ];
    if let Some((_, name)) = foreign.iter().find(|(is_it, _)| *is_it) {
        return Container::Foreign(name);
    }
    // A PNG with this chunk is a film.
    let is_still = at(0, b"\x89PNG\r\n\x1a\n") && !head.windows(4).any(|chunk| chunk == b"acTL");
    let is_sound = at(0, b"RIFF") && at(8, b"WAVE") || at(0, b"fLaC") || at(0, b"ID3");
    if is_sound {
        Container::Sound
    } else if is_still || is_text(head) || NO_VIDEOS.iter().any(|magic| at(0, magic)) {
        Container::NotAVideo
    } else {
        Container::Unknown
    }
}

/// First bytes of what is often named by mistake: PDF, ZIP (also office files), gzip, bzip2, xz, 7z, zstd, ELF, Windows
/// programs, `SQLite`, old office files, UTF-16 text.
const NO_VIDEOS: [&[u8]; 13] = [
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"\x28\xb5\x2f\xfd",
    b"\x7fELF",
    b"MZ",
    b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xfe\xff",
];

/// UTF-8 without control characters, perhaps cut within a character. Playlists are text, too: they name other files, which
/// no person asked to be read.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let whole = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::{Container, container};

    #[test]
    fn content_decides_not_the_name() {
        assert_eq!(container(b"\0\0\0\x20ftypisom"), Container::Mp4);
        assert_eq!(container(b"\0\0\0\x08wide\0\0"), Container::Mp4);
        assert_eq!(container(b"\x1a\x45\xdf\xa3\x01"), Container::Foreign("WebM or Matroska"));
        assert_eq!(container(b"Dear diary, ftyp"), Container::NotAVideo);
        assert_eq!(container(b""), Container::Unknown);
    }
}
