//! Orientation of the body towards the camera, from the model's 3-D points.

use crate::core::track::TrackedPose;

/// Returns the turn of the body about its long axis, 0–90°: 0 on the back, 90 on the side, from the model's 3-D points.
pub fn body_roll_deg(pose: &TrackedPose) -> f32 {
    let [x, y, z] = pose.axes.across;
    y.abs().atan2(x.hypot(z)).to_degrees()
}

/// Returns true if the front of the body is up and not down, from the model's 3-D points.
pub fn is_face_up(pose: &TrackedPose) -> bool {
    let ([tx, _, tz], [ax, _, az]) = (pose.axes.trunk, pose.axes.across);
    // The front is across × trunk; its y component points down in the picture.
    az * tx - ax * tz < 0.0
}

/// Returns the yaw of the camera against a pure side view, 0–90°, from the model's 3-D points.
///
/// The larger of the two turns: of the trunk out of the picture, and of the line through both sides out of the line of
/// sight. A raised camera tips that line up or down and leaves its part across the picture as it is, so that only this
/// part tells the yaw. On the samples it reads 16–18° for 21.6°, 8° for 6.4° and 0–5° for 2°.
pub fn yaw_deg(pose: &TrackedPose) -> f32 {
    let [tx, ty, tz] = pose.axes.trunk;
    let [ax, ay, az] = pose.axes.across;
    let trunk_turn = tz.abs().atan2(tx.hypot(ty));
    let across_turn = ax.abs().atan2(ay.hypot(az));
    trunk_turn.max(across_turn).to_degrees()
}

/// Returns the same yaw with its side, −90…90°: positive where the camera stands towards the feet.
pub fn yaw_to_feet_deg(pose: &TrackedPose) -> f32 {
    let [tx, ty, tz] = pose.axes.trunk;
    let [ax, _, az] = pose.axes.across;
    let (feet, away) = (-tx.signum(), az.signum());
    let trunk_turn = tz.atan2(tx.hypot(ty));
    let across_turn = (ax * feet * away).atan2(az.abs());
    let turn = if across_turn.abs() <= trunk_turn.abs() { trunk_turn } else { across_turn };
    turn.to_degrees()
}

/// Returns the angle at which the camera looks down on a body on its back, −90…90°, from the model's 3-D points.
///
/// The far side is then seen higher than the near one. A body that is turned towards the camera reads the same.
pub fn looks_down_deg(pose: &TrackedPose) -> f32 {
    let [x, y, z] = pose.axes.across;
    (-y * z.signum()).atan2(x.hypot(z)).to_degrees()
}
