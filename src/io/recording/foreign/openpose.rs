//! A folder with one JSON file per frame, as `OpenPose`, Pose2Sim and `AlphaPose` write them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::frames::{Frame, Joints, MAX_FRAMES, Place, Space, Unplaced};
use super::{ForeignError, ForeignKind, KEYPOINTS_ENDING, names};
use crate::core::pose::SEEN_CONFIDENCE;
use crate::core::skeleton::{Joint, JointMap};
use crate::core::time::Timestamp;
use crate::io::bounded::{self, Limit};

/// The largest file of a frame; one person of 25 points has 1 kB.
const FILE_LIMIT: Limit = Limit::mib(1);
/// A keypoint this sure is seen: what Sports2D and Pose2Sim take as found (`keypoint_likelihood_threshold`, 0.3). Scales of
/// foreign models differ from ours.
const LEAST_CONFIDENCE: f32 = 0.3;
/// No coordinate is farther off, in px.
const FARTHEST: f32 = 1e7;

/// A file; other fields are not read.
#[derive(Deserialize)]
struct Page {
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    pose_keypoints_2d: Vec<f32>,
}

/// Returns true if a folder holds such a file.
pub(super) fn is_folder(path: &Path) -> bool {
    let entries = path.read_dir().into_iter().flatten().flatten();
    entries.take(MAX_FRAMES).any(|entry| entry.file_name().to_string_lossy().ends_with(KEYPOINTS_ENDING))
}

/// Reads a folder whose files follow one another at a rate; a number that is missing is a frame without a file.
pub(super) fn read(path: &Path, fps: f64) -> Result<Unplaced, ForeignError> {
    let files = list(path)?;
    let first = files.first().map_or(0, |(number, _)| *number);
    let mut follow = Follow::default();
    let mut frames = Vec::new();
    for (number, file) in files {
        let damaged = |cause: String| {
            let place = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            ForeignError::Damaged { kind: ForeignKind::OpenPose, place, cause }
        };
        let bytes = bounded::read(&file, FILE_LIMIT).map_err(|error| damaged(error.to_string()))?;
        let page: Page =
            serde_json::from_slice(&bytes).map_err(|_no_frame| damaged("it is no frame of OpenPose".into()))?;
        let people = page.people.iter().map(|person| follow.joints(person)).collect::<Result<Vec<_>, _>>();
        let people = people.map_err(|cause| damaged(cause.into()))?;
        let n_people = Some(u8::try_from(people.len()).unwrap_or(u8::MAX));
        let at = Timestamp::from_secs((number - first) as f64 / fps);
        frames.push(Frame { at, n_people, joints: follow.athlete(people).map(Box::new) });
    }
    Ok(Unplaced { frames, space: Space::PxDown })
}

/// Files with their numbers, in order.
fn list(path: &Path) -> Result<Vec<(u64, PathBuf)>, ForeignError> {
    let damaged = |place: String, cause: &str| ForeignError::Damaged {
        kind: ForeignKind::OpenPose,
        place,
        cause: cause.to_owned(),
    };
    let mut files = Vec::new();
    for entry in path.read_dir()? {
        let name = entry?.file_name();
        let Some(name) = name.to_str().filter(|name| name.ends_with(KEYPOINTS_ENDING)) else { continue };
        let stem = name.trim_end_matches(KEYPOINTS_ENDING);
        let digits = stem.get(stem.trim_end_matches(|c: char| c.is_ascii_digit()).len()..).unwrap_or_default();
        let number = digits.parse::<u32>().map_err(|_no_number| damaged(name.to_owned(), "its name has no number"))?;
        if files.len() == MAX_FRAMES {
            return Err(damaged(name.to_owned(), "the folder has more than 1000000 frames"));
        }
        files.push((u64::from(number), path.join(name)));
    }
    files.sort();
    let twice = files.iter().zip(files.iter().skip(1)).find(|(a, b)| a.0 == b.0);
    match twice {
        Some((_, (_, file))) => {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Err(damaged(name, "two files have this number: the folder holds more than one recording"))
        }
        None => Ok(files),
    }
}

/// Follows one person through files that list people in any order.
#[derive(Default)]
struct Follow {
    layout: Option<(usize, Vec<Option<Joint>>)>,
    last: Option<Joints>,
}

impl Follow {
    fn joints(&mut self, Person { pose_keypoints_2d: numbers }: &Person) -> Result<Joints, &'static str> {
        let known = match self.layout.take() {
            Some(known) => known,
            None => (numbers.len(), layout(numbers.len())?),
        };
        let (n_numbers, layout) = &*self.layout.insert(known);
        if *n_numbers != numbers.len() {
            return Err("its people have another number of keypoints than before");
        }
        if !numbers.iter().all(|number| number.abs() <= FARTHEST) {
            return Err("a number is too large");
        }
        let mut joints = JointMap::from_fn(|_| None);
        for (joint, numbers) in layout.iter().zip(numbers.chunks(3)) {
            if let (Some(joint), [x, y, confidence]) = (joint, numbers) {
                joints[*joint] = place(*x, *y, *confidence);
            }
        }
        Ok(joints)
    }

    /// The person who is nearest to where the athlete was; the largest at the beginning, and where nobody can be compared.
    fn athlete(&mut self, people: Vec<Joints>) -> Option<Joints> {
        let people = people.into_iter().filter(|joints| joints.iter().any(|(_, it)| it.is_some()));
        let off = |joints: &Joints| self.last.as_ref().and_then(|last| distance(last, joints)).unwrap_or(f32::MAX);
        let athlete = people.min_by(|a, b| off(a).total_cmp(&off(b)).then(spread(b).total_cmp(&spread(a))))?;
        self.last = Some(athlete);
        Some(athlete)
    }
}

/// The joints of a list of this many numbers, three for each.
fn layout(n_numbers: usize) -> Result<Vec<Option<Joint>>, &'static str> {
    let layout = names::layout(n_numbers / 3).filter(|_| n_numbers.is_multiple_of(3));
    layout.ok_or("its people have neither 25 keypoints (BODY_25) nor 26, 18 or 17")
}

fn place(x: f32, y: f32, confidence: f32) -> Option<Place> {
    let place = Place { x, y, z: 0.0, confidence: confidence.clamp(SEEN_CONFIDENCE, 1.0) };
    (LEAST_CONFIDENCE <= confidence).then_some(place)
}

/// Mean distance of the joints that both have, in px.
fn distance(a: &Joints, b: &Joints) -> Option<f32> {
    let both = Joint::ALL.into_iter().filter_map(|joint| Some(a[joint]?.in_image().distance(b[joint]?.in_image())));
    let (sum, n) = both.fold((0.0, 0.0), |(sum, n), off| (sum + off, n + 1.0));
    (0.0 < n).then(|| sum / n)
}

/// Width and height of what the joints take up, in px.
fn spread(joints: &Joints) -> f32 {
    let of = |axis: fn(Place) -> f32| {
        let values = || joints.iter().filter_map(|(_, it)| *it).map(axis);
        values().fold(f32::MIN, f32::max) - values().fold(f32::MAX, f32::min)
    };
    of(|it| it.x) + of(|it| it.y)
}
