//! The things to do, and how each shows.

use crate::core::exercise::{CameraView, PostureKind};
use crate::core::judge::{BodyInPicture, DARK_BRIGHTNESS, LiveView, ViewWarning};
use crate::core::measure::yaw_deg;
use crate::core::track::TrackedPose;

/// Joints that the model puts beyond the edge by this much are out of the picture, ÷ its longer side: it guesses those that
/// it does not see, and is right to 1 % of the picture at the edge.
const OUT: f32 = -0.01;
/// With this much room beside the other end the camera is turned, with less it is taken away, ÷ the longer side. The mean
/// shank and foot of a person who fills two thirds of the picture is as much.
const ROOM: f32 = 0.15;
/// The camera looks down by more than this, in degrees: bodies on their back read up to 22° on the samples, and 45° is no
/// back any more.
const LOOKS_DOWN_DEG: f32 = 30.0;

/// The trunk of a person on the mat leads up or down by less than this: 30°, which no bridge exceeds by more than 5° and
/// which [`crate::guide::gesture`] calls getting up.
const UPRIGHT: f32 = 0.5;
/// Half-way between the side and the front, in degrees: from here the nearer of two views is the front.
const BETWEEN_VIEWS_DEG: f32 = 45.0;

/// One thing to do about the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Advice {
    /// The picture is dark.
    MoreLight,
    /// No person is found.
    ComeIntoView,
    /// Another person is there.
    OthersInView,
    /// No person lies on their back.
    LieDown,
    /// The person is in another posture than the exercise's.
    TakePosition,
    /// The body does not fit into the picture.
    FurtherAway,
    /// The head is out of the picture, with room at the feet.
    TurnToHead,
    /// The feet are out of the picture, with room at the head.
    TurnToFeet,
    /// The head is beyond the upper edge, with room at the feet.
    TiltUp,
    /// The feet are beyond the lower edge, with room at the head.
    TiltDown,
    /// An upright person is at the left or right edge.
    StepToMiddle,
    /// The camera stands towards the feet.
    MoveToHead,
    /// The camera stands towards the head.
    MoveToFeet,
    /// The exercise is judged from the front.
    FaceCamera,
    /// The exercise is judged from the side, and the person can turn on the spot.
    TurnSideOn,
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
    pub const ALL: [Self; 20] = [
        Self::MoreLight,
        Self::ComeIntoView,
        Self::OthersInView,
        Self::LieDown,
        Self::TakePosition,
        Self::FurtherAway,
        Self::TurnToHead,
        Self::TurnToFeet,
        Self::TiltUp,
        Self::TiltDown,
        Self::StepToMiddle,
        Self::MoveToHead,
        Self::MoveToFeet,
        Self::FaceCamera,
        Self::TurnSideOn,
        Self::Closer,
        Self::Lower,
        Self::Level,
        Self::Steady,
        Self::ClearView,
    ];

    /// Returns true if it only makes errors smaller: a session may begin without it.
    pub const fn is_soft(self) -> bool {
        !matches!(self, Self::ComeIntoView | Self::LieDown | Self::TakePosition)
    }

    /// Returns true if it was recorded in every language. The others are shown, and the system's voice speaks them if
    /// there is one.
    pub const fn is_recorded(self) -> bool {
        !matches!(
            self,
            Self::TakePosition
                | Self::TiltUp
                | Self::TiltDown
                | Self::StepToMiddle
                | Self::FaceCamera
                | Self::TurnSideOn
        )
    }

    /// Returns its name, in small ASCII letters and underscores, which never changes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MoreLight => "more_light",
            Self::ComeIntoView => "come_into_view",
            Self::OthersInView => "others_in_view",
            Self::LieDown => "lie_down",
            Self::TakePosition => "take_position",
            Self::TiltUp => "tilt_up",
            Self::TiltDown => "tilt_down",
            Self::StepToMiddle => "step_to_middle",
            Self::FaceCamera => "face_camera",
            Self::TurnSideOn => "turn_side_on",
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

    /// Returns the sentence, as said.
    pub const fn words(self) -> &'static str {
        match self {
            Self::MoreLight => "The picture is dark. Switch on a lamp.",
            Self::ComeIntoView => "I cannot see you. Come in front of the laptop.",
            Self::OthersInView => "Somebody else is in view. Please be alone in the picture.",
            Self::LieDown => "Lie down on your back, with your side to the laptop.",
            Self::TakePosition => "Take up the starting position.",
            Self::TiltUp => "Your head is out of the picture. Tilt the laptop up.",
            Self::TiltDown => "Your feet are out of the picture. Tilt the laptop down.",
            Self::StepToMiddle => "You are at the edge of the picture. Step to the middle.",
            Self::FaceCamera => "Turn to face the laptop.",
            Self::TurnSideOn => "Turn your side to the laptop.",
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
        Some(_) if !is_in_posture(view) => vec![starting_position(view)],
        _ => in_posture(view),
    };
    body.into_iter().chain(others).collect()
}

fn nobody(view: &LiveView) -> Vec<Advice> {
    let is_dark = view.framing.brightness < DARK_BRIGHTNESS;
    vec![if is_dark { Advice::MoreLight } else { Advice::ComeIntoView }]
}

/// Returns the advice that brings a person into the exercise's posture.
fn starting_position(view: &LiveView) -> Advice {
    if view.exercise.posture.kind == PostureKind::Supine { Advice::LieDown } else { Advice::TakePosition }
}

