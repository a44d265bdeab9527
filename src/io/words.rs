//! Words of reports in the reader's language. English is the rules' own; German comes from `assets/words`.

mod rules;
#[cfg(feature = "history")]
mod sheet;
mod tables;
mod trouble;

use std::ops::Deref;
use std::sync::LazyLock;

use tables::{Measures, RuleWords};
pub use tables::{ReportWords, SheetWords};
use trouble::TroubleWords;
#[cfg(all(test, feature = "history"))]
pub(crate) use trouble::assert_says_as_printed;
pub use trouble::{Trouble, TroubleCode, Value};

use crate::core::exercises;
use crate::core::report::{MeasureReport, RepSide, SessionReport, Set, StopReport};
use crate::core::safety::StopReason;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    Words::read(include_str!("../../assets/words/report/en.toml"), ENGLISH_TROUBLE, (ENGLISH_WINDOW, false))
});
static GERMAN: LazyLock<Words> = LazyLock::new(|| {
    Words::read(include_str!("../../assets/words/report/de.toml"), GERMAN_TROUBLE, (GERMAN_WINDOW, true))
});

/// Words of the window, in which names of readings and what the rules say are.
const ENGLISH_WINDOW: &str = include_str!("../../assets/words/en.toml");
const GERMAN_WINDOW: &str = include_str!("../../assets/words/de.toml");

/// Words of what goes wrong.
const ENGLISH_TROUBLE: &str = include_str!("../../assets/words/trouble/en.toml");
const GERMAN_TROUBLE: &str = include_str!("../../assets/words/trouble/de.toml");

/// Codes of the languages that reports can be in.
pub const LANGUAGES: [&str; 2] = ["en", "de"];

/// The words of one language.
#[derive(Debug, PartialEq)]
pub struct Words {
    report: ReportWords,
    measures: Measures,
    troubles: TroubleWords,
    /// Words of the rules; `None` where it is their own language.
    rules_said: Option<RuleWords>,
}

/// The words of a report itself.
impl Deref for Words {
    type Target = ReportWords;

    fn deref(&self) -> &ReportWords {
        &self.report
    }
}

impl Words {
    #[expect(clippy::expect_used, reason = "embedded, and parsed by tests")]
    fn read(report: &str, troubles: &str, (window, says_rules): (&str, bool)) -> Self {
        let report = toml::from_str(report).expect("the words of reports");
        let measures = toml::from_str(window).expect("the names of readings");
        let troubles = toml::from_str(troubles).expect("the words of what goes wrong");
        let rules_said = says_rules.then(|| toml::from_str(window).expect("the words of the rules"));
        Self { report, measures, troubles, rules_said }
    }

