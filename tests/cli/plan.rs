//! `formcheck plan`: what is checked, what is due and done, the sheet, and what is handed over.

use std::fs;
use std::path::{Path, PathBuf};

use formcheck::core::judge::Search;
use formcheck::core::plan::ItemKey;
use formcheck::core::plan::play::{Felt, Mark};
use formcheck::core::plan::{SCHEMA, STARTING, WorkSide};
use formcheck::core::report::Report;
use formcheck::io::recording::{Aftermath, Keep, REPORT, add_after, change_notes, judge_log, keep_session};

use crate::desk::{Desk, Run, stored_log};

pub(crate) const EVERY_KEY: &str = include_str!("../plans/every_key.toml");
const LOW_BRIDGE: &str = include_str!("../exercise_files/low_bridge.toml");

/// Runs the program, which may write files.
fn run(desk: &Desk, arguments: &str) -> Run {
    Run::from(desk.formcheck(arguments).output().unwrap())
}

/// Runs the program, which must do it without a word on stderr; returns what it prints.
pub(crate) fn told(desk: &Desk, arguments: &str) -> String {
    let run = run(desk, arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments}");
    run.stdout
}

#[test]
fn a_starting_plan_of_each_level_is_valid_and_never_written_over() {
    let desk = Desk::new();
    for level in 1..=3 {
        assert_eq!(told(&desk, &format!("plan new anna{level} --level {level}")), format!("anna{level}.toml\n"));
        let checked = told(&desk, &format!("plan check anna{level}.toml"));
        assert!(checked.starts_with(&format!("anna{level}.toml: valid: ")), "{checked}");
        let text = fs::read_to_string(desk.path(&format!("anna{level}.toml"))).unwrap();
        assert!(text.contains("\nfrom = 2") && text.contains("\nuntil = 2"), "{text}");
    }
    assert!(desk.fails("plan new anna1", 5).contains("choose another place or name"));
    assert!(desk.fails("plan new anna --level 4", 2).contains("4 is not in 1..=3"));
    assert_eq!(told(&desk, "plan schema"), SCHEMA);
}

#[test]
fn a_wrong_plan_is_named_with_line_cause_and_what_is_allowed_by_every_command() {
    let desk = Desk::new();
    desk.write("wrong.toml", EVERY_KEY.replace("\"hip_bridge\"", "\"hip_brigde\""));
    for arguments in
        ["check wrong.toml", "show wrong.toml", "today wrong.toml --data data", "import wrong.toml --data data"]
    {
        let sentence = desk.fails(&format!("plan {arguments}"), 3);
        let expected = "line 17: there is no exercise \"hip_brigde\"; near are `hip_bridge`";
        assert!(sentence.contains(expected) && sentence.contains("docs/plans.md"), "{sentence}");
    }
    desk.write("large.toml", "#".repeat((64 << 10) + 1));
    assert!(desk.fails("plan check large.toml", 3).contains("larger than 64 KiB"));
    assert!(desk.fails("plan check none.toml", 3).contains("cannot be read"));
    assert!(desk.fails("plan today every.toml --on 1.12.2026 --data data", 2).contains("a date such as 2026-12-01"));
    fs::create_dir(desk.path("data")).unwrap();
    assert!(desk.fails("plan show --data data", 3).contains("Me has no plan; name a file, or write one"));
}

/// Keeps a session of bridges without a fault on a day, with this pain before and after; returns how many.
fn bridges(desk: &Desk, day: &str, pain: (u8, u8), change: fn(&mut Report)) -> usize {
    let keep = Keep { base: desk.path("data/sittings"), profile: "Me".into(), pain_before: Some(pain.0) };
    let mut report = judge_log(Path::new(&stored_log("bridge_good_man")), Search::Auto).unwrap().report;
    for rep in &mut report.judgement.reps {
        (rep.score, rep.findings, rep.not_judged) = (Some(95.0), Vec::new(), Vec::new());
    }
    (report.judgement.partial_reps, report.judgement.not_counted) = (Vec::new(), Vec::new());
    change(&mut report);
    let folder = keep_session(&keep, &report).unwrap();
    add_after(&folder, Aftermath { pain_after: Some(pain.1), new_symptoms: Vec::new() }).unwrap();
    on_day(&folder, day);
    assert!(folder.join(REPORT).exists());
    report.judgement.reps.len()
}

