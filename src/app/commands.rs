//! What the program does when asked. Only here is anything printed.

pub mod agree;
pub mod args;
mod batch;
pub mod bench;
pub mod completions;
pub mod doctor;
pub mod exercises;
#[cfg(feature = "export")]
pub mod export;
mod in_order;
mod input;
mod language;
pub mod learn;
#[cfg(feature = "gui")]
pub mod live;
pub mod man;
mod message;
pub mod plan;
pub mod pose;
mod progress;
mod remembered;
pub mod rescore;
#[cfg(feature = "gui")]
pub mod review;
pub mod schema;
pub mod score;
pub mod sessions;
#[cfg(feature = "export")]
mod sheet;
pub mod stress;
mod text;

pub(crate) use message::{say, say_mistake};
