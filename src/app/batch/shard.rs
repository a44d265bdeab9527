//! A share of the recordings, for one of several machines.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// Share `number` of `of`. The share of a recording depends on its path alone, so that others may come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// Returns share `number`, from 1, of `of`; `None` where there is no such share.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        (1 <= number && number <= of).then_some(Self { number, of })
    }

    /// Returns how many shares there are.
    pub const fn of(self) -> u32 {
        self.of
    }

    /// Returns true if the recording of this path is among them: the first 8 bytes of the path's SHA-256, read as a
    /// number with the highest byte first, modulo the number of shares.
    pub fn has(self, path: &str) -> bool {
        let number = Sha256::digest(path).iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.of) == u64::from(self.number - 1)
    }
}

/// `03-of-16`: as many digits for each, so that names sort.
impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.of.to_string().len().max(2);
        write!(f, "{:0width$}-of-{:0width$}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let shard = numbers.and_then(|(number, of)| Self::new(number, of));
        shard.ok_or_else(|| "give K/N with K from 1 to N, for example 3/16".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_in_one_shard_whatever_else_is_there() {
        let paths: Vec<String> = (0..2000).map(|idx| format!("subject {idx}/clip.mp4")).collect();
        let shards: Vec<Shard> = (1..=7).map(|number| Shard::new(number, 7).unwrap()).collect();
        let mut sizes = [0; 7];
        for path in &paths {
            let owners: Vec<usize> = (0..7).filter(|idx| shards[*idx].has(path)).collect();
            assert_eq!(owners.len(), 1, "{path}");
            sizes[owners[0]] += 1;
        }
        // 2000 ÷ 7 = 286, and 4 standard deviations of a fair draw are 63.
        assert!(sizes.iter().all(|size| (223..=349).contains(size)), "{sizes:?}");
    }

    /// `python3 -c 'import hashlib; print(int.from_bytes(hashlib.sha256(b"a/b.mp4").digest()[:8], "big") % 16 + 1)'`
    #[test]
    fn the_share_is_the_one_that_the_documentation_reckons() {
        let owner = |path: &str| (1..=16).find(|number| Shard::new(*number, 16).unwrap().has(path));
        assert_eq!([owner("a/b.mp4"), owner("clip.mp4")], [Some(12), Some(6)]);
    }

    #[test]
    fn shares_are_counted_from_one() {
        let name = |text: &str| text.parse::<Shard>().map(|shard| shard.to_string());
        assert_eq!(name("3/16").unwrap(), "03-of-16");
        assert_eq!(name("1/1").unwrap(), "01-of-01");
        assert_eq!(name("7/128").unwrap(), "007-of-128");
        for text in ["0/16", "17/16", "3", "3/", "-1/4", "a/b", "1/0", "3 / 16"] {
            assert!(name(text).unwrap_err().contains("3/16"), "{text}");
        }
    }
}
