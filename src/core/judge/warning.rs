//! What spoils a view, in words of things to do.

use crate::core::exercise::AskedView;
use crate::core::report::{Code, Statement};

/// What spoils a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewWarning {
    /// The person is too small to be measured.
    TooSmall,
    /// The camera looks on from elsewhere than the exercise asks: nothing is judged.
    OffView(AskedView),
    /// The person does not lie on their back.
    NotLyingDown,
    /// The person is in another posture than the exercise's.
    NotInPosture,
    /// The camera looks on at an angle: some is not judged.
    Oblique(AskedView),
    /// The person is small.
    Small,
    /// The picture is dark.
    Dark,
    /// The camera is tilted.
    Tilted,
    /// The camera moves.
    Moves,
    /// The camera zooms.
    Zooms,
    /// Another person is in the picture.
    OthersInView,
    /// Head or feet are out of the picture or hidden.
    NotWhole,
}

impl ViewWarning {
    /// Every one, the gravest first.
    pub const ALL: [Self; 16] = [
        Self::TooSmall,
        Self::OffView(AskedView::Side),
        Self::OffView(AskedView::Front),
        Self::OffView(AskedView::SideOrFront),
        Self::NotLyingDown,
        Self::NotInPosture,
        Self::Oblique(AskedView::Side),
        Self::Oblique(AskedView::Front),
        Self::Oblique(AskedView::SideOrFront),
        Self::Small,
        Self::Dark,
        Self::Tilted,
        Self::Moves,
        Self::Zooms,
        Self::OthersInView,
        Self::NotWhole,
    ];

    /// Returns its name in reports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TooSmall => "too_small",
            Self::OffView(AskedView::Side) => "not_side_on",
            Self::OffView(AskedView::Front) => "not_front_on",
            Self::OffView(AskedView::SideOrFront) => "not_side_or_front_on",
            Self::NotLyingDown => "not_lying_down",
            Self::NotInPosture => "not_in_posture",
            Self::Oblique(AskedView::Side) => "oblique",
            Self::Oblique(AskedView::Front) => "oblique_front",
            Self::Oblique(AskedView::SideOrFront) => "oblique_side_or_front",
            Self::Small => "small",
            Self::Dark => "dark",
            Self::Tilted => "tilted",
            Self::Moves => "moves",
            Self::Zooms => "zooms",
            Self::OthersInView => "others_in_view",
            Self::NotWhole => "not_whole",
        }
    }

    /// Returns the warning of a name in reports.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|warning| warning.id() == id)
    }

    /// Returns it as reports say it.
    pub fn said(self) -> Statement {
        Code::View.says([self.id()], self.to_string())
    }
}

impl std::fmt::Display for ViewWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooSmall => "the person is too small in the picture to be measured: move the camera closer",
            Self::OffView(asked) => {
                return write!(f, "the camera does not look on {}: {}", asked.words(), asked.turn());
            }
            Self::NotLyingDown => "nobody lies on their back: lie down on the mat",
            Self::NotInPosture => "nobody is in the starting position: take it up",
            Self::Oblique(asked) => {
                return write!(f, "the camera looks on at an angle: {} to have everything judged", asked.turn());
            }
            Self::Small => "the person is small in the picture: come closer or film at 1280×720",
            Self::Dark => "the picture is dark: switch on a lamp",
            Self::Tilted => "the camera is tilted: set it level",
            Self::Moves => "the camera moves: set it down on something that stands still",
            Self::Zooms => "the camera zooms: switch its automatic framing off",
            Self::OthersInView => "another person is in the picture: one of them is followed and judged all along",
            Self::NotWhole => "head or feet are out of the picture or hidden: move the camera back",
        })
    }
}
