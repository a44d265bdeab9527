//! Keeping the same person from frame to frame: where to look next, when to look everywhere again.

use super::crop::Region;
use super::detector::Detection;
use super::landmarks::Landmarks;
use crate::core::geometry::Point;
use crate::core::time::Timestamp;
use crate::core::track::one_euro::{OneEuro, OneEuroConfig};

/// Steadies the two points that describe the next region.
///
/// MediaPipe 0.10.21 has 0.01 Hz and 10: its region creeps for a second after the body has come to rest, and the model's
/// points creep with it (ends of `bridge_short_hold` 0.5 s late; with these 0.2 s).
const REGION_FILTER: OneEuroConfig = OneEuroConfig { min_cutoff_hz: 0.5, beta: 20.0, speed_cutoff_hz: 1.0 };
/// Below this the landmark model itself says that its region holds no person (MediaPipe's tracking confidence).
const LOST_SCORE: f32 = 0.5;
/// How often the detector confirms the followed person: self-tracking alone drifts, and cannot say «no person».
const CONFIRM_EVERY_SECS: f64 = 1.0;
/// How long the detector may miss the followed person before they count as gone.
const UNCONFIRMED_SECS: f64 = 0.6;
/// A detection confirms the followed person if the hips agree within this share of the region's side.
const SAME_PERSON_SHARE: f32 = 0.2;

/// Hips that move farther than this between two frames, as a share of the region's side, are another person's, where
/// another one is there.
const JUMP_SHARE: f32 = 0.25;
/// Another person who has not been seen for so long may be the one who is looked for.
const OTHER_STAYS_SECS: f64 = 3.0;
/// So long a person who is gone is waited for before another one who was there all along is followed.
const WAIT_SECS: f64 = 30.0;
/// No more others are kept apart.
const MOST_OTHERS: usize = 4;

/// Where other people are.
pub(super) type Others = [Option<Region>; MOST_OTHERS];

/// What to do with a frame; depends only on frames that are done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Order {
    /// Where the person should be; `None`: the detector must tell.
    pub(super) region: Option<Region>,
    /// Whether the detector looks at this frame.
    pub(super) detect: bool,
    /// Where the person was last, to prefer them over others.
    pub(super) last_seen: Option<Region>,
    /// Where others are, who must not be taken for them.
    pub(super) others: Others,
    /// Counts the scenes: what belongs to another scene is void.
    scene: u32,
}

/// What a worker found for an [`Order`].
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct FollowOutcome {
    /// Everybody whom the detector saw, if it looked.
    pub(super) detections: Option<Vec<Detection>>,
    /// The key points, if there was a region.
    pub(super) landmarks: Option<Landmarks>,
}

/// Follows one person through a stream.
#[derive(Debug, Clone)]
pub(super) struct Follow {
    scene: u32,
    region: Option<Region>,
    last_seen: Option<Region>,
    seen_at: Option<Timestamp>,
    others: Vec<(Region, Timestamp)>,
    confirmed_at: Option<Timestamp>,
    missed_since: Option<Timestamp>,
    filter: [OneEuro; 4],
}

impl Follow {
    pub(super) fn new() -> Self {
        Self {
            scene: 0,
            region: None,
            last_seen: None,
            seen_at: None,
            others: Vec::new(),
            confirmed_at: None,
            missed_since: None,
            filter: std::array::from_fn(|_| OneEuro::new(REGION_FILTER)),
        }
    }

    /// What to do with the frame at `at`.
    pub(super) fn order(&mut self, at: Timestamp, cut: bool) -> Order {
        if cut {
            *self = Self { scene: self.scene + 1, ..Self::new() };
        }
        let due = self.missed_since.is_some()
            || self.confirmed_at.is_none_or(|confirmed| CONFIRM_EVERY_SECS <= at.secs_since(confirmed));
        let detect = self.region.is_none() || due;
        let waits = self.seen_at.is_some_and(|seen| at.secs_since(seen) < WAIT_SECS);
        let known = self.others.iter().filter(|_| waits).map(|(region, _)| Some(*region));
        let mut others = Others::default();
        others.iter_mut().zip(known).for_each(|(slot, region)| *slot = region);
        Order { region: self.region, detect, last_seen: self.last_seen, others, scene: self.scene }
    }

