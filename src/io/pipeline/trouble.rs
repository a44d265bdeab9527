//! Troubles with recordings, the pose model and their files, from the errors that the program prints. The modules below name
//! no words, since their text decides whether stored pose logs are still valid.

use super::PipelineError;
use crate::io::inference::InferenceError;
use crate::io::plain::Remedy;
use crate::io::recording::{ForeignError, LogError};
use crate::io::video::{VideoError, VideoWriteError};
use crate::io::words::{Trouble, TroubleCode as Code, Value};

impl From<&VideoError> for Trouble {
    fn from(error: &VideoError) -> Self {
        use VideoError as It;
        let (code, path) = match error {
            It::NotFound { path } => (Code::VideoNotFound, path),
            It::IsDirectory { path } => (Code::VideoIsFolder, path),
            It::PermissionDenied { path } => (Code::VideoDenied, path),
            It::Empty { path } => (Code::VideoEmpty, path),
            It::NotAVideo { path } => (Code::VideoNoVideo, path),
            It::NotAFile { path } => (Code::VideoNoFile, path),
            It::NoVideo { path } => (Code::VideoNoPictures, path),
            It::NoFrames { path } => (Code::VideoNoFrames, path),
            It::NoTimestamps { path } => (Code::VideoNoTimes, path),
            It::NoStills { path } => (Code::VideoNoStills, path),
            It::Io { path, source } => {
                let values = [("source", Value::cause(source)), ("path", Value::path(path))];
                return Self::new(Code::VideoIo, values);
            }
            It::Damaged { what, path } => return of_video(Code::VideoDamaged, ("what", what), path),
            It::FfmpegMissing { what, path } => return of_video(Code::VideoNeedsFfmpeg, ("what", what), path),
            It::CannotSeek { what, path } => return of_video(Code::VideoNoSeek, ("what", what), path),
            It::Ffmpeg { message, path } => return of_video(Code::VideoFfmpeg, ("message", message), path),
            It::TooSmall { width, height, path } => return of_size(Code::VideoTooSmall, [*width, *height], path),
            It::TooLarge { width, height, path } => return of_size(Code::VideoTooLarge, [*width, *height], path),
            It::BadRate { fps } => return Self::new(Code::VideoBadRate, [("fps", Value::number(fps))]),
        };
        Self::new(code, [("path", Value::path(path))])
    }
}

