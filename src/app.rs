//! The program: its window, its commands, and what measures its accuracy.

#[cfg(feature = "history")]
pub mod agree;
#[cfg(feature = "engine")]
pub mod batch;
#[cfg(feature = "engine")]
pub mod bench;
#[cfg(feature = "engine")]
pub mod cli;
#[cfg(feature = "engine")]
pub mod commands;
#[cfg(feature = "gui")]
pub mod desktop;
#[cfg(feature = "gui")]
pub mod live;
#[cfg(feature = "engine")]
pub mod outcome;
#[cfg(feature = "gui")]
pub mod review;
#[cfg(feature = "gui")]
pub mod ui;
