//! `formcheck sessions` and `formcheck rescore`, on a data folder with sessions of two people.

use std::fs;
use std::path::{Path, PathBuf};

use formcheck::core::judge::Search;
use formcheck::core::report::Report;
use formcheck::io::recording::{
    About, Aftermath, Keep, LogReader, Marks, POSES, REPORT, Remark, SessionFile, add_after, begin, judge_log,
    keep_session,
};
use serde_json::Value;

use crate::desk::{Desk, Run, sample};
use crate::schema::{assert_valid, validator};

const VIDEO: &str = "bridge_low_hips_woman.mp4";

/// The stored pose log of that video; which code made it does not matter here.
fn log() -> String {
    let folders = fs::read_dir(sample("tests/fixtures/poses")).unwrap().map(|entry| entry.unwrap().path());
    let mut logs = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    logs.find(|log| LogReader::open(log).unwrap().header().video == VIDEO).unwrap().display().to_string()
}

/// Keeps a bridge, with its pose log, in `data`.
fn session(desk: &Desk, profile: &str) -> PathBuf {
    session_in(desk, "data/sittings", profile)
}

/// The same in another folder of sessions.
pub(crate) fn session_in(desk: &Desk, base: &str, profile: &str) -> PathBuf {
    let keep = Keep { base: desk.path(base), profile: profile.into(), pain_before: Some(2) };
    let log = log();
    let report = judge_log(Path::new(&log), Search::Auto).unwrap().report;
    let folder = keep_session(&keep, &report).unwrap();
    fs::copy(log, folder.join(POSES)).unwrap();
    folder
}

pub(crate) fn id(folder: &Path) -> String {
    SessionFile::read(folder).unwrap().id
}

fn run(desk: &Desk, arguments: &str) -> Run {
    let run = desk.run(desk.formcheck(&format!("{arguments} --data data")));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments}");
    run
}

#[test]
fn sessions_are_listed_shown_and_removed_for_one_profile() {
    let desk = Desk::new();
    let mine = [session(&desk, "Me"), session(&desk, "Me")];
    let other = session(&desk, "Other");
    Marks::add(&mine[0], "Anna", Remark::NotARepetition { rep: 0, start_s: 1.5 }).unwrap();
    let listed = run(&desk, "sessions list --format json").reports();
    assert_eq!(listed.iter().map(|one| one["exercise"].as_str().unwrap()).collect::<Vec<_>>(), ["auto", "auto"]);
    desk.write("data/settings.toml", "language = \"de\"\n");
    let german = run(&desk, &format!("sessions show {}", id(&mine[0]))).stdout;
    assert!(german.contains("Schmerz davor: 2 von 10; danach: nicht angegeben"), "the window's language: {german}");
    fs::remove_file(desk.path("data/settings.toml")).unwrap();
    let text = run(&desk, "sessions list").stdout;
    assert!(text.contains(&id(&mine[0])) && text.contains("1 mark") && !text.contains(&id(&other)), "{text}");
    let csv = run(&desk, "sessions list --format csv --profile Other").stdout;
    assert!(csv.starts_with("id,at,exercise,") && csv.lines().count() == 2 && csv.contains(&id(&other)), "{csv}");
    let shown = run(&desk, &format!("sessions show {}", id(&mine[0]))).stdout;
    assert!(shown.contains("Pain before: 2") && shown.contains("Anna on ") && shown.contains("Score"), "{shown}");
    let shown = &run(&desk, &format!("sessions show {} --format json", id(&mine[0]))).reports()[0];
    assert_eq!((shown["marks"][0]["by"].as_str(), shown["session"]["profile"].as_str()), (Some("Anna"), Some("Me")));
    let said = desk.fails(&format!("sessions show {} --data data", id(&other)), 3);
    assert!(said.contains("Me has no session"), "{said}");
    desk.fails(&format!("sessions delete {} {} --data data", id(&mine[0]), id(&other)), 3);
    assert!(mine[0].exists() && other.exists(), "all or none");
    desk.fails("sessions delete 20 --data data", 2);
    run(&desk, &format!("sessions delete {}", id(&mine[0])));
    assert!(!mine[0].exists() && run(&desk, "sessions list --format json").reports().len() == 1);
}

