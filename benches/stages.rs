//! What each stage costs, and what all of them cost against the landmark model alone: `cargo bench --bench stages`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench may fail loudly and prints"
)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::frame::Frame;
use formcheck::core::judge::Judge;
use formcheck::core::pose::{Keypoint, Person, PoseSample, Stream};
use formcheck::core::skeleton::JointMap;
use formcheck::io::inference::patches::PatchTracker;
use formcheck::io::inference::stages::Stages;
use formcheck::io::inference::{Estimator, EstimatorConfig, Model, runtime};
use formcheck::io::recording::{LogHeader, LogReader, LogWriter};
use formcheck::io::video;

/// 640 × 360 px, H.264.
const CLIP: &str = "bridge_good_man.mp4";
/// Frames of the clip that are read, of 394.
const N_FRAMES: usize = 200;
/// The best of so many rounds counts: others use the machine too.
const N_ROUNDS: usize = 5;

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).without_plots();
    targets = reading, finding, following, judging, whole
}
criterion_main!(benches);

fn reading(criterion: &mut Criterion) {
    criterion.bench_function("decode 50 frames of 640 x 360 px", |bencher| {
        bencher.iter(|| black_box(frames(50)));
    });
}

fn finding(criterion: &mut Criterion) {
    let frames = frames(2);
    let frame = frames.first().unwrap();
    let mut stages = Stages::load(Model::Full, frame).unwrap().unwrap();
    criterion.bench_function("detect people", |bencher| bencher.iter(|| stages.detect(frame).unwrap()));
    criterion.bench_function("crop", |bencher| bencher.iter(|| stages.crop(frame)));
    criterion.bench_function("landmark model alone", |bencher| bencher.iter(|| stages.infer().unwrap()));
    criterion.bench_function("crop, landmark model, key points", |bencher| {
        bencher.iter(|| stages.find(frame).unwrap());
    });
    criterion.bench_function("cut, light and camera motion", |bencher| {
        let mut turns = frames.iter().cycle();
        bencher.iter(|| stages.read_scene(turns.next().unwrap()));
    });
}

/// Patches at 1280 × 720 px, as the clip at twice its size.
fn following(criterion: &mut Criterion) {
    // 3 s at 15 fps, in which the body lies still at first.
    let frames: Vec<Frame> = frames(45).iter().map(doubled).collect();
    let people: Vec<Person> = follow().iter().filter_map(|sample| sample.person).map(twice_as_large).collect();
    let mut tracker = PatchTracker::default();
    for (frame, person) in frames.iter().zip(&people) {
        tracker.push(frame, Some(person), false);
    }
    let n_patches = tracker.push(&frames[0], Some(&people[0]), false).shifts.len();
    assert!(4 < n_patches, "only {n_patches} patches could be laid");
    criterion.bench_function("follow patches in 1280 x 720 px", |bencher| {
        let mut turns = frames.iter().zip(&people).skip(20).take(10).cycle();
        bencher.iter(|| {
            let (frame, person) = turns.next().unwrap();
            tracker.push(frame, Some(person), false)
        });
    });
}

fn doubled(frame: &Frame) -> Frame {
    let line = |row: &[u8]| row.chunks_exact(3).flat_map(|pixel| [pixel, pixel].concat()).collect::<Vec<u8>>();
    let rows = frame.rgb.chunks_exact(frame.width as usize * 3).map(line);
    let rgb = rows.flat_map(|row| [row.clone(), row].concat()).collect();
    Frame { width: frame.width * 2, height: frame.height * 2, rgb, ..*frame }
}

fn twice_as_large(mut person: Person) -> Person {
    person.keypoints = JointMap::from_fn(|joint| {
        let keypoint = person.keypoints[joint];
        Keypoint { at: keypoint.at * 2.0, ..keypoint }
    });
    person
}

fn judging(criterion: &mut Criterion) {
    let samples = follow();
    let log = written(&samples);
    criterion.bench_function("write a log of 200 samples", |bencher| bencher.iter(|| written(black_box(&samples))));
    criterion.bench_function("read a log of 200 samples", |bencher| bencher.iter(|| read(log.clone())));
    criterion.bench_function("judge 200 samples", |bencher| {
        bencher.iter(|| Judge::new(&HIP_BRIDGE, STREAM).judge(black_box(&samples)));
    });
}

