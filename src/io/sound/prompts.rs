//! Clips spoken beforehand, by id. `assets/voice/make` makes them from `assets/voice/en.toml` and `de.toml`.

use std::io::Cursor;

use lewton::inside_ogg::OggStreamReader;

use super::language::Language;
use crate::guide::cue::Prompt;

/// Samples a second of every clip, and of all that is mixed.
pub const RATE_HZ: u32 = 22_050;

/// What lets the athlete hear, before lying down, how loud it is: the one id that is no [`crate::guide::cue::Prompt`]'s.
pub const SOUND_CHECK: &str = "sound_check";

/// Id, words, seconds, seal, Ogg Vorbis; in order of id.
type Row = (&'static str, &'static str, f64, &'static str, &'static [u8]);

const ENGLISH: &[Row] = &include!("../../../assets/voice/en.rs");
const GERMAN: &[Row] = &include!("../../../assets/voice/de.rs");

const fn rows(language: Language) -> &'static [Row] {
    match language {
        Language::English => ENGLISH,
        Language::German => GERMAN,
    }
}

/// A clip among those in the binary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken(&'static Row);

impl Spoken {
    pub(super) fn of(language: Language, id: &str) -> Option<Self> {
        let rows = rows(language);
        let row_idx = rows.binary_search_by_key(&id, |(id, ..)| id).ok()?;
        rows.get(row_idx).map(Self)
    }

    /// Samples from -1 to 1, at [`RATE_HZ`]; as many as could be decoded.
    pub(super) fn samples(self) -> Vec<f32> {
        let (_, _, secs, _, ogg) = self.0;
        let mut samples = Vec::new();
        let Ok(mut reader) = OggStreamReader::new(Cursor::new(*ogg)) else {
            return samples;
        };
        while let Ok(Some(packet)) = reader.read_dec_packet_itl() {
            samples.extend(packet.into_iter().map(|sample| f32::from(sample) / 32_768.0));
        }
        // The decoder pads the last block.
        samples.truncate((secs * f64::from(RATE_HZ)).round() as usize);
        samples
    }
}

/// Returns how long the clip `id` is, in seconds; `None` if it is missing. Ids are those of
/// [`crate::guide::cue::Prompt::id`], and [`SOUND_CHECK`].
pub fn secs_of(language: Language, id: &str) -> Option<f64> {
    Spoken::of(language, id).map(|Spoken((_, _, secs, ..))| *secs)
}

/// Returns the words of the clip `id`, to be shown; `None` if it is missing.
pub fn text_of(language: Language, id: &str) -> Option<&'static str> {
    Spoken::of(language, id).map(|Spoken((_, text, ..))| *text)
}

/// Returns the clip `id` as it sounds, from -1 to 1 at [`RATE_HZ`]; `None` if it is missing.
pub fn samples_of(language: Language, id: &str) -> Option<Vec<f32>> {
    Spoken::of(language, id).map(Spoken::samples)
}

/// Returns all ids, in order; the same in every language.
pub fn prompt_ids() -> impl Iterator<Item = &'static str> {
    ENGLISH.iter().map(|(id, ..)| *id)
}

impl Language {
    /// Returns how long each prompt is in this language, in s: for [`crate::guide::cue::CueConfig::secs`].
    pub fn secs(self) -> fn(Prompt) -> f64 {
        // A plain function carries no language, so each has its own.
        match self {
            Self::English => |prompt| secs_in(Self::English, prompt),
            Self::German => |prompt| secs_in(Self::German, prompt),
        }
    }
}

fn secs_in(language: Language, prompt: Prompt) -> f64 {
    secs_of(language, &prompt.id()).unwrap_or_else(|| prompt.estimated_secs())
}

#[cfg(test)]
mod tests;
