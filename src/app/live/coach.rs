//! The thread that follows and judges: pictures in, what is shown out.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use super::incoming::Incoming;
use super::numbers::Pace;
use super::session::{RunningSession, Verdict};
use super::session_writer::SessionWriter;
use super::source::Source;
use super::{Control, Ended, LiveStage, LiveState, Numbers, Picture, RecorderStatus, SessionOptions, Until, now};
use crate::app::outcome::Outcome;
use crate::core::frame::Frame;
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::{Code, ModelReport, Report, SessionReport, Statement, StopReport, Timing, round};
use crate::core::safety::StopReason;
use crate::core::time::Timestamp;
use crate::io::inference::{Estimator, EstimatorConfig, runtime};
use crate::io::latest::{Latest, Taken};
use crate::io::pipeline::LEAST_SECS;
use crate::io::recording::{LogHeader, rounded};
use crate::io::words::{Trouble, TroubleCode, Value};

/// Commands are looked for this often while no picture comes.
const PATIENCE: Duration = Duration::from_millis(50);
/// A camera that has given nothing for so long has ended, where the end of the stream is waited for.
const ENDED_AFTER: Duration = Duration::from_secs(5);
/// One that never gave a picture is given up after this, where no person is there to mend it.
const NEVER_AFTER: Duration = Duration::from_secs(10);
/// So long without a picture, and the person is told.
const SILENT_AFTER: Duration = Duration::from_secs(1);

/// Said of a set that was stopped before there was anything to judge.
const STOPPED_EARLY: &str = "the set was stopped before anything could be judged";

/// Why the loop goes no further.
enum End {
    /// The set is over.
    Over,
    /// Ctrl-C: what was recorded is judged.
    Stopped,
    /// Nothing can be judged.
    Failed(Outcome, Trouble),
}

pub(super) struct Coach {
    options: SessionOptions,
    out: Out,
    commands: Receiver<Control>,
    estimator: Estimator,
    source: Source,
    session: Option<(Stream, RunningSession)>,
    pace: Pace,
    n_other_size: u64,
    picture: Option<Picture>,
    last_at: Instant,
    /// Where pictures came from last.
    source_name: String,
    /// What was said of pictures that do not come, so that it is said once.
    told: Option<Trouble>,
    /// The stop that ended it.
    stop: Option<StopReport>,
    writer: Option<SessionWriter>,
    /// Why it cannot be kept while it goes on, if so; at its end that is tried again.
    unwritten: Option<Trouble>,
}

/// Where states go.
pub(super) struct Out {
    pub(super) shown: Arc<Latest<LiveState>>,
    pub(super) wake: Box<dyn Fn() + Send>,
}

impl Out {
    pub(super) fn show(&self, shown: LiveState) {
        self.shown.put(shown);
        (self.wake)();
    }
}

/// One session from beginning to end.
pub(super) fn sit(options: SessionOptions, out: Out, commands: Receiver<Control>) -> Ended {
    out.show(LiveState::of(LiveStage::Starting));
    let failed = |out: &Out, outcome: Outcome, said: Trouble| {
        out.show(LiveState::of(LiveStage::Failed(said.clone())));
        Ended { outcome, said: Some(said), ..Ended::default() }
    };
    let estimator = match Estimator::load(EstimatorConfig { model: options.model, n_workers: 1, every_frame: false }) {
        Ok(estimator) => estimator,
        Err(error) => return failed(&out, Outcome::Model, Trouble::from(&error)),
    };
    // The model is ready: from here on nothing that the source shows is missed.
    // Where its end is waited for, a camera that pauses must not begin anew.
    let patience = (options.until == Until::End).then_some(ENDED_AFTER * 2);
    let source = match Source::start(&options.source, patience) {
        Ok(source) => source,
        Err(said) => return failed(&out, Outcome::Input, said),
    };
    let mut coach = Coach {
        options,
        out,
        commands,
        estimator,
        source,
        session: None,
        pace: Pace::default(),
        n_other_size: 0,
        picture: None,
        last_at: now(),
        source_name: String::new(),
        told: None,
        stop: None,
        writer: None,
        unwritten: None,
    };
    let end = coach.run();
    coach.end(end)
}

impl Coach {
    fn run(&mut self) -> End {
        loop {
            if let Some(end) = self.obey() {
                return end;
            }
            let end = match self.source.wait(PATIENCE) {
                Taken::Value(incoming) => self.look(incoming),
                Taken::Nothing => self.wait(),
                Taken::Closed => Some(End::Over),
            };
            if let Some(end) = end {
                return end;
            }
        }
    }

    /// Does what was asked for meanwhile.
    fn obey(&mut self) -> Option<End> {
        if self.options.cancelled.load(Ordering::Relaxed) {
            return Some(End::Stopped);
        }
        loop {
            match self.commands.try_recv() {
                Ok(Control::Stop) | Err(TryRecvError::Disconnected) => return Some(End::Over),
                Ok(Control::Pause) => self.with_session(RunningSession::pause),
                Ok(Control::Resume) => self.with_session(RunningSession::resume),
                Ok(Control::Hurts) => return Some(self.stop(StopReason::MorePain)),
                Err(TryRecvError::Empty) => return None,
            }
            self.show(None);
        }
    }

