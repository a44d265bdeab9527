//! Stated errors against rendered people, one camera each, medians of stills. `tests/fixtures/surface_study.csv` has 32
//! people beside landmarks on their skin, `tests/fixtures/angle_study.csv` 32 others beside joint centres.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use formcheck::core::exercises::change_error;
use formcheck::core::measure::{Correction, PULLED_THIGH, SHOULDER_HIP_KNEE};
use formcheck::core::report::MeasureReport;
use formcheck::core::report::trend::{GONIOMETER_DEG, Point, Verdict, over_reps, trend};

/// A change of the hip angle is as large as this at most, in degrees: beyond, readings that change by 12 % more count.
const CHANGE_DEG: f64 = 20.0;

/// A reading beside the truth that landmarks on the skin tell, in degrees.
#[derive(Debug, Clone, Copy)]
struct Still {
    person: usize,
    read: f64,
    /// The camera's yaw as repetitions take it, half-way between rest and here.
    yaw: f64,
    truth: f64,
}

fn stills(postures: &[&str]) -> Vec<Still> {
    let cells = |row: &'static str| row.split(',').collect::<Vec<_>>();
    let rows = || include_str!("../fixtures/surface_study.csv").lines().skip(1).map(cells);
    let yaw_at_rest = |person: &str| -> f64 {
        let is_own = |row: &Vec<&str>| row[0] == person && row[3] == "rest";
        rows().find(is_own).unwrap()[4].parse().unwrap()
    };
    let number = |cell: &str| cell.parse::<f64>().unwrap();
    let still = |row: Vec<&str>| Still {
        person: row[0].parse().unwrap(),
        read: number(row[5]),
        yaw: f64::midpoint(yaw_at_rest(row[0]), number(row[4])),
        truth: number(row[7]),
    };
    rows().filter(|row| postures.contains(&row[3])).map(still).collect()
}

/// Errors of the other people: at three tops of the bridge, against joint centres.
fn tops_of_others() -> Vec<[f64; 3]> {
    let rows = include_str!("../fixtures/angle_study.csv").lines().skip(1);
    let person = |row: &str| {
        let cells: Vec<f64> = row.split(',').map(|cell| cell.parse().unwrap()).collect();
        [cells[4], cells[5], cells[6]]
    };
    rows.map(person).collect()
}

