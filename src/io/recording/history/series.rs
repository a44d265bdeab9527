//! What one quantity was in every session, and what may be said of that.

use rusqlite::{Row, params};
use serde::Serialize;

use super::{History, HistoryError};
use crate::core::exercises;
use crate::core::report::trend::{GONIOMETER_DEG, Mean, Point, Trend, over_reps, trend};
use crate::core::report::{MeasureReport, RULES_VERSION};

/// What is followed over weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity<'a> {
    /// The score, 0–100.
    Score,
    /// A reading by its name in reports: the mean over the repetitions of a session.
    Measure(&'a str),
    /// Pain before a session, 0–10, as it was reported.
    PainBefore,
    /// Pain after it.
    PainAfter,
}

/// How one quantity went, session by session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Course {
    /// One for each session, the first first.
    pub points: Vec<Point>,
    /// What may be said of them.
    pub trend: Trend,
    /// Sessions that were never judged by today's rules, and so cannot be compared: `formcheck rescore` does that.
    pub n_other_rules: usize,
    /// Sessions that were stopped. Their scores count for nothing and are no points.
    pub stopped: Vec<Stopped>,
}

/// A session that was stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stopped {
    /// Time at which it began: local time with its offset, RFC 3339.
    pub at: String,
    /// Why, by id of a [`StopReason`](crate::core::safety::StopReason).
    pub reason: String,
}

/// Of each session the last report by today's rules: those of other rules cannot be compared.
const COMPARABLE: &str = "
WITH comparable AS (
    SELECT s.id, max(v.report) AS report, s.at_unix_s FROM sessions s JOIN versions v ON v.session = s.id
    WHERE s.profile = ?1 AND v.rules_version = ?2 GROUP BY s.id
), counted AS (
    SELECT c.at_unix_s, r.* FROM repetitions r JOIN comparable c ON c.id = r.session AND c.report = r.report
    WHERE r.exercise = ?3 AND NOT EXISTS (
        SELECT 1 FROM marks m WHERE m.session = r.session AND m.kind = 'not_a_repetition' AND m.time_s = r.start_s
    )
)";

const MEASURES: &str = "
SELECT c.session, c.at_unix_s, m.value, m.error FROM counted c
JOIN measures m ON m.session = c.session AND m.report = c.report AND m.rep = c.idx AND m.name = ?4
ORDER BY c.at_unix_s, c.session";

/// A repetition's score, less what its set as a whole takes off. Of its error the square is asked for, which is
/// that of [`Finding::cost_error`](crate::core::report::Finding::cost_error) of all its faults.
const SCORES: &str = "
SELECT c.session, c.at_unix_s, max(c.score + coalesce(t.taken, 0), 0), coalesce(sum(e.cost * e.cost), 0)
FROM counted c LEFT JOIN (
    SELECT r.session, r.report, r.set_idx, s.score - avg(r.score) AS taken FROM repetitions r
    JOIN sets s ON s.session = r.session AND s.report = r.report AND s.idx = r.set_idx
    GROUP BY r.session, r.report, r.set_idx
) t ON t.session = c.session AND t.report = c.report AND t.set_idx = c.set_idx LEFT JOIN (
    SELECT session, report, rep, cost / severity * max(
        abs(min(max((reading + error - fine) / (bad - fine), 0), 1) - min(max((reading - fine) / (bad - fine), 0), 1)),
        abs(min(max((reading - error - fine) / (bad - fine), 0), 1) - min(max((reading - fine) / (bad - fine), 0), 1))
    ) AS cost FROM findings WHERE 0 < severity AND bad != fine
) e ON e.session = c.session AND e.report = c.report AND e.rep = c.idx
WHERE c.score IS NOT NULL AND ?4 = ''
    AND NOT EXISTS (SELECT 1 FROM pain p WHERE p.session = c.session AND p.stop IS NOT NULL) GROUP BY c.session, c.idx
ORDER BY c.at_unix_s, c.session";

/// Told, not measured: whatever rules judged the session.
const PAINS: &str = "
SELECT s.id, s.at_unix_s, CASE ?4 WHEN 'before' THEN p.before ELSE p.after END AS told, 0.0
FROM sessions s JOIN pain p ON p.session = s.id
WHERE s.profile = ?1 AND told IS NOT NULL
    AND (s.exercise = ?3 OR EXISTS (SELECT 1 FROM repetitions r WHERE r.session = s.id AND r.exercise = ?3))
ORDER BY s.at_unix_s, s.id";

/// Smallest change between two ratings of pain that counts, in points of 10: Childs 2005,
/// 10.1097/01.brs.0000164099.92112.29.
pub const PAIN_POINTS: f64 = 2.0;

