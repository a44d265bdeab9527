//! Results handed on from the command line: what is written, what cannot be, and that nothing is written over the input.

use std::fs;
use std::path::Path;

use formcheck::core::report::Report;

use crate::desk::{Desk, Run, stored_log};

/// A desk with a pose log, and a past session in a folder with it.
fn desk() -> Desk {
    let desk = Desk::new();
    fs::copy(stored_log("bridge_mixed_feet_head_heavy"), desk.path("log.poses")).unwrap();
    let run = desk.run(desk.formcheck("score log.poses --format json"));
    fs::create_dir(desk.path("session")).unwrap();
    desk.write("session/report.json", &run.stdout);
    desk
}

/// Runs the program, which may write files.
fn run(desk: &Desk, arguments: &str) -> Run {
    Run::from(desk.formcheck(arguments).output().unwrap())
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const ALL: [&str; 11] = [
    "angles.mot",
    "curves.csv",
    "dictionary.csv",
    "frames.csv",
    "markers.c3d",
    "markers.trc",
    "readings.csv",
    "repetitions.csv",
    "report.html",
    "report.json",
    "report.pdf",
];

#[test]
fn a_folder_gets_everything_and_the_json_is_that_of_score() {
    let desk = desk();
    let written = run(&desk, "export log.poses --to out --height-cm 175");
    assert_eq!((written.code, written.stdout.as_str(), written.stderr.as_str()), (0, "", ""));
    assert_eq!(files(&desk.path("out")), ALL.map(|ending| format!("log.{ending}")));
    let scored = desk.run(desk.formcheck("score log.poses --format json"));
    assert_eq!(fs::read_to_string(desk.path("out/log.report.json")).unwrap(), scored.stdout);
    let tables = desk.run(desk.formcheck("score log.poses --format csv"));
    assert_eq!(fs::read_to_string(desk.path("out/log.repetitions.csv")).unwrap(), tables.stdout);
    let html = fs::read_to_string(desk.path("out/log.report.html")).unwrap();
    assert!(html.contains("drawn figures stand for them"));
    assert!(fs::read_to_string(desk.path("out/log.markers.trc")).unwrap().contains("\tm\t"));
}

#[test]
fn a_session_without_poses_gives_what_it_can_and_says_what_not() {
    let desk = desk();
    let written = run(&desk, "export session --to out");
    assert_eq!(written.code, 0, "{}", written.stderr);
    assert_eq!(
        files(&desk.path("out")),
        ["dictionary.csv", "readings.csv", "repetitions.csv", "report.html", "report.json", "report.pdf"]
            .map(|ending| format!("session.{ending}"))
    );
    assert_eq!(written.stderr.matches("no poses were kept of this session").count(), 5, "{}", written.stderr);
    let html = fs::read_to_string(desk.path("out/session.report.html")).unwrap();
    assert!(html.contains("no poses were kept") && !html.contains("hip angle, °"));
    let refused = run(&desk, "export session --trc session.trc");
    assert_eq!(refused.code, 3);
    assert!(refused.sentence().contains("the TRC file is not given: no poses were kept of this session;"));
}

#[test]
fn a_session_with_poses_keeps_its_report_and_has_curves() {
    let desk = desk();
    fs::copy(desk.path("log.poses"), desk.path("session/poses.log.zst")).unwrap();
    let mut report: Report = serde_json::from_slice(&fs::read(desk.path("session/report.json")).unwrap()).unwrap();
    (report.rules_version, report.judgement.score) = (1, Some(12.0));
    desk.write("session/report.json", serde_json::to_vec(&report).unwrap());
    assert_eq!(run(&desk, "export session --html out.html").code, 0);
    let html = fs::read_to_string(desk.path("out.html")).unwrap();
    for said in ["hip angle, °", "<strong>12</strong>", "judged by rules 1"] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn the_input_is_never_written_over_and_a_wrong_place_is_said() {
    let desk = desk();
    let before = fs::read(desk.path("log.poses")).unwrap();
    for (arguments, code, said) in [
        ("export log.poses --json ./log.poses", 5, "it is the recording itself"),
        ("export session --json session/report.json", 5, "it is the recording itself"),
        ("export log.poses --html log.poses/below.html", 5, "cannot write"),
        ("export log.poses --html a --pdf a", 2, "name the same file"),
        ("export log.poses", 2, "--to"),
        ("export log.poses --trc a.trc --height-cm 17", 2, "from 50 to 272"),
        ("export none.mp4 --html a", 3, "none.mp4"),
        ("export . --html a", 3, "no past session"),
        ("export log.poses --openpose session", 5, "the folder holds something else, report.json"),
        ("export session --openpose openpose", 3, "the folder of OpenPose files is not given: no poses were kept"),
    ] {
        let sentence = desk.fails(arguments, code);
        assert!(sentence.contains(said), "{arguments}: {sentence}");
    }
    assert_eq!(fs::read(desk.path("log.poses")).unwrap(), before);
}

#[test]
fn openpose_files_fill_a_folder_and_take_the_place_of_such_files_only() {
    let desk = desk();
    let written = run(&desk, "export log.poses --openpose out/openpose");
    assert_eq!((written.code, written.stderr.as_str()), (0, ""));
    let names = files(&desk.path("out/openpose"));
    assert_eq!(names[0], "log_000000000000_keypoints.json");
    let n_rows = desk.run(desk.formcheck("export log.poses --frames-csv /dev/stdout")).stdout.lines().count();
    assert_eq!(names.len(), n_rows - 1);
    desk.write("out/openpose/old_000000000000_keypoints.json", "{}");
    assert_eq!(run(&desk, "export log.poses --openpose out/openpose").code, 0);
    assert_eq!(files(&desk.path("out/openpose")), names, "the older file has gone");
    assert_eq!(files(&desk.path("out")), ["openpose"], "nothing hidden is left");
}

#[test]
fn pictures_come_from_the_video_with_and_without_the_face() {
    let desk = Desk::new();
    let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    desk.bridge("bridge.mp4", h264);
    assert_eq!(run(&desk, "export bridge.mp4 --html shown.html").code, 0);
    assert_eq!(run(&desk, "export bridge.mp4 --html blurred.html --blur-faces").code, 0);
    let [shown, blurred] = ["shown.html", "blurred.html"].map(|name| fs::read_to_string(desk.path(name)).unwrap());
    assert!(shown.contains("data:image/jpeg") && blurred.contains("data:image/jpeg") && shown != blurred);
}

#[test]
fn a_clip_carries_the_date_that_its_file_says_and_no_other() {
    let desk = Desk::new();
    let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    desk.bridge("undated.mp4", h264);
    desk.ffmpeg("-i undated.mp4 -c copy -metadata creation_time=2026-11-29T20:09:16Z dated.mp4");
    let date = |clip: &str| {
        desk.run(desk.formcheck(&format!("score {clip} --format json"))).reports()[0]["recorded_at"].clone()
    };
    assert_eq!((date("dated.mp4").as_str(), date("undated.mp4").as_str()), (Some("2026-11-29T20:09:16Z"), None));
    assert_eq!(run(&desk, "export dated.mp4 --to out").code, 0);
    let read = |ending: &str| fs::read_to_string(desk.path(&format!("out/dated.{ending}"))).unwrap();
    assert!(read("report.html").contains("<dt>Date</dt><dd>2026-11-29 20:09 UTC, as the file says</dd>"));
    assert!(read("repetitions.csv").lines().nth(1).unwrap().contains(",2026-11-29T20:09:16Z,,,,,"));
    assert_eq!(run(&desk, "export undated.mp4 --html undated.html").code, 0);
    assert!(fs::read_to_string(desk.path("undated.html")).unwrap().contains("<dd>unknown: "));
}

#[test]
fn a_recording_joins_a_bids_dataset_and_leaves_what_is_there() {
    let desk = desk();
    let added = run(&desk, "export log.poses --bids study --subject 01 --height-cm 175");
    assert_eq!((added.code, added.stderr.as_str()), (0, ""));
    let participants = desk.path("study/participants.tsv");
    assert_eq!(fs::read_to_string(&participants).unwrap(), "participant_id\nsub-01\n");
    fs::write(&participants, "participant_id\tage\nsub-01\t34\n").unwrap();
    fs::write(desk.path("study/dataset_description.json"), "{}").unwrap();
    let again = run(&desk, "export log.poses --bids study --subject 02 --run 2 --height-cm 175");
    assert_eq!((again.code, again.stderr.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&participants).unwrap(), "participant_id\tage\nsub-01\t34\nsub-02\tn/a\n");
    assert_eq!(fs::read_to_string(desk.path("study/dataset_description.json")).unwrap(), "{}");
    let stem = "sub-02_task-hipbridge_tracksys-formcheck_run-2_";
    let wanted = ["channels.tsv", "motion.json", "motion.tsv"].map(|ending| format!("{stem}{ending}"));
    assert_eq!(files(&desk.path("study/sub-02/motion")), wanted);
    let motion = fs::read_to_string(desk.path(&format!("study/sub-02/motion/{stem}motion.tsv"))).unwrap();
    let is_number = |cell: &str| cell == "n/a" || cell.parse::<f64>().is_ok();
    assert!(motion.lines().all(|row| row.split('\t').count() == 39 && row.split('\t').all(is_number)));
    for (arguments, code) in [
        ("export log.poses --bids study --subject 01", 2),
        ("export log.poses --bids study --height-cm 175", 2),
        ("export log.poses --bids study --subject sub-1 --height-cm 175", 2),
        ("export log.poses --bids log.poses --subject 01 --height-cm 175", 5),
    ] {
        assert_eq!(run(&desk, arguments).code, code, "{arguments}");
    }
    fs::write(&participants, "age\n34\n").unwrap();
    let refused = run(&desk, "export log.poses --bids study --subject 03 --height-cm 175");
    assert!(refused.code == 3 && refused.stderr.contains("participant_id"), "{}", refused.stderr);
}

/// Joints of other programs: through every command that reads a recording.
#[test]
fn joints_of_others_are_scored_followed_and_exported() {
    let desk = desk();
    assert_eq!(run(&desk, "export log.poses --trc a.trc --openpose frames").code, 0);
    let count = |arguments: &str| {
        let scored = run(&desk, arguments);
        assert_eq!(scored.code, 0, "{}", scored.stderr);
        let report: serde_json::Value = serde_json::from_str(&scored.stdout).unwrap();
        (report["reps"].as_array().unwrap().len(), report["model"]["name"].as_str().unwrap().to_owned())
    };
    let (n, model) = count("score log.poses --format json");
    assert_eq!(model, "full");
    for arguments in ["score a.trc --format json", "score frames --fps 30 --format json"] {
        assert_eq!(count(arguments), (n, "unknown".to_owned()), "{arguments}");
    }
    assert_eq!(run(&desk, "pose a.trc -o a.poses").code, 0);
    assert_eq!(count("score a.poses --format json"), (n, "unknown".to_owned()), "a pose log keeps what is unknown");
    let text = run(&desk, "score a.trc").stdout;
    assert!(text.contains("unknown model, TRC file") && text.contains("and so is its error"), "{text}");
    assert_eq!(run(&desk, "export frames --fps 30 --html a.html").code, 0);
    assert!(fs::read_to_string(desk.path("a.html")).unwrap().contains("unknown; joints from a file (OpenPose JSON)"));
    fs::write(desk.path("bad.trc"), "PathFileType\t4\n").unwrap();
    for (arguments, code, said) in [
        ("score frames", 3, "--fps"),
        ("export frames --to out", 3, "--fps"),
        ("score bad.trc", 3, "its unit is not"),
        ("score a.trc --annotate a.mp4", 3, "without pictures"),
        ("score a.trc --exercise pelvic_tilt", 4, "shows no texture"),
    ] {
        let refused = run(&desk, arguments);
        assert!(refused.code == code && refused.stderr.contains(said), "{arguments}: {}", refused.stderr);
        assert_eq!(refused.stderr.lines().count(), 1, "{}", refused.stderr);
    }
}
