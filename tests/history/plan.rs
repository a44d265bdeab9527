//! Today's notes and the plan, of a program that is killed while it writes them.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use formcheck::core::plan::ItemKey;
use formcheck::core::plan::play::{Felt, Mark};
use formcheck::core::plan::{STARTING, WorkSide};
use formcheck::io::recording::{change_notes, keep_plan, plan_of, read_notes, read_plan, take_step};
use jiff::civil::{Date, date};

use crate::desk::Desk;

/// Set for the child: the data folder.
const DATA: &str = "FORMCHECK_TEST_PLAN_DATA";
/// How often a child is killed.
const N_KILLS: usize = 12;
const DAY: Date = date(2026, 12, 1);

/// Runs as the process that is killed: decides, answers and takes steps all the time. By itself the test starts one and
/// waits until it has been round twice.
#[test]
fn child() {
    let Ok(data) = std::env::var(DATA) else {
        let desk = Desk::new();
        keep_plan(desk.data(), "Me", STARTING[0]).unwrap();
        kill_after(start(desk.data()), 6);
        return;
    };
    let data = Path::new(&data);
    let item = ItemKey { exercise: "pelvic_tilt".into(), side: WorkSide::Both };
    for n in 0_u64.. {
        change_notes(data, "Me", DAY, |notes| notes.mark(&item, Some(Mark::Later))).unwrap();
        println!("@");
        change_notes(data, "Me", DAY, |notes| notes.answer(&item, &format!("s{}", n % 50), Felt::Right)).unwrap();
        println!("@");
        take_step(data, "Me", (&item, 1 + (n % 2) as usize), DAY).unwrap();
        println!("@");
    }
}

fn start(data: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "plan::child", "--nocapture"]).env(DATA, data).stdout(Stdio::piped());
    command.spawn().unwrap()
}

/// Kills a child that has written so often.
fn kill_after(mut child: Child, n: usize) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut written = lines.filter(|line| line.contains('@'));
    assert_eq!(written.by_ref().take(n).count(), n);
    // The pipe is held until it is dead: a child that nobody listens to would end by itself.
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_kill_at_any_moment_leaves_todays_notes_and_the_plan_whole() {
    let desk = Desk::new();
    keep_plan(desk.data(), "Me", STARTING[0]).unwrap();
    for kill in 0..N_KILLS {
        kill_after(start(desk.data()), 3 + kill);
        let notes = read_notes(desk.data(), "Me", DAY).unwrap();
        let item = ItemKey { exercise: "pelvic_tilt".into(), side: WorkSide::Both };
        assert!(notes.standing(&item, false).mark_id() == Some("later") && !notes.felt(&item).is_empty(), "{notes:?}");
        read_plan(&plan_of(desk.data(), "Me")).unwrap();
    }
}