/// Moves a session to that day of March 2026, with this score of each of its repetitions.
fn on_day(folder: &Path, day: u32, score: f64) {
    let file = folder.join("session.toml");
    let text = fs::read_to_string(&file).unwrap();
    let at = text.lines().find(|line| line.starts_with("at = ")).unwrap();
    fs::write(&file, text.replace(at, &format!("at = \"2026-03-{day:02}T18:30:05+01:00\""))).unwrap();
    let mut report: Report = serde_json::from_slice(&fs::read(folder.join(REPORT)).unwrap()).unwrap();
    for rep in &mut report.judgement.reps {
        (rep.score, rep.findings) = (Some(score), Vec::new());
    }
    report.judgement.sets.iter_mut().for_each(|set| set.score = Some(score));
    fs::write(folder.join(REPORT), serde_json::to_vec(&report).unwrap()).unwrap();
}

#[test]
fn a_trend_is_told_only_beyond_what_error_can_do() {
    let desk = Desk::new();
    on_day(&session(&desk, "Other"), 2, 50.0);
    assert!(desk.fails("sessions trend --data data", 4).contains("Me has no sessions of any exercise yet"));
    for (day, score) in [(1, 20.0), (3, 20.0), (22, 99.0)] {
        on_day(&session(&desk, "Me"), day, score);
    }
    let text = run(&desk, "sessions trend").stdout;
    assert!(
        text.starts_with("Me, hip bridge: 3 sessions\n") && text.contains(": +79.0, risen by more than error"),
        "{text}"
    );
    let angle = text.lines().find(|line| line.contains("houlder–hip–knee")).unwrap();
    assert!(!text.contains("± 0.0") && !text.contains("_deg"), "no error is none that is zero, no id: {text}");
    assert!(angle.contains("3 weeks later") && angle.contains("no change that could be told from error"), "{text}");
    let json = run(&desk, "sessions trend --exercise hip_bridge --format json").reports();
    assert_eq!((json[0]["measure"].as_str(), json[0]["trend"]["verdict"].as_str()), (Some("score"), Some("risen")));
    assert_eq!(json[0]["points"].as_array().unwrap().len(), 3);
    let csv = run(&desk, "sessions trend --format csv --profile Other").stdout;
    assert!(csv.starts_with("exercise,measure,day,value,error_90\nhip_bridge,score,0.000,50.0000,"), "{csv}");
    assert!(run(&desk, "sessions trend --profile Other").stdout.contains("all in one week: no change can be told yet"));
    desk.fails("sessions trend --exercise knee_to_chest --data data", 4);
    desk.fails("sessions trend --exercise plank --data data", 2);
}

#[test]
fn sessions_travel_to_another_machine_and_a_damaged_archive_does_not() {
    let desk = Desk::new();
    let ids = [session(&desk, "Me"), session(&desk, "Me")].map(|folder| id(&folder));
    desk.write("out.tar.zst", "");
    run(&desk, "sessions export --to out.tar.zst");
    fs::create_dir(desk.path("other")).unwrap();
    let import = |file: &str| desk.run(desk.formcheck(&format!("sessions import {file} --data other")));
    let first = import("out.tar.zst").stdout;
    assert!(ids.iter().all(|id| first.contains(&format!("imported {id}"))), "{first}");
    assert_eq!(import("out.tar.zst").stdout.matches("it is there already").count(), 2);
    let bytes = fs::read(desk.path("out.tar.zst")).unwrap();
    desk.write("torn.tar.zst", &bytes[..bytes.len() - 30]);
    fs::create_dir(desk.path("third")).unwrap();
    for file in ["torn.tar.zst", "none.tar.zst"] {
        desk.fails(&format!("sessions import {file} --data third"), 3);
    }
    assert_eq!(desk.run(desk.formcheck("sessions list --data third")).stdout, "Me has no sessions yet.\n");
    desk.fails("sessions export --profile Nobody --to a.tar.zst --data data", 3);
    let unknown = desk.fails("sessions list --profile Mee --data data", 3);
    assert!(unknown.contains("there is no profile \"Mee\"") && unknown.contains("Me"), "{unknown}");
    desk.fails("sessions export --to nowhere/a.tar.zst --data data", 5);
}

#[test]
fn somebody_is_forgotten_only_when_that_is_confirmed() {
    let desk = Desk::new();
    let (mine, other) = (session(&desk, "Me"), session(&desk, "Other"));
    for answer in ["no", ""] {
        let mut refused = desk.shell(&format!("echo {answer} | \"$0\" sessions forget --profile Me --data data"));
        let refused = Run::from(refused.output().unwrap());
        assert!(refused.code == 2 && refused.stderr.contains("nothing was removed") && mine.exists());
    }
    let confirmed = desk.shell("echo yes | \"$0\" sessions forget --profile Me --data data").output().unwrap();
    let confirmed = Run::from(confirmed);
    assert!(confirmed.code == 0 && confirmed.stdout.contains("1 session with poses"), "{confirmed:?}");
    assert!(!mine.exists() && other.exists());
    let told = run(&desk, "sessions forget --profile Other --yes").stdout;
    assert!(told.contains("removed of \"Other\"") && !other.exists(), "{told}");
}

