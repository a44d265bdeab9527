//! Statements of the rules in the reader's language, by their code.

use super::{Words, fill};
use crate::core::exercise::AskedView;
use crate::core::judge::ViewWarning;
use crate::core::report::{Code, Refusal, RefusalReason, Statement};
use crate::io::words::Trouble;

impl Words {
    /// A statement of the rules: in this language where it has it, else in English.
    pub(crate) fn say(&self, said: &Statement) -> String {
        self.say_code(said).unwrap_or_else(|| said.text.clone())
    }

    fn say_code(&self, said: &Statement) -> Option<String> {
        let exercise = || self.exercises.get(said.value("exercise")?);
        match said.code {
            Code::Rule => exercise()?.reasons.get(said.value("rule")?).cloned(),
            Code::HiddenRule => {
                let why = exercise()?.reasons.get(said.value("rule")?)?;
                self.filled(said, &[("why", why)])
            }
            Code::NeverJudged => exercise()?.never_judged.clone(),
            Code::View => Some(self.warning(ViewWarning::by_id(said.value("warning")?)?).to_owned()),
            Code::NotSeen | Code::TakesMore => {
                let fault = exercise()?.faults.get(said.value("fault")?)?;
                self.filled(said, &[("needs", fault.needs.as_deref()?)])
            }
            Code::AtAnAngle => self.filled(said, &[("turn", self.turns.get(said.value("asked_view")?)?)]),
            Code::NothingCounted => self.filled(said, &[("why", self.refusals.get(said.value("refusal")?)?)]),
            Code::Learned => self.filled(said, &[("name", self.exercise_name(said.value("exercise")?))]),
            _ => self.filled(said, &[]),
        }
    }

    /// This language's words for a code, with the statement's values and these.
    fn filled(&self, said: &Statement, more: &[(&str, &str)]) -> Option<String> {
        let local: Vec<(&str, String)> =
            said.values.iter().map(|(name, value)| (name.as_str(), self.local(value))).collect();
        let own = local.iter().map(|(name, value)| (*name, value.as_str()));
        let values: Vec<(&str, &str)> = own.chain(more.iter().copied()).collect();
        Some(fill(self.statements.get(&said.code.id())?, &values))
    }

    /// Why nothing is scored, or followed.
    pub(crate) fn refusal(&self, reason: RefusalReason) -> Option<&str> {
        self.refusals.get(&reason.id()).map(String::as_str)
    }

    /// The same of a report, with what was seen and not counted.
    pub(crate) fn refused(&self, refusal: &Refusal) -> String {
        let of_view = match refusal.asked_view {
            Some(AskedView::Front) => self.refusals.get("not_front_on").map(String::as_str),
            Some(AskedView::SideOrFront) => self.refusals.get("not_side_or_front_on").map(String::as_str),
            Some(AskedView::Side) | None => None,
        };
        let said = of_view.or_else(|| self.refusal(refusal.reason)).unwrap_or(&refusal.message).to_owned();
        if refusal.tally.is_empty() {
            return said;
        }
        let tally: Vec<String> = refusal.tally.iter().map(|it| format!("{} × {}", it.n, self.say(&it.why))).collect();
        format!("{said} {}", fill(&self.result.not_counted, &[("what", &tally.join(", "))]))
    }

    /// Returns what went wrong, as a sentence.
    pub(crate) fn trouble(&self, trouble: &Trouble) -> String {
        crate::io::words::Words::of(Some(&self.code), None).trouble_sentence(trouble)
    }
}
