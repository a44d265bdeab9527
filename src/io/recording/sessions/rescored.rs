//! Reports of a session under later rules, beside the one of its day.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::{REPORT_LIMIT, REPORTS, report_of};
use crate::core::report::Report;
use crate::io::bounded;
use crate::io::recording::whole;

/// Returns the later reports of a session by name, as they were made; what cannot be read is left out.
pub fn rescored(folder: &Path) -> Vec<(String, Report)> {
    let entries = std::fs::read_dir(folder.join(REPORTS)).into_iter().flatten().flatten();
    let read = |path: PathBuf| {
        let name = path.file_name()?.to_str().filter(|name| !name.starts_with('.'))?.to_owned();
        path.extension().filter(|ending| *ending == "json")?;
        Some((name, serde_json::from_slice(&bounded::read(&path, REPORT_LIMIT).ok()?).ok()?))
    };
    let mut reports: Vec<_> = entries.filter_map(|entry| read(entry.path())).collect();
    reports.sort_by(|a: &(String, Report), b| a.0.cmp(&b.0));
    reports
}

/// Keeps a later report, unless one says the same by the same rules; returns its file, if it was written.
pub fn keep_rescored(folder: &Path, report: &Report) -> io::Result<Option<PathBuf>> {
    let says_the_same =
        |other: &Report| other.rules_version == report.rules_version && other.judgement == report.judgement;
    let is_known = report_of(folder).is_ok_and(|first| says_the_same(&first))
        || rescored(folder).last().is_some_and(|(_, last)| says_the_same(last));
    if is_known {
        return Ok(None);
    }
    let stem = format!("{}-rules{}", Zoned::now().strftime("%Y-%m-%dT%H-%M-%S"), report.rules_version);
    let names = std::iter::once(format!("{stem}.json")).chain((2..).map(|k: u32| format!("{stem}-{k}.json")));
    let mut free = names.map(|name| folder.join(REPORTS).join(name)).filter(|path| !path.exists());
    let path = free.next().ok_or_else(|| io::Error::other("no name is free"))?;
    whole::write(&path, &serde_json::to_vec(report)?)?;
    Ok(Some(path))
}
