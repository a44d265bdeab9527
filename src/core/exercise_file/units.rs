//! Units at the ends of keys, and the range that a number may have.

use super::at::{At, Number};
use super::mistake::{Wrong, wrong};
use crate::core::exercise::Reads;
use crate::core::measure::{Measure, Unit};

/// A unit that keys end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyUnit {
    Deg,
    Trunk,
    Shank,
    Secs,
    /// No number of a file has it: a share, of texture only.
    Ratio,
}

/// A key with its value, in each unit that it can be given in.
pub(crate) type InUnits<'a> = &'a [(KeyUnit, &'a Option<At<Number>>)];

impl KeyUnit {
    pub(crate) const fn of_measure(measure: &Measure) -> Self {
        Self::of(measure.unit())
    }

    pub(super) const fn of_reads(reads: &Reads) -> Self {
        match reads {
            Reads::Apart(_) => Self::Shank,
            _ => Self::of(reads.unit()),
        }
    }

    const fn of(unit: Unit) -> Self {
        match unit {
            Unit::Deg => Self::Deg,
            Unit::Bodies => Self::Trunk,
            Unit::Secs => Self::Secs,
            Unit::Ratio => Self::Ratio,
        }
    }

    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Deg => "deg",
            Self::Trunk => "trunk",
            Self::Shank => "shank",
            Self::Secs => "secs",
            Self::Ratio => "ratio",
        }
    }

    /// For a sentence.
    const fn name(self) -> &'static str {
        match self {
            Self::Deg => "degrees",
            Self::Trunk => "trunk lengths",
            Self::Shank => "shank lengths",
            Self::Secs => "seconds",
            Self::Ratio => "shares",
        }
    }

    /// Beyond these a number is a slip: a full turn, arms and legs of a body, ten minutes.
    const fn range(self) -> [f32; 2] {
        match self {
            Self::Deg => [-360.0, 360.0],
            Self::Trunk | Self::Shank => [-10.0, 10.0],
            Self::Secs | Self::Ratio => [0.0, 600.0],
        }
    }

    /// The number of the key `stem` in this unit. `offset` is the table's, for a key that is missing.
    pub(crate) fn number(self, stem: &str, keys: InUnits<'_>, offset: usize) -> Result<At<f32>, Wrong> {
        let wanted = self.suffix();
        if let Some((unit, Some(number))) = keys.iter().find(|(unit, number)| *unit != self && number.is_some()) {
            let cause = format!(
                "what is read here is in {}: write `{stem}_{wanted}` and not `{stem}_{}`",
                self.name(),
                unit.suffix()
            );
            return wrong(number.offset, cause);
        }
        let Some(number) = keys.iter().find(|(unit, _)| *unit == self).and_then(|(_, number)| number.as_ref()) else {
            return wrong(
                offset,
                format!("the key `{stem}_{wanted}` is missing: what is read here is in {}", self.name()),
            );
        };
        let [least, most] = self.range();
        within(*number, least, most)
    }
}

/// The number, if it is within these, both included.
pub(crate) fn within(number: At<Number>, least: f32, most: f32) -> Result<At<f32>, Wrong> {
    let At { value: Number(value), offset } = number;
    if least <= value && value <= most {
        Ok(At { value, offset })
    } else {
        wrong(offset, format!("{value} is out of range; allowed is {least} to {most}"))
    }
}

/// Two numbers of a slope, from one to the other; a slope has two ends.
pub(super) fn slope([from, to]: [At<f32>; 2], names: [&str; 2]) -> Result<[f32; 2], Wrong> {
    if from.value == to.value {
        let [first, second] = names;
        return wrong(to.offset, format!("`{first}` and `{second}` are both {}; they must differ", from.value));
    }
    Ok([from.value, to.value])
}

/// Two numbers of a range.
pub(crate) fn range([from, to]: [At<f32>; 2]) -> Result<[f32; 2], Wrong> {
    if to.value <= from.value {
        return wrong(to.offset, format!("the range is empty: it goes from {} to {}", from.value, to.value));
    }
    Ok([from.value, to.value])
}