fn on_day(folder: &Path, day: &str) {
    let file = folder.join("session.toml");
    let text = fs::read_to_string(&file).unwrap();
    let at = text.lines().find(|line| line.starts_with("at = ")).unwrap();
    fs::write(&file, text.replace(at, &format!("at = \"{day}T18:30:05+01:00\""))).unwrap();
}

/// A plan of bridges, as many in two sets as two sessions have, and of marching.
fn plan(desk: &Desk, n_reps: usize) {
    let head = EVERY_KEY.split_once("[[items]]").unwrap().0;
    let (easy, hard) = (n_reps * 2, n_reps * 3);
    let levels = format!(
        "[[items.levels]]\nsets = 1\nrepetitions = {easy}\n[[items.levels]]\nsets = 1\nrepetitions = {hard}\nrest_secs = 60\n"
    );
    let target = "[items.target]\nfrom_deg = 100\nto_deg = 260\n";
    let march = "[[items]]\nexercise = \"march\"\nsets = 1\nminutes = 5\n";
    desk.write("plan.toml", format!("{head}[[items]]\nexercise = \"hip_bridge\"\n{levels}{target}{march}"));
}

#[test]
fn today_says_what_is_due_done_and_next_and_offers_a_step_with_its_reason() {
    let desk = Desk::new();
    let n = bridges(&desk, "2026-12-01", (2, 2), |_| {});
    plan(&desk, n);
    let today = |day: &str| told(&desk, &format!("plan today plan.toml --on {day} --data data"));
    let half = today("2026-12-01");
    assert!(half.starts_with("After the flare-up, for Anna, by B. Meyer\nTuesday 2026-12-01: 0 of 2 done\n"), "{half}");
    assert!(half.contains(&format!("begun: {n} of {} repetitions, in 1 session", 2 * n)), "{half}");
    assert!(half.contains(&format!("{n} of {n} repetitions with a reading")), "{half}");
    assert!(half.contains("Next: Hip bridge (`formcheck live --exercise hip_bridge`)"), "{half}");
    assert!(half.contains("stays at level 1; 0 of 2 days for the next level: the last day was less"), "{half}");
    bridges(&desk, "2026-12-01", (2, 1), |_| {});
    let whole = today("2026-12-01");
    assert!(whole.contains(&format!("done: {} of {} repetitions, in 2 sessions", 2 * n, 2 * n)), "{whole}");
    assert!(whole.contains("Next: March") && whole.contains("1 of 2 days for the next level\n"), "{whole}");
    assert!(today("2026-12-02").contains("Wednesday 2026-12-02: nothing is due; next on 2026-12-03"));
    for _twice in 0..2 {
        bridges(&desk, "2026-12-03", (2, 2), |_| {});
    }
    let offered = today("2026-12-03");
    assert!(
        offered.contains(&format!("Offered: Hip bridge at level 2, 1 × {} repetitions, 60 s rest", 3 * n)),
        "{offered}"
    );
    assert!(offered.contains("because on 2026-12-01 and 2026-12-03 the whole dose was done"), "{offered}");
    let by_hand =
        "Nothing changes by itself: to take it, write `level = 2` and `level_since = 2026-12-04` into the plan.";
    assert!(offered.contains(by_hand), "{offered}");
    assert!(!today("2026-12-01").contains("Offered"), "later sessions do not count on an earlier day");
    desk.write(
        "off.toml",
        fs::read_to_string(desk.path("plan.toml")).unwrap().replace("offer_levels = true", "offer_levels = false"),
    );
    let off = told(&desk, "plan today off.toml --on 2026-12-03 --data data");
    assert!(!off.contains("Offered") && !off.contains("stays at"), "{off}");
    let json = told(&desk, "plan today plan.toml --on 2026-12-03 --data data --format json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["items"][0]["offer"]["step"], &json["next"]), (&"up".into(), &"march".into()));
    assert!(today("2027-02-01").contains("the plan ended on 2027-01-11"));
}

#[test]
fn what_was_decided_and_answered_in_the_window_is_named_and_nothing_without_the_camera_is_judged() {
    let desk = Desk::new();
    let n = bridges(&desk, "2026-12-01", (2, 2), |_| {});
    plan(&desk, n);
    let day: jiff::civil::Date = "2026-12-01".parse().unwrap();
    let of = |id: &str| ItemKey { exercise: id.into(), side: WorkSide::Both };
    change_notes(&desk.path("data"), "Me", day, |notes| {
        notes.mark(&of("hip_bridge"), Some(Mark::WithoutCamera));
        notes.mark(&of("march"), Some(Mark::LeftOut));
        notes.answer(&of("hip_bridge"), "s1", Felt::TooHard);
    })
    .unwrap();
    let today = told(&desk, "plan today plan.toml --on 2026-12-01 --data data");
    assert!(today.contains("Tuesday 2026-12-01: 1 of 2 done, 1 left out\n"), "{today}");
    let seen = format!("done without the camera, not judged; seen: {n} of {} repetitions, in 1 session", 2 * n);
    assert!(today.contains(&seen) && today.contains("left out; seen: 0.0 of 5 min"), "{today}");
    assert!(today.contains("answers after its sets: too hard\n"), "{today}");
    assert!(today.contains("Nothing is left for this day.") && !today.contains("Next:"), "{today}");
    assert!(today.contains("the last day was less than the whole dose"), "a mark counts towards no level: {today}");
    let json = told(&desk, "plan today plan.toml --on 2026-12-01 --data data --format json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let item = &json["items"][0];
    assert_eq!((&item["mark"], &item["is_done"]), (&"without_camera".into(), &false.into()));
    assert_eq!((&item["felt"], &json["next"]), (&serde_json::json!(["too_hard"]), &serde_json::Value::Null));
    assert!(told(&desk, "plan today plan.toml --on 2026-12-03 --data data").contains("0 of 2 done\n"), "a new day");
    change_notes(&desk.path("data"), "Me", day, |notes| {
        notes.mark(&of("hip_bridge"), Some(Mark::Later));
        notes.mark(&of("march"), None);
    })
    .unwrap();
    let later = told(&desk, "plan today plan.toml --on 2026-12-01 --data data");
    assert!(later.contains("put off for later; seen") && later.contains("Next: March"), "{later}");
}

#[test]
fn after_a_stop_nothing_comes_next_and_a_step_back_is_offered() {
    let desk = Desk::new();
    let n = bridges(&desk, "2026-12-03", (2, 5), |_| {});
    plan(&desk, n);
    let level = fs::read_to_string(desk.path("plan.toml")).unwrap().replacen(
        "[[items.levels]]",
        "level = 2\n[[items.levels]]",
        1,
    );
    desk.write("plan.toml", level);
    let stopped = told(&desk, "plan today plan.toml --on 2026-12-03 --data data");
    assert!(stopped.contains("A session of this day was stopped. Stop here: the pain has grown."), "{stopped}");
    assert!(stopped.contains(&format!("Offered: Hip bridge back at level 1, 1 × {} repetitions", 2 * n)), "{stopped}");
    assert!(stopped.contains("because a session on 2026-12-03 was stopped: the pain grew"), "{stopped}");
    assert!(!stopped.contains("Next:"), "{stopped}");
}

#[test]
fn a_plan_that_was_imported_is_the_profiles_own_and_is_forgotten_with_it() {
    let desk = Desk::new();
    desk.write("one.toml", STARTING[0]);
    desk.write("two.toml", STARTING[1]);
    fs::create_dir(desk.path("data")).unwrap();
    let shown = run(&desk, "plan import one.toml --data data");
    assert_eq!(shown.code, 0);
    assert!(
        shown.stdout.contains("First steps") && shown.stdout.contains("becomes the plan (profile \"Me\")"),
        "{}",
        shown.stdout
    );
    assert!(shown.sentence().contains("nothing was written; look through the plan above, and add --yes"));
    assert_eq!(fs::read_dir(desk.path("data")).unwrap().count(), 0, "a preview writes nothing");
    let written = told(&desk, "plan import one.toml --yes --data data");
    let path = PathBuf::from(written.lines().last().unwrap().strip_prefix("written: ").unwrap());
    assert_eq!(fs::read_to_string(desk.path("").join(&path)).unwrap(), STARTING[0]);
    assert!(told(&desk, "plan show --data data").starts_with("First steps\nOn Monday, Wednesday, Friday\n"));
    assert!(desk.fails("plan show --data data --profile Other", 3).contains("Other has no plan"));
    assert!(
        told(&desk, "plan import two.toml --yes --data data")
            .contains("takes the place of the plan that is there, which is kept")
    );
    assert!(told(&desk, "plan show --data data").starts_with("Building up\n"));
    let before = desk.path("").join(path.with_file_name("plan.previous.toml"));
    assert_eq!(fs::read_to_string(before).unwrap(), STARTING[0]);
    assert!(told(&desk, "sessions forget --profile Me --yes --data data").contains("  its plan\n"));
    assert!(desk.fails("plan show --data data", 3).contains("Me has no plan"));
}

#[test]
fn a_packed_plan_brings_its_exercises_and_never_writes_over_another() {
    let desk = Desk::new();
    let plan = EVERY_KEY
        .replace("exercise = \"march\"", "exercise = \"low_bridge\"")
        .replace("minutes = 10", "repetitions = 5");
    desk.write("plan.toml", &plan);
    assert!(desk.fails("plan check plan.toml", 3).contains("there is no exercise \"low_bridge\""));
    fs::create_dir_all(desk.path("from/exercises")).unwrap();
    desk.write("from/exercises/mine.toml", LOW_BRIDGE);
    let packed = told(&desk, "plan pack plan.toml --to packed.tar.zst --data from");
    assert_eq!(packed, "the plan with 1 own exercise written to packed.tar.zst\n");
    let preview = run(&desk, "plan import packed.tar.zst --data to");
    assert!(preview.stdout.contains("new exercise: low_bridge\n") && preview.code == 0, "{}", preview.stdout);
    assert!(!desk.path("to").exists());
    told(&desk, "plan import packed.tar.zst --yes --data to");
    assert_eq!(fs::read_to_string(desk.path("to/exercises/low_bridge.toml")).unwrap(), LOW_BRIDGE);
    assert!(told(&desk, "plan show --data to").contains("After the flare-up, for Anna"));
    told(&desk, "plan import packed.tar.zst --yes --data to");
    fs::create_dir_all(desk.path("other/exercises")).unwrap();
    desk.write("other/exercises/low_bridge.toml", format!("{LOW_BRIDGE}\n# mine\n"));
    let refused = run(&desk, "plan import packed.tar.zst --yes --data other");
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""));
    assert!(refused.sentence().contains("your own exercise low_bridge differs"), "{}", refused.stderr);
    assert_eq!(fs::read_dir(desk.path("other")).unwrap().count(), 1, "nothing was written");
    desk.write("bytes.tar.zst", "not packed");
    assert!(desk.fails("plan import bytes.tar.zst --data other", 3).contains("this is no packed plan"));
}

