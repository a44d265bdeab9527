//! The window on the system: opened, and watched for the end of each swap.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use eframe::{EframeWinitApplication, NativeOptions, UserEvent, egui};
use winit::application::ApplicationHandler;
use winit::error::EventLoopError;
use winit::event::{DeviceEvent, DeviceId, StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, EventLoop};
use winit::window::WindowId;

use super::swaps::Swaps;
use crate::app::live::now;

/// Size of the window at first, in points: what a laptop has room for.
const SIZE: [f32; 2] = [1200.0, 720.0];
/// Smaller than this nothing can be read from the floor.
const LEAST_SIZE: [f32; 2] = [640.0, 400.0];

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error(
    "no window can be opened ({cause}); start it in a desktop session, or judge a recording with `formcheck score`"
)]
pub struct WindowError {
    cause: String,
}

/// Opens the window and stays until it is closed.
pub(super) fn show<A: eframe::App>(
    swaps: Arc<Swaps>,
    create: impl FnOnce(&egui::Context) -> A,
) -> Result<(), WindowError> {
    let failed = |cause: &dyn std::fmt::Display| WindowError { cause: cause.to_string().replace('\n', " ") };
    let events = EventLoop::<UserEvent>::with_user_event().build().map_err(|error| failed(&cause(&error)))?;
    let viewport = egui::ViewportBuilder::default()
        .with_title("formcheck")
        .with_app_id("formcheck")
        .with_icon(icon())
        .with_inner_size(SIZE)
        .with_min_inner_size(LEAST_SIZE);
    let options = NativeOptions { viewport, ..NativeOptions::default() };
    let is_open = Rc::new(Cell::new(false));
    let opened = Rc::clone(&is_open);
    let create = Box::new(move |context: &eframe::CreationContext<'_>| {
        opened.set(true);
        let app: Box<dyn eframe::App> = Box::new(create(&context.egui_ctx));
        Ok(app)
    });
    let inner = eframe::create_native("formcheck", options, create, &events);
    let mut watched = Watched { inner, swaps };
    events.run_app(&mut watched).map_err(|error| failed(&cause(&error)))?;
    // Where drawing cannot be set up, the loop ends without an error.
    if is_open.get() { Ok(()) } else { Err(failed(&"this display cannot draw with OpenGL")) }
}

/// Why there is no window, without the place in somebody's source that the library names.
fn cause(error: &EventLoopError) -> String {
    tracing::debug!("the window's loop: {error}");
    match error {
        EventLoopError::Os(_) => "no display was found, or it does not answer".to_owned(),
        other => other.to_string(),
    }
}

/// What a task bar shows where it does not know the program's desktop entry.
fn icon() -> egui::IconData {
    let png = include_bytes!("../../../assets/icon/formcheck-128.png");
    eframe::icon_data::from_png_bytes(png).unwrap_or_default()
}

/// Hands every event on, and looks at the clock when what it caused is done: drawing ends with the swap.
struct Watched<'a> {
    inner: EframeWinitApplication<'a>,
    swaps: Arc<Swaps>,
}

impl Watched<'_> {
    fn swapped(&self) {
        self.swaps.swapped(now());
    }
}

impl ApplicationHandler<UserEvent> for Watched<'_> {
    fn new_events(&mut self, events: &ActiveEventLoop, cause: StartCause) {
        self.inner.new_events(events, cause);
        self.swapped();
    }

    fn resumed(&mut self, events: &ActiveEventLoop) {
        self.inner.resumed(events);
        self.swapped();
    }

    fn user_event(&mut self, events: &ActiveEventLoop, event: UserEvent) {
        self.inner.user_event(events, event);
        self.swapped();
    }

    fn window_event(&mut self, events: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        self.inner.window_event(events, window, event);
        self.swapped();
    }

    fn device_event(&mut self, events: &ActiveEventLoop, device: DeviceId, event: DeviceEvent) {
        self.inner.device_event(events, device, event);
    }

    fn about_to_wait(&mut self, events: &ActiveEventLoop) {
        self.inner.about_to_wait(events);
    }

    fn suspended(&mut self, events: &ActiveEventLoop) {
        self.inner.suspended(events);
    }

    fn exiting(&mut self, events: &ActiveEventLoop) {
        self.inner.exiting(events);
    }

    fn memory_warning(&mut self, events: &ActiveEventLoop) {
        self.inner.memory_warning(events);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_has_the_icon() {
        let icon = icon();
        assert_eq!((icon.width, icon.height), (128, 128));
        let at =
            |x: usize, y: usize| icon.rgba.get((y * 128 + x) * 4..).and_then(|rest| rest.first_chunk::<4>().copied());
        // Nothing in the corner, the accent where the body is: a file that was replaced by a blank one would pass else.
        assert_eq!((at(0, 0), at(80, 50)), (Some([0, 0, 0, 0]), Some([86, 180, 233, 255])));
    }
}
