//! Edit lists: which part of a track is shown, and when (ISO/IEC 14496-12, 8.6.6), as ffmpeg applies them.

use super::boxes::Bytes;

/// A stretch of media that is shown; all in ticks of the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    media_from: i64,
    media_to: i64,
    shown_at: i64,
}

/// Rates of edits beyond this, or below its inverse, are no rates: some programs write the number the wrong way round.
const LARGEST_RATE: f64 = 64.0;

/// The stretches of a track that are shown, in order of both media and showing.
///
/// Where an edit plays its media slower or faster, times are those of the media: the camera's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EditList {
    edits: Vec<Edit>,
    /// The slowest rate among them, where one is not 1.
    slowest: Option<f64>,
}

impl EditList {
    /// Everything is shown as it is.
    pub(super) fn whole() -> Self {
        Self { edits: vec![Edit { media_from: i64::MIN, media_to: i64::MAX, shown_at: i64::MIN }], slowest: None }
    }

    /// Reads an `elst` payload; `None` if it repeats or reorders media, which we do not follow.
    pub(super) fn read(elst: &[u8], movie_timescale: u32, timescale: u32) -> Option<Self> {
        let (mut edits, mut slowest) = (Vec::<Edit>::new(), None);
        let mut shown_at = 0_i64;
        for Entry { duration, media_from, rate } in entries(elst) {
            #[expect(clippy::cast_possible_truncation, reason = "a cast from f64 saturates")]
            let ticks = (rescale(duration, movie_timescale, timescale) as f64 * rate).round() as i64;
            if 0 <= media_from {
                let length = if duration == 0 { i64::MAX } else { ticks };
                if edits.last().is_some_and(|last| media_from < last.media_to) {
                    return None;
                }
                edits.push(Edit { media_from, media_to: media_from.saturating_add(length), shown_at });
                if rate != 1.0 {
                    slowest = Some(slowest.map_or(rate, |known: f64| known.min(rate)));
                }
            }
            shown_at = shown_at.saturating_add(ticks);
        }
        Some(if edits.is_empty() { Self::whole() } else { Self { edits, slowest } })
    }

    /// Returns the slowest rate at which media is played, where one is not 1.
    pub(super) fn slowest(&self) -> Option<f64> {
        self.slowest
    }

    /// When media of this composition time is shown; `None` if it is cut away.
    pub(super) fn shown_at(&self, at: i64) -> Option<i64> {
        // They are in order and do not overlap: only the last that begins in time can hold it.
        let n_begun = self.edits.partition_point(|edit| edit.media_from <= at);
        let edit = self.edits.get(n_begun.checked_sub(1)?).filter(|edit| at < edit.media_to)?;
        Some(at.wrapping_sub(edit.media_from).wrapping_add(edit.shown_at))
    }

    /// The first composition time that is shown.
    pub(super) fn first_at(&self) -> i64 {
        self.edits.first().map_or(i64::MIN, |edit| edit.media_from)
    }
}

/// An entry as it is stored.
struct Entry {
    /// In ticks of the movie.
    duration: u64,
    /// In ticks of the track; negative for an empty edit.
    media_from: i64,
    /// Media that is played in a second, in s.
    rate: f64,
}

fn entries(elst: &[u8]) -> impl Iterator<Item = Entry> {
    let mut table = Bytes(elst);
    let version = table.version_flags().map_or(0, |(version, _)| version);
    let count = table.u32().unwrap_or(0);
    (0..count).map_while(move |_| {
        let duration = table.word(version)?;
        let media_from = if version == 0 { i64::from(table.i32()?) } else { table.u64()?.cast_signed() };
        // 16.16
        let rate = f64::from(table.i32()?) / f64::from(1 << 16);
        let is_rate = LARGEST_RATE.recip() <= rate && rate <= LARGEST_RATE && 0 <= media_from;
        Some(Entry { duration, media_from, rate: if is_rate { rate } else { 1.0 } })
    })
}

/// To the nearest tick of the other scale.
fn rescale(ticks: u64, from: u32, to: u32) -> i64 {
    let (from, to) = (u128::from(from.max(1)), u128::from(to));
    i64::try_from((u128::from(ticks) * to + from / 2) / from).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::EditList;

    fn elst(entries: &[(u32, i32)]) -> Vec<u8> {
        let at_rate_1: Vec<_> = entries.iter().map(|(duration, media)| (*duration, *media, 1 << 16)).collect();
        elst_with_rates(&at_rate_1)
    }

    fn elst_with_rates(entries: &[(u32, i32, i32)]) -> Vec<u8> {
        let mut bytes = vec![0; 4];
        bytes.extend((entries.len() as u32).to_be_bytes());
        for (duration, media, rate) in entries {
            bytes.extend(duration.to_be_bytes());
            bytes.extend(media.to_be_bytes());
            bytes.extend(rate.to_be_bytes());
        }
        bytes
    }

    #[test]
    fn an_empty_edit_delays_and_a_media_edit_cuts() {
        let edits = EditList::read(&elst(&[(500, -1), (1000, 200)]), 1000, 2000).unwrap();
        assert_eq!(edits.shown_at(199), None);
        assert_eq!(edits.shown_at(200), Some(1000));
        assert_eq!(edits.shown_at(2199), Some(2999));
        assert_eq!(edits.shown_at(2200), None);
        assert_eq!(edits.first_at(), 200);
    }

    #[test]
    fn a_duration_of_zero_runs_to_the_end() {
        let edits = EditList::read(&elst(&[(0, 10)]), 1000, 1000).unwrap();
        assert_eq!(edits.shown_at(1_000_000), Some(999_990));
    }

    #[test]
    fn without_edits_times_keep_their_distance() {
        let edits = EditList::whole();
        assert_eq!(edits.shown_at(40).unwrap() - edits.shown_at(-2).unwrap(), 42);
    }

    #[test]
    fn an_edit_list_that_goes_back_is_not_followed() {
        assert_eq!(EditList::read(&elst(&[(1000, 500), (1000, 0)]), 1000, 1000), None);
    }

    #[test]
    fn media_that_is_played_slowly_keeps_the_times_of_the_camera() {
        let eighth = 1 << 13;
        let edits = [(1000, 0, 1 << 16), (8000, 1000, eighth), (1000, 2000, 1 << 16)];
        let edits = EditList::read(&elst_with_rates(&edits), 1000, 1000).unwrap();
        assert_eq!(
            [0, 999, 1000, 1500, 2000, 2999].map(|at| edits.shown_at(at).unwrap()),
            [0, 999, 1000, 1500, 2000, 2999]
        );
        assert_eq!((edits.shown_at(3000), edits.slowest()), (None, Some(0.125)));
        for not_a_rate in [0, 1] {
            let edits = EditList::read(&elst_with_rates(&[(1000, 0, not_a_rate)]), 1000, 1000).unwrap();
            assert_eq!((edits.shown_at(999), edits.slowest()), (Some(999), None));
        }
    }
}
