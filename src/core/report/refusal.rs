//! Why nothing is scored.

use serde::{Deserialize, Serialize};

use super::Statement;
use crate::core::exercise::AskedView;
use crate::core::pose::SetupRefusal;

/// Why nothing is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// One of a fixed list.
    pub reason: RefusalReason,
    /// One sentence: what failed, why, what to do.
    pub message: String,
    /// View that is asked for, where the camera looks on from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_view: Option<AskedView>,
    /// Movements that were seen and not counted, the most common reason first.
    #[serde(default)]
    pub tally: Vec<Tally>,
}

/// Number of movements that did not count for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Number of movements.
    pub n: usize,
    /// The reason.
    pub why: Statement,
}

/// The list of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// No person is in the picture, or no person can be made out.
    NoPerson,
    /// The picture is too dark to make anybody out.
    TooDark,
    /// The person is too small in the picture.
    TooSmall,
    /// The camera looks on from elsewhere than the exercise asks, which is mostly the side.
    NotSideOn,
    /// The person stands, sits or kneels.
    NotLyingDown,
    /// No person is in the posture of the exercise.
    NotInPosture,
    /// The person lies there and does not do the exercise.
    NoRepetitions,
    /// The recording says nothing of texture, which the exercise is followed by.
    TextureNotFollowed,
    /// The trunk is not level in the picture.
    TrunkNotLevel,
    /// The trunk is too short in the picture to follow its texture.
    TrunkTooSmall,
    /// The knees do not stand over the hips.
    KneesNotUp,
    /// The feet do not stand on the floor.
    FeetNotPlanted,
    /// A joint is hidden, or the body is not whole in the picture.
    NotInView,
    /// The clothes over the pelvis show nothing to follow.
    TooPlain,
    /// Something lies over the pelvis, or moves before it.
    Covered,
    /// The texture was lost.
    TextureLost,
    /// Noise is as large as the movement.
    TooNoisy,
    /// The camera moves as much as the athlete.
    CameraMoves,
    /// The camera zooms after the athlete.
    CameraZooms,
    /// Texture is unknown, as only joints are given.
    NoPictures,
    /// The recording lies on its side or stands on its head.
    Turned,
    /// Too much of what moved was another movement.
    OtherMovements,
}

impl Refusal {
    /// Adds what was seen and not counted.
    pub fn with(mut self, tally: Vec<Tally>) -> Self {
        let said: Vec<String> = tally.iter().map(|it| format!("{} × {}", it.n, it.why)).collect();
        if !said.is_empty() {
            self.message = format!("{} (not counted: {})", self.message, said.join(", "));
        }
        Self { tally, ..self }
    }
}

impl Refusal {
    /// Returns the refusal of a file of joints: no texture was followed because there are no pictures.
    pub(super) fn without_pictures(self) -> Self {
        let lacks_texture = self.reason == RefusalReason::TextureNotFollowed;
        if lacks_texture { RefusalReason::NoPictures.refusal("") } else { self }
    }
}

impl From<SetupRefusal> for RefusalReason {
    fn from(why: SetupRefusal) -> Self {
        match why {
            SetupRefusal::TrunkNotLevel => Self::TrunkNotLevel,
            SetupRefusal::TooSmall => Self::TrunkTooSmall,
            SetupRefusal::KneesNotUp => Self::KneesNotUp,
            SetupRefusal::FeetNotPlanted => Self::FeetNotPlanted,
            SetupRefusal::NotInView => Self::NotInView,
            SetupRefusal::TooPlain => Self::TooPlain,
            SetupRefusal::Covered => Self::Covered,
            SetupRefusal::Lost => Self::TextureLost,
            SetupRefusal::Zooms => Self::CameraZooms,
        }
    }
}

impl RefusalReason {
    /// Returns its name in reports.
    pub fn id(self) -> String {
        let name = serde_json::to_value(self).ok();
        name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
    }

    /// Returns the reason with its sentence.
    pub fn refusal(self, exercise: &str) -> Refusal {
        let message = match self {
            Self::NotSideOn => return Self::off_view(AskedView::Side),
            Self::NotLyingDown => format!(
                "nobody lies on their back here, so that no {exercise} can be found; film the exercise on the mat"
            ),
            Self::NotInPosture => format!(
                "nobody is in the starting position of the {exercise} here; see how it is done and film it from the start"
            ),
            Self::NoRepetitions => {
                format!("no whole {exercise} was found; film at least one, from rest to rest")
            }
            Self::TextureNotFollowed => {
                format!(
                    "no texture over the pelvis was followed, which a {exercise} is seen by; lie still before the first \
                     one, and score the video and no older pose log"
                )
            }
            _ => self.sentence().to_owned(),
        };
        Refusal { reason: self, message, asked_view: None, tally: Vec::new() }
    }

    /// Returns the refusal of another view than the one that is asked for.
    pub fn off_view(asked: AskedView) -> Refusal {
        let message =
            format!("the camera does not look on {}, so that no angle can be trusted; {}", asked.words(), asked.turn());
        Refusal { reason: Self::NotSideOn, message, asked_view: Some(asked), tally: Vec::new() }
    }

    /// What is said whatever the exercise.
    const fn sentence(self) -> &'static str {
        match self {
            Self::NoPerson => "nobody can be made out in the picture; film the whole body in good light",
            Self::TooDark => "the picture is too dark to make anybody out; switch on a lamp and film again",
            Self::TooSmall => "the person is too small in the picture to be measured; move the camera closer",
            Self::TrunkNotLevel => "the trunk does not lie level in the picture; set the camera level and side-on",
            Self::TrunkTooSmall => {
                "the trunk is too short in the picture to see the pelvis move; move the camera closer"
            }
            Self::KneesNotUp => "the knees do not stand over the hips; bend the knees and lie still before you begin",
            Self::FeetNotPlanted => "the feet do not stand on the floor; plant them and lie still before you begin",
            Self::NotInView => "not the whole body can be seen; move the camera back and clear what hides it",
            Self::TooPlain => {
                "the clothes over the pelvis are too plain to be followed; wear something with a pattern or stick tape on"
            }
            Self::Covered => "something covers the pelvis; lay the hands aside and clear what is in front",
            Self::TextureLost => {
                "the texture over the pelvis was lost; wear closer clothes and keep hands and covers off the hips"
            }
            Self::TooNoisy => {
                "the movement is no larger than the picture's noise; come closer or film in brighter light"
            }
            Self::CameraMoves => "the camera moves as much as the pelvis; set it down on something that stands still",
            Self::CameraZooms => {
                "the camera zooms, so that no small movement can be told; switch its automatic framing off"
            }
            Self::NoPictures => {
                "a file of joints shows no texture, which this exercise is measured by; score the video itself"
            }
            Self::Turned => {
                "the recording is turned on its side or upside down; turn it until the floor is at the bottom and score it again"
            }
            Self::OtherMovements => {
                "too many movements were something else to believe the others; do nothing besides while you are filmed"
            }
            Self::NotSideOn
            | Self::NotLyingDown
            | Self::NotInPosture
            | Self::NoRepetitions
            | Self::TextureNotFollowed => "",
        }
    }
}