impl Quantity<'_> {
    /// Returns the smallest change that counts, whatever the errors say.
    pub fn least_change(self) -> f64 {
        match self {
            Self::Measure(name) if name.ends_with("_deg") => GONIOMETER_DEG,
            Self::PainBefore | Self::PainAfter => PAIN_POINTS,
            Self::Measure(_) | Self::Score => 0.0,
        }
    }
}

impl History {
    /// Returns what a quantity of one exercise was in the sessions of a profile; repetitions marked as none are left
    /// out.
    pub fn course(&self, profile: &str, exercise: &str, quantity: Quantity<'_>) -> Result<Course, HistoryError> {
        let (sql, name) = match quantity {
            Quantity::Score => (SCORES, ""),
            Quantity::Measure(name) => (MEASURES, name),
            Quantity::PainBefore => (PAINS, "before"),
            Quantity::PainAfter => (PAINS, "after"),
        };
        let mut statement = self.connection.prepare_cached(&format!("{COMPARABLE}{sql}"))?;
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let rows = statement.query_map(params![profile, RULES_VERSION, exercise, name], row)?;
        let rows = rows.collect::<rusqlite::Result<Vec<RepRow>>>()?;
        let points: Vec<Point> =
            rows.chunk_by(|a, b| a.0 == b.0).filter_map(|of| point(of, exercise, quantity)).collect();
        let trend = trend(&points, quantity.least_change());
        let n_other_rules = self.n_other_rules(profile, exercise)?;
        Ok(Course { points, trend, n_other_rules, stopped: self.stopped(profile, exercise)? })
    }

    fn stopped(&self, profile: &str, exercise: &str) -> Result<Vec<Stopped>, HistoryError> {
        let sql = "SELECT s.at, p.stop FROM sessions s JOIN pain p ON p.session = s.id \
             WHERE s.profile = ?1 AND p.stop IS NOT NULL AND (s.exercise = ?2 \
             OR EXISTS (SELECT 1 FROM repetitions r WHERE r.session = s.id AND r.exercise = ?2)) \
             ORDER BY s.at_unix_s, s.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let stopped = |row: &Row<'_>| Ok(Stopped { at: row.get(0)?, reason: row.get(1)? });
        Ok(statement.query_map([profile, exercise], stopped)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the exercises of the sessions of a profile: those that were asked for, and those of repetitions.
    pub fn exercises(&self, profile: &str) -> Result<Vec<String>, HistoryError> {
        let sql = "SELECT exercise FROM sessions WHERE profile = ?1 UNION SELECT r.exercise FROM sessions s \
             JOIN repetitions r ON r.session = s.id WHERE s.profile = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map([profile], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the names of all that was ever measured of an exercise in the sessions of a profile.
    pub fn measures(&self, profile: &str, exercise: &str) -> Result<Vec<String>, HistoryError> {
        // In this order, measures of other exercises are not read.
        let sql = "SELECT DISTINCT m.name FROM sessions s CROSS JOIN repetitions r ON r.session = s.id \
             CROSS JOIN measures m ON m.session = r.session AND m.report = r.report AND m.rep = r.idx \
             WHERE s.profile = ?1 AND r.exercise = ?2 ORDER BY m.name";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map([profile, exercise], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    fn n_other_rules(&self, profile: &str, exercise: &str) -> Result<usize, HistoryError> {
        let sql = "SELECT count(*) FROM sessions s WHERE s.profile = ?1 AND s.exercise IN (?3, 'auto') \
             AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.session = s.id AND v.rules_version = ?2)";
        let n: i64 = self.connection.query_row(sql, params![profile, RULES_VERSION, exercise], |row| row.get(0))?;
        Ok(usize::try_from(n).unwrap_or(0))
    }
}

/// A repetition: its session, when that was in s, what was read, and its error.
type RepRow = (String, i64, f64, f64);

fn point(of: &[RepRow], exercise: &str, quantity: Quantity<'_>) -> Option<Point> {
    let error = |row: &RepRow| if quantity == Quantity::Score { row.3.sqrt() } else { row.3 };
    let readings: Vec<MeasureReport> = of.iter().map(|row| MeasureReport { value: row.2, error: error(row) }).collect();
    let change_error = match quantity {
        Quantity::Measure(name) => exercises::change_error(exercise, name),
        Quantity::Score | Quantity::PainBefore | Quantity::PainAfter => None,
    };
    let Mean { value, error, change_error } = over_reps(&readings, change_error)?;
    Some(Point { day: of.first()?.1 as f64 / SECS_A_DAY, value, error, change_error })
}

const SECS_A_DAY: f64 = 86_400.0;
