//! Words of the rules by exercise, fault and code: in this language where it is known, else as the rules have it.

use super::tables::ExerciseWords;
use super::{Words, fill};
use crate::core::exercise::{self, AskedView, Exercise};
use crate::core::exercises;
use crate::core::report::{Code, Finding, Refusal, Statement};

impl Words {
    pub(super) fn exercise_name<'a>(&'a self, exercise: &'a Exercise) -> &'a str {
        let table = self.exercise_words(exercise.id).map(|words| words.name.as_str());
        table.or_else(|| self.own(exercise).map(|words| words.name)).unwrap_or(exercise.name)
    }

    /// Returns the name of the measure that an exercise is about.
    pub fn measure<'a>(&'a self, exercise: &'a Exercise) -> &'a str {
        let table = self.exercise_words(exercise.id).map(|words| words.measure.as_str());
        table.or_else(|| self.own(exercise).map(|words| words.measure)).unwrap_or(exercise.key.label)
    }

    /// Returns the name of that measure in a narrow column.
    pub fn key_name<'a>(&'a self, exercise: &'a Exercise) -> &'a str {
        if self.rules_said.is_none() { exercise.key.name } else { self.measure(exercise) }
    }

    /// Returns the name of a reading of reports, with its unit.
    pub fn reading(&self, exercise: &str, id: &str) -> String {
        let own = || {
            let words = exercises::by_name(exercise)?.about.words;
            words.iter().find(|words| words.language == self.code)?.measure_name(id).map(str::to_owned)
        };
        self.measures.measures.get(id).cloned().or_else(own).unwrap_or_else(|| id.replace('_', " "))
    }

    /// Returns what is wrong, in two or three words.
    pub fn fault(&self, exercise: &str, id: &str) -> String {
        let table = self.exercise_words(exercise).and_then(|words| Some(words.faults.get(id)?.name.clone()));
        let own = || Some(self.own_fault(exercise, id)?.name.to_owned());
        table.or_else(own).unwrap_or_else(|| id.replace('_', " "))
    }

    /// Returns what to do about a finding.
    pub fn cue(&self, exercise: &str, finding: &Finding) -> String {
        let table = self.exercise_words(exercise).and_then(|words| Some(words.faults.get(&finding.fault)?.cue.clone()));
        let own = || Some(self.own_fault(exercise, &finding.fault)?.cue.to_owned());
        table.or_else(own).unwrap_or_else(|| finding.cue.clone())
    }

    /// Returns the source of a fault's limit; the rule's own is given.
    pub fn source_of(&self, exercise: &str, fault: &str, rule: &str) -> String {
        let table = self.exercise_words(exercise).and_then(|words| words.faults.get(fault)?.source.clone());
        let own = || Some(self.own_fault(exercise, fault)?.source?.to_owned());
        table.or_else(own).unwrap_or_else(|| rule.to_owned())
    }

    /// Returns a statement of the rules.
    pub fn say(&self, said: &Statement) -> String {
        self.say_code(said).unwrap_or_else(|| said.text.clone())
    }

    /// Returns why nothing is scored, with what was seen and not counted.
    pub fn refused(&self, refusal: &Refusal) -> String {
        let Some(rules) = &self.rules_said else { return refusal.message.clone() };
        let id = match refusal.asked_view {
            Some(AskedView::Front) => "not_front_on".to_owned(),
            Some(AskedView::SideOrFront) => "not_side_or_front_on".to_owned(),
            Some(AskedView::Side) | None => refusal.reason.id(),
        };
        let Some(said) = rules.refusals.get(&id) else { return refusal.message.clone() };
        let said = said.trim_end_matches('.').to_owned();
        let tally: Vec<String> = refusal.tally.iter().map(|it| format!("{} × {}", it.n, self.say(&it.why))).collect();
        if tally.is_empty() {
            return said;
        }
        let others = fill(&self.t_other, &[("why", &tally.join(", "))]);
        format!("{said} ({others})")
    }

    fn say_code(&self, said: &Statement) -> Option<String> {
        let rules = self.rules_said.as_ref()?;
        let exercise = || said.value("exercise");
        match said.code {
            Code::Rule => self.reason(exercise()?, said.value("rule")?),
            Code::HiddenRule => {
                let why = self.reason(exercise()?, said.value("rule")?)?;
                self.filled(said, &[("why", &why)])
            }
            Code::NeverJudged => {
                let table = self.exercise_words(exercise()?).and_then(|words| words.never_judged.clone());
                table.or_else(|| Some(self.own(exercises::by_name(exercise()?)?)?.never_judged.to_owned()))
            }
            Code::View => rules.warnings.get(said.value("warning")?).cloned(),
            Code::NotSeen | Code::TakesMore => {
                let needs = self.needs(exercise()?, said.value("fault")?)?;
                self.filled(said, &[("needs", &needs)])
            }
            Code::AtAnAngle => self.filled(said, &[("turn", rules.turns.get(said.value("asked_view")?)?)]),
            Code::NothingCounted => self.filled(said, &[("why", rules.refusals.get(said.value("refusal")?)?)]),
            Code::Learned => self.filled(said, &[("name", &self.exercise(exercise()?))]),
            _ => self.filled(said, &[]),
        }
    }

    /// This language's words for a code, with the statement's values, whose numbers are this language's, and these.
    fn filled(&self, said: &Statement, more: &[(&str, &str)]) -> Option<String> {
        let own: Vec<(&str, String)> =
            said.values.iter().map(|(name, value)| (name.as_str(), self.decimal(value))).collect();
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let values: Vec<(&str, &str)> = more.iter().copied().chain(own).collect();
        Some(fill(self.rules_said.as_ref()?.statements.get(&said.code.id())?, &values))
    }

    fn reason(&self, exercise: &str, rule: &str) -> Option<String> {
        let table = self.exercise_words(exercise).and_then(|words| words.reasons.get(rule).cloned());
        table.or_else(|| self.own(exercises::by_name(exercise)?)?.reason(rule).map(str::to_owned))
    }

    fn needs(&self, exercise: &str, fault: &str) -> Option<String> {
        let table = self.exercise_words(exercise).and_then(|words| words.faults.get(fault)?.needs.clone());
        table.or_else(|| Some(self.own_fault(exercise, fault)?.needs?.to_owned()))
    }

    fn exercise_words(&self, id: &str) -> Option<&ExerciseWords> {
        self.rules_said.as_ref()?.exercises.get(id)
    }

    /// The words that an exercise of a file brings along in this language; the rules' own say it in English.
    fn own(&self, exercise: &Exercise) -> Option<&'static exercise::Words> {
        self.rules_said.as_ref()?;
        exercise.about.words.iter().find(|words| words.language == self.code)
    }

    fn own_fault(&self, exercise: &str, fault: &str) -> Option<&'static exercise::FaultWords> {
        self.own(exercises::by_name(exercise)?)?.faults.iter().find(|it| it.id == fault)
    }
}
