//! Tables of the history, and how an older file becomes one of today's.

use rusqlite::{Connection, TransactionBehavior};

/// Version of the tables, in `user_version`.
pub(super) const VERSION: i64 = 3;

/// Each brings the tables one version further; what has been released is never changed.
const MIGRATIONS: [&str; 3] = [V1, V2, V3];

/// The tables that there must be.
pub(super) const TABLES: [&str; 10] =
    ["findings", "marks", "measures", "not_judged", "pain", "paths", "repetitions", "sessions", "sets", "versions"];

const V1: &str = "
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    folder TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,
    at TEXT NOT NULL,
    at_unix_s INTEGER NOT NULL,
    exercise TEXT NOT NULL,
    source TEXT NOT NULL,
    stamp TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_profile ON sessions (profile, at_unix_s);
CREATE TABLE versions (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    report TEXT NOT NULL,
    rules_version INTEGER NOT NULL,
    program TEXT NOT NULL,
    model TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    backend TEXT NOT NULL,
    score REAL,
    n_reps INTEGER NOT NULL,
    n_partial INTEGER NOT NULL,
    coverage REAL NOT NULL,
    refusal TEXT,
    PRIMARY KEY (session, report)
) STRICT;
CREATE TABLE sets (
    session TEXT NOT NULL, report TEXT NOT NULL, idx INTEGER NOT NULL,
    exercise TEXT NOT NULL, start_s REAL NOT NULL, end_s REAL NOT NULL,
    n_reps INTEGER NOT NULL, score REAL, confidence REAL NOT NULL,
    PRIMARY KEY (session, report, idx),
    FOREIGN KEY (session, report) REFERENCES versions ON DELETE CASCADE
) STRICT;
CREATE TABLE repetitions (
    session TEXT NOT NULL, report TEXT NOT NULL, idx INTEGER NOT NULL, set_idx INTEGER NOT NULL,
    exercise TEXT NOT NULL, side TEXT NOT NULL, variant TEXT NOT NULL,
    start_s REAL NOT NULL, peak_start_s REAL NOT NULL, peak_end_s REAL NOT NULL, end_s REAL NOT NULL,
    score REAL, confidence REAL NOT NULL,
    PRIMARY KEY (session, report, idx),
    FOREIGN KEY (session, report) REFERENCES versions ON DELETE CASCADE
) STRICT;
-- Of a repetition, or, without one, of a set.
CREATE TABLE findings (
    session TEXT NOT NULL, report TEXT NOT NULL, rep INTEGER,
    fault TEXT NOT NULL, reading REAL NOT NULL, unit TEXT NOT NULL, error REAL NOT NULL, severity REAL NOT NULL,
    fine REAL NOT NULL, bad REAL NOT NULL, from_s REAL NOT NULL, to_s REAL NOT NULL, cost REAL NOT NULL,
    FOREIGN KEY (session, report) REFERENCES versions ON DELETE CASCADE
) STRICT;
CREATE INDEX findings_by_session ON findings (session, report);
CREATE TABLE measures (
    session TEXT NOT NULL, report TEXT NOT NULL, rep INTEGER NOT NULL,
    name TEXT NOT NULL, value REAL NOT NULL, error REAL NOT NULL,
    PRIMARY KEY (session, report, rep, name),
    FOREIGN KEY (session, report) REFERENCES versions ON DELETE CASCADE
) STRICT;
CREATE TABLE not_judged (
    session TEXT NOT NULL, report TEXT NOT NULL, rep INTEGER, fault TEXT NOT NULL, why TEXT NOT NULL,
    FOREIGN KEY (session, report) REFERENCES versions ON DELETE CASCADE
) STRICT;
CREATE INDEX not_judged_by_session ON not_judged (session, report);
CREATE TABLE pain (
    session TEXT PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
    before INTEGER, after INTEGER, new_symptoms TEXT NOT NULL
) STRICT;
CREATE TABLE paths (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    file TEXT NOT NULL,
    PRIMARY KEY (session, file)
) STRICT;
";

/// With what persons mark, and what a kill has left. Stamps are emptied, so that every folder is read again.
const V2: &str = "
ALTER TABLE sessions ADD COLUMN ended_early INTEGER NOT NULL DEFAULT 0;
CREATE TABLE marks (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    by TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    rep INTEGER, time_s REAL, fault TEXT, text TEXT,
    PRIMARY KEY (session, idx)
) STRICT;
UPDATE sessions SET stamp = '';
";

/// With why a session was stopped, and how many repetitions an unfinished set asked for. Every folder is read again.
const V3: &str = "
ALTER TABLE pain ADD COLUMN stop TEXT;
ALTER TABLE versions ADD COLUMN goal INTEGER;
UPDATE sessions SET stamp = '';
";

/// The version of the tables in a database.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings the tables to today's version, each step whole or not at all.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    migrate_to(connection, VERSION)
}

fn migrate_to(connection: &mut Connection, wanted: i64) -> rusqlite::Result<()> {
    for (step, sql) in (1..=wanted).zip(MIGRATIONS) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&transaction)? < step {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", step)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(connection: &Connection) -> Vec<String> {
        let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(|sql| sql.unwrap()).collect()
    }

    #[test]
    fn an_old_file_gets_the_tables_of_a_new_one() {
        let [mut old, mut new] = [(); 2].map(|()| Connection::open_in_memory().unwrap());
        migrate(&mut new).unwrap();
        for there in 1..VERSION {
            migrate_to(&mut old, there).unwrap();
            assert!(version(&old).unwrap() == there && tables(&old) != tables(&new));
        }
        migrate(&mut old).unwrap();
        migrate(&mut old).unwrap();
        assert_eq!((version(&old).unwrap(), tables(&old)), (VERSION, tables(&new)));
    }
}
