//! Samples from whatever the recording is: pictures that are followed, or a pose log.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;

use super::retouch::{Retouch, Retouched};
use super::thinned::thinned;
use super::{Job, PipelineError, now};
use crate::core::frame::Picture;
use crate::core::pose::{PoseSample, Stream};
use crate::io::inference::{Estimator, EstimatorConfig, InferenceError, runtime};
use crate::io::recording::pose_log::{LogError, LogHeader, LogReader, is_pose_log};
use crate::io::video::{FrameSource, SourceInfo, VideoError, open, open_fastest, open_stills};

/// Frames decoded ahead: decoding overlaps with following, and memory stays small.
const DECODED_AHEAD: usize = 3;
/// Words after the engine's name in logs and reports where the model ran on every frame.
const EVERY_FRAME: &str = ", every frame";

/// The samples of one recording, in order, with the pictures they were found in.
pub(super) struct Samples {
    source: Source,
    header: LogHeader,
}

/// Where samples come from.
pub(super) enum Source {
    /// Pictures that are followed.
    Pictures(Box<Pictures>),
    /// A pose log.
    Log { reader: Box<LogReader>, path: PathBuf },
}

impl Samples {
    /// Opens the recording; loads the models only if there are pictures.
    pub(super) fn open(job: &Job<'_>) -> Result<Self, PipelineError> {
        Self::open_retouched(job, None)
    }

    /// The same with every picture changed before it is followed; a pose log has no pictures and stays as it is.
    pub(super) fn open_retouched(job: &Job<'_>, retouch: Option<Retouch>) -> Result<Self, PipelineError> {
        if is_pose_log(job.input) {
            let reader = LogReader::open(job.input).map_err(|source| log_error(job.input, source))?;
            let header = reader.header().clone();
            return Ok(Self {
                source: Source::Log { reader: Box::new(reader), path: job.input.to_path_buf() },
                header,
            });
        }
        let frames = match job.stills_fps {
            Some(fps) if job.input.is_dir() => open_stills(job.input, fps)?,
            _ if retouch.is_some() => open(job.input)?,
            _ => open_fastest(job.input)?,
        };
        let frames = match retouch {
            Some(retouch) => Box::new(Retouched::of(frames, retouch)?),
            None => frames,
        };
        let pictures = Pictures::follow(frames, job)?;
        let Stream { width, height } = pictures.stream();
        let name = job.input.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let every_frame = if job.every_frame { EVERY_FRAME } else { "" };
        let backend = format!("{}{every_frame}", runtime()?.backend);
        let model = [job.model.name(), job.model.file().sha256(), &backend];
        let header = LogHeader::new(&name, Stream { width, height }, model);
        Ok(Self { source: Source::Pictures(Box::new(pictures)), header })
    }

    pub(super) fn header(&self) -> &LogHeader {
        &self.header
    }

    pub(super) fn stream(&self) -> Stream {
        self.header.stream
    }

    pub(super) fn has_pictures(&self) -> bool {
        matches!(self.source, Source::Pictures(_))
    }

    /// Frames per second, if the recording says so.
    pub(super) fn fps(&self) -> Option<f64> {
        match &self.source {
            Source::Pictures(pictures) => pictures.info.fps,
            Source::Log { .. } => None,
        }
    }

