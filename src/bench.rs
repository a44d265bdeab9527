//! Measures how good the program is, on clips with labels.

pub mod cache;
