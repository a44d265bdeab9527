//! Several recordings at a time: one bad file does not stop the rest.

use std::fs;

use crate::desk::{Desk, Run, stored_log};

const GOOD: &str = "bridge_short_hold";
const REFUSED: &str = "rest_breathing_only";

/// A desk with a log that is scored, one that is refused, one that is damaged, and a video.
fn desk() -> Desk {
    let desk = Desk::new();
    for (name, sample) in [("good.poses", GOOD), ("refused.poses", REFUSED)] {
        fs::copy(stored_log(sample), desk.path(name)).unwrap();
    }
    desk.write("damaged.poses", "{\"schema\":");
    desk.test_picture("clip.mp4", "160x120", 0.2, "-c:v libx264 -pix_fmt yuv420p");
    desk
}

fn videos(run: &Run) -> Vec<String> {
    run.reports().iter().map(|report| report["video"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_rest_is_scored_and_each_failure_said() {
    let desk = desk();
    for jobs in 1..4 {
        let inputs = "refused.poses none.mp4 good.poses damaged.poses good.poses";
        let run = desk.run(desk.formcheck(&format!("score {inputs} --format json -j {jobs}")));
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert_eq!(videos(&run), ["refused.poses", "good.poses", "good.poses"]);
        let sentences = run.sentences();
        assert_eq!(sentences.len(), 3, "{}", run.stderr);
        for (sentence, input) in sentences.iter().zip(["refused.poses", "none.mp4", "damaged.poses"]) {
            assert!(sentence.ends_with(&format!(": {input}")), "{sentence}");
        }
    }
}

#[test]
fn the_gravest_failure_decides_the_exit_code() {
    let desk = desk();
    for (inputs, code) in [
        ("good.poses good.poses", 0),
        ("good.poses refused.poses", 4),
        ("refused.poses none.mp4", 3),
        ("refused.poses clip.mp4 none.mp4 clip.mp4 good.poses", 6),
    ] {
        let mut command = desk.formcheck(&format!("score {inputs} --format csv"));
        command.env("FORMCHECK_MODELS", desk.path("none"));
        assert_eq!(desk.run(command).code, code, "{inputs}");
    }
    let mut command = desk.formcheck("score refused.poses none.mp4 good.poses");
    command.stdout(fs::File::create("/dev/full").unwrap());
    assert_eq!(desk.run(command).code, 5);
}

#[test]
fn the_same_sentence_is_not_said_twice() {
    let desk = desk();
    let mut command = desk.formcheck("score clip.mp4 clip.mp4 clip.mp4");
    command.env("FORMCHECK_MODELS", desk.path("none"));
    assert!(desk.fails_as(command, 6).contains("missing"));
    let mut command = desk.formcheck("score good.poses good.poses --format csv");
    command.stdout(fs::File::create("/dev/full").unwrap());
    assert!(desk.fails_as(command, 5).contains("cannot write the report"));
}
