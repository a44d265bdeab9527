//! What scoring a recording needs: the engine, the models, decoders and the encoder.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::{CheckLine, CheckState};
use crate::core::report::RULES_VERSION;
use crate::io::inference::{Backend, InferenceError, Model, ModelFile, known_models, runtime};
use crate::io::video::{MAX_WRITE_SHORT_SIDE_PX, MAX_WRITE_SIDE_PX};

pub(super) fn check() -> Vec<CheckLine> {
    let version = format!("version {}, rules {RULES_VERSION}", env!("CARGO_PKG_VERSION"));
    let mut lines = vec![CheckLine::new("formcheck", CheckState::Ok, version)];
    lines.extend(backend());
    lines.extend(known_models().into_iter().map(|file| model(file, file.checked())));
    lines.push(CheckLine::new("decoder", CheckState::Ok, "H.264 and HEVC in mp4 and mov, built in"));
    lines.push(ffmpeg(version_of("ffmpeg"), version_of("ffprobe").is_some()));
    let encoder = format!("H.264 up to {MAX_WRITE_SIDE_PX}×{MAX_WRITE_SHORT_SIDE_PX}, built in");
    lines.push(CheckLine::new("encoder", CheckState::Ok, encoder));
    lines
}

fn backend() -> Vec<CheckLine> {
    match runtime() {
        Ok(runtime) => {
            let rejected = runtime.rejected.iter().map(|library| {
                CheckLine::new("ONNX Runtime", CheckState::Damaged, library.as_str())
                    .advise("delete this library, or replace it with one that fits this machine")
            });
            rejected.chain([engine(&runtime.backend).needed()]).collect()
        }
        Err(error) => vec![CheckLine::new("pose engine", CheckState::Missing, error.to_string()).needed()],
    }
}

fn engine(backend: &Backend) -> CheckLine {
    match backend {
        Backend::Native { library, .. } => {
            CheckLine::new("pose engine", CheckState::Ok, format!("{backend}, {}", library.display()))
        }
        Backend::Tract => {
            CheckLine::new("pose engine", CheckState::Ok, "tract, built in, about four times slower than ONNX Runtime")
                .advise(
                    "for speed run `make setup` in the repository, or name ONNX Runtime's library in ORT_DYLIB_PATH",
                )
        }
    }
}

/// How a model's file was found, by what reading it gave.
fn model(file: ModelFile, checked: Result<PathBuf, InferenceError>) -> CheckLine {
    let name = if file == Model::Full.file() {
        "pose model full"
    } else if file == Model::Heavy.file() {
        "pose model heavy"
    } else {
        "person detector"
    };
    let sum: String = file.sha256().chars().take(12).collect();
    let named = |state, detail| CheckLine::new(name, state, detail);
    let line = match checked {
        Ok(path) => named(CheckState::Ok, format!("{}, SHA-256 {sum}…", path.display())),
        Err(InferenceError::ModelMissing { tried, .. }) => named(CheckState::Missing, file.0.to_owned())
            .advise(format!("put it into one of these folders, or name its folder in FORMCHECK_MODELS: {tried}")),
        Err(InferenceError::ModelDamaged { path }) => {
            named(CheckState::Damaged, format!("{}, SHA-256 is not {sum}…", path.display()))
                .advise("copy it anew; in a clone of the repository, `git checkout models`")
        }
        Err(error) => named(CheckState::Damaged, error.to_string()),
    };
    // Heavy is asked for by name only.
    if file == Model::Heavy.file() { line } else { line.needed() }
}

fn ffmpeg(version: Option<String>, has_ffprobe: bool) -> CheckLine {
    let advice = "install ffmpeg to read other formats (webm, mkv, avi, VP9, AV1): `sudo apt install ffmpeg`, \
                  `brew install ffmpeg` or https://ffmpeg.org";
    match version {
        Some(version) if has_ffprobe => {
            CheckLine::new("ffmpeg", CheckState::Ok, format!("{version}, for all other formats"))
        }
        Some(_) => CheckLine::new("ffmpeg", CheckState::Missing, "ffmpeg is there, ffprobe is not").advise(advice),
        None => CheckLine::new("ffmpeg", CheckState::Missing, "mp4 and mov can be read without it").advise(advice),
    }
}

/// `ffmpeg version 5.1.6-0+deb12u1 Copyright …` is version `5.1.6-0+deb12u1`; `None` where the tool does not run.
fn version_of(tool: &str) -> Option<String> {
    let output = Command::new(tool).arg("-version").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split_whitespace().nth(2).unwrap_or("of unknown version");
    output.status.success().then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing() -> Result<PathBuf, InferenceError> {
        Err(InferenceError::ModelMissing { name: "m.onnx", tried: "/a, /b".into() })
    }

    #[test]
    fn a_missing_model_stops_scoring_unless_it_is_the_heavy_one() {
        let full = model(Model::Full.file(), missing());
        assert_eq!((full.state, full.is_needed), (CheckState::Missing, true));
        assert!(full.advice.unwrap().ends_with("/a, /b"));
        assert!(!model(Model::Heavy.file(), missing()).is_needed);
    }

    #[test]
    fn a_damaged_model_is_told_with_its_path_and_the_sum_it_should_have() {
        let read = Err(InferenceError::ModelDamaged { path: "/a/m.onnx".into() });
        let line = model(Model::Full.file(), read);
        assert_eq!(line.state, CheckState::Damaged);
        assert!(line.detail.starts_with("/a/m.onnx") && line.detail.contains(&Model::Full.file().sha256()[..12]));
    }

    #[test]
    fn ffmpeg_is_never_needed_and_useless_without_ffprobe() {
        for (version, has_ffprobe, state) in [
            (Some("7.1"), true, CheckState::Ok),
            (Some("7.1"), false, CheckState::Missing),
            (None, true, CheckState::Missing),
        ] {
            let line = ffmpeg(version.map(str::to_owned), has_ffprobe);
            assert_eq!((line.state, line.is_needed), (state, false));
            assert_eq!(line.advice.is_none(), state == CheckState::Ok);
        }
    }

    #[test]
    fn a_tool_that_is_not_there_has_no_version() {
        assert_eq!(version_of("no-such-tool-as-this"), None);
    }
}
