//! Points and angles in the picture.

use serde::{Deserialize, Serialize};

/// A point or an offset in the picture, in px: x to the right, y **down**.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// To the right, in px.
    pub x: f32,
    /// Down, in px.
    pub y: f32,
}

impl Point {
    /// Returns the point at (x, y), in px.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Returns the length of the offset, in px.
    pub fn length(self) -> f32 {
        self.x.hypot(self.y)
    }

    /// Returns the distance to `other`, in px.
    pub fn distance(self, other: Self) -> f32 {
        (self - other).length()
    }

    /// Returns the dot product, in px².
    pub fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    /// Returns the cross product, in px²; positive when `other` lies clockwise of this offset as seen on screen.
    pub fn cross(self, other: Self) -> f32 {
        self.x * other.y - self.y * other.x
    }

    /// Returns the offset scaled to length 1, or `None` for the zero offset.
    pub fn unit(self) -> Option<Self> {
        let length = self.length();
        (f32::EPSILON < length).then(|| self * (1.0 / length))
    }
}

impl std::ops::Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl std::ops::Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl std::ops::Mul<f32> for Point {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// Returns the angle at `vertex` between the arms to `a` and `b`: 0–180°, or `None` where an arm has no length.
pub fn angle_deg(a: Point, vertex: Point, b: Point) -> Option<f32> {
    let (u, v) = ((a - vertex).unit()?, (b - vertex).unit()?);
    Some(u.cross(v).abs().atan2(u.dot(v)).to_degrees())
}

/// Returns the angle at `vertex` that knows its side: 180° straight, less with `vertex` below the line from `a` to `b`
/// as seen in the picture, more with `vertex` above it; 0–360°.
pub fn signed_angle_deg(a: Point, vertex: Point, b: Point) -> Option<f32> {
    let unsigned = angle_deg(a, vertex, b)?;
    Some(if is_above(vertex, a, b) { 360.0 - unsigned } else { unsigned })
}

/// Returns true if `point` lies above the line through `a` and `b` in the picture.
pub fn is_above(point: Point, a: Point, b: Point) -> bool {
    let (left, right) = if a.x <= b.x { (a, b) } else { (b, a) };
    (right - left).cross(point - left) < 0.0
}

/// A direction in the picture that serves as the floor: heights are measured along its normal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Floor {
    /// Unit offset along the floor, from left to right in the picture.
    along: Point,
}

impl Floor {
    /// A level camera.
    pub const LEVEL: Self = Self { along: Point::new(1.0, 0.0) };

    /// Returns the floor through two points that rest on it, or `None` where they coincide.
    pub fn through(a: Point, b: Point) -> Option<Self> {
        let along = (b - a).unit()?;
        Some(Self { along: if along.x < 0.0 { along * -1.0 } else { along } })
    }

    /// Returns the angle against the picture's horizontal, clockwise positive, −90…90°.
    pub fn roll_deg(self) -> f32 {
        self.along.y.atan2(self.along.x).to_degrees()
    }

    /// Returns the height of `point` over `rest`, in px, up positive.
    pub fn height_px(self, point: Point, rest: Point) -> f32 {
        -self.along.cross(point - rest)
    }

    /// Returns the distance of `point` from `rest` along the floor, in px, to the right positive.
    pub fn along_px(self, point: Point, rest: Point) -> f32 {
        self.along.dot(point - rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOULDER: Point = Point::new(0.0, 100.0);
    const KNEE: Point = Point::new(200.0, 100.0);

    fn near(a: Option<f32>, b: f32) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-3)
    }

    #[test]
    fn a_hip_below_the_line_reads_under_180_and_above_it_over_180() {
        assert!(near(signed_angle_deg(SHOULDER, Point::new(100.0, 100.0), KNEE), 180.0));
        assert!(near(signed_angle_deg(SHOULDER, Point::new(100.0, 200.0), KNEE), 90.0));
        assert!(near(signed_angle_deg(SHOULDER, Point::new(100.0, 0.0), KNEE), 270.0));
    }

    #[test]
    fn the_side_does_not_depend_on_where_the_head_is() {
        let hip = Point::new(100.0, 90.0);
        assert_eq!(signed_angle_deg(SHOULDER, hip, KNEE), signed_angle_deg(KNEE, hip, SHOULDER));
    }

    #[test]
    fn heights_follow_a_tilted_floor() {
        let floor = Floor::through(Point::new(0.0, 0.0), Point::new(-10.0, -10.0)).unwrap();
        assert!((floor.roll_deg() - 45.0).abs() < 1e-3);
        assert!((floor.height_px(Point::new(1.0, -1.0), Point::default()) - 2_f32.sqrt()).abs() < 1e-5);
        assert!(floor.along_px(Point::new(1.0, -1.0), Point::default()).abs() < 1e-5);
    }

    #[test]
    fn coincident_points_have_no_angle() {
        assert_eq!(angle_deg(SHOULDER, SHOULDER, KNEE), None);
        assert_eq!(Floor::through(KNEE, KNEE), None);
    }
}
