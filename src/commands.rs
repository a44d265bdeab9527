//! What the program does when asked. Only here is anything printed.

mod batch;
pub mod bench;
pub mod doctor;
#[cfg(feature = "gui")]
pub mod live;
mod message;
pub mod pose;
mod progress;
#[cfg(feature = "gui")]
pub mod review;
pub mod score;
pub mod stress;
mod table;
mod text;

#[cfg(feature = "gui")]
pub(crate) use message::outcome;
pub(crate) use message::{say, say_mistake};
