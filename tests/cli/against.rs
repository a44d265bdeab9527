//! `formcheck bench --against`: readings beside those of another instrument.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::desk::{Desk, Run, stored_log};

const CLIPS: [&str; 3] = ["bridge_good_man", "bridge_low_hips_woman", "bridge_overextended_dim"];
const ANGLE: &str = "shoulder_hip_knee_deg";

/// A folder of pose logs, and a table that reads each hip angle so many degrees lower, alternately by one more and less.
fn desk(lower_deg: f64) -> (Desk, usize) {
    let desk = Desk::new();
    fs::create_dir(desk.path("logs")).unwrap();
    let (mut table, mut n) = ("clip,repetition,measure,value\n".to_owned(), 0);
    for clip in CLIPS {
        fs::copy(stored_log(clip), desk.path(&format!("logs/{clip}.poses"))).unwrap();
        let report: Value =
            serde_json::from_str(&told(&desk, &format!("score logs/{clip}.poses --format json"))).unwrap();
        for (k, rep) in report["reps"].as_array().unwrap().iter().enumerate() {
            let wobble = if n % 2 == 0 { 1.0 } else { -1.0 };
            let value = rep["measures"][ANGLE]["value"].as_f64().unwrap() - lower_deg + wobble;
            writeln!(table, "{clip},{},{ANGLE},{value}", k + 1).unwrap();
            n += 1;
        }
    }
    desk.write("gonio.csv", table);
    (desk, n)
}

fn told(desk: &Desk, arguments: &str) -> String {
    let run = Run::from(desk.formcheck(arguments).output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments}");
    run.stdout
}

#[test]
fn a_constant_difference_is_bias_with_narrow_limits_and_each_pair_is_listed() {
    let (desk, n) = desk(4.0);
    let text = told(&desk, "bench logs --against gonio.csv --exercise hip_bridge");
    assert!(text.contains(&format!("{n}, 3")) && text.contains("from ten recordings on"), "{text}");
    let json = told(&desk, "bench logs --against gonio.csv --exercise hip_bridge --format json");
    let json: Value = serde_json::from_str(&json).unwrap();
    let angle = &json["compared"][0];
    let number = |value: &Value| value.as_f64().unwrap();
    assert_eq!(angle["measure"], ANGLE);
    assert!((number(&angle["agreement"]["bias"]) - 4.0).abs() < 0.2, "{angle}");
    let limits = angle["agreement"]["limits"].as_array().unwrap();
    assert!((number(&limits[1]) - number(&limits[0]) - 2.0 * 1.96).abs() < 0.5, "{limits:?}");
    assert!((number(&angle["rmse"]) - 17.0_f64.sqrt()).abs() < 0.2, "{angle}");
    assert_eq!((angle["pairs"].as_array().unwrap().len(), number(&angle["within_error"])), (n, 1.0));
    // Two and a half degrees of bias and scatter beside the spread of the clips, some 20° each way.
    assert!((0.8..0.999).contains(&number(&angle["agreement"]["icc"])), "{angle}");
}

#[test]
fn a_reading_without_a_counterpart_is_named_and_a_wrong_table_refused_with_its_line() {
    let (desk, n) = desk(0.0);
    let more = format!("bridge_good_man,99,{ANGLE},170\nbridge_good_man,1,elbow_deg,90\nnobody,1,{ANGLE},170\n");
    desk.write("more.csv", [fs::read_to_string(desk.path("gonio.csv")).unwrap(), more].concat());
    let run = Run::from(desk.formcheck("bench logs --against more.csv --exercise hip_bridge").output().unwrap());
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains(&format!("{n}, 3")), "{}", run.stdout);
    for why in ["repetition 99", "there is no such reading", "no video or pose log of this name"] {
        assert!(run.stderr.contains(why), "{why}: {}", run.stderr);
    }
    desk.write("wrong.csv", "clip,repetition,measure,value\nbridge_good_man,first,knee_deg,90\n");
    assert!(desk.fails("bench logs --against wrong.csv", 3).contains("line: 2"), "the line is named");
    desk.write("nan.csv", "clip,repetition,measure,value\nbridge_good_man,0,knee_deg,90\n");
    assert!(desk.fails("bench logs --against nan.csv", 3).contains("line 2: a value is a number"));
    desk.write("none.csv", "clip;repetition;measure;value\nnobody;1;knee_deg;90\n");
    let run = Run::from(desk.formcheck("bench logs --against none.csv").output().unwrap());
    assert_eq!(run.code, 4, "{}", run.stderr);
}

#[cfg(feature = "export-tests")]
#[test]
fn the_document_has_the_plot_and_fits_pages() {
    let (desk, _) = desk(4.0);
    told(&desk, "bench logs --against gonio.csv --exercise hip_bridge --to a.pdf --to a.html");
    assert!(!lopdf::Document::load(desk.path("a.pdf")).unwrap().get_pages().is_empty());
    let page = fs::read_to_string(desk.path("a.html")).unwrap();
    assert!(page.contains("upper limit") && page.contains("gonio.csv") && page.contains("<svg"), "{page}");
    assert!(desk.fails("bench logs --to a.pdf", 2).contains("--against"));
}
