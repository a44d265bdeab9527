//! The folder of a session, from its first instant to its end, and what a power cut leaves of it.

use std::fs;

use formcheck::core::judge::Search;
use formcheck::core::report::{Report, StopReport};
use formcheck::core::safety::StopReason;
use formcheck::io::recording::{
    About, Aftermath, Dropped, POSES, SESSION_SCHEMA, SessionFile, SessionState, VIDEO, add_after, begin, judge_log,
    keep_rescored, keep_stopped, looked_for, recent_sessions, recover, remove_session, report_of, rescored,
    stop_of_day,
};

use crate::desk::{Desk, bridge, log};

fn about() -> About {
    About {
        source: "C920".into(),
        model: "full".into(),
        size_px: Some([640, 480]),
        fps: Some(29.97),
        hold_goal_s: Some(5.0),
    }
}

#[test]
fn a_session_is_open_until_it_is_finished_and_then_whole() {
    let desk = Desk::new();
    let mut open = begin(&desk.keep("Me"), "hip_bridge", About::default()).unwrap();
    let folder = open.path().to_owned();
    let there = SessionFile::read(&folder).unwrap();
    assert_eq!((there.state, there.pain_before, there.id.as_str()), (SessionState::Open, Some(2), open.id()));
    assert!(desk.listed("Me").is_empty() && recent_sessions(&desk.base(), "Me", 9).is_empty());
    open.describe(about()).unwrap();
    open.dropped(Dropped { poses: 3, video: 4 });
    fs::write(open.video(), "v").unwrap();
    add_after(&folder, Aftermath { pain_after: Some(1), new_symptoms: vec!["numbness".into()] }).unwrap();
    open.finish(&bridge()).unwrap();
    let session = SessionFile::read(&folder).unwrap();
    assert_eq!((session.state, session.ended_early, session.after.pain_after), (SessionState::Stopped, false, Some(1)));
    assert_eq!((session.about, session.dropped), (about(), Dropped { poses: 3, video: 4 }));
    assert_eq!(session.video.as_deref(), Some(VIDEO));
    assert_eq!(desk.names(&folder), ["report.json", "session.toml", VIDEO]);
    let listed = &desk.listed("Me")[0];
    assert_eq!((listed.id.clone(), listed.pain_before, listed.pain_after), (session.id, Some(2), Some(1)));
    assert_eq!(listed.n_reps, bridge().judgement.reps.len());
}

#[test]
fn what_a_power_cut_leaves_open_is_judged_as_far_as_its_log_goes() {
    let desk = Desk::new();
    let log = fs::read(log("bridge_low_hips_woman.mp4")).unwrap();
    let whole = bridge().judgement.reps.len();
    let lines = zstd::decode_all(&log[..]).unwrap();
    // All of it, two thirds and so half a line, a torn start, nothing, something else.
    for (bytes, is_read) in
        [(&log[..], true), (&lines[..lines.len() * 2 / 3], true), (&log[..20], false), (&[], false), (b"else", false)]
    {
        let open = begin(&desk.keep("Me"), "hip_bridge", about()).unwrap();
        fs::write(open.poses(), bytes).unwrap();
        let folder = open.path().to_owned();
        drop(open);
        assert_eq!(recover(&desk.base()), std::slice::from_ref(&folder));
        assert!(recover(&desk.base()).is_empty());
        let (session, report) = (SessionFile::read(&folder).unwrap(), report_of(&folder).unwrap());
        assert!(session.state == SessionState::Whole && session.ended_early && desk.listed("Me")[0].ended_early);
        assert!(report.judgement.notes.last().unwrap().starts_with("ended early"));
        let n_reps = report.judgement.reps.len();
        if bytes.len() == log.len() {
            let search = looked_for(&session);
            assert_eq!(report.judgement.reps, judge_log(&folder.join(POSES), search).unwrap().report.judgement.reps);
            assert_eq!((n_reps, report.video.as_str()), (whole, "C920"));
        } else if is_read {
            assert!(0 < n_reps && n_reps < whole, "{n_reps}");
        } else {
            assert_eq!((n_reps, report.judgement.refusal), (0, None));
        }
        remove_session(&folder).unwrap();
    }
    assert!(desk.listed("Me").is_empty());
}

