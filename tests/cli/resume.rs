//! `score --batch` goes on where it was stopped, in whatever way.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::json;

use crate::desk::{Run, stored_log};
use crate::shelf::{LOGS, Shelf, by_path, counts, sorted};

fn n_lines(path: &Path) -> usize {
    String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).matches('\n').count()
}

/// Starts the program in a group of its own, and waits until it has written so many lines.
fn begun(shelf: &Shelf, out: &str, n: usize) -> Child {
    let mut command = shelf.command(out, "");
    let mut child = command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while n_lines(&shelf.results(out)) < n {
        assert_eq!(child.try_wait().unwrap(), None, "ended before it had written {n} lines");
    }
    child
}

#[test]
fn killed_and_gone_on_with_it_equals_a_run_that_nobody_disturbed() {
    let shelf = Shelf::of(150);
    assert_eq!(shelf.counts("whole", "")[3..], [0, 0]);
    for n in [1, 40, 80, 110] {
        let mut child = begun(&shelf, "killed", n);
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "it ended by itself");
    }
    let n_kept = n_lines(&shelf.results("killed"));
    assert!((110..150).contains(&n_kept), "{n_kept}");
    let [scored, refused, failed, done, _] = shelf.counts("killed", "");
    assert_eq!([scored + refused + failed, done], [150 - n_kept, n_kept]);
    assert_eq!(sorted(&shelf.text("killed")), sorted(&shelf.text("whole")));
    assert!(!shelf.0.path("killed/replaced-results.jsonl").exists(), "nothing was judged twice");
}

#[test]
fn ctrl_c_ends_it_after_whole_lines() {
    let shelf = Shelf::of(150);
    let child = begun(&shelf, "out", 10);
    let kill = format!("kill -s INT -- -{}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.stdout.as_str()), (130, ""), "{}", run.stderr);
    assert!(run.sentence().contains(" are left, and the same command goes on with them"), "{}", run.stderr);
    let n_kept = by_path(&shelf.text("out")).len();
    assert!((10..150).contains(&n_kept) && shelf.text("out").ends_with('\n'), "{n_kept}");
    let [scored, refused, failed, ..] = counts(&run);
    assert_eq!(scored + refused + failed, n_kept);
    assert_eq!(shelf.counts("out", "")[3], n_kept);
}

#[test]
fn a_torn_line_is_cut_off_wherever_it_was_torn() {
    let shelf = Shelf::small();
    shelf.counts("whole", "-j 1");
    let whole = shelf.text("whole");
    let last = whole[..whole.len() - 1].rfind('\n').unwrap() + 1;
    fs::create_dir(shelf.0.path("torn")).unwrap();
    for cut in [0, 1, last - 1, last, last + 1, last + 40, last + 400, whole.len() - 2, whole.len() - 1] {
        fs::write(shelf.results("torn"), &whole[..cut]).unwrap();
        let n_kept = whole[..cut].matches('\n').count();
        // A line that lacks nothing but its end is whole.
        let n_kept = n_kept + usize::from([last - 1, whole.len() - 1].contains(&cut));
        assert_eq!(shelf.counts("torn", "")[3], n_kept, "cut at {cut}");
        assert_eq!(sorted(&shelf.text("torn")), sorted(&whole), "cut at {cut}");
    }
    // What a power cut may leave in place of a line's end.
    fs::write(shelf.results("torn"), [&whole.as_bytes()[..last + 100], &[0; 50]].concat()).unwrap();
    assert_eq!(shelf.counts("torn", "")[3], 4);
    // And a damaged line among others, which is kept elsewhere.
    fs::write(shelf.results("torn"), whole.replacen("\"path\":", "\"path\"?", 1)).unwrap();
    assert_eq!(shelf.counts("torn", "")[3], 4);
    assert_eq!(sorted(&shelf.text("torn")), sorted(&whole));
    assert_eq!(n_lines(&shelf.0.path("torn/replaced-results.jsonl")), 1);
}

#[test]
fn other_rules_or_options_are_refused_unless_asked_for() {
    let shelf = Shelf::small();
    shelf.counts("out", "");
    let then = shelf.text("out");
    for (more, said) in [
        ("--exercise hip_bridge", "exercise auto instead of hip_bridge"),
        ("--model heavy", "model full instead of heavy"),
        ("--fps 10", "stills per second none instead of 10"),
    ] {
        let run = shelf.run("out", more);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.sentence().contains(said) && run.stderr.contains("5 of the results"), "{}", run.stderr);
        assert_eq!(shelf.text("out"), then);
    }
    let old_rules = then.replace("\"rules_version\":7", "\"rules_version\":6");
    assert_ne!(old_rules, then, "the rules have a new version; change this test");
    fs::write(shelf.results("out"), &old_rules).unwrap();
    assert!(shelf.run("out", "").sentence().contains("rules 6 instead of 7"));
    // Another version of the program that judges in the same way is no other.
    fs::write(shelf.results("out"), then.replace("\"program\":\"", "\"program\":\"0.0.")).unwrap();
    assert_eq!(shelf.counts("out", "")[3], 5);

    fs::write(shelf.results("out"), &old_rules).unwrap();
    let [.., done, _] = shelf.counts("out", "--again");
    assert_eq!(done, 0);
    assert_eq!(sorted(&shelf.text("out")), sorted(&then));
    let replaced = fs::read_to_string(shelf.0.path("out/replaced-results.jsonl")).unwrap();
    assert_eq!(replaced, old_rules, "nothing that was said is lost");
    // Asked for once more, there is nothing to do.
    assert_eq!(shelf.counts("out", "--again")[3], 5);
}

