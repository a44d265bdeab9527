//! What the program does when asked. Only here is anything printed.

mod batch;
pub mod bench;
pub mod doctor;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "gui")]
pub mod live;
mod message;
pub mod pose;
mod progress;
pub mod score;
pub mod stress;
mod text;

pub(crate) use message::{say, say_mistake};
