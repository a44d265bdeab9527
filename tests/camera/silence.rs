//! Cameras that give nothing for a while: every one of them comes back by itself.

use super::rig::Rig;

#[test]
fn a_failed_transfer_costs_a_moment() {
    // After the stream began anew, the camera counts and fails from its beginning.
    let run = Rig::new().set("FAKECAM_FAULT", "eio@10").run("", 25);
    assert_eq!(run.numbers(), [(0..10).collect::<Vec<i64>>(), (0..10).collect(), (0..5).collect()].concat());
    assert_eq!(run.gap_words(), ["Interrupted", "Interrupted"]);
    assert!(run.gaps.iter().all(|gap| gap.secs() < 0.8), "{:?}", run.gaps);
}

#[test]
fn a_stalled_camera_is_opened_again_after_a_second() {
    let run = Rig::new().set("FAKECAM_FAULT", "stall@10x3000").run("", 15);
    assert_eq!(run.numbers(), [(0..10).collect::<Vec<i64>>(), (0..5).collect()].concat());
    assert_eq!(run.gap_words(), ["Stalled"]);
    assert!((1.0..2.5).contains(&run.gaps[0].secs()), "{:?}: not the 3 s that it stalls", run.gaps);
    assert!(run.states[1].contains("the camera stopped giving pictures"), "{:?}", run.states);
    assert_eq!(run.states.len(), 3);
}

#[test]
fn a_stream_that_cannot_be_stopped_is_left_behind() {
    let run = Rig::new().set("FAKECAM_FAULT", "offeio@0;stall@10x3000").run("", 15);
    assert_eq!(run.numbers(), [(0..10).collect::<Vec<i64>>(), (0..5).collect()].concat());
}

#[test]
fn an_unplugged_camera_is_taken_again_when_it_is_plugged_in() {
    for choice in ["", "nokhwa:"] {
        let rig = Rig::new();
        let run = rig.drive(choice, 40, |line, switches| {
            if line == "frame 20" {
                switches.on("unplugged");
            } else if line.starts_with("state Lost Unplugged") {
                switches.off("unplugged");
            }
        });
        assert_eq!(run.frames.len(), 40);
        assert_eq!(run.gap_words(), ["Unplugged"], "{choice}");
        assert!(run.gaps[0].secs() < 2.5, "{:?}", run.gaps);
        let said = "the camera was unplugged; plug it in again and the set goes on";
        assert_eq!((run.states.len(), run.states[1].contains(said)), (3, true), "{:?}", run.states);
        assert!(run.frames.is_sorted_by(|a, b| a.at_secs < b.at_secs));
    }
}

#[test]
fn a_camera_that_is_busy_or_forbidden_is_taken_as_soon_as_it_can_be() {
    for (switch, fault, said) in [
        ("busy", "Busy", "another program uses the camera; close it (a video call, a browser tab) and the set goes on"),
        ("denied", "Denied", "this account may not use the camera"),
        ("unplugged", "NoCamera", "no camera was found"),
    ] {
        let rig = Rig::new();
        rig.switches().on(switch);
        let run = rig.drive("", 10, |line, switches| {
            if line.starts_with("state Lost") {
                switches.off(switch);
            }
        });
        assert_eq!(run.states.len(), 2, "{:?}", run.states);
        assert!(run.states[0].starts_with(&format!("Lost {fault}: {said}")), "{:?}", run.states);
        assert_eq!(run.numbers(), (0..10).collect::<Vec<i64>>());
        assert!(run.gaps.is_empty(), "there was no frame before it");
    }
}