#[test]
fn a_session_that_goes_on_is_neither_recovered_nor_removed() {
    let desk = Desk::new();
    let open = begin(&desk.keep("Me"), "auto", about()).unwrap();
    assert!(recover(&desk.base()).is_empty());
    assert!(remove_session(open.path()).is_err());
    let folder = open.finish(&bridge()).unwrap();
    assert!(recover(&desk.base()).is_empty());
    assert!(!SessionFile::read(&folder).unwrap().ended_early);
    remove_session(&folder).unwrap();
    assert_eq!(desk.names(&desk.base()), [".import.lock"]);
}

#[test]
fn remains_of_a_removal_are_cleared_and_folders_of_others_left() {
    let desk = Desk::new();
    let base = desk.base();
    for name in [".removed-a", ".import-b", "c", ".d"] {
        fs::create_dir_all(base.join(name)).unwrap();
        fs::write(base.join(name).join("file"), "").unwrap();
    }
    assert!(recover(&base).is_empty());
    assert_eq!(desk.names(&base), [".d", ".import.lock", "c"]);
}

#[test]
fn a_folder_of_the_first_version_is_read_as_it_is_and_one_of_a_newer_refused() {
    let desk = Desk::new();
    let folder = desk.session("Me");
    let old = "schema = 1\nprofile = \"Me\"\nat = \"2026-03-01T18:30:05+01:00\"\nexercise = \"hip_bridge\"\n\
         pain_before = 3\nnew_symptoms = []\n";
    fs::write(folder.join("session.toml"), old).unwrap();
    let session = SessionFile::read(&folder).unwrap();
    let name = folder.file_name().unwrap().to_str().unwrap();
    assert_eq!((session.id.as_str(), session.state, session.pain_before), (name, SessionState::Whole, Some(3)));
    assert_eq!(desk.listed("Me")[0].id, name);
    add_after(&folder, Aftermath { pain_after: Some(2), new_symptoms: Vec::new() }).unwrap();
    let listed = &desk.listed("Me")[0];
    assert_eq!((listed.id.as_str(), listed.pain_after, &listed.at[..16]), (name, Some(2), "2026-03-01T18:30"));
    fs::write(folder.join("session.toml"), old.replace("= 1", &format!("= {}", SESSION_SCHEMA + 1))).unwrap();
    assert!(SessionFile::read(&folder).unwrap_err().to_string().contains("newer"));
    assert!(desk.listed("Me").is_empty());
}

#[test]
fn later_reports_lie_beside_the_first_and_the_same_is_kept_once() {
    let desk = Desk::new();
    let folder = desk.session("Me");
    let first = fs::read(folder.join("report.json")).unwrap();
    assert_eq!(keep_rescored(&folder, &bridge()).unwrap(), None);
    let later = Report { rules_version: 99, ..bridge() };
    assert!(keep_rescored(&folder, &later).unwrap().is_some());
    assert_eq!(keep_rescored(&folder, &later).unwrap(), None);
    let other = Report {
        judgement: judge_log(&log("bridge_good_man.mp4"), Search::Auto).unwrap().report.judgement,
        ..later.clone()
    };
    assert!(keep_rescored(&folder, &other).unwrap().is_some());
    let kept: Vec<Report> = rescored(&folder).into_iter().map(|(_, report)| report).collect();
    assert!(kept.len() == 2 && kept.contains(&later) && kept.contains(&other));
    assert_eq!(fs::read(folder.join("report.json")).unwrap(), first);
    let history = desk.history();
    let versions = history.versions("Me", &desk.listed("Me")[0].id).unwrap();
    let rules: Vec<u32> = versions.iter().map(|version| version.rules_version).collect();
    assert_eq!(rules, [bridge().rules_version, 99, 99]);
    assert!(history.versions("Other", &desk.listed("Me")[0].id).unwrap().is_empty());
}

