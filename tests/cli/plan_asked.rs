//! `formcheck plan`: what a person is asked and reminded of.

use std::fs;
#[cfg(all(unix, feature = "gui"))]
use std::path::PathBuf;

#[cfg(all(unix, feature = "gui"))]
use formcheck::core::plan::STARTING;

use crate::desk::{Desk, Run};
use crate::plan::{EVERY_KEY, told};

#[test]
fn activities_are_rated_and_their_change_is_told_beside_its_error() {
    let desk = Desk::new();
    desk.write("plan.toml", EVERY_KEY);
    told(&desk, "plan import plan.toml --yes --data data");
    let today = told(&desk, "plan today --on 2026-12-01 --data data");
    assert!(today.contains("To rate, from 0 not at all to 10 as before: Put on socks"), "{today}");
    let rate = |activity: &str, value: u8, day: &str| {
        let mut command = desk.formcheck("plan rate --data data");
        Run::from(command.args([activity, &value.to_string(), "--on", day]).output().unwrap())
    };
    for (activity, value, day) in [
        ("Put on socks", 3, "2026-12-01"),
        ("sit for an hour", 5, "2026-12-01"),
        ("Put on socks", 7, "2026-12-15"),
        ("Sit for an hour", 6, "2026-12-15"),
    ] {
        assert_eq!(rate(activity, value, day).code, 0, "{activity}");
    }
    let today = told(&desk, "plan today --on 2026-12-15 --data data");
    assert!(today.contains("Put on socks: rated 7 of 10") && !today.contains("To rate"), "{today}");
    let json = told(&desk, "plan today --on 2026-12-22 --data data --format json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["activities"][1], serde_json::json!({"name": "Sit for an hour", "rating": null, "is_due": true}));
    let report = told(&desk, "plan progress --on 2026-12-20 --data data");
    let row = |begin: &str| report.lines().find(|line| line.starts_with(begin)).unwrap_or_default().to_owned();
    assert!(row("Put on socks").contains("+4.0") && row("Put on socks").ends_with("better, beyond error"), "{report}");
    assert!(row("Sit for an hour").ends_with("no change beyond error"), "{report}");
    assert!(row("mean of all").contains("+2.5") && row("mean of all").ends_with("better, beyond error"), "{report}");
    let unknown = rate("Fly", 3, "2026-12-15");
    assert_eq!(unknown.code, 2);
    assert!(unknown.sentence().contains("known are Put on socks; Sit for an hour"), "{}", unknown.stderr);
    assert_eq!(rate("Put on socks", 11, "2026-12-15").code, 2);
    told(&desk, "sessions forget --profile Me --yes --data data");
    assert!(fs::read_dir(desk.path("data/plans")).unwrap().next().is_none(), "the ratings are forgotten, too");
}

/// A `systemctl` and a home of its own, so that nothing of this machine is changed.
#[cfg(all(unix, feature = "gui"))]
fn remind(desk: &Desk, arguments: &str, systemctl: &str) -> Run {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(desk.path("bin")).unwrap();
    let program = desk.path("bin/systemctl");
    fs::write(&program, format!("#!/bin/sh\n{systemctl}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = desk.formcheck(&format!("plan remind {arguments} --data data"));
    command.env("PATH", format!("{}:/usr/bin:/bin", desk.path("bin").display()));
    command.env("XDG_CONFIG_HOME", desk.path("config")).env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.env("XDG_RUNTIME_DIR", desk.path("none"));
    Run::from(command.output().unwrap())
}

#[cfg(all(unix, feature = "gui"))]
#[test]
fn a_reminder_is_a_timer_of_the_persons_own_and_nothing_stays_where_it_cannot_be_set() {
    let desk = Desk::new();
    desk.write(
        "plan.toml",
        STARTING[0].replacen("days = [\"monday\", \"wednesday\", \"friday\"]", "every_days = 1", 1),
    );
    told(&desk, "plan import plan.toml --yes --data data");
    let units = desk.path("config/systemd/user");
    let refused = remind(&desk, "--at 18:30", "echo no bus here >&2; exit 1");
    assert_eq!(refused.code, 5);
    assert!(
        refused.sentence().contains("no bus here") && refused.sentence().contains("formcheck plan remind"),
        "{refused:?}"
    );
    assert_eq!(fs::read_dir(&units).unwrap().count(), 0);
    assert_eq!(remind(&desk, "--at 18:30", "echo \"$@\" >> said").code, 0);
    let mut files: Vec<PathBuf> = fs::read_dir(&units).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let [service, timer] = [0, 1].map(|k| fs::read_to_string(&files[k]).unwrap());
    assert!(timer.contains("OnCalendar=*-*-* 18:30:00\n"), "{timer}");
    assert!(service.contains("\"plan\" \"remind\" \"--profile\" \"Me\" \"--data\""), "{service}");
    let said = fs::read_to_string(desk.path("said")).unwrap();
    let name = files[1].file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(said, format!("--user daemon-reload\n--user enable --now {name}\n"));
    // Without a desktop it is said that nothing is shown.
    let unseen = remind(&desk, "", "exit 1");
    assert!(unseen.code == 7 && unseen.sentence().contains("the desktop shows no notification"), "{unseen:?}");
    assert_eq!(remind(&desk, "--off", "echo \"$@\" >> said").code, 0);
    assert_eq!(fs::read_dir(&units).unwrap().count(), 0);
    assert_eq!(remind(&desk, "--at 25:00", "exit 0").code, 2);
}
