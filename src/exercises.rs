//! The exercises that the program knows.

mod hip_bridge;
mod knee_to_chest;
mod pelvic_tilt;

pub use hip_bridge::HIP_BRIDGE;
pub use knee_to_chest::KNEE_TO_CHEST;
pub use pelvic_tilt::PELVIC_TILT;

use crate::exercise::Exercise;

/// Every exercise.
pub static ALL: [&Exercise; 3] = [&HIP_BRIDGE, &KNEE_TO_CHEST, &PELVIC_TILT];

/// Lower over the shoulders than this (in trunks) the hips are those of somebody propped up or sitting: on the back they
/// are at −0.06 or higher on the samples, and a camera tilted by 8° takes off 0.14.
const LOWEST_HIPS: f32 = -0.3;

/// The exercise of that name; `hip-bridge` and `hip_bridge` are the same.
pub fn by_name(name: &str) -> Option<&'static Exercise> {
    let wanted = name.trim().to_lowercase().replace(['-', ' '], "_");
    ALL.into_iter().find(|exercise| exercise.id == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_hyphen_underscore_or_space_and_no_other_name_is() {
        assert!(["hip-bridge", "hip_bridge", "Hip Bridge"].iter().all(|name| by_name(name).is_some()));
        assert!(by_name("hip").is_none());
    }
}
