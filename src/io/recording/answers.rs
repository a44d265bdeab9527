//! What the answers of a profile allow.

use super::{Answers, NotToday, Settings};
use crate::core::exercise::Exercise;
use crate::core::judge::Search;
use crate::core::safety::{Clearance, clearance};

impl Answers {
    /// Returns whether a session that looks for this may begin: it may where every exercise that is looked for may.
    /// An open search does not look for exercises that are left out, see [`Self::narrowed`].
    pub fn clearance(&self, search: Search) -> Clearance {
        let each: Vec<Clearance> = search.exercises().into_iter().map(|exercise| self.of(exercise)).collect();
        let offered = each.iter().filter(|it| !search.is_open() || **it != Clearance::NotOffered).max();
        offered.or_else(|| each.iter().max()).copied().unwrap_or(Clearance::SeeDoctor)
    }

    /// Returns the search among the exercises that are offered; only one for an open exercise is narrowed.
    pub fn narrowed(&self, search: Search) -> Search {
        let offered: Vec<&'static Exercise> =
            search.exercises().into_iter().filter(|exercise| self.of(exercise) != Clearance::NotOffered).collect();
        if !search.is_open() || offered.is_empty() || offered.len() == search.exercises().len() {
            return search;
        }
        // A few hundred bytes for each press of a button: exercises of files stay for good, too.
        Search::Among(offered.leak())
    }

    fn of(&self, exercise: &'static Exercise) -> Clearance {
        let yes: Vec<&str> = self.yes.iter().map(String::as_str).collect();
        clearance(exercise, &yes, self.has_asked)
    }
}

impl Settings {
    /// Returns the answers of the profile in use; `None`: not asked yet.
    pub fn answers(&self) -> Option<&Answers> {
        self.profiles.get(self.profile)?.answers.as_ref()
    }

    /// Returns settings with these answers of the profile in use.
    pub fn with_answers(&self, answers: Answers) -> Self {
        let mut changed = self.clone();
        if let Some(profile) = changed.profiles.get_mut(self.profile) {
            profile.answers = Some(answers);
        }
        changed
    }
}

impl Settings {
    /// Returns what was too strong for the profile in use on this day, if anything was.
    pub fn not_today(&self, day: &str) -> Option<&NotToday> {
        self.profiles.get(self.profile)?.not_today.as_ref().filter(|not_today| not_today.day == day)
    }

    /// Returns settings with this of the profile in use.
    pub fn with_not_today(&self, not_today: Option<NotToday>) -> Self {
        let mut changed = self.clone();
        if let Some(profile) = changed.profiles.get_mut(self.profile) {
            profile.not_today = not_today;
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST};

    fn said(yes: &[&str], has_asked: bool) -> Answers {
        Answers { yes: yes.iter().map(|id| (*id).to_owned()).collect(), has_asked }
    }

    #[test]
    fn what_is_left_out_is_not_looked_for_among_the_others() {
        let answers = said(&["osteoporosis"], true);
        let narrowed = answers.narrowed(Search::Auto).exercises();
        assert!(narrowed.contains(&&HIP_BRIDGE) && !narrowed.contains(&&KNEE_TO_CHEST));
        assert_eq!(answers.narrowed(Search::One(&KNEE_TO_CHEST)), Search::One(&KNEE_TO_CHEST));
        assert_eq!(said(&[], false).narrowed(Search::Auto), Search::Auto);
    }

    #[test]
    fn what_looks_for_every_exercise_may_begin_only_where_each_may() {
        let of = |yes: &[&str], has_asked| {
            let answers = said(yes, has_asked);
            [Search::One(&HIP_BRIDGE), Search::One(&KNEE_TO_CHEST), Search::Auto].map(|it| answers.clearance(it))
        };
        assert_eq!(of(&[], false), [Clearance::Begin; 3]);
        assert_eq!(of(&["a question of tomorrow"], false), [Clearance::Begin; 3]);
        assert_eq!(of(&["pregnancy"], false), [Clearance::AskFirst; 3]);
        assert_eq!(of(&["pregnancy"], true), [Clearance::Begin; 3]);
        let bones = [Clearance::Begin, Clearance::NotOffered, Clearance::Begin];
        assert_eq!(of(&["osteoporosis"], true), bones);
        assert_eq!(of(&["osteoporosis", "leg_weakness"], true), [Clearance::SeeDoctor; 3]);
    }

    #[test]
    fn answers_are_those_of_the_profile_in_use_and_of_no_other() {
        let mut settings = Settings::default();
        settings.profiles.push(settings.profiles[0].clone());
        settings.profile = 1;
        let changed = settings.with_answers(said(&["cancer"], false));
        assert_eq!(changed.answers(), Some(&said(&["cancer"], false)));
        assert_eq!(changed.profiles[0], settings.profiles[0]);
        assert_eq!(settings.answers(), None);
    }
}
