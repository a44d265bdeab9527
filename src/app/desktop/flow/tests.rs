use super::*;
use crate::app::ui::StopToday;
use crate::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, all};
use crate::io::recording::Answers;

const BRIDGE: Search = Search::One(&HIP_BRIDGE);

/// Something that is asked for.
type Step = fn(&mut Flow, Search, &Settings) -> Option<Pass>;

fn answered(yes: &[&str], has_asked: bool) -> Settings {
    let yes = yes.iter().map(|id| (*id).to_owned()).collect();
    Settings::default().with_answers(Answers { yes, has_asked })
}

fn searches() -> impl Iterator<Item = Search> {
    all().into_iter().map(Search::One).chain([Search::Auto])
}

#[test]
fn who_has_answered_tells_the_pain_and_begins() {
    let (mut flow, settings) = (Flow::default(), answered(&[], false));
    flow.wish(BRIDGE, &settings);
    assert_eq!((flow.screen(), flow.wanted()), (Screen::Before, Some(BRIDGE)));
    let pass = flow.begin(Some(3), &settings, None).unwrap();
    assert_eq!((pass.search(), pass.pain_before(), flow.screen()), (BRIDGE, Some(3), Screen::Live));
    flow.done(true);
    assert_eq!(flow.told(), Some(&Told { before: Some(3), ..Told::default() }));
}

#[test]
fn answers_open_the_way_while_somebody_waits_and_only_then() {
    let mut flow = Flow::default();
    flow.wish(BRIDGE, &Settings::default());
    assert_eq!(flow.screen(), Screen::Check);
    flow.changed(&answered(&["pregnancy"], false));
    assert_eq!(flow.screen(), Screen::Check, "check first");
    flow.changed(&answered(&["pregnancy"], true));
    assert_eq!(flow.screen(), Screen::Before);
    flow.changed(&answered(&["leg_weakness"], true));
    assert_eq!(flow.screen(), Screen::Check, "and close it");
    flow.go(Screen::Check);
    flow.changed(&answered(&[], false));
    assert_eq!((flow.screen(), flow.wanted()), (Screen::Check, None), "only looked at");
}

/// Every action in every order, four deep, from every screen that can be gone to.
#[test]
fn nobody_without_leave_ever_comes_to_a_session_but_hands_free() {
    let blocked = [
        Settings::default(),
        answered(&["leg_weakness"], true),
        answered(&["fever_or_immune"], false),
        Settings { profile: 7, ..answered(&[], true) },
    ];
    let steps: [Step; 9] = [
        |flow, search, settings| {
            flow.wish(search, settings);
            None
        },
        |flow, search, settings| {
            flow.again(search, settings);
            None
        },
        |flow, _, settings| {
            flow.changed(settings);
            None
        },
        |flow, _, settings| flow.begin(None, settings, None),
        |flow, _, settings| flow.begin(Some(0), settings, None),
        |flow, _, _| {
            flow.go(Screen::Check);
            None
        },
        |flow, _, _| {
            flow.open_session(Told::default());
            None
        },
        |flow, _, _| {
            flow.done(true);
            None
        },
        |flow, _, _| {
            flow.confirm(true);
            None
        },
    ];
    for settings in &blocked {
        for search in searches() {
            for order in 0..9_usize.pow(4) {
                let mut flow = Flow::default();
                for k in 0..4 {
                    let step = steps[order / 9_usize.pow(k) % 9];
                    assert_eq!(step(&mut flow, search, settings), None);
                    assert!(!matches!(flow.screen(), Screen::Live | Screen::Before), "{settings:?} {order}");
                }
            }
        }
    }
    let pass = Flow::default().hands_free(BRIDGE);
    assert_eq!((pass.search(), pass.pain_before()), (BRIDGE, None));
}

#[test]
fn osteoporosis_leaves_out_knee_to_chest_and_looks_for_the_others() {
    let (mut flow, settings) = (Flow::default(), answered(&["osteoporosis"], true));
    flow.wish(Search::One(&KNEE_TO_CHEST), &settings);
    assert_eq!((flow.screen(), flow.begin(Some(0), &settings, None)), (Screen::Check, None));
    flow.wish(Search::Auto, &settings);
    let pass = flow.begin(Some(0), &settings, None).expect("the others are looked for");
    let searched = pass.search().exercises();
    assert!(searched.contains(&&HIP_BRIDGE) && !searched.contains(&&KNEE_TO_CHEST));
    flow.wish(BRIDGE, &settings);
    assert_eq!(flow.screen(), Screen::Before, "another is offered");
}

