//! The things to do, and how each shows.

use crate::session::{BodyInPicture, LiveView, ViewWarning};
use crate::track::TrackedPose;

/// Darker pictures (0–255) hide who is there: the limit of [`ViewWarning::Dark`].
const DARK_BRIGHTNESS: f32 = 30.0;
/// Joints that the model puts beyond the edge by this much are out of the picture, ÷ its longer side: it guesses those that
/// it does not see, and is right to 1 % of the picture at the edge.
const OUT: f32 = -0.01;
/// With this much room beside the other end the camera is turned, with less it is taken away, ÷ the longer side. The mean
/// shank and foot of a person who fills two thirds of the picture is as much.
const ROOM: f32 = 0.15;
/// The camera looks down by more than this, in degrees: bodies on their back read up to 22° on the samples, and 45° is no
/// back any more.
const LOOKS_DOWN_DEG: f32 = 30.0;

/// The trunk of who lies leads up or down by less than this: 30°, which no bridge exceeds by more than 5° and which
/// [`crate::gesture`] calls sitting.
const UPRIGHT: f32 = 0.5;

/// One thing to do about the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Advice {
    /// The picture is dark.
    MoreLight,
    /// Nobody is found.
    ComeIntoView,
    /// Somebody else is there.
    OthersInView,
    /// Nobody lies on their back.
    LieDown,
    /// The body does not fit into the picture.
    FurtherAway,
    /// The head is out of the picture, with room at the feet.
    TurnToHead,
    /// The feet are out of the picture, with room at the head.
    TurnToFeet,
    /// The camera stands towards the feet.
    MoveToHead,
    /// The camera stands towards the head.
    MoveToFeet,
    /// The person is small.
    Closer,
    /// The camera looks down.
    Lower,
    /// The camera is tilted.
    Level,
    /// The camera moves.
    Steady,
    /// Head or feet are hidden.
    ClearView,
}

impl Advice {
    /// Every one, the gravest first; in the order of the variants.
    pub const ALL: [Self; 14] = [
        Self::MoreLight,
        Self::ComeIntoView,
        Self::OthersInView,
        Self::LieDown,
        Self::FurtherAway,
        Self::TurnToHead,
        Self::TurnToFeet,
        Self::MoveToHead,
        Self::MoveToFeet,
        Self::Closer,
        Self::Lower,
        Self::Level,
        Self::Steady,
        Self::ClearView,
    ];

    /// Whether it only makes errors smaller: a session may begin without it.
    pub const fn is_soft(self) -> bool {
        !matches!(self, Self::ComeIntoView | Self::LieDown)
    }

    /// Its name, in small ASCII letters and underscores, which never changes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MoreLight => "more_light",
            Self::ComeIntoView => "come_into_view",
            Self::OthersInView => "others_in_view",
            Self::LieDown => "lie_down",
            Self::FurtherAway => "further_away",
            Self::TurnToHead => "turn_to_head",
            Self::TurnToFeet => "turn_to_feet",
            Self::MoveToHead => "move_to_head",
            Self::MoveToFeet => "move_to_feet",
            Self::Closer => "closer",
            Self::Lower => "lower",
            Self::Level => "level",
            Self::Steady => "steady",
            Self::ClearView => "clear_view",
        }
    }

    /// The sentence, as said.
    pub const fn words(self) -> &'static str {
        match self {
            Self::MoreLight => "The picture is dark. Switch on a lamp.",
            Self::ComeIntoView => "I cannot see you. Come in front of the laptop.",
            Self::OthersInView => "Somebody else is in view. Please be alone in the picture.",
            Self::LieDown => "Lie down on your back, with your side to the laptop.",
            Self::FurtherAway => "You do not fit into the picture. Put the laptop further away.",
            Self::TurnToHead => "Your head is out of the picture. Turn the laptop towards your head.",
            Self::TurnToFeet => "Your feet are out of the picture. Turn the laptop towards your feet.",
            Self::MoveToHead => "I see you from the feet. Move the laptop towards your head.",
            Self::MoveToFeet => "I see you from the head. Move the laptop towards your feet.",
            Self::Closer => "You are small in the picture. Put the laptop closer.",
            Self::Lower => "I look down on you. Put the laptop lower.",
            Self::Level => "The picture is tilted. Set the laptop level.",
            Self::Steady => "The picture moves. Put the laptop on something that stands still.",
            Self::ClearView => "Something hides your head or your feet. Clear it away.",
        }
    }
}

