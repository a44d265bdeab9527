//! Both engines find the same points, one worker the same samples as two, and what is missing or damaged is said.
//!
//! An engine is chosen once per process, so most tests look at a child: this program, told to run [`child`] alone.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use formcheck::core::geometry::Point;
use formcheck::core::pose::PoseSample;
use formcheck::io::inference::{Estimator, EstimatorConfig, InferenceError, Model, known_models, runtime};
use formcheck::io::video;
use serde::{Deserialize, Serialize};

/// Where a child writes what it found.
const CHILD: &str = "FORMCHECK_TEST_CHILD";
/// Measured: 0.018 px.
const ENGINES_LIMIT_PX: f32 = 0.1;
/// Few, because tract is slow.
const CLIPS: [&str; 3] = ["bridge_good_man.mp4", "bridge_overextended_dim.mp4", "bridge_short_hold.mp4"];

#[test]
fn tract_finds_the_points_that_the_native_engine_finds() {
    // Whichever one the environment asks for.
    let native = run(&[("FORMCHECK_BACKEND", Path::new("native"))]).unwrap();
    assert!(
        native.backend.starts_with("onnxruntime"),
        "there is no native ONNX Runtime to compare with: `make setup` fetches it; it ran {}, {:?}",
        native.backend,
        native.rejected
    );
    let tract = run(&[("FORMCHECK_BACKEND", Path::new("tract"))]).unwrap();
    assert_eq!(tract.backend, "tract");
    assert_eq!((native.points.len(), tract.points.len()), (CLIPS.len() * 33, CLIPS.len() * 33));
    let distances = native.points.iter().zip(&tract.points).map(|(native, tract)| native.distance(*tract));
    let most = distances.fold(0.0, f32::max);
    println!("{} against {}: at most {most:.4} px", native.backend, tract.backend);
    assert!(most <= ENGINES_LIMIT_PX, "{most} px");
}

#[test]
fn a_library_that_is_none_is_passed_over_and_named() {
    // Text, as a failed download leaves it, and the head of a library, as an interrupted one does.
    for bytes in [&b"<html>"[..], b"\x7fELF"] {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("libonnxruntime.so.1.31.1");
        fs::write(&library, bytes).unwrap();
        let found = run(&[("ORT_DYLIB_PATH", &library), ("FORMCHECK_BACKEND", Path::new("native"))]).unwrap();
        println!("{}, {:?}", found.backend, found.rejected);
        assert_eq!(found.points.len(), CLIPS.len() * 33);
        assert!(found.rejected.iter().any(|reason| reason.contains(library.to_str().unwrap())));
    }
}

#[test]
fn a_damaged_model_is_named() {
    let folder = copy_of_models();
    let path = folder.path().join(Model::Full.file().0);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let words = run(&[("FORMCHECK_MODELS", folder.path())]).unwrap_err();
    assert_eq!(words, InferenceError::ModelDamaged { path }.to_string());
}

#[test]
fn a_missing_model_is_named_with_the_folders_that_were_searched() {
    let folder = copy_of_models();
    let name = known_models()[0].0;
    fs::remove_file(folder.path().join(name)).unwrap();
    let words = run(&[("FORMCHECK_MODELS", folder.path())]).unwrap_err();
    let tried = folder.path().display().to_string();
    assert_eq!(words, InferenceError::ModelMissing { name, tried }.to_string());
}

#[test]
fn one_worker_gives_the_samples_of_two() {
    let [one, two] = [1, 2].map(|n_workers| samples(n_workers, 40));
    assert_eq!(one.len(), 40);
    assert!(one.iter().all(|sample| sample.person.is_some()));
    assert_eq!(one, two);
}

fn samples(n_workers: usize, n_frames: usize) -> Vec<PoseSample> {
    let mut estimator = Estimator::load(EstimatorConfig { model: Model::Full, n_workers, every_frame: false }).unwrap();
    let mut source = video::open(&crate::golden::sample(CLIPS[0])).unwrap();
    let mut found = Vec::new();
    for _ in 0..n_frames {
        let frame = source.next_frame().unwrap().unwrap();
        found.extend(estimator.push(Arc::new(frame)).unwrap());
    }
    while let Some(last) = estimator.take().unwrap() {
        found.push(last);
    }
    found.into_iter().map(|(_, sample)| sample).collect()
}

fn copy_of_models() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for model in known_models() {
        fs::copy(model.find().unwrap(), folder.path().join(model.0)).unwrap();
    }
    folder
}

/// What a child found.
#[derive(Debug, Serialize, Deserialize)]
struct Found {
    backend: String,
    rejected: Vec<String>,
    /// 33 for each of [`CLIPS`].
    points: Vec<Point>,
}

/// Runs [`child`] with these variables: what it found, or the error in its words.
fn run(variables: &[(&str, &Path)]) -> Result<Found, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("found.json");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "backends::child", "--nocapture"]).env(CHILD, &file).envs(variables.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success(), "the child failed:\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&fs::read(&file).unwrap()).unwrap()
}

/// Does the work of a child of [`run`]; by itself the test starts one.
#[test]
fn child() {
    let Some(file) = std::env::var_os(CHILD).map(PathBuf::from) else {
        assert_eq!(run(&[]).unwrap().points.len(), CLIPS.len() * 33);
        return;
    };
    let found = find_points().map_err(|error| error.to_string());
    fs::write(file, serde_json::to_vec(&found).unwrap()).unwrap();
}

fn find_points() -> Result<Found, InferenceError> {
    let estimator = Estimator::load(EstimatorConfig { model: Model::Full, n_workers: 1, every_frame: false })?;
    let mut points = Vec::new();
    let wanted = |golden: &crate::golden::Golden| golden.frame == 6 && CLIPS.contains(&golden.clip.as_str());
    crate::golden::decoded(wanted, |_, frame| points.extend(estimator.still(frame).unwrap().unwrap().points));
    let runtime = runtime()?;
    Ok(Found { backend: runtime.backend.to_string(), rejected: runtime.rejected.clone(), points })
}
