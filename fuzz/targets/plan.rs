//! Feeds any bytes as a plan: its text, the days on which it is due, and a step to the second level of each item.
#![no_main]

use formcheck::core::plan::{parse, text, with_level};
use jiff::ToSpan as _;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(written) = std::str::from_utf8(bytes) else { return };
    let Ok(plan) = parse(written) else { return };
    let _text = text(&plan);
    let monday = date(2026, 3, 2);
    for days in 0..7 {
        let day = monday.saturating_add(days.days());
        let _due = plan.due(day);
    }
    for item in &plan.items {
        if let Ok(stepped) = with_level(written, &item.key(), 1, monday) {
            parse(&stepped).expect("a plan with another level is a plan");
        }
    }
});
