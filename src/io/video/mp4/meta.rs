//! Metadata by keys: what a camera declares of itself (Apple's file format reference, «Metadata»; ISO/IEC 14496-12, 8.11).

use super::boxes::{Bytes, boxes, child};

/// Types of values (Apple's file format reference, «Well-known types»).
const UTF_8: u32 = 1;
const UTF_16: u32 = 2;
const SIGNED: u32 = 21;
const UNSIGNED: u32 = 22;
const FLOAT_32: u32 = 23;
const FLOAT_64: u32 = 24;

/// Returns the number stored under a key in the `meta` boxes of a movie or track, as a number or as text.
pub(super) fn number(owner: &[u8], key: &str) -> Option<f64> {
    let own = boxes(owner).filter(|(kind, _)| kind == b"meta");
    let of_user = boxes(owner).filter(|(kind, _)| kind == b"udta");
    let of_user = of_user.flat_map(|(_, udta)| boxes(udta).filter(|(kind, _)| kind == b"meta"));
    own.chain(of_user).find_map(|(_, meta)| number_in(meta, key))
}

fn number_in(meta: &[u8], key: &str) -> Option<f64> {
    // ISO begins the box with a version, QuickTime and Android do not.
    let bodies = [Some(meta), meta.get(4..)].into_iter().flatten();
    let mut bodies = bodies;
    let (keys, list) = bodies.find_map(|body| Some((child(body, *b"keys")?, child(body, *b"ilst")?)))?;
    let index = 1 + u32::try_from(names(keys).position(|name| name == key.as_bytes())?).ok()?;
    let (_, item) = boxes(list).find(|(kind, _)| u32::from_be_bytes(*kind) == index)?;
    let mut data = Bytes(child(item, *b"data")?);
    let (kind, _locale) = (data.u32()?, data.u32()?);
    value(kind & 0x00ff_ffff, data.0)
}

fn names(keys: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut table = Bytes(keys.get(8..).unwrap_or_default());
    std::iter::from_fn(move || {
        let size = table.u32()? as usize;
        let _namespace = table.u32()?;
        table.take(size.checked_sub(8)?)
    })
}

fn value(kind: u32, bytes: &[u8]) -> Option<f64> {
    match (kind, bytes.len()) {
        (FLOAT_32, _) => Some(f32::from_be_bytes(*bytes.first_chunk()?).into()),
        (FLOAT_64, _) => Some(f64::from_be_bytes(*bytes.first_chunk()?)),
        (UTF_8, _) => parsed(std::str::from_utf8(bytes).ok()?),
        (UTF_16, _) => {
            let words: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            parsed(&String::from_utf16(&words).ok()?)
        }
        (SIGNED | UNSIGNED, 1..=7) => Some(bytes.iter().fold(0.0, |sum, byte| sum * 256.0 + f64::from(*byte))),
        _ => None,
    }
}

fn parsed(text: &str) -> Option<f64> {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\0').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    fn boxed(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
        [&((body.len() + 8) as u32).to_be_bytes()[..], &kind, body].concat()
    }

    fn meta(kind: u32, value: &[u8]) -> Vec<u8> {
        let key = |name: &str| [&((name.len() + 8) as u32).to_be_bytes()[..], b"mdta", name.as_bytes()].concat();
        let keys = [&[0, 0, 0, 0, 0, 0, 0, 2][..], &key("a.b"), &key("c.fps")].concat();
        let data = boxed(*b"data", &[&kind.to_be_bytes()[..], &[0; 4], value].concat());
        let other = boxed(*b"data", &[0, 0, 0, 1, 0, 0, 0, 0, b'7']);
        let list = [boxed([0, 0, 0, 1], &other), boxed([0, 0, 0, 2], &data)].concat();
        [boxed(*b"hdlr", &[0; 24]), boxed(*b"keys", &keys), boxed(*b"ilst", &list)].concat()
    }

    #[test]
    fn a_number_is_read_however_it_is_written_and_wherever_it_lies() {
        let utf16: Vec<u8> = "240".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let ways: [(u32, &[u8]); 6] = [
            (1, b"240.000000"),
            (2, &utf16),
            (23, &240.0_f32.to_be_bytes()),
            (24, &240.0_f64.to_be_bytes()),
            (22, &[240]),
            (21, &[0, 0, 0, 240]),
        ];
        for (kind, value) in ways {
            let bare = boxed(*b"meta", &meta(kind, value));
            let full = boxed(*b"meta", &[vec![0; 4], meta(kind, value)].concat());
            for owner in [bare.clone(), full.clone(), boxed(*b"udta", &bare), boxed(*b"udta", &full)] {
                assert_eq!(number(&owner, "c.fps"), Some(240.0), "type {kind}");
                assert_eq!(number(&owner, "d.fps"), None);
            }
        }
        assert_eq!(number(&boxed(*b"meta", &meta(1, b"fast")), "c.fps"), None);
        assert_eq!(number(&boxed(*b"meta", &meta(23, &[1, 2])), "c.fps"), None);
    }
}
