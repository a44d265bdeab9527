//! A body seen from the side: stances, and what lies between two of them. Lengths in trunks, x towards the feet, y up.

use formcheck::core::skeleton::Part;

pub(crate) type Place = [f32; 2];

pub(super) const THIGH: f32 = 0.83;
pub(super) const SHANK: f32 = 0.85;
/// Where the ankles stand for a bridge, from the shoulders: rest reads 126°, and a straight line has right-angled knees.
const PLANTED_ANKLE: Place = [2.02, 0.0];
pub(super) const UPPER_ARM: f32 = 0.55;
pub(super) const FOREARM: f32 = 0.45;
pub(super) const FOOT_DEG: f32 = -10.0;
const HEAD: f32 = 0.3;
const RESTING_HEAD_DEG: f32 = 175.0;

/// What a body on its shoulders and feet does besides a bridge; all zero when it lies as it should.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Planting {
    /// Height of the ears over their rest.
    pub(crate) head: f32,
    /// Height of the shoulders over their rest; the head stays.
    pub(crate) shoulders: f32,
    /// How far the feet are from where they should stand, away from the buttocks.
    pub(crate) feet: f32,
    /// How far the whole body has slid along the floor.
    pub(crate) body: f32,
    /// How far the legs are straightened into the air, 0–1: near, far.
    pub(crate) legs: [f32; 2],
    /// How much higher than the other thigh a straightened leg points, in degrees.
    pub(crate) leg_raise_deg: f32,
}

impl Planting {
    pub(crate) const FLAT: Self =
        Self { head: 0.0, shoulders: 0.0, feet: 0.0, body: 0.0, legs: [0.0; 2], leg_raise_deg: 0.0 };

    /// This, and what another adds to it.
    pub(crate) fn and(self, more: Self) -> Self {
        self.with(more, |a, b| a + b)
    }

    fn with(self, other: Self, join: impl Fn(f32, f32) -> f32) -> Self {
        Self {
            head: join(self.head, other.head),
            shoulders: join(self.shoulders, other.shoulders),
            feet: join(self.feet, other.feet),
            body: join(self.body, other.body),
            legs: [join(self.legs[0], other.legs[0]), join(self.legs[1], other.legs[1])],
            leg_raise_deg: join(self.leg_raise_deg, other.leg_raise_deg),
        }
    }
}

/// Which knees are pulled to the chest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Legs {
    Both,
    Near,
    Far,
}

/// How knees are pulled to the chest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pull {
    pub(crate) legs: Legs,
    /// Thigh-to-trunk angle at the top.
    pub(crate) top_deg: f32,
    /// By how much the far thigh stays behind, in degrees.
    pub(crate) lag_deg: f32,
    /// By how much the far shank points elsewhere, in degrees.
    pub(crate) apart_deg: f32,
    /// Height of the ears over their rest.
    pub(crate) head: f32,
    /// Height of the shoulders over their rest.
    pub(crate) shoulders: f32,
    pub(crate) rise_secs: f64,
    pub(crate) hold_secs: f64,
    pub(crate) fall_secs: f64,
    /// Whether hands pull; without them the legs only come up.
    pub(crate) is_held: bool,
    /// How far the thighs rock to either side of the top while holding, in degrees.
    pub(crate) rock_deg: f32,
    /// From one side to the same side again.
    pub(crate) rock_secs: f64,
}

impl Pull {
    pub(crate) const GOOD: Self = Self {
        legs: Legs::Both,
        top_deg: 50.0,
        lag_deg: 0.0,
        apart_deg: 0.0,
        head: 0.0,
        shoulders: 0.0,
        rise_secs: 1.5,
        hold_secs: 3.0,
        fall_secs: 1.5,
        is_held: true,
        rock_deg: 0.0,
        rock_secs: 3.0,
    };
}

/// Straight down, as an arm hangs that stands on its hand.
const HANGING_DEG: f32 = 270.0;
/// With the knees at the chest the hips are this high.
const PULLED_HIP: f32 = 0.12;

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
    /// Thigh and shank of the far leg, where it does something else.
    pub(crate) far_leg: Option<[f32; 2]>,
    /// From heel to toe, of both feet.
    pub(crate) foot_deg: f32,
    /// How far the hands have gone from beside the hips to the shins, 0–1.
    pub(crate) hands: f32,
    /// Upper arm and forearm of the near and of the far side, where they do not lie along the trunk.
    pub(crate) arms: Option<[[f32; 2]; 2]>,
    /// True where the front of the body is down: then its other side is towards the camera.
    pub(crate) faces_down: bool,
    /// Steepness of the trunk over shoulders and feet on the floor, and what else they do.
    pub(super) planted: Option<(f32, Planting)>,
}

