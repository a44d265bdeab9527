//! Stances of the exercises that are text files.

use super::body::{FOOT_DEG, FOREARM, Legs, SHANK, Stance, THIGH, UPPER_ARM, step};

/// Place of the ankle of a foot that stands.
const STANDS_AT: f32 = 1.0;
/// From ankle to toe.
const FOOT: f32 = 0.3;
/// Both parts of an arm straight up from the body of a person who lies.
const UPRIGHT: [f32; 2] = [90.0; 2];
/// Beside the body of a person who lies.
const BESIDE: [f32; 2] = [0.0; 2];
/// An arm that stands on its hand.
const CARRYING: [f32; 2] = [270.0; 2];
/// On the forearm, the elbow below the shoulder.
const PROPPED: [f32; 2] = [270.0, 180.0];
/// Hips and knees of a person who lies on the belly are this high.
const LYING_HIP: f32 = 0.1;
/// A leg on the floor.
const DOWN: [f32; 2] = [2.0, -2.0];

impl Stance {
    /// With these legs, near and far.
    fn with_legs(self, [near, far]: [[f32; 2]; 2]) -> Self {
        Self { thigh_deg: near[0], shank_deg: near[1], far_leg: Some(far), ..self }
    }

    /// With these arms, near and far.
    pub(crate) fn with_arms(self, arms: [[f32; 2]; 2]) -> Self {
        Self { arms: Some(arms), ..self }
    }

    /// With the trunk turned about the hips by so much.
    pub(crate) fn tipped(self, by_deg: f32) -> Self {
        Self { trunk_deg: self.trunk_deg + by_deg, ..self }
    }

    /// On both feet, by the directions of trunk, thighs and shanks.
    pub(crate) fn on_feet([trunk_deg, thigh_deg, shank_deg]: [f32; 3]) -> Self {
        let knee = step([STANDS_AT, 0.0], shank_deg, -SHANK);
        Self::free(step(knee, thigh_deg, -THIGH), [trunk_deg, thigh_deg, shank_deg])
    }

    /// As [`Self::on_feet`], with heels lifted so that the feet point in this direction; the toes stay.
    pub(crate) fn on_toes(directions: [f32; 3], foot_deg: f32) -> Self {
        let [x, y] = step(step([0.0; 2], FOOT_DEG, FOOT), foot_deg, -FOOT);
        let stance = Self::on_feet(directions);
        Self { hip: [stance.hip[0] + x, stance.hip[1] + y], foot_deg, ..stance }
    }

    /// On a chair, upright.
    pub(crate) fn seated() -> Self {
        Self::on_feet([88.0, 0.0, -92.0])
    }

    /// On the back with straight legs.
    pub(crate) fn lying_straight() -> Self {
        Self::stretched().with_legs([DOWN; 2])
    }

    /// On the back, knees bent, feet flat.
    pub(crate) fn lying_bent() -> Self {
        Self::stretched().with_legs([[50.0, -50.0]; 2])
    }

    /// This leg with these directions of thigh and shank, the rest as it is.
    pub(crate) fn with_leg(self, leg: Legs, directions: [f32; 2]) -> Self {
        let own = [self.thigh_deg, self.shank_deg];
        let [near, far] = [own, self.far_leg.unwrap_or(own)];
        match leg {
            Legs::Near => self.with_legs([directions, far]),
            Legs::Far => self.with_legs([near, directions]),
            Legs::Both => self.with_legs([directions; 2]),
        }
    }

    /// Thighs and arms upright, shanks level.
    pub(crate) fn table_top_arms_up() -> Self {
        Self::table_top(None).with_arms([UPRIGHT; 2])
    }

    /// A dead bug: one leg out in these directions, the opposite arm taken back.
    pub(crate) fn dead_bug(leg: Legs, directions: [f32; 2], arm_deg: f32) -> Self {
        let back = [arm_deg; 2];
        let arms = if leg == Legs::Near { [UPRIGHT, back] } else { [back, UPRIGHT] };
        Self::table_top_arms_up().with_leg(leg, directions).with_arms(arms)
    }