    /// Pain overrides the score: the set ends, and that is all that is said, whether anything was seen yet or not.
    fn stop(&mut self, reason: StopReason) -> End {
        let SessionOptions { search, goal, guide, .. } = &self.options;
        let unseen = Stream { width: 1, height: 1 };
        let session = &mut self
            .session
            .get_or_insert_with(|| (unseen, RunningSession::new((*search, *goal), unseen, guide.clone())))
            .1;
        session.stop(reason);
        let stop = StopReport { reason: reason.id().to_owned(), at_s: Some(round(session.secs())) };
        // A stop that cannot be written now is written with the report.
        if let Some(Err(error)) = self.writer.as_mut().map(|writer| writer.stopped(stop.clone())) {
            tracing::warn!(%error, "the stop is not kept yet");
        }
        self.stop = Some(stop);
        End::Over
    }

    fn with_session(&mut self, act: impl FnOnce(&mut RunningSession)) {
        if let Some((_, session)) = &mut self.session {
            act(session);
        }
    }

    /// Follows and judges a picture.
    fn look(&mut self, Incoming { frame, taken }: Incoming) -> Option<End> {
        self.last_at = now();
        self.told = None;
        self.source_name = self.source.health().name;
        let size = Stream { width: frame.width, height: frame.height };
        let SessionOptions { search, goal, guide, .. } = &self.options;
        let stream =
            self.session.get_or_insert_with(|| (size, RunningSession::new((*search, *goal), size, guide.clone()))).0;
        if stream != size {
            return self.leave_out(stream, size);
        }
        let frame = Arc::new(frame);
        let sample = match self.estimator.follow(&frame) {
            Ok(sample) => rounded(&sample),
            Err(error) => return Some(End::Failed(Outcome::Model, Trouble::from(&error))),
        };
        let (_, session) = self.session.as_mut()?;
        let view = session.push(sample);
        let (origin, judged) = (session.begun(), session.judged());
        if let Some(judged) = judged {
            self.record(size, origin, &judged, &frame);
        }
        if let Some(view) = view {
            self.picture = Some(Picture { frame, view, taken });
        }
        self.pace.push(taken, now());
        self.show(None);
        let (_, session) = self.session.as_ref()?;
        let is_time = matches!(self.options.until, Until::Secs(limit) if limit <= session.stream_secs());
        (is_time || session.has_finished()).then_some(End::Over)
    }

    /// Keeps what was judged, from the first picture on.
    fn record(&mut self, size: Stream, origin: Timestamp, judged: &PoseSample, frame: &Arc<Frame>) {
        let Some(keep) = &self.options.keep else { return };
        if self.writer.is_none() && self.unwritten.is_none() {
            let model = self.options.model;
            let backend = self.numbers().backend;
            let made_by = [model.name(), model.file().sha256(), &backend];
            let header = LogHeader::new(&self.source_name, size, made_by);
            match SessionWriter::begin(keep, self.options.has_video, (self.options.search, self.options.goal), header) {
                Ok(writer) => self.writer = Some(writer),
                Err(error) => {
                    tracing::warn!(%error, "the session is not kept while it goes on");
                    self.unwritten = Some(Trouble::new(TroubleCode::NotKeptYet, [("source", Value::cause(&error))]));
                }
            }
        }
        if let Some(writer) = &mut self.writer {
            writer.push(origin, judged, frame);
        }
    }

    /// A picture of another size: what was learnt in px would no longer hold.
    fn leave_out(&mut self, stream: Stream, size: Stream) -> Option<End> {
        self.n_other_size += 1;
        let [width, height, before_width, before_height] =
            [size.width, size.height, stream.width, stream.height].map(Value::number);
        let values =
            [("width", width), ("height", height), ("before_width", before_width), ("before_height", before_height)];
        self.show(Some(Trouble::new(TroubleCode::CameraOtherSize, values)));
        None
    }

    /// No picture came.
    fn wait(&mut self) -> Option<End> {
        let (gone, health) = (now().duration_since(self.last_at), self.source.health());
        let has_begun = self.session.is_some();
        let is_at_end = has_begun && (health.is_unplugged || ENDED_AFTER <= gone);
        if self.options.until == Until::End && is_at_end {
            return Some(End::Over);
        }
        let silent = || Trouble::new(TroubleCode::CameraSilent, []);
        let silence = (has_begun && SILENT_AFTER <= gone).then(silent);
        let trouble = health.trouble.or(silence);
        if self.options.until != Until::Asked && !has_begun && NEVER_AFTER <= gone {
            return Some(End::Failed(Outcome::Input, trouble.unwrap_or_else(silent)));
        }
        if trouble.is_some() && trouble != self.told {
            self.show(trouble.clone());
            self.told = trouble;
        }
        None
    }

