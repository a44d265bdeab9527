//! Places that cannot be written to.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::process::{Command, Stdio};

use crate::desk::{Desk, Run, stored_log};

/// A desk with a clip long enough to be judged, and a pose log.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.test_picture("clip.mp4", "320x240", 2.2, "-r 10 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    fs::copy(stored_log("bridge_short_hold"), desk.path("log.poses")).unwrap();
    desk
}

#[test]
fn a_place_where_no_file_can_be_is_said_before_any_work() {
    let desk = desk();
    fs::create_dir(desk.path("folder")).unwrap();
    for place in ["clip.mp4/below.out", "none/below.out", "folder", "/proc/below.out"] {
        for arguments in [
            format!("score clip.mp4 --annotate {place}"),
            format!("score clip.mp4 --poses {place}"),
            format!("score log.poses --poses {place}"),
            format!("pose clip.mp4 -o {place}"),
        ] {
            let sentence = desk.fails(&arguments, 5);
            assert!(sentence.starts_with("cannot write") && sentence.ends_with(place), "{arguments}: {sentence}");
        }
    }
}

#[test]
fn a_recording_is_never_overwritten_by_what_is_made_of_it() {
    let desk = desk();
    let [clip, log] = ["clip.mp4", "log.poses"].map(|name| fs::read(desk.path(name)).unwrap());
    for arguments in [
        "score clip.mp4 --annotate ./clip.mp4",
        "score clip.mp4 --poses clip.mp4",
        "pose clip.mp4 -o clip.mp4",
        "pose log.poses",
    ] {
        let sentence = desk.fails(arguments, 5);
        assert!(sentence.contains("it is the recording itself"), "{arguments}");
        assert!(!sentence.contains("free some space"), "room is not what is missing: {sentence}");
    }
    assert!([clip, log] == ["clip.mp4", "log.poses"].map(|name| fs::read(desk.path(name)).unwrap()));
}

#[test]
fn a_device_is_written_to_or_refused_but_never_replaced() {
    let desk = desk();
    let run = desk.run(desk.formcheck("score log.poses --poses /dev/null"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let sentence = desk.fails("score clip.mp4 --annotate /dev/null", 5);
    assert!(sentence.contains("it is not an ordinary file"), "{sentence}");
    let sentence = desk.fails("score log.poses --poses /dev/full", 5);
    assert!(sentence.contains("No space left on device") && sentence.ends_with("/dev/full"), "{sentence}");
    for device in ["/dev/null", "/dev/full"] {
        assert!(fs::metadata(device).unwrap().file_type().is_char_device(), "{device} was replaced");
    }
}

/// A file may grow to 2 KB here, which is what a full disk looks like to a program.
#[test]
fn a_file_that_cannot_grow_is_not_left_half_written() {
    let desk = desk();
    let limited = |arguments: &str| desk.shell(&format!("trap '' XFSZ; ulimit -f 4; exec \"$0\" {arguments}"));
    let sentence = desk.fails_as(limited("score clip.mp4 --annotate out.mp4"), 5);
    assert!(sentence.contains("the disk is full; free some space") && sentence.ends_with("out.mp4"), "{sentence}");
    let sentence = desk.fails_as(limited("score log.poses --poses out.poses"), 5);
    assert!(sentence.contains("free some space") && sentence.ends_with("out.poses"), "{sentence}");
}

/// Where the system lets us, on a true file system that is full, and on one that is read-only.
#[test]
fn a_full_or_read_only_disk_is_said_and_nothing_is_left() {
    let desk = desk();
    fs::create_dir(desk.path("disk")).unwrap();
    let on_disk = |options: &str, arguments: &str| {
        let mut command = Command::new("unshare");
        let script = format!(
            "mount -t tmpfs -o {options} tmpfs disk || exit 99; \"$0\" {arguments}; code=$?; ls -A disk; exit $code"
        );
        command.args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_formcheck")]).current_dir(desk.path(""));
        command
    };
    let tried = on_disk("size=8k", "--version >/dev/null").output().unwrap();
    let said = String::from_utf8_lossy(&tried.stderr);
    assert!(tried.status.success(), "no small disk can be mounted; be root, or allow user namespaces: {said}");
    for (arguments, place) in [
        ("score clip.mp4 --annotate disk/out.mp4 >&2", "disk/out.mp4"),
        ("pose clip.mp4 -o disk/a/out.poses", "disk/a/out.poses"),
        ("score log.poses --poses disk/out.poses", "disk/out.poses"),
    ] {
        let sentence = desk.fails_as(on_disk("size=8k", arguments), 5);
        assert!(sentence.contains("free some space") && sentence.ends_with(place), "{arguments}: {sentence}");
    }
    for arguments in ["score clip.mp4 --annotate disk/out", "score log.poses --poses disk/out"] {
        let sentence = desk.fails_as(on_disk("ro", arguments), 5);
        assert!(sentence.contains("Read-only file system") && sentence.ends_with("disk/out"), "{sentence}");
    }
}

#[test]
fn what_is_written_has_the_rights_of_any_new_file() {
    let desk = desk();
    for mask in ["022", "077"] {
        let outputs = "--annotate out.mp4 --poses out.poses";
        let script = format!("umask {mask}; \"$0\" score clip.mp4 {outputs} >/dev/null 2>&1; touch any");
        assert!(desk.shell(&script).status().unwrap().success());
        let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode("out.mp4"), mode("out.poses")], [mode("any"); 2], "umask {mask}");
        for name in ["out.mp4", "out.poses", "any"] {
            fs::remove_file(desk.path(name)).unwrap();
        }
    }
}

#[test]
fn a_reader_that_hangs_up_is_no_failure() {
    let desk = desk();
    for format in ["text", "json", "csv"] {
        let mut command = desk.formcheck(&format!("score log.poses log.poses --format {format}"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Before anything is printed.
        drop(child.stdout.take());
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{format}");
    }
    let run = desk.run(desk.shell("\"$0\" doctor | head -c 10"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_report_that_cannot_be_printed_is_a_failure() {
    let desk = desk();
    for arguments in ["score log.poses", "score log.poses --format json", "doctor"] {
        let mut command = desk.formcheck(arguments);
        command.stdout(fs::File::create("/dev/full").unwrap());
        assert!(desk.fails_as(command, 5).contains("cannot write the report (No space left on device"));
    }
}
