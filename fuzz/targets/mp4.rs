//! Any bytes as a video: index, fragments, edit lists, parameter sets and the first frames.
#![no_main]

use std::cell::OnceCell;
use std::fs;

use libfuzzer_sys::fuzz_target;
use tempfile::NamedTempFile;

/// Decoding is most of the time; the parser is what is looked for.
const MAX_FRAMES: usize = 4;

thread_local! {
    static FILE: OnceCell<NamedTempFile> = const { OnceCell::new() };
}

fuzz_target!(|bytes: &[u8]| {
    // What begins otherwise goes to `ffmpeg`, a program of its own.
    let Some(kind) = bytes.get(4..8) else { return };
    if ![b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"].iter().any(|known| kind == *known) {
        return;
    }
    FILE.with(|file| {
        let path = file.get_or_init(|| NamedTempFile::new_in("/dev/shm").unwrap()).path();
        fs::write(path, bytes).unwrap();
        let Ok(mut source) = formcheck::video::open(path) else { return };
        for _ in 0..MAX_FRAMES {
            let Ok(Some(_frame)) = source.next_frame() else { return };
        }
    });
});
