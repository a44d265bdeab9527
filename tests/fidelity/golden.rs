//! What MediaPipe found on frames of the sample videos, and these frames as this program decodes them.

use std::fs;
use std::path::{Path, PathBuf};

use formcheck::core::frame::Frame;
use formcheck::core::geometry::Point;
use formcheck::io::video;
use serde::Deserialize;

/// One frame of golden.json, which golden.py describes.
#[derive(Debug, Deserialize)]
pub(crate) struct Golden {
    pub(crate) clip: String,
    pub(crate) frame: usize,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb_mean: [f64; 3],
    /// 33 * (x px, y px, z px, visibility)
    landmarks: Vec<[f32; 4]>,
}

impl Golden {
    pub(crate) fn points(&self) -> Vec<Point> {
        self.landmarks.iter().map(|&[x, y, ..]| Point::new(x, y)).collect()
    }

    /// Px of the picture → px at a width of 640.
    pub(crate) fn px_at_640(&self, px: f32) -> f32 {
        px * 640.0 / self.width as f32
    }
}

/// Calls `visit` with every frame of golden.json for which `wanted` holds, and with that frame decoded.
pub(crate) fn decoded(wanted: impl Fn(&Golden) -> bool, mut visit: impl FnMut(&Golden, &Frame)) {
    #[derive(Deserialize)]
    struct File {
        frames: Vec<Golden>,
    }
    let text = fs::read_to_string(repository().join("tests/fidelity/golden.json")).unwrap();
    let mut goldens: Vec<Golden> = serde_json::from_str::<File>(&text).unwrap().frames;
    goldens.retain(wanted);
    goldens.sort_by(|a, b| (&a.clip, a.frame).cmp(&(&b.clip, b.frame)));
    for of_clip in goldens.chunk_by(|a, b| a.clip == b.clip) {
        let mut source = video::open(&sample(&of_clip[0].clip)).unwrap();
        let mut frames = std::iter::from_fn(|| source.next_frame().unwrap());
        let mut n_read = 0;
        for golden in of_clip {
            visit(golden, &frames.nth(golden.frame - n_read).unwrap());
            n_read = golden.frame + 1;
        }
    }
}

pub(crate) fn sample(clip: &str) -> PathBuf {
    repository().join("sample_videos").join(clip)
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
