//! `formcheck bench --against`.

use std::path::Path;

use super::{failed, json, options_of};
use crate::app::bench::{Against, Agreement, Compared, against, read_others};
use crate::app::commands::args::{BenchArgs, BenchFormat};
use crate::app::commands::message::{cancelled_by_ctrl_c, print, say};
use crate::app::commands::progress::Progress;
#[cfg(feature = "export")]
use crate::app::commands::sheet;
use crate::app::outcome::Outcome;
use crate::core::exercises;

/// Compares, prints, and writes the document where asked.
pub(super) fn run(args: &BenchArgs, table: &Path) -> Outcome {
    let found = match compared(args, table) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    for why in &found.left_out {
        say(&format!("left out: {why}"));
    }
    if found.compared.is_empty() {
        say("no reading of the other instrument has one of the program beside it; see what was left out");
        return Outcome::Refused;
    }
    let printed = match args.format {
        BenchFormat::Text => print(&text(&found)),
        BenchFormat::Json => print(&json(&found)),
    };
    printed.min(written(args, table, &found))
}

fn compared(args: &BenchArgs, table: &Path) -> Result<Against, crate::app::bench::BenchError> {
    let others = read_others(table)?;
    let cancelled = cancelled_by_ctrl_c();
    let progress = Progress::new("recordings");
    against(&options_of(args, &cancelled), args.exercise, &others, |done, all| {
        progress.show(done as u64, Some(all as u64));
    })
}

#[cfg(feature = "export")]
fn written(args: &BenchArgs, table: &Path, found: &Against) -> Outcome {
    use crate::io::export::{Compared as Shown, bland_altman};
    let shown = |it: &Compared| Shown {
        measure: it.measure.clone(),
        unit: unit(&it.measure),
        figures: figures(it),
        bias: it.agreement.bias,
        limits: it.agreement.limits,
        pairs: it.pairs.iter().map(|pair| (pair.reading, pair.other)).collect(),
    };
    let shown: Vec<Shown> = found.compared.iter().map(shown).collect();
    let name = table.file_name().unwrap_or_default().to_string_lossy();
    let document = bland_altman(&name, &shown, &found.left_out);
    sheet::write(table, &document, &args.to).unwrap_or_else(|outcome| outcome)
}

#[cfg(not(feature = "export"))]
const fn written(_args: &BenchArgs, _table: &Path, _found: &Against) -> Outcome {
    Outcome::Done
}

fn text(found: &Against) -> String {
    let of_one = |it: &Compared| {
        let rows = figures(it).into_iter().map(|(name, value)| format!("  {name:<32}{value}\n"));
        format!("{}\n{}", it.measure, rows.collect::<String>())
    };
    found.compared.iter().map(of_one).collect()
}

/// Figures for people, with their intervals.
fn figures(it: &Compared) -> Vec<(&'static str, String)> {
    let Compared { agreement, rmse, within_error, n_clips, intervals, pairs, .. } = it;
    let Agreement { bias, mae, limits: [lower, upper], icc, .. } = agreement;
    let with = |name: &str, value: f64, decimals: usize| {
        let interval = intervals.get(name).map(|[low, high]| format!(" [{low:.decimals$}, {high:.decimals$}]"));
        format!("{value:.decimals$}{}", interval.unwrap_or_default())
    };
    let icc = icc.map_or_else(|| "cannot be told".to_owned(), |icc| with("icc", icc, 2));
    let mut all = vec![
        ("pairs, recordings", format!("{}, {n_clips}", pairs.len())),
        ("bias (program less the other)", with("bias", *bias, 1)),
        ("lower limit of agreement", with("lower_limit", *lower, 1)),
        ("upper limit of agreement", with("upper_limit", *upper, 1)),
        ("mean absolute difference", format!("{mae:.1}")),
        ("root mean square difference", format!("{rmse:.1}")),
        ("ICC(2,1), absolute agreement", icc),
        ("within the stated error", format!("{:.0} % (it is to hold 90 %)", 100.0 * within_error)),
    ];
    if intervals.is_empty() {
        all.push(("intervals of 95 %", "from ten recordings on".to_owned()));
    }
    all
}

/// Unit of a measure by its name in reports.
fn unit(measure: &str) -> &'static str {
    let known = exercises::all().into_iter().flat_map(|exercise| exercise.measures);
    known.into_iter().find(|known| known.id == measure).map_or("", |known| known.unit().symbol())
}
