//! Keeping ONNX Runtime from reporting to its makers.

/// Asks the native ONNX Runtime to collect and send nothing: as Microsoft builds it for Linux and macOS, it writes a device
/// number into the cache folder and sends what it runs on and which models to `mobile.events.data.microsoft.com`.
///
/// Only this variable stops all of it (onnxruntime pull request 29843): what `ort` offers, `with_telemetry`, speaks to a
/// runtime that has begun and sent already. To be called first in `main`.
#[expect(
    unsafe_code,
    reason = "the runtime reads the variable when it is loaded, and has no other way to be asked in time"
)]
pub(super) fn keep_runtime_silent() {
    // SAFETY: nothing else reads or changes the environment meanwhile, for `main` has started no other thread yet.
    unsafe { std::env::set_var("ORT_DISABLE_TELEMETRY", "1") };
}
