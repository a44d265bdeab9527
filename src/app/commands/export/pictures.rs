//! Pictures of the best and the worst repetition.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::input::Input;
use crate::core::exercises;
use crate::core::frame::Frame;
use crate::core::judge::{LiveView, Search};
use crate::core::pose::PoseSample;
use crate::core::time::Timestamp;
use crate::io::export::picture::{Face, picture};
use crate::io::export::{Choice, Content, Series, Shown, choices, figure_at};
use crate::io::video;

/// A picture farther from its pose than this is another instant, in s: half the time between two at 10 a second.
const SAME_INSTANT_SECS: f64 = 0.05;

/// Both repetitions at the middle of their holds: from the video where there is one, else drawn from the poses.
pub(super) fn shown(input: &Input, blurs_faces: bool, cancelled: &AtomicBool) -> Vec<Shown> {
    let choices = choices(&input.report.judgement);
    let Ok(series) = &input.series else { return Vec::new() };
    let drawn = |choice: &Choice| {
        let drawing = figure_at(series, &input.report, choice).map(Content::Drawing);
        drawing.ok_or_else(|| input.words.too_little_seen.clone())
    };
    let contents: Vec<Result<Content, String>> = match &input.video {
        None => choices.iter().map(drawn).collect(),
        Some(path) => photographs(path, (input, series), (&choices, blurs_faces), cancelled),
    };
    choices.into_iter().zip(contents).map(|(choice, content)| Shown { choice, content }).collect()
}

fn photographs(
    path: &Path,
    (input, series): (&Input, &Series),
    (choices, blurs_faces): (&[Choice], bool),
    cancelled: &AtomicBool,
) -> Vec<Result<Content, String>> {
    let samples: Vec<Option<&PoseSample>> =
        choices.iter().map(|choice| series.nearest(choice.at_s).map(|(sample, _)| sample)).collect();
    let instants: Vec<Timestamp> = samples.iter().map(|sample| sample.map_or(Timestamp::ZERO, |it| it.at)).collect();
    let search = exercises::by_name(&input.report.judgement.exercise).map_or(Search::Auto, Search::One);
    let views = series.views(search, &instants);
    let frames = frames(path, &instants, cancelled);
    let one = |((sample, view), frame): ((Option<&PoseSample>, &Option<LiveView>), &Option<Frame>)| {
        let frame = frame.as_ref().ok_or_else(|| input.words.no_frame.clone())?;
        let (sample, view) = sample.zip(view.as_ref()).ok_or_else(|| input.words.nothing_followed.clone())?;
        let face = if blurs_faces { Face::Blurred(sample.person.as_ref()) } else { Face::Shown };
        if blurs_faces && 1 < n_people(series, sample.at) {
            return Err(input.words.face_of_other.clone());
        }
        picture(frame, view, face).map(Content::Jpeg)
    };
    samples.into_iter().zip(&views).zip(&frames).map(one).collect()
}

/// The most people that the detector saw around an instant; it does not look at every picture.
fn n_people(series: &Series, at: Timestamp) -> u8 {
    let counted = || series.samples.iter().filter_map(|sample| Some((sample.at, sample.n_people?)));
    let before = counted().take_while(|(then, _)| *then <= at).last();
    let after = counted().find(|(then, _)| at <= *then);
    before.into_iter().chain(after).map(|(_, n)| n).max().unwrap_or_default()
}

/// The video's picture of each instant; `None` where it has none that is near enough, or cannot be read so far.
fn frames(path: &Path, instants: &[Timestamp], cancelled: &AtomicBool) -> Vec<Option<Frame>> {
    let mut found: Vec<Option<Frame>> = vec![None; instants.len()];
    let Ok(mut source) = video::open(path) else { return found };
    let last = instants.iter().max().copied().unwrap_or(Timestamp::ZERO);
    while let Ok(Some(frame)) = source.next_frame() {
        for (at, kept) in instants.iter().zip(&mut found) {
            let off = |frame: &Frame| frame.at.secs_since(*at).abs();
            if off(&frame) <= SAME_INSTANT_SECS && kept.as_ref().is_none_or(|kept| off(&frame) < off(kept)) {
                *kept = Some(frame.clone());
            }
        }
        if SAME_INSTANT_SECS < frame.at.secs_since(last) || cancelled.load(Ordering::Relaxed) {
            break;
        }
    }
    found
}
