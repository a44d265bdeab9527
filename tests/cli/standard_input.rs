//! Recordings that are no files: standard input, pipes, devices; and what only looks like a recording.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::desk::{Desk, Run, stored_log};

const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

#[test]
fn a_recording_can_come_through_standard_input() {
    let desk = Desk::new();
    let log = stored_log("bridge_short_hold");
    desk.bridge("bridge.mp4", H264);
    for input in [log.as_str(), "bridge.mp4"] {
        let from_file = desk.run(desk.formcheck(&format!("score {input} --format json")));
        let script = format!("\"$0\" score - --format json < {input}; ls -A ${{TMPDIR:-/tmp}} | grep -c '^formcheck-'");
        let mut command = desk.shell(&script);
        fs::create_dir_all(desk.path("tmp")).unwrap();
        let from_pipe = Run::from(command.env("TMPDIR", desk.path("tmp")).output().unwrap());
        let (line, left) = from_pipe.stdout.split_once('\n').unwrap();
        assert_eq!((left, from_pipe.stderr.as_str()), ("0\n", ""), "a copy was left");
        let [mut there, mut here] =
            [from_file.stdout.trim(), line].map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        assert_eq!(here["video"], "-");
        for report in [&mut there, &mut here] {
            report["video"].take();
            report["timing"].take();
        }
        assert_eq!(here, there, "{input}");
    }
    fs::remove_dir(desk.path("tmp")).unwrap();
}

#[test]
fn what_is_wrong_with_standard_input_is_said_without_the_name_of_a_copy() {
    let desk = Desk::new();
    let fails = |script: &str, code: i32| desk.fails_as(desk.shell(script), code);
    for command in ["score", "pose"] {
        let empty = fails(&format!("\"$0\" {command} - < /dev/null"), 3);
        assert!(empty.starts_with("the file is empty") && empty.ends_with(": -"), "{empty}");
        let text = fails(&format!("echo Dear diary | \"$0\" {command} -"), 3);
        assert!(text.starts_with("this is not a video") && text.ends_with(": -"), "{text}");
    }
    let twice = fails("echo | \"$0\" score - -", 2);
    assert!(twice.contains("only once"), "{twice}");
}

#[test]
fn pipes_and_devices_are_refused_and_not_waited_for() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    for (arguments, code) in [
        ("score pipe", 3),
        ("pose pipe", 3),
        ("export pipe --json out.json", 3),
        ("score --batch pipe --out out", 3),
        ("sessions import pipe --data data", 3),
        ("agree pipe", 3),
        ("agree --of pipe", 3),
        ("bench pipe", 3),
        ("score /dev/zero", 3),
        ("pose /dev/zero", 3),
    ] {
        // 124 is what `timeout` ends with where it had to help.
        let run = Run::from(desk.shell(&format!("timeout -k 1 20 \"$0\" {arguments}")).output().unwrap());
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{arguments}: {}", run.stderr);
        assert!(!run.sentences().is_empty());
    }
    assert!(desk.fails("score pipe", 3).contains("a pipe or a device"));
}

/// `ffprobe` is one that never answers, and the first Ctrl-C reaches the program alone: it goes on waiting.
#[test]
fn a_second_ctrl_c_ends_the_program_whatever_it_waits_for() {
    let desk = Desk::new();
    fs::create_dir(desk.path("bin")).unwrap();
    for name in ["ffmpeg", "ffprobe"] {
        let script = "#!/bin/sh\ncase \"$*\" in *-version*) exit 0;; esac\ntouch asked\nexec sleep 90\n";
        desk.write(&format!("bin/{name}"), script);
        assert!(Command::new("chmod").arg("+x").arg(desk.path(&format!("bin/{name}"))).status().unwrap().success());
    }
    desk.write("clip.webm", b"\x1a\x45\xdf\xa3 and so on");
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
    let mut command = desk.formcheck("score clip.webm");
    let mut child = command.env("PATH", path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !desk.path("asked").exists() {
        assert_eq!(child.try_wait().unwrap(), None);
    }
    let id = child.id().to_string();
    let interrupt = || Command::new("kill").args(["-s", "INT", &id]).status().unwrap();
    assert!(interrupt().success());
    // Longer than the flag takes to be seen by whoever looks.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(child.try_wait().unwrap(), None, "the first one was enough: this proves nothing");
    assert!(interrupt().success());
    // Much longer than it takes, and shorter than `ffprobe` does.
    let ended = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        child.try_wait().unwrap()
    });
    assert_eq!(ended.expect("it goes on after the second one").code(), Some(130));
}

