use jiff::civil::date;
use jiff::tz::TimeZone;

use super::*;
use crate::core::judge::{Judge as Fold, Search};
use crate::core::pose::Stream;
use crate::core::report::ModelReport;

fn report() -> Report {
    let judgement = Fold::new(Search::Auto, Stream { width: 640, height: 480 }).finish();
    let model = ModelReport { name: "full".into(), sha256: String::new() };
    Report::of("a".into(), judgement, None, "tract".into(), model)
}

fn of(base: &Path, profile: &str) -> Keep {
    Keep { base: base.into(), profile: profile.into(), pain_before: Some(2) }
}

#[test]
fn what_is_told_after_a_session_is_added_and_nothing_else_changes() {
    let base = tempfile::tempdir().unwrap();
    let folder = keep(&of(base.path(), "Me"), &report()).unwrap();
    let before = std::fs::read_to_string(folder.join(FILE)).unwrap();
    add_after(&folder, Aftermath { pain_after: Some(4), new_symptoms: vec!["numbness".into()] }).unwrap();
    let session = SessionFile::read(&folder).unwrap();
    assert_eq!((session.pain_before, session.after.pain_after), (Some(2), Some(4)));
    assert_eq!(session.after.new_symptoms, ["numbness"]);
    add_after(&folder, Aftermath::default()).unwrap();
    assert_eq!(std::fs::read_to_string(folder.join(FILE)).unwrap(), before);
}

#[test]
fn each_profile_has_its_own_sessions_the_newest_first() {
    let base = tempfile::tempdir().unwrap();
    let at = |minute| date(2026, 11, 22).at(18, minute, 5, 0).to_zoned(TimeZone::UTC).unwrap();
    let (early, late) = (at(30), at(31));
    for (profile, now) in [("Me", &early), ("Me", &early), ("Other", &early), ("Me", &late)] {
        keep_at(&of(base.path(), profile), &report(), now).unwrap();
    }
    let mine = recent(base.path(), "Me", 9);
    let began: Vec<&str> = mine.iter().map(|session| session.began.as_str()).collect();
    assert_eq!(began, ["2026-11-22 18:31", "2026-11-22 18:30", "2026-11-22 18:30"]);
    assert_eq!((recent(base.path(), "Me", 2).len(), recent(base.path(), "Other", 9).len()), (2, 1));
    assert_eq!(report_of(&mine[0].folder).unwrap(), report());
}

#[test]
fn what_is_half_written_is_left_out() {
    let base = tempfile::tempdir().unwrap();
    let folder = keep(&of(base.path(), "Me"), &report()).unwrap();
    std::fs::create_dir(base.path().join("2999-01-01T00-00-00-auto")).unwrap();
    assert_eq!(recent(base.path(), "Me", 9).len(), 1);
    std::fs::write(folder.join(REPORT), "{").unwrap();
    assert!(recent(base.path(), "Me", 9).is_empty() && report_of(&folder).is_err());
}