#[test]
fn what_was_cut_short_is_judged_when_sessions_are_listed() {
    let desk = Desk::new();
    let keep = Keep { base: desk.path("data/sittings"), profile: "Me".into(), pain_before: None };
    let open = begin(&keep, "hip_bridge", About::default()).unwrap();
    fs::copy(log(), open.poses()).unwrap();
    assert_eq!(run(&desk, "sessions list").stdout, "Me has no sessions yet.\n", "it goes on");
    drop(open);
    let listed = desk.run(desk.formcheck("sessions list --format json --data data"));
    assert!(listed.sentence().contains("cut short"));
    assert_eq!(listed.reports()[0]["ended_early"], Value::Bool(true));
    assert_eq!(run(&desk, "sessions list --format json").reports().len(), 1);
}

#[test]
fn old_logs_are_judged_again_and_both_reports_are_kept() {
    let desk = Desk::new();
    let [changed, same, without] = [(); 3].map(|()| session(&desk, "Me"));
    fs::remove_file(without.join(POSES)).unwrap();
    let report = fs::read(changed.join(REPORT)).unwrap();
    let mut old: Report = serde_json::from_slice(&report).unwrap();
    old.rules_version = 1;
    old.judgement.score = Some(50.0);
    old.judgement.reps[0].findings.clear();
    old.judgement.reps.pop();
    let old = serde_json::to_vec(&old).unwrap();
    fs::write(changed.join(REPORT), &old).unwrap();
    let text = run(&desk, &format!("rescore {} {}", id(&changed), id(&same))).stdout;
    assert!(text.contains("score 50.0 -> ") && text.contains("  + hips_low, repetition 1 at"), "{text}");
    assert!(text.contains("unchanged (rules 7 -> 7)") && text.contains("1 of 2 changed"), "{text}");
    assert_eq!(fs::read(changed.join(REPORT)).unwrap(), old, "never written over");
    let later: Vec<PathBuf> =
        fs::read_dir(changed.join("reports")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let kept: Report = serde_json::from_slice(&fs::read(&later[0]).unwrap()).unwrap();
    assert_eq!(kept, serde_json::from_slice(&report).unwrap());
    let all = desk.run(desk.formcheck("rescore --all --format json --data data"));
    assert!(all.code == 0 && all.sentence().contains("of 1 sessions no pose log was kept"), "{}", all.stderr);
    assert_eq!((all.reports().len(), fs::read_dir(changed.join("reports")).unwrap().count()), (2, 1));
    assert!(all.reports().iter().any(|one| one["change"]["rules_version"] == serde_json::json!([1, 7])));
    let shown = run(&desk, &format!("sessions show {}", id(&changed))).stdout;
    assert!(shown.contains("Judged again by rules 7"), "{shown}");
    let folder = run(&desk, "rescore data/sittings --format json").reports();
    assert_eq!(folder.len(), 2);
    let log = run(&desk, &format!("rescore {} --format json", log())).reports();
    assert!(log[0]["change"].is_null() && log[0]["report"]["score"].is_number());
    desk.fails("rescore --data data", 2);
    desk.write("no.poses", "no log");
    let bad = desk.run(desk.formcheck("rescore no.poses --data data"));
    assert!(bad.code == 3 && bad.sentence().contains("no pose log"), "{bad:?}");
}

/// Keeps a session that was stopped, with this pain after it.
fn stopped(desk: &Desk) -> PathBuf {
    let folder = session(desk, "Me");
    add_after(&folder, Aftermath { pain_after: Some(5), new_symptoms: vec!["numbness".into()] }).unwrap();
    folder
}

#[test]
fn pain_and_stop_are_in_list_show_and_trend_before_any_score() {
    let desk = Desk::new();
    let folder = stopped(&desk);
    on_day(&session(&desk, "Me"), 3, 90.0);
    on_day(&folder, 22, 100.0);
    let text = run(&desk, "sessions list").stdout;
    let line = text.lines().find(|line| line.contains(&id(&folder))).unwrap();
    assert!(line.contains("2 to 5") && line.contains("stopped: new numbness") && !line.contains("100"), "{text}");
    assert!(text.contains("2 to ?"), "{text}");
    let json = run(&desk, "sessions list --format json").reports();
    assert_eq!((json[0]["stop"].as_str(), json[1]["stop"].as_str()), (Some("numbness"), None));
    let csv = run(&desk, "sessions list --format csv").stdout;
    assert!(
        csv.lines().next().unwrap().ends_with(",ended_early,goal,stop") && csv.contains(",false,,numbness"),
        "{csv}"
    );
    let shown = run(&desk, &format!("sessions show {}", id(&folder))).stdout;
    for said in
        ["Pain before: 2 of 10; after: 5 of 10; new: numbness", "Stopped by what was told after it: new numbness"]
    {
        assert!(shown.find(said).unwrap() < shown.find("Score").unwrap(), "{shown}");
    }
    let json = &run(&desk, &format!("sessions show {} --format json", id(&folder))).reports()[0];
    assert_eq!(json["session"]["state"].as_str(), Some("stopped"));
    let trend = run(&desk, "sessions trend").stdout;
    assert!(trend.contains("2 sessions\n  stopped on 2026-03-22: new numbness; its score is left out\n"), "{trend}");
    assert!(trend.contains("Pain before (0–10)") && trend.contains("Pain after (0–10)"), "{trend}");
}

#[test]
fn a_session_is_exported_by_its_id_with_its_date_pain_and_stop_in_every_format() {
    let desk = Desk::new();
    let folder = stopped(&desk);
    on_day(&folder, 22, 100.0);
    let export = |arguments: &str| Run::from(desk.formcheck(&format!("export {arguments}")).output().unwrap());
    let done = export(&format!("{} --to out --data data", id(&folder)));
    assert_eq!((done.code, done.stdout.as_str()), (0, ""), "{}", done.stderr);
    let name = folder.file_name().unwrap().to_str().unwrap();
    let read = |ending: &str| fs::read_to_string(desk.path(&format!("out/{name}.{ending}"))).unwrap();
    let html = read("report.html");
    for said in [
        "<dt>Date</dt><dd>2026-03-22 18:30</dd>",
        "<dt>Pain before</dt><dd>2 of 10</dd>",
        "<dt>Pain after</dt><dd>5 of 10</dd>",
        "<dt>New since the start</dt><dd>numbness</dd>",
        "Stopped by what was told after it: new numbness. Pain counts more than any score.",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(
        !html.contains("<strong>") && !html.contains("class=\"name\""),
        "no mark beside a stop, and nobody is named"
    );
    let json: Value = serde_json::from_str(&read("report.json")).unwrap();
    assert_valid(&validator(), &json);
    assert_eq!(json["recorded_at"].as_str(), Some("2026-03-22T18:30:05+01:00"));
    let stop = serde_json::json!({"reason": "numbness", "at_s": null});
    let told = serde_json::json!({"pain_before": 2, "pain_after": 5, "new_symptoms": ["numbness"], "stop": stop});
    assert_eq!(json["session"], told);
    let csv = read("repetitions.csv");
    assert!(csv.lines().skip(1).all(|row| row.contains(",2026-03-22T18:30:05+01:00,2,5,numbness,numbness,")), "{csv}");
    let by_name = export(&format!("{} --name Anna --html anna.html --data data", &id(&folder)[..8]));
    assert!(by_name.code == 0 && fs::read_to_string(desk.path("anna.html")).unwrap().contains("Anna"));
    assert!(desk.fails("export nosuch --html a --data data", 3).contains("Me has no session"));
}

#[test]
#[cfg(unix)]
fn sessions_in_a_folder_that_is_only_read_are_listed_and_shown() {
    use std::os::unix::fs::PermissionsExt as _;

    let desk = Desk::new();
    let mine = session(&desk, "Me");
    let rights = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    rights(&desk.path(""), 0o755);
    rights(&desk.path("data"), 0o555);
    // The superuser may write anywhere: somebody else looks.
    let mut listed = desk.shell(
        "export HOME=$PWD; if [ \"$(id -u)\" = 0 ]; then set -- setpriv --reuid=65534 --regid=65534 --clear-groups; fi; \"$@\" \"$0\" sessions list --data data",
    );
    let run = Run::from(listed.output().unwrap());
    rights(&desk.path("data"), 0o755);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains(&id(&mine)), "{}", run.stdout);
    assert!(!desk.path("data/history.sqlite").exists(), "nothing was written");
}
