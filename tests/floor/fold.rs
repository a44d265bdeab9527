//! The fold costs no view where none is looked at, and looking changes nothing.

use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::judge::{Judge, LiveView, Search};

use crate::athlete::{Athlete, Bridge, STREAM, Script};
use crate::logs::logs;

#[test]
fn looking_at_every_sample_changes_no_judgement() {
    for (name, stream, samples) in logs() {
        let mut n_views = 0;
        let looked = Judge::new(Search::Auto, stream).judge_with(&samples, |sample, judge| {
            n_views += usize::from(judge.view().framing.brightness == sample.brightness);
        });
        assert_eq!(n_views, samples.len(), "{name}: a view of another sample");
        assert_eq!(Judge::new(Search::Auto, stream).judge(&samples), looked, "{name}");
    }
}

#[test]
fn a_view_on_demand_is_the_one_that_every_look_sees() {
    for (name, stream, samples) in logs().into_iter().step_by(3) {
        let mut every: Vec<LiveView> = Vec::new();
        Judge::new(Search::Auto, stream).judge_with(&samples, |_, judge| every.push(judge.view()));
        let mut judge = Judge::new(Search::Auto, stream);
        for (k, (sample, seen)) in samples.iter().zip(&every).enumerate() {
            judge.push(sample);
            if k % 41 == 0 || k + 1 == samples.len() {
                assert_eq!(judge.view(), *seen, "{name}, sample {k}");
                assert_eq!(judge.view(), *seen, "{name}, sample {k}, looked at twice");
            }
        }
    }
}

#[test]
fn parts_of_a_view_are_those_of_the_whole() {
    let samples = Athlete { trunk_px: 60.0, ..Athlete::SIDE_ON }.samples(&Script::lying().bridges(1, Bridge::GOOD));
    let (mut n_warned, mut n_smoothed) = (0, 0);
    Judge::new(&HIP_BRIDGE, STREAM).judge_with(&samples, |_, judge| {
        let view = judge.view();
        assert_eq!(judge.smooth_pose(), view.pose.as_ref());
        assert_eq!((judge.warnings(), judge.framing()), (view.warnings, view.framing));
        n_warned += usize::from(!judge.warnings().is_empty());
        n_smoothed += usize::from(judge.pose().zip(judge.smooth_pose()).is_some_and(|(raw, smooth)| raw != smooth));
    });
    assert!(samples.len() < 2 * n_warned && samples.len() < 2 * n_smoothed, "{n_warned}, {n_smoothed}");
}

#[test]
fn a_view_before_the_first_sample_shows_nobody() {
    let view = Judge::new(&HIP_BRIDGE, STREAM).view();
    assert_eq!((view.pose, view.n_reps, view.hold_secs), (None, 0, 0.0));
    assert!(view.rhythm.is_none() && view.last_rep.is_none() && view.warnings.is_empty());
}
