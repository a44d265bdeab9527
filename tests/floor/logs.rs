//! The stored pose logs of the sample videos, by the names of the videos.

use std::fs;
use std::path::{Path, PathBuf};

use formcheck::core::pose::{PoseSample, Stream};
use formcheck::io::recording::LogReader;

/// Name, stream and samples of every stored log, in order of names.
pub(crate) fn logs() -> Vec<(String, Stream, Vec<PoseSample>)> {
    let mut logs: Vec<_> = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/poses"))
        .iter()
        .map(|path| {
            let mut reader = LogReader::open(path).unwrap();
            let mut samples = Vec::new();
            while let Some(sample) = reader.next_sample().unwrap() {
                samples.push(sample);
            }
            (reader.header().video.trim_end_matches(".mp4").to_owned(), reader.header().stream, samples)
        })
        .collect();
    logs.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(25 <= logs.len(), "{} logs", logs.len());
    logs
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
