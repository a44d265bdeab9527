//! The measures that a file can name: the program's own, and those that it defines.

use std::collections::BTreeMap;

use super::at::At;
use super::kept;
use super::keys::MeasureText;
use super::mistake::{Wrong, wrong};
use super::units::{KeyUnit, within};
use crate::core::measure::{
    Correction, HIP_OVER_SHOULDER, KNEE, KNEE_OVER_HIP, KNEE_TO_SHOULDER, Measure, PointOf, Quantity,
    SHOULDER_HIP_KNEE, THIGH_FLEXION, THIGH_TO_TRUNK, WRIST_TO_KNEE,
};

/// The program's own measures.
pub(super) const BUILT_IN: [Measure; 8] = [
    SHOULDER_HIP_KNEE,
    KNEE,
    HIP_OVER_SHOULDER,
    KNEE_OVER_HIP,
    THIGH_TO_TRUNK,
    THIGH_FLEXION,
    KNEE_TO_SHOULDER,
    WRIST_TO_KNEE,
];
/// Four times what an exercise of the program uses.
const MOST: usize = 20;
/// No error is as large as half of what can be measured.
const MOST_ERROR_DEG: f32 = 90.0;
const MOST_ERROR_TRUNK: f32 = 1.0;

/// A measure's name in files: as in reports, without the unit at its end.
pub(crate) fn name(measure: &Measure) -> &'static str {
    let suffix = measure.unit().symbol();
    measure.id.strip_suffix(suffix).and_then(|rest| rest.strip_suffix('_')).unwrap_or(measure.id)
}

/// Every measure that this file can name, and which were named.
#[derive(Debug)]
pub(super) struct Known {
    own: Vec<(Measure, usize)>,
    used: Vec<&'static str>,
}

impl Known {
    pub(super) fn of(texts: &BTreeMap<String, At<MeasureText>>) -> Result<Self, Wrong> {
        if let Some(text) = texts.values().nth(MOST) {
            return wrong(text.offset, format!("there are {} measures; {MOST} are the limit", texts.len()));
        }
        let own = texts.iter().map(|(name, text)| Ok((own(name, text)?, text.offset)));
        Ok(Self { own: own.collect::<Result<_, Wrong>>()?, used: Vec::new() })
    }

    /// The measure of that name.
    pub(super) fn find(&mut self, wanted: &At<String>) -> Result<Measure, Wrong> {
        let all = || self.own.iter().map(|(measure, _)| *measure).chain(BUILT_IN);
        let Some(found) = all().find(|measure| name(measure) == wanted.value) else {
            let allowed = all().map(|measure| format!("`{}`", name(&measure))).collect::<Vec<_>>().join(", ");
            let cause = format!(
                "there is no measure {:?}; known are {allowed}, and you can define one under `[measures]`",
                wanted.value
            );
            return wrong(wanted.offset, cause);
        };
        self.used.push(found.id);
        Ok(found)
    }

    /// The measures of the file by its names for them.
    pub(super) fn own(&self) -> impl Iterator<Item = &Measure> {
        self.own.iter().map(|(measure, _)| measure)
    }

    /// Refuses a definition that nothing uses: its name was probably misspelt.
    pub(super) fn check_all_used(&self) -> Result<(), Wrong> {
        match self.own.iter().find(|(measure, _)| !self.used.contains(&measure.id)) {
            None => Ok(()),
            Some((measure, offset)) => {
                wrong(*offset, format!("nothing uses the measure `{}`; use it or remove it", name(measure)))
            }
        }
    }
}

fn own(name: &str, text: &At<MeasureText>) -> Result<Measure, Wrong> {
    kept::is_id(name, text.offset)?;
    if BUILT_IN.iter().any(|measure| self::name(measure) == name) {
        return wrong(text.offset, format!("`{name}` is a measure of the program; give yours another name"));
    }
    let quantity = quantity(text)?;
    let unnamed = Measure {
        id: "",
        quantity,
        correction: Correction::NONE,
        model_error: 0.0,
        error_per_yaw_deg: 0.0,
        change_error: None,
    };
    let unit = KeyUnit::of_measure(&unnamed);
    let keys = [(KeyUnit::Deg, &text.value.error_deg), (KeyUnit::Trunk, &text.value.error_trunk)];
    let error = unit.number("error", &keys, text.offset)?;
    let most = if unit == KeyUnit::Deg { MOST_ERROR_DEG } else { MOST_ERROR_TRUNK };
    if !(0.0 < error.value && error.value <= most) {
        return wrong(error.offset, format!("{} is no error; allowed is from above 0 to {most}", error.value));
    }
    let per_yaw = within(text.value.error_per_yaw_deg, 0.0, most / 10.0)?.value;
    let id = kept::text(&format!("{name}_{}", unnamed.unit().symbol()));
    Ok(Measure { id, model_error: error.value, error_per_yaw_deg: per_yaw, ..unnamed })
}

fn quantity(text: &At<MeasureText>) -> Result<Quantity, Wrong> {
    let MeasureText {
        angle,
        signed_angle,
        flexion,
        signed_flexion,
        height,
        distance,
        inclination,
        nearest,
        farthest,
        ..
    } = &text.value;
    let quantities = [
        angle.map(|points| Quantity::Angle(points.map(|point| point.0))),
        signed_angle.map(|points| Quantity::SignedAngle(points.map(|point| point.0))),
        flexion.map(|points| Quantity::Flexion(points.map(|point| point.0))),
        signed_flexion.map(|points| Quantity::SignedFlexion(points.map(|point| point.0))),
        height.map(|points| Quantity::Height(points.map(|point| point.0))),
        distance.map(|points| Quantity::Distance(points.map(|point| point.0))),
        inclination.map(|points| Quantity::Inclination(points.map(|point| point.0))),
        nearest.as_ref().map(|nearest| Quantity::Nearest(nearest.point.0, nearest.part.0)),
        farthest.as_ref().map(|farthest| Quantity::Farthest(farthest.point.0, farthest.part.0)),
    ];
    let mut given = quantities.into_iter().flatten();
    let (Some(quantity), None) = (given.next(), given.next()) else {
        let cause = "a measure has exactly one of `angle`, `signed_angle`, `flexion`, `signed_flexion`, `height`, `distance`, `inclination`, \
                     `nearest` and `farthest`";
        return wrong(text.offset, cause);
    };
    match twice(quantity) {
        None => Ok(quantity),
        Some(point) => wrong(text.offset, format!("the point `{}` is there twice", super::names::of_point(point))),
    }
}

/// A point that a quantity has twice, if one.
fn twice(quantity: Quantity) -> Option<PointOf> {
    let points = match &quantity {
        Quantity::Angle(points)
        | Quantity::SignedAngle(points)
        | Quantity::Flexion(points)
        | Quantity::SignedFlexion(points) => &points[..],
        Quantity::Height(points) | Quantity::Distance(points) | Quantity::Inclination(points) => &points[..],
        Quantity::Nearest(..) | Quantity::Farthest(..) => &[],
    };
    points
        .iter()
        .enumerate()
        .find(|(k, point)| points.iter().take(*k).any(|other| other == *point))
        .map(|(_, point)| *point)
}
