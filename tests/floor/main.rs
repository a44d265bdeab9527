//! What is said, sounded and understood while somebody lies on the floor.

#[expect(dead_code, reason = "the exercises use the rest")]
#[path = "../athlete/mod.rs"]
mod athlete;
mod gestures;
mod logs;
mod sitting;
mod timelines;
mod views;
