use super::*;
use crate::core::judge::{Judge, Search};
use crate::core::plan::STARTING;
use crate::core::pose::Stream;
use crate::core::report::ModelReport;
use crate::io::recording::{Keep, keep_plan, keep_session};

fn at_work(data: &Path) -> AtWork {
    AtWork {
        write_report: crate::app::commands::live::write_report,
        places: Places::in_folder(data),
        known: Known::default(),
        plan_reports: PlanReports::default(),
        awake: None,
    }
}

fn report() -> Report {
    let judgement = Judge::new(Search::Auto, Stream { width: 640, height: 480 }).finish();
    let model = ModelReport { name: String::new(), sha256: String::new() };
    Report::of(String::new(), judgement, None, String::new(), model)
}

#[test]
fn a_session_that_is_opened_again_is_shown_again() {
    let data = tempfile::tempdir().unwrap();
    let report = report();
    let mut at_work = at_work(data.path());
    let keep = Keep { base: at_work.places.sessions.clone(), profile: "Me".into(), pain_before: None };
    let folder = keep_session(&keep, &report).unwrap();
    let first = at_work.done(Job::Open(folder.clone()));
    let listed = at_work.done(Job::List { profile: "Me".into() });
    let again = at_work.done(Job::Open(folder));
    assert!(first.opened_since(&Known::default()).is_some() && listed.opened_since(&first).is_none());
    let past = again.opened_since(&listed).unwrap();
    assert_eq!((past.report.as_ref(), past.told.is_past), (&report, true));
}

#[test]
fn what_is_told_after_a_session_is_kept_with_it_and_a_failure_is_said() {
    let data = tempfile::tempdir().unwrap();
    let mut at_work = at_work(data.path());
    let keep = Keep { base: at_work.places.sessions.clone(), profile: "Me".into(), pain_before: Some(1) };
    let folder = keep_session(&keep, &report()).unwrap();
    let after = Aftermath { pain_after: Some(2), new_symptoms: vec!["leg_pain".into()] };
    assert_eq!(at_work.done(Job::Tell { folder: folder.clone(), after: after.clone() }).trouble, None);
    let kept = std::fs::read_to_string(folder.join("session.toml")).unwrap();
    assert!(kept.contains("pain_after = 2") && kept.contains("leg_pain") && kept.contains("pain_before = 1"));
    assert!(at_work.done(Job::Tell { folder: data.path().join("none"), after }).trouble.is_some());
}

#[cfg(feature = "export")]
#[test]
fn a_report_lies_where_reports_go_and_what_is_removed_is_gone() {
    let data = tempfile::tempdir().unwrap();
    let mut at_work = at_work(data.path());
    let keep = Keep { base: at_work.places.sessions.clone(), profile: "Me".into(), pain_before: Some(3) };
    let folder = keep_session(&keep, &report()).unwrap();
    let known = at_work.done(Job::Report { folder: folder.clone(), language: "en" });
    let (session, file) = known.reported.unwrap();
    assert_eq!((known.trouble, &session, file.parent()), (None, &folder, Some(at_work.places.reports.as_path())));
    let page = std::fs::read_to_string(file.with_extension("html")).unwrap();
    assert!(file.is_file() && page.contains("<dt>Pain before</dt><dd>3 of 10</dd>"));
    assert!(!page.contains("class=\"name\""), "the profile that everyone has names nobody");
    assert_eq!(at_work.done(Job::Remove(folder.clone())).trouble, None);
    assert!(!folder.exists() && at_work.done(Job::Remove(folder)).trouble.is_some());
    let other = keep_session(&Keep { profile: "Heron".into(), ..keep.clone() }, &report()).unwrap();
    let (_, file) = at_work.done(Job::Report { folder: other.clone(), language: "de" }).reported.unwrap();
    let page = std::fs::read_to_string(file.with_extension("html")).unwrap();
    assert!(page.contains("<p class=\"name\">Heron</p>"), "who it is of");
    assert!(page.contains("<dt>Schmerz davor</dt><dd>3 von 10</dd>"), "in the language of the window");
    let mine = keep_session(&keep, &report()).unwrap();
    assert_eq!(at_work.done(Job::Forget("Heron".into())).trouble, None);
    assert!(!other.exists() && mine.exists());
}

#[test]
fn a_mark_is_taken_back_by_who_made_it_alone() {
    let data = tempfile::tempdir().unwrap();
    let mut at_work = at_work(data.path());
    let keep = Keep { base: at_work.places.sessions.clone(), profile: "Me".into(), pain_before: None };
    let folder = keep_session(&keep, &report()).unwrap();
    for by in ["Anna", "Ben", "Ben"] {
        let remark = Remark::NotARepetition { rep: 0, start_s: 2.0 };
        assert_eq!(at_work.done(Job::Mark { folder: folder.clone(), by: by.into(), remark }).trouble, None);
    }
    let left = Marks::load(&folder).unwrap().marks;
    assert_eq!(left.iter().map(|mark| mark.by.as_str()).collect::<Vec<_>>(), ["Anna"]);
}

#[test]
fn trouble_stays_until_something_that_may_fail_has_worked() {
    let data = tempfile::tempdir().unwrap();
    let mut at_work = at_work(data.path());
    assert!(at_work.done(Job::Open("none".into())).trouble.is_some());
    assert!(at_work.done(Job::List { profile: "Me".into() }).trouble.is_some());
    assert_eq!(at_work.done(Job::Save(Settings::default())).trouble, None);
}

#[test]
fn what_is_decided_about_the_plan_is_shown_at_once_and_there_again_after_a_start() {
    let data = tempfile::tempdir().unwrap();
    keep_plan(
        data.path(),
        "Me",
        &STARTING[0].replace("days = [\"monday\", \"wednesday\", \"friday\"]", "every_days = 1"),
    )
    .unwrap();
    let mut first = at_work(data.path());
    let next = |known: &Known| known.plan.as_ref().and_then(PlanDay::next).map(|item| item.exercise.id);
    let listed = first.done(Job::List { profile: "Me".into() });
    assert_eq!(next(&listed), Some("pelvic_tilt"));
    let item = listed.plan.as_ref().unwrap().items()[0].key();
    let note = PlanNote::Mark(item.clone(), Some(Mark::LeftOut));
    let known = first.done(Job::Note { profile: "Me".into(), note });
    assert_eq!((next(&known), &known.trouble), (Some("knee_to_chest"), &None));
    let note = PlanNote::Felt { item: item.clone(), session: "s1".into(), felt: Felt::TooHard };
    let known = first.done(Job::Note { profile: "Me".into(), note });
    assert_eq!(known.plan.as_ref().unwrap().items()[0].felt, [Felt::TooHard]);
    // As after a kill: nothing but the files is left.
    let mut second = at_work(data.path());
    let again = second.done(Job::List { profile: "Me".into() });
    assert_eq!(again.plan, known.plan);
    let stepped = second.done(Job::Step { profile: "Me".into(), item: item.clone(), level: 2 });
    assert_eq!((stepped.plan.unwrap().items()[0].dose.clone().unwrap().asked(), stepped.trouble), (20.0, None));
    let refused = second.done(Job::Step { profile: "Me".into(), item, level: 9 });
    assert!(refused.trouble.is_some_and(|trouble| trouble.contains("level = 9")));
}
