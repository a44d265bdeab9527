//! The report as CSV: one row per repetition and per movement that did not count, units in the header.

use super::table::line;
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::{AUTO, Search};
use crate::core::report::{Finding, MeasureReport, PartialRep, Rep, Report};

/// Before the readings.
const FIRST: [&str; 11] = [
    "video",
    "exercise",
    "confidence",
    "set",
    "side",
    "variant",
    "start_s",
    "peak_start_s",
    "peak_end_s",
    "end_s",
    "score",
];
/// The readings that every table has had from the beginning: their places stay.
const FROM_THE_BEGINNING: [&str; 3] = ["shoulder_hip_knee_deg", "knee_deg", "thigh_to_trunk_deg"];
/// After those.
const LAST: [&str; 3] = ["faults", "not_judged", "partial"];
/// Date and answers around the session, the same in every row.
const TOLD: [&str; 5] = ["recorded_at", "pain_before", "pain_after", "new_symptoms", "stop"];

/// Steps a minute of the set, the same in every row of it.
const CADENCE: [&str; 2] = ["cadence_per_minute", "cadence_error_per_minute"];

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Ids of the readings that the exercises of the table have besides, after those.
    more: Vec<&'static str>,
    /// True if steps of one have a cadence, at the end.
    has_cadence: bool,
}