#[test]
fn a_recording_that_changed_is_judged_again_and_one_that_was_only_touched_is_not() {
    let shelf = Shelf::small();
    shelf.counts("out", "");
    let then = by_path(&shelf.text("out"));
    let later = SystemTime::UNIX_EPOCH + Duration::from_secs(2_000_000_000);
    let touch =
        |path: &str| fs::File::options().append(true).open(shelf.0.path(path)).unwrap().set_modified(later).unwrap();
    touch("in/a/001.poses");
    fs::copy(stored_log(LOGS[3]), shelf.0.path("in/000.poses")).unwrap();
    fs::remove_file(shelf.0.path("in/003.poses")).unwrap();
    fs::copy(stored_log(LOGS[0]), shelf.0.path("in/new.poses")).unwrap();
    // Written over in place with as many bytes.
    let log = shelf.0.path("in/a/004.poses");
    let mut bytes = fs::read(&log).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&log, bytes).unwrap();
    touch("in/a/004.poses");

    let run = shelf.run("out", "");
    let [scored, refused, failed, done, _] = counts(&run);
    assert_eq!([scored + refused + failed, done], [3, 2], "{}", run.stderr);
    assert!(run.stderr.contains("2 of recordings that have changed, 0 judged otherwise"), "{}", run.stderr);
    assert!(run.stderr.contains("recordings that are not there now: 1;"), "{}", run.stderr);
    let now = by_path(&shelf.text("out"));
    assert_eq!(now.len(), 6, "the line of what is not there now stays");
    for path in ["a/001.poses", "a/b/002.poses", "003.poses"] {
        assert_eq!(now[path], then[path]);
    }
    assert_eq!(now["000.poses"]["report"]["reps"], then["003.poses"]["report"]["reps"]);
    assert_ne!(now["a/004.poses"]["input"], then["a/004.poses"]["input"]);
    assert_eq!(n_lines(&shelf.0.path("out/replaced-results.jsonl")), 2);
}

#[test]
fn what_failed_is_tried_again_until_it_does_not() {
    let shelf = Shelf::small();
    shelf.0.write("in/late.poses", "");
    assert_eq!(shelf.counts("out", "")[2], 1);
    let then = shelf.text("out");
    assert_eq!(shelf.counts("out", ""), [0, 0, 1, 5, 0]);
    assert_eq!(sorted(&shelf.text("out")), sorted(&then));
    fs::copy(stored_log(LOGS[0]), shelf.0.path("in/late.poses")).unwrap();
    assert_eq!(shelf.counts("out", ""), [1, 0, 0, 5, 0]);
    assert_eq!(by_path(&shelf.text("out"))["late.poses"]["status"], "scored");
}

