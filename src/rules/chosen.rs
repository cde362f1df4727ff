//! The checks of the rules that are on: those of a rule that is off are not run at all.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::RuleId;
use crate::rules::{Check, Own, Profile, Registry, Rule};

/// Which rules are on, with their checks by what they are asked about.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// The rules of which some are on.
    pub rules: Registry,
    /// For each rule, in the order of the registry.
    on: Vec<bool>,
    /// What is asked of every object.
    pub(super) of_objects: Vec<(RuleId, Check)>,
    /// What is asked of every workload with a pod.
    pub(super) of_pods: Vec<(RuleId, Check)>,
    /// What is asked of all objects of a run.
    pub(super) of_all: Vec<(RuleId, Check)>,
    /// What people have written, and is asked of every object by itself.
    pub(super) written: Vec<(RuleId, Arc<Own>)>,
    /// What they have written, and is asked of objects with others beside them.
    pub(super) written_of_all: Vec<(RuleId, Arc<Own>)>,
}

/// The same rules are on.
impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        self.on == other.on && self.rules == other.rules
    }
}

impl Eq for Chosen {}

impl Chosen {
    /// Those of some rules that `is_on` names.
    #[must_use]
    pub fn of(rules: &Registry, is_on: impl Fn(&Rule) -> bool) -> Self {
        let mut chosen = Self {
            rules: rules.clone(),
            ..Self::default()
        };
        for rule in rules.all() {
            let is_on = is_on(rule);
            chosen.on.push(is_on);
            for check in rule.checks.iter().filter(|_| is_on) {
                let meant = match check {
                    Check::Written(own) => {
                        let written = match own.looks_around() {
                            true => &mut chosen.written_of_all,
                            false => &mut chosen.written,
                        };
                        written.push((rule.id, Arc::clone(own)));
                        continue;
                    }
                    Check::All(_) => &mut chosen.of_all,
                    Check::Object(_) | Check::Role(_) => &mut chosen.of_objects,
                    Check::Field(field) if !field.is_of_pods() => &mut chosen.of_objects,
                    Check::Pod(_) | Check::Together(_) | Check::Several(_) | Check::Field(_) => {
                        &mut chosen.of_pods
                    }
                };
                meant.push((rule.id, check.clone()));
            }
        }
        chosen
    }

    /// The rules of a profile.
    #[must_use]
    pub fn profile(profile: Profile) -> Self {
        Self::of(&Registry::default(), |rule| profile.has(rule))
    }

    /// Those that are on where nobody says otherwise.
    #[must_use]
    pub fn recommended() -> &'static Self {
        static RECOMMENDED: OnceLock<Chosen> = OnceLock::new();
        RECOMMENDED.get_or_init(|| Self::profile(Profile::Recommended))
    }

    /// Whether a rule is on.
    #[must_use]
    pub fn has(&self, rule: RuleId) -> bool {
        let at = self.rules.place_of(rule);
        at.and_then(|at| self.on.get(at)).is_some_and(|on| *on)
    }

    /// Whether rules are on that people have written and that look at several objects.
    #[must_use]
    pub fn looks_around(&self) -> bool {
        !self.written_of_all.is_empty()
    }

    /// Whether one of these looks at objects of a kind beside the one that it is asked about.
    #[must_use]
    pub fn looks_at(&self, api_version: &str, kind: &str) -> bool {
        let mut all = self.written_of_all.iter();
        all.any(|(_, own)| own.looks_at(api_version, kind))
    }

    /// Whether one of these may be asked of objects of a kind.
    #[must_use]
    pub fn may_ask(&self, api_version: &str, kind: &str) -> bool {
        let mut all = self.written_of_all.iter();
        all.any(|(_, own)| own.is_about(api_version, kind))
    }

    /// The rules that are on here or in one of the others.
    #[must_use]
    pub fn or<'c>(&'c self, others: impl Iterator<Item = &'c Self>) -> Self {
        let mut others = others.filter(|other| *other != self).peekable();
        if others.peek().is_none() {
            return self.clone();
        }
        let all: Vec<&Self> = [self].into_iter().chain(others).collect();
        let rules = Registry::united(all.iter().map(|chosen| &chosen.rules));
        Self::of(&rules, |rule| all.iter().any(|one| one.has(rule.id)))
    }
}
