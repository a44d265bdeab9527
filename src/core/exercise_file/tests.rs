use serde_json::Value;

use super::keys::ExerciseText;
use super::{SCHEMA, parse, template};
use crate::core::exercise::{Effort, Limbs, Origin};

/// File for the derived schema, if it differs from the stored one.
const DERIVED: &str = concat!(env!("OUT_DIR"), "/exercise.schema.json");

#[test]
fn the_schema_for_editors_is_derived_from_the_keys() {
    let schema =
        schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<ExerciseText>();
    let derived = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    if derived != SCHEMA {
        std::fs::write(DERIVED, derived).unwrap();
        panic!("tests/exercise.schema.json is out of step with the keys; copy {DERIVED} over it");
    }
}

#[test]
fn the_template_is_an_exercise_and_fits_the_schema() {
    let text = template("wall_squat");
    let exercise = parse(&text, &|_| false).unwrap();
    assert_eq!((exercise.id, exercise.name, exercise.faults.len()), ("wall_squat", "Wall squat", 2));
    assert_eq!(exercise.effort, Effort::Repetitions { goal: Some(10) });
    assert_eq!(exercise.joint_signal().map(|signal| (signal.limbs, signal.least_range)), Some((Limbs::Both, 20.0)));
    assert!(matches!(exercise.about.origin, Origin::File { sha256 } if sha256 == super::sha256(&text)));
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let json: Value = toml::from_str(&text).unwrap();
    jsonschema::draft202012::validate(&schema, &json).unwrap();
}

#[test]
fn a_hash_is_that_of_the_standard() {
    // FIPS 180-2, appendix B.1.
    assert_eq!(super::sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
