//! How far persons and the program say the same: yes or no, for each repetition and each fault.
//!
//! Persons fill in a sheet that holds nothing of what the program says, or mark a session while they look back at it. Who has
//! seen the program's verdict agrees with it more than who has not, so that such ratings are told as what they are.

mod compare;
mod kappa;
mod rater;
mod reports;
mod sheet;

pub use compare::{ALL_FAULTS, Pair, Unmatched, pairs};
pub use kappa::{Crossed, LEAST_CLIPS, LEAST_RATINGS, NoInterval, NoKappa, jackknife};
pub use rater::{IS_REPETITION, PROGRAM, Rated, Rater};
pub use reports::{ReportError, Source, sources};
pub use sheet::{SheetError, read, write};

/// Agreement between two physiotherapists on what is to be corrected, which no program need exceed: Biebl 2021,
/// 10.2196/26658, where the program's with them was 0.828. A share of equal answers, no κ.
pub const BETWEEN_PHYSIOTHERAPISTS: f64 = 0.833;
