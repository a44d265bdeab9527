//! One line of a pose log: a sample in whole numbers.

use serde::{Deserialize, Serialize};

use crate::core::geometry::Point;
use crate::core::pose::{
    BodyAxes, BodyFrame, Keypoint, Patch, PatchSetup, PatchShift, Person, PoseSample, SetupRefusal,
};
use crate::core::skeleton::JointMap;
use crate::core::time::Timestamp;

/// A zoom is stored in this part of 1: what is rounded off is less than 0.001 px in a picture of 1280 px.
const ZOOM_UNITS: f32 = 1e6;

/// A sample in whole numbers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    t: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    k: Option<JointMap<[i32; 4]>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<[[i16; 3]; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<u8>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
    b: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    m: Option<[i32; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    z: Option<i32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    r: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    p: Vec<(Patch, i32, i32, i16)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    s: Option<Setup>,
}

/// A set-up in whole numbers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Setup {
    Laid([i32; 5]),
    Refused(SetupRefusal),
}

impl From<&PatchSetup> for Setup {
    fn from(setup: &PatchSetup) -> Self {
        match setup {
            PatchSetup::Laid(BodyFrame { trunk_px, along, up }) => {
                let [ax, ay, ux, uy] = [along.x, along.y, up.x, up.y].map(|c| whole(c, 1000.0));
                Self::Laid([whole(*trunk_px, 10.0), ax, ay, ux, uy])
            }
            PatchSetup::Refused(why) => Self::Refused(*why),
        }
    }
}

impl From<Setup> for PatchSetup {
    fn from(setup: Setup) -> Self {
        match setup {
            Setup::Laid([trunk, ax, ay, ux, uy]) => {
                let direction = |x: i32, y: i32| Point::new(x as f32 / 1000.0, y as f32 / 1000.0);
                Self::Laid(BodyFrame { trunk_px: trunk as f32 / 10.0, along: direction(ax, ay), up: direction(ux, uy) })
            }
            Setup::Refused(why) => Self::Refused(why),
        }
    }
}

fn whole(value: f32, per_unit: f32) -> i32 {
    (value * per_unit).round() as i32
}

impl From<&PoseSample> for Line {
    fn from(sample: &PoseSample) -> Self {
        let keypoint = |k: &Keypoint| {
            [whole(k.at.x, 10.0), whole(k.at.y, 10.0), whole(k.depth_px, 1.0), whole(k.confidence, 100.0)]
        };
        let direction = |v: [f32; 3]| v.map(|c| whole(c, 1000.0) as i16);
        let person = sample.person.as_ref();
        Self {
            t: sample.at.nanos(),
            k: person.map(|person| JointMap::from_fn(|joint| keypoint(&person.keypoints[joint]))),
            a: person.map(|person| [direction(person.axes.trunk), direction(person.axes.across)]),
            n: sample.n_people,
            cut: sample.cut,
            b: whole(sample.brightness, 10.0) as u16,
            m: sample.camera_shift.map(|shift| [whole(shift.x, 100.0), whole(shift.y, 100.0)]),
            z: sample.camera_zoom.map(|zoom| whole(zoom - 1.0, ZOOM_UNITS)),
            r: sample.repeated,
            p: sample.patches.iter().map(patch).collect(),
            s: sample.patch_setup.as_ref().map(Setup::from),
        }
    }
}

fn patch(patch: &PatchShift) -> (Patch, i32, i32, i16) {
    let PatchShift { patch, shift, match_quality } = *patch;
    (patch, whole(shift.x, 1000.0), whole(shift.y, 1000.0), whole(match_quality, 1000.0) as i16)
}

impl Line {
    pub(super) fn into_sample(self) -> PoseSample {
        let keypoint = |[x, y, z, c]: [i32; 4]| Keypoint {
            at: Point::new(x as f32 / 10.0, y as f32 / 10.0),
            depth_px: z as f32,
            confidence: c as f32 / 100.0,
        };
        let direction = |v: [i16; 3]| v.map(|c| f32::from(c) / 1000.0);
        let person = self.k.zip(self.a).map(|(k, [trunk, across])| Person {
            keypoints: JointMap::from_fn(|joint| keypoint(k[joint])),
            axes: BodyAxes { trunk: direction(trunk), across: direction(across) },
        });
        let shift = |(patch, x, y, quality): (Patch, i32, i32, i16)| PatchShift {
            patch,
            shift: Point::new(x as f32 / 1000.0, y as f32 / 1000.0),
            match_quality: f32::from(quality) / 1000.0,
        };
        PoseSample {
            at: Timestamp::from_nanos(self.t),
            person,
            n_people: self.n,
            cut: self.cut,
            brightness: f32::from(self.b) / 10.0,
            camera_shift: self.m.map(|[x, y]| Point::new(x as f32 / 100.0, y as f32 / 100.0)),
            repeated: self.r,
            camera_zoom: self.z.map(|growth| 1.0 + growth as f32 / ZOOM_UNITS),
            patches: self.p.into_iter().map(shift).collect(),
            patch_setup: self.s.map(PatchSetup::from),
        }
    }
}
