//! What can be done to samples, and how far it is taken.

use super::{Recording, hidden, space, time};
use crate::core::judge::ViewLimits;

/// A change of samples.
#[derive(Debug)]
pub struct Change {
    /// Name in the tables.
    pub name: &'static str,
    /// Unit of its values, empty for none.
    pub unit: &'static str,
    /// The value at which the clips are as they are.
    pub unchanged: f64,
    /// How far it is taken, in order.
    pub values: &'static [f64],
    /// Makes it; the seed is for what happens by chance.
    pub apply: fn(&Recording, f64, u64) -> Recording,
    /// True if it happens by chance.
    pub is_random: bool,
    /// True if the program refuses or leaves something out for it.
    pub is_limited: bool,
    /// What the program does about it.
    pub limit: fn(&ViewLimits) -> String,
}

const fn none(_: &ViewLimits) -> String {
    String::new()
}

/// Changes of samples, in the order of the table.
pub static CHANGES: [Change; 13] = [
    Change {
        name: "yaw added",
        unit: "deg",
        unchanged: 0.0,
        values: &[
            -60.0, -50.0, -45.0, -40.0, -35.0, -30.0, -25.0, -20.0, -15.0, -10.0, -5.0, 0.0, 5.0, 10.0, 15.0, 20.0,
            25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 60.0,
        ],
        apply: |recording, value, _| space::yawed(recording, value),
        is_random: false,
        is_limited: true,
        limit: |limits| format!("all ≤ {}, refused > {}", limits.side_on_yaw_deg, limits.refused_yaw_deg),
    },
    Change {
        name: "person",
        unit: "px",
        unchanged: 500.0,
        values: &[
            40.0, 50.0, 60.0, 80.0, 100.0, 125.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 700.0, 1000.0, 1500.0,
        ],
        apply: |recording, value, seed| space::sized(recording, value, seed),
        is_random: true,
        is_limited: true,
        limit: |limits| format!("refused < {}, warned < {}", limits.refused_person_px, limits.wanted_person_px),
    },
    Change {
        name: "camera tilt",
        unit: "deg",
        unchanged: 0.0,
        values: &[
            -30.0, -25.0, -20.0, -15.0, -12.0, -10.0, -8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0,
            15.0, 20.0, 25.0, 30.0,
        ],
        apply: |recording, value, _| space::tilted(recording, value),
        is_random: false,
        is_limited: false,
        limit: |limits| format!("warned > {}", limits.tilted_roll_deg),
    },
    Change {
        name: "mirrored",
        unit: "",
        unchanged: 0.0,
        values: &[0.0, 1.0],
        apply: |recording, value, _| space::mirrored(recording, value),
        is_random: false,
        is_limited: false,
        limit: none,
    },
    Change {
        name: "jitter",
        unit: "trunk",
        unchanged: 0.0,
        values: &[0.0, 0.002, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1],
        apply: |recording, value, seed| space::shaken(recording, value, seed),
        is_random: true,
        is_limited: false,
        limit: none,
    },
    Change {
        name: "frame rate",
        unit: "fps",
        unchanged: 15.0,
        values: &[2.0, 3.0, 4.0, 5.0, 6.0, 7.5, 10.0, 12.0, 15.0, 20.0, 24.0, 30.0, 60.0],
        apply: |recording, value, seed| time::at_rate(recording, value, seed),
        is_random: true,
        is_limited: true,
        limit: |limits| format!("times not judged < {} fps", limits.least_rate_hz),
    },
    Change {
        name: "frames lost",
        unit: "%",
        unchanged: 0.0,
        values: &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0],
        apply: |recording, value, seed| time::thinned(recording, value, seed),
        is_random: true,
        is_limited: true,
        limit: |limits| format!("times not judged < {} fps", limits.least_rate_hz),
    },
    Change {
        name: "gap every 3 s",
        unit: "s",
        unchanged: 0.0,
        values: &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0],
        apply: |recording, value, _| time::with_gaps(recording, value),
        is_random: false,
        is_limited: false,
        limit: none,
    },
    Change {
        name: "near joints hidden",
        unit: "%",
        unchanged: 0.0,
        values: &[0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0],
        apply: |recording, value, seed| hidden::near_joints(recording, value, seed),
        is_random: true,
        is_limited: false,
        limit: none,
    },
    Change {
        name: "near ankle hidden",
        unit: "%",
        unchanged: 0.0,
        values: &[0.0, 25.0, 50.0, 75.0, 100.0],
        apply: |recording, value, seed| hidden::near_ankle(recording, value, seed),
        is_random: true,
        is_limited: false,
        limit: none,
    },
    Change {
        name: "near knee hidden",
        unit: "%",
        unchanged: 0.0,
        values: &[0.0, 25.0, 50.0, 75.0, 100.0],
        apply: |recording, value, seed| hidden::near_knee(recording, value, seed),
        is_random: true,
        is_limited: false,
        limit: none,
    },
    Change {
        name: "bump, told",
        unit: "%",
        unchanged: 0.0,
        values: &[0.0, 1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0],
        apply: |recording, value, _| space::bumped_and_told(recording, value),
        is_random: false,
        is_limited: false,
        limit: |limits| format!("warned > {}", limits.wandering_share * 100.0),
    },
    Change {
        name: "bump, untold",
        unit: "%",
        unchanged: 0.0,
        values: &[0.0, 1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0],
        apply: |recording, value, _| space::bumped_untold(recording, value),
        is_random: false,
        is_limited: false,
        limit: none,
    },
];
