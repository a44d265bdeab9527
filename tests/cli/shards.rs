//! `score --batch`: which recordings are judged, and the line that each has.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::desk::{Run, stored_log};
use crate::schema::{assert_valid, damaged, result_validator};
use crate::shelf::{Shelf, by_path, counts, sorted};

#[test]
fn shards_are_disjoint_complete_and_joined_as_if_in_one_run() {
    let shelf = Shelf::of(30);
    assert_eq!(shelf.counts("whole", "")[3..], [0, 0]);
    let mut joined = String::new();
    for number in 1..=4 {
        shelf.counts("shards", &format!("--shard {number}/4"));
        let part = fs::read_to_string(shelf.0.path(&format!("shards/results-0{number}-of-04.jsonl"))).unwrap();
        assert!(!part.is_empty(), "30 draws of one in four");
        joined.push_str(&part);
    }
    assert_eq!(by_path(&joined).len(), 30);
    assert_eq!(sorted(&joined), sorted(&shelf.text("whole")));
    // Whose a recording is does not depend on the others.
    let mine = by_path(&fs::read_to_string(shelf.0.path("shards/results-02-of-04.jsonl")).unwrap());
    for path in by_path(&joined).keys().filter(|path| !mine.contains_key(*path)).take(9) {
        fs::remove_file(shelf.0.path(&format!("in/{path}"))).unwrap();
    }
    assert_eq!(shelf.counts("shards", "--shard 2/4"), [0, 0, 0, mine.len(), 0]);
    // The two ways of sharing out do not mix.
    for (out, more) in [("whole", "--shard 1/4"), ("shards", ""), ("shards", "--shard 1/5")] {
        let run = shelf.run(out, more);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.sentence().contains("shared out in another way"), "{}", run.stderr);
    }
}

#[test]
fn a_line_says_what_score_says_of_the_recording_alone() {
    let shelf = Shelf::small();
    shelf.counts("out", "--exercise hip_bridge");
    for (path, line) in by_path(&shelf.text("out")) {
        let alone =
            shelf.0.formcheck(&format!("score in/{path} --format json --exercise hip_bridge")).output().unwrap();
        let mut report: Value = serde_json::from_slice(&alone.stdout).unwrap();
        report["video"] = json!(path);
        assert_eq!(line["report"], report, "{path}");
        let status = if alone.status.success() { "scored" } else { "refused" };
        assert_eq!([&line["status"], &line["error"]], [&json!(status), &Value::Null], "{path}");
        assert_eq!(line["judged_with"]["rules_version"], report["rules_version"]);
        assert_eq!(line["judged_with"]["exercise"], "hip_bridge");
    }
}

#[test]
fn what_cannot_be_read_is_a_line_and_the_rest_goes_on() {
    let shelf = Shelf::small();
    let log = fs::read(stored_log("bridge_short_hold")).unwrap();
    shelf.0.write("in/cut.poses", &log[..log.len() / 2]);
    shelf.0.write("in/empty.mp4", "");
    shelf.0.write("in/text.mov", "Dear diary");
    symlink("nowhere", shelf.0.path("in/lost.mp4")).unwrap();
    let [scored, refused, failed, ..] = shelf.counts("out", "");
    assert_eq!([scored + refused, failed], [5, 4]);
    let lines = by_path(&shelf.text("out"));
    assert!(lines["cut.poses"]["error"]["message"].as_str().unwrap().ends_with(": cut.poses"));
    for (path, said) in [
        ("empty.mp4", "the file is empty; copy or export the video again: empty.mp4"),
        ("lost.mp4", "no such file or folder; check the spelling: lost.mp4"),
        ("text.mov", "this is not a video, whatever its name says; give an mp4, mov or webm file: text.mov"),
    ] {
        assert_eq!(lines[path]["error"], json!({"kind": "input", "message": said}));
        assert_eq!([&lines[path]["report"], &lines[path]["status"]], [&Value::Null, &json!("failed")]);
    }
    assert_eq!(lines["lost.mp4"]["input"], json!({"bytes": null, "modified_s": null, "sha256": null}));
}

/// Whoever opens it waits for ever.
fn make_pipe(shelf: &Shelf, path: &str) {
    assert!(Command::new("mkfifo").arg(shelf.0.path(path)).status().unwrap().success());
}

#[test]
fn links_are_followed_but_not_round_and_round() {
    let shelf = Shelf::small();
    fs::create_dir(shelf.0.path("elsewhere")).unwrap();
    fs::copy(stored_log("bridge_short_hold"), shelf.0.path("elsewhere/linked.poses")).unwrap();
    for (to, link) in [
        ("../elsewhere", "in/b_linked"),
        ("..", "in/a/up"),
        ("self", "in/self"),
        ("../in", "elsewhere/back"),
        ("../elsewhere/linked.poses", "in/link.poses"),
    ] {
        symlink(to, shelf.0.path(link)).unwrap();
    }
    for (name, content) in [("notes.txt", "x"), (".hidden.mp4", "x"), ("still.jpg", "x"), ("._000.poses", "x")] {
        shelf.0.write(&format!("in/{name}"), content);
    }
    make_pipe(&shelf, "in/pipe.mp4");
    let [.., failed, done, ignored] = shelf.counts("out", "");
    // notes.txt, still.jpg, pipe.mp4, and the link to itself.
    assert_eq!([failed, done, ignored], [0, 0, 4]);
    let paths: Vec<String> = by_path(&shelf.text("out")).into_keys().collect();
    let wanted = [
        "000.poses",
        "003.poses",
        "a/001.poses",
        "a/004.poses",
        "a/b/002.poses",
        "b_linked/linked.poses",
        "link.poses",
    ];
    assert_eq!(paths, wanted);
}