impl Stance {
    /// On the back, knees bent, feet planted.
    pub(crate) fn rest() -> Self {
        Self::resting(Planting::FLAT)
    }

    /// As at rest, with something besides.
    pub(crate) fn resting(planting: Planting) -> Self {
        Self::planted(0.0, planting)
    }

    /// A bridge of this signed shoulder–hip–knee angle.
    pub(crate) fn bridge(hip_angle_deg: f32, planting: Planting) -> Self {
        let (mut low, mut high) = (0.0, 45.0);
        for _ in 0..30 {
            let middle = f32::midpoint(low, high);
            if Self::planted(middle, planting).hip_angle_deg() < hip_angle_deg { low = middle } else { high = middle }
        }
        Self::planted(low, planting)
    }

    /// The hips lifted by so much of the trunk, shoulders and feet planted.
    pub(crate) fn lifted(height: f32) -> Self {
        Self::planted(height.asin().to_degrees(), Planting::FLAT)
    }

    /// What it does besides lying or bridging.
    pub(crate) fn planting(&self) -> Planting {
        self.planted.map_or(Planting::FLAT, |(_, planting)| planting)
    }

    fn planted(lift_deg: f32, planting: Planting) -> Self {
        let Planting { head, shoulders, feet, body, .. } = planting;
        let ankle = [PLANTED_ANKLE[0] + feet + body, PLANTED_ANKLE[1]];
        let hip = step([body, shoulders], lift_deg, 1.0);
        let [dx, dy] = [ankle[0] - hip[0], ankle[1] - hip[1]];
        let reach = dx.hypot(dy);
        let at_hip = (THIGH.powi(2) + reach.powi(2) - SHANK.powi(2)) / (2.0 * THIGH * reach);
        let thigh_deg = dy.atan2(dx).to_degrees() + at_hip.acos().to_degrees();
        let knee = step(hip, thigh_deg, THIGH);
        let shank_deg = (ankle[1] - knee[1]).atan2(ankle[0] - knee[0]).to_degrees();
        let trunk_deg = 180.0 + lift_deg;
        let over_shoulder = RESTING_HEAD_DEG.to_radians().sin() + (head - shoulders) / HEAD;
        let head_deg = 180.0 - over_shoulder.asin().to_degrees();
        Self {
            hip,
            trunk_deg,
            head_deg,
            thigh_deg,
            shank_deg,
            roll_deg: 0.0,
            far_leg: None,
            foot_deg: FOOT_DEG,
            hands: 0.0,
            arms: None,
            faces_down: false,
            planted: Some((lift_deg, planting)),
        }
    }

    pub(super) fn free(hip: Place, [trunk_deg, thigh_deg, shank_deg]: [f32; 3]) -> Self {
        let head_deg = trunk_deg - 5.0;
        Self {
            trunk_deg,
            head_deg,
            hip,
            thigh_deg,
            shank_deg,
            hands: 0.0,
            planted: None,
            ..Self::planted(0.0, Planting::FLAT)
        }
    }

    /// On the back with the legs on the floor.
    pub(crate) fn stretched() -> Self {
        Self::free([1.0, 0.0], [180.0, 2.0, -2.0])
    }

    /// On the back with both legs up.
    pub(crate) fn legs_up() -> Self {
        Self::free([1.0, 0.03], [181.0, 75.0, 70.0])
    }

    /// On the back, thighs upright and shanks level; `out` stretches one leg over the floor.
    pub(crate) fn table_top(out: Option<Legs>) -> Self {
        let (up, stretched) = ([90.0, 0.0], [20.0, 20.0]);
        let near = if out == Some(Legs::Near) { stretched } else { up };
        let far = if out == Some(Legs::Far) { stretched } else { up };
        Self { far_leg: Some(far), ..Self::free([1.0, 0.0], [180.0, near[0], near[1]]) }
    }

