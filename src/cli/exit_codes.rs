//! What each exit code means, as `--help` and the manual say it.

use super::Outcome;

impl Outcome {
    /// All, by their codes.
    pub const BY_CODE: [Self; 9] = [
        Self::Done,
        Self::Internal,
        Self::Usage,
        Self::Input,
        Self::Refused,
        Self::CannotWrite,
        Self::Model,
        Self::Window,
        Self::Stopped,
    ];

    /// In a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "scored",
            Self::Internal => "internal error or failed check",
            Self::Usage => "usage",
            Self::Input => "input",
            Self::Refused => "refused (nothing that can be judged)",
            Self::CannotWrite => "cannot write",
            Self::Model => "model or runtime",
            Self::Window => "no window",
            Self::Stopped => "stopped with Ctrl-C",
        }
    }
}

/// What the program is not for.
pub const CAUTION: &str = "formcheck does not diagnose, treat or monitor any condition. Stop if it hurts, and ask a certified \
    therapist.";

/// What stands below the options in `--help`.
pub(super) fn after_help() -> String {
    let codes = Outcome::BY_CODE.map(|outcome| format!("{} {}", outcome.code(), outcome.meaning()));
    format!("Exit codes: {}.\n\n{CAUTION}", codes.join(" · "))
}
