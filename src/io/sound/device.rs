//! The system's sound device, asked so that nothing but this program writes to the terminal.

use std::any::Any;
use std::sync::Arc;

use rodio::cpal::traits::{DeviceTrait as _, HostTrait as _};
use rodio::cpal::{Error, ErrorKind, default_host};
use rodio::{DeviceSinkBuilder, DeviceSinkError};

use super::SoundError;
use super::levels::Levels;
use super::mixer::Mixer;

/// A device that plays for as long as this is kept.
pub(super) struct Playing {
    pub(super) device: String,
    /// Only its end is of interest.
    pub(super) _stream: Box<dyn Any>,
}

/// Returns the name of the device that would be used, if there is one that works.
pub fn device_name() -> Option<String> {
    let device = quietly(|| default_host().default_output_device().filter(|it| it.default_output_config().is_ok()))?;
    device.description().ok().map(|description| description.to_string())
}

/// Plays `mixer` on the system's device.
pub(super) fn play(mixer: Mixer, levels: &Arc<Levels>) -> Result<Playing, SoundError> {
    quietly(|| {
        let device = default_host().default_output_device()?;
        let name = device.description().ok().map_or_else(|| "loudspeaker".to_owned(), |named| named.to_string());
        Some(open(device, mixer, levels).map(|stream| Playing { device: name, _stream: stream }))
    })
    .ok_or(SoundError::NoDevice)?
    .map_err(|source| SoundError::Refused(Arc::new(source)))
}

fn open(device: rodio::cpal::Device, mixer: Mixer, levels: &Arc<Levels>) -> Result<Box<dyn Any>, DeviceSinkError> {
    let levels = Arc::clone(levels);
    let on_error = move |error: Error| match error.kind() {
        // A gap: the device goes on by itself.
        ErrorKind::Xrun => tracing::debug!("a gap in the sound: {error}"),
        _ => levels.set_lost(true),
    };
    let builder = DeviceSinkBuilder::from_device(device)?.with_error_callback(on_error);
    let mut sink = builder.open_sink_or_fallback()?;
    // Otherwise it writes to stderr.
    sink.log_on_drop(false);
    sink.mixer().add(mixer);
    Ok(Box::new(sink))
}

/// What `ask` brings where there may be sound, without the complaints that ALSA writes to stderr.
fn quietly<T>(ask: impl FnOnce() -> Option<T>) -> Option<T> {
    if !may_have_sound() {
        return None;
    }
    // For this thread, for good: each call starts an empty buffer.
    #[cfg(target_os = "linux")]
    if let Err(error) = alsa::Output::local_error_handler() {
        tracing::debug!("ALSA's complaints go to stderr: {error}");
    }
    ask()
}

/// Whether there is a card or a sound server: plug-ins complain past the handler when there is none.
#[cfg(target_os = "linux")]
fn may_have_sound() -> bool {
    use std::path::PathBuf;
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default();
    let servers = [runtime.join("pulse/native"), runtime.join("pipewire-0"), "/mnt/wslg/PulseServer".into()];
    let has_card = std::fs::read_to_string("/proc/asound/cards").is_ok_and(|cards| cards.contains('['));
    // Who points at a configuration of their own has a device in mind that need not be a card.
    let is_told = ["PULSE_SERVER", "ALSA_CONFIG_PATH"].iter().any(|name| std::env::var_os(name).is_some());
    has_card || is_told || servers.iter().any(|server| server.exists())
}

#[cfg(not(target_os = "linux"))]
fn may_have_sound() -> bool {
    true
}
