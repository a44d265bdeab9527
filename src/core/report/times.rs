//! Times of a report: counted from another instant, and compared with one another.

use super::{Judgement, Rep, round};

/// Two spans that share at least this of the shorter are of the same movement. A span without length is of the same
/// movement as one that it lies in.
const SAME_SHARE: f64 = 0.5;

/// Returns true if two spans, in s, are of the same movement.
pub fn are_same(a: (f64, f64), b: (f64, f64)) -> bool {
    let shared = a.1.min(b.1) - a.0.max(b.0);
    SAME_SHARE * (a.1 - a.0).min(b.1 - b.0) <= shared
}

impl Judgement {
    /// Counts times from an instant of the stream, in s, instead of its first frame.
    pub fn since(mut self, origin_s: f64) -> Self {
        self.reps.iter_mut().for_each(|rep| rep.shift(origin_s));
        let spans_of_set = self.findings.iter_mut().map(|it| (&mut it.from_s, &mut it.to_s));
        let sets = self.sets.iter_mut().map(|it| (&mut it.start_s, &mut it.end_s));
        let partial = self.partial_reps.iter_mut().map(|it| (&mut it.start_s, &mut it.end_s));
        let not_counted = self.not_counted.iter_mut().map(|it| (&mut it.start_s, &mut it.end_s));
        spans_of_set.chain(sets).chain(partial).chain(not_counted).for_each(|(from, to)| shift([from, to], origin_s));
        self
    }
}

impl Rep {
    fn shift(&mut self, origin_s: f64) {
        let Self { start_s, peak_start_s, peak_end_s, end_s, findings, .. } = self;
        shift([start_s, peak_start_s, peak_end_s, end_s], origin_s);
        for it in findings {
            shift([&mut it.from_s, &mut it.to_s], origin_s);
        }
    }
}

fn shift<const N: usize>(times: [&mut f64; N], origin_s: f64) {
    for time in times {
        *time = round(*time - origin_s);
    }
}

#[cfg(test)]
mod tests {
    use super::are_same;
    use crate::core::report::Judgement;

    #[test]
    fn spans_of_the_same_movement_share_half_of_the_shorter_and_neighbours_do_not() {
        assert!(are_same((0.0, 4.0), (3.0, 5.0)));
        assert!(!are_same((0.0, 4.0), (3.1, 5.0)) && !are_same((0.0, 4.0), (4.0, 8.0)));
        assert!(are_same((1.0, 1.0), (1.0, 1.0)) && are_same((0.0, 2.0), (1.0, 1.0)));
        assert!(!are_same((0.0, 2.0), (2.1, 2.1)));
    }

    #[test]
    fn every_time_is_shifted_and_nothing_else() {
        let json = r#"{"exercise":"hip_bridge","score":80.0,"reps":[{"start_s":11.0,"peak_start_s":12.0,"peak_end_s":13.0,
            "end_s":14.0,"score":80.0,"exercise":"hip_bridge","confidence":1.0,"set":0,"side":"both","variant":"standard",
            "findings":[{"fault":"hips_low","reading":160.0,"unit":"deg","error":5.0,"severity":0.5,
            "limit":{"fine":170.0,"bad":160.0},"from_s":12.0,"to_s":13.0,"cost":20.0,"source":"","cue":""}],
            "not_judged":[],"measures":{}}],"findings":[],"not_judged":[],"sets":[{"exercise":"hip_bridge","start_s":11.0,
            "end_s":14.0,"n_reps":1,"score":80.0,"confidence":1.0,"rhythm":null}],
            "partial_reps":[{"start_s":15.0,"end_s":16.0,"why":""}],"coverage":1.0,
            "view":{"side_on":true,"yaw_deg":0.0,"person_px":600.0,"warnings":[]},"notes":[],"refusal":null}"#;
        let shifted = json
            .replace(":11.0", ":1.0")
            .replace(":12.0", ":2.0")
            .replace(":13.0", ":3.0")
            .replace(":14.0", ":4.0")
            .replace(":15.0", ":5.0")
            .replace(":16.0", ":6.0");
        let [before, after]: [Judgement; 2] = [json, &shifted].map(|json| serde_json::from_str(json).unwrap());
        assert_eq!(before.clone().since(10.0), after);
        assert_eq!(before.clone().since(0.0), before);
    }
}