#[test]
fn what_is_no_video_is_refused_without_starting_ffmpeg() {
    let desk = Desk::new();
    fs::create_dir(desk.path("bin")).unwrap();
    for name in ["ffmpeg", "ffprobe"] {
        desk.write(&format!("bin/{name}"), "#!/bin/sh\ntouch started\n");
        assert!(Command::new("chmod").arg("+x").arg(desk.path(&format!("bin/{name}"))).status().unwrap().success());
    }
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
    let files: [(&str, &[u8]); 6] = [
        ("notes.mp4", "Liebes Tagebuch, heute übte ich …\n".as_bytes()),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:10,\nfile:///etc/hostname\n"),
        ("report.mp4", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("office.mp4", b"PK\x03\x04\x14\0\x06\0"),
        ("program.mp4", b"\x7fELF\x02\x01\x01\0"),
        ("picture.mp4", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ];
    for (name, bytes) in files {
        desk.write(name, bytes);
        let mut command = desk.formcheck(&format!("score {name}"));
        command.env("PATH", &path);
        assert!(desk.fails_as(command, 3).starts_with("this is not a video"), "{name}");
    }
    desk.write("sound.wav", b"RIFF\x24\0\0\0WAVEfmt ");
    let mut command = desk.formcheck("score sound.wav");
    command.env("PATH", &path);
    assert!(desk.fails_as(command, 3).starts_with("the file holds no pictures"));
    assert!(!desk.path("started").exists(), "ffmpeg was started");
}

#[test]
fn text_from_outside_commands_no_terminal_and_no_spreadsheet() {
    let desk = Desk::new();
    let log = stored_log("bridge_short_hold");
    let name = "=1+2\u{1b}[2J\u{9b}31m\u{202e}.poses";
    fs::copy(&log, desk.path(name)).unwrap();
    let is_command = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    for format in ["text", "json", "csv"] {
        let mut command = desk.formcheck(&format!("score --format {format}"));
        let run = Run::from(command.arg(name).output().unwrap());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(!run.stdout.contains(is_command), "{format}: {:?}", run.stdout);
        match format {
            "json" => assert_eq!(run.reports()[0]["video"], name),
            "csv" => assert!(run.stdout.lines().nth(1).unwrap().starts_with("'=1+2"), "{}", run.stdout),
            _ => {}
        }
    }
    let mut command = desk.formcheck("score");
    let run = Run::from(command.arg("none\u{1b}[2J\u{202e}.mp4").output().unwrap());
    assert!(!run.stderr.contains(is_command), "{:?}", run.stderr);
}

#[test]
fn a_command_line_that_asks_for_nothing_or_the_impossible_is_wrong_usage() {
    let desk = Desk::new();
    assert!(desk.fails("agree", 2).contains("one rater or none"));
    for rate in ["0", "-1", "1001", "fast", "nan"] {
        assert!(desk.fails(&format!("score stills --fps={rate}"), 2).contains("is no frame rate"), "{rate}");
    }
}

#[test]
fn no_message_names_a_temporary_file() {
    let desk = Desk::new();
    let log = stored_log("bridge_short_hold");
    for output in ["--poses /nowhere/x.poses", "--annotate /nowhere/x.mp4"] {
        desk.bridge("clip.mp4", H264);
        let input = if output.starts_with("--poses") { log.as_str() } else { "clip.mp4" };
        let sentence = desk.fails(&format!("score {input} {output}"), 5);
        assert!(!sentence.contains(".formcheck-") && sentence.contains("/nowhere/x"), "{sentence}");
    }
}
