//! `formcheck agree`: empty sheets, filled-in ones, marks, and what cannot be compared.

use std::fs;

use formcheck::app::agree::{ALL_FAULTS, IS_REPETITION};
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::io::recording::{Marks, Remark};
use serde_json::Value;

use crate::desk::{Desk, Run};
use crate::sessions::session_in;

const N_CLIPS: usize = 10;

/// So many sessions, and the empty sheet for them.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    for _ in 0..N_CLIPS {
        session_in(&desk, "said", "Me");
    }
    let run = Run::from(desk.formcheck("agree --of said --sheet empty.csv").output().unwrap());
    assert!(run.code == 0 && run.stdout.contains("repetitions to rate"), "{run:?}");
    let sheet = fs::read_to_string(desk.path("empty.csv")).unwrap();
    (desk, sheet)
}

/// The sheet with this answer to each question of each row.
fn filled(sheet: &str, answer: impl Fn(usize, &str) -> &'static str) -> String {
    let names: Vec<&str> = sheet.lines().next().unwrap().split(',').collect();
    let row = |(row, line): (usize, &str)| {
        let cells = line.split(',').zip(&names).enumerate();
        let cells = cells.map(|(at, (cell, name))| if at < 5 { cell } else { answer(row, name) });
        cells.collect::<Vec<_>>().join(",")
    };
    let rows: Vec<String> = sheet.lines().skip(1).enumerate().map(row).collect();
    format!("{}\n{}\n", names.join(","), rows.join("\n"))
}

fn compared(desk: &Desk, arguments: &str) -> Vec<Value> {
    let run = desk.run(desk.formcheck(&format!("agree {arguments} --format json")));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments}");
    run.reports()
}

fn of<'a>(all: &'a [Value], first: &str, second: &str, fault: &str) -> &'a Value {
    let is_it = |pair: &&Value| pair["first"] == first && pair["second"] == second && pair["fault"] == fault;
    all.iter().find(is_it).unwrap_or_else(|| panic!("{first} {second} {fault}: {all:#?}"))
}

#[test]
fn the_empty_sheet_asks_and_says_nothing() {
    let (_desk, sheet) = desk();
    let mut lines = sheet.lines();
    let faults: Vec<&str> = HIP_BRIDGE.faults.iter().map(|fault| fault.id).collect();
    let head = format!("clip,repetition,start_s,end_s,exercise,{IS_REPETITION},{}", faults.join(","));
    assert_eq!(lines.next(), Some(head.as_str()));
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(cells[4] == "hip_bridge" && cells[5..].iter().all(|cell| cell.is_empty()), "{line}");
    }
}

#[test]
fn two_persons_and_the_program_are_compared_fault_by_fault() {
    let (desk, sheet) = desk();
    // Anna sees low hips in every repetition, as the program does; Ben in all but each third, and leaves one row out.
    desk.write("anna.csv", filled(&sheet, |_, name| if name == "hips_low" { "1" } else { "0" }));
    let ben = |row: usize, name: &str| match (row, name) {
        (0, _) => "",
        (row, "hips_low") => {
            if row.is_multiple_of(3) {
                "no"
            } else {
                "yes"
            }
        }
        (_, IS_REPETITION) => "y",
        _ => "n",
    };
    // As a spreadsheet in Germany writes it.
    let sheet_of_ben = filled(&sheet, ben).replace('.', ",_").replace(',', ";").replace(";_", ",");
    desk.write("ben.csv", format!("\u{feff}{sheet_of_ben}"));
    let all = compared(&desk, "anna.csv ben.csv --of said");
    let n_rows = sheet.lines().count() - 1;
    let low = of(&all, "anna", "ben", "hips_low");
    let n_no = (1..n_rows).filter(|row| row.is_multiple_of(3)).count();
    assert_eq!(low["n"], n_rows - 1);
    assert_eq!((&low["both_yes"], &low["only_first"]), (&Value::from(n_rows - 1 - n_no), &Value::from(n_no)));
    assert!(low["kappa"].is_null(), "Anna says yes to all: {low}");
    let together = of(&all, "anna", "ben", ALL_FAULTS);
    let (kappa, [low, high]) =
        (together["kappa"].as_f64().unwrap(), [0, 1].map(|k| together["kappa_95"][k].as_f64().unwrap()));
    assert!(0.5 < kappa && kappa < 1.0 && low <= kappa && kappa <= high && low < high, "{together}");
    assert!(together["is_anchored"] == false && together["n_clips"] == N_CLIPS);
    let with_program = of(&all, "anna", "formcheck", "hips_low");
    assert_eq!((&with_program["agreement"], &with_program["n"]), (&Value::from(1.0), &Value::from(n_rows)));
    let text = desk.run(desk.formcheck("agree anna.csv ben.csv --of said")).stdout;
    assert!(
        text.contains("anna and ben, hip_bridge\n") && text.contains("cannot tell: anna answered yes every time"),
        "{text}"
    );
    assert!(text.contains("Biebl 2021") && !text.contains("having seen"), "{text}");
    let csv = desk.run(desk.formcheck("agree anna.csv ben.csv --format csv")).stdout;
    assert!(csv.starts_with("first,second,") && csv.contains("anna,ben,false,hip_bridge,hips_low,"), "{csv}");
}

