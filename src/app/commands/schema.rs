//! `formcheck schema`: JSON schemas of all that the program writes and reads, each whole in itself.

use serde_json::{Value, json};

use super::message::print;
use crate::app::commands::args::{SchemaArgs, SchemaName};
use crate::app::outcome::Outcome;
use crate::core::{exercise_file, plan};

const REPORT: &str = include_str!("../../../tests/report.schema.json");
const RESULT: &str = include_str!("../../../tests/result.schema.json");
const POSE_LOG: &str = include_str!("../../../tests/pose_log.schema.json");
/// The name by which the schema of a batch's line refers to that of a report.
const REPORT_FILE: &str = "report.schema.json";

/// Prints a schema, or says which there are.
pub fn run(args: &SchemaArgs) -> Outcome {
    match args.name {
        Some(name) => print(&schema(name)),
        None => print(&SchemaName::ALL.map(|name| format!("{:<10}{}\n", name.id(), name.of_what())).concat()),
    }
}

fn schema(name: SchemaName) -> String {
    match name {
        SchemaName::Report => REPORT.to_owned(),
        SchemaName::Result => bundled(),
        SchemaName::Exercise => exercise_file::SCHEMA.to_owned(),
        SchemaName::Plan => plan::SCHEMA.to_owned(),
        SchemaName::PoseLog => POSE_LOG.to_owned(),
    }
}

/// The schema of a batch's line with that of a report in it, so that no other file is needed.
#[expect(clippy::expect_used, reason = "embedded, and read by tests")]
fn bundled() -> String {
    let [mut result, mut report] =
        [RESULT, REPORT].map(|text| serde_json::from_str::<Value>(text).expect("a schema of the program"));
    // The root of the report's schema lies deeper now.
    refer(&mut report, &|to| to.strip_prefix('#').map(|path| format!("#/$defs/report{path}")));
    refer(&mut result, &|to| {
        let path = to.strip_prefix(REPORT_FILE)?;
        Some(format!("#/$defs/report{}", path.trim_start_matches('#')))
    });
    if let Some(result) = result.as_object_mut() {
        if let Some(report) = report.as_object_mut() {
            report.remove("$schema");
        }
        result.insert("$defs".to_owned(), json!({ "report": report }));
    }
    format!("{result:#}\n")
}

/// Changes every reference that `renamed` has another name for.
fn refer(schema: &mut Value, renamed: &impl Fn(&str) -> Option<String>) {
    match schema {
        Value::Object(keys) => {
            for (key, value) in keys {
                match value.as_str().filter(|_| key == "$ref").and_then(renamed) {
                    Some(name) => *value = name.into(),
                    None => refer(value, renamed),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| refer(value, renamed)),
        _ => {}
    }
}
