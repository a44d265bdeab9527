//! Criteria and faults as text.

use super::{Page, list, measures, of_part};
use crate::core::exercise::{Criterion, Fault, Lifted, Limit, Reads, SetFault, SpanOf, Viewed, Words};
use crate::core::exercise_file::units::KeyUnit;

pub(super) fn criterion(page: &mut Page, criterion: &Criterion, words: &[Words]) {
    page.table("[[criteria]]");
    page.quoted("why", criterion.why.words);
    for (language, why) in words.iter().filter_map(|it| Some((it.language, it.reason(criterion.why.id)?))) {
        page.quoted(&format!("why_{language}"), why);
    }
    reads(page, &criterion.reads);
    let unit = KeyUnit::of_reads(&criterion.reads).suffix();
    page.key(&format!("counts_from_{unit}"), criterion.counts_from);
    page.key(&format!("sure_from_{unit}"), criterion.sure_from);
    if criterion.hidden_counts {
        page.line("hidden_counts = true");
    }
}

pub(super) fn fault(page: &mut Page, fault: &Fault, words: &[Words]) {
    page.table("[[faults]]");
    page.quoted("id", fault.id);
    reads(page, &fault.reads);
    limit(page, fault.limit, KeyUnit::of_reads(&fault.reads).suffix());
    page.key("points", fault.worst_cost);
    page.quoted("view", viewed(fault.view));
    page.quoted("needs", fault.needs);
    page.quoted("source", fault.source);
    if let Some(variant) = fault.only_in {
        page.line(&format!("# In code: only the variant `{variant}` can have it."));
    }
    for language in words {
        if let Some(words) = language.faults.iter().find(|words| words.id == fault.id) {
            page.line(&format!("[faults.{}]", language.language));
            page.quoted("name", words.name);
            page.quoted("cue", words.cue);
            page.quoted("said", words.said);
            for (key, said) in [("needs", words.needs), ("source", words.source)] {
                if let Some(said) = said {
                    page.quoted(key, said);
                }
            }
        }
    }
    if words.is_empty() {
        page.line("[faults.en]");
        page.quoted("cue", fault.cue);
        page.quoted("said", fault.said);
    }
}

/// No file can have one.
pub(super) fn set_fault(page: &mut Page, fault: &SetFault) {
    page.code(&format!("a fault of whole sets, `{}`: {}", fault.id, fault.cue));
}

fn limit(page: &mut Page, limit: Limit, unit: &str) {
    page.key(&format!("fine_{unit}"), limit.fine);
    page.key(&format!("bad_{unit}"), limit.bad);
}

const fn viewed(view: Viewed) -> &'static str {
    match view {
        Viewed::Square => "square",
        Viewed::SideOn => "side_on",
        Viewed::Oblique => "oblique",
    }
}

fn reads(page: &mut Page, reads: &Reads) {
    match reads {
        Reads::Top(measure) => page.quoted("top", measures::name(measure)),
        Reads::Rest(measure) => page.quoted("rest", measures::name(measure)),
        Reads::Change(measure) => page.quoted("change", measures::name(measure)),
        Reads::Drift(measure) => page.quoted("drift", measures::name(measure)),
        Reads::Sag(measure) => page.quoted("sag", measures::name(measure)),
        Reads::Difference(measure, sure) => {
            page.quoted("difference", measures::name(measure));
            if !sure.is_empty() {
                page.key("sure", list(sure.iter().map(|part| of_part(*part))));
            }
        }
        Reads::Rise(part) => lifted(page, "rise", *part),
        Reads::TopRise(part) => lifted(page, "top_rise", *part),
        Reads::Travel(part) => lifted(page, "travel", *part),
        Reads::Apart(part) => page.quoted("apart", of_part(*part)),
        Reads::Span(span) => page.quoted("span", span_id(*span)),
        Reads::Period => page.line("# In code, what is read: the time to the next repetition, of texture."),
        Reads::OfBaseline => {
            page.line("# In code, what is read: the range ÷ that of the first repetitions, of texture.");
        }
        Reads::PatchShare(share) => {
            let patch = format!("{:?}", share.patch).to_lowercase();
            page.line(&format!("# In code, what is read: how far the texture over the {patch} moves ÷ what it may."));
        }
    }
}

fn lifted(page: &mut Page, key: &str, lifted: Lifted) {
    page.quoted(key, of_part(lifted.part));
    if let Some(contact) = lifted.contact {
        page.quoted("steadied_by", of_part(contact));
    }
}

const fn span_id(span: SpanOf) -> &'static str {
    match span {
        SpanOf::Lift => "lift",
        SpanOf::Hold => "hold",
        SpanOf::Drop => "drop",
        SpanOf::Quicker => "quicker",
    }
}