/// Everything that shows in one view.
pub(super) fn present(view: &LiveView) -> Vec<Advice> {
    let others = view.framing.n_people.is_some_and(|n| 1 < n).then_some(Advice::OthersInView);
    let body = match view.framing.body {
        _ if view.pose.is_none() => nobody(view),
        Some(_) if !is_lying(view) => vec![Advice::LieDown],
        _ => of_lying(view),
    };
    body.into_iter().chain(others).collect()
}

fn nobody(view: &LiveView) -> Vec<Advice> {
    let is_dark = view.framing.brightness < DARK_BRIGHTNESS;
    vec![if is_dark { Advice::MoreLight } else { Advice::ComeIntoView }]
}

/// Whether somebody lies; where hips or shoulders are not seen, whether the model's trunk is level.
fn is_lying(view: &LiveView) -> bool {
    let of_pose = |pose: &TrackedPose| {
        let [_, down, _] = pose.axes.trunk;
        (view.exercise.posture)(pose).unwrap_or_else(|| down.abs() < UPRIGHT)
    };
    view.pose.as_ref().is_some_and(of_pose)
}

/// Of somebody who lies.
fn of_lying(view: &LiveView) -> Vec<Advice> {
    let mut all: Vec<Advice> = view.warnings.iter().filter_map(|warning| of_warning(view, *warning)).collect();
    all.extend(out_of_picture(view));
    all.extend(view.framing.body.filter(|body| LOOKS_DOWN_DEG < body.looks_down_deg).map(|_| Advice::Lower));
    all
}

fn of_warning(view: &LiveView, warning: ViewWarning) -> Option<Advice> {
    let stands_at_feet = view.framing.body.is_some_and(|body| 0.0 < body.yaw_to_feet_deg);
    let is_whole = !view.warnings.contains(&ViewWarning::NotWhole);
    Some(match warning {
        // What is not seen is not measured either.
        ViewWarning::Small if !is_whole => return None,
        ViewWarning::TooSmall | ViewWarning::Small => Advice::Closer,
        ViewWarning::NotSideOn | ViewWarning::Oblique if stands_at_feet => Advice::MoveToHead,
        ViewWarning::NotSideOn | ViewWarning::Oblique => Advice::MoveToFeet,
        ViewWarning::NotLyingDown => Advice::LieDown,
        ViewWarning::Dark => Advice::MoreLight,
        ViewWarning::Tilted => Advice::Level,
        ViewWarning::Moves => Advice::Steady,
        // The one has no prompt; the other is seen in each look of the detector.
        ViewWarning::Zooms | ViewWarning::OthersInView => return None,
        ViewWarning::NotWhole if out_of_picture(view).is_some() => return None,
        ViewWarning::NotWhole => Advice::ClearView,
    })
}

fn out_of_picture(view: &LiveView) -> Option<Advice> {
    let BodyInPicture { head, legs, .. } = view.framing.body?;
    let is_out = |inside: f32| inside < OUT;
    match (is_out(head.sideways), is_out(legs.sideways)) {
        _ if is_out(head.upright) || is_out(legs.upright) => Some(Advice::FurtherAway),
        (true, false) if ROOM < legs.sideways => Some(Advice::TurnToHead),
        (false, true) if ROOM < head.sideways => Some(Advice::TurnToFeet),
        (false, false) => None,
        _ => Some(Advice::FurtherAway),
    }
}
