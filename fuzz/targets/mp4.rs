//! Feeds any bytes as a video: index, fragments, edit lists, parameter sets and the first frames.
#![no_main]

mod kept;

use libfuzzer_sys::fuzz_target;

/// Decoding takes most of the time, and the parser is what is tested.
const MAX_FRAMES: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    // Files that begin otherwise go to `ffmpeg`, a program of its own.
    let Some(kind) = bytes.get(4..8) else { return };
    if ![b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"].iter().any(|known| kind == *known) {
        return;
    }
    kept::with_file(bytes, |path| {
        let Ok(mut source) = formcheck::io::video::open(path) else { return };
        for _ in 0..MAX_FRAMES {
            let Ok(Some(_frame)) = source.next_frame() else { return };
        }
    });
});
