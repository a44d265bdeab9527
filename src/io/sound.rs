//! What is heard, in English or German: prompts from the binary, a soft tone, a tick, and free text by a voice of the system.
//!
//! ```text
//! Speaker ── sync_channel(64) ──> thread «sound» ── sync_channel(16) ──> Mixer, on the device's own thread
//!    │                            (owns the device,                       (mixes)
//!    │                             decodes, tries again)                     │
//!    └────────── Levels: volume, mute, tone ─────────────────────────────────┘
//! ```
//!
//! No call waits. Without a device all goes on silently, and [`Status`] says why.

mod device;
mod language;
mod levels;
mod mixer;
mod prompts;
mod speaker;
mod speech;
mod system_voice;
mod tone;

pub use device::device_name;
pub use language::Language;
pub use prompts::{RATE_HZ, SOUND_CHECK, prompt_ids, samples_of, secs_of, text_of};
pub use speaker::{SoundError, Speaker, Status};
pub use speech::Priority;
pub use system_voice::{SystemVoice, system_voice};

#[cfg(test)]
mod pace;
#[cfg(test)]
mod tests;
