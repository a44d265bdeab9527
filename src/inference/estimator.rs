//! Frames in, pose samples out: two workers side by side, in order, with the same result as one.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::InferenceError;
use super::detector::Detector;
use super::follow::{Follow, Order, Outcome, choose};
use super::landmarks::{LandmarkModel, Landmarks, ModelPoint};
use super::model::Model;
use super::patches::PatchTracker;
use super::scene::{PersonBox, Scene, SceneReading};
use crate::frame::Frame;
use crate::pose::{BodyAxes, Keypoint, Person, PoseSample};
use crate::skeleton::{Joint, JointMap};

/// A frame's region comes from the frame this many places before it. Two, because then two frames can be worked on at
/// the same time; always two, so that one worker gives the same result.
const LAG: usize = 2;

/// How an [`Estimator`] works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EstimatorConfig {
    /// Which landmark model.
    pub model: Model,
    /// How many frames to work on at a time; more than two is no faster.
    pub n_workers: usize,
}

/// Follows one person through a stream of frames.
#[derive(Debug)]
pub struct Estimator {
    workers: Vec<Worker>,
    scene: Scene,
    learnt: Learnt,
    /// The same as it was one frame before.
    before: Learnt,
    patches: PatchTracker,
    under_way: VecDeque<UnderWay>,
    n_pushed: usize,
}

/// What earlier frames tell of where the person is.
#[derive(Debug, Clone)]
struct Learnt {
    follow: Follow,
    person_box: Option<PersonBox>,
}

#[derive(Debug)]
struct UnderWay {
    frame: Arc<Frame>,
    order: Order,
    reading: SceneReading,
    worker: usize,
}

/// The pose in a single picture: what MediaPipe calls static-image mode.
#[derive(Debug, Clone, PartialEq)]
pub struct StillPose {
    /// The person's joints.
    pub person: Person,
    /// The body's 33 points in MediaPipe's order: x, y in px of the picture.
    pub points: Vec<crate::geometry::Point>,
}

impl Estimator {
    /// Loads the models and starts the workers.
    pub fn load(config: EstimatorConfig) -> Result<Self, InferenceError> {
        let detector = Arc::new(Mutex::new(Detector::load()?));
        let n_workers = config.n_workers.clamp(1, LAG);
        let workers =
            (0..n_workers).map(|_| Worker::start(config.model, Arc::clone(&detector))).collect::<Result<_, _>>()?;
        let (scene, patches) = (Scene::default(), PatchTracker::default());
        let learnt = Learnt { follow: Follow::new(), person_box: None };
        let before = learnt.clone();
        Ok(Self { workers, scene, learnt, before, patches, under_way: VecDeque::new(), n_pushed: 0 })
    }

    /// Takes the next frame; returns an earlier frame with its sample once there is one.
    pub fn push(&mut self, frame: Arc<Frame>) -> Result<Option<(Arc<Frame>, PoseSample)>, InferenceError> {
        let done = if self.under_way.len() < LAG { None } else { self.take()? };
        let reading = self.scene.read(&frame, self.learnt.person_box);
        let order = self.learnt.follow.order(frame.at, reading.cut);
        let worker = self.n_pushed % self.workers.len().max(1);
        self.n_pushed += 1;
        let job = Job { frame: Arc::clone(&frame), order };
        self.workers.get(worker).ok_or(InferenceError::ThreadLost)?.send(job)?;
        self.under_way.push_back(UnderWay { frame, order, reading, worker });
        Ok(done)
    }

    /// Takes the next frame and waits for its sample: the one that [`Self::push`] and [`Self::take`] give later, unless the
    /// next frame begins another scene. Not to be mixed with these.
    pub fn follow(&mut self, frame: &Arc<Frame>) -> Result<PoseSample, InferenceError> {
        // There the frame before is still under way, so what was learnt from it must not be used yet.
        let Learnt { follow, person_box } = &mut self.before;
        let reading = self.scene.read(frame, *person_box);
        let order = follow.order(frame.at, reading.cut);
        self.learnt.follow.order(frame.at, reading.cut);
        let worker = self.workers.first().ok_or(InferenceError::ThreadLost)?;
        worker.send(Job { frame: Arc::clone(frame), order })?;
        let outcome = worker.receive()?;
        self.before.clone_from(&self.learnt);
        Ok(self.sample(frame, &order, &reading, outcome))
    }

    /// Waits for the oldest frame under way; `None` when all are done.
    pub fn take(&mut self) -> Result<Option<(Arc<Frame>, PoseSample)>, InferenceError> {
        let Some(UnderWay { frame, order, reading, worker }) = self.under_way.pop_front() else { return Ok(None) };
        let outcome = self.workers.get(worker).ok_or(InferenceError::ThreadLost)?.receive()?;
        let sample = self.sample(&frame, &order, &reading, outcome);
        Ok(Some((frame, sample)))
    }

