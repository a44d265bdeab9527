//! Activities that are hard for a person, rated by them once a week: the Patient-Specific Functional Scale (Stratford et
//! al. 1995, Physiother Can 47:258). Knows no clock and no file.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The version of the file's format.
pub const FORMAT: u32 = 1;
/// The best rating: able to do it as before. 0 is not able at all.
pub const BEST: u8 = 10;
/// Points from which a change of the mean exceeds the scale's error in 90 of 100 (Stratford et al. 1995).
pub const MEAN_CHANGE: f64 = 2.0;
/// Points from which a change of one activity does (Stratford et al. 1995).
pub const ACTIVITY_CHANGE: f64 = 3.0;
/// Days after which an activity is rated again.
const EVERY_DAYS: i32 = 7;

/// Ratings of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratings {
    /// Version of the format: [`FORMAT`].
    pub format: u32,
    #[serde(default)]
    ratings: Vec<Rating>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Rating {
    /// In ISO 8601.
    day: String,
    activity: String,
    value: u8,
}

impl Default for Ratings {
    fn default() -> Self {
        Self { format: FORMAT, ratings: Vec::new() }
    }
}

/// An activity on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityOfDay {
    /// Its name in the plan.
    pub name: String,
    /// The rating of that day.
    pub today: Option<u8>,
    /// True if it is to be rated: for a week it was not.
    pub is_due: bool,
}

/// The first and the last rating of an activity within a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstAndLast {
    /// Day and rating of the first.
    pub first: (Date, u8),
    /// Day and rating of the last, if it is another one.
    pub last: Option<(Date, u8)>,
}

impl Ratings {
    /// Returns the mistake in what was read from a file, if there is one.
    pub fn mistake(&self) -> Option<String> {
        if self.format != FORMAT {
            return Some(format!("format {} is not known; this program reads format {FORMAT}", self.format));
        }
        let is_wrong = |rating: &&Rating| BEST < rating.value || rating.day.parse::<Date>().is_err();
        let wrong = self.ratings.iter().find(is_wrong)?;
        Some(format!("the rating {} on {} is none", wrong.value, wrong.day))
    }

    /// Sets the rating of an activity on a day, or takes it back; one beyond the scale changes nothing.
    pub fn rate(&mut self, day: Date, activity: &str, value: Option<u8>) {
        if value.is_some_and(|value| BEST < value) {
            return;
        }
        let day = day.to_string();
        self.ratings.retain(|rating| rating.day != day || rating.activity != activity);
        self.ratings.extend(value.map(|value| Rating { day, activity: activity.to_owned(), value }));
    }

    /// Returns an activity on a day.
    pub fn of_day(&self, activity: &str, day: Date) -> ActivityOfDay {
        let until_day = self.of(activity).into_iter().filter(|(at, _)| *at <= day).max_by_key(|(at, _)| *at);
        let today = until_day.filter(|(at, _)| *at == day).map(|(_, value)| value);
        let is_old = |at: Date| day.since(at).map_or(EVERY_DAYS, |span| span.get_days()) >= EVERY_DAYS;
        ActivityOfDay { name: activity.to_owned(), today, is_due: until_day.is_none_or(|(at, _)| is_old(at)) }
    }

    /// Returns the first and the last rating of an activity between two days.
    pub fn first_and_last(&self, activity: &str, (from, until): (Date, Date)) -> Option<FirstAndLast> {
        let mut within = self.of(activity);
        within.retain(|(at, _)| from <= *at && *at <= until);
        within.sort_unstable();
        let first = *within.first()?;
        Some(FirstAndLast { first, last: within.last().copied().filter(|last| last.0 != first.0) })
    }

    fn of(&self, activity: &str) -> Vec<(Date, u8)> {
        let of_it = self.ratings.iter().filter(|rating| rating.activity == activity);
        of_it.filter_map(|rating| Some((rating.day.parse().ok()?, rating.value))).collect()
    }
}

