//! Frames in, pose samples out: two workers side by side, in order, with the same result as one.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use super::InferenceError;
use super::detector::Detector;
use super::follow::{Follow, FollowOutcome, Order, choose};
use super::landmarks::{LandmarkModel, Landmarks, ModelPoint};
use super::model::Model;
use super::patches::PatchTracker;
use super::runtime::runtime;
use super::scene::{PersonBox, Scene, SceneReading};
use crate::core::frame::{Frame, Picture, View};
use crate::core::pose::{BodyAxes, Keypoint, Person, PoseSample};
use crate::core::skeleton::{Joint, JointMap};

/// A frame's region comes from the frame this many places before it. Two, because then two frames can be worked on at
/// the same time; always two, so that one worker gives the same result.
const LAG: usize = 2;

/// How an [`Estimator`] works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EstimatorConfig {
    /// Landmark model to run.
    pub model: Model,
    /// Number of frames to work on at a time; more than two is no faster.
    pub n_workers: usize,
    /// Run the landmark model on every frame, also where the person has not moved since it last ran.
    pub every_frame: bool,
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
    every_frame: bool,
    /// Result of the model's last run.
    last_found: Option<Landmarks>,
    n_runs: usize,
}

/// What earlier frames tell of where the person is.
#[derive(Debug, Clone)]
struct Learnt {
    follow: Follow,
    person_box: Option<PersonBox>,
}

#[derive(Debug)]
struct UnderWay {
    picture: Picture,
    order: Order,
    reading: SceneReading,
    /// Worker that runs the model; `None`: the person holds still, and the pose of its last run is theirs.
    worker: Option<usize>,
}

/// The pose in a single picture: what MediaPipe calls static-image mode.
#[derive(Debug, Clone, PartialEq)]
pub struct StillPose {
    /// The person's joints.
    pub person: Person,
    /// The body's 33 points in MediaPipe's order: x, y in px of the picture.
    pub points: Vec<crate::core::geometry::Point>,
}

impl Estimator {
    /// Loads the models side by side and starts the workers; the second one may still be loading.
    pub fn load(config: EstimatorConfig) -> Result<Self, InferenceError> {
        runtime()?;
        let detector = Arc::new(OnceLock::new());
        let n_workers = config.n_workers.clamp(1, LAG);
        let workers = (0..n_workers)
            .map(|_| Worker::start(config.model, Arc::clone(&detector)))
            .collect::<Result<Vec<_>, _>>()?;
        // Before any job is sent, so that the workers have it.
        let _first = detector.set(Mutex::new(Detector::load()?)).is_ok();
        workers.first().ok_or(InferenceError::ThreadLost)?.wait()?;
        let learnt = Learnt { follow: Follow::new(), person_box: None };
        Ok(Self {
            workers,
            scene: Scene::default(),
            before: learnt.clone(),
            learnt,
            patches: PatchTracker::default(),
            under_way: VecDeque::new(),
            every_frame: config.every_frame,
            last_found: None,
            n_runs: 0,
        })
    }

    /// Takes the next frame; returns an earlier frame with its sample once there is one.
    pub fn push(&mut self, picture: impl Into<Picture>) -> Result<Option<(Picture, PoseSample)>, InferenceError> {
        let picture = picture.into();
        let done = if self.under_way.len() < LAG { None } else { self.take()? };
        let Learnt { follow, person_box } = &mut self.learnt;
        let reading = self.scene.read(&picture, *person_box);
        let order = follow.order(picture.view().at(), reading.cut);
        let is_needed = is_needed(&mut self.scene, &picture, &order, *person_box);
        let worker = if is_needed || self.every_frame { Some(self.run(&picture, order)?) } else { None };
        self.under_way.push_back(UnderWay { picture, order, reading, worker });
        Ok(done)
    }

    /// Sends a frame to the worker whose turn it is.
    fn run(&mut self, picture: &Picture, order: Order) -> Result<usize, InferenceError> {
        let worker = self.n_runs % self.workers.len().max(1);
        self.n_runs += 1;
        let job = Job { picture: picture.clone(), order };
        self.workers.get(worker).ok_or(InferenceError::ThreadLost)?.send(job)?;
        Ok(worker)
    }

    /// Takes the next frame and waits for its sample: the one that [`Self::push`] and [`Self::take`] give later, unless the
    /// next frame begins another scene. Not to be mixed with these.
    pub fn follow(&mut self, frame: &Arc<Frame>) -> Result<PoseSample, InferenceError> {
        // There the frame before is still under way, so what was learnt from it must not be used yet.
        let Learnt { follow, person_box } = &mut self.before;
        let reading = self.scene.read(&**frame, *person_box);
        let order = follow.order(frame.at, reading.cut);
        self.learnt.follow.order(frame.at, reading.cut);
        let picture = Arc::clone(frame).into();
        let is_needed = is_needed(&mut self.scene, &picture, &order, *person_box);
        let worker = if is_needed || self.every_frame { Some(self.run(&picture, order)?) } else { None };
        let outcome = self.outcome(worker)?;
        self.before.clone_from(&self.learnt);
        Ok(self.sample(View::Rgb(frame), &order, &reading, outcome))
    }

    /// Waits for the oldest frame under way; `None` when all are done.
    pub fn take(&mut self) -> Result<Option<(Picture, PoseSample)>, InferenceError> {
        let Some(UnderWay { picture, order, reading, worker }) = self.under_way.pop_front() else { return Ok(None) };
        let outcome = self.outcome(worker)?;
        let sample = self.sample(picture.view(), &order, &reading, outcome);
        Ok(Some((picture, sample)))
    }

    /// Returns how often the landmark model ran, or was about to.
    pub fn n_runs(&self) -> usize {
        self.n_runs
    }

