//! Sentences of the rules in the reader's language.

use std::cmp::Reverse;

use super::{Words, fill};
use crate::exercise::AskedView;
use crate::report::{Refusal, RefusalReason};
use crate::session::ViewWarning;

/// Begins the list of what was not counted, at the end of a refusal.
const TALLY: &str = "(not counted: ";

impl Words {
    /// A sentence of the rules: in this language where it has it, else as it is.
    pub(crate) fn say(&self, sentence: &str) -> String {
        if let Some(warning) = ViewWarning::ALL.into_iter().find(|warning| warning.to_string() == sentence) {
            return self.warning(warning).to_owned();
        }
        let bare = sentence.trim_end_matches('.');
        if let Some(said) = self.phrase(bare) {
            return said;
        }
        match bare.split_once(": ").and_then(|(first, rest)| Some((self.phrase(first)?, rest))) {
            Some((first, rest)) => format!("{first}: {}", self.say(rest)),
            None => self.refusal_said(sentence).unwrap_or(sentence).to_owned(),
        }
    }

    /// Why nothing is scored, or followed.
    pub(crate) fn refusal(&self, reason: RefusalReason) -> Option<&str> {
        let id = serde_json::to_value(reason).ok()?;
        self.refusals.get(id.as_str()?).map(String::as_str)
    }

    /// The same of a report, with what was seen and not counted.
    pub(crate) fn refused(&self, refusal: &Refusal) -> String {
        let of_view = match refusal.asked_view {
            Some(AskedView::Front) => self.refusals.get("not_front_on").map(String::as_str),
            Some(AskedView::SideOrFront) => self.refusals.get("not_side_or_front_on").map(String::as_str),
            Some(AskedView::Side) | None => None,
        };
        let said = of_view.or_else(|| self.refusal(refusal.reason)).unwrap_or(&refusal.message).to_owned();
        let tally = refusal.message.split_once(TALLY).map(|(_, tally)| tally.trim_end_matches(')'));
        let tally = tally.map(|what| fill(&self.result.not_counted, &[("what", &self.tally(what))]));
        [Some(said), tally].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// A list of reasons with how often each was met.
    fn tally(&self, tally: &str) -> String {
        let said = |part: &str| match part.split_once(" × ") {
            Some((n, why)) => format!("{n} × {}", self.say(why)),
            None => part.to_owned(),
        };
        tally.split(", ").map(said).collect::<Vec<_>>().join(", ")
    }

    /// Returns a phrase of this language, with the values that the sentence has.
    fn phrase(&self, sentence: &str) -> Option<String> {
        if let Some(said) = self.phrases.get(sentence) {
            return Some(said.clone());
        }
        let mut patterns: Vec<_> = self.phrases.iter().filter(|(pattern, _)| pattern.contains('{')).collect();
        // A longer one says more of the sentence.
        patterns.sort_by_key(|(pattern, _)| Reverse(pattern.len()));
        let (found, said) =
            patterns.into_iter().find_map(|(pattern, said)| Some((values(pattern, sentence)?, said)))?;
        let found: Vec<(&str, String)> = found.into_iter().map(|(name, value)| (name, self.say(value))).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(fill(said, &found))
    }

    /// Returns the refusal whose English sentence this is.
    fn refusal_said(&self, sentence: &str) -> Option<&str> {
        let reasons = self.refusals.keys().filter_map(|id| serde_json::from_value(id.as_str().into()).ok());
        let reason = reasons.into_iter().find(|reason: &RefusalReason| reason.refusal("").message == sentence)?;
        self.refusal(reason)
    }
}

/// Returns the values at the `{names}` of a pattern, if the sentence follows it.
fn values<'a>(pattern: &'a str, sentence: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut parts = pattern.split('{');
    let mut rest = sentence.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    for part in parts {
        let (name, literal) = part.split_once('}')?;
        let end = if literal.is_empty() { rest.len() } else { rest.find(literal)? };
        let (value, after) = rest.split_at_checked(end)?;
        found.push((name, value));
        rest = after.strip_prefix(literal)?;
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_a_pattern_are_found_where_the_sentence_follows_it() {
        assert_eq!(values("at {from}–{to} s", "at 2.5–3.6 s"), Some(vec![("from", "2.5"), ("to", "3.6")]));
        assert_eq!(values("until {why}", "until it ends"), Some(vec![("why", "it ends")]));
        assert_eq!(values("at {from} s", "at 2.5 s and later"), None);
        assert_eq!(values("at {from} s", "on 2.5 s"), None);
    }
}