    pub(super) fn n_expected(&self) -> Option<u64> {
        match &self.source {
            Source::Pictures(pictures) => pictures.info.n_frames,
            Source::Log { .. } => None,
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<PicturedSample>, PipelineError> {
        match &mut self.source {
            Source::Pictures(pictures) => Ok(pictures.next()?.map(|(picture, sample)| (Some(picture), sample))),
            Source::Log { reader, path } => {
                let sample = reader.next_sample().map_err(|source| log_error(path, source))?;
                Ok(sample.map(|sample| (None, sample)))
            }
        }
    }

    /// What was wrong and could be read around; complete after the last sample.
    pub(super) fn warnings(&self) -> Vec<String> {
        match &self.source {
            Source::Pictures(pictures) => pictures.warnings.clone(),
            Source::Log { reader, .. } => reader.warnings(),
        }
    }

    /// Work by stage so far, in ms.
    pub(super) fn stages_ms(&self) -> BTreeMap<String, f64> {
        match &self.source {
            Source::Pictures(pictures) => {
                let stages = [("decode", pictures.decode_ms), ("pose", pictures.pose_ms)];
                stages.into_iter().map(|(stage, ms)| (stage.to_owned(), ms)).collect()
            }
            Source::Log { .. } => BTreeMap::new(),
        }
    }
}

fn log_error(path: &Path, source: LogError) -> PipelineError {
    PipelineError::Log { path: path.to_path_buf(), source }
}

/// A sample, with the picture it was found in if there is one.
pub(super) type PicturedSample = (Option<Picture>, PoseSample);

/// What the decoding thread sends.
enum Decoded {
    Picture { picture: Picture, took_ms: f64 },
    End { warnings: Vec<String> },
    Failed(VideoError),
}

/// Pictures on their way through the pose model.
pub(super) struct Pictures {
    estimator: Estimator,
    info: SourceInfo,
    decoder: Decoder,
    ready: VecDeque<(Picture, PoseSample)>,
    warnings: Vec<String>,
    decode_ms: f64,
    pose_ms: f64,
}

impl Pictures {
    fn follow(frames: Box<dyn FrameSource>, job: &Job<'_>) -> Result<Self, PipelineError> {
        let (frames, note) = thinned(frames);
        let info = frames.info().clone();
        // Decodes while the models are loaded.
        let decoder = Decoder::start(frames)?;
        let config = EstimatorConfig { model: job.model, n_workers: job.n_workers, every_frame: job.every_frame };
        let estimator = Estimator::load(config)?;
        Ok(Self {
            estimator,
            info,
            decoder,
            ready: VecDeque::new(),
            warnings: Vec::from_iter(note),
            decode_ms: 0.0,
            pose_ms: 0.0,
        })
    }

    fn stream(&self) -> Stream {
        Stream { width: self.info.width, height: self.info.height }
    }

    fn next(&mut self) -> Result<Option<(Picture, PoseSample)>, PipelineError> {
        loop {
            if let Some(done) = self.ready.pop_front() {
                return Ok(Some(done));
            }
            let Some(decoded) = &self.decoder.decoded else { return Ok(None) };
            match decoded.recv() {
                Ok(Decoded::Picture { picture, took_ms }) => {
                    self.decode_ms += took_ms;
                    let begun = now();
                    self.ready.extend(self.estimator.push(picture)?);
                    self.pose_ms += begun.elapsed().as_secs_f64() * 1000.0;
                }
                Ok(Decoded::End { warnings }) => {
                    self.warnings.extend(warnings);
                    self.drain()?;
                }
                Ok(Decoded::Failed(error)) => return Err(error.into()),
                Err(_hung_up) => return Err(InferenceError::ThreadLost.into()),
            }
        }
    }

    fn drain(&mut self) -> Result<(), PipelineError> {
        self.decoder.decoded = None;
        while let Some(done) = self.estimator.take()? {
            self.ready.push_back(done);
        }
        Ok(())
    }
}

/// A thread that decodes ahead.
struct Decoder {
    /// `None` once all is decoded.
    decoded: Option<Receiver<Decoded>>,
    thread: Option<JoinHandle<()>>,
}

impl Decoder {
    fn start(frames: Box<dyn FrameSource>) -> Result<Self, InferenceError> {
        let (sender, decoded) = sync_channel(DECODED_AHEAD);
        let work = move || decode(frames, &|decoded| sender.send(decoded).is_ok());
        let thread = std::thread::Builder::new().name("decode".into()).spawn(work);
        Ok(Self { decoded: Some(decoded), thread: Some(thread.map_err(InferenceError::NoThread)?) })
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // A decoder that finds nobody listening stops.
        self.decoded = None;
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}

/// Decodes until the end, a failure, or no person listens.
fn decode(mut frames: Box<dyn FrameSource>, send: &dyn Fn(Decoded) -> bool) {
    loop {
        let begun = now();
        let next = frames.next_picture();
        let took_ms = begun.elapsed().as_secs_f64() * 1000.0;
        let (decoded, more) = match next {
            Ok(Some(picture)) => (Decoded::Picture { picture, took_ms }, true),
            Ok(None) => {
                let warnings = frames.warnings().iter().map(ToString::to_string).collect();
                (Decoded::End { warnings }, false)
            }
            Err(error) => (Decoded::Failed(error), false),
        };
        if !send(decoded) || !more {
            return;
        }
    }
}
