//! Models that are missing or damaged.

use std::fs;

use crate::desk::{Desk, sample};

fn with_models(desk: &Desk, arguments: &str) -> std::process::Command {
    let mut command = desk.formcheck(arguments);
    command.env("FORMCHECK_MODELS", desk.path("models"));
    command
}

#[test]
fn a_missing_or_damaged_model_is_named() {
    let desk = Desk::new();
    desk.test_picture("clip.mp4", "160x120", 0.2, "-c:v libx264 -pix_fmt yuv420p");
    for arguments in ["score clip.mp4 --annotate out.mp4 --poses out.poses", "pose clip.mp4"] {
        let sentence = desk.fails_as(with_models(&desk, arguments), 6);
        assert!(sentence.contains(".onnx is missing; put it into one of these folders"), "{sentence}");
    }
    fs::create_dir(desk.path("models")).unwrap();
    for name in ["blazepose_detector.onnx", "blazepose_landmark_full_nomask.onnx"] {
        let mut bytes = fs::read(sample("models").join(name)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        desk.write(&format!("models/{name}"), bytes);
    }
    let sentence = desk.fails_as(with_models(&desk, "score clip.mp4"), 6);
    assert!(sentence.contains("is damaged") && sentence.contains("copy it anew: "), "{sentence}");
    let run = desk.run(with_models(&desk, "doctor"));
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.sentence().contains("nothing can be scored yet; see above what to do about person detector"));
    assert!(run.stdout.contains("damaged"), "{}", run.stdout);
}

#[test]
fn the_runtime_keeps_nothing_about_the_machine() {
    let desk = Desk::new();
    fs::create_dir(desk.path("home")).unwrap();
    let mut command = desk.formcheck("doctor");
    // Even where somebody asks for it: the program says that nothing leaves the machine.
    command.env("HOME", desk.path("home")).env("ORT_DISABLE_TELEMETRY", "0").env_remove("XDG_CACHE_HOME");
    // It starts the runtime, which otherwise writes the number of this machine and its queue of messages below `.cache`.
    let run = desk.run(command);
    assert!(run.stdout.contains("pose engine"), "{}", run.stdout);
    let left = fs::read_dir(desk.path("home")).unwrap().count();
    assert_eq!(left, 0, "something was kept");
}
