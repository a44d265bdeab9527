//! What good form is, where its limits come from, and how it was measured.

use super::super::words;
use super::{Block, Table, exercises_of};
use crate::core::exercise::{AskedView, CameraView, Exercise};
use crate::core::report::{Judgement, LimitReport, Report};

const COLUMNS: [(&str, f32); 5] =
    [("What", 1.3), ("Fine", 1.0), ("Bad", 1.0), ("Costs at worst", 0.9), ("Source of the limit", 3.3)];

/// A table for every exercise.
pub(super) fn blocks(judgement: &Judgement) -> Vec<Block> {
    exercises_of(judgement).into_iter().map(|exercise| Block::Table(criteria(exercise))).collect()
}

fn criteria(exercise: &Exercise) -> Table {
    let row = |id: &str,
               unit: crate::core::measure::Unit,
               limit: crate::core::exercise::Limit,
               (cost, source): (f32, &str)| {
        let limit = LimitReport { fine: limit.fine.into(), bad: limit.bad.into() };
        let said = |value: f64| words::with_unit(value, unit.symbol());
        vec![words::fault(id), said(limit.fine), said(limit.bad), format!("{cost:.0} points"), source.to_owned()]
    };
    let of_reps = exercise.faults.iter().map(|it| row(it.id, it.unit(), it.limit, (it.worst_cost, it.source)));
    let of_sets = exercise.set_faults.iter();
    let of_sets = of_sets.map(|it| row(it.id, it.reads.unit(), it.limit, (it.worst_cost, it.source)));
    Table {
        caption: format!("Limits of the {}", exercise.name),
        columns: COLUMNS.into(),
        rows: of_reps.chain(of_sets).collect(),
    }
}

/// Recording, view, model, engine, rules, program.
pub(super) fn method(report: &Report) -> Vec<Block> {
    let view = &report.judgement.view;
    let views: Vec<CameraView> = exercises_of(&report.judgement).iter().flat_map(|it| it.views).copied().collect();
    let seen = match view.side_on {
        Some(true) => AskedView::of(&views).words(),
        Some(false) => "at an angle",
        None => "nobody was seen",
    };
    let is_unknown = report.model.is_unknown();
    let error = if is_unknown { "" } else { " ±8" };
    let yaw = view.yaw_deg.map(|yaw| format!(", turned by {yaw:.0}°{error}")).unwrap_or_default();
    let size = view.person_px.map(|px| format!(", the person {px:.0} px from head to foot")).unwrap_or_default();
    let sha: String = report.model.sha256.chars().take(12).collect();
    let recording = report.video.rsplit(['/', '\\']).next().unwrap_or_default();
    let rows = [
        ("Recording", recording.to_owned()),
        ("Looked for", words::exercise(&report.judgement.exercise)),
        ("View", format!("{seen}{yaw}{size}")),
        (
            "Pose model",
            if is_unknown {
                format!("unknown; joints from a file ({})", report.backend)
            } else {
                format!("{}, SHA-256 {sha}…, run by {}", report.model.name, report.backend)
            },
        ),
        ("Rules", format!("version {}", report.rules_version)),
        ("Program", format!("formcheck {}", env!("CARGO_PKG_VERSION"))),
        (
            "Errors",
            if is_unknown {
                "unknown, as the model is; every ± is that of formcheck's own model"
            } else {
                "half-widths that hold 9 of 10 readings; a person and a camera add a constant to every angle"
            }
            .into(),
        ),
    ];
    let rows = rows.into_iter().map(|(what, how)| vec![what.to_owned(), how]).collect();
    vec![Block::Table(Table { caption: String::new(), columns: vec![("", 1.0), ("", 5.0)], rows })]
}
