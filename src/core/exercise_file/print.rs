//! An exercise as the text of a file. Comments mark the rules that a built-in exercise has in code.

mod rules;
mod words;

use std::fmt::Display;

use super::FORMAT;
use super::measures::{self, BUILT_IN};
use super::names::{of_part, of_point};
use super::units::KeyUnit;
use crate::core::exercise::{
    Also, Confirms, Effort, Exercise, JointSignal, KeyMeasure, Limbs, Origin, PoseRange, Signal, Variants, Words,
};
use crate::core::measure::{Correction, Measure, PointOf, Quantity};
use crate::core::skeleton::Part;

/// Returns the exercise as the text of a file. [`parse`](super::parse) reads it again, unless a comment in it names
/// code.
pub fn text(exercise: &Exercise) -> String {
    let mut page = Page::default();
    head(&mut page, exercise);
    effort(&mut page, exercise.effort);
    for range in exercise.posture.ranges {
        posture_range(&mut page, range);
    }
    for measure in exercise.measures.iter().filter(|measure| measure.correction != Correction::NONE) {
        let (name, Measure { correction, model_error, .. }) = (measures::name(measure), measure);
        let Correction { slope, plus, per_yaw_deg } = correction;
        page.code(&format!(
            "`{name}` on the near leg: {slope} × the angle of the points + {plus} + {per_yaw_deg} × the yaw of the camera \
             towards the feet, in degrees, with an error of {model_error}"
        ));
    }
    for measure in own_measures(exercise) {
        own_measure(&mut page, &measure, exercise.about.words);
    }
    match &exercise.signal {
        Signal::Joints(it) => signal(&mut page, it),
        Signal::Texture(rhythm) => {
            page.code(&format!("signal: the texture over the {:?}", rhythm.patch).to_lowercase());
        }
    }
    match exercise.confirms {
        Confirms::Criteria(all) => {
            for criterion in all {
                rules::criterion(&mut page, criterion, exercise.about.words);
            }
        }
        Confirms::Custom(_) => page.code("criteria: what makes a movement a repetition of this exercise"),
    }
    key(&mut page, &exercise.key);
    for fault in exercise.faults {
        rules::fault(&mut page, fault, exercise.about.words);
    }
    for fault in exercise.set_faults {
        rules::set_fault(&mut page, fault);
    }
    words::all(&mut page, exercise);
    page.0
}

