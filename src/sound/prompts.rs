//! What can be said: clips spoken beforehand, by language and id. `assets/voice/make` makes them from `assets/voice/*.toml`.

use std::io::Cursor;

use lewton::inside_ogg::OggStreamReader;

/// Samples a second of every clip, and of all that is mixed.
pub const RATE_HZ: u32 = 22_050;

/// Id, words, seconds, seal, Ogg Vorbis; in order of id.
type Row = (&'static str, &'static str, f64, &'static str, &'static [u8]);

const ENGLISH: &[Row] = &include!("../../assets/voice/en.rs");
const GERMAN: &[Row] = &include!("../../assets/voice/de.rs");

/// What is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Language {
    English,
    German,
}

impl Language {
    /// By code as a locale begins, `de`; English where there is none of that language.
    pub fn of(code: &str) -> Self {
        if code == "de" { Self::German } else { Self::English }
    }

    const fn rows(self) -> &'static [Row] {
        match self {
            Self::English => ENGLISH,
            Self::German => GERMAN,
        }
    }
}

/// A clip among those in the binary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prompt(&'static Row);

impl Prompt {
    pub(super) fn of(language: Language, id: &str) -> Option<Self> {
        let row_idx = language.rows().binary_search_by_key(&id, |(id, ..)| id).ok()?;
        language.rows().get(row_idx).map(Self)
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

/// How long the prompt `id` is, in seconds; `None` if there is none.
pub fn secs_of(language: Language, id: &str) -> Option<f64> {
    Prompt::of(language, id).map(|Prompt((_, _, secs, ..))| *secs)
}

/// The words of the prompt `id`, to be shown; `None` if there is none.
pub fn text_of(language: Language, id: &str) -> Option<&'static str> {
    Prompt::of(language, id).map(|Prompt((_, text, ..))| *text)
}

/// The prompt `id` as it sounds, from -1 to 1 at [`RATE_HZ`]; `None` if there is none.
pub fn samples_of(language: Language, id: &str) -> Option<Vec<f32>> {
    Prompt::of(language, id).map(Prompt::samples)
}

/// All ids of a language, in order.
pub fn prompt_ids(language: Language) -> impl Iterator<Item = &'static str> {
    language.rows().iter().map(|(id, ..)| *id)
}

#[cfg(test)]
mod tests;
