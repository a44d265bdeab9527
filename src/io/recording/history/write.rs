//! One session into its rows.

use std::io;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use crate::core::report::{Finding, NotJudged, Report};
use crate::core::safety::StopReason;
use crate::io::recording::archive;
use crate::io::recording::marks::{Mark, Marks, Remark};
use crate::io::recording::sessions::{REPORT, REPORTS, SessionFile, report_of, rescored};

/// A session as its folder has it.
pub(super) struct Entry {
    pub(super) folder: String,
    pub(super) session: SessionFile,
    stamp: String,
    /// That of its day and the later ones, by their path in the folder.
    reports: Vec<(String, Report)>,
    marks: Vec<Mark>,
    files: Vec<String>,
}

impl Entry {
    pub(super) fn read(path: &Path, folder: String, session: SessionFile, stamp: String) -> io::Result<Self> {
        let later = rescored(path).into_iter().map(|(name, report)| (format!("{REPORTS}/{name}"), report));
        let reports = std::iter::once((REPORT.to_owned(), report_of(path)?)).chain(later).collect();
        // Marks that cannot be read do not make a session one that cannot.
        let marks = Marks::load(path).map(|marks| marks.marks).unwrap_or_default();
        Ok(Self { folder, session, stamp, reports, marks, files: archive::files(path) })
    }
}

/// Writes the rows of a session of which there are none.
pub(super) fn entry(to: &Transaction<'_>, entry: &Entry) -> rusqlite::Result<()> {
    let SessionFile { id, profile, at, exercise, about, ended_early, .. } = &entry.session;
    to.prepare_cached(
        "INSERT INTO sessions (id, folder, profile, at, at_unix_s, exercise, source, stamp, ended_early) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        id,
        entry.folder,
        profile,
        at,
        unix_s(at),
        exercise,
        about.source,
        entry.stamp,
        ended_early
    ])?;
    for (name, report) in &entry.reports {
        write_report(to, [id, name], &entry.session.program, report)?;
    }
    let after = &entry.session.after;
    to.prepare_cached("INSERT INTO pain VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        id,
        entry.session.pain_before,
        after.pain_after,
        after.new_symptoms.join(" "),
        entry.session.stop_reason().map(StopReason::id)
    ])?;
    for file in &entry.files {
        to.prepare_cached("INSERT INTO paths VALUES (?1, ?2)")?.execute([id, file])?;
    }
    for (idx, mark) in entry.marks.iter().enumerate() {
        write_mark(to, id, idx, mark)?;
    }
    Ok(())
}

/// As the database counts.
fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Seconds since 1970, UTC; 0 where the file says no time.
fn unix_s(at: &str) -> i64 {
    at.parse::<Timestamp>().map_or(0, Timestamp::as_second)
}

/// `of`: id of the session, and name of the report.
fn write_report(to: &Transaction<'_>, of: [&str; 2], program: &str, report: &Report) -> rusqlite::Result<()> {
    let Report { judgement, model, backend, rules_version, .. } = report;
    let [id, name] = of;
    let refusal = judgement.refusal.as_ref().map(|refusal| refusal.message.clone());
    to.prepare_cached("INSERT INTO versions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")?
        .execute(params![
            id,
            name,
            rules_version,
            if name == REPORT { program } else { "" },
            model.name,
            model.sha256,
            backend,
            judgement.score,
            int(judgement.reps.len()),
            int(judgement.partial_reps.len()),
            judgement.coverage,
            refusal,
            judgement.goal_missed().map(int)
        ])?;
    for (idx, set) in judgement.sets.iter().enumerate() {
        let row = params![
            id,
            name,
            int(idx),
            set.exercise,
            set.start_s,
            set.end_s,
            int(set.n_reps),
            set.score,
            set.confidence
        ];
        to.prepare_cached("INSERT INTO sets VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(row)?;
    }
    write_reps(to, of, report)?;
    write_findings(to, of, None, &judgement.findings)?;
    write_not_judged(to, of, None, &judgement.not_judged)
}

fn write_reps(to: &Transaction<'_>, of: [&str; 2], report: &Report) -> rusqlite::Result<()> {
    let [id, name] = of;
    for (idx, rep) in report.judgement.reps.iter().enumerate() {
        let k = int(idx);
        to.prepare_cached("INSERT INTO repetitions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")?
            .execute(params![
            id,
            name,
            k,
            int(rep.set),
            rep.exercise,
            rep.side.as_str(),
            rep.variant,
            rep.start_s,
            rep.peak_start_s,
            rep.peak_end_s,
            rep.end_s,
            rep.score,
            rep.confidence
        ])?;
        for (measure, reading) in &rep.measures {
            to.prepare_cached("INSERT INTO measures VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
                id,
                name,
                k,
                measure,
                reading.value,
                reading.error
            ])?;
        }
        write_findings(to, of, Some(k), &rep.findings)?;
        write_not_judged(to, of, Some(k), &rep.not_judged)?;
    }
    Ok(())
}

fn write_findings(
    to: &Transaction<'_>,
    [id, name]: [&str; 2],
    rep: Option<i64>,
    findings: &[Finding],
) -> rusqlite::Result<()> {
    for finding in findings {
        let Finding { fault, reading, unit, error, severity, limit, from_s, to_s, cost, .. } = finding;
        to.prepare_cached("INSERT INTO findings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")?
            .execute(params![
                id,
                name,
                rep,
                fault,
                reading,
                unit.symbol(),
                error,
                severity,
                limit.fine,
                limit.bad,
                from_s,
                to_s,
                cost
            ])?;
    }
    Ok(())
}

fn write_not_judged(
    to: &Transaction<'_>,
    [id, name]: [&str; 2],
    rep: Option<i64>,
    all: &[NotJudged],
) -> rusqlite::Result<()> {
    for NotJudged { fault, why } in all {
        to.prepare_cached("INSERT INTO not_judged VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![id, name, rep, fault, why.text])?;
    }
    Ok(())
}

fn write_mark(to: &Transaction<'_>, id: &str, idx: usize, mark: &Mark) -> rusqlite::Result<()> {
    let (kind, rep, time_s, fault, text) = match &mark.remark {
        Remark::NotARepetition { rep, start_s } => ("not_a_repetition", Some(*rep), Some(*start_s), None, None),
        Remark::Note { text, rep, time_s } => ("note", *rep, *time_s, None, Some(text)),
        Remark::Disagrees { rep, fault } => ("disagrees", *rep, None, Some(fault), None),
        Remark::Overlooked { rep, fault } => ("overlooked", *rep, None, Some(fault), None),
    };
    to.prepare_cached("INSERT INTO marks VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(params![
        id,
        int(idx),
        mark.by,
        mark.at,
        kind,
        rep.map(int),
        time_s,
        fault,
        text
    ])?;
    Ok(())
}
