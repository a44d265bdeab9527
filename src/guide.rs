//! Leads the person: recognises gestures, advises on the camera's place, and decides what is said and when.

pub mod coach;
pub mod cue;
pub mod gesture;
