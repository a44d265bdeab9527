//! Wrong command lines.

use crate::desk::{Desk, stored_log};

#[test]
fn a_wrong_command_line_is_said_in_one_sentence() {
    let desk = Desk::new();
    let log = stored_log("bridge_short_hold");
    for (arguments, said) in [
        ("score a.mp4 --exercise hip-brigde", "there is no such exercise; did you mean hip_bridge?"),
        ("score a.mp4 --exercise foo", "there is no such exercise; (known: auto, "),
        ("score", "were not provided: <INPUT>"),
        ("score a.mp4 --format xml", "possible values: text, json, csv"),
        ("score a.mp4 --formt json", "a similar argument exists: '--format'"),
        ("score a.mp4 -j 0", "0 is not in 1.."),
        ("scroe a.mp4", "subcommands exist: 'stress', 'schema', 'rescore', 'score'"),
        ("score a.mp4 --annotate out --poses out", "name the same file"),
        ("score a.mp4 b.mp4 --annotate out.mp4", "take one INPUT"),
        ("score a.mp4 b.mp4 --poses out.poses", "take one INPUT"),
        ("score --batch in", "were not provided: --out <DIR>"),
        ("score a.mp4 --batch in --out out", "cannot be used with"),
        ("score --batch in --out out --format csv", "cannot be used with"),
        ("score a.mp4 --out out", "'[INPUT]...' cannot be used with '--out <DIR>'"),
        ("score a.mp4 --shard 1/2", "'[INPUT]...' cannot be used with '--shard <K/N>'"),
        ("score a.mp4 --again", "'[INPUT]...' cannot be used with '--again'"),
        ("score --out out", "were not provided: --batch <DIR|LIST>"),
        ("score --batch in --out out --shard 0/4", "give K/N with K from 1 to N"),
    ] {
        let sentence = desk.fails(&arguments.replace("LOG", &log), 2);
        assert!(sentence.contains(said), "{sentence}");
    }
}

#[test]
fn help_and_version_are_no_failures() {
    let desk = Desk::new();
    for arguments in ["--help", "score --help", "--version"] {
        let run = desk.run(desk.formcheck(arguments));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments}");
        assert!(run.stdout.contains("formcheck"), "{arguments}");
    }
}

#[test]
fn an_exercise_is_known_by_its_name_with_hyphen_or_underscore() {
    let desk = Desk::new();
    let said = ["hip-bridge", "hip_bridge"].map(|name| {
        let log = stored_log("bridge_short_hold");
        let run = desk.run(desk.formcheck(&format!("score {log} --exercise {name} --format json")));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        run.stdout
    });
    assert_eq!(said[0], said[1]);
}
