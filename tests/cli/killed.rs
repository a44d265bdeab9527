//! A recording that ends the process does not end every run of a batch.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

use serde_json::json;

use crate::schema::{assert_valid, result_validator};
use crate::shelf::{Shelf, by_path};

/// Five logs, and a clip that takes minutes: long enough to be killed while it is judged.
fn shelf_with_a_long_clip() -> Shelf {
    let shelf = Shelf::small();
    shelf.0.test_picture("short.mp4", "160x120", 5.0, "-c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    shelf.0.ffmpeg("-stream_loop 120 -i short.mp4 -c copy in/long.mp4");
    shelf
}

/// Starts a run and kills it as soon as the notes say so.
fn killed_when(shelf: &Shelf, more: &str, is_noted: impl Fn(&str) -> bool) {
    let mut command = shelf.command("out", more);
    let mut child: Child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let notes = notes(shelf);
    while !is_noted(&fs::read_to_string(&notes).unwrap_or_default()) {
        assert_eq!(child.try_wait().unwrap(), None, "it ended by itself");
    }
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it ended by itself");
}

fn notes(shelf: &Shelf) -> Box<Path> {
    shelf.0.path("out/.results.begun").into_boxed_path()
}

const AMONG_OTHERS: &str = "{\"path\":\"long.mp4\",\"alone\":false}";
const ALONE: &str = "{\"path\":\"long.mp4\",\"alone\":true}";

#[test]
fn a_recording_that_ends_the_process_twice_gets_a_line_and_is_left_out() {
    let shelf = shelf_with_a_long_clip();
    killed_when(&shelf, "-j 1", |notes| notes.contains(AMONG_OTHERS));
    assert!(!shelf.text("out").contains("long.mp4"), "one kill condemns nothing");

    // All others come first; then it is judged alone.
    killed_when(&shelf, "-j 2", |notes| notes.contains(ALONE));
    assert_eq!(by_path(&shelf.text("out")).len(), 5);

    assert_eq!(shelf.counts("out", ""), [0, 0, 1, 5, 0]);
    assert!(!notes(&shelf).exists(), "the notes of a run that ended are gone");
    let lines = by_path(&shelf.text("out"));
    let line = &lines["long.mp4"];
    assert_eq!((&line["status"], &line["error"]["kind"]), (&json!("failed"), &json!("process")));
    assert!(line["error"]["message"].as_str().unwrap().contains("the process ended while this recording was judged"));
    assert!(line["input"]["sha256"].is_string());
    assert_valid(&result_validator(), line);

    // It is not tried again, unless that is asked for or the recording is another one.
    assert_eq!(shelf.counts("out", ""), [0, 0, 0, 6, 0]);
    killed_when(&shelf, "--again", |notes| notes.contains(AMONG_OTHERS));
    fs::remove_file(notes(&shelf)).unwrap();
    fs::copy(shelf.0.path("in/000.poses"), shelf.0.path("in/long.mp4")).unwrap();
    assert_eq!(shelf.counts("out", "")[2..4], [0, 5]);
    assert_eq!(by_path(&shelf.text("out"))["long.mp4"]["error"], json!(null));
}

#[test]
fn a_recording_that_only_was_there_when_the_run_was_killed_gets_its_proper_line() {
    let shelf = Shelf::small();
    shelf.counts("whole", "");
    fs::create_dir(shelf.0.path("out")).unwrap();
    // As a kill leaves it: three were begun, the last note is torn.
    let begun = ["000.poses", "a/001.poses"].map(|path| format!("{{\"path\":\"{path}\",\"alone\":false}}\n"));
    fs::write(notes(&shelf), format!("{}{{\"path\":\"003", begun.concat())).unwrap();
    shelf.counts("out", "");
    let sorted = |out: &str| by_path(&shelf.text(out));
    assert_eq!(sorted("out"), sorted("whole"));
    assert!(!notes(&shelf).exists());
}
