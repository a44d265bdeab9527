//! Text from outside (names, notes, paths, labels) made harmless where it is shown: on a terminal, in a spreadsheet.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

/// Returns true if a character commands a terminal or turns the order of what follows, instead of being shown.
///
/// Control characters move the cursor and rewrite what stands there; bidirectional marks (Unicode 9, annex 9) make a name
/// read as another; line separators make one sentence look like two.
pub fn is_command(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Returns one line for a terminal: each command becomes a space.
pub fn line(text: &str) -> String {
    text.replace(is_command, " ")
}

/// Returns several lines for a terminal: line breaks and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    let is_foreign = |c: char| is_command(c) && !matches!(c, '\n' | '\t');
    if text.contains(is_foreign) { text.replace(is_foreign, " ").into() } else { text.into() }
}

/// Returns JSON that means the same and holds no command: such characters stand in strings alone, where they may be
/// escaped.
pub fn json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_command(c) && c != '\n' {
            let _infallible = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Returns a cell that no spreadsheet takes for a formula: behind an apostrophe where it begins like one. Numbers stay
/// as they are.
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) && !is_number(text) { format!("'{text}").into() } else { text.into() }
}

/// Returns a table without its byte order mark, and the character between its cells: spreadsheets in half of Europe write
/// semicolons.
pub fn table(text: &[u8]) -> (&[u8], u8) {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let head = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let n = |mark: u8| head.split(|byte| *byte == mark).count();
    (text, if n(b',') < n(b';') { b';' } else { b',' })
}

/// Returns the text that [`cell`] was given.
pub fn uncell(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| text.starts_with(FORMULA)).unwrap_or(cell)
}

/// Returns the same error without the name of a temporary file, which `tempfile` adds: to a person it says nothing.
pub fn error(error: io::Error) -> io::Error {
    // Its error gives the cause in words alone: `No such file or directory (os error 2) at path "/x/.formcheck-8CDBMY"`.
    let named = error.get_ref().map(ToString::to_string);
    match named.as_ref().and_then(|named| named.rsplit_once(" at path \"")) {
        Some((cause, _)) => io::Error::new(error.kind(), cause.to_owned()),
        None => error,
    }
}

/// Advice where a file cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// There is no room.
    MakeRoom,
    /// The place is refused.
    OtherPlace,
    /// The cause is unknown.
    Either,
}

impl Remedy {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::MakeRoom, Self::OtherPlace, Self::Either];

    /// Returns what to do for this reason: room is offered only where it may help.
    pub fn of(error: &io::Error) -> Self {
        use io::ErrorKind::{
            AlreadyExists, FileTooLarge, IsADirectory, NotADirectory, Other, PermissionDenied, QuotaExceeded,
            ReadOnlyFilesystem, StorageFull,
        };
        match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::MakeRoom,
            AlreadyExists | IsADirectory | NotADirectory | Other | PermissionDenied | ReadOnlyFilesystem => {
                Self::OtherPlace
            }
            _ => Self::Either,
        }
    }

    /// Returns its key in the files of words.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MakeRoom => "make_room",
            Self::OtherPlace => "other_place",
            Self::Either => "either",
        }
    }

    /// Returns it in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::MakeRoom => "free some space or choose another place",
            Self::OtherPlace => "choose another place",
            Self::Either => "choose another place or free some space",
        }
    }
}

/// Returns what to do where a file cannot be written for this reason.
pub fn advice(error: &io::Error) -> &'static str {
    Remedy::of(error).words()
}

/// Characters that spreadsheets take for the start of a formula (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_no_commands() {
        assert_eq!(line("a\u{1b}[2Jb\u{9b}31m\rc\u{202e}d\ne"), "a [2Jb 31m c d e");
        assert_eq!(lines("a\tb\nc\u{7}d\u{2028}"), "a\tb\nc d ");
        assert_eq!(lines("Knie über Hüfte · 178°"), "Knie über Hüfte · 178°");
    }

    #[test]
    fn json_means_the_same_and_holds_no_commands() {
        let text = "a\u{1b}[2Jb\u{9b}31m\u{7f}\u{202e}\\ü";
        let written = json(&serde_json::to_string(text).unwrap());
        assert!(!written.contains(is_command), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn an_error_does_not_name_a_temporary_file() {
        let named = tempfile::Builder::new().prefix(".formcheck-").tempfile_in("/nowhere").unwrap_err();
        assert!(named.to_string().contains(".formcheck-"), "the library names it no more: {named}");
        let unnamed = error(named);
        assert_eq!(unnamed.kind(), io::ErrorKind::NotFound);
        assert!(!unnamed.to_string().contains("formcheck"), "{unnamed}");
        let other = error(io::Error::other("it is full"));
        assert_eq!(other.to_string(), "it is full");
    }

    #[test]
    fn a_spreadsheet_gets_no_formulas_and_its_numbers() {
        for text in ["=1+2", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "-inf", "+1e"] {
            assert_eq!(cell(text), format!("'{text}"));
            assert_eq!(uncell(&cell(text)), text);
        }
        for text in ["-3.5", "+1", "-1e-7", "a=b", "", "12", "'quoted", "good (slight)"] {
            assert_eq!((cell(text).as_ref(), uncell(text)), (text, text));
        }
    }
}
