//! A body seen from the side: stances, and what lies between two of them. Lengths in trunks, x towards the feet, y up.

use formcheck::skeleton::Part;

pub(crate) type Place = [f32; 2];

const THIGH: f32 = 0.83;
const SHANK: f32 = 0.85;
/// Where the ankles stand for a bridge, from the shoulders: rest reads 126°, and a straight line has right-angled knees.
const PLANTED_ANKLE: Place = [2.02, 0.0];
const FOOT_DEG: f32 = -10.0;

/// How the body is held. Directions in degrees, counter-clockwise, 0 towards the feet of the lying athlete.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stance {
    pub(crate) hip: Place,
    /// From hip to shoulder.
    pub(crate) trunk_deg: f32,
    /// From shoulder to ear.
    pub(crate) head_deg: f32,
    /// From hip to knee.
    pub(crate) thigh_deg: f32,
    /// From knee to ankle.
    pub(crate) shank_deg: f32,
    /// Turn about the long axis: 0 on the back, 90 on the right side.
    pub(crate) roll_deg: f32,
    /// Steepness of the trunk while shoulders and feet stay where they are.
    lift_deg: Option<f32>,
}

impl Stance {
    /// On the back, knees bent, feet planted.
    pub(crate) fn rest() -> Self {
        Self::planted(0.0)
    }

    /// A bridge of this signed shoulder–hip–knee angle.
    pub(crate) fn bridge(hip_angle_deg: f32) -> Self {
        let (mut low, mut high) = (0.0, 45.0);
        for _ in 0..30 {
            let middle = f32::midpoint(low, high);
            if Self::planted(middle).hip_angle_deg() < hip_angle_deg { low = middle } else { high = middle }
        }
        Self::planted(low)
    }

    /// The hips lifted by so much of the trunk, shoulders and feet planted.
    pub(crate) fn lifted(height: f32) -> Self {
        Self::planted(height.asin().to_degrees())
    }

    fn planted(lift_deg: f32) -> Self {
        let hip = step([0.0, 0.0], lift_deg, 1.0);
        let [dx, dy] = [PLANTED_ANKLE[0] - hip[0], PLANTED_ANKLE[1] - hip[1]];
        let reach = dx.hypot(dy);
        let at_hip = (THIGH.powi(2) + reach.powi(2) - SHANK.powi(2)) / (2.0 * THIGH * reach);
        let thigh_deg = dy.atan2(dx).to_degrees() + at_hip.acos().to_degrees();
        let knee = step(hip, thigh_deg, THIGH);
        let shank_deg = (PLANTED_ANKLE[1] - knee[1]).atan2(PLANTED_ANKLE[0] - knee[0]).to_degrees();
        let trunk_deg = 180.0 + lift_deg;
        Self { hip, trunk_deg, head_deg: 175.0, thigh_deg, shank_deg, roll_deg: 0.0, lift_deg: Some(lift_deg) }
    }

    fn free(hip: Place, [trunk_deg, thigh_deg, shank_deg]: [f32; 3]) -> Self {
        let head_deg = trunk_deg - 5.0;
        Self { hip, trunk_deg, head_deg, thigh_deg, shank_deg, roll_deg: 0.0, lift_deg: None }
    }

    /// On the back with the legs on the floor.
    pub(crate) fn stretched() -> Self {
        Self::free([1.0, 0.0], [180.0, 2.0, -2.0])
    }

    /// On the back with both legs up.
    pub(crate) fn legs_up() -> Self {
        Self::free([1.0, 0.03], [181.0, 75.0, 70.0])
    }

    /// On the back with the knees pulled to the chest, which lifts the buttocks.
    pub(crate) fn knees_to_chest() -> Self {
        Self::free([0.98, 0.12], [187.0, 130.0, -10.0])
    }

    /// Hips and legs as at rest, trunk raised from 180° lying.
    pub(crate) fn sat_up(trunk_deg: f32) -> Self {
        Self { trunk_deg, head_deg: trunk_deg - 10.0, lift_deg: None, ..Self::rest() }
    }

    /// On the side, knees bent.
    pub(crate) fn on_the_side() -> Self {
        Self { roll_deg: 90.0, lift_deg: None, ..Self::rest() }
    }

    /// Upright, with the hips at `x`.
    pub(crate) fn standing(x: f32) -> Self {
        Self::free([x, THIGH + SHANK], [92.0, -90.0, -90.0])
    }

    /// As deep as a squat goes.
    pub(crate) fn squatting(x: f32) -> Self {
        Self::free([x - 0.55, 0.85], [60.0, 5.0, -105.0])
    }

    pub(crate) fn hip_angle_deg(&self) -> f32 {
        self.trunk_deg - self.thigh_deg
    }

    /// The stance at this share of the way to another.
    pub(crate) fn towards(&self, to: &Self, share: f32) -> Self {
        let mix = |a: f32, b: f32| a + (b - a) * share;
        if let (Some(a), Some(b)) = (self.lift_deg, to.lift_deg) {
            return Self { head_deg: mix(self.head_deg, to.head_deg), ..Self::planted(mix(a, b)) };
        }
        Self {
            hip: [mix(self.hip[0], to.hip[0]), mix(self.hip[1], to.hip[1])],
            trunk_deg: mix(self.trunk_deg, to.trunk_deg),
            head_deg: mix(self.head_deg, to.head_deg),
            thigh_deg: mix(self.thigh_deg, to.thigh_deg),
            shank_deg: mix(self.shank_deg, to.shank_deg),
            roll_deg: mix(self.roll_deg, to.roll_deg),
            lift_deg: None,
        }
    }

    /// Where a part is, in the middle between left and right.
    pub(crate) fn place(&self, part: Part) -> Place {
        let shoulder = || step(self.hip, self.trunk_deg, 1.0);
        match part {
            Part::Hip => self.hip,
            Part::Shoulder => shoulder(),
            Part::Ear => step(shoulder(), self.head_deg, 0.3),
            Part::Elbow => step(shoulder(), self.trunk_deg + 180.0, 0.55),
            Part::Wrist => step(shoulder(), self.trunk_deg + 180.0, 1.0),
            Part::Knee => step(self.hip, self.thigh_deg, THIGH),
            Part::Ankle => step(self.place(Part::Knee), self.shank_deg, SHANK),
            Part::Heel => step(self.place(Part::Ankle), FOOT_DEG, -0.1),
            Part::Toe => step(self.place(Part::Ankle), FOOT_DEG, 0.3),
        }
    }
}

fn step([x, y]: Place, direction_deg: f32, length: f32) -> Place {
    let (sin, cos) = direction_deg.to_radians().sin_cos();
    [x + length * cos, y + length * sin]
}
