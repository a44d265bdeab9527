//! Numbers, days and times as the language writes them.

use super::Words;
use crate::core::time::clock;

impl Words {
    /// A number with so many decimals.
    pub(crate) fn number(&self, value: impl Into<f64>, decimals: usize) -> String {
        self.local(&format!("{:.decimals$}", value.into()))
    }

    /// A time in a recording: `0:01.5`.
    pub(crate) fn clock(&self, secs: f64) -> String {
        self.local(&clock(secs))
    }

    /// A text of numbers with the decimal sign of the language.
    pub(crate) fn local(&self, text: &str) -> String {
        let mut said = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(sign) = rest.next() {
            let is_between =
                said.ends_with(|it: char| it.is_ascii_digit()) && rest.peek().is_some_and(char::is_ascii_digit);
            if sign == '.' && is_between { said.push_str(&self.decimal_sign) } else { said.push(sign) }
        }
        said
    }

    /// A day, `2026-11-22`, or a moment, `2026-11-22 18:30`; any other text as it is.
    pub(crate) fn day(&self, iso: &str) -> String {
        let (day, rest) = iso.split_at_checked(10).unwrap_or((iso, ""));
        let parts: Vec<&str> = day.split('-').collect();
        let [year, month, of_month] = *parts.as_slice() else { return iso.to_owned() };
        let is_number = |text: &str| !text.is_empty() && text.chars().all(|it| it.is_ascii_digit());
        if ![year, month, of_month].into_iter().all(is_number) {
            return iso.to_owned();
        }
        let said = super::fill(&self.date, &[("year", year), ("month", month), ("day", of_month)]);
        format!("{said}{rest}")
    }

    /// The moment of a session by its folder, `2026-11-22T18-30-00-hip_bridge`; any other name as it is.
    pub(crate) fn session_moment(&self, name: &str) -> String {
        let moment = name.get(..16).filter(|moment| moment.get(10..11) == Some("T"));
        let parts = moment.and_then(|moment| moment.split_once('T')).and_then(|(day, time)| {
            let (hours, minutes) = time.split_once('-')?;
            let is_number = |text: &str| text.len() == 2 && text.chars().all(|it| it.is_ascii_digit());
            (is_number(hours) && is_number(minutes)).then(|| format!("{day} {hours}:{minutes}"))
        });
        parts.map_or_else(|| name.to_owned(), |moment| self.day(&moment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_written_as_the_language_does() {
        let [english, german] = Words::all();
        assert_eq!([english, german].map(|words| words.number(3.25_f32, 1)), ["3.2", "3,2"]);
        assert_eq!([english, german].map(|words| words.number(87.0, 0)), ["87", "87"]);
        assert_eq!([english, german].map(|words| words.clock(61.5)), ["1:01.5", "1:01,5"]);
        assert_eq!(
            [english, german].map(|words| words.day("2026-11-22 18:30")),
            ["2026-11-22 18:30", "22.11.2026 18:30"]
        );
        assert_eq!([english, german].map(|words| words.day("a film.mp4")), ["a film.mp4", "a film.mp4"]);
        let name = "2026-11-22T18-30-00-hip_bridge";
        assert_eq!([english, german].map(|words| words.session_moment(name)), ["2026-11-22 18:30", "22.11.2026 18:30"]);
        assert_eq!(german.session_moment("bridge_good_man.mp4 and more"), "bridge_good_man.mp4 and more");
        assert_eq!(german.local("bei 3.5–4.25 s. Ende."), "bei 3,5–4,25 s. Ende.");
    }
}
