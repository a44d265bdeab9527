//! `formcheck learn`: a file from one demonstration, which is then an exercise as any other.

use crate::desk::{Desk, Run, sample, stored_log};

fn filmed(name: &str) -> String {
    sample(&format!("tests/fixtures/filmed/{name}.poses")).display().to_string()
}

#[test]
fn a_demonstration_becomes_a_file_that_is_valid_and_counts_it() {
    let (desk, squats) = (Desk::new(), filmed("squats_eight"));
    let learned = Run::from(desk.formcheck(&format!("learn {squats} --name my_squat --reps 8")).output().unwrap());
    assert_eq!((learned.code, learned.stdout.as_str()), (0, "my_squat.toml\n"), "{}", learned.stderr);
    assert!(learned.stderr.contains("one demonstration of 8 repetitions, not validated"), "{}", learned.stderr);
    assert_eq!(desk.run(desk.formcheck("exercises check my_squat.toml")).code, 0);
    let scored = desk.run(desk.formcheck(&format!("score {squats} --exercise my_squat.toml --format json")));
    let [report] = scored.reports().try_into().unwrap();
    assert_eq!(report["reps"].as_array().unwrap().len(), 8);
    assert!(report["notes"].to_string().contains("not validated"), "{}", report["notes"]);
    // A file that has been written by hand since is not written over.
    assert!(desk.fails(&format!("learn {squats} --name my_squat"), 5).contains("choose another place or name"));
}

#[test]
fn what_cannot_be_learned_from_is_refused_with_the_reason() {
    let desk = Desk::new();
    let bridge = stored_log("bridge_good_man");
    for (arguments, code, says) in [
        (format!("learn {} --name cat", filmed("catcow_one")), 4, "twice its error"),
        (format!("learn {} --name marching", filmed("march_front_then_side")), 4, "camera's view changes"),
        (format!("learn {bridge} --name mine --reps 40"), 4, "correct --reps"),
        (format!("learn {bridge} --name hip_bridge"), 2, "choose another name"),
        (format!("learn {bridge} --name Mine"), 2, "choose another name"),
        ("learn gone.poses --name mine".to_owned(), 3, "gone.poses"),
    ] {
        let sentence = desk.fails(&arguments, code);
        assert!(sentence.contains(says), "{sentence}");
    }
}
