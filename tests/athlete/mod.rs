//! A made-up athlete before a made-up camera: pose samples of which the truth is known.

pub(crate) mod body;
mod script;
mod stances;

pub(crate) use body::Stance;
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::geometry::Point;
use formcheck::core::judge::{Judge, Search};
use formcheck::core::pose::{BodyAxes, Keypoint, Person, PoseSample, Stream};
use formcheck::core::report::{Judgement, LEAST_SEVERITY};
use formcheck::core::skeleton::{Joint, JointMap, Part, Side};
use formcheck::core::time::Timestamp;
use formcheck::io::recording::rounded;
pub(crate) use script::{Bridge, Script};

pub(crate) const STREAM: Stream = Stream { width: 1280, height: 720 };

/// A part of which neither side is seen, in s of the script.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hidden {
    pub(crate) part: Part,
    pub(crate) from_secs: f64,
    pub(crate) to_secs: f64,
}

/// The athlete's looks and the camera's place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Athlete {
    /// Length of the trunk when side-on. Head to foot is 3.28 times that.
    pub(crate) trunk_px: f32,
    /// In the picture, where the middle of the lying body is.
    pub(crate) middle: Point,
    /// Which side of the picture the head is on.
    pub(crate) head: Side,
    /// Turn of the camera round the athlete, out of the side view.
    pub(crate) yaw_deg: f32,
    /// How far the camera looks down.
    pub(crate) pitch_deg: f32,
    /// How far the camera is tilted in its own picture.
    pub(crate) camera_roll_deg: f32,
    /// Standard deviation of the joints, in trunks.
    pub(crate) jitter: f32,
    /// How far breathing moves the hips either way, in trunks.
    pub(crate) breath: f32,
    pub(crate) fps: f64,
    /// Whether frames come at half to one and a half of their interval.
    pub(crate) uneven: bool,
    /// When the stream starts.
    pub(crate) start_secs: f64,
    pub(crate) brightness: f32,
    pub(crate) hidden: &'static [Hidden],
}

impl Athlete {
    /// As the program asks for it: 1280×720, 30 fps, side-on, person over 600 px.
    pub(crate) const SIDE_ON: Self = Self {
        trunk_px: 190.0,
        middle: Point::new(640.0, 660.0),
        head: Side::Left,
        yaw_deg: 0.0,
        pitch_deg: 4.0,
        camera_roll_deg: 0.0,
        jitter: 0.002,
        breath: 0.0,
        fps: 30.0,
        uneven: false,
        start_secs: 0.0,
        brightness: 120.0,
        hidden: &[],
    };

    pub(crate) fn judged(&self, script: &Script) -> Judgement {
        judged(&self.samples(script))
    }

    /// One sample per frame, as the pipeline hands them to the rules.
    pub(crate) fn samples(&self, script: &Script) -> Vec<PoseSample> {
        let frames = self.instants(script.secs());
        frames.enumerate().map(|(k, secs)| rounded(&self.sample(&script.stance_at(secs), k, secs))).collect()
    }

    fn instants(&self, until_secs: f64) -> impl Iterator<Item = f64> + use<> {
        let (fps, uneven) = (self.fps, self.uneven);
        let late = move |k: u64| if uneven { 0.25 * f64::from(noise(k)) } else { 0.0 };
        (0_u64..).map(move |k| (k as f64 + late(k)).max(0.0) / fps).take_while(move |secs| *secs < until_secs)
    }

    fn sample(&self, stance: &Stance, frame: usize, secs: f64) -> PoseSample {
        let breath = self.breath * (1.6 * secs).sin() as f32;
        let keypoint = |joint: Joint| {
            let [x, y, away] = self.in_view(self.in_body(stance, joint, breath), stance.roll_deg);
            let [dx, dy] = self.shake(joint, frame);
            let hides = |h: &Hidden| Some(h.part) == part_of(joint) && h.from_secs <= secs && secs < h.to_secs;
            let confidence = if self.hidden.iter().any(hides) { 0.0 } else { 0.95 };
            Keypoint { at: self.in_image([x + dx, y + dy]), depth_px: away * self.trunk_px, confidence }
        };
        PoseSample {
            at: Timestamp::from_secs(self.start_secs + secs),
            person: Some(Person { keypoints: JointMap::from_fn(keypoint), axes: self.axes(stance) }),
            n_people: None,
            cut: false,
            brightness: self.brightness,
            repeated: false,
            camera_shift: None,
            camera_zoom: None,
            patches: Vec::new(),
            patch_setup: None,
        }
    }

