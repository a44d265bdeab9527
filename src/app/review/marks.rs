//! What the person says against or beside the machine, while it is looked at: kept beside the report, never over it.

use crate::io::recording::Remark;

/// Everything that the person says of one session, in order of its making.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Remarks {
    all: Vec<Remark>,
}

impl From<Vec<Remark>> for Remarks {
    fn from(all: Vec<Remark>) -> Self {
        Self { all }
    }
}

impl Remarks {
    /// Adds a remark, or takes the same one back.
    pub fn toggle(&mut self, remark: Remark) {
        let before = self.all.len();
        self.all.retain(|other| *other != remark);
        if self.all.len() == before {
            self.all.push(remark);
        }
    }

    /// Returns true if it is said.
    pub fn has(&self, remark: &Remark) -> bool {
        self.all.contains(remark)
    }

    /// Returns true if the repetition that begins then is said to be none.
    pub fn is_no_rep(&self, begin_secs: f64) -> bool {
        self.all.iter().any(|it| matches!(it, Remark::NotARepetition { start_s, .. } if *start_s == begin_secs))
    }

    /// Returns what was noted of instants, in order of time: when (in s), and the words.
    pub fn notes(&self) -> Vec<(f64, &str)> {
        let note = |remark| match remark {
            &Remark::Note { ref text, time_s: Some(at), .. } => Some((at, text.as_str())),
            _ => None,
        };
        let mut notes: Vec<(f64, &str)> = self.all.iter().filter_map(note).collect();
        notes.sort_by(|a, b| a.0.total_cmp(&b.0));
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_remark_twice_is_none() {
        let mut remarks = Remarks::default();
        let (no_rep, disagrees) = (
            Remark::NotARepetition { rep: 1, start_s: 7.0 },
            Remark::Disagrees { rep: Some(1), fault: "hips_low".into() },
        );
        for remark in [&no_rep, &disagrees] {
            remarks.toggle(remark.clone());
        }
        assert!(remarks.has(&no_rep) && remarks.has(&disagrees) && remarks.is_no_rep(7.0) && !remarks.is_no_rep(2.0));
        remarks.toggle(no_rep.clone());
        assert!(!remarks.has(&no_rep) && remarks.has(&disagrees));
    }

    #[test]
    fn notes_come_in_order_of_time() {
        let mut remarks = Remarks::default();
        for (at, text) in [(9.0, "the phone rang"), (3.0, "the cat walked past")] {
            remarks.toggle(Remark::Note { text: text.into(), rep: None, time_s: Some(at) });
        }
        assert_eq!(remarks.notes(), [(3.0, "the cat walked past"), (9.0, "the phone rang")]);
    }
}