#[test]
fn a_list_of_paths_will_do_and_names_each_once() {
    let shelf = Shelf::small();
    fs::rename(shelf.0.path("in/003.poses"), shelf.0.path("in/no ending known")).unwrap();
    let text = "in/000.poses\r\n\n./in/a/001.poses\nin/000.poses\nin/no ending known\nin/none.mp4\nin/pipe";
    shelf.0.write("list.txt", text);
    make_pipe(&shelf, "in/pipe");
    let run = Shelf::ended(shelf.0.formcheck("score --batch list.txt --out listed"));
    assert_eq!((run.code, counts(&run)), (0, [2, 1, 2, 0, 0]), "{}", run.stderr);
    let mut command = shelf.0.formcheck("score --batch - --out piped -j 1");
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.code, counts(&run)), (0, [2, 1, 2, 0, 0]), "{}", run.stderr);
    assert_eq!(sorted(&shelf.text("listed")), sorted(&shelf.text("piped")));
    let paths: Vec<String> = by_path(&shelf.text("piped")).into_keys().collect();
    assert_eq!(paths, ["in/000.poses", "in/a/001.poses", "in/no ending known", "in/none.mp4", "in/pipe"]);
}

#[test]
fn a_folder_of_stills_is_a_recording_where_a_rate_is_given() {
    let shelf = Shelf::small();
    fs::create_dir(shelf.0.path("in/stills")).unwrap();
    shelf.0.ffmpeg("-f lavfi -i testsrc=duration=1:size=64x64:rate=5 in/stills/img%d.png");
    assert_eq!(shelf.counts("without", "")[3..], [0, 5]);
    // 5 stills, one a second.
    let [.., failed, _, ignored] = shelf.counts("out", "--fps 1");
    assert_eq!([failed, ignored], [0, 0]);
    let line = by_path(&shelf.text("out"))["stills"].clone();
    assert_eq!(line["status"], "refused", "{line}");
    assert_eq!(line["judged_with"]["stills_fps"], 1.0);
    assert!(line["input"]["sha256"].is_string());
    assert_eq!(shelf.counts("out", "--fps 1"), [0, 0, 0, 6, 0]);
    fs::remove_file(shelf.0.path("in/stills/img5.png")).unwrap();
    assert_eq!(shelf.counts("out", "--fps 1"), [0, 1, 0, 5, 0]);
}

#[test]
fn every_line_fits_the_schema_and_not_with_a_key_more_or_less() {
    let shelf = Shelf::small();
    shelf.0.write("in/empty.mp4", "");
    shelf.0.test_picture("in/nobody.mp4", "160x120", 2.2, "-r 10 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    shelf.counts("out", "");
    let validator = result_validator();
    let lines = by_path(&shelf.text("out"));
    let statuses: Vec<&str> = lines.values().map(|line| line["status"].as_str().unwrap()).collect();
    assert!(["scored", "refused", "failed"].iter().all(|status| statuses.contains(status)), "{statuses:?}");
    for line in lines.values() {
        assert_valid(&validator, line);
        for damaged in damaged(line) {
            assert!(!validator.is_valid(&damaged), "{damaged:#}");
        }
        for status in ["scored", "failed"].iter().filter(|status| line["status"] != **status) {
            let mut mixed = line.clone();
            mixed["status"] = json!(status);
            assert_eq!(validator.is_valid(&mixed), line["status"] == "refused" && *status == "scored", "{mixed:#}");
        }
    }
}

#[test]
fn where_there_is_nothing_to_judge_that_is_said() {
    let shelf = Shelf::of(0);
    for (from, said) in
        [("in", "no recording is there"), ("none", "cannot be listed"), ("/dev/null", "it is not an ordinary file")]
    {
        let run = Shelf::ended(shelf.0.formcheck(&format!("score --batch {from} --out out")));
        assert_eq!(run.code, 3, "{from}: {}", run.stderr);
        assert!(run.sentence().contains(said), "{from}: {}", run.stderr);
        assert!(!shelf.0.path("out").exists());
    }
    // A share without recordings is in order, and its file says that it was judged.
    let one = Shelf::of(1);
    let runs: Vec<[usize; 5]> = (1..=3).map(|number| one.counts("out", &format!("--shard {number}/3"))).collect();
    assert_eq!(runs.iter().map(|counts| counts[0]).sum::<usize>(), 1, "{runs:?}");
    for number in 1..=3 {
        assert!(one.0.path(&format!("out/results-0{number}-of-03.jsonl")).is_file());
    }
}