    /// One or both knees pulled to the chest, from lying with bent knees.
    pub(crate) fn pulled(pull: &Pull) -> Self {
        let hip = [0.98, PULLED_HIP];
        let trunk_deg = 180.0 + (PULLED_HIP - pull.shoulders).asin().to_degrees();
        let over_shoulder = RESTING_HEAD_DEG.to_radians().sin() + (pull.head - pull.shoulders) / HEAD;
        let head_deg = 180.0 - over_shoulder.asin().to_degrees();
        let leg = |thigh_to_trunk_deg: f32| [trunk_deg - thigh_to_trunk_deg, trunk_deg - thigh_to_trunk_deg - 140.0];
        let rest = Self::rest();
        let (near, far) = match pull.legs {
            Legs::Both => (leg(pull.top_deg), leg(pull.top_deg + pull.lag_deg)),
            Legs::Near => (leg(pull.top_deg), [rest.thigh_deg, rest.shank_deg]),
            Legs::Far => ([rest.thigh_deg, rest.shank_deg], leg(pull.top_deg)),
        };
        let far_leg = Some([far[0], far[1] + pull.apart_deg]);
        let [thigh_deg, shank_deg] = near;
        let hands = if pull.is_held { 1.0 } else { 0.0 };
        Self { hip, trunk_deg, head_deg, thigh_deg, shank_deg, far_leg, hands, planted: None, ..rest }
    }

    /// Hips and legs as at rest, trunk raised from 180° lying.
    pub(crate) fn sat_up(trunk_deg: f32) -> Self {
        Self { trunk_deg, head_deg: trunk_deg - 10.0, planted: None, ..Self::rest() }
    }

    /// On the side, knees bent.
    pub(crate) fn on_the_side() -> Self {
        Self { roll_deg: 90.0, planted: None, ..Self::rest() }
    }

    /// Upright, with the hips at `x`.
    pub(crate) fn standing(x: f32) -> Self {
        Self::free([x, THIGH + SHANK], [92.0, -90.0, -90.0])
    }

    /// As deep as a squat goes.
    pub(crate) fn squatting(x: f32) -> Self {
        Self::free([x - 0.55, 0.85], [60.0, 5.0, -105.0])
    }

    /// Standing with one thigh raised to this direction (0 is level), the shank hanging.
    pub(crate) fn marching(x: f32, leg: Legs, thigh_deg: f32) -> Self {
        let (down, up) = ([-90.0; 2], [thigh_deg, -95.0]);
        let near = if leg == Legs::Far { down } else { up };
        let far = if leg == Legs::Near { down } else { up };
        Self { thigh_deg: near[0], shank_deg: near[1], far_leg: Some(far), ..Self::standing(x) }
    }

    /// On hands and knees, the trunk level, arms and thighs upright.
    pub(crate) fn hands_and_knees() -> Self {
        let rise_deg = (UPPER_ARM + FOREARM - THIGH).asin().to_degrees();
        let all_fours = Self::free([1.0, THIGH], [180.0 - rise_deg, -90.0, 0.0]);
        Self { arms: Some([[HANGING_DEG; 2]; 2]), faces_down: true, head_deg: 180.0, ..all_fours }
    }

    /// On hands and knees with one leg stretched back and the arm of the other side forward, both by this share.
    pub(crate) fn bird_dog(leg: Legs, share: f32) -> Self {
        let (down, out) = ([HANGING_DEG; 2], [HANGING_DEG - 90.0 * share; 2]);
        let (knelt, stretched) = ([-90.0, 0.0], [-90.0 * (1.0 - share), 0.0]);
        let is_near = leg == Legs::Near;
        let [thigh_deg, shank_deg] = if is_near { stretched } else { knelt };
        Self {
            thigh_deg,
            shank_deg,
            far_leg: Some(if is_near { knelt } else { stretched }),
            arms: Some(if is_near { [down, out] } else { [out, down] }),
            ..Self::hands_and_knees()
        }
    }

    /// On the back, one straight leg raised to this direction, the other on the floor.
    pub(crate) fn leg_raised(leg: Legs, deg: f32) -> Self {
        let (down, up) = ([2.0, -2.0], [deg; 2]);
        let near = if leg == Legs::Far { down } else { up };
        let far = if leg == Legs::Near { down } else { up };
        Self { far_leg: Some(far), ..Self::free([1.0, 0.0], [180.0, near[0], near[1]]) }
    }

    pub(crate) fn hip_angle_deg(&self) -> f32 {
        self.trunk_deg - self.thigh_deg
    }

