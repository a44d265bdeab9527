//! The data dictionary: every column and every reading of the tidy table and of the curves, with unit and meaning.

use super::table::line;
use super::tidy::unit_of;
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::measure::{Measure, Of, PointOf, Quantity};
use crate::core::skeleton::Part;

/// Columns of both tables in their order: name, unit, meaning.
const TIDY: [[&str; 3]; 16] = [
    ["video", "", "recording, as it was named on the command line"],
    ["recorded_at", "", "time of the recording, RFC 3339; empty where unknown"],
    ["rep", "", "number of the repetition, from 1; empty for a movement that did not count"],
    ["set", "", "number of the set, from 0 as in the JSON report"],
    ["exercise", "", "id of the exercise"],
    ["side", "", "side of the body that worked: left, right or both, the person's own"],
    ["variant", "", "way in which the exercise was done"],
    ["start_s", "s", "first instant of motion, since the first frame"],
    ["end_s", "s", "last instant of motion, since the first frame"],
    ["kind", "", "score, time, measure (read at the top), fault, or movement (not counted or seen in part)"],
    ["reading", "", "name of what was read; names are explained below"],
    ["value", "see unit", "what was read; empty where unknown, and note states why"],
    [
        "error",
        "see unit",
        "half-width around value that holds 9 of 10 readings; for a score, what the readings' errors can do to it",
    ],
    ["unit", "", "deg (degrees), trunk (lengths from shoulder to hip), s, ratio, or points (0 to 100)"],
    ["severity", "0 to 1", "place of a fault on the slope from fine to bad"],
    ["note", "", "cue for a fault that was found; reason for what was not judged or not counted"],
];
const CURVES: [[&str; 3]; 8] = [
    ["exercise", "", "id of the exercise"],
    ["side", "", "side of the body that worked"],
    ["measure", "", "name of what was read; names are explained below"],
    ["unit", "", "unit of mean and sd"],
    ["percent", "%", "share of the time from the first to the last instant of motion, 0 to 100"],
    ["n_reps", "", "number of repetitions in which it could be read at this share"],
    ["mean", "see unit", "mean over these repetitions; empty where n_reps is 0"],
    ["sd", "see unit", "standard deviation (n - 1) over these repetitions; empty where n_reps is below 2"],
];
/// Readings that are no measure of a pose.
const OTHERS: [[&str; 2]; 11] = [
    ["score", "100 less what the faults of the repetition cost"],
    ["duration_s", "from the first to the last instant of motion"],
    ["hold_s", "time at the top"],
    [
        "over_best_deg",
        "difference from the person's own best of the session, of the measure that the exercise is about",
    ],
    [
        "over_best_trunk",
        "difference from the person's own best of the session, of the measure that the exercise is about",
    ],
    ["rocking_period_s", "period of a rocking during the hold"],
    ["rocking_amplitude_trunk", "amplitude of a rocking during the hold"],
    ["rocking_unevenness", "unevenness of a rocking during the hold"],
    ["period_s", "period of the texture's rhythm"],
    ["up_down_ratio", "time of the way up over that of the way down, texture"],
    ["range_of_baseline", "range of the texture's motion over that of the person's own beginning"],
];

/// Returns the dictionary as a table: table, name, unit, meaning.
pub fn csv() -> String {
    let mut text = line(&["table", "name", "unit", "meaning"].map(str::to_owned));
    let mut add = |cells: [&str; 4]| text += &line(&cells.map(str::to_owned));
    for [name, unit, meaning] in TIDY {
        add(["readings", name, unit, meaning]);
    }
    for [name, unit, meaning] in CURVES {
        add(["curves", name, unit, meaning]);
    }
    for [name, meaning] in OTHERS {
        add(["reading", name, if name == "score" { "points" } else { unit_of(name) }, meaning]);
    }
    for measure in measures() {
        add(["reading", measure.id, measure.unit().symbol(), &meaning(&measure)]);
    }
    for (id, exercise) in faults() {
        add(["reading", id, "see unit", &format!("fault of {exercise}; its limit and source are in the JSON report")]);
    }
    text
}

/// Every measure of every exercise, once.
fn measures() -> Vec<Measure> {
    let mut all: Vec<Measure> = Vec::new();
    for measure in exercises::all().into_iter().flat_map(|exercise| exercise.measures) {
        if all.iter().all(|known| known.id != measure.id) {
            all.push(*measure);
        }
    }
    all
}

/// Every fault of a repetition, once, with the exercises that have it.
fn faults() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = Vec::new();
    let of = |exercise: &'static Exercise| exercise.faults.iter().map(move |fault| (fault.id, exercise.id));
    for (fault, exercise) in exercises::all().into_iter().flat_map(of) {
        match all.iter_mut().find(|(known, _)| *known == fault) {
            Some((_, exercises)) => exercises.extend([", ", exercise]),
            None => all.push((fault, exercise.to_owned())),
        }
    }
    all
}

/// Returns a measure's definition in words.
fn meaning(measure: &Measure) -> String {
    let of = |[from, at, to]: [PointOf; 3]| format!("angle at {} between {} and {}", name(at), name(from), name(to));
    match measure.quantity {
        Quantity::Angle(points) => format!("{}, 0 to 180", of(points)),
        Quantity::SignedAngle(points) => {
            format!("{}: 180 straight, less with the middle point below the line of the others, more above", of(points))
        }
        Quantity::Flexion(points) => format!("180 minus the {}", of(points)),
        Quantity::SignedFlexion(points) => format!("180 minus the signed {}", of(points)),
        Quantity::Height([of, over]) => format!("height of {} over {} in the picture", name(of), name(over)),
        Quantity::Distance([from, to]) => format!("distance from {} to {}", name(from), name(to)),
        Quantity::Nearest(of, part) => format!("distance from {} to the closer {}", name(of), part_name(part)),
        Quantity::Farthest(of, part) => format!("distance from {} to the farther {}", name(of), part_name(part)),
        Quantity::Inclination([from, to]) => {
            format!("inclination of the line from {} to {} against the horizontal, up positive", name(from), name(to))
        }
    }
}

/// Returns a point in words: `near shoulder`, `working knee`.
fn name(point: PointOf) -> String {
    let side = match point.of {
        Of::Near => "near",
        Of::Limb => "working",
        Of::Other => "other",
        Of::Middle => "middle of the",
    };
    let plural = if point.of == Of::Middle { "s" } else { "" };
    format!("{side} {}{plural}", part_name(point.part))
}

fn part_name(part: Part) -> String {
    format!("{part:?}").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::{curves, tidy};
    use super::*;

    #[test]
    fn every_column_is_described_in_its_place_and_no_name_twice() {
        assert_eq!(TIDY.map(|[name, ..]| name), tidy::COLUMNS);
        assert_eq!(CURVES.map(|[name, ..]| name), curves::COLUMNS);
        let text = csv();
        let mut names: Vec<String> =
            text.lines().map(|line| line.split(',').take(2).collect::<Vec<_>>().join(",")).collect();
        let n = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), n);
    }

    #[test]
    fn a_measure_is_told_in_words() {
        let text = csv();
        for row in [
            "reading,leg_height_trunk,trunk,height of working ankle over near hip in the picture\n",
            "reading,hold_s,s,time at the top\n",
            "reading,rocking_unevenness,ratio,unevenness of a rocking during the hold\n",
        ] {
            assert!(text.contains(row), "{row} {text}");
        }
    }
}
