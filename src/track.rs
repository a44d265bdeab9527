//! Turning raw key points into a steady track of one athlete.

pub mod one_euro;