#[test]
fn two_at_once_do_not_write_the_same_file() {
    let shelf = Shelf::small();
    fs::create_dir(shelf.0.path("out")).unwrap();
    let lock = fs::File::create(shelf.0.path("out/.results.lock")).unwrap();
    lock.lock().unwrap();
    let run = shelf.run("out", "");
    assert_eq!(run.code, 5);
    assert!(run.sentence().contains("another run is writing these results; let it end"), "{}", run.stderr);
    assert!(!shelf.results("out").exists());
    lock.unlock().unwrap();
    shelf.counts("out", "");
    // Two of many: the second is refused, and the first, which must not end meanwhile, is not disturbed.
    let many = Shelf::of(150);
    let first = begun(&many, "out", 1);
    let signal = |name: &str| {
        let sent = Command::new("kill").args([name, &first.id().to_string()]).status().unwrap();
        assert!(sent.success(), "{name}");
    };
    signal("-STOP");
    let second = many.run("out", "").code;
    signal("-CONT");
    assert_eq!(second, 5);
    let run = Run::from(first.wait_with_output().unwrap());
    assert_eq!((run.code, by_path(&many.text("out")).len()), (0, 150), "{}", run.stderr);
}

#[test]
fn a_file_that_is_not_ours_is_left_alone() {
    let shelf = Shelf::small();
    fs::create_dir(shelf.0.path("out")).unwrap();
    for foreign in ["{\"schema\":\"formcheck.result/2\",\"path\":\"000.poses\"}\n", "{\"epoch\":1}\n", "[1]\n"] {
        fs::write(shelf.results("out"), foreign).unwrap();
        let run = shelf.run("out", "");
        assert_eq!(run.code, 5);
        assert!(run.sentence().starts_with("line 1 of this file is no result of formcheck"), "{}", run.stderr);
        assert_eq!(shelf.text("out"), foreign);
    }
}

#[test]
fn a_place_that_cannot_be_written_is_said_before_any_work() {
    let shelf = Shelf::small();
    for out in ["in/000.poses", "in/000.poses/below", "/proc/below"] {
        let run = shelf.run(out, "");
        assert_eq!(run.code, 5, "{}", run.stderr);
        assert!(run.sentence().starts_with("cannot keep the results"), "{}", run.stderr);
    }
    fs::create_dir_all(shelf.0.path("out/results.jsonl")).unwrap();
    assert!(shelf.run("out", "").sentence().contains("it is not an ordinary file"));
}

/// A file may grow to a few KB here, which is what a full disk looks like to a program.
#[test]
fn a_full_disk_ends_it_after_whole_lines() {
    let shelf = Shelf::of(12);
    shelf.counts("whole", "");
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$0\" score --batch in --out out -j 2";
    let run = Shelf::ended(shelf.0.shell(limited));
    assert_eq!(run.code, 5, "{}", run.stderr);
    let sentences = run.sentences();
    assert_eq!(sentences.len(), 2, "{}", run.stderr);
    assert!(
        sentences[0].starts_with("cannot keep the results") && sentences[1].contains(" are left"),
        "{}",
        run.stderr
    );
    let kept = by_path(&shelf.text("out"));
    assert!(shelf.text("out").ends_with('\n') && (1..12).contains(&kept.len()), "{}", kept.len());
    shelf.counts("out", "");
    assert_eq!(sorted(&shelf.text("out")), sorted(&shelf.text("whole")));
}

#[test]
fn a_machine_without_the_model_ends_it_and_blames_no_recording() {
    let shelf = Shelf::small();
    let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    shelf.0.test_picture("in/a.mp4", "64x64", 0.2, h264);
    let mut command = shelf.command("out", "-j 1");
    command.env("FORMCHECK_MODELS", shelf.0.path("none"));
    let run = Shelf::ended(command);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(run.sentences()[0].contains("the pose model"), "{}", run.stderr);
    assert!(by_path(&shelf.text("out")).values().all(|line| line["error"] == json!(null)));
    // With the model there, it goes on; the clip is too short.
    let [_, _, failed, ..] = shelf.counts("out", "");
    assert_eq!(failed, 1);
}
