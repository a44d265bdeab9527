//! `formcheck review` where it cannot begin: what it says, and what it ends with.

use std::fs;

use crate::desk::{Desk, Run};

/// Looks back without a screen, at what lies in this data folder.
fn review(desk: &Desk, arguments: &str) -> Run {
    let mut command = desk.formcheck(&format!("review {arguments}"));
    command.env("XDG_DATA_HOME", desk.path("data")).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    desk.run(command)
}

#[test]
fn what_cannot_be_looked_back_at_is_said_before_any_window() {
    let desk = Desk::new();
    for name in ["data", "empty"] {
        fs::create_dir(desk.path(name)).unwrap();
    }
    desk.write("text.mp4", "this is no video");
    desk.write("torn.poses", b"FCPL torn");
    for (input, code, says) in [
        ("none.mp4", 3, "there is no such file or folder"),
        ("empty", 3, "holds no session"),
        ("text.mp4", 3, "text.mp4"),
        ("torn.poses", 3, "torn.poses"),
        ("a1b2-none", 3, "has no session \"a1b2-none\""),
        ("text.mp4 --at=-1", 2, "--at"),
    ] {
        let run = review(&desk, input);
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{input}: {}", run.stderr);
        let said = run.sentence();
        assert!(said.contains(says), "{input}: {said:?}");
    }
}

#[test]
fn a_damaged_report_is_named_and_a_good_session_only_lacks_the_screen() {
    let desk = Desk::new();
    let folder = desk.path("data/formcheck/sittings/broken");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("report.json"), "{").unwrap();
    let run = review(&desk, &folder.display().to_string());
    assert!(run.code == 3 && run.sentence().contains("the session's report cannot be read"), "{run:?}");
    fs::remove_dir_all(&folder).unwrap();
    let folder = crate::sessions::session_in(&desk, "data/formcheck/sittings", "Me");
    for input in [folder.display().to_string(), crate::sessions::id(&folder)] {
        let run = review(&desk, &input);
        assert_eq!(run.code, 7, "{input}: {}", run.stderr);
    }
}