    /// The stance at this share of the way to another.
    pub(crate) fn towards(&self, to: &Self, share: f32) -> Self {
        let mix = |a: f32, b: f32| a + (b - a) * share;
        if let (Some((a, from)), Some((b, to))) = (self.planted, to.planted) {
            return Self::planted(mix(a, b), from.with(to, mix));
        }
        Self {
            hip: [mix(self.hip[0], to.hip[0]), mix(self.hip[1], to.hip[1])],
            trunk_deg: mix(self.trunk_deg, to.trunk_deg),
            head_deg: mix(self.head_deg, to.head_deg),
            thigh_deg: mix(self.thigh_deg, to.thigh_deg),
            shank_deg: mix(self.shank_deg, to.shank_deg),
            roll_deg: mix(self.roll_deg, to.roll_deg),
            far_leg: (self.far_leg.is_some() || to.far_leg.is_some()).then(|| {
                let ([a, b], [c, d]) = (self.leg_deg(false), to.leg_deg(false));
                [mix(a, c), mix(b, d)]
            }),
            foot_deg: mix(self.foot_deg, to.foot_deg),
            hands: mix(self.hands, to.hands),
            arms: (self.arms.is_some() || to.arms.is_some()).then(|| {
                let (from, to) = (self.arms_deg(), to.arms_deg());
                let mixed = |[a, b]: [f32; 2], [c, d]: [f32; 2]| [mix(a, c), mix(b, d)];
                let ([near, far], [near_to, far_to]) = (from, to);
                [mixed(near, near_to), mixed(far, far_to)]
            }),
            faces_down: if share < 0.5 { self.faces_down } else { to.faces_down },
            planted: None,
        }
    }

    /// Where a part of the near or the far side is.
    pub(crate) fn place(&self, part: Part, is_near: bool) -> Place {
        let shoulder = || step(self.hip, self.trunk_deg, 1.0);
        match part {
            Part::Hip => self.hip,
            Part::Shoulder => shoulder(),
            Part::Ear => step(shoulder(), self.head_deg, HEAD),
            Part::Elbow => step(shoulder(), self.arm_deg(is_near)[0], UPPER_ARM),
            Part::Wrist if self.arms.is_some() => {
                step(self.place(Part::Elbow, is_near), self.arm_deg(is_near)[1], FOREARM)
            }
            Part::Wrist => {
                let [x, y] = step(shoulder(), self.trunk_deg + 180.0, 1.0);
                // The leg that is closer to the chest is held.
                let is_near = self.leg_deg(false)[0] <= self.leg_deg(true)[0];
                let [knee_x, knee_y] = step(self.place(Part::Knee, is_near), self.leg_deg(is_near)[1], 0.2);
                [x + (knee_x - x) * self.hands, y + (knee_y - y) * self.hands]
            }
            Part::Knee => step(self.hip, self.leg_deg(is_near)[0], THIGH),
            Part::Ankle => step(self.place(Part::Knee, is_near), self.leg_deg(is_near)[1], SHANK),
            Part::Heel => step(self.place(Part::Ankle, is_near), self.foot_deg, -0.1),
            Part::Toe => step(self.place(Part::Ankle, is_near), self.foot_deg, 0.3),
        }
    }

    /// Directions of upper arm and forearm of both sides: along the trunk where nothing else is asked for.
    fn arms_deg(&self) -> [[f32; 2]; 2] {
        self.arms.unwrap_or([[self.trunk_deg + 180.0; 2]; 2])
    }

    fn arm_deg(&self, is_near: bool) -> [f32; 2] {
        let [near, far] = self.arms_deg();
        if is_near { near } else { far }
    }

    /// Directions of thigh and shank: one line where the leg is straightened.
    fn leg_deg(&self, is_near: bool) -> [f32; 2] {
        if let Some(far_leg) = self.far_leg.filter(|_| !is_near) {
            return far_leg;
        }
        let Planting { legs: [near, far], leg_raise_deg, .. } = self.planting();
        let share = if is_near { near } else { far };
        let thigh_deg = self.thigh_deg + leg_raise_deg * share;
        [thigh_deg, self.shank_deg + (thigh_deg - self.shank_deg) * share]
    }
}

pub(super) fn step([x, y]: Place, direction_deg: f32, length: f32) -> Place {
    let (sin, cos) = direction_deg.to_radians().sin_cos();
    [x + length * cos, y + length * sin]
}