/// A text that grows line by line.
#[derive(Debug, Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn table(&mut self, header: &str) {
        self.line(&format!("\n{header}"));
    }

    fn key(&mut self, key: &str, value: impl Display) {
        self.line(&format!("{key} = {value}"));
    }

    fn quoted(&mut self, key: &str, text: &str) {
        self.key(key, quoted(text));
    }

    /// Says of what is no data, but a rule of the program.
    fn code(&mut self, what: &str) {
        self.line(&format!("\n# In code, {what}."));
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list(items: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| quoted(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}

fn head(page: &mut Page, exercise: &Exercise) {
    let about = &exercise.about;
    if has_code(exercise) {
        page.line(&format!(
            "# Built in. Lines with \"In code\" stand for rules that are no data: see src/core/exercises/{}.rs.\n",
            exercise.id
        ));
    }
    page.key("format", FORMAT);
    page.quoted("id", exercise.id);
    page.quoted("family", about.family.id());
    page.quoted("posture", exercise.posture.kind.id());
    page.key("contacts", list(exercise.posture.contacts.iter().map(|part| of_part(*part))));
    page.key("views", list(exercise.views.iter().map(|view| view.id())));
    page.quoted("way", exercise.way.id());
    match exercise.variants {
        Variants::Both(id) | Variants::OneLimb(id) => page.quoted("variant", id),
        Variants::Custom(_) => page.line("# In code, variant: which way a repetition was done."),
    }
    page.key("reported", list(exercise.measures.iter().map(measures::name)));
    if exercise.also.contains(&Also::Rocking) {
        page.key("also", list(["rocking"]));
    }
    if exercise.also.contains(&Also::Rhythm) {
        page.line("# In code, also: period and range of the texture's rhythm.");
    }
    if let Some(best) = exercise.best_is_least {
        page.quoted("best_is_least", measures::name(&best));
    }
    page.key("cautions", list(about.cautions));
    if matches!(about.origin, Origin::Learned { .. }) {
        page.key("learned", true);
    }
}

/// Returns true if no file can express all of it.
fn has_code(exercise: &Exercise) -> bool {
    let by_rule = matches!(exercise.confirms, Confirms::Custom(_)) || matches!(exercise.variants, Variants::Custom(_));
    by_rule || exercise.rhythm().is_some() || !exercise.set_faults.is_empty()
}

fn effort(page: &mut Page, effort: Effort) {
    page.table("[effort]");
    match effort {
        Effort::Repetitions { goal } => {
            page.quoted("kind", "repetitions");
            if let Some(goal) = goal {
                page.key("goal", goal);
            }
        }
        Effort::Hold => page.quoted("kind", "hold"),
        Effort::Cycles { per_minute } => {
            page.quoted("kind", "cycles");
            if let Some([from, to]) = per_minute {
                page.key("from_per_minute", from);
                page.key("to_per_minute", to);
            }
        }
    }
}

fn posture_range(page: &mut Page, PoseRange { measure, from, to }: &PoseRange) {
    let unit = KeyUnit::of_measure(measure).suffix();
    page.table("[[posture_ranges]]");
    page.quoted("measure", measures::name(measure));
    page.key(&format!("from_{unit}"), from);
    page.key(&format!("to_{unit}"), to);
}

fn signal(page: &mut Page, JointSignal { measure, limbs, least_range }: &JointSignal) {
    page.table("[signal]");
    page.quoted("measure", measures::name(measure));
    page.quoted("limbs", limbs_id(*limbs));
    page.key(&format!("least_range_{}", KeyUnit::of_measure(measure).suffix()), least_range);
}

const fn limbs_id(limbs: Limbs) -> &'static str {
    match limbs {
        Limbs::Both => "both",
        Limbs::Each => "each",
        Limbs::LeftAndRight => "left_and_right",
    }
}

fn key(page: &mut Page, key: &KeyMeasure) {
    page.table("[key]");
    page.quoted("measure", measures::name(&key.measure));
    page.quoted("name", key.name);
    page.quoted("label", key.label);
    page.quoted("fine", key.fine);
    if let Some([from, to]) = key.plausible {
        let unit = KeyUnit::of_measure(&key.measure).suffix();
        page.key(&format!("plausible_from_{unit}"), from);
        page.key(&format!("plausible_to_{unit}"), to);
    }
}

/// Every measure that it uses and the program has not, by name.
fn own_measures(exercise: &Exercise) -> Vec<Measure> {
    let criteria = match exercise.confirms {
        Confirms::Criteria(all) => all,
        Confirms::Custom(_) => &[],
    };
    let read =
        exercise.faults.iter().map(|fault| &fault.reads).chain(criteria.iter().map(|criterion| &criterion.reads));
    let mut used: Vec<Measure> = read.filter_map(|reads| reads.measure().copied()).collect();
    used.extend(exercise.joint_signal().map(|signal| signal.measure));
    used.extend(exercise.posture.ranges.iter().map(|range| range.measure));
    used.extend(exercise.measures.iter().copied().chain([exercise.key.measure]));
    used.retain(|measure| !BUILT_IN.contains(measure) && measure.correction == Correction::NONE);
    used.sort_by_key(|measure| measure.id);
    used.dedup_by_key(|measure| measure.id);
    used
}

fn own_measure(page: &mut Page, measure: &Measure, words: &[Words]) {
    let points = |points: &[PointOf]| list(points.iter().map(|point| of_point(*point)));
    page.table(&format!("[measures.{}]", measures::name(measure)));
    match &measure.quantity {
        Quantity::Angle(three) => page.key("angle", points(three)),
        Quantity::SignedAngle(three) => page.key("signed_angle", points(three)),
        Quantity::Flexion(three) => page.key("flexion", points(three)),
        Quantity::SignedFlexion(three) => page.key("signed_flexion", points(three)),
        Quantity::Height(two) => page.key("height", points(two)),
        Quantity::Distance(two) => page.key("distance", points(two)),
        Quantity::Inclination(two) => page.key("inclination", points(two)),
        Quantity::Nearest(point, part) => page.key("nearest", point_and_part(*point, *part)),
        Quantity::Farthest(point, part) => page.key("farthest", point_and_part(*point, *part)),
    }
    page.key(&format!("error_{}", KeyUnit::of_measure(measure).suffix()), measure.model_error);
    page.key("error_per_yaw_deg", measure.error_per_yaw_deg);
    let names =
        words.iter().filter_map(|it| Some(format!("{} = {}", it.language, quoted(it.measure_name(measure.id)?))));
    let names: Vec<String> = names.collect();
    if !names.is_empty() {
        page.key("name", format!("{{ {} }}", names.join(", ")));
    }
}

fn point_and_part(point: PointOf, part: Part) -> String {
    format!("{{ point = {}, part = {} }}", quoted(&of_point(point)), quoted(of_part(part)))
}