    fn show(&self, trouble: Option<Trouble>) {
        let is_paused = self.session.as_ref().is_some_and(|(_, session)| session.is_paused());
        let stage = match trouble {
            Some(sentence) => LiveStage::Lost(sentence),
            None if is_paused => LiveStage::Paused,
            None if self.session.is_none() => LiveStage::Starting,
            None => LiveStage::Running,
        };
        self.out.show(LiveState {
            stage,
            picture: self.picture.clone(),
            secs: self.session.as_ref().map_or(0.0, |(_, session)| session.secs()),
            guide: self.session.as_ref().and_then(|(_, session)| session.guide()),
            recorder: self.recorder(),
            numbers: self.numbers(),
        });
    }

    fn recorder(&self) -> RecorderStatus {
        let unwritten = || RecorderStatus { trouble: self.unwritten.clone(), ..RecorderStatus::default() };
        self.writer.as_ref().map_or_else(unwritten, SessionWriter::status)
    }

    fn numbers(&self) -> Numbers {
        let health = self.source.health();
        Numbers {
            poses_hz: self.pace.hz(),
            pose_ms: self.pace.delay_ms(),
            n_skipped: self.source.n_skipped(),
            n_dropped: health.n_dropped + self.n_other_size,
            camera: health.camera,
            source: self.source_name.clone(),
            backend: runtime().map_or_else(|_| String::new(), |runtime| runtime.backend.to_string()),
        }
    }

    fn end(mut self, end: End) -> Ended {
        let (outcome, said) = match end {
            End::Over => (Outcome::Done, None),
            End::Stopped => (Outcome::Stopped, None),
            End::Failed(outcome, said) => (outcome, Some(said)),
        };
        let secs = self.session.as_ref().map_or(0.0, |(_, session)| session.secs());
        let (report, warnings, talk_secs) = match self.session.take() {
            Some((_, session)) => {
                let (report, warnings, talk_secs) = self.report(session);
                let is_shown = LEAST_SECS <= secs || self.stop.is_some();
                (Some(Arc::new(report)).filter(|_| is_shown), warnings, talk_secs)
            }
            None => (None, Vec::new(), 0.0),
        };
        let too_short = || Trouble::new(TroubleCode::TooShort, [("secs", Value::number(format!("{secs:.1}")))]);
        let said = said.or_else(|| report.is_none().then(too_short));
        let stage = match &report {
            Some(report) => LiveStage::Done(Arc::clone(report)),
            None => LiveStage::Failed(said.clone().unwrap_or_else(too_short)),
        };
        let outcome = if report.is_none() { outcome.min(Outcome::Input) } else { outcome };
        let ended = Ended { outcome, said, report, folder: None, stop: self.stop.take(), talk_secs }.kept(
            &self.options,
            self.writer.take(),
            warnings,
        );
        let last = LiveState {
            stage,
            picture: self.picture.take(),
            secs,
            numbers: self.numbers(),
            ..LiveState::of(LiveStage::Starting)
        };
        // Closed before the last word, so that who hears it need not wait for cameras.
        let Self { out, source, estimator, .. } = self;
        drop((source, estimator));
        out.show(last);
        ended
    }

    /// The report, what of its notes no rule could know, and how long what is left to be said takes, in s.
    fn report(&self, session: RunningSession) -> (Report, Vec<String>, f64) {
        let (n_samples, secs) = (session.n_samples(), session.secs());
        let Verdict { mut judgement, mut warnings, talk_secs } = session.finish();
        warnings.extend(self.source.notes().into_iter().map(Statement::free));
        let numbers = self.numbers();
        if self.n_other_size != 0 {
            warnings.push(Statement::free(format!("{} pictures of another size were left out", self.n_other_size)));
        }
        judgement.notes.extend(warnings.iter().cloned());
        if self.stop.is_some() && secs < LEAST_SECS {
            // Somebody in pain is not to be told what to do for a score.
            judgement.refusal = None;
            judgement.notes.push(Code::StoppedEarly.says([], STOPPED_EARLY));
        }
        let timing = (0 < n_samples && 0.0 < secs).then(|| Timing {
            frames: n_samples,
            fps: round(n_samples as f64 / secs),
            stages_ms: std::iter::empty().collect(),
        });
        let model = self.options.model;
        let model = ModelReport { name: model.name().to_owned(), sha256: model.file().sha256().to_owned() };
        let mut report = Report::of(numbers.source, judgement, timing, numbers.backend, model);
        report.session = self.stop.clone().map(|stop| SessionReport {
            pain_before: self.options.keep.as_ref().and_then(|keep| keep.pain_before),
            stop: Some(stop),
            ..SessionReport::default()
        });
        let warnings = warnings.into_iter().map(|warning| warning.text).collect();
        (report, warnings, talk_secs)
    }
}
