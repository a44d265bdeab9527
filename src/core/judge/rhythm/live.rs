//! A rhythm while it happens.

use super::RhythmFollower;
use super::tempo::tempo;
use crate::core::exercise::Reading;
use crate::core::pose::SetupRefusal;
use crate::core::time::Timestamp;

/// So much of the movement is shown, in s.
pub const STRIP_SECS: f64 = 20.0;

/// A rhythm at one instant. Instants are seconds of the stream.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RhythmView {
    /// The movement of the last 20 s in order of time: instant, and place along the trunk in trunks.
    pub strip: Vec<(f64, f32)>,
    /// When repetitions within it were half-way up.
    pub beats: Vec<f64>,
    /// Median period, in s.
    pub period: Option<Reading>,
    /// Standard deviation of the periods ÷ their mean.
    pub unevenness: Option<Reading>,
    /// Why nothing can be followed now; `None` too before anything was tried.
    pub trouble: Option<SetupRefusal>,
}

impl RhythmFollower {
    /// What is shown at that instant.
    pub(in crate::core::judge) fn view(&self, at: Timestamp) -> RhythmView {
        let from = Timestamp::from_secs(at.secs() - STRIP_SECS);
        let strip = self.signal.iter().flat_map(|signal| signal.between(from, at));
        let tempo = tempo(&self.beats, &self.breaks);
        RhythmView {
            strip: strip.map(|entry| (entry.at.secs(), entry.value)).collect(),
            beats: self.beats.iter().map(|beat| beat.crossing).filter(|crossing| from.secs() <= *crossing).collect(),
            period: tempo.period,
            unevenness: tempo.unevenness,
            trouble: self.set_ups.refused.map(|(_, why)| why).filter(|_| self.signal.is_none()),
        }
    }
}
