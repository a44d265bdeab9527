//! Reports on stdout.

use serde_json::Value;

use crate::clips::frames;
use crate::desk::{Desk, Run, stored_log};

/// What a report from a video and one from its pose log have in common.
fn without_origin(mut report: Value) -> Value {
    for key in ["timing", "backend", "video"] {
        report.as_object_mut().unwrap().remove(key).unwrap();
    }
    report
}

#[test]
fn a_video_and_its_pose_log_give_the_same_report() {
    let desk = Desk::new();
    desk.bridge("bridge.mp4", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    let mut command = desk.formcheck("score bridge.mp4 --annotate out.mp4 --poses out.poses --format json");
    let from_video: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(desk.names(), ["bridge.mp4", "out.mp4", "out.poses"]);
    assert_eq!(from_video["reps"].as_array().unwrap().len(), 1);
    let n_frames = from_video["timing"]["frames"].as_u64().unwrap();
    assert_eq!(n_frames, 62);
    assert_eq!(frames(&desk.path("out.mp4")).len(), 62);

    let run = desk.run(desk.formcheck("score out.poses --format json"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let from_log = run.reports().remove(0);
    assert_eq!(from_log["timing"], Value::Null);
    assert_eq!(without_origin(from_log.clone()), without_origin(from_video));

    let followed = Run::from(desk.formcheck("pose bridge.mp4").output().unwrap());
    assert!(followed.code == 0 && followed.sentence().contains("judge them with `formcheck score bridge.poses`"));
    let run = desk.run(desk.formcheck("score bridge.poses --format json"));
    assert_eq!(without_origin(run.reports().remove(0)), without_origin(from_log));
}

#[test]
fn text_begins_with_the_verdict_and_csv_has_a_row_per_repetition() {
    let desk = Desk::new();
    let log = stored_log("bridge_low_hips_woman");
    let text = desk.run(desk.formcheck(&format!("score {log}"))).stdout;
    assert!(text.lines().nth(1).unwrap().starts_with("Score "), "{text}");
    assert!(text.contains("hip bridge × 3, score "), "{text}");
    let csv = desk.run(desk.formcheck(&format!("score {log} --format csv"))).stdout;
    assert_eq!(csv.lines().count(), 1 + 3, "{csv}");
    let refused = desk.run(desk.formcheck(&format!("score {}", stored_log("rest_breathing_only"))));
    assert_eq!(refused.code, 4);
    assert!(refused.stdout.contains("Not scored: no whole known exercise was found"), "{}", refused.stdout);
}

#[test]
fn a_refused_recording_says_nothing_of_exercises_that_nobody_did() {
    let desk = Desk::new();
    let refused = desk.run(desk.formcheck(&format!("score {}", stored_log("neg_sit_up"))));
    assert_eq!(refused.code, 4);
    assert!(!refused.stdout.contains("cannot be seen"), "{}", refused.stdout);
    let done = desk.run(desk.formcheck(&format!("score {}", stored_log("bridge_low_hips_woman"))));
    assert_eq!(done.stdout.matches("cannot be seen").count(), 1, "{}", done.stdout);
}

#[test]
fn the_text_is_in_the_language_that_is_asked_for_and_what_programs_read_in_none() {
    let desk = Desk::new();
    let score = |more: &str| desk.run(desk.formcheck(&format!("score {} {more}", stored_log("bridge_low_hips_woman"))));
    let text = score("--language de").stdout;
    assert!(text.lines().nth(1).unwrap().starts_with("Wertung "), "{text}");
    assert!(text.contains("Hüftbrücke × 3, Wertung ") && text.contains("Hüfte zu tief ("), "{text}");
    assert!(text.contains("0:0") && !text.contains("0:01.") && text.contains("Woran Sie arbeiten können"), "{text}");
    for format in ["json", "csv"] {
        let [english, german] = ["en", "de"].map(|code| score(&format!("--format {format} --language {code}")).stdout);
        assert_eq!(english, german);
    }
    assert_eq!(score("--language fr").code, 2);
}