#[cfg(feature = "export-tests")]
#[test]
fn the_sheet_of_each_starting_plan_is_one_page_with_every_exercise_drawn() {
    let desk = Desk::new();
    for (k, text) in STARTING.iter().enumerate() {
        desk.write("plan.toml", text);
        assert_eq!(told(&desk, &format!("plan print plan.toml --to s{k}.pdf --to s{k}.html")), "");
        let pdf = lopdf::Document::load(desk.path(&format!("s{k}.pdf"))).unwrap();
        assert_eq!(pdf.get_pages().len(), 1, "level {}", k + 1);
        let page = fs::read_to_string(desk.path(&format!("s{k}.html"))).unwrap();
        assert_eq!(page.matches("<svg").count(), text.matches("exercise = ").count());
        assert!(page.contains("Hip bridge") && page.contains("The pain grows by 2 of 10"), "{page}");
    }
    desk.write("plan.toml", STARTING[0]);
    told(&desk, "plan print plan.toml --language de --to german.html");
    let page = fs::read_to_string(desk.path("german.html")).unwrap();
    let german =
        ["lang=\"de\"", "Übungen", "Aufhören, wenn: ", "Wiederholungen, je ", "Hüftbrücke", "kein Medizinprodukt"];
    assert!(german.iter().all(|words| page.contains(words)), "{page}");
    let more =
        "[[items]]\nexercise = \"knee_to_chest\"\nside = \"left\"\nsets = 1\nrepetitions = 5\nnote = \"Slowly.\"\n";
    desk.write("six.toml", format!("{}\n{more}", STARTING[2]));
    told(&desk, "plan print six.toml --to six.pdf");
    assert_eq!(lopdf::Document::load(desk.path("six.pdf")).unwrap().get_pages().len(), 1);
    assert!(desk.fails("plan print plan.toml --to sheet.doc", 2).contains("end its name in .html or .pdf"));
    desk.write("same.html", STARTING[0]);
    assert!(desk.fails("plan print same.html --to same.html", 5).contains("it is the input itself"));
}

