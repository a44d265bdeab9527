//! Edit lists: which part of a track is shown, and when (ISO/IEC 14496-12, 8.6.6), as ffmpeg applies them.

use super::boxes::Bytes;

/// A stretch of media that is shown; all in ticks of the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    media_from: i64,
    media_to: i64,
    shown_at: i64,
}

/// The stretches of a track that are shown, in order of both media and showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EditList(Vec<Edit>);

impl EditList {
    /// Everything is shown as it is.
    pub(super) fn whole() -> Self {
        Self(vec![Edit { media_from: i64::MIN, media_to: i64::MAX, shown_at: i64::MIN }])
    }

    /// Reads an `elst` payload; `None` if it repeats or reorders media, which we do not follow.
    pub(super) fn read(elst: &[u8], movie_timescale: u32, timescale: u32) -> Option<Self> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut shown_at = 0_i64;
        for (duration, media_from) in entries(elst) {
            let ticks = rescale(duration, movie_timescale, timescale);
            if 0 <= media_from {
                let length = if duration == 0 { i64::MAX } else { ticks };
                if edits.last().is_some_and(|last| media_from < last.media_to) {
                    return None;
                }
                edits.push(Edit { media_from, media_to: media_from.saturating_add(length), shown_at });
            }
            shown_at = shown_at.saturating_add(ticks);
        }
        Some(if edits.is_empty() { Self::whole() } else { Self(edits) })
    }

    /// When media of this composition time is shown; `None` if it is cut away.
    pub(super) fn shown_at(&self, at: i64) -> Option<i64> {
        // They are in order and do not overlap: only the last that begins in time can hold it.
        let n_begun = self.0.partition_point(|edit| edit.media_from <= at);
        let edit = self.0.get(n_begun.checked_sub(1)?).filter(|edit| at < edit.media_to)?;
        Some(at.wrapping_sub(edit.media_from).wrapping_add(edit.shown_at))
    }

    /// The first composition time that is shown.
    pub(super) fn first_at(&self) -> i64 {
        self.0.first().map_or(i64::MIN, |edit| edit.media_from)
    }
}

/// Duration in ticks of the movie and media time in ticks of the track; negative for an empty edit.
fn entries(elst: &[u8]) -> impl Iterator<Item = (u64, i64)> {
    let mut table = Bytes(elst);
    let version = table.version_flags().map_or(0, |(version, _)| version);
    let count = table.u32().unwrap_or(0);
    (0..count).map_while(move |_| {
        let duration = table.word(version)?;
        let media = if version == 0 { i64::from(table.i32()?) } else { table.u64()?.cast_signed() };
        let _rate = table.u32()?;
        Some((duration, media))
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
        let mut bytes = vec![0; 4];
        bytes.extend((entries.len() as u32).to_be_bytes());
        for (duration, media) in entries {
            bytes.extend(duration.to_be_bytes());
            bytes.extend(media.to_be_bytes());
            bytes.extend([0, 1, 0, 0]);
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
}