impl FirstAndLast {
    /// Returns the change from the first to the last, in points.
    pub fn change(&self) -> Option<f64> {
        self.last.map(|(_, last)| f64::from(last) - f64::from(self.first.1))
    }
}

/// Returns the mean of these ratings at first and at last; `None` unless each was rated twice, as another set of activities
/// has another mean.
pub fn means(all: &[Option<FirstAndLast>]) -> Option<(f64, f64)> {
    let mut sums = (0.0, 0.0);
    for one in all {
        let FirstAndLast { first, last } = (*one)?;
        sums = (sums.0 + f64::from(first.1), sums.1 + f64::from(last?.1));
    }
    let n = all.len() as f64;
    (!all.is_empty()).then_some((sums.0 / n, sums.1 / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOCKS: &str = "Put on socks";
    const DAY: Date = jiff::civil::date(2026, 12, 1);

    fn after(days: i64) -> Date {
        DAY.checked_add(jiff::Span::new().days(days)).unwrap()
    }

    #[test]
    fn an_activity_is_rated_once_a_week_and_a_rating_can_be_changed_and_taken_back() {
        let mut ratings = Ratings::default();
        let told = |ratings: &Ratings, day| (ratings.of_day(SOCKS, day).today, ratings.of_day(SOCKS, day).is_due);
        assert_eq!(told(&ratings, DAY), (None, true));
        ratings.rate(DAY, SOCKS, Some(3));
        ratings.rate(DAY, SOCKS, Some(4));
        assert_eq!(told(&ratings, DAY), (Some(4), false));
        assert_eq!([6, 7].map(|days| told(&ratings, after(days))), [(None, false), (None, true)]);
        assert!(ratings.of_day("Sit", DAY).is_due, "each by itself");
        assert_eq!(told(&ratings, after(-1)), (None, true), "a later rating does not count before");
        ratings.rate(DAY, SOCKS, Some(11));
        assert_eq!(told(&ratings, DAY), (Some(4), false), "beyond the scale");
        ratings.rate(DAY, SOCKS, None);
        assert_eq!(ratings, Ratings::default());
    }

    #[test]
    fn a_change_is_that_from_the_first_to_the_last_rating_of_the_span_and_a_mean_needs_both_of_each() {
        let mut ratings = Ratings::default();
        for (days, value) in [(21, 8), (0, 3), (7, 9), (40, 1)] {
            ratings.rate(after(days), SOCKS, Some(value));
        }
        ratings.rate(after(1), "Sit", Some(5));
        let span = (DAY, after(30));
        let socks = ratings.first_and_last(SOCKS, span).unwrap();
        assert_eq!((socks.first, socks.last), ((DAY, 3), Some((after(21), 8))));
        assert_eq!(socks.change(), Some(5.0));
        let sit = ratings.first_and_last("Sit", span);
        assert_eq!(sit.and_then(|it| it.change()), None);
        assert_eq!(means(&[Some(socks), sit]), None);
        ratings.rate(after(22), "Sit", Some(6));
        assert_eq!(means(&[Some(socks), ratings.first_and_last("Sit", span)]), Some((4.0, 7.0)));
        assert_eq!((means(&[]), means(&[None])), (None, None));
    }

    #[test]
    fn a_file_with_a_rating_beyond_the_scale_or_without_a_day_is_wrong() {
        let read = |text: &str| toml::from_str::<Ratings>(text).unwrap().mistake();
        let one = |day: &str, value: u8| {
            format!("format = 1\n[[ratings]]\nday = \"{day}\"\nactivity = \"Sit\"\nvalue = {value}\n")
        };
        assert_eq!(read(&one("2026-12-01", 10)), None);
        assert!(read(&one("2026-12-01", 11)).is_some() && read(&one("1.12.", 5)).is_some());
        assert!(read("format = 2\n").is_some_and(|mistake| mistake.contains("format 2")));
    }
}
