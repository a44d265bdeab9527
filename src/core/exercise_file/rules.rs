//! Criteria and faults of a file.

use super::at::At;
use super::kept::{self, MOST_OF_CUE, MOST_OF_NAME, MOST_OF_PARAGRAPH};
use super::keys::{CriterionText, FaultText, FaultWordsText, ReadsText, TranslatedFaultText, ViewedText};
use super::measures::Known;
use super::mistake::{Wrong, wrong};
use super::names::PartName;
use super::units::{KeyUnit, slope, within};
use crate::core::exercise::{Criterion, Fault, FaultWords, Lifted, Limit, Reads, Reason, Viewed};

/// Ids that mean something else in tables of faults.
const RESERVED: [&str; 1] = ["is_repetition"];
/// A score has 100 points.
const MOST_POINTS: f32 = 100.0;

/// A condition of a file, by its place in it.
pub(super) fn criterion(k: usize, text: &At<CriterionText>, known: &mut Known) -> Result<Criterion, Wrong> {
    let At { value: it, offset } = text;
    let reads = reads(it.reads(), *offset, known)?;
    let counts_from = [
        (KeyUnit::Deg, &it.counts_from_deg),
        (KeyUnit::Trunk, &it.counts_from_trunk),
        (KeyUnit::Shank, &it.counts_from_shank),
        (KeyUnit::Secs, &it.counts_from_secs),
    ];
    let sure_from = [
        (KeyUnit::Deg, &it.sure_from_deg),
        (KeyUnit::Trunk, &it.sure_from_trunk),
        (KeyUnit::Shank, &it.sure_from_shank),
        (KeyUnit::Secs, &it.sure_from_secs),
    ];
    let unit = KeyUnit::of_reads(&reads);
    let ends = [unit.number("counts_from", &counts_from, *offset)?, unit.number("sure_from", &sure_from, *offset)?];
    let [counts_from, sure_from] = slope(ends, ["counts_from", "sure_from"])?;
    let why = Reason::new(kept::text(&format!("criterion_{}", k + 1)), kept::words(&it.why, MOST_OF_CUE)?);
    Ok(Criterion { why, reads, counts_from, sure_from, hidden_counts: it.hidden_counts })
}

/// A fault of a file.
pub(super) fn fault(text: &At<FaultText>, known: &mut Known) -> Result<Fault, Wrong> {
    let At { value: it, offset } = text;
    let id = kept::id(&it.id)?;
    if RESERVED.contains(&id) {
        return wrong(it.id.offset, format!("{id:?} has a meaning of its own in tables; give the fault another id"));
    }
    let reads = reads(it.reads(), *offset, known)?;
    let english = fault_words(id, &it.en.value)?;
    Ok(Fault {
        id,
        cue: english.cue,
        said: english.said,
        reads,
        limit: limit(it, &reads, *offset)?,
        worst_cost: within(it.points, 1.0, MOST_POINTS)?.value,
        view: viewed(it.view),
        only_in: None,
        needs: kept::words(&it.needs, MOST_OF_PARAGRAPH)?,
        source: kept::words(&it.source, MOST_OF_PARAGRAPH)?,
    })
}

/// A fault in one language.
pub(super) fn fault_words(id: &'static str, text: &FaultWordsText) -> Result<FaultWords, Wrong> {
    Ok(FaultWords {
        id,
        name: kept::words(&text.name, MOST_OF_NAME)?,
        cue: kept::words(&text.cue, MOST_OF_CUE)?,
        said: kept::words(&text.said, MOST_OF_CUE)?,
        needs: None,
        source: None,
    })
}

/// A fault in another language than English.
pub(super) fn translated(id: &'static str, text: &TranslatedFaultText) -> Result<FaultWords, Wrong> {
    let paragraph = |text| kept::words(text, MOST_OF_PARAGRAPH);
    Ok(FaultWords {
        id,
        name: kept::words(&text.name, MOST_OF_NAME)?,
        cue: kept::words(&text.cue, MOST_OF_CUE)?,
        said: kept::words(&text.said, MOST_OF_CUE)?,
        needs: text.needs.as_ref().map(paragraph).transpose()?,
        source: text.source.as_ref().map(paragraph).transpose()?,
    })
}

const fn viewed(text: ViewedText) -> Viewed {
    match text {
        ViewedText::Square => Viewed::Square,
        ViewedText::SideOn => Viewed::SideOn,
        ViewedText::Oblique => Viewed::Oblique,
    }
}

fn limit(it: &FaultText, reads: &Reads, offset: usize) -> Result<Limit, Wrong> {
    let fine = [
        (KeyUnit::Deg, &it.fine_deg),
        (KeyUnit::Trunk, &it.fine_trunk),
        (KeyUnit::Shank, &it.fine_shank),
        (KeyUnit::Secs, &it.fine_secs),
    ];
    let bad = [
        (KeyUnit::Deg, &it.bad_deg),
        (KeyUnit::Trunk, &it.bad_trunk),
        (KeyUnit::Shank, &it.bad_shank),
        (KeyUnit::Secs, &it.bad_secs),
    ];
    let unit = KeyUnit::of_reads(reads);
    let ends = [unit.number("fine", &fine, offset)?, unit.number("bad", &bad, offset)?];
    let [fine, bad] = slope(ends, ["fine", "bad"])?;
    Ok(Limit { fine, bad })
}

fn reads(text: ReadsText<'_>, offset: usize, known: &mut Known) -> Result<Reads, Wrong> {
    let mut found = Vec::new();
    for (measure, reads) in text.measures {
        found.extend(measure.as_ref().map(|name| known.find(name)).transpose()?.map(reads));
    }
    for (part, reads) in text.lifted {
        found.extend(part.as_ref().map(|part| lifted(part, &text)).transpose()?.map(reads));
    }
    if let Some(name) = text.difference {
        let sure = text.sure.as_ref().map_or_else(Vec::new, |sure| sure.value.iter().map(|part| part.0).collect());
        found.push(Reads::Difference(known.find(name)?, kept::list(sure)));
    }
    found.extend(text.apart.as_ref().map(|part| Reads::Apart(part.value.0)));
    found.extend(text.span.as_ref().map(|span| Reads::Span(span.value)));
    let [reads] = found.as_slice() else {
        let cause = "say what is read, with exactly one of `top`, `rest`, `change`, `drift`, `sag`, `difference`, `rise`, \
                     `top_rise`, `travel`, `apart` and `span`";
        return wrong(offset, cause);
    };
    check_company(reads, &text)?;
    Ok(*reads)
}

/// Refuses keys that mean nothing beside the one that says what is read.
fn check_company(reads: &Reads, text: &ReadsText<'_>) -> Result<(), Wrong> {
    match (text.steadied_by, text.sure) {
        (Some(part), _) if !matches!(reads, Reads::Rise(_) | Reads::TopRise(_) | Reads::Travel(_)) => {
            wrong(part.offset, "`steadied_by` belongs to `rise`, `top_rise` and `travel` only")
        }
        (_, Some(sure)) if !matches!(reads, Reads::Difference(..)) => {
            wrong(sure.offset, "`sure` belongs to `difference` only")
        }
        _ => Ok(()),
    }
}

fn lifted(part: &At<PartName>, text: &ReadsText<'_>) -> Result<Lifted, Wrong> {
    let contact = text.steadied_by.as_ref().map(|part| part.value.0);
    if contact == Some(part.value.0) {
        return wrong(part.offset, "a part cannot be steadied by itself");
    }
    Ok(Lifted { part: part.value.0, contact })
}
