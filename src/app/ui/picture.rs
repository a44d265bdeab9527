//! The camera's picture on the graphics card.

use std::sync::Arc;

use eframe::egui::{ColorImage, Context, TextureHandle, TextureId, TextureOptions};

use crate::core::frame::Frame;

/// Holds a picture and uploads it when it is another.
#[derive(Default)]
pub struct PictureTexture {
    held: Option<(Arc<Frame>, TextureHandle)>,
}

impl std::fmt::Debug for PictureTexture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("PictureTexture").field(&self.held.as_ref().map(|(frame, _)| frame.at)).finish()
    }
}

impl PictureTexture {
    /// Returns the texture of this picture; `None` where its bytes do not fit its size.
    pub fn of(&mut self, ctx: &Context, frame: &Arc<Frame>) -> Option<TextureId> {
        if let Some((held, texture)) = &self.held
            && Arc::ptr_eq(held, frame)
        {
            return Some(texture.id());
        }
        let size = [frame.width as usize, frame.height as usize];
        let is_whole = size.iter().product::<usize>() * 3 == frame.rgb.len();
        let image = is_whole.then(|| ColorImage::from_rgb(size, &frame.rgb))?;
        let texture = match self.held.take() {
            Some((_, mut texture)) => {
                texture.set(image, TextureOptions::LINEAR);
                texture
            }
            None => ctx.load_texture("camera", image, TextureOptions::LINEAR),
        };
        let id = texture.id();
        self.held = Some((Arc::clone(frame), texture));
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::time::Timestamp;

    fn frame(n_bytes: usize) -> Arc<Frame> {
        Arc::new(Frame { at: Timestamp::ZERO, width: 4, height: 2, rgb: vec![9; n_bytes] })
    }

    fn n_uploads(ctx: &Context) -> usize {
        let mut delta = ctx.tex_manager().write().take_delta();
        let n = delta.set.len();
        delta.clear();
        n
    }

    #[test]
    fn a_picture_is_uploaded_once_and_another_again_into_the_same_texture() {
        let (ctx, mut texture) = (Context::default(), PictureTexture::default());
        n_uploads(&ctx);
        let (first, second) = (frame(24), frame(24));
        let id = texture.of(&ctx, &first);
        assert_eq!((n_uploads(&ctx), texture.of(&ctx, &first), n_uploads(&ctx)), (1, id, 0));
        assert_eq!((texture.of(&ctx, &second), n_uploads(&ctx)), (id, 1));
    }

    #[test]
    fn a_picture_that_is_not_whole_is_not_shown() {
        assert_eq!(PictureTexture::default().of(&Context::default(), &frame(23)), None);
    }
}
