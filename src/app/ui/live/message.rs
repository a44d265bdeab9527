//! What the person is told now: one thing, or nothing.

use crate::app::live::VoiceGuideView;
use crate::core::judge::{LiveRemark, LiveView, Phase};
use crate::core::time::Timestamp;
use crate::guide::coach::Advice;
use crate::guide::cue::{CueStage, Prompt, still};

/// Returns the prompt before the set: something to do or to wait for. Advice that no longer holds is not shown again
/// only because it was spoken, nor is advice that the picture beside it disproves.
fn before_set(guide: VoiceGuideView, view: &LiveView) -> Option<Prompt> {
    let VoiceGuideView { stage, coaching, said } = guide;
    let is_disproved = |advice: &Advice| *advice == Advice::ComeIntoView && view.pose.is_some();
    let advice = coaching.advice.filter(|advice| !is_disproved(advice)).map(Prompt::Coach);
    let said = said.filter(|prompt| !matches!(prompt, Prompt::Coach(_) | Prompt::LieStill | Prompt::HoldStill));
    match stage {
        CueStage::Coaching => advice.or_else(|| coaching.is_good.then(|| still(view.exercise))).or(said),
        CueStage::CountingDown => Some(still(view.exercise)),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Message<'a> {
    /// As the voice says it.
    Said(Prompt),
    /// Result of the last movement.
    Seen(LiveRemark<'a>),
    /// Nothing was done yet.
    Ready,
}

impl<'a> Message<'a> {
    /// What is said of a view at an instant; before the set it is what the coach says.
    pub(super) fn of(view: &'a LiveView, at: Timestamp, guide: Option<VoiceGuideView>) -> Option<Self> {
        if let Some(prompt) = guide.and_then(|guide| before_set(guide, view)) {
            return Some(Self::Said(prompt));
        }
        let is_ready = view.last_rep.is_none() && view.phase == Phase::Rest && view.provisional_reps == 0;
        view.remark(at).map(Self::Seen).or_else(|| is_ready.then_some(Self::Ready))
    }
}
