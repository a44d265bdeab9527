//! Pose logs that are damaged, of another version, or asked for what they do not hold.

use std::fs;

use crate::desk::{Desk, stored_log};

/// A stored pose log as text.
fn text() -> String {
    let file = fs::File::open(stored_log("bridge_short_hold")).unwrap();
    String::from_utf8(zstd::stream::decode_all(file).unwrap()).unwrap()
}

#[test]
fn a_damaged_line_is_named() {
    let desk = Desk::new();
    let lines: Vec<String> = text().lines().map(str::to_owned).collect();
    for (line, damage) in [(7, "{\"t\":"), (3, "{}"), (2, ""), (100, "{\"t\":0,\"b\":9}"), (5, "{\"t\":1,\"b\":-1}")] {
        let mut damaged = lines.clone();
        damaged[line - 1] = damage.to_owned();
        let damaged = damaged.join("\n");
        for bytes in [damaged.clone().into_bytes(), zstd::encode_all(damaged.as_bytes(), 3).unwrap()] {
            desk.write("damaged.poses", bytes);
            let sentence = desk.fails("score damaged.poses", 3);
            assert!(sentence.contains(&format!("the pose log is damaged at line {line} (")), "{sentence}");
            assert_eq!(sentence.matches("line").count(), 1, "{sentence}");
            assert!(sentence.ends_with("make it anew from its video with `formcheck pose`: damaged.poses"));
        }
    }
}

#[test]
fn a_log_that_ends_early_is_judged_and_says_so() {
    let desk = Desk::new();
    let bytes = fs::read(stored_log("bridge_short_hold")).unwrap();
    desk.write("cut.poses", text().lines().take(80).collect::<Vec<_>>().join("\n"));
    let run = desk.run(desk.formcheck("score cut.poses --format json"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.reports()[0]["notes"].to_string().contains("the pose log ends early"));
    desk.write("cut.poses", &bytes[..40]);
    assert!(desk.fails("score cut.poses", 3).contains("line 1"));
}

#[test]
fn what_is_quoted_of_a_file_does_not_reach_the_terminal_as_it_is() {
    let desk = Desk::new();
    let quoting = text().replacen("\"nose\"", &format!("\"\\u001b[31m{}\"", "n".repeat(9999)), 1);
    desk.write("a\nb.poses", quoting);
    let mut command = desk.formcheck("score");
    command.arg("a\nb.poses");
    let sentence = desk.fails_as(command, 3);
    assert!(!sentence.contains('\u{1b}') && sentence.len() < 400 && sentence.ends_with("a b.poses"), "{sentence}");
}

#[test]
fn what_only_begins_like_a_log_is_an_input_error() {
    let desk = Desk::new();
    let whole = text();
    let other_version = whole.replacen("formcheck.poses/1", "formcheck.poses/2", 1);
    let headless = whole.replacen("\"width\"", "\"breadth\"", 1);
    for (content, cause) in [
        (other_version.as_str(), "it says \"formcheck.poses/2\", and this program reads formcheck.poses/1"),
        (headless.as_str(), "missing field `width`"),
        ("{\"schema\":", "EOF"),
        ("\u{28}", ""),
    ] {
        let content = if cause.is_empty() { vec![0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3] } else { content.into() };
        desk.write("other.poses", content);
        let sentence = desk.fails("score other.poses", 3);
        assert!(sentence.contains("this is no pose log, or one of a newer version (line 1: "), "{sentence}");
        assert!(sentence.contains(cause) && sentence.ends_with("other.poses"), "{sentence}");
    }
}

#[test]
fn a_log_without_samples_is_too_short() {
    let desk = Desk::new();
    let header = text().lines().next().unwrap().to_owned();
    for n_samples in 0..2 {
        let samples: Vec<String> = text().lines().skip(1).take(n_samples).map(str::to_owned).collect();
        desk.write(
            "short.poses",
            format!("{header}\n{}\n{{\"warnings\":[]}}\n", samples.join("\n")).replace("\n\n", "\n"),
        );
        assert!(desk.fails("score short.poses", 3).contains("only 0.0 s can be read"));
    }
}

#[test]
fn a_log_has_no_pictures_to_draw_into() {
    let desk = Desk::new();
    fs::copy(stored_log("bridge_short_hold"), desk.path("in.poses")).unwrap();
    let sentence = desk.fails("score in.poses --annotate out.mp4", 3);
    assert!(
        sentence.contains("joints without pictures cannot be drawn") && sentence.ends_with("in.poses"),
        "{sentence}"
    );
}
