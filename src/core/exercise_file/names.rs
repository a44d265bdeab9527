//! Names of parts and points of the body in a file.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::core::measure::{Of, PointOf};
use crate::core::skeleton::Part;

/// Every part with its name.
const PART_NAMES: [(&str, Part); 9] = [
    ("ear", Part::Ear),
    ("shoulder", Part::Shoulder),
    ("elbow", Part::Elbow),
    ("wrist", Part::Wrist),
    ("hip", Part::Hip),
    ("knee", Part::Knee),
    ("ankle", Part::Ankle),
    ("heel", Part::Heel),
    ("toe", Part::Toe),
];

/// Every side with its name.
const SIDES: [(&str, Of); 4] = [("near", Of::Near), ("limb", Of::Limb), ("other", Of::Other), ("middle", Of::Middle)];

/// A part of the body by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PartName(pub(super) Part);

/// A point of the body by its name: `limb.knee`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PointName(pub(super) PointOf);

/// Name of a part.
pub(super) fn of_part(part: Part) -> &'static str {
    PART_NAMES.iter().find(|(_, known)| *known == part).map_or("", |(name, _)| name)
}

/// Name of a point.
pub(super) fn of_point(point: PointOf) -> String {
    let side = SIDES.iter().find(|(_, known)| *known == point.of).map_or("", |(name, _)| name);
    format!("{side}.{}", of_part(point.part))
}

fn part_of(name: &str) -> Option<Part> {
    PART_NAMES.iter().find(|(known, _)| *known == name).map(|(_, part)| *part)
}

fn point_of(name: &str) -> Option<PointOf> {
    let (side, part) = name.split_once('.')?;
    let (_, of) = SIDES.iter().find(|(known, _)| *known == side)?;
    Some(PointOf { part: part_of(part)?, of: *of })
}

fn listed(names: impl Iterator<Item = &'static str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl<'de> Deserialize<'de> for PartName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let allowed = || listed(PART_NAMES.iter().map(|(name, _)| *name));
        part_of(&name)
            .map(Self)
            .ok_or_else(|| D::Error::custom(format!("{name:?} is no part of the body; allowed are {}", allowed())))
    }
}

impl<'de> Deserialize<'de> for PointName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        point_of(&name).map(Self).ok_or_else(|| {
            let sides = listed(SIDES.iter().map(|(name, _)| *name));
            let parts = listed(PART_NAMES.iter().map(|(name, _)| *name));
            D::Error::custom(format!(
                "{name:?} is no point of the body; write a side ({sides}), a dot and a part ({parts}), as in \"limb.knee\""
            ))
        })
    }
}

#[cfg(test)]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{PART_NAMES, PartName, PointName, SIDES};

    impl JsonSchema for PartName {
        fn schema_name() -> Cow<'static, str> {
            "Part".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "description": "A part of the body.", "enum": PART_NAMES.map(|(name, _)| name) })
        }
    }

    impl JsonSchema for PointName {
        fn schema_name() -> Cow<'static, str> {
            "Point".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let all: Vec<String> = SIDES
                .iter()
                .flat_map(|(side, _)| PART_NAMES.iter().map(move |(part, _)| format!("{side}.{part}")))
                .collect();
            json_schema!({ "description": "A side of the body, a dot and a part.", "enum": all })
        }
    }
}