#[test]
fn strong_pain_begins_nothing_and_what_is_not_said_does() {
    let settings = answered(&[], false);
    let begun = |pain| {
        let mut flow = Flow::default();
        flow.wish(BRIDGE, &settings);
        (flow.begin(pain, &settings, None).is_some(), flow.screen())
    };
    assert_eq!((begun(Some(5)), begun(None)), ((true, Screen::Live), (true, Screen::Live)));
    for pain in [6, 7, 10, 11, 255] {
        assert_eq!(begun(Some(pain)), (false, Screen::Before), "{pain}");
    }
}

#[test]
fn what_was_told_afterwards_forbids_another_and_may_be_changed() {
    let (mut flow, settings) = (Flow::default(), answered(&[], false));
    flow.wish(BRIDGE, &settings);
    flow.begin(Some(2), &settings, None).unwrap();
    assert!(!flow.tell(Aftermath::default()), "not before it is over");
    flow.done(true);
    assert!(flow.tell(Aftermath { pain_after: Some(4), ..Aftermath::default() }));
    flow.again(BRIDGE, &settings);
    assert_eq!(flow.screen(), Screen::Result);
    assert!(flow.tell(Aftermath { pain_after: Some(3), ..Aftermath::default() }));
    flow.again(BRIDGE, &settings);
    assert_eq!((flow.screen(), flow.told()), (Screen::Before, None));
}

#[test]
fn after_a_stop_today_another_set_is_confirmed_each_time() {
    let (mut flow, settings) = (Flow::default(), answered(&[], false));
    let stopped = Some(StopToday::Session(StopReason::MorePain));
    flow.confirm(true);
    flow.wish(BRIDGE, &settings);
    assert_eq!(flow.begin(Some(1), &settings, stopped), None, "what was said elsewhere counts for nothing");
    flow.confirm(true);
    flow.confirm(false);
    assert_eq!(flow.begin(Some(1), &settings, stopped), None, "taken back");
    flow.confirm(true);
    flow.changed(&settings);
    assert_eq!(flow.begin(Some(6), &settings, stopped), None, "strong pain is strong all the same");
    assert!(flow.begin(Some(1), &settings, stopped).is_some());
    flow.done(true);
    flow.again(BRIDGE, &settings);
    assert_eq!((flow.is_confirmed(), flow.begin(Some(1), &settings, stopped)), (false, None), "and anew for the next");
    assert!(flow.begin(Some(1), &settings, None).is_some());
}

#[test]
fn a_session_that_was_stopped_offers_no_other() {
    let (mut flow, settings) = (Flow::default(), answered(&[], false));
    flow.wish(BRIDGE, &settings);
    flow.begin(Some(2), &settings, None).unwrap();
    flow.done(true);
    flow.stopped(Some(&StopReport { reason: "more_pain".into(), at_s: Some(3.0) }));
    assert_eq!(flow.told().and_then(Told::stop), Some(StopReason::MorePain));
    flow.again(BRIDGE, &settings);
    assert_eq!(flow.screen(), Screen::Result);
}

#[test]
fn nobody_is_asked_after_a_hands_free_session_and_a_past_one_can_be_told_of_later() {
    let mut flow = Flow::default();
    flow.hands_free(BRIDGE);
    flow.done(false);
    assert!(flow.told().is_none() && !flow.tell(Aftermath::default()));
    let past = || Told { before: Some(2), is_past: true, ..Told::default() };
    assert!(!flow.open_session(past()), "only from home and from a review");
    for from in [Screen::Home, Screen::Review] {
        flow.go(from);
        assert!(flow.open_session(past()) && flow.told() == Some(&past()));
        assert_eq!(flow.screen(), Screen::Result);
        assert!(flow.tell(Aftermath { pain_after: Some(5), ..Aftermath::default() }));
        assert_eq!(flow.told().and_then(Told::stop), Some(StopReason::MorePain));
    }
}