    /// Waits for the worker, or returns the result of the model's last run where none was asked.
    fn outcome(&mut self, worker: Option<usize>) -> Result<FollowOutcome, InferenceError> {
        let Some(worker) = worker else {
            return Ok(FollowOutcome { detections: None, landmarks: self.last_found.clone() });
        };
        let outcome = self.workers.get(worker).ok_or(InferenceError::ThreadLost)?.receive()?;
        self.last_found.clone_from(&outcome.landmarks);
        Ok(outcome)
    }

    fn sample(
        &mut self,
        picture: View<'_>,
        order: &Order,
        reading: &SceneReading,
        outcome: FollowOutcome,
    ) -> PoseSample {
        let n_seen = outcome.detections.as_ref().map(Vec::len);
        let landmarks = self.learnt.follow.learn(picture.at(), order, outcome);
        // Two boxes around the one who is followed are one person.
        let n_people = n_seen.map(|n_seen| landmarks.as_ref().map_or(n_seen, |_| 1 + self.learnt.follow.n_others()));
        let n_people = n_people.map(|n| u8::try_from(n).unwrap_or(u8::MAX));
        let box_around = |found: &Landmarks| PersonBox::around(found.body().iter().map(|point| point.at));
        self.learnt.person_box = landmarks.as_ref().map(box_around);
        let person = landmarks.as_ref().map(person);
        let zoom = reading.camera.and_then(|camera| camera.zoom);
        self.patches.zoom(picture.at(), zoom.unwrap_or(1.0));
        let patches = self.patches.push(picture, person.as_ref(), reading.cut);
        PoseSample {
            at: picture.at(),
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

    /// Returns the pose in one picture by itself, apart from the stream.
    pub fn still(&self, frame: &Frame) -> Result<Option<StillPose>, InferenceError> {
        let order = Follow::new().order(frame.at, false);
        let worker = self.workers.first().ok_or(InferenceError::ThreadLost)?;
        worker.send(Job { picture: frame.clone().into(), order })?;
        let outcome = worker.receive()?;
        Ok(outcome.landmarks.map(|landmarks| StillPose {
            person: person(&landmarks),
            points: landmarks.body().iter().map(|point| point.at).collect(),
        }))
    }
}

/// Returns true if a frame tells more than the one that the model last ran on, and keeps it as that.
fn is_needed(scene: &mut Scene, picture: &Picture, order: &Order, person_box: Option<PersonBox>) -> bool {
    let at = picture.view().at();
    let is_still = !order.detect && person_box.is_some_and(|person| scene.is_still(at, &person));
    if !is_still {
        scene.follow(at);
    }
    !is_still
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
    picture: Picture,
    order: Order,
}

/// A thread with its own landmark session.
#[derive(Debug)]
struct Worker {
    jobs: Option<SyncSender<Job>>,
    /// Result of loading its model, sent once.
    ready: Receiver<Result<(), InferenceError>>,
    outcomes: Receiver<Result<FollowOutcome, InferenceError>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Loads its model on its own thread.
    fn start(model: Model, detector: Arc<OnceLock<Mutex<Detector>>>) -> Result<Self, InferenceError> {
        let (jobs, inbox) = sync_channel::<Job>(LAG);
        let (outbox, outcomes) = sync_channel(LAG);
        let (tell, ready) = sync_channel(1);
        let work = move || {
            let landmarks = LandmarkModel::load(model);
            let (loaded, mut landmarks) = match landmarks {
                Ok(landmarks) => (Ok(()), Some(landmarks)),
                Err(error) => (Err(error), None),
            };
            if tell.send(loaded).is_err() {
                return;
            }
            let Some(landmarks) = &mut landmarks else { return };
            for job in inbox {
                if outbox.send(execute(&job, &detector, landmarks)).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("pose".into()).spawn(work);
        let thread = Some(thread.map_err(InferenceError::NoThread)?);
        Ok(Self { jobs: Some(jobs), ready, outcomes, thread })
    }

    /// Waits until its model is loaded.
    fn wait(&self) -> Result<(), InferenceError> {
        self.ready.recv().map_err(|_hung_up| InferenceError::ThreadLost)?
    }

    /// Why it ended: its model could not be loaded, if it was not waited for.
    fn end(&self) -> InferenceError {
        match self.ready.try_recv() {
            Ok(Err(error)) => error,
            _ => InferenceError::ThreadLost,
        }
    }

    fn send(&self, job: Job) -> Result<(), InferenceError> {
        let jobs = self.jobs.as_ref().ok_or(InferenceError::ThreadLost)?;
        jobs.send(job).map_err(|_unsent| self.end())
    }

    fn receive(&self) -> Result<FollowOutcome, InferenceError> {
        self.outcomes.recv().map_err(|_hung_up| self.end())?
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

fn execute(
    Job { picture, order }: &Job,
    detector: &OnceLock<Mutex<Detector>>,
    model: &mut LandmarkModel,
) -> Result<FollowOutcome, InferenceError> {
    let picture = picture.view();
    let detect = || {
        let detector = detector.get().ok_or(InferenceError::ThreadLost)?;
        detector.lock().unwrap_or_else(PoisonError::into_inner).detect(picture)
    };
    let detections = if order.detect { Some(detect()?) } else { None };
    let found = || {
        let people = detections.as_deref().unwrap_or_default();
        choose(people, order.last_seen.as_ref(), &order.others).map(super::detector::Detection::region)
    };
    let landmarks = match order.region.or_else(found) {
        Some(region) => Some(model.find(picture, &region)?),
        None => None,
    };
    Ok(FollowOutcome { detections, landmarks })
}