/// Moves every hip angle by so many degrees.
fn raised_by(report: &mut Report, by_deg: f64) {
    for rep in &mut report.judgement.reps {
        if let Some(angle) = rep.measures.get_mut("shoulder_hip_knee_deg") {
            angle.value += by_deg;
        }
    }
}

/// Three weeks of bridges on every other day: eight degrees more after a week, a stop for pain in the third, easier since.
fn three_weeks(desk: &Desk) {
    let n = bridges(desk, "2026-12-01", (3, 3), |_| {});
    bridges(desk, "2026-12-03", (3, 2), |_| {});
    for day in ["2026-12-09", "2026-12-11", "2026-12-13"] {
        bridges(desk, day, (2, 2), |report| raised_by(report, 8.0));
    }
    bridges(desk, "2026-12-16", (2, 2), |report| raised_by(report, 8.0));
    bridges(desk, "2026-12-19", (2, 5), |report| raised_by(report, 8.0));
    plan(desk, n);
    let text = fs::read_to_string(desk.path("plan.toml")).unwrap();
    let second = text.replacen("[[items.levels]]", "level = 2\n[[items.levels]]", 1);
    desk.write("plan.toml", second.replacen(&format!("repetitions = {}", 2 * n), &format!("repetitions = {n}"), 1));
}

