//! The exercises that the program knows.

mod hip_bridge;

pub use hip_bridge::HIP_BRIDGE;

use crate::exercise::Exercise;

/// Every exercise; the first is the default.
pub static ALL: [&Exercise; 1] = [&HIP_BRIDGE];

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