impl Columns {
    /// Returns a table of these exercises.
    pub fn of(exercises: &[&'static Exercise]) -> Self {
        let mut more: Vec<&'static str> = Vec::new();
        for measure in exercises.iter().flat_map(|exercise| exercise.measures) {
            if !FROM_THE_BEGINNING.contains(&measure.id) && !more.contains(&measure.id) {
                more.push(measure.id);
            }
        }
        Self { more, has_cadence: exercises.iter().any(|exercise| exercise.is_cyclic()) }
    }

    /// Returns the line that names them.
    pub fn header(&self) -> String {
        let named = |id: &&str| [(*id).to_owned(), error_column(id)];
        let columns = FIRST.iter().map(|name| (*name).to_owned());
        let columns = columns.chain(FROM_THE_BEGINNING.iter().flat_map(named));
        let columns = columns.chain(LAST.iter().chain(&TOLD).map(|name| (*name).to_owned()));
        let cadence = CADENCE.iter().filter(|_| self.has_cadence).map(|name| (*name).to_owned());
        line(&columns.chain(self.more.iter().flat_map(named)).chain(cadence).collect::<Vec<_>>())
    }

    /// Returns one line per repetition, in order of time.
    pub fn rows(&self, report: &Report) -> String {
        let judgement = &report.judgement;
        let reps = judgement.reps.iter().map(|rep| (rep.start_s, self.rep_row(report, rep)));
        let partial = judgement.partial_reps.iter().map(|rep| (rep.start_s, self.partial_row(report, rep)));
        let others = judgement.not_counted.iter().map(|it| {
            let (start_s, end_s) = (it.start_s, it.end_s);
            (start_s, self.row_without_rep(report, Some((start_s, end_s)), format!("not counted: {}", it.why)))
        });
        let mut rows: Vec<_> = reps.chain(partial).chain(others).collect();
        if rows.is_empty() && report.session.is_some() {
            // Pain and stop are handed on without any repetition, too.
            let why = "no repetition was counted".to_owned();
            rows.push((0.0, self.row_without_rep(report, None, why)));
        }
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        rows.into_iter().map(|(_, row)| line(&row)).collect()
    }

    fn rep_row(&self, report: &Report, rep: &Rep) -> Vec<String> {
        let fault = |finding: &Finding| format!("{}={}", finding.fault, finding.severity);
        let mut row = vec![
            report.video.clone(),
            rep.exercise.clone(),
            rep.confidence.to_string(),
            rep.set.to_string(),
            rep.side.to_string(),
            rep.variant.clone(),
            rep.start_s.to_string(),
            rep.peak_start_s.to_string(),
            rep.peak_end_s.to_string(),
            rep.end_s.to_string(),
            rep.score.map(|score| score.to_string()).unwrap_or_default(),
        ];
        row.extend(FROM_THE_BEGINNING.iter().flat_map(|id| reading(rep, id)));
        row.push(rep.findings.iter().map(fault).collect::<Vec<_>>().join(" "));
        row.push(rep.not_judged.iter().map(|entry| entry.fault.clone()).collect::<Vec<_>>().join(" "));
        row.push(String::new());
        row.extend(told(report));
        row.extend(self.more.iter().flat_map(|id| reading(rep, id)));
        if self.has_cadence {
            row.extend(cadence(report, rep));
        }
        row
    }

    fn partial_row(&self, report: &Report, rep: &PartialRep) -> Vec<String> {
        self.row_without_rep(report, Some((rep.start_s, rep.end_s)), rep.why.text.clone())
    }

    /// A row of something that did not count, from when to when, or of nothing at all.
    fn row_without_rep(&self, report: &Report, span: Option<(f64, f64)>, why: String) -> Vec<String> {
        let [start, end] = span.map_or_else(Default::default, |(start, end)| [start.to_string(), end.to_string()]);
        let of_first = |name: &str| match name {
            "video" => report.video.clone(),
            "exercise" => report.judgement.exercise.clone(),
            "start_s" => start.clone(),
            "end_s" => end.clone(),
            _ => String::new(),
        };
        let empty = |n: usize| std::iter::repeat_n(String::new(), n);
        let mut row: Vec<String> = FIRST.into_iter().map(of_first).collect();
        row.extend(empty(2 * FROM_THE_BEGINNING.len() + LAST.len() - 1));
        row.push(why);
        row.extend(told(report));
        row.extend(empty(2 * self.more.len() + if self.has_cadence { CADENCE.len() } else { 0 }));
        row
    }
}

/// Returns the whole table of one report.
pub fn csv(report: &Report) -> String {
    let named = exercises::by_name(&report.judgement.exercise).filter(|_| report.judgement.exercise != AUTO);
    let columns = Columns::of(&named.map_or(Search::Auto, Search::One).exercises());
    [columns.header(), columns.rows(report)].concat()
}

/// Returns the date, pain, new symptoms and the stop: the same in every row.
fn told(report: &Report) -> [String; 5] {
    let recorded_at = report.recorded_at.clone().unwrap_or_default();
    let told = report.session.clone().unwrap_or_default();
    let rating = |pain: Option<u8>| pain.map(|pain| pain.to_string()).unwrap_or_default();
    let stop = told.stop.map(|stop| stop.reason).unwrap_or_default();
    [recorded_at, rating(told.pain_before), rating(told.pain_after), told.new_symptoms.join(" "), stop]
}

/// Returns the cadence of a step's set and its error, empty where there is none.
fn cadence(report: &Report, rep: &Rep) -> [String; 2] {
    let set = report.judgement.sets.get(rep.set);
    let Some(cadence) = set.and_then(|set| set.cadence) else { return Default::default() };
    [cadence.per_minute.value.to_string(), cadence.per_minute.error.to_string()]
}

/// A reading and its error, empty where there is none.
fn reading(rep: &Rep, id: &str) -> [String; 2] {
    let Some(MeasureReport { value, error }) = rep.measures.get(id) else { return Default::default() };
    [value.to_string(), error.to_string()]
}

/// `knee_deg` has its error in `knee_error_deg`.
fn error_column(id: &str) -> String {
    match id.rsplit_once('_') {
        Some((name, unit)) => format!("{name}_error_{unit}"),
        None => format!("{id}_error"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{BUILT_IN, HIP_BRIDGE, by_name};

    #[test]
    fn old_columns_keep_their_places_and_what_an_exercise_has_besides_is_at_the_end() {
        let columns = |exercises: &[&'static Exercise]| {
            let header = Columns::of(exercises).header();
            header.trim_end().split(',').map(str::to_owned).collect::<Vec<_>>()
        };
        let bridge = columns(&[&HIP_BRIDGE]);
        assert_eq!(bridge.len(), 25);
        assert_eq!(bridge[11..14], ["shoulder_hip_knee_deg", "shoulder_hip_knee_error_deg", "knee_deg"]);
        let all = columns(&BUILT_IN);
        assert_eq!(all[..25], bridge);
        assert_eq!(all[25..], ["knee_to_shoulder_trunk", "knee_to_shoulder_error_trunk"]);
        let march = columns(&[by_name("march").unwrap()]);
        let own = ["knee_height_trunk", "knee_height_error_trunk", "cadence_per_minute", "cadence_error_per_minute"];
        assert_eq!((&march[..25], &march[25..]), (&bridge[..], &own.map(str::to_owned)[..]));
    }
}