fn of_video(code: Code, (name, what): (&'static str, &str), path: &std::path::Path) -> Trouble {
    Trouble::new(code, [(name, Value::text(what)), ("path", Value::path(path))])
}

fn of_size(code: Code, [width, height]: [u32; 2], path: &std::path::Path) -> Trouble {
    let [width, height] = [width, height].map(Value::number);
    Trouble::new(code, [("width", width), ("height", height), ("path", Value::path(path))])
}

impl From<&VideoWriteError> for Trouble {
    fn from(error: &VideoWriteError) -> Self {
        use VideoWriteError as It;
        match error {
            It::CannotCreate { path, source } => {
                Self::new(Code::EncodeCreate, [("source", Value::cause(source)), ("path", Value::path(path))])
            }
            It::Io { path, source } => {
                Self::new(Code::EncodeIo, [("source", Value::cause(source)), ("path", Value::path(path))])
            }
            It::DiskFull { path } => Self::new(Code::EncodeDiskFull, [("path", Value::path(path))]),
            It::NoFrames { path } => Self::new(Code::EncodeNoFrames, [("path", Value::path(path))]),
            It::Encoder { message } => Self::new(Code::EncodeFailed, [("message", Value::text(message))]),
            It::BadSize { width, height } => {
                Self::new(Code::EncodeBadSize, [("width", Value::number(width)), ("height", Value::number(height))])
            }
            It::OtherSize { width, height } => {
                Self::new(Code::EncodeOtherSize, [("width", Value::number(width)), ("height", Value::number(height))])
            }
        }
    }
}

impl From<&InferenceError> for Trouble {
    fn from(error: &InferenceError) -> Self {
        use InferenceError as It;
        match error {
            It::Runtime { cause } => Self::new(Code::ModelNoEngine, [("cause", Value::text(cause))]),
            It::ModelMissing { name, tried } => {
                Self::new(Code::ModelMissing, [("name", Value::text(name)), ("tried", Value::text(tried))])
            }
            It::ModelDamaged { path } => Self::new(Code::ModelDamaged, [("path", Value::path(path))]),
            It::ModelUnreadable { path, source } => {
                Self::new(Code::ModelUnreadable, [("source", Value::cause(source)), ("path", Value::path(path))])
            }
            It::Engine(cause) => Self::new(Code::ModelEngine, [("cause", Value::text(cause))]),
            It::OutputMissing { name } => Self::new(Code::ModelNoOutput, [("name", Value::text(name))]),
            It::NoThread(source) => Self::new(Code::NoThread, [("source", Value::cause(source))]),
            It::ThreadLost => Self::new(Code::ModelThreadLost, []),
        }
    }
}

impl From<&LogError> for Trouble {
    fn from(error: &LogError) -> Self {
        match error {
            LogError::Io(source) => Self::new(Code::LogIo, [("source", Value::cause(source))]),
            LogError::Header { cause } => Self::new(Code::LogHeader, [("cause", Value::text(cause))]),
            LogError::Line { line, cause } => {
                Self::new(Code::LogLine, [("line", Value::number(line)), ("cause", Value::text(cause))])
            }
            LogError::Write(source) => Self::new(Code::LogWrite, [("source", Value::cause(source))]),
        }
    }
}

impl From<&ForeignError> for Trouble {
    fn from(error: &ForeignError) -> Self {
        match error {
            ForeignError::Io(source) => Self::new(Code::JointsIo, [("source", Value::cause(source))]),
            ForeignError::NoRate => Self::new(Code::JointsNoRate, []),
            ForeignError::Damaged { kind, place, cause } => {
                let values = [("kind", kind.name()), ("place", place), ("cause", cause)];
                Self::new(Code::JointsDamaged, values.map(|(name, text)| (name, Value::text(text))))
            }
            ForeignError::NoBody { kind, cause } => {
                Self::new(Code::JointsNoBody, [("kind", Value::text(kind.name())), ("cause", Value::text(cause))])
            }
        }
    }
}

impl From<&PipelineError> for Trouble {
    fn from(error: &PipelineError) -> Self {
        use PipelineError as It;
        let (of_file, path) = match error {
            It::Video(error) => return error.into(),
            It::WriteVideo(error) => return error.into(),
            It::Inference(error) => return error.into(),
            It::Cancelled => return Self::new(Code::Cancelled, []),
            It::NoPictures { input } => return Self::new(Code::NoPictures, [("path", Value::path(input))]),
            It::TooShort { secs, input } => {
                let secs = Value::number(format!("{secs:.1}"));
                return Self::new(Code::TooShortFile, [("secs", secs), ("path", Value::path(input))]);
            }
            It::Write { path, source } => {
                let remedy = Value::Remedy(Remedy::of(source));
                let values = [("source", Value::cause(source)), ("advice", remedy), ("path", Value::path(path))];
                return Self::new(Code::Write, values);
            }
            It::Log { path, source } => (Value::trouble(source), path),
            It::Foreign { path, source } => (Value::trouble(source), path),
        };
        Self::new(Code::OfFile, [("trouble", of_file), ("path", Value::path(path))])
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;
    use crate::io::recording::ForeignKind;
    use crate::io::words::assert_says_as_printed;

    fn path() -> PathBuf {
        "/a place/it.mp4".into()
    }

    fn full() -> io::Error {
        io::Error::from_raw_os_error(28)
    }

    #[test]
    fn errors_of_videos_print_the_words_of_their_code() {
        use VideoError as It;
        let (width, height) = (12, 8);
        let what = || "its index is gone".to_owned();
        assert_says_as_printed(
            "video_",
            &[
                It::NotFound { path: path() },
                It::IsDirectory { path: path() },
                It::PermissionDenied { path: path() },
                It::Io { path: path(), source: full() },
                It::Empty { path: path() },
                It::NotAVideo { path: path() },
                It::NotAFile { path: path() },
                It::Damaged { what: "its index is gone", path: path() },
                It::NoVideo { path: path() },
                It::NoFrames { path: path() },
                It::NoTimestamps { path: path() },
                It::TooSmall { width, height, path: path() },
                It::TooLarge { width, height, path: path() },
                It::FfmpegMissing { what: what(), path: path() },
                It::CannotSeek { what: what(), path: path() },
                It::Ffmpeg { message: what(), path: path() },
                It::NoStills { path: path() },
                It::BadRate { fps: 0.5 },
            ],
        );
    }

    #[test]
    fn errors_of_written_videos_print_the_words_of_their_code() {
        use VideoWriteError as Write;
        let (width, height) = (640, 360);
        let what = || "it is gone".to_owned();
        assert_says_as_printed(
            "encode_",
            &[
                Write::CannotCreate { path: path(), source: full() },
                Write::DiskFull { path: path() },
                Write::Io { path: path(), source: full() },
                Write::BadSize { width, height },
                Write::OtherSize { width, height },
                Write::Encoder { message: what() },
                Write::NoFrames { path: path() },
            ],
        );
    }

    #[test]
    fn errors_of_the_model_and_of_files_print_the_words_of_their_code() {
        use InferenceError as It;
        let cause = || "it is gone".to_owned();
        assert_says_as_printed(
            "model_",
            &[
                It::Runtime { cause: cause() },
                It::ModelMissing { name: "pose.onnx", tried: "/a, /b".into() },
                It::ModelDamaged { path: path() },
                It::ModelUnreadable { path: path(), source: full() },
                It::Engine(ort::Error::new("no room")),
                It::OutputMissing { name: "landmarks" },
                It::NoThread(full()),
                It::ThreadLost,
            ],
        );
        assert_says_as_printed(
            "log_",
            &[
                LogError::Io(full()),
                LogError::Header { cause: cause() },
                LogError::Line { line: 7, cause: cause() },
                LogError::Write(full()),
            ],
        );
        assert_says_as_printed(
            "joints_",
            &[
                ForeignError::Io(full()),
                ForeignError::NoRate,
                ForeignError::Damaged { kind: ForeignKind::Trc, place: "line 3".into(), cause: cause() },
                ForeignError::NoBody { kind: ForeignKind::Trc, cause: cause() },
            ],
        );
        assert_says_as_printed(
            "of_file",
            &[
                PipelineError::Log { path: path(), source: LogError::Header { cause: cause() } },
                PipelineError::Foreign { path: path(), source: ForeignError::NoRate },
                PipelineError::TooShort { secs: 1.25, input: path() },
                PipelineError::NoPictures { input: path() },
                PipelineError::Write { path: path(), source: full() },
                PipelineError::Cancelled,
                PipelineError::Video(VideoError::Empty { path: path() }),
            ],
        );
    }
}