    /// Learns from what was found, and returns the key points if they are to be believed.
    pub(super) fn learn(&mut self, at: Timestamp, order: &Order, outcome: FollowOutcome) -> Option<Landmarks> {
        let landmarks = outcome.landmarks.filter(|landmarks| LOST_SCORE <= landmarks.raw_score);
        if order.scene != self.scene {
            return landmarks;
        }
        let chosen = || choose(outcome.detections.as_deref()?, order.last_seen.as_ref(), &order.others);
        let followed = order.region.or_else(|| chosen().map(Detection::region));
        if let Some(detections) = &outcome.detections {
            self.confirm(at, order, detections);
            self.note_others(at, followed.as_ref(), detections);
        }
        let jumps = |landmarks: &Landmarks| {
            let is_far = |region: Region| JUMP_SHARE * region.side_px < landmarks.extent().0.distance(region.centre);
            !self.others.is_empty() && followed.is_some_and(is_far)
        };
        let landmarks = landmarks.filter(|landmarks| !jumps(landmarks));
        let gone = self.missed_since.is_some_and(|since| UNCONFIRMED_SECS <= at.secs_since(since));
        let Some(landmarks) = landmarks.filter(|_| !gone) else {
            self.lose(gone);
            return None;
        };
        let region = self.smoothed(at, order.region.is_none(), landmarks.extent());
        self.region = Some(region);
        self.last_seen = self.region;
        self.seen_at = Some(at);
        Some(landmarks)
    }

    /// How many others there are, as far as the detector told.
    pub(super) fn n_others(&self) -> usize {
        self.others.len()
    }

    /// Remembers where others are; who was not seen stays for a while.
    fn note_others(&mut self, at: Timestamp, followed: Option<&Region>, detections: &[Detection]) {
        let is_followed = |detection: &&Detection| followed.is_some_and(|region| is_same_person(detection, region));
        let is_confirmed = detections.iter().any(|detection| is_followed(&detection));
        let mut others = std::mem::take(&mut self.others);
        others.retain(|(_, seen)| at.secs_since(*seen) < OTHER_STAYS_SECS);
        for detection in detections.iter().filter(|detection| !is_followed(detection)) {
            let known = others.iter_mut().find(|(region, _)| is_same_person(detection, region));
            match known {
                Some(known) => *known = (detection.region(), at),
                // While the followed one is lost, whoever is new may be them.
                None if is_confirmed => others.push((detection.region(), at)),
                None => {}
            }
        }
        others.truncate(MOST_OTHERS);
        self.others = others;
    }

    fn confirm(&mut self, at: Timestamp, order: &Order, detections: &[Detection]) {
        let seen = match order.region {
            Some(region) => detections.iter().any(|detection| is_same_person(detection, &region)),
            None => !detections.is_empty(),
        };
        if seen {
            self.confirmed_at = Some(at);
            self.missed_since = None;
        } else {
            self.missed_since.get_or_insert(at);
        }
    }

    fn lose(&mut self, gone: bool) {
        self.region = None;
        self.missed_since = None;
        if gone {
            self.last_seen = None;
        }
    }

    fn smoothed(&mut self, at: Timestamp, afresh: bool, (hips, reach): (Point, Point)) -> Region {
        if afresh {
            self.filter = Self::new().filter;
        }
        let scale = f64::from(hips.distance(reach)) * 2.0;
        let raw = [hips.x, hips.y, reach.x, reach.y];
        let mut smooth = self.filter.iter_mut().zip(raw).map(|(filter, raw)| filter.push(at, f64::from(raw), scale));
        let mut next = || smooth.next().unwrap_or_default() as f32;
        Region::around(Point::new(next(), next()), Point::new(next(), next()))
    }
}

/// Whom to follow: the one who was there before, else the largest who is none of the others.
pub(super) fn choose<'a>(
    detections: &'a [Detection],
    last_seen: Option<&Region>,
    others: &Others,
) -> Option<&'a Detection> {
    let known = last_seen.and_then(|region| {
        let nearest =
            detections.iter().min_by(|a, b| a.hips.distance(region.centre).total_cmp(&b.hips.distance(region.centre)));
        nearest.filter(|detection| is_same_person(detection, region))
    });
    let is_other = |detection: &&Detection| others.iter().flatten().any(|other| is_same_person(detection, other));
    let new = || detections.iter().filter(|detection| !is_other(detection));
    let largest = || new().max_by(|a, b| a.region().side_px.total_cmp(&b.region().side_px));
    known.or_else(largest)
}

fn is_same_person(detection: &Detection, region: &Region) -> bool {
    detection.hips.distance(region.centre) <= SAME_PERSON_SHARE * region.side_px.max(detection.region().side_px)
}

#[cfg(test)]
mod tests {
    use super::super::landmarks::{ModelPoint, N_POINTS};
    use super::*;

    fn detection(x: f32, size: f32) -> Detection {
        Detection { raw_score: 0.9, hips: Point::new(x, 100.0), reach: Point::new(x + size, 100.0) }
    }

