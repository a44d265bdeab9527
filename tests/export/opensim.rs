//! What OpenSim reads, read as its documentation says: tabs between cells, six and ten lines of header.

use csv::{ReaderBuilder, StringRecord};
use formcheck::io::export::opensim::{metres_per_px, mot, trc};

use crate::stored::Stored;

fn rows(text: &str, n_header: usize) -> Vec<StringRecord> {
    let body = text.lines().skip(n_header).collect::<Vec<_>>().join("\n");
    let mut reader = ReaderBuilder::new().delimiter(b'\t').has_headers(false).from_reader(body.as_bytes());
    // A row with a cell more or less than the first is an error.
    reader.records().map(Result::unwrap).collect()
}

#[test]
fn markers_have_the_head_that_opensim_wants_and_lie_where_the_joints_do() {
    let stored = Stored::of("bridge_good_man");
    let text = trc(&stored.series, None, "bridge.trc").unwrap();
    let head: Vec<Vec<&str>> = text.lines().take(5).map(|line| line.split('\t').collect()).collect();
    assert_eq!(head[0][..3], ["PathFileType", "4", "(X/Y/Z)"]);
    let told_of_nan = "bridge.trc (NaN: marker not seen; 0 of ";
    assert!(head[0].len() == 4 && head[0][3].starts_with(told_of_nan), "{:?}", head[0]);
    let told: Vec<(&str, &str)> = head[1].iter().copied().zip(head[2].iter().copied()).collect();
    let told_of = |name: &str| told.iter().find(|(it, _)| *it == name).unwrap().1;
    let n_frames = stored.series.samples.len().to_string();
    assert_eq!([told_of("NumFrames"), told_of("NumMarkers"), told_of("Units")], [n_frames.as_str(), "19", "px"]);
    let names: Vec<&str> = head[3].iter().copied().skip(2).step_by(3).filter(|name| !name.is_empty()).collect();
    assert_eq!((names.len(), head[4].len()), (19, 2 + 19 * 3));
    let rows = rows(&text, 5);
    assert_eq!(rows.len(), stored.series.samples.len());
    let hip = 2 + 3 * names.iter().position(|name| *name == "LHip").unwrap();
    let at = stored.series.poses[60].unwrap().joints[formcheck::core::skeleton::Joint::LeftHip].unwrap();
    let read: Vec<f32> = (hip..hip + 3).map(|k| rows[60][k].parse().unwrap()).collect();
    let up = stored.series.stream.height as f32 - at.y;
    assert!((read[0] - at.x).abs() < 0.06 && (read[1] - up).abs() < 0.06 && read[2] == 0.0, "{read:?}, {at:?}");
    let secs: Vec<f64> = rows.iter().map(|row| row[1].parse().unwrap()).collect();
    assert!(secs.is_sorted());
}

/// OpenSim refuses a row that ends in empty cells, and `trc-data-reader` shifts the rest of a row that has any.
#[test]
fn no_cell_is_empty_and_no_row_is_without_a_marker() {
    let (mut n_nan, mut n_left_out) = (0, 0);
    for sample in ["bridge_good_man", "ktc_single_alternating", "bridge_getting_down_and_up"] {
        let mut series = Stored::of(sample).series;
        for pose in series.poses.iter_mut().skip(5).take(3) {
            *pose = None;
        }
        let text = trc(&series, None, "a.trc").unwrap();
        let rows = rows(&text, 5);
        assert!(rows.iter().flatten().all(|cell| cell.parse::<f64>().is_ok()), "{sample}");
        let is_nan = |row: &StringRecord| row.iter().skip(2).all(|cell| cell == "NaN");
        assert!(!rows.iter().any(is_nan), "{sample}: inverse kinematics fails on a row without any marker");
        n_nan += rows.iter().flatten().filter(|cell| *cell == "NaN").count();
        n_left_out += series.samples.len() - rows.len();
        let frames: Vec<usize> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
        assert!(frames.is_sorted() && !frames.contains(&6), "frames keep their numbers");
        let told = format!("{} of {} frames left out", series.samples.len() - rows.len(), series.samples.len());
        assert!(text.lines().next().unwrap().contains(&told));
    }
    assert!(0 < n_nan && 3 * 3 <= n_left_out, "the test can fail");
}

#[test]
fn with_a_body_height_markers_are_in_metres() {
    let stored = Stored::of("bridge_good_man");
    let scale = metres_per_px(&stored.series, 1.8).unwrap();
    let text = trc(&stored.series, Some(scale), "bridge.trc").unwrap();
    assert!(text.lines().nth(2).unwrap().contains("\tm\t"));
    // The label of the sample tells a thigh of an adult: hip to knee is 0.35–0.5 m of somebody 1.8 m tall.
    let row = &rows(&text, 5)[60];
    let near = stored.series.poses[60].unwrap().near;
    let (hip, knee) = if near == formcheck::core::skeleton::Side::Left { (29, 35) } else { (32, 38) };
    let value = |k: usize| row[k].parse::<f64>().unwrap();
    let thigh = (value(hip) - value(knee)).hypot(value(hip + 1) - value(knee + 1));
    assert!((0.35..0.5).contains(&thigh), "{thigh} m");
}

#[test]
fn angles_are_degrees_and_what_is_not_seen_is_nan() {
    let stored = Stored::of("bridge_good_man");
    let text = mot(&stored.series);
    let end = text.lines().position(|line| line == "endheader").unwrap();
    let is_set = |setting: &str| text.lines().take(end).any(|line| line == setting);
    // In version 1 OpenSim's `Storage` stops at the first `NaN`.
    assert!(is_set("inDegrees=yes") && is_set("version=3"));
    let names: Vec<&str> = text.lines().nth(end + 1).unwrap().split('\t').collect();
    let rows = rows(&text, end + 2);
    let told = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        line.parse::<usize>().unwrap()
    };
    assert_eq!((told("nRows="), told("nColumns=")), (rows.len(), names.len()));
    assert_eq!(rows[0].len(), names.len());
    assert!(names.iter().all(|name| !name.contains(' ')), "{names:?}: OpenSim's `Storage` splits names at blanks");
    let side =
        if stored.series.poses[60].unwrap().near == formcheck::core::skeleton::Side::Left { "left" } else { "right" };
    let hip = names.iter().position(|name| *name == format!("{side}_hip")).unwrap();
    let hips: Vec<f64> = rows.iter().map(|row| row[hip].parse().unwrap()).collect();
    let (low, high) = hips
        .iter()
        .filter(|deg| !deg.is_nan())
        .fold((360.0_f64, -360.0_f64), |(low, high), deg| (low.min(*deg), high.max(*deg)));
    // At rest the hips are bent by 35–60°, at the top of a bridge not.
    assert!((-15.0..15.0).contains(&low) && (30.0..70.0).contains(&high), "{low}–{high}°");
}