#[test]
fn progress_tells_days_pain_changes_beyond_error_and_the_step_back_after_a_flare_up() {
    let desk = Desk::new();
    three_weeks(&desk);
    let report = told(&desk, "plan progress plan.toml --on 2026-12-20 --data data");
    assert!(report.starts_with("Progress: After the flare-up\nDays: 2026-12-01 to 2026-12-20\n"), "{report}");
    assert!(report.contains("On 2026-12-19 a session was stopped: the pain grew"), "{report}");
    let row = |begin: &str| report.lines().find(|line| line.starts_with(begin)).unwrap_or_default().to_owned();
    let cells = |line: &str| -> Vec<String> {
        line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    assert_eq!(cells(&row("2026-11-30")), ["2026-11-30", "0 of 2", "–", "0 of 2", "–", "0 of 2", "–"]);
    assert_eq!(cells(&row("2026-12-14"))[2..4], ["0 of 2", "+1"], "a session on a day of rest");
    assert!(row("2026-12-14").contains("0 of 2, stop"), "{report}");
    assert_eq!(cells(&row("Hip bridge"))[2..5], ["10", "0", "6"], "ten days were due, six begun: {report}");
    let angle = report.lines().find(|line| line.contains("hip angle")).unwrap();
    assert_eq!(cells(angle)[4..6], ["8°", "7°"], "the change, and the smallest one that counts: {angle}");
    assert!(angle.contains("more, beyond error"), "{angle}");
    assert!(report.contains("More pain after than before: 1 of 7 sessions with both ratings."), "{report}");
    assert!(report.contains("Hip bridge: back to level 1 is offered, because a session on 2026-12-19"), "{report}");
    let early = run(&desk, "plan progress plan.toml --on 2026-11-01 --data data");
    assert_eq!(early.code, 4);
    assert!(early.sentence().contains("the plan begins on 2026-12-01"), "{}", early.stderr);
}

#[cfg(feature = "export-tests")]
#[test]
fn progress_fits_two_pages_and_its_web_page_draws_the_pain() {
    let desk = Desk::new();
    three_weeks(&desk);
    told(&desk, "plan progress plan.toml --on 2026-12-20 --data data --to p.pdf --to p.html");
    let n_pages = lopdf::Document::load(desk.path("p.pdf")).unwrap().get_pages().len();
    assert!((1..=2).contains(&n_pages), "{n_pages} pages");
    let page = fs::read_to_string(desk.path("p.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("pain before and after sessions"), "{page}");
    assert!(page.contains("more, beyond error"), "{page}");
}
