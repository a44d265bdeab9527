//! The stored pose logs, and whether they are still those of their videos.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use formcheck::inference::{Model, known_models};
use formcheck::recording::LogReader;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// What the logs were made from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    program: String,
    detector_sha256: String,
    model_sha256: String,
    video_sha256: BTreeMap<String, String>,
}

fn index() -> Index {
    serde_json::from_slice(&fs::read(poses().join("INDEX.json")).unwrap()).unwrap()
}

/// The samples, each with a log.
pub(crate) fn names() -> Vec<String> {
    index().video_sha256.into_keys().collect()
}

pub(crate) fn pose_log(name: &str) -> PathBuf {
    poses().join(format!("{name}.poses"))
}

pub(crate) fn video(name: &str) -> PathBuf {
    sample(&format!("{name}.mp4"))
}

pub(crate) fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_videos").join(file)
}

fn poses() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/poses")
}

/// Names of the files in a folder that end so, without the ending.
fn stems(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut stems: Vec<String> = entries.filter_map(|name| Some(name.strip_suffix(ending)?.to_owned())).collect();
    stems.sort();
    stems
}

#[test]
fn every_video_has_its_log_and_every_log_its_video() {
    assert_eq!(names(), stems(&sample(""), ".mp4"), "`make fixtures` makes the logs anew");
    assert_eq!(names(), stems(&poses(), ".poses"), "tests/fixtures/poses holds other logs than its INDEX.json");
}

#[test]
fn no_video_and_no_model_changed_without_its_log() {
    let index = index();
    for (name, sum) in &index.video_sha256 {
        let found = format!("{:x}", Sha256::digest(fs::read(video(name)).unwrap()));
        assert_eq!(found, *sum, "{name}.mp4 changed: `make fixtures` makes the logs anew");
    }
    let [detector, ..] = known_models();
    let wanted = [detector.sha256(), Model::Full.file().sha256()];
    assert_eq!([index.detector_sha256.as_str(), &index.model_sha256], wanted, "`make fixtures` makes the logs anew");
}

#[test]
fn each_log_says_what_the_index_says() {
    let index = index();
    for name in index.video_sha256.keys() {
        let reader = LogReader::open(&pose_log(name)).unwrap();
        let header = reader.header();
        assert_eq!(header.video, format!("{name}.mp4"));
        assert_eq!((&header.program, &header.model_sha256), (&index.program, &index.model_sha256), "{name}");
        assert!(header.backend.starts_with("onnxruntime"), "{name} was followed with {}", header.backend);
    }
}
