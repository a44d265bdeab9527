//! Bytes as a zstd frame that holds them as they are: the fuzzer sees little through compression.

const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Returns `bytes` themselves where they are packed, else one raw block after the other (RFC 8878, 3.1.1).
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(&MAGIC) {
        return bytes.to_vec();
    }
    let mut packed = MAGIC.to_vec();
    packed.extend([0, 0x58]);
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