    /// Towards the feet, up, away from the camera.
    fn in_body(&self, stance: &Stance, joint: Joint, breath: f32) -> [f32; 3] {
        let Some(part) = part_of(joint) else {
            let [x, y] = stance.place(Part::Ear, true);
            let face_deg = if stance.faces_down { 90.0 } else { -90.0 };
            let (sin, cos) = (stance.head_deg + face_deg).to_radians().sin_cos();
            return [x + 0.2 * cos, y + 0.2 * sin, 0.0];
        };
        let is_near = self.is_near(stance, joint);
        let [x, y] = stance.place(part, is_near);
        let y = if part == Part::Hip { y + breath } else { y };
        let half_width = if matches!(part, Part::Shoulder | Part::Elbow | Part::Wrist) { 0.35 } else { 0.17 };
        [x, y, if is_near { -half_width } else { half_width }]
    }

    /// Returns true if a joint is on the side towards the camera: the right one if the head is on the left and the face
    /// up.
    fn is_near(&self, stance: &Stance, joint: Joint) -> bool {
        let near = if stance.faces_down { self.head } else { self.head.other() };
        part_of(joint).is_some_and(|part| joint == Joint::of(near, part))
    }

    /// From the body's space to the camera's: right (head on the left), up, away.
    fn in_view(&self, [x, y, away]: [f32; 3], roll_deg: f32) -> [f32; 3] {
        let (sin, cos) = roll_deg.to_radians().sin_cos();
        let (y, away) = (y * cos + away * sin, away * cos - y * sin);
        let (sin, cos) = self.yaw_deg.to_radians().sin_cos();
        let x = x - 1.0;
        let (x, away) = (x * cos + away * sin, away * cos - x * sin);
        let (sin, cos) = self.pitch_deg.to_radians().sin_cos();
        [x, y * cos + away * sin, away * cos - y * sin]
    }

    fn in_image(&self, [x, y]: [f32; 2]) -> Point {
        let (sin, cos) = self.camera_roll_deg.to_radians().sin_cos();
        let x = if self.head == Side::Left { x } else { -x };
        self.middle + Point::new(x * cos + y * sin, x * sin - y * cos) * self.trunk_px
    }

    fn axes(&self, stance: &Stance) -> BodyAxes {
        let origin = self.in_view([0.0; 3], stance.roll_deg);
        let direction = |to: [f32; 3]| {
            let view = self.in_view(to, stance.roll_deg);
            let [x, y, away] = [view[0] - origin[0], view[1] - origin[1], view[2] - origin[2]];
            let offset = (self.in_image([x, y]) - self.middle) * self.trunk_px.recip();
            [offset.x, offset.y, away]
        };
        let (sin, cos) = stance.trunk_deg.to_radians().sin_cos();
        let left_is = if self.is_near(stance, Joint::LeftHip) { -1.0 } else { 1.0 };
        BodyAxes { trunk: direction([cos, sin, 0.0]), across: direction([0.0, 0.0, left_is]) }
    }

    fn shake(&self, joint: Joint, frame: usize) -> [f32; 2] {
        // Mirrored, the picture's noise is mirrored too.
        let joint = if self.head == Side::Left { joint } else { joint.mirrored() };
        let seed = (frame as u64 * 64 + joint as u64) * 2;
        [seed, seed + 1].map(|seed| self.jitter * (0..3).map(|k| noise(3 * seed + k)).sum::<f32>())
    }
}

/// What the rules say of samples.
pub(crate) fn judged(samples: &[PoseSample]) -> Judgement {
    judged_as(&HIP_BRIDGE, samples)
}

/// What they say where something else is looked for.
pub(crate) fn judged_as(search: impl Into<Search>, samples: &[PoseSample]) -> Judgement {
    Judge::new(search, STREAM).judge(samples)
}

/// Frames in which nobody is found.
pub(crate) fn without_person(samples: &mut [PoseSample], is_lost: impl Fn(usize, f64) -> bool) {
    for (k, sample) in samples.iter_mut().enumerate() {
        if is_lost(k, sample.at.secs()) {
            sample.person = None;
        }
    }
}

/// The part a joint belongs to; `None` for the nose.
fn part_of(joint: Joint) -> Option<Part> {
    use Part::{Ankle, Ear, Elbow, Heel, Hip, Knee, Shoulder, Toe, Wrist};
    let parts = [Ear, Shoulder, Elbow, Wrist, Hip, Knee, Ankle, Heel, Toe];
    parts.into_iter().find(|part| Side::BOTH.iter().any(|side| Joint::of(*side, *part) == joint))
}

/// Between −1 and 1, the same for the same seed (splitmix64); the sum of three has a standard deviation of 1.
pub(crate) fn noise(seed: u64) -> f32 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 40) as f32 / (1 << 23) as f32 - 1.0
}

/// Sides of the repetitions in order, by their first letters.
pub(crate) fn sides(judgement: &Judgement) -> String {
    judgement.reps.iter().filter_map(|rep| rep.side.as_str().chars().next()).collect()
}

/// Faults of all repetitions that are no mere remarks, each once.
pub(crate) fn faults(judgement: &Judgement) -> Vec<&str> {
    let findings = judgement.reps.iter().flat_map(|rep| &rep.findings);
    let mut all: Vec<&str> = findings.filter(|it| LEAST_SEVERITY <= it.severity).map(|it| it.fault.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    all
}
