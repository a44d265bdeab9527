//! Stated errors against 32 rendered people: angle readings less the truth in 3-D, one camera each, medians of eight
//! stills (`tests/fixtures/angle_study.csv`).

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use formcheck::core::exercises::change_error;
use formcheck::core::measure::{PULLED_THIGH, SHOULDER_HIP_KNEE};
use formcheck::core::report::MeasureReport;
use formcheck::core::report::trend::{GONIOMETER_DEG, Point, Verdict, over_reps, trend};

/// From this error on, in degrees, the pulled knee was lost: the near leg was taken for the far one.
const LOST_DEG: f64 = 20.0;

/// Errors of a person: at three tops of the bridge, and of the pulled thigh.
fn people() -> Vec<([f64; 3], f64)> {
    let rows = include_str!("../fixtures/angle_study.csv").lines().skip(1);
    let person = |row: &str| {
        let cells: Vec<f64> = row.split(',').map(|cell| cell.parse().unwrap()).collect();
        ([cells[4], cells[5], cells[6]], cells[7])
    };
    rows.map(person).collect()
}

/// Errors of the pulled thigh as the points show it, where it was not lost.
fn pulls() -> Vec<f64> {
    people().into_iter().map(|(_, pull)| pull).filter(|error| error.abs() < LOST_DEG).collect()
}

fn share_within(errors: &[f64], limit: f64) -> f64 {
    errors.iter().filter(|error| error.abs() <= limit).count() as f64 / errors.len() as f64
}

/// Returns the differences between the tops of each person.
fn changes() -> Vec<f64> {
    people().into_iter().flat_map(|([low, mid, high], _)| [low - mid, low - high, mid - high]).collect()
}

#[test]
fn the_stated_error_of_an_angle_holds_nine_of_ten_readings() {
    let tops: Vec<f64> = people().into_iter().flat_map(|(tops, _)| tops).collect();
    let share = share_within(&tops, f64::from(SHOULDER_HIP_KNEE.model_error));
    println!("hip line, {} tops: {:.1} % within the stated error", tops.len(), 100.0 * share);
    assert!((0.88..=0.95).contains(&share), "{share}");
    let pulls: Vec<f64> = pulls().iter().map(|error| error + f64::from(PULLED_THIGH.offset)).collect();
    let share = share_within(&pulls, f64::from(PULLED_THIGH.model_error));
    println!("thigh to trunk, {} pulls: {:.1} % within the stated error", pulls.len(), 100.0 * share);
    assert!((0.88..=0.95).contains(&share), "{share}");
}

#[test]
fn the_stated_error_of_a_change_holds_nine_of_ten_changes_and_is_smaller_than_that_of_two_readings() {
    let stated = change_error("hip_bridge", SHOULDER_HIP_KNEE.id).unwrap();
    let share = share_within(&changes(), stated);
    println!("hip line, {} changes: {:.1} % within the stated error", changes().len(), 100.0 * share);
    assert!((0.88..=0.95).contains(&share), "{share}");
    assert!(stated < 0.6 * 2.0_f64.sqrt() * f64::from(SHOULDER_HIP_KNEE.model_error));
    // The mean error is constant in the program; what is left of two readings bounds a change.
    let pulls = pulls();
    let mean = pulls.iter().sum::<f64>() / pulls.len() as f64;
    let left: Vec<f64> = pulls.iter().map(|error| error - mean).collect();
    let stated = change_error("knee_to_chest", PULLED_THIGH.id).unwrap();
    let share = share_within(&left, stated / 2.0_f64.sqrt());
    assert!((0.88..=0.95).contains(&share), "{share}");
}

/// Verdict on a first and a last week whose readings err as those of a person at two tops do.
fn verdict(error_of_both: [f64; 2], change_deg: f64) -> Verdict {
    let change_error = change_error("hip_bridge", SHOULDER_HIP_KNEE.id);
    let week = |day: f64, value: f64| {
        let readings: Vec<MeasureReport> =
            [-1.0, 0.0, 1.0].map(|by| MeasureReport { value: value + by, error: 9.0 }).to_vec();
        let mean = over_reps(&readings, change_error).unwrap();
        Point { day, value: mean.value, error: mean.error, change_error: mean.change_error }
    };
    trend(&[week(0.0, 160.0 + error_of_both[0]), week(14.0, 160.0 + change_deg + error_of_both[1])], GONIOMETER_DEG)
        .verdict
}

#[test]
fn weeks_without_a_change_are_rarely_called_one_and_a_change_of_ten_degrees_mostly() {
    let pairs: Vec<[f64; 2]> = people()
        .into_iter()
        .flat_map(|([low, mid, high], _)| [[low, mid], [mid, low], [mid, high], [high, mid]])
        .collect();
    let share = |change_deg: f64, wanted: Verdict| {
        let n = pairs.iter().filter(|pair| verdict(**pair, change_deg) == wanted).count();
        n as f64 / pairs.len() as f64
    };
    let (right, none) = (share(10.0, Verdict::Risen), share(0.0, Verdict::NoChange));
    println!("{} pairs of weeks: no change left alone {none:.2}; a rise of 10° found {right:.2}", pairs.len());
    assert!(0.95 <= none, "{none}");
    assert!(0.75 <= right, "{right}");
    assert_eq!(share(10.0, Verdict::Fallen), 0.0);
}
