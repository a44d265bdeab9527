//! Programs that are killed while they write.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use formcheck::io::recording::history::History;
use formcheck::io::recording::{About, Keep, SessionFile, SessionState, begin, keep_session, recover, report_of};

use crate::desk::{Desk, bridge, log};

/// Set for the child: the data folder.
const DATA: &str = "FORMCHECK_TEST_DATA";
/// How often a child is killed.
const N_KILLS: u64 = 12;

/// Runs as the process that is killed: keeps sessions, leaves as many open, and brings the index level all the time. By
/// itself the test starts one and waits until it has been round twice.
#[test]
fn child() {
    let Ok(data) = std::env::var(DATA) else {
        let desk = Desk::new();
        let mut child = start(desk.data());
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert_eq!(lines.filter(|line| line.contains('@')).take(8).count(), 8);
        child.kill().unwrap();
        child.wait().unwrap();
        return;
    };
    let data = Path::new(&data);
    let keep = Keep { base: data.join("sittings"), profile: "Me".into(), pain_before: None };
    let (report, log) = (bridge(), log("bridge_low_hips_woman.mp4"));
    let tell = || println!("@");
    loop {
        let open = begin(&keep, "hip_bridge", About::default()).unwrap();
        tell();
        std::fs::copy(&log, open.poses()).unwrap();
        tell();
        keep_session(&keep, &report).unwrap();
        tell();
        History::open(data).unwrap().sync().unwrap();
        tell();
    }
}

fn start(data: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "kill::child", "--nocapture"]).env(DATA, data).stdout(Stdio::piped());
    command.spawn().unwrap()
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_whole() {
    let desk = Desk::new();
    for kill in 0..N_KILLS {
        // Two at once, of which one is killed, and the other soon after.
        let mut children = [start(desk.data()), start(desk.data())];
        for (k, child) in children.iter_mut().enumerate() {
            // Held until it is dead: a child that nobody listens to would end by itself.
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
            assert!(lines.by_ref().filter(|line| line.contains('@')).nth(kill as usize % 7 + k).is_some());
            // Anywhere in a step, not always at its beginning.
            std::hint::black_box((0..kill * 400_000).fold(0, |a: u64, b| a ^ std::hint::black_box(b)));
            child.kill().unwrap();
            assert_eq!(child.wait().unwrap().code(), None, "it ended by itself");
            drop(lines);
        }
        let mut history = History::open(desk.data()).unwrap();
        assert_eq!(history.set_aside(), None, "a kill is no damage");
        assert!(history.is_sound().unwrap());
        recover(&desk.base());
        history.sync().unwrap();
        let listed = history.list("Me", usize::MAX).unwrap();
        assert_eq!(listed.len(), n_whole(&desk.base()));
        assert!(history.is_sound().unwrap());
    }
    let listed = desk.listed("Me");
    assert!(N_KILLS as usize <= listed.len() && listed.iter().any(|one| one.ended_early));
}

/// Sessions that are whole; every folder in which a session has begun must be.
fn n_whole(base: &Path) -> usize {
    let folders = std::fs::read_dir(base).unwrap().map(|entry| entry.unwrap().path());
    let begun = folders.filter(|folder| folder.join("session.toml").is_file());
    let whole = begun.map(|folder| {
        assert_eq!(SessionFile::read(&folder).unwrap().state, SessionState::Whole);
        assert!(report_of(&folder).is_ok());
    });
    whole.count()
}