/// Returns true if the exercise's posture is held. If that cannot be seen, the model's trunk must be as level or as
/// upright.
fn is_in_posture(view: &LiveView) -> bool {
    let posture = &view.exercise.posture;
    let of_pose = |pose: &TrackedPose| {
        let [_, down, _] = pose.axes.trunk;
        posture.holds(pose).unwrap_or_else(|| (UPRIGHT <= down.abs()) == posture.kind.is_upright())
    };
    view.pose.as_ref().is_some_and(of_pose)
}

/// Returns true if joints that show the posture are not seen.
fn is_unseen(view: &LiveView) -> bool {
    view.pose.as_ref().is_some_and(|pose| view.exercise.posture.holds(pose).is_none())
}

/// Of a person in the exercise's posture.
fn in_posture(view: &LiveView) -> Vec<Advice> {
    let mut all: Vec<Advice> = view.warnings.iter().filter_map(|warning| of_warning(view, *warning)).collect();
    all.extend(out_of_picture(view));
    all.extend(view.framing.body.filter(|body| looks_down(view, body)).map(|_| Advice::Lower));
    all
}

/// Returns true if the camera looks down, judged from the height of the far side of a body with its front up or down.
fn looks_down(view: &LiveView, body: &BodyInPicture) -> bool {
    let tells =
        matches!(view.exercise.posture.kind, PostureKind::Supine | PostureKind::Prone | PostureKind::HandsAndKnees);
    tells && LOOKS_DOWN_DEG < body.looks_down_deg
}

fn of_warning(view: &LiveView, warning: ViewWarning) -> Option<Advice> {
    let is_whole = !view.warnings.contains(&ViewWarning::NotWhole);
    Some(match warning {
        // What is not seen is not measured either.
        ViewWarning::Small if !is_whole => return None,
        ViewWarning::TooSmall | ViewWarning::Small => Advice::Closer,
        ViewWarning::OffView(_) | ViewWarning::Oblique(_) => turn(view)?,
        ViewWarning::NotLyingDown => Advice::LieDown,
        // If the posture cannot be judged, a part of the body is out of the picture or hidden.
        ViewWarning::NotInPosture if is_unseen(view) && out_of_picture(view).is_some() => return None,
        ViewWarning::NotInPosture if is_unseen(view) => Advice::ClearView,
        ViewWarning::NotInPosture => Advice::TakePosition,
        ViewWarning::Dark => Advice::MoreLight,
        ViewWarning::Tilted => Advice::Level,
        ViewWarning::Moves => Advice::Steady,
        // The one has no prompt; the other is seen in each look of the detector.
        ViewWarning::Zooms | ViewWarning::OthersInView => return None,
        ViewWarning::NotWhole if out_of_picture(view).is_some() => return None,
        ViewWarning::NotWhole => Advice::ClearView,
    })
}

/// Returns the advice that turns the person or the camera to the nearest view that is asked for.
fn turn(view: &LiveView) -> Option<Advice> {
    let asks_for = |wanted: CameraView| view.exercise.views.contains(&wanted);
    let is_nearer_front = || view.pose.as_ref().is_some_and(|pose| BETWEEN_VIEWS_DEG < yaw_deg(pose));
    let stands_at_feet = view.framing.body.is_some_and(|body| 0.0 < body.yaw_to_feet_deg);
    Some(match (asks_for(CameraView::Side), asks_for(CameraView::Front)) {
        (false, false) => return None,
        (false, true) => Advice::FaceCamera,
        (true, true) if is_nearer_front() => Advice::FaceCamera,
        _ if view.exercise.posture.kind.is_upright() => Advice::TurnSideOn,
        _ if stands_at_feet => Advice::MoveToHead,
        _ => Advice::MoveToFeet,
    })
}

fn out_of_picture(view: &LiveView) -> Option<Advice> {
    let body = view.framing.body?;
    if view.exercise.posture.kind.is_upright() { upright_out_of_picture(body) } else { lying_out_of_picture(body) }
}

const fn is_out(inside: f32) -> bool {
    inside < OUT
}

/// Head and feet of a body that lies or kneels across the picture are at its left and right.
fn lying_out_of_picture(BodyInPicture { head, legs, .. }: BodyInPicture) -> Option<Advice> {
    match (is_out(head.sideways), is_out(legs.sideways)) {
        _ if is_out(head.upright) || is_out(legs.upright) => Some(Advice::FurtherAway),
        (true, false) if ROOM < legs.sideways => Some(Advice::TurnToHead),
        (false, true) if ROOM < head.sideways => Some(Advice::TurnToFeet),
        (false, false) => None,
        _ => Some(Advice::FurtherAway),
    }
}

/// The head of an upright body is above, its feet are below. The camera is tilted where one end has more room than the
/// other lacks.
fn upright_out_of_picture(BodyInPicture { head, legs, .. }: BodyInPicture) -> Option<Advice> {
    match (is_out(head.upright), is_out(legs.upright)) {
        (true, false) if -head.upright < legs.upright => Some(Advice::TiltUp),
        (false, true) if -legs.upright < head.upright => Some(Advice::TiltDown),
        // A whole side is beyond an edge as soon as one joint is: a body that stands is narrow.
        (false, false) => (head.sideways < 0.0 || legs.sideways < 0.0).then_some(Advice::StepToMiddle),
        _ => Some(Advice::FurtherAway),
    }
}
