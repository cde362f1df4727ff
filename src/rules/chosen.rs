//! The checks of the rules that are on: those of a rule that is off are not run at all.

use std::sync::OnceLock;

use crate::diagnostic::RuleId;
use crate::rules::{Check, Profile, Rule, all};

/// Which rules are on, with their checks by what they are asked about.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// For each rule, in the order of the registry.
    on: Vec<bool>,
    /// What is asked of every object.
    pub(super) of_objects: Vec<(RuleId, Check)>,
    /// What is asked of every workload with a pod.
    pub(super) of_pods: Vec<(RuleId, Check)>,
    /// What is asked of all objects of a run.
    pub(super) of_all: Vec<(RuleId, Check)>,
}

/// The same rules are on.
impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        self.on == other.on
    }
}

impl Eq for Chosen {}

impl Chosen {
    /// The rules that `is_on` names.
    #[must_use]
    pub fn of(is_on: impl Fn(&'static Rule) -> bool) -> Self {
        let mut chosen = Self::default();
        for rule in all() {
            let is_on = is_on(rule);
            chosen.on.push(is_on);
            for check in rule.checks.iter().filter(|_| is_on) {
                let meant = match check {
                    Check::All(_) => &mut chosen.of_all,
                    Check::Object(_) | Check::Role(_) => &mut chosen.of_objects,
                    Check::Field(field) if !field.is_of_pods() => &mut chosen.of_objects,
                    Check::Pod(_) | Check::Together(_) | Check::Several(_) | Check::Field(_) => {
                        &mut chosen.of_pods
                    }
                };
                meant.push((rule.id, *check));
            }
        }
        chosen
    }

    /// The rules of a profile.
    #[must_use]
    pub fn profile(profile: Profile) -> Self {
        Self::of(|rule| profile.has(rule))
    }

    /// Those that are on where nobody says otherwise.
    #[must_use]
    pub fn recommended() -> &'static Self {
        static RECOMMENDED: OnceLock<Chosen> = OnceLock::new();
        RECOMMENDED.get_or_init(|| Self::profile(Profile::Recommended))
    }

    /// Whether a rule is on; one that nobody knows is.
    #[must_use]
    pub fn has(&self, rule: RuleId) -> bool {
        let at = super::place_of(rule);
        at.and_then(|at| self.on.get(at)).is_none_or(|on| *on)
    }

    /// The rules that are on here or in one of the others.
    #[must_use]
    pub fn or<'c>(&self, others: impl Iterator<Item = &'c Self>) -> Self {
        let mut others = others.filter(|other| *other != self).peekable();
        if others.peek().is_none() {
            return self.clone();
        }
        let others: Vec<&Self> = others.collect();
        Self::of(|rule| self.has(rule.id) || others.iter().any(|other| other.has(rule.id)))
    }
}