    fn landmarks(x: f32) -> Landmarks {
        let mut points = [ModelPoint::default(); N_POINTS];
        points[33].at = Point::new(x, 100.0);
        points[34].at = Point::new(x + 100.0, 100.0);
        Landmarks { points, raw_score: 0.99 }
    }

    fn at(secs: f64) -> Timestamp {
        Timestamp::from_secs(secs)
    }

    /// Follows someone at x = 200 for a while; the detector sees `seen(t)` whenever it looks.
    fn run(seen: impl Fn(f64) -> Vec<Detection>, secs: f64) -> (Follow, Option<Landmarks>) {
        let mut follow = Follow::new();
        let mut last = None;
        for k in 0..(secs * 10.0) as i32 {
            let t = f64::from(k) / 10.0;
            let order = follow.order(at(t), false);
            let detections = order.detect.then(|| seen(t));
            let there = order.region.is_some() || detections.as_ref().is_some_and(|found| !found.is_empty());
            let outcome = FollowOutcome { detections, landmarks: there.then(|| landmarks(200.0)) };
            last = follow.learn(at(t), &order, outcome);
        }
        (follow, last)
    }

    #[test]
    fn one_missed_look_is_forgiven_but_a_person_whom_the_detector_no_longer_sees_is_gone() {
        let (_, last) = run(|t| if 1.9 < t && t < 2.2 { vec![] } else { vec![detection(200.0, 100.0)] }, 3.0);
        assert!(last.is_some());
        let (_, last) = run(|t| if 1.9 < t { vec![] } else { vec![detection(200.0, 100.0)] }, 3.5);
        assert!(last.is_none(), "the landmark model's own score never says that nobody is there");
    }

    #[test]
    fn the_first_person_stays_chosen_when_a_larger_one_walks_in() {
        let both = [detection(600.0, 200.0), detection(210.0, 100.0)];
        let region = detection(200.0, 100.0).region();
        assert_eq!(choose(&both, Some(&region), &Others::default()).unwrap().hips.x, 210.0);
        assert_eq!(choose(&both, None, &Others::default()).unwrap().hips.x, 600.0);
    }

    #[test]
    fn a_cut_forgets_where_the_person_was_and_what_is_still_under_way() {
        let (mut follow, _) = run(|_| vec![detection(200.0, 100.0)], 1.0);
        let before = follow.order(at(1.0), false);
        let after = follow.order(at(1.1), true);
        assert!(before.region.is_some() && after.region.is_none() && after.detect);
        let late = FollowOutcome { detections: None, landmarks: Some(landmarks(200.0)) };
        follow.learn(at(1.0), &before, late);
        assert_eq!(follow.order(at(1.2), false).region, None);
    }

    /// Follows the one at x = 200 before another at x = 600, who alone is seen from `gone_secs` on; the model finds whoever
    /// `found(t)` says.
    fn run_with_other(gone_secs: f64, secs: f64, found: impl Fn(f64) -> f32) -> Vec<Option<f32>> {
        let mut follow = Follow::new();
        let mut step = |k: i32| {
            let t = f64::from(k) / 10.0;
            let order = follow.order(at(t), false);
            let both = [detection(200.0, 100.0), detection(600.0, 90.0)];
            let seen = if t < gone_secs { both.to_vec() } else { both[1..].to_vec() };
            let chosen = choose(&seen, order.last_seen.as_ref(), &order.others).map(Detection::region);
            let is_somewhere = order.region.or_else(|| chosen.filter(|_| order.detect)).is_some();
            let detections = order.detect.then_some(seen);
            let outcome = FollowOutcome { detections, landmarks: is_somewhere.then(|| landmarks(found(t))) };
            follow.learn(at(t), &order, outcome).map(|found| found.extent().0.x)
        };
        (0..(secs * 10.0) as i32).map(&mut step).collect()
    }

    #[test]
    fn points_that_jump_to_another_person_are_not_believed() {
        let followed = run_with_other(99.0, 6.0, |t| if 2.0 < t && t < 4.0 { 600.0 } else { 200.0 });
        assert!(followed.iter().all(|x| x.is_none_or(|x| x == 200.0)), "{followed:?}");
        assert_eq!((followed[15], followed[30], followed[55]), (Some(200.0), None, Some(200.0)));
    }

    #[test]
    fn who_leaves_is_waited_for_and_another_one_does_not_take_their_place() {
        let followed = run_with_other(3.0, 60.0, |t| if t < 3.0 { 200.0 } else { 600.0 });
        assert!(followed[45..300].iter().all(Option::is_none), "{followed:?}");
        assert_eq!(followed[599], Some(600.0), "after half a minute whoever is there is followed");
    }
}
