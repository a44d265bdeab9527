//! What one quantity was in every sitting, for [`trend`](super::trend).

use rusqlite::{Row, params};

use super::trend::{GONIOMETER_DEG, Point, median};
use super::{History, HistoryError};
use crate::report::RULES_VERSION;

/// What is followed over weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity<'a> {
    /// The score, 0–100.
    Score,
    /// A reading by its name in reports: the median over the repetitions of a sitting.
    Measure(&'a str),
}

/// The readings of one quantity.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// One for each sitting, the first first.
    pub points: Vec<Point>,
    /// Sittings that were never judged by today's rules, and so cannot be compared: `formcheck rescore` does that.
    pub n_other_rules: usize,
}

/// Of each sitting the last report by today's rules: those of other rules cannot be compared.
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

/// Of a score the square of its error is asked for: every fault's reading may err, and its cost is a slope.
const SCORES: &str = "
SELECT c.session, c.at_unix_s, c.score, coalesce(sum(e.cost * e.cost), 0) FROM counted c LEFT JOIN (
    SELECT session, report, rep, cost / severity * error / (bad - fine) AS cost FROM findings
    WHERE 0 < severity AND bad != fine
) e ON e.session = c.session AND e.report = c.report AND e.rep = c.idx
WHERE c.score IS NOT NULL AND ?4 = '' GROUP BY c.session, c.idx
ORDER BY c.at_unix_s, c.session";

impl Quantity<'_> {
    /// The smallest change that counts, whatever the errors say.
    pub fn least_change(self) -> f64 {
        match self {
            Self::Measure(name) if name.ends_with("_deg") => GONIOMETER_DEG,
            Self::Measure(_) | Self::Score => 0.0,
        }
    }
}

impl History {
    /// What a quantity of one exercise was in the sittings of a profile; repetitions marked as none are left out.
    pub fn series(&self, profile: &str, exercise: &str, quantity: Quantity<'_>) -> Result<Series, HistoryError> {
        let (sql, name) = match quantity {
            Quantity::Score => (SCORES, ""),
            Quantity::Measure(name) => (MEASURES, name),
        };
        let mut statement = self.connection.prepare_cached(&format!("{COMPARABLE}{sql}"))?;
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let rows = statement.query_map(params![profile, RULES_VERSION, exercise, name], row)?;
        let rows = rows.collect::<rusqlite::Result<Vec<RepRow>>>()?;
        let points = rows.chunk_by(|a, b| a.0 == b.0).map(|of| point(of, quantity)).collect();
        Ok(Series { points, n_other_rules: self.n_other_rules(profile, exercise)? })
    }

    fn n_other_rules(&self, profile: &str, exercise: &str) -> Result<usize, HistoryError> {
        let sql = "SELECT count(*) FROM sessions s WHERE s.profile = ?1 AND s.exercise IN (?3, 'auto') \
             AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.session = s.id AND v.rules_version = ?2)";
        let n: i64 = self.connection.query_row(sql, params![profile, RULES_VERSION, exercise], |row| row.get(0))?;
        Ok(usize::try_from(n).unwrap_or(0))
    }
}

/// A repetition: its sitting, when that was in s, what was read, and its error.
type RepRow = (String, i64, f64, f64);

fn point(of: &[RepRow], quantity: Quantity<'_>) -> Point {
    let day = of.first().map_or(0.0, |row| row.1 as f64 / SECS_A_DAY);
    let mean = |read: fn(&RepRow) -> f64| of.iter().map(read).sum::<f64>() / of.len().max(1) as f64;
    match quantity {
        // As the score of a sitting is the mean of its repetitions'; their errors are of one camera and do not cancel.
        Quantity::Score => Point { day, value: mean(|row| row.2), error: mean(|row| row.3.sqrt()) },
        Quantity::Measure(_) => Point {
            day,
            value: median(of.iter().map(|row| row.2).collect()),
            error: median(of.iter().map(|row| row.3).collect()),
        },
    }
}

const SECS_A_DAY: f64 = 86_400.0;