/// The line that turns a reading into its truth, from least squares of the readings over truth and yaw.
fn line(stills: &[Still]) -> [f64; 3] {
    let (mut normal, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
    for it in stills {
        let row = [1.0, it.truth, it.yaw];
        for i in 0..3 {
            right[i] += row[i] * it.read;
            (0..3).for_each(|k| normal[i][k] += row[i] * row[k]);
        }
    }
    let determinant = |m: [[f64; 3]; 3]| {
        let minor = |i: usize, k: usize| m[1][i] * m[2][k] - m[1][k] * m[2][i];
        m[0][0] * minor(1, 2) - m[0][1] * minor(0, 2) + m[0][2] * minor(0, 1)
    };
    // Cramer's rule.
    let solved = |k: usize| {
        let mut replaced = normal;
        (0..3).for_each(|i| replaced[i][k] = right[i]);
        determinant(replaced) / determinant(normal)
    };
    let [constant, slope, yaw] = [solved(0), solved(1), solved(2)];
    [1.0 / slope, -constant / slope, -yaw / slope]
}

fn error(still: &Still, [slope, plus, per_yaw]: [f64; 3]) -> f64 {
    slope * still.read + plus + per_yaw * still.yaw - still.truth
}

/// The errors of each person by the line of all others.
fn left_out(stills: &[Still]) -> Vec<f64> {
    let of_others = |own: &Still| {
        let others: Vec<Still> = stills.iter().filter(|it| it.person != own.person).copied().collect();
        error(own, line(&others))
    };
    stills.iter().map(of_others).collect()
}

/// Differences of the errors of one person, as far as the change is no larger than `most_deg`.
fn changes(stills: &[Still], errors: &[f64], most_deg: f64) -> Vec<f64> {
    let all: Vec<_> = stills.iter().zip(errors).collect();
    let later = |(k, one): (usize, &(&Still, &f64))| {
        let (still, error) = *one;
        let is_pair = move |other: &&(&Still, &f64)| {
            other.0.person == still.person && (other.0.truth - still.truth).abs() <= most_deg
        };
        all[k + 1..].iter().filter(is_pair).map(|other| other.1 - error).collect::<Vec<_>>()
    };
    all.iter().enumerate().flat_map(later).collect()
}

fn share_within(errors: &[f64], limit: f64) -> f64 {
    errors.iter().filter(|error| error.abs() <= limit).count() as f64 / errors.len() as f64
}

#[test]
fn the_stated_error_of_an_angle_holds_nine_of_ten_readings() {
    let tops: Vec<f64> = stills(&["low", "full", "over"]).iter().map(|top| top.read - top.truth).collect();
    let share = share_within(&tops, f64::from(SHOULDER_HIP_KNEE.model_error));
    println!("hip line, {} tops: {:.1} % within the stated error", tops.len(), 100.0 * share);
    assert!((0.88..=0.95).contains(&share), "{share}");
    let pulls = left_out(&stills(&["half", "chest"]));
    let share = share_within(&pulls, f64::from(PULLED_THIGH.model_error));
    println!("thigh to trunk, {} pulls: {:.1} % within the stated error", pulls.len(), 100.0 * share);
    assert!((0.88..=0.95).contains(&share), "{share}");
}

#[test]
fn the_correction_of_a_pulled_thigh_is_the_line_of_the_study() {
    let [slope, plus, per_yaw] = line(&stills(&["half", "chest"]));
    let Correction { slope: own_slope, plus: own_plus, per_yaw_deg } = PULLED_THIGH.correction;
    assert!((slope - f64::from(own_slope)).abs() < 0.001, "{slope}");
    assert!((plus - f64::from(own_plus)).abs() < 0.05, "{plus}");
    assert!((per_yaw - f64::from(per_yaw_deg)).abs() < 0.001, "{per_yaw}");
}

#[test]
fn the_stated_error_of_a_change_holds_nine_of_ten_changes_and_is_smaller_than_that_of_two_readings() {
    let tops = stills(&["low", "full", "over"]);
    let errors: Vec<f64> = tops.iter().map(|top| top.read - top.truth).collect();
    let all = changes(&tops, &errors, CHANGE_DEG);
    let stated = change_error("hip_bridge", SHOULDER_HIP_KNEE.id).unwrap();
    let share = share_within(&all, stated);
    println!("hip line, {} changes: {:.1} % within the stated error", all.len(), 100.0 * share);
    assert!((0.88..=0.95).contains(&share), "{share}");
    assert!(stated < 0.7 * 2.0_f64.sqrt() * f64::from(SHOULDER_HIP_KNEE.model_error));
    let pulls = stills(&["half", "chest"]);
    let all = changes(&pulls, &left_out(&pulls), f64::INFINITY);
    let share = share_within(&all, change_error("knee_to_chest", PULLED_THIGH.id).unwrap());
    println!("thigh to trunk, {} changes: {:.1} % within the stated error", all.len(), 100.0 * share);
    assert!((0.88..=0.95).contains(&share), "{share}");
}

/// Verdict on a first and a last week whose readings err as those of a person at two tops do.
fn verdict(error_of_both: [f64; 2], change_deg: f64) -> Verdict {
    let change_error = change_error("hip_bridge", SHOULDER_HIP_KNEE.id);
    let week = |day: f64, value: f64| {
        let readings: Vec<MeasureReport> =
            [-1.0, 0.0, 1.0].map(|by| MeasureReport { value: value + by, error: 6.5 }).to_vec();
        let mean = over_reps(&readings, change_error).unwrap();
        Point { day, value: mean.value, error: mean.error, change_error: mean.change_error }
    };
    trend(&[week(0.0, 160.0 + error_of_both[0]), week(14.0, 160.0 + change_deg + error_of_both[1])], GONIOMETER_DEG)
        .verdict
}

#[test]
fn weeks_without_a_change_are_rarely_called_one_and_a_change_of_ten_degrees_mostly() {
    let pairs: Vec<[f64; 2]> = tops_of_others()
        .into_iter()
        .flat_map(|[low, mid, high]| [[low, mid], [mid, low], [mid, high], [high, mid]])
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
