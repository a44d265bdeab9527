//! `formcheck agree`.

use std::fmt::Write as _;
use std::path::Path;

use super::message::{json_line, print, say};
use super::remembered::ended;
use crate::app::agree::{self, BETWEEN_PHYSIOTHERAPISTS, Pair, Rater, Source, Unmatched};
use crate::app::commands::args::{AgreeArgs, Format};
use crate::app::outcome::Outcome;
use crate::io::export::table;
use crate::io::plain;
use crate::io::recording::write_whole;

/// Compares, or writes the empty sheet.
pub fn run(args: &AgreeArgs) -> Outcome {
    ended(compare(args))
}

fn compare(args: &AgreeArgs) -> Result<Outcome, Outcome> {
    if args.sheets.is_empty() && args.of.is_empty() {
        say(nothing_shared(&[]));
        return Err(Outcome::Usage);
    }
    let mut sources = Vec::new();
    for path in &args.of {
        sources.extend(agree::sources(path).map_err(|error| input(&error))?);
    }
    if let Some(sheet) = &args.sheet {
        return write_sheet(sheet, &sources);
    }
    let mut raters = Vec::new();
    for path in &args.sheets {
        raters.push(agree::read(path).map_err(|error| input(&error))?);
    }
    raters.extend(Rater::of_marks(&sources));
    if !sources.is_empty() {
        raters.push(Rater::program(&sources));
    }
    let (pairs, unmatched) = agree::pairs(&raters);
    if pairs.is_empty() {
        say(nothing_shared(&raters));
        return Err(Outcome::Refused);
    }
    Ok(print(&match args.format {
        Format::Text => text(&pairs, &unmatched),
        Format::Json => pairs.iter().map(json_line).collect(),
        Format::Csv => csv(&pairs),
    }))
}

fn input(error: &impl std::error::Error) -> Outcome {
    say(&error.to_string());
    Outcome::Input
}

fn write_sheet(path: &Path, sources: &[Source]) -> Result<Outcome, Outcome> {
    let n = Rater::program(sources).rated.len();
    if n == 0 {
        say("none of these recordings has a repetition, so there is nothing to rate; name others with --of");
        return Err(Outcome::Refused);
    }
    let written = agree::write(sources).map_err(std::io::Error::other).and_then(|sheet| write_whole(path, &sheet));
    if let Err(error) = written {
        say(&format!("the sheet cannot be written ({error}); {}: {}", plain::advice(&error), path.display()));
        return Err(Outcome::CannotWrite);
    }
    Ok(print(&format!(
        "{n} repetitions to rate: 1 where the fault is there, 0 where not, empty where it cannot be told\n"
    )))
}

fn nothing_shared(raters: &[Rater]) -> &'static str {
    if raters.len() < 2 {
        "there is one rater or none; name two filled-in sheets, or one and what the program said with --of"
    } else {
        "no two raters have answered the same question of the same repetition; give all of them copies of one sheet"
    }
}

fn text(pairs: &[Pair], unmatched: &[Unmatched]) -> String {
    let mut text = String::new();
    for of_two in pairs.chunk_by(|a, b| (&a.first, &a.second, a.exercise) == (&b.first, &b.second, b.exercise)) {
        let Some(Pair { first, second, exercise, is_anchored, .. }) = of_two.first() else { continue };
        let seen = if *is_anchored { ", having seen what the program said" } else { "" };
        let _infallible = writeln!(text, "{first} and {second}, {exercise}{seen}");
        let [only_first, only_second] = [first, second].map(|name| format!("only {name}"));
        let _infallible = writeln!(
            text,
            "  {:<20}{:>6}{:>10}{:>9}  {only_first:>14}  {only_second:>14}{:>11}   κ (95 %)",
            "", "rated", "both yes", "both no", "agreement"
        );
        for pair in of_two {
            text.push_str(&line(pair));
        }
        text.push('\n');
    }
    for Unmatched { rater, other, clip, start_s } in unmatched {
        let _infallible = writeln!(text, "{clip}: the repetition of {rater} at {start_s:.1} s is none of {other}'s");
    }
    text.push_str(&remarks(pairs));
    text
}

fn line(pair: &Pair) -> String {
    let Pair { fault, n, both_yes, only_first, only_second, both_no, agreement, .. } = pair;
    let percent = format!("{:.0} %", agreement * 100.0);
    format!(
        "  {fault:<20}{n:>6}{both_yes:>10}{both_no:>9}  {only_first:>14}  {only_second:>14}{percent:>11}   {}\n",
        kappa(pair)
    )
}

fn kappa(pair: &Pair) -> String {
    let why = pair.cannot_tell.as_deref().unwrap_or_default();
    match (pair.kappa, pair.kappa_95) {
        (Some(kappa), Some([low, high])) => format!("{kappa:.2} ({low:.2} to {high:.2})"),
        (Some(kappa), None) => format!("{kappa:.2} ({why})"),
        (None, _) => format!("cannot tell: {why}"),
    }
}

fn remarks(pairs: &[Pair]) -> String {
    let percent = BETWEEN_PHYSIOTHERAPISTS * 100.0;
    let mut text = format!(
        "For comparison: two physiotherapists gave the same answer in {percent:.0} % (Biebl 2021, 10.2196/26658; a share as \
         \"agreement\" above, no κ).\n"
    );
    if pairs.iter().any(|pair| pair.is_anchored) {
        text.push_str(
            "Who has seen what the program says agrees with it more easily: to measure agreement, let sheets be filled in \
             without it.\n",
        );
    }
    text
}

fn csv(pairs: &[Pair]) -> String {
    let head = "first,second,is_anchored,exercise,fault,n,n_clips,both_yes,only_first,only_second,both_no,agreement,\
                prevalence_adjusted,kappa,kappa_95_low,kappa_95_high,cannot_tell\n";
    let number = |value: Option<f64>| value.map(|value| format!("{value:.4}")).unwrap_or_default();
    let row = |pair: &Pair| {
        let counts = [pair.n, pair.n_clips, pair.both_yes, pair.only_first, pair.only_second, pair.both_no];
        let shares = [Some(pair.agreement), Some(pair.prevalence_adjusted), pair.kappa];
        let interval = [0, 1].map(|idx| pair.kappa_95.and_then(|ends| ends.get(idx).copied()));
        let anchored = pair.is_anchored.to_string();
        let names = [&*pair.first, &*pair.second, &*anchored, pair.exercise, &*pair.fault].map(str::to_owned);
        let numbers = shares.into_iter().chain(interval).map(number);
        let cells = names.into_iter().chain(counts.map(|n| n.to_string())).chain(numbers);
        table::line(&cells.chain([pair.cannot_tell.clone().unwrap_or_default()]).collect::<Vec<_>>())
    };
    std::iter::once(head.to_owned()).chain(pairs.iter().map(row)).collect()
}