    /// Returns the words of the language with this code, else of the system's (`de_DE.UTF-8`), else English.
    pub fn of(chosen: Option<&str>, locale: Option<&str>) -> &'static Self {
        let with_code = |code: &str| [&*ENGLISH, &*GERMAN].into_iter().find(|words| words.code == code);
        let of_system = || locale.and_then(|locale| locale.split(['_', '-', '.', '@']).next()).and_then(with_code);
        chosen.and_then(with_code).or_else(of_system).unwrap_or(&ENGLISH)
    }

    /// Returns the words of English, the language of the rules.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// Returns a number with so many decimals.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        self.decimal(&format!("{value:.decimals$}"))
    }

    /// Writes the decimal point of a number as this language does.
    pub fn decimal(&self, number: &str) -> String {
        if self.is_english() { number.to_owned() } else { number.replace('.', ",") }
    }

    /// Returns an instant of a recording: `0:07.3`.
    pub fn clock(&self, secs: f64) -> String {
        self.decimal(&crate::core::time::clock(secs))
    }

    /// Returns the time of a recording, RFC 3339: the local time of a session, or the time that a file gives in UTC.
    pub fn date(&self, at: &str) -> String {
        let minute = self.minute(at);
        if at.ends_with('Z') { fill(&self.date_of_file, &[("date", &minute)]) } else { minute }
    }

    /// Returns the time of a recording; in English as it is written, with its offset.
    pub fn local(&self, at: &str) -> String {
        if self.is_english() { at.to_owned() } else { self.date(at) }
    }

    fn minute(&self, at: &str) -> String {
        let (day, time) = at.get(..16).and_then(|minute| minute.split_once('T')).unwrap_or((at, ""));
        match day.split('-').collect::<Vec<_>>()[..] {
            [year, month, day] if !self.is_english() && !time.is_empty() => format!("{day}.{month}.{year}, {time}"),
            _ => format!("{day} {time}").trim().to_owned(),
        }
    }

    /// Returns `1 repetition` or `5 repetitions`.
    pub fn reps(&self, n: usize) -> String {
        if n == 1 { self.reps_one.clone() } else { fill(&self.reps_many, &[("n", &n.to_string())]) }
    }

    /// Returns a rating of pain, or that none was given.
    pub fn rating(&self, pain: Option<u8>) -> String {
        pain.map_or_else(|| self.not_told.clone(), |pain| fill(&self.rating, &[("n", &pain.to_string())]))
    }

    /// Returns why a session was stopped.
    pub fn stop(&self, stop: &StopReport) -> String {
        if let Some(secs) = stop.at_s {
            return fill(&self.stopped_hurts, &[("n", &format!("{secs:.0}"))]);
        }
        let own = StopReason::by_id(&stop.reason).map_or(stop.reason.as_str(), |reason| reason.short());
        let said = self.rules_said.as_ref().and_then(|rules| rules.pain.reasons.get(&stop.reason));
        fill(&self.stopped_after, &[("why", said.map_or(own, String::as_str))])
    }

    /// Returns what was new since the start; empty where nothing was.
    pub fn symptoms(&self, told: &SessionReport) -> String {
        let said = |id: &String| {
            let pain = self.rules_said.as_ref().map(|rules| &rules.pain);
            match (id.as_str(), pain) {
                ("leg_pain", Some(pain)) => pain.leg_pain.clone(),
                ("numbness", Some(pain)) => pain.numbness.clone(),
                ("dizziness", Some(pain)) => pain.dizziness.clone(),
                _ => id.replace('_', " "),
            }
        };
        told.new_symptoms.iter().map(said).collect::<Vec<_>>().join(", ")
    }

    /// Returns the limb of a side: `left leg`; nothing where both worked.
    pub fn side(&self, side: RepSide, is_arm: bool) -> &str {
        match (side, is_arm) {
            (RepSide::Left, false) => &self.left_leg,
            (RepSide::Right, false) => &self.right_leg,
            (RepSide::Left, true) => &self.left_arm,
            (RepSide::Right, true) => &self.right_arm,
            (RepSide::Both, _) => "",
        }
    }

    /// Returns how strong a finding is, as [`crate::core::report::Finding::degree`] names it.
    pub fn degree(&self, degree: &str) -> &str {
        match degree {
            "slight" => &self.slight,
            "clear" => &self.clear,
            _ => &self.strong,
        }
    }

    /// Returns what was done of the effort that a set's exercise asks for: goal, holds, cadence, rhythm.
    pub fn effort(&self, set: &Set) -> Vec<String> {
        let secs = |it: MeasureReport| format!("{} s ±{}", self.number(it.value, 1), self.number(it.error, 1));
        let whole = |value: f64| format!("{value:.0}");
        let mut said = Vec::new();
        if let Some(goal) = set.asked_reps() {
            said.push(fill(&self.goal, &[("n", &set.n_reps.to_string()), ("goal", &goal.to_string())]));
        }
        if let Some(hold) = set.hold {
            said.push(fill(&self.held, &[("total", &secs(hold.total_s)), ("longest", &secs(hold.longest_s))]));
        }
        if let Some(cadence) = set.cadence {
            let MeasureReport { value, error } = cadence.per_minute;
            let read = fill(&self.cadence, &[("n", &whole(value)), ("error", &whole(error))]);
            let range = |(from, to)| fill(&self.cadence_asked, &[("from", &whole(from)), ("to", &whole(to))]);
            said.extend([cadence.asked().map_or_else(|| read.clone(), |asked| format!("{read} {}", range(asked)))]);
        }
        if let Some(rhythm) = &set.rhythm {
            said.extend(rhythm.period_s.map(|it| fill(&self.one_every, &[("period", &secs(it))])));
            let percent = |it: MeasureReport| [it.value, it.error].map(|share| whole(share * 100.0));
            said.extend(
                rhythm.unevenness.map(percent).map(|[n, error]| fill(&self.vary, &[("n", &n), ("error", &error)])),
            );
        }
        said
    }

    /// Returns an exercise's name.
    pub fn exercise(&self, id: &str) -> String {
        let known = exercises::by_name(id).map(|exercise| self.exercise_name(exercise).to_owned());
        let unknown = || if id == crate::core::judge::AUTO { self.any_exercise.clone() } else { id.replace('_', " ") };
        known.unwrap_or_else(unknown)
    }

    fn is_english(&self) -> bool {
        self.rules_said.is_none()
    }
}

/// Returns `text` with each `{name}` replaced by its value.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// Returns the words with a capital letter.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