/// Everything that is done to a clip, log and judgement included, against the landmark model alone, in CPU time.
fn whole(_: &mut Criterion) {
    let decoded = frames(N_FRAMES);
    let mut stages = Stages::load(Model::Full, &decoded[0]).unwrap().unwrap();
    let (mut all, mut without_decoding, mut bare) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    for _ in 0..N_ROUNDS {
        // Loading takes a tenth of a second, once.
        let mut estimators = [load(1), load(1)];
        all = all.min(cpu_millis_per_frame(|| judge_serially(&mut estimators[0], source_frames())));
        let again = decoded.iter().cloned();
        without_decoding = without_decoding.min(cpu_millis_per_frame(|| judge_serially(&mut estimators[1], again)));
        bare = bare.min(cpu_millis_per_frame(|| (0..N_FRAMES).for_each(|_| stages.infer().unwrap())));
    }
    println!("{}, CPU time per frame, best of {N_ROUNDS} rounds:", runtime().unwrap().backend);
    println!("landmark model alone  {bare:.2} ms");
    println!("without decoding      {without_decoding:.2} ms, {:.2} times", without_decoding / bare);
    println!("whole pipeline        {all:.2} ms, {:.2} times", all / bare);
}

/// One frame after the other: side by side, decoding and the models slow each other down, which is no cost of theirs.
fn judge_serially(estimator: &mut Estimator, frames: impl Iterator<Item = Frame>) {
    let mut samples = Vec::new();
    for frame in frames {
        let done = [estimator.push(Arc::new(frame)).unwrap(), estimator.take().unwrap()];
        samples.extend(done.into_iter().flatten().map(|(_, sample)| sample));
    }
    black_box((Judge::new(&HIP_BRIDGE, STREAM).judge(&samples), written(&samples)));
}

fn cpu_millis_per_frame(work: impl FnOnce()) -> f64 {
    let start = cpu_millis();
    work();
    (cpu_millis() - start) / N_FRAMES as f64
}

/// CPU time of all living threads of this process; Linux only.
fn cpu_millis() -> f64 {
    let of_thread = |folder: PathBuf| {
        let text = fs::read_to_string(folder.join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
    };
    fs::read_dir("/proc/self/task").unwrap().map(|entry| of_thread(entry.unwrap().path())).sum()
}

const STREAM: Stream = Stream { width: 640, height: 360 };

fn follow() -> Vec<PoseSample> {
    let mut estimator = load(2);
    let mut found = Vec::new();
    for frame in source_frames() {
        found.extend(estimator.push(Arc::new(frame)).unwrap());
    }
    while let Some(last) = estimator.take().unwrap() {
        found.push(last);
    }
    found.into_iter().map(|(_, sample)| sample).collect()
}

fn load(n_workers: usize) -> Estimator {
    Estimator::load(EstimatorConfig { model: Model::Full, n_workers, every_frame: false }).unwrap()
}

fn frames(n_frames: usize) -> Vec<Frame> {
    source_frames().take(n_frames).collect()
}

fn source_frames() -> impl Iterator<Item = Frame> {
    let mut source = video::open(&clip()).unwrap();
    (0..N_FRAMES).map(move |_| source.next_frame().unwrap().unwrap())
}

fn clip() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_videos").join(CLIP)
}

fn written(samples: &[PoseSample]) -> Vec<u8> {
    let mut writer = LogWriter::new(Vec::new(), &LogHeader::new(CLIP, STREAM, ["full", "", ""])).unwrap();
    for sample in samples {
        writer.push(sample).unwrap();
    }
    writer.finish(&[]).unwrap()
}

fn read(log: Vec<u8>) -> usize {
    let mut reader = LogReader::new(std::io::Cursor::new(log)).unwrap();
    std::iter::from_fn(|| reader.next_sample().unwrap()).count()
}
