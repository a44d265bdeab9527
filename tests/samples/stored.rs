//! The stored pose logs, and whether they are still those of their videos.

use std::fs;
use std::path::{Path, PathBuf};

use formcheck::io::inference::Model;
use formcheck::io::recording::LogReader;

use crate::pose_log::pose_log;

/// The samples, each with a log.
pub(crate) fn names() -> Vec<String> {
    let entries = fs::read_dir(sample("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter_map(|name| Some(name.strip_suffix(".mp4")?.to_owned())).collect();
    names.sort();
    names
}

pub(crate) fn video(name: &str) -> PathBuf {
    sample(&format!("{name}.mp4"))
}

pub(crate) fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_videos").join(file)
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_video_has_its_log_and_every_log_its_video() {
    let mut wanted: Vec<PathBuf> = names().iter().map(|name| pose_log(name)).collect();
    let mut there = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/poses"));
    wanted.sort();
    there.sort();
    assert!(!wanted.is_empty());
    assert_eq!(there, wanted, "other logs are there than those of the samples: `make fixtures` makes the logs anew");
}

#[test]
fn each_log_is_whole_and_says_what_it_was_made_from() {
    for name in names() {
        let mut reader = LogReader::open(&pose_log(&name)).unwrap();
        while reader.next_sample().unwrap().is_some() {}
        assert!(reader.is_whole(), "the log of {name} is damaged: `make fixtures` makes the logs anew");
        let header = reader.header();
        assert_eq!(header.video, format!("{name}.mp4"));
        // An older program may have written it: the hash in its name states the code that followed.
        assert!(version(&header.program) <= version(env!("CARGO_PKG_VERSION")), "{name}: {}", header.program);
        assert_eq!(header.model, Model::Full.name());
        assert_eq!(header.model_sha256, Model::Full.file().sha256(), "{name}");
        assert!(header.backend.starts_with("onnxruntime"), "{name} was followed with {}", header.backend);
    }
}

/// `0.2.0` in a form that compares.
fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|number| number.parse().unwrap()).collect()
}