    fn sample(&mut self, frame: &Frame, order: &Order, reading: &SceneReading, outcome: Outcome) -> PoseSample {
        let n_seen = outcome.detections.as_ref().map(Vec::len);
        let landmarks = self.learnt.follow.learn(frame.at, order, outcome);
        // Two boxes around the one who is followed are one person.
        let n_people = n_seen.map(|n_seen| landmarks.as_ref().map_or(n_seen, |_| 1 + self.learnt.follow.n_others()));
        let n_people = n_people.map(|n| u8::try_from(n).unwrap_or(u8::MAX));
        let box_around = |found: &Landmarks| PersonBox::around(found.body().iter().map(|point| point.at));
        self.learnt.person_box = landmarks.as_ref().map(box_around);
        let person = landmarks.as_ref().map(person);
        let zoom = reading.camera.and_then(|camera| camera.zoom);
        self.patches.zoom(frame.at, zoom.unwrap_or(1.0));
        let patches = self.patches.push(frame, person.as_ref(), reading.cut);
        PoseSample {
            at: frame.at,
            person,
            n_people,
            cut: reading.cut,
            brightness: reading.brightness,
            repeated: reading.repeated,
            camera_shift: reading.camera.map(|camera| camera.shift),
            camera_zoom: zoom,
            patches: patches.shifts,
            patch_setup: patches.setup,
        }
    }

    /// The pose in one picture by itself, apart from the stream.
    pub fn still(&self, frame: &Frame) -> Result<Option<StillPose>, InferenceError> {
        let order = Follow::new().order(frame.at, false);
        let worker = self.workers.first().ok_or(InferenceError::ThreadLost)?;
        worker.send(Job { frame: Arc::new(frame.clone()), order })?;
        let outcome = worker.receive()?;
        Ok(outcome.landmarks.map(|landmarks| StillPose {
            person: person(&landmarks),
            points: landmarks.body().iter().map(|point| point.at).collect(),
        }))
    }
}

/// The model's points that the rules use, in the order of [`Joint::ALL`].
const MODEL_INDEX: [usize; 19] = [0, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32];

fn person(landmarks: &Landmarks) -> Person {
    let point = |joint: Joint| {
        let idx = MODEL_INDEX.get(joint as usize).copied().unwrap_or_default();
        landmarks.points.get(idx).copied().unwrap_or_default()
    };
    let keypoint = |ModelPoint { at, depth_px, visibility, .. }| Keypoint { at, depth_px, confidence: visibility };
    Person { keypoints: JointMap::from_fn(|joint| keypoint(point(joint))), axes: axes(|joint| point(joint).world) }
}

fn axes(world: impl Fn(Joint) -> [f32; 3]) -> BodyAxes {
    let [left_shoulder, right_shoulder] = [world(Joint::LeftShoulder), world(Joint::RightShoulder)];
    let [left_hip, right_hip] = [world(Joint::LeftHip), world(Joint::RightHip)];
    let sum = |a: [f32; 3], b: [f32; 3]| combine(a, b, |a, b| a + b);
    let difference = |a: [f32; 3], b: [f32; 3]| combine(a, b, |a, b| a - b);
    BodyAxes {
        trunk: unit(difference(sum(left_shoulder, right_shoulder), sum(left_hip, right_hip))),
        across: unit(difference(sum(left_shoulder, left_hip), sum(right_shoulder, right_hip))),
    }
}

fn combine(a: [f32; 3], b: [f32; 3], with: fn(f32, f32) -> f32) -> [f32; 3] {
    let ([ax, ay, az], [bx, by, bz]) = (a, b);
    [with(ax, bx), with(ay, by), with(az, bz)]
}

fn unit(v: [f32; 3]) -> [f32; 3] {
    let length = v.iter().map(|c| c * c).sum::<f32>().sqrt();
    v.map(|c| c / length.max(f32::EPSILON))
}

#[derive(Debug)]
struct Job {
    frame: Arc<Frame>,
    order: Order,
}

/// A thread with its own landmark session.
#[derive(Debug)]
struct Worker {
    jobs: Option<SyncSender<Job>>,
    outcomes: Receiver<Result<Outcome, InferenceError>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    fn start(model: Model, detector: Arc<Mutex<Detector>>) -> Result<Self, InferenceError> {
        let mut landmarks = LandmarkModel::load(model)?;
        let (jobs, inbox) = sync_channel::<Job>(LAG);
        let (outbox, outcomes) = sync_channel(LAG);
        let work = move || {
            for job in inbox {
                if outbox.send(execute(&job, &detector, &mut landmarks)).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("pose".into()).spawn(work);
        let thread = Some(thread.map_err(InferenceError::NoThread)?);
        Ok(Self { jobs: Some(jobs), outcomes, thread })
    }

    fn send(&self, job: Job) -> Result<(), InferenceError> {
        let jobs = self.jobs.as_ref().ok_or(InferenceError::ThreadLost)?;
        jobs.send(job).map_err(|_unsent| InferenceError::ThreadLost)
    }

    fn receive(&self) -> Result<Outcome, InferenceError> {
        self.outcomes.recv().map_err(|_hung_up| InferenceError::ThreadLost)?
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}

fn execute(job: &Job, detector: &Mutex<Detector>, model: &mut LandmarkModel) -> Result<Outcome, InferenceError> {
    let Job { frame, order } = job;
    let detections =
        if order.detect { Some(detector.lock().unwrap_or_else(PoisonError::into_inner).detect(frame)?) } else { None };
    let found = || {
        let people = detections.as_deref().unwrap_or_default();
        choose(people, order.last_seen.as_ref(), &order.others).map(super::detector::Detection::region)
    };
    let landmarks = match order.region.or_else(found) {
        Some(region) => Some(model.find(frame, &region)?),
        None => None,
    };
    Ok(Outcome { detections, landmarks })
}
