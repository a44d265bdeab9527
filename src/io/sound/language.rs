//! What language is spoken.

/// A language in which every prompt was spoken beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
}

impl Language {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Returns the language of a code or locale (`de`, `de_AT.UTF-8`); `None` if it is not spoken here.
    pub fn of(code: &str) -> Option<Self> {
        let code = code.split(['_', '-', '.', '@']).next()?;
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// As in ISO 639: `de`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::cue::Prompt;
    use crate::io::sound::prompts::secs_of;

    #[test]
    fn codes_and_locales_name_a_language_and_others_none() {
        assert_eq!(["de", "de_AT.UTF-8", "de-CH"].map(Language::of), [Some(Language::German); 3]);
        assert_eq!(["en", "en_GB", "en.UTF-8"].map(Language::of), [Some(Language::English); 3]);
        assert_eq!(["", "C", "fr_FR", "den"].map(Language::of), [None; 4]);
        for language in Language::ALL {
            assert_eq!(Language::of(language.code()), Some(language));
        }
    }

    #[test]
    fn what_is_said_takes_as_long_as_its_clip() {
        for language in Language::ALL {
            for prompt in Prompt::all().into_iter().filter(|prompt| prompt.is_recorded()) {
                assert_eq!(Some(language.secs()(prompt)), secs_of(language, &prompt.id()), "{language:?} {prompt:?}");
            }
        }
        let [english, german] = Language::ALL.map(|language| language.secs()(Prompt::StopRule));
        assert!(english < german, "{english} s, {german} s");
    }
}
