//! Frames from files: mp4 and mov in-process, everything else through `ffmpeg`, stills from a folder.

use crate::frame::Frame;

/// Where frames come from. Blocking; whoever wants a thread owns it.
pub trait FrameSource: Send {
    /// The next frame in order of presentation, or `None` at the end.
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError>;
    /// What is known before the first frame.
    fn info(&self) -> &SourceInfo;
    /// What went wrong so far without stopping the source.
    fn warnings(&self) -> &[VideoWarning];
}

/// What a source knows of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceInfo {
    /// Width of the upright picture, in px.
    pub width: u32,
    /// Height of the upright picture, in px.
    pub height: u32,
    /// Mean frames per second; `None` if the source does not say.
    pub fps: Option<f64>,
    /// How many frames to expect, for a progress bar; `None` if unknown.
    pub n_frames: Option<u64>,
    /// Who decodes, e.g. `rust_h264`.
    pub decoder: &'static str,
}

/// Why frames cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum VideoError {}

/// What is wrong with a source that can be read all the same.
#[derive(Debug, Clone, PartialEq)]
pub enum VideoWarning {}
