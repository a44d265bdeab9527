use super::*;
use crate::core::judge::Search;
use crate::core::judge::made::clean_bridge;
use crate::core::plan::play::Mark;
use crate::core::pose::Stream;
use crate::core::report::{ModelReport, Report};
use crate::io::recording::{change_notes, keep_plan};

const PLAN: &str = r#"
    format = 1
    title = "Every day"
    every_days = 1
    flare_up = "Rest."
    stop_when = "It hurts."
    [[items]]
    exercise = "hip_bridge"
    sets = 1
    repetitions = 10
    [[items]]
    exercise = "march"
    sets = 1
    minutes = 2
"#;

fn session(folder: &Path, began: String, n_reps: usize) -> Session {
    let mut judgement = crate::core::judge::Judge::new(Search::Auto, Stream { width: 640, height: 360 }).finish();
    judgement.reps = vec![clean_bridge(); n_reps];
    let model = ModelReport { name: String::new(), sha256: String::new() };
    let report = Report::of(String::new(), judgement, None, String::new(), model);
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("report.json"), serde_json::to_vec(&report).unwrap()).unwrap();
    let (exercise, folder) = ("hip_bridge".into(), folder.to_path_buf());
    let (pain_before, pain_after, stop) = (None, None, None);
    Session { began, exercise, n_reps, score: None, goal: None, pain_before, pain_after, stop, folder }
}

#[test]
fn sessions_of_the_day_count_and_those_of_other_days_do_not() {
    let data = tempfile::tempdir().unwrap();
    let mut reports = PlanReports::default();
    assert_eq!(plan_today(data.path(), "Me", &[], &mut reports).unwrap(), None);
    keep_plan(data.path(), "Me", PLAN).unwrap();
    let today = Zoned::now().date();
    let all = [
        session(&data.path().join("a"), format!("{today} 08:00"), 4),
        session(&data.path().join("b"), format!("{today} 18:00"), 6),
        session(&data.path().join("c"), format!("{} 18:00", today.yesterday().unwrap()), 6),
    ];
    let mut day = |sessions: &[Session]| plan_today(data.path(), "Me", sessions, &mut reports).unwrap().unwrap();
    let whole = day(&all);
    let told: Vec<_> = whole.items().iter().map(|it| (it.exercise.id, it.done.amount, it.standing)).collect();
    assert_eq!(told, [("hip_bridge", 10.0, Standing::Done), ("march", 0.0, Standing::Open)]);
    assert_eq!(whole.next().map(|item| item.exercise.id), Some("march"));
    assert_eq!(day(&all[1..]).items().iter().map(|it| it.done.amount).sum::<f64>(), 6.0);
    assert_eq!(day(&all).items()[0].done.amount, 10.0, "read again, or from what was read");
}

#[test]
fn decisions_and_answers_of_the_day_are_shown_with_the_items() {
    let data = tempfile::tempdir().unwrap();
    keep_plan(data.path(), "Me", PLAN).unwrap();
    let today = Zoned::now().date();
    let of = |id: &str| ItemKey { exercise: id.into(), side: WorkSide::Both };
    change_notes(data.path(), "Me", today, |notes| {
        notes.mark(&of("hip_bridge"), Some(Mark::WithoutCamera));
        notes.answer(&of("march"), "s1", Felt::TooEasy);
    })
    .unwrap();
    let day = || plan_today(data.path(), "Me", &[], &mut PlanReports::default()).unwrap().unwrap();
    let shown: Vec<_> = day().items().iter().map(|item| (item.standing, item.felt.clone())).collect();
    assert_eq!(shown, [(Standing::WithoutCamera, vec![]), (Standing::Open, vec![Felt::TooEasy])]);
    assert_eq!(day().next().map(|item| item.exercise.id), Some("march"));
    let notes = plan_of(data.path(), "Me").with_file_name("day.toml");
    std::fs::write(&notes, "damaged").unwrap();
    assert!(day().notes_trouble.is_some_and(|trouble| trouble.contains("day.toml")));
    assert_eq!(day().items()[0].standing, Standing::Open);
}

#[test]
fn two_good_days_offer_a_step_and_a_set_without_the_camera_is_none_of_them() {
    let one = "    sets = 1\n    repetitions = 10\n";
    let two = format!("    [[items.levels]]\n{one}    [[items.levels]]\n{}", one.replace("sets = 1", "sets = 2"));
    let levels = PLAN.replacen(one, &two, 1);
    let data = tempfile::tempdir().unwrap();
    keep_plan(data.path(), "Me", &levels).unwrap();
    let today = Zoned::now().date();
    let good = |name: &str, day: Date| Session {
        pain_before: Some(1),
        pain_after: Some(1),
        ..session(&data.path().join(name), format!("{day} 08:00"), 10)
    };
    let (before, now) = (good("a", today.yesterday().unwrap()), good("b", today));
    let offer = |all: &[Session]| {
        let day = plan_today(data.path(), "Me", all, &mut PlanReports::default()).unwrap().unwrap();
        day.items()[0].offer.clone()
    };
    let offered = offer(&[now.clone(), before.clone()]).unwrap();
    assert_eq!((offered.is_up, offered.to, offered.dose.map(|dose| dose.sets)), (true, Some(2), Some(2)));
    let key = ItemKey { exercise: "hip_bridge".into(), side: WorkSide::Both };
    change_notes(data.path(), "Me", today, |notes| notes.mark(&key, Some(Mark::WithoutCamera))).unwrap();
    assert_eq!(offer(std::slice::from_ref(&before)), None, "one day of sessions, and a mark");
    let stopped = Session { stop: Some(StopReason::MorePain), ..now };
    let back = offer(&[stopped, before]).unwrap();
    assert_eq!((back.is_up, back.to), (false, None));
}
