//! Any bytes as an archive: packed ones as they are, others as what is packed. Nothing may be left of what is refused, and
//! nothing may lie outside.
#![no_main]

use std::fs;

use formcheck::recording::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    let (base, archive) = (folder.path().join("sittings"), folder.path().join("a.tar.zst"));
    let packed = if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) { bytes.to_vec() } else { pack(bytes) };
    fs::write(&archive, packed).unwrap();
    let imported = import(&base, &archive);
    let names = |path: &std::path::Path| fs::read_dir(path).map_or(0, Iterator::count);
    assert_eq!(names(folder.path()), 2, "something lies outside");
    if imported.is_err() {
        assert_eq!(names(&base), 1, "something was left of what was refused");
    }
});

/// One raw block after the other (RFC 8878, 3.1.1), so that the fuzzer sees its bytes.
fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x58];
    let mut blocks = bytes.chunks(1 << 16).peekable();
    if blocks.peek().is_none() {
        packed.extend([1, 0, 0]);
    }
    while let Some(block) = blocks.next() {
        let head = (block.len() as u32) << 3 | u32::from(blocks.peek().is_none());
        packed.extend(&head.to_le_bytes()[..3]);
        packed.extend(block);
    }
    packed
}
