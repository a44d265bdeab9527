//! Where the stored pose logs of the sample videos lie.

use std::path::{Path, PathBuf};

use formcheck::app::bench::Cache;
use formcheck::io::inference::Model;

/// The cache that is a part of the repository.
const FOLDER: &str = "tests/fixtures/poses";

/// The stored pose log of a sample video as it and the program are now.
pub(crate) fn pose_log(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let video = root.join("sample_videos").join(name).with_extension("mp4");
    let path = Cache::new(Some(root.join(FOLDER))).path(&video, Model::Full).unwrap().unwrap();
    let changed = "the video, the model or the code that follows changed: `make fixtures` makes the logs anew";
    assert!(path.is_file(), "{FOLDER} holds no log for {name}.mp4: {changed}");
    path
}