#[test]
fn a_session_that_hurt_says_so_in_its_file_in_the_index_and_to_the_window() {
    let desk = Desk::new();
    let stop = StopReport { reason: "more_pain".into(), at_s: Some(12.5) };
    let folder = keep_stopped(&desk.keep("Me"), &bridge(), stop.clone()).unwrap();
    let text = fs::read_to_string(folder.join("session.toml")).unwrap();
    assert!(text.contains("schema = 3") && text.contains("state = \"stopped\""), "{text}");
    assert!(text.contains("[stop]\nreason = \"more_pain\"\nat_s = 12.5"), "{text}");
    let listed = &desk.listed("Me")[0];
    assert_eq!((listed.stop.as_deref(), listed.stop_reason()), (Some("more_pain"), Some(StopReason::MorePain)));
    let recent = [desk.history().recent("Me", 9).unwrap(), recent_sessions(&desk.base(), "Me", 9)];
    for sessions in recent {
        assert_eq!((sessions[0].stop, sessions[0].pain_before), (Some(StopReason::MorePain), Some(2)));
        assert_eq!(stop_of_day(&sessions, &sessions[0].began[..10]), Some(StopReason::MorePain));
        assert_eq!(stop_of_day(&sessions, "2026-03-01"), None, "another day");
    }
    // A better answer later does not undo it.
    add_after(&folder, Aftermath { pain_after: Some(0), new_symptoms: Vec::new() }).unwrap();
    let session = SessionFile::read(&folder).unwrap();
    assert_eq!((session.state, session.stop, session.after.pain_after), (SessionState::Stopped, Some(stop), Some(0)));
}

#[test]
fn what_is_told_later_makes_a_session_a_stopped_one_and_a_corrected_answer_a_whole_one() {
    let desk = Desk::new();
    let folder = desk.session("Me");
    let state = |pain_after: Option<u8>| {
        add_after(&folder, Aftermath { pain_after, new_symptoms: Vec::new() }).unwrap();
        let session = SessionFile::read(&folder).unwrap();
        (session.state, session.told().stop.map(|stop| (stop.reason, stop.at_s)), desk.listed("Me")[0].stop.clone())
    };
    let stopped = (SessionState::Stopped, Some(("more_pain".to_owned(), None)), Some("more_pain".to_owned()));
    assert_eq!(
        [state(Some(3)), state(Some(5)), state(None)],
        [(SessionState::Whole, None, None), stopped, (SessionState::Whole, None, None)]
    );
}

#[test]
fn a_file_of_the_second_version_is_read_and_its_answers_count() {
    let desk = Desk::new();
    let folder = desk.session("Me");
    let text = fs::read_to_string(folder.join("session.toml")).unwrap();
    fs::write(folder.join("session.toml"), text.replace("schema = 3", "schema = 2")).unwrap();
    assert_eq!(SessionFile::read(&folder).unwrap().state, SessionState::Whole);
    let old = format!("pain_after = 5\n{}", text.replace("schema = 3", "schema = 2"));
    fs::write(folder.join("session.toml"), old).unwrap();
    let session = SessionFile::read(&folder).unwrap();
    assert_eq!((session.state, session.stop_reason()), (SessionState::Stopped, Some(StopReason::MorePain)));
}

#[test]
fn a_stop_outlives_a_power_cut() {
    let desk = Desk::new();
    let mut open = begin(&desk.keep("Me"), "hip_bridge", about()).unwrap();
    fs::copy(log("bridge_low_hips_woman.mp4"), open.poses()).unwrap();
    open.stopped(StopReport { reason: "more_pain".into(), at_s: Some(4.0) }).unwrap();
    let folder = open.path().to_owned();
    drop(open);
    assert_eq!(recover(&desk.base()), std::slice::from_ref(&folder));
    let session = SessionFile::read(&folder).unwrap();
    assert_eq!((session.state, session.ended_early), (SessionState::Stopped, true));
    assert_eq!(desk.listed("Me")[0].stop.as_deref(), Some("more_pain"));
}
