//! The commands: what the program does when it is called by name.

pub mod doctor;
