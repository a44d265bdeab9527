//! What is said at which second.

use crate::athlete::{Athlete, Bridge, Script, Stance};
use crate::athlete::body::Planting;
use crate::sitting::{COUNT, heard, transcript};

#[test]
fn a_whole_sitting_is_heard_from_standing_up_to_the_result() {
    let low = Bridge { top_deg: 150.0, ..Bridge::GOOD };
    let head = Bridge { besides: Planting { head: 0.12, ..Planting::FLAT }, ..Bridge::GOOD };
    let script = Script::from(Stance::standing(1.0)).stay(8.0).go(Stance::sat_up(100.0), 2.0).go(Stance::rest(), 2.0)
        .stay(15.0).bridges(2, Bridge::GOOD).bridges(1, low).bridges(1, Bridge::GOOD).bridges(2, head);
    println!("{}", transcript(&heard(COUNT, &Athlete::SIDE_ON.samples(&script))));
}
