//! A folder of pose logs, so that a video is followed once for each model and each way of following.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use sha2::{Digest as _, Sha256};

use crate::io::inference::{Model, known_models};
use crate::io::pipeline::{Followed, Job, PipelineError, model_of, samples};
use crate::io::recording::{LogReader, is_pose_log};
use crate::io::video;

/// Hash of the sources that decide what a pose log holds; see `build.rs`.
const PIPELINE: &str = env!("FORMCHECK_PIPELINE");

/// Pose logs by what they were made from: `DIR/ab/abcdef….poses`.
///
/// The engine is not a part of it: the engines agree within less than a log can hold.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// Returns the cache in a folder, which need not be there yet; without one, nothing is kept.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Returns where the log of this video lies or would lie; `None` if none is kept, as of what is a pose log itself.
    pub fn path(&self, video: &Path, model: Model) -> Result<Option<PathBuf>, PipelineError> {
        let Some(folder) = self.folder.as_ref().filter(|_| !is_pose_log(video)) else { return Ok(None) };
        let key = key(&video::sha256(video)?, model, PIPELINE);
        let shard: String = key.chars().take(2).collect();
        Ok(Some(folder.join(shard).join(key).with_extension("poses")))
    }

    /// Returns the samples of this video: from its log if that is there and whole, else followed now and kept.
    ///
    /// Several at a time may ask for the same video: a log gets its name when it is whole.
    pub fn follow(
        &self,
        video: &Path,
        model: Model,
        n_workers: usize,
        cancelled: &AtomicBool,
    ) -> Result<Followed, PipelineError> {
        let path = self.path(video, model)?;
        if let Some(stored) = path.as_deref().and_then(stored) {
            return Ok(stored);
        }
        if let Some(shard) = path.as_deref().and_then(Path::parent) {
            let failed = |source| PipelineError::Write { path: shard.to_path_buf(), source };
            std::fs::create_dir_all(shard).map_err(failed)?;
        }
        samples(&Job {
            input: video,
            stills_fps: None,
            model,
            n_workers,
            every_frame: false,
            poses: path.as_deref(),
            annotate: None,
            cancelled,
            progress: &|_, _| {},
        })
    }
}

/// What a log is kept under: all that decides what it holds.
fn key(video_sha256: &str, model: Model, pipeline: &str) -> String {
    let [detector, ..] = known_models();
    let parts = [video_sha256, detector.sha256(), model.file().sha256(), pipeline];
    format!("{:x}", Sha256::digest(parts.join("\n")))
}

/// What the log at `path` holds, if one is there and nothing is wrong with it.
fn stored(path: &Path) -> Option<Followed> {
    let mut reader = LogReader::open(path).ok()?;
    let mut samples = Vec::new();
    while let Some(sample) = reader.next_sample().ok()? {
        samples.push(sample);
    }
    reader.is_whole().then(|| Followed {
        stream: reader.header().stream,
        samples,
        warnings: reader.warnings(),
        fps: None,
        backend: reader.header().backend.clone(),
        model: model_of(reader.header()),
        recorded_at: None,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::io::video::Mp4Writer;

    /// A folder with a clip of a bridge in 24 frames, just long enough to be followed.
    fn clip() -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_videos/bridge_short_hold.mp4");
        let mut frames = video::open(&sample).unwrap();
        let path = folder.path().join("clip.mp4");
        let mut writer = Mp4Writer::create(&path, frames.info().width, frames.info().height, 10.0).unwrap();
        for k in 0..72 {
            let frame = frames.next_frame().unwrap().unwrap();
            if k % 3 == 0 {
                writer.push(&frame).unwrap();
            }
        }
        writer.finish().unwrap();
        (folder, path)
    }

    fn follow(cache: &Cache, video: &Path) -> Result<Followed, PipelineError> {
        cache.follow(video, Model::Full, 1, &AtomicBool::new(false))
    }

    /// The same without how fast it came.
    fn untimed(followed: Followed) -> Followed {
        Followed { fps: None, ..followed }
    }

    #[test]
    fn a_log_lies_in_the_shard_that_its_name_begins_with() {
        let (folder, video) = clip();
        let path = Cache::new(Some(folder.path().into())).path(&video, Model::Full).unwrap().unwrap();
        let parts: Vec<&str> =
            path.strip_prefix(folder.path()).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
        let [shard, name] = parts[..] else { panic!("{parts:?}") };
        assert!(shard.len() == 2 && name.starts_with(shard), "{parts:?}");
        assert_eq!(name.strip_suffix(".poses").map(str::len), Some(64), "{name}");
        assert_eq!(Cache::new(None).path(&video, Model::Full).unwrap(), None);
    }

    #[test]
    fn whatever_decides_what_a_log_holds_changes_its_key() {
        let (folder, video) = clip();
        let cache = Cache::new(Some(folder.path().into()));
        let was = cache.path(&video, Model::Full).unwrap();
        assert_ne!(cache.path(&video, Model::Heavy).unwrap(), was);
        assert_ne!(key("0", Model::Full, PIPELINE), key("0", Model::Full, "other"));
        let renamed = folder.path().join("renamed.mp4");
        fs::rename(&video, &renamed).unwrap();
        assert_eq!(cache.path(&renamed, Model::Full).unwrap(), was);
        let mut bytes = fs::read(&renamed).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&renamed, bytes).unwrap();
        assert_ne!(cache.path(&renamed, Model::Full).unwrap(), was);
    }

    #[test]
    fn a_stored_log_holds_what_following_gives_and_a_damaged_one_is_made_anew() {
        let (folder, video) = clip();
        let cache = Cache::new(Some(folder.path().join("cache")));
        let path = cache.path(&video, Model::Full).unwrap().unwrap();
        let [uncached, fresh, stored] = [&Cache::new(None), &cache, &cache].map(|cache| follow(cache, &video).unwrap());
        assert!(fresh.samples.iter().any(|sample| sample.person.is_some()));
        assert_eq!([uncached.fps, fresh.fps, stored.fps].map(|fps| fps.is_some()), [true, true, false]);
        assert_eq!((untimed(uncached), untimed(fresh)), (stored.clone(), stored.clone()));
        assert_eq!(follow(&cache, &path).unwrap(), stored, "a log is only read");

        let whole = fs::read(&path).unwrap();
        let damages: [fn(&mut Vec<u8>); 4] = [
            |_| {},
            |bytes| bytes.truncate(bytes.len() - 1),
            |bytes| bytes.clear(),
            // In the checksum: every line can still be read.
            |bytes| *bytes.last_mut().unwrap() ^= 1,
        ];
        for damage in damages {
            let mut bytes = whole.clone();
            damage(&mut bytes);
            fs::write(&path, &bytes).unwrap();
            let followed = follow(&cache, &video).unwrap();
            assert_eq!(followed.fps.is_some(), bytes != whole);
            assert_eq!(untimed(followed), stored);
            assert_eq!(fs::read(&path).unwrap(), whole);
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no half file is left");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_said_in_one_sentence() {
        let (folder, video) = clip();
        let in_the_way = folder.path().join("file");
        fs::write(&in_the_way, "").unwrap();
        let error = follow(&Cache::new(Some(in_the_way.clone())), &video).unwrap_err();
        let said = error.to_string();
        assert!(matches!(error, PipelineError::Write { .. }), "{said}");
        assert!(said.starts_with("cannot write (") && said.contains("; choose another place"), "{said}");
        assert!(said.contains(in_the_way.to_str().unwrap()) && said.lines().count() == 1, "{said}");
    }
}