#[test]
fn marks_are_ratings_too_and_told_as_what_they_are() {
    let desk = Desk::new();
    let folder = session_in(&desk, "said", "Me");
    let add = |by: &str, remark: Remark| Marks::add(&folder, by, remark).unwrap();
    add("Anna", Remark::Disagrees { rep: Some(0), fault: "hips_low".into() });
    add("Anna", Remark::Overlooked { rep: Some(1), fault: "head_lifted".into() });
    add("Ben", Remark::Note { text: "well".into(), rep: None, time_s: None });
    let all = compared(&desk, "--of said");
    assert_eq!(of(&all, "Anna", "formcheck", "hips_low")["only_second"], 1);
    assert_eq!(of(&all, "Anna", "Ben", "head_lifted")["only_first"], 1);
    assert_eq!(of(&all, "Ben", "formcheck", ALL_FAULTS)["agreement"], 1.0);
    let text = desk.run(desk.formcheck("agree --of said")).stdout;
    assert!(text.contains("having seen what the program said") && text.contains("let sheets be filled in without it"));
}

#[test]
fn reports_in_files_serve_as_folders_do_and_other_cuts_are_told() {
    let desk = Desk::new();
    let folder = session_in(&desk, "said", "Me");
    let report: Value = serde_json::from_slice(&fs::read(folder.join("report.json")).unwrap()).unwrap();
    let batch = serde_json::json!({ "schema": "formcheck.result/1", "path": "a.mp4", "report": report });
    let failed = serde_json::json!({ "schema": "formcheck.result/1", "path": "b.mp4", "report": null });
    desk.write("said.json", format!("{batch}\n\n{failed}\n"));
    desk.formcheck("agree --of said.json --sheet empty.csv").output().unwrap();
    let sheet = fs::read_to_string(desk.path("empty.csv")).unwrap();
    let anna = filled(&sheet, |_, _| "0");
    let begins = anna.lines().nth(1).unwrap().split(',').nth(2).unwrap().to_owned();
    desk.write("anna.csv", anna.replace(&format!(",{begins},"), ",900.5,"));
    let run = desk.run(desk.formcheck("agree anna.csv --of said.json"));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("the repetition of anna at 900.5 s is none of formcheck's"), "{}", run.stdout);
}

#[test]
fn what_cannot_be_compared_is_one_sentence() {
    let (desk, sheet) = desk();
    let zeros = filled(&sheet, |_, _| "0");
    desk.write("anna.csv", &zeros);
    desk.write("maybe.csv", zeros.replacen(",0,", ",maybe,", 1));
    desk.write("fault.csv", zeros.replacen("hips_low", "hips_lo", 1));
    desk.write("other.csv", zeros.replacen("clip,", "video,", 1));
    desk.write("short.csv", zeros.replacen(",0\n", "\n", 1));
    desk.write("empty_again.csv", &sheet);
    desk.write("none.json", "{}\nno report\n");
    fs::create_dir(desk.path("nothing")).unwrap();
    for (arguments, code, says) in [
        ("maybe.csv anna.csv", 3, "line 2 of this sheet cannot be used: \"maybe\" is neither 1 nor 0"),
        ("fault.csv anna.csv", 3, "there is no fault \"hips_lo\"; did you mean hips_low?"),
        ("other.csv anna.csv", 3, "it has no column clip"),
        ("short.csv anna.csv", 3, "line 2 of this sheet cannot be used: it has 14 cells where the first line has 15"),
        ("absent.csv anna.csv", 3, "absent.csv"),
        ("anna.csv --of none.json", 3, "line 2 is no report"),
        ("anna.csv --of nothing", 3, "no session is in this folder"),
        ("anna.csv", 4, "there is one rater or none"),
        ("anna.csv empty_again.csv", 4, "no two raters have answered the same question"),
        ("--sheet a.csv", 2, "--of"),
        ("--of said --sheet anna.csv/a.csv", 5, "the sheet cannot be written"),
    ] {
        let said = desk.fails(&format!("agree {arguments}"), code);
        assert!(said.contains(says), "{arguments}: {said}");
    }
}
