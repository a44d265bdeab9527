//! Mistakes in a file, each in one sentence with its line.

use std::fmt;

/// A mistake in an exercise file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Line in the file, from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// The mistake, and the allowed values.
    pub cause: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "line {line}: {}", self.cause),
            None => formatter.write_str(&self.cause),
        }
    }
}

impl std::error::Error for Mistake {}

/// A mistake by its place in the text.
#[derive(Debug)]
pub(crate) struct Wrong {
    offset: usize,
    cause: String,
}

/// Refuses what stands at a byte of the text.
pub(crate) fn wrong<T>(offset: usize, cause: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { offset, cause: cause.into() })
}

impl Wrong {
    pub(crate) fn in_text(self, text: &str) -> Mistake {
        Mistake { line: Some(line_at(text, self.offset)), cause: self.cause }
    }
}

/// Puts an error of the TOML reader into plain words.
pub(crate) fn of_toml(error: &toml::de::Error, text: &str) -> Mistake {
    // A key that the file as a whole lacks is in no line.
    let span = error.span().filter(|span| !(error.message().starts_with("missing field") && text.len() <= span.end));
    Mistake { line: span.map(|span| line_at(text, span.start)), cause: in_plain_words(error.message()) }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The reader speaks of fields, variants and types; a file has keys and values.
fn in_plain_words(message: &str) -> String {
    let message = message.lines().collect::<Vec<_>>().join(" ");
    let quoted = |rest: &str| rest.split('`').nth(1).unwrap_or_default().to_owned();
    let allowed =
        |rest: &str| rest.split_once("expected ").map(|(_, what)| what.trim_start_matches("one of ").to_owned());
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let allowed = allowed(rest).unwrap_or_default();
        return format!("there is no key `{}` here; allowed are {allowed}", quoted(rest));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let allowed = allowed(rest).unwrap_or_default();
        return format!("`{}` is not known here; allowed are {allowed}", quoted(rest));
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("the key `{}` is missing", quoted(rest));
    }
    if let Some((found, expected)) =
        message.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected an array of length "))
    {
        return format!("{expected} entries are needed here, not {found}");
    }
    match message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        Some((found, expected)) => format!("{} is needed here, not {found}", in_file(expected)),
        None => message,
    }
}

/// Returns a file's term for what the reader expected.
fn in_file(expected: &str) -> &str {
    match expected {
        "a string" => "a text in quotes",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list in square brackets",
        _ if expected.starts_with("struct ") || expected == "a map" => "a table with keys of its own",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_words_become_those_of_a_file() {
        for (message, plain) in [
            (
                "unknown field `famly`, expected one of `id`, `family`",
                "there is no key `famly` here; allowed are `id`, `family`",
            ),
            ("unknown variant `top`, expected `side`", "`top` is not known here; allowed are `side`"),
            ("missing field `id`", "the key `id` is missing"),
            ("invalid type: integer `3`, expected a string", "a text in quotes is needed here, not integer `3`"),
            ("invalid length 2, expected an array of length 3", "3 entries are needed here, not 2"),
            ("duplicate key", "duplicate key"),
        ] {
            assert_eq!(in_plain_words(message), plain);
        }
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!([0, 1, 2, 3, 9].map(|offset| line_at("a\nb\n", offset)), [1, 1, 2, 2, 3]);
    }
}
