//! A whole session before a made-up athlete: what is heard, with times.

use formcheck::core::exercise::Exercise;
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::judge::Judge;
use formcheck::core::pose::{PoseSample, Stream};
use formcheck::core::time::Timestamp;
use formcheck::guide::cue::{CueConfig, Cues, Prompt, Sound};

use crate::athlete::STREAM;

/// Count only, first session.
pub(crate) const COUNT: CueConfig =
    CueConfig { counts: true, paces: false, tone: false, beat: None, n_sessions: 0, secs: Prompt::estimated_secs };

/// What is heard, with instants in s.
pub(crate) fn heard(config: CueConfig, samples: &[PoseSample]) -> Vec<(f64, Sound)> {
    heard_of(config, &HIP_BRIDGE, STREAM, samples)
}

/// The same of any exercise and stream, result and all.
pub(crate) fn heard_of(
    config: CueConfig,
    exercise: &'static Exercise,
    stream: Stream,
    samples: &[PoseSample],
) -> Vec<(f64, Sound)> {
    let (mut judge, mut cues) = (Judge::new(exercise, stream), Cues::new(config));
    let mut heard = Vec::new();
    let mut at = Timestamp::ZERO;
    for sample in samples {
        at = sample.at;
        judge.push(sample);
        let view = judge.view();
        heard.extend(cues.push(at, &view).into_iter().map(|sound| (at.secs(), sound)));
    }
    cues.finish(at, &judge.finish());
    while !cues.is_silent(at) {
        at = Timestamp::from_secs(at.secs() + 0.05);
        heard.extend(cues.rest(at).into_iter().map(|sound| (at.secs(), sound)));
    }
    heard
}

/// As text: one line for each that is said, tones left out.
pub(crate) fn transcript(heard: &[(f64, Sound)]) -> String {
    let line = |(secs, sound): &(f64, Sound)| match sound {
        Sound::Say(prompt) => Some(format!("{secs:5.1}  {}\n", prompt.words())),
        Sound::Hush => Some(format!("{secs:5.1}  (hush)\n")),
        Sound::Beat => Some(format!("{secs:5.1}  *\n")),
        Sound::Tone { .. } | Sound::ToneEnd => None,
    };
    heard.iter().filter_map(line).collect()
}
