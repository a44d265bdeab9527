//! Parts of the body that an exercise reads, and places that it asks for.

use super::{Confirms, Exercise, FigurePose, Reads};
use crate::core::measure::{Measure, Quantity};
use crate::core::skeleton::Part;

impl Exercise {
    /// Returns true if a rule, the signal or the posture reads the part; a rule in code may read every part.
    pub fn reads_part(&self, part: Part) -> bool {
        let (Some(signal), Confirms::Criteria(criteria)) = (self.joint_signal(), &self.confirms) else { return true };
        let faults = self.faults.iter().map(|fault| &fault.reads);
        let mut rules = criteria.iter().map(|criterion| &criterion.reads).chain(faults);
        let ranges = self.posture.ranges.iter().map(|range| &range.measure);
        let mut measures = ranges.chain(self.measures).chain([&signal.measure, &self.key.measure]);
        self.posture.contacts.contains(&part)
            || measures.any(|measure| of_measure(measure, part))
            || rules.any(|reads| of_reads(reads, part))
    }

    /// Returns the most that the exercise lets the hips be over the shoulders, in trunk lengths: by the ranges of its
    /// posture, else by its figure. `None` where neither says it.
    pub fn highest_hips(&self) -> Option<f32> {
        let ranges = self.posture.ranges.iter();
        let by_range = ranges.filter_map(|range| highest(&range.measure, [range.from, range.to])).reduce(f32::min);
        by_range.or_else(|| self.about.figure.and_then(|bodies| bodies.into_iter().filter_map(drawn).reduce(f32::max)))
    }
}

fn of_measure(measure: &Measure, part: Part) -> bool {
    measure.points().iter().any(|point| point.part == part)
}

fn of_reads(reads: &Reads, part: Part) -> bool {
    match reads {
        Reads::Rise(lifted) | Reads::TopRise(lifted) | Reads::Travel(lifted) => {
            lifted.part == part || lifted.contact == Some(part)
        }
        Reads::Apart(apart) => *apart == part,
        _ => reads.measure().is_some_and(|measure| of_measure(measure, part)),
    }
}

/// Returns the most that a range lets the hips be over the shoulders, if it is about the trunk.
fn highest(measure: &Measure, [from, to]: [f32; 2]) -> Option<f32> {
    let parts = |[a, b]: [crate::core::measure::PointOf; 2]| [a.part, b.part];
    match measure.quantity {
        Quantity::Height(points) if parts(points) == [Part::Hip, Part::Shoulder] => Some(to),
        Quantity::Height(points) if parts(points) == [Part::Shoulder, Part::Hip] => Some(-from),
        Quantity::Inclination(points) if parts(points) == [Part::Hip, Part::Shoulder] => Some(-from.to_radians().sin()),
        Quantity::Inclination(points) if parts(points) == [Part::Shoulder, Part::Hip] => Some(to.to_radians().sin()),
        _ => None,
    }
}

/// Returns the height of the hips over the shoulders in a drawing.
fn drawn(body: FigurePose) -> Option<f32> {
    let up = |part: Part| body.iter().find(|(other, _)| *other == part).map(|(_, [_, up])| *up);
    Some(up(Part::Hip)? - up(Part::Shoulder)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, read};

    fn edited(from: &str, to: &str) -> Exercise {
        let text = include_str!("../../../assets/exercises/march.toml");
        assert!(text.contains(from), "{from}");
        read(&text.replace(from, to).replace("id = \"march\"", "id = \"edited\"")).unwrap()
    }

    #[test]
    fn an_exercise_of_a_file_reads_what_its_rules_name_and_one_in_code_may_read_all() {
        let march = edited("march", "march");
        let read: Vec<Part> = Part::ALL.into_iter().filter(|part| march.reads_part(*part)).collect();
        assert_eq!(read, [Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle]);
        let rising = edited("top = \"knee_height\"\nfine_trunk = -0.45", "rise = \"ear\"\nfine_trunk = -0.75");
        assert!(rising.reads_part(Part::Ear) && !rising.reads_part(Part::Toe));
        assert!(Part::ALL.into_iter().all(|part| HIP_BRIDGE.reads_part(part)));
    }

    #[test]
    fn the_highest_hips_are_those_of_the_range_or_of_the_figure() {
        assert_eq!(edited("march", "march").highest_hips(), Some(-0.6));
        let range = "measure = \"hip_over_shoulder\"\nfrom_trunk = -1.2\nto_trunk = -0.6";
        let slope = edited(range, "measure = \"trunk_slope\"\nfrom_deg = -90\nto_deg = 90");
        assert_eq!(slope.highest_hips(), Some(1.0));
        let none = edited(&format!("[[posture_ranges]]\n{range}"), "");
        assert_eq!(none.highest_hips(), Some(-1.0), "as drawn");
    }
}
