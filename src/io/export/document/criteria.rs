//! What good form is, where its limits come from, and how it was measured.

use super::super::words as said;
use super::{Block, Table, exercises_of};
use crate::core::exercise::{AskedView, CameraView, Exercise};
use crate::core::report::{Judgement, LimitReport, Report};
use crate::io::words::{Words, fill};

/// A table for every exercise.
pub(super) fn blocks(judgement: &Judgement, words: &'static Words) -> Vec<Block> {
    let tables = exercises_of(judgement).into_iter().map(|exercise| Block::Table(criteria(exercise, words)));
    tables.chain([Block::Text(words.straight.clone())]).collect()
}

fn columns(words: &'static Words) -> Vec<(&'static str, f32)> {
    let names = [&words.what_head, &words.fine_head, &words.bad_head, &words.worst_head, &words.source_head];
    names.into_iter().map(String::as_str).zip([1.3, 1.1, 1.1, 0.9, 3.1]).collect()
}

fn criteria(exercise: &Exercise, words: &'static Words) -> Table {
    let row = |id: &str,
               unit: crate::core::measure::Unit,
               limit: crate::core::exercise::Limit,
               (cost, source): (f32, &str)| {
        let limit = LimitReport { fine: limit.fine.into(), bad: limit.bad.into() };
        let unit = (unit.symbol(), said::share_of(exercise.id, id, words));
        let said = |value: f64| said::with_unit(words, value, unit);
        let cost = fill(&words.points, &[("n", &format!("{cost:.0}"))]);
        let (name, source) = (words.fault(exercise.id, id), words.source_of(exercise.id, id, source));
        vec![name, said(limit.fine), said(limit.bad), cost, source]
    };
    let of_reps = exercise.faults.iter().map(|it| row(it.id, it.unit(), it.limit, (it.worst_cost, it.source)));
    let of_sets = exercise.set_faults.iter();
    let of_sets = of_sets.map(|it| row(it.id, it.reads.unit(), it.limit, (it.worst_cost, it.source)));
    Table {
        caption: fill(&words.limits_of, &[("exercise", &words.exercise(exercise.id))]),
        columns: columns(words),
        rows: of_reps.chain(of_sets).collect(),
    }
}

/// Recording, view, model, engine, rules, program.
pub(super) fn method(report: &Report, words: &Words) -> Vec<Block> {
    let view = &report.judgement.view;
    let views: Vec<CameraView> = exercises_of(&report.judgement).iter().flat_map(|it| it.views).copied().collect();
    let seen = match view.side_on {
        Some(true) => match AskedView::of(&views) {
            AskedView::Side => &words.view_side,
            AskedView::Front => &words.view_front,
            AskedView::SideOrFront => &words.view_both,
        },
        Some(false) => &words.view_oblique,
        None => &words.view_nobody,
    };
    let is_unknown = report.model.is_unknown();
    let with = |text: &str, n: Option<f64>| n.map(|n| fill(text, &[("n", &format!("{n:.0}"))])).unwrap_or_default();
    let turned = if is_unknown { &words.turned_unknown } else { &words.turned };
    let (yaw, size) = (with(turned, view.yaw_deg), with(&words.size, view.person_px));
    let sha: String = report.model.sha256.chars().take(12).collect();
    let recording = report.video.rsplit(['/', '\\']).next().unwrap_or_default();
    let model = if is_unknown { &words.model_unknown } else { &words.model_said };
    let errors = if is_unknown { &words.errors_unknown } else { &words.errors_said };
    let rows = [
        (&words.recording, recording.to_owned()),
        (&words.looked_for, words.exercise(&report.judgement.exercise)),
        (&words.view, format!("{seen}{yaw}{size}")),
        (&words.model, fill(model, &[("sha", &sha), ("name", &report.model.name), ("engine", &report.backend)])),
        (&words.rules, fill(&words.rules_said, &[("n", &report.rules_version.to_string())])),
        (&words.program, format!("formcheck {}", env!("CARGO_PKG_VERSION"))),
        (&words.errors, errors.clone()),
    ];
    let rows = rows.into_iter().map(|(what, how)| vec![what.clone(), how]).collect();
    vec![Block::Table(Table { caption: String::new(), columns: vec![("", 1.0), ("", 5.0)], rows })]
}
