//! A review as the screen shows it.

use std::sync::Arc;

use super::frame_state::FrameState;
use super::marks::Remarks;
use super::open::Opened;
use super::past::Past;
use super::player::{Move, Player};
use crate::core::frame::Frame;
use crate::core::time::Timestamp;
use crate::io::recording::Mark;
use crate::io::words::Trouble;

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewStage {
    /// It is read and followed: frames done, and of how many, if known.
    Opening(u64, Option<u64>),
    /// It cannot be reviewed, and why.
    Failed(Trouble),
    /// It is there.
    Open(Arc<Opened>),
}

/// A review as the screen shows it: a state.
#[derive(Debug, Clone)]
pub struct ReviewState {
    /// What is reviewed.
    pub stage: ReviewStage,
    /// Where one is.
    pub player: Player,
    /// The picture, as near to where one is as it has come.
    pub picture: Option<Arc<Frame>>,
    /// Person who looks at it.
    pub by: String,
    /// What they say.
    pub remarks: Remarks,
    /// What it is compared with.
    pub other: Option<Arc<Opened>>,
    /// Past sessions, as far as they are read.
    pub past: Option<Arc<Past>>,
    /// A further error, in one sentence.
    pub trouble: Option<Trouble>,
}

impl ReviewState {
    /// Returns a state before anything is there: it will begin paused at `at`, and is looked at by a person of that
    /// name.
    pub fn opening(at: Timestamp, by: &str) -> Self {
        Self {
            stage: ReviewStage::Opening(0, None),
            player: Player::paused_at(at),
            picture: None,
            by: by.to_owned(),
            remarks: Remarks::default(),
            other: None,
            past: None,
            trouble: None,
        }
    }

    /// Returns what is reviewed, when it is there.
    pub fn opened(&self) -> Option<&Arc<Opened>> {
        match &self.stage {
            ReviewStage::Open(opened) => Some(opened),
            ReviewStage::Opening(..) | ReviewStage::Failed(_) => None,
        }
    }

    /// Takes what was opened.
    pub fn open(&mut self, opened: Opened) {
        let own = opened.marks.iter().filter(|mark| mark.by == self.by).map(|mark| mark.remark.clone());
        self.remarks = own.collect::<Vec<_>>().into();
        self.trouble.clone_from(&opened.trouble);
        // Nothing happens before the first repetition.
        let first = opened.film.rep_starts().first().copied().filter(|_| self.player.at() == Timestamp::ZERO);
        self.player.act(Move::To(first.map_or_else(|| self.player.at(), Timestamp::from_secs)), &opened.film);
        self.stage = ReviewStage::Open(Arc::new(opened));
    }

    /// Returns what others say of it.
    pub fn others(&self) -> impl Iterator<Item = &Mark> {
        self.opened().into_iter().flat_map(|opened| &opened.marks).filter(|mark| mark.by != self.by)
    }

    /// Moves on by so many seconds.
    pub fn advance(&mut self, elapsed_secs: f64) {
        if let ReviewStage::Open(opened) = &self.stage {
            self.player.advance(elapsed_secs, &opened.film);
        }
    }

    /// Goes where it was asked to.
    pub fn go(&mut self, to: Move) {
        if let ReviewStage::Open(opened) = &self.stage {
            self.player.act(to, &opened.film);
        }
    }

    /// Returns what to draw: the picture, and what was seen in that very frame. Without pictures, the state where one
    /// is alone.
    pub fn seen(&self) -> (Option<&Arc<Frame>>, Option<&FrameState>) {
        let Some(opened) = self.opened() else { return (None, None) };
        match &self.picture {
            Some(picture) => (Some(picture), opened.film.state_of(picture.at)),
            None if opened.video.is_none() => (None, opened.film.shown_at(self.player.at())),
            None => (None, None),
        }
    }
}