    /// One leg in these directions and the opposite arm up, from this stance.
    pub(crate) fn leg_and_arm_up(self, leg: Legs, directions: [f32; 2]) -> Self {
        let arms = if leg == Legs::Near { [BESIDE, UPRIGHT] } else { [UPRIGHT, BESIDE] };
        self.with_leg(leg, directions).with_arms(arms)
    }

    /// On the back, one heel drawn in on the floor until the thigh points in this direction.
    pub(crate) fn heel_drawn_in(leg: Legs, thigh_deg: f32) -> Self {
        let shank_deg = -(THIGH * thigh_deg.to_radians().sin() / SHANK).asin().to_degrees();
        Self::lying_straight().with_leg(leg, [thigh_deg, shank_deg])
    }

    /// On hands and knees with one arm stretched forward in this direction (180 is level).
    pub(crate) fn arm_reached(arm: Legs, direction_deg: f32) -> Self {
        let reaching = [direction_deg; 2];
        let arms = if arm == Legs::Near { [reaching, CARRYING] } else { [CARRYING, reaching] };
        Self::hands_and_knees().with_arms(arms)
    }

    /// On hands and knees with one leg stretched back by this share.
    pub(crate) fn leg_reached(leg: Legs, share: f32) -> Self {
        Self::hands_and_knees().with_legs([[-90.0, 0.0]; 2]).with_leg(leg, [-90.0 * (1.0 - share), 0.0])
    }

    /// From hands and knees, hips on the heels.
    pub(crate) fn on_the_heels() -> Self {
        let back = Self { hip: [1.75, 0.35], trunk_deg: 190.0, head_deg: 190.0, ..Self::hands_and_knees() };
        Self { thigh_deg: -155.0, ..back }.with_arms([[175.0; 2]; 2])
    }

    /// Kneeling upright.
    pub(crate) fn kneeling() -> Self {
        Self { trunk_deg: 92.0, head_deg: 87.0, ..Self::hands_and_knees() }
    }

    fn face_down(hip: f32, shoulder: f32, [thigh_deg, shank_deg]: [f32; 2]) -> Self {
        let rise_deg = (shoulder - hip).asin().to_degrees();
        let stance = Self::free([1.0, hip], [180.0 - rise_deg, thigh_deg, shank_deg]);
        Self { faces_down: true, head_deg: 165.0, ..stance }
    }

    /// On the belly, hands beside the shoulders.
    pub(crate) fn prone() -> Self {
        Self::face_down(LYING_HIP, 0.13, [-2.0; 2]).with_arms([[40.0, 232.0]; 2])
    }

    /// Pressed up by the arms until the shoulders are this high, with the hips at this height.
    pub(crate) fn pressed_up(hip: f32, shoulder: f32, arm: [f32; 2]) -> Self {
        let thigh_deg = -2.0 - ((hip - LYING_HIP) / THIGH).asin().to_degrees();
        Self::face_down(hip, shoulder, [thigh_deg, -2.0]).with_arms([arm; 2])
    }

    /// On the belly, propped on the forearms.
    pub(crate) fn on_forearms() -> Self {
        Self::face_down(LYING_HIP, UPPER_ARM, [-2.0; 2]).with_arms([PROPPED; 2])
    }

    /// A plank on forearms and toes with the hips at this height.
    pub(crate) fn plank(hip: f32) -> Self {
        let leg_deg = -((hip - LYING_HIP) / (THIGH + SHANK)).asin().to_degrees();
        Self::face_down(hip, UPPER_ARM, [leg_deg; 2]).with_arms([PROPPED; 2])
    }

    /// A plank on forearms and knees.
    pub(crate) fn plank_on_knees() -> Self {
        Self::face_down(0.25, UPPER_ARM, [-(0.25 / THIGH).asin().to_degrees(), 20.0]).with_arms([PROPPED; 2])
    }

    /// The top of a push-up, on hands and toes.
    pub(crate) fn pushed_up() -> Self {
        Self::face_down(0.62, UPPER_ARM + FOREARM, [-18.0; 2]).with_arms([CARRYING; 2])
    }
}
