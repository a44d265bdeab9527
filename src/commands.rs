//! What the program does when asked. Only here is anything printed.

mod batch;
pub mod bench;
pub mod doctor;
#[cfg(feature = "gui")]
pub mod live;
mod message;
pub mod pose;
#[cfg(feature = "gui")]
pub mod review;
mod progress;
pub mod score;
pub mod stress;
mod table;
mod text;

pub(crate) use message::{say, say_mistake};
#[cfg(feature = "gui")]
pub(crate) use message::outcome;
