//! Words for what was done of the effort that an exercise asks for.

use serde::Deserialize;

/// What was done in a set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EffortWords {
    pub(crate) title: String,
    pub(crate) held: String,
    pub(crate) cadence: String,
    pub(crate) cadence_asked: String,
    pub(crate) cadence_now: String,
    pub(crate) step_said: String,
}
