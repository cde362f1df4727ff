//! What is made of a finding: whether its rule is on, at which level it is reported, and which overrides
//! speak of it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::file::File;
use super::unused::Used;
use super::written::{At, SetLevel, Written, WrittenOverride};
use crate::diagnostic::{Diagnostic, Level, RuleId};
use crate::rules::{Chosen, Ignored, Profile, Registry, Rule, Selector};
use crate::wildcard::is_like;

/// Which rules are on and what is special, settled for one directory. The default leaves everything as
/// the rules' pages say.
#[derive(Debug)]
pub struct Policy {
    /// The rules that are on.
    pub chosen: Chosen,
    /// The profile that they are chosen from.
    pub(super) profile: Profile,
    /// For each rule, in the order of the registry, the level that is set; empty if none is.
    levels: Vec<Option<Level>>,
    overrides: Vec<Override>,
    /// The fields at which findings are left out.
    at_fields: Vec<Ignored>,
    /// For each rule, in the order of the registry, which overrides speak of it; empty if there are none.
    speaking: Vec<Vec<usize>>,
    /// Whether what is suppressed must say why.
    pub require_reason: bool,
    /// Whether what Argo CD, Flux and helmfile deliver is followed.
    pub gitops: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self::of(Chosen::recommended().clone())
    }
}

/// What is made of a finding of a rule that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its level.
    pub level: Level,
    /// Whether an override leaves it out.
    pub ignored: bool,
}

#[derive(Debug)]
struct Override {
    file: Arc<File>,
    /// Its number in the file.
    at: usize,
}

impl Policy {
    /// What the files say of rules, the outermost first, and then the flags. `also`: a rule that every profile is to have.
    pub(super) fn new(
        files: &[Arc<File>],
        flags: &Written,
        rules: &Registry,
        also: Option<RuleId>,
    ) -> Self {
        let layers = layers(files, flags);
        let overrides = files.iter().flat_map(|file| {
            let of = |at| Override {
                file: Arc::clone(file),
                at,
            };
            (0..file.written.overrides.len()).map(of)
        });
        let overrides: Vec<Override> = overrides.collect();
        let profile = profile(&layers);
        let has = |rule: &Rule| profile.has(rule) || also == Some(rule.id);
        Self {
            profile,
            levels: levels(&layers, rules),
            speaking: speaking(&overrides, rules),
            overrides,
            at_fields: at_fields(&layers),
            require_reason: layers
                .iter()
                .rev()
                .find_map(|layer| layer.require_reason.as_ref())
                .is_some_and(|flag| flag.value),
            gitops: layers
                .iter()
                .rev()
                .find_map(|layer| layer.gitops.as_ref())
                .is_none_or(|flag| flag.value),
            ..Self::of(chosen(&layers, rules, &has))
        }
    }

    /// That of a run in which these rules are on.
    #[must_use]
    pub fn of(chosen: Chosen) -> Self {
        Self {
            chosen,
            profile: Profile::default(),
            levels: Vec::new(),
            overrides: Vec::new(),
            at_fields: Vec::new(),
            speaking: Vec::new(),
            require_reason: false,
            gitops: true,
        }
    }

    /// That of a run in which one of some rules is on, alone or on top of the others that are.
    #[must_use]
    pub fn with(rules: &Registry, rule: RuleId, alone: bool) -> Self {
        let default = Profile::default();
        let is_on = |known: &Rule| known.id == rule || !alone && default.has(known);
        Self::of(Chosen::of(rules, is_on))
    }

    /// The rules that it speaks of.
    #[must_use]
    pub fn rules(&self) -> &Registry {
        &self.chosen.rules
    }

    /// Whether the findings of a rule are asked for.
    #[must_use]
    pub fn is_on(&self, rule: RuleId) -> bool {
        self.chosen.has(rule)
    }

    /// Whether the findings of every rule that is meant are asked for, so that where none is, none would be.
    #[must_use]
    pub fn is_all_on(&self, selector: Selector) -> bool {
        let rules = self.rules();
        let mut all = rules.all();
        all.all(|rule| !selector.covers(rule.id, rules) || self.is_on(rule.id))
    }

    /// What is made of a finding in the source that `locate` says where it is, whose level is `level` unless somebody set
    /// another; `None` if it is not asked for. `used` learns which overrides had something to say.
    #[must_use]
    pub fn decide(
        &self,
        found: &Diagnostic,
        locate: &dyn Fn() -> PathBuf,
        level: Level,
        used: &mut Used,
    ) -> Option<Decision> {
        if !self.is_on(found.rule) {
            return None;
        }
        let rules = self.rules();
        let place = rules.place_of(found.rule);
        let set = place.and_then(|at| *self.levels.get(at)?);
        let mut decision = Decision {
            level: set.unwrap_or(level),
            ignored: self
                .at_fields
                .iter()
                .any(|ignored| ignored.means(found, rules)),
        };
        let located = OnceCell::new();
        let located = || located.get_or_init(locate);
        let speaking = place.and_then(|at| self.speaking.get(at));
        for &at in speaking.into_iter().flatten() {
            let special = &self.overrides[at];
            if special.applies(found, &located) {
                special.decide(found, rules, &mut decision, used);
            }
        }
        Some(decision)
    }
}

/// What the layers leave out at fields alone.
fn at_fields(layers: &[&Written]) -> Vec<Ignored> {
    let all = layers.iter().flat_map(|layer| &layer.ignore);
    let at_fields = all.filter(|ignored| ignored.value.field.is_some());
    at_fields.map(|ignored| ignored.value.clone()).collect()
}

/// For each rule, which overrides speak of it.
fn speaking(overrides: &[Override], rules: &Registry) -> Vec<Vec<usize>> {
    if overrides.is_empty() {
        return Vec::new();
    }
    let of = |rule: &Rule| {
        let all = overrides.iter().enumerate();
        let speaking = all.filter(|(_, special)| special.speaks_of(rule.id, rules));
        speaking.map(|(at, _)| at).collect()
    };
    rules.all().map(of).collect()
}

/// The levels that are set: of several for a rule the last layer's holds.
fn levels(layers: &[&Written], rules: &Registry) -> Vec<Option<Level>> {
    if layers.iter().all(|layer| layer.levels.is_empty()) {
        return Vec::new();
    }
    let of = |rule: &Rule| {
        let mut set = layers
            .iter()
            .rev()
            .filter_map(|layer| level(&layer.levels, rule.id, rules));
        set.next().map(|set| set.level)
    };
    rules.all().map(of).collect()
}

/// The rules that are on by these layers; `has`: those of the profile.
fn chosen(layers: &[&Written], rules: &Registry, has: &impl Fn(&Rule) -> bool) -> Chosen {
    Chosen::of(rules, |rule| {
        is_chosen(layers, rule.id, rules).unwrap_or_else(|| has(rule))
    })
}

/// The rules that the files or the flags ask for: those that they select, and those that their profile is about.
pub(super) fn asked(files: &[Arc<File>], flags: &Written, rules: &Registry) -> BTreeSet<RuleId> {
    let layers = layers(files, flags);
    let profile = profile(&layers);
    let is_selected = layers.iter().any(|layer| layer.select.is_some());
    if profile == Profile::Recommended && !is_selected {
        return BTreeSet::new();
    }
    let is_asked = |rule: &&Rule| match is_chosen(&layers, rule.id, rules) {
        Some(is_on) => is_on,
        None => profile.has(rule) && profile.is_about(rule.page().category),
    };
    rules.all().filter(is_asked).map(|rule| rule.id).collect()
}

/// What files and flags say, the last of which holds.
fn layers<'w>(files: &'w [Arc<File>], flags: &'w Written) -> Vec<&'w Written> {
    let written = files.iter().map(|file| &file.written);
    written.chain([flags]).collect()
}

/// The profile that the last layer names which names one.
fn profile(layers: &[&Written]) -> Profile {
    let named = layers.iter().rev().find_map(|layer| layer.profile.as_ref());
    named.map_or_else(Profile::default, |profile| profile.value)
}

/// What the last layer that speaks of a rule says of it; `None` leaves it to the profile. Where a layer names a profile,
/// what was selected further out is forgotten, and what was ignored is not.
fn is_chosen(layers: &[&Written], rule: RuleId, rules: &Registry) -> Option<bool> {
    let mut layers = layers.iter().rev();
    for layer in layers.by_ref() {
        let is_on = is_on(layer, rule, rules);
        if is_on.is_some() {
            return is_on;
        }
        if layer.profile.is_some() {
            break;
        }
    }
    let is_ignored = |layer: &&Written| {
        let mut ignored = layer.ignore.iter();
        ignored.any(|known| known.value.covers(rule, rules))
    };
    layers.any(is_ignored).then_some(false)
}

/// Whether a layer turns a rule on or off. Its name says more than its category, and `ignore` more than
/// `select`. A layer that selects, and names no profile, has no other rules; only that a text cannot be read is told all
/// the same.
fn is_on(layer: &Written, rule: RuleId, rules: &Registry) -> Option<bool> {
    let by_name = |selector: &At<Selector>| selector.value.names(rule);
    let covers = |selector: &At<Selector>| selector.value.covers(rule, rules);
    let mut ignored = layer
        .ignore
        .iter()
        .filter(|ignored| ignored.value.covers(rule, rules));
    let is_ignored_by_name = ignored.clone().any(|ignored| ignored.value.of.names(rule));
    let select = layer.select.as_deref();
    let selected =
        |by: &dyn Fn(&At<Selector>) -> bool| select.is_some_and(|all| all.iter().any(by));
    if is_ignored_by_name {
        Some(false)
    } else if selected(&by_name) {
        Some(true)
    } else if ignored.next().is_some() {
        Some(false)
    } else if selected(&covers) {
        Some(true)
    } else {
        let has_no_others = select.is_some() && layer.profile.is_none() && rule != RuleId::SYNTAX;
        has_no_others.then_some(false)
    }
}

/// The level that is set for a rule: by its name, or else by its category.
fn level<'l>(levels: &'l [SetLevel], rule: RuleId, rules: &Registry) -> Option<&'l SetLevel> {
    let by_name = |set: &&SetLevel| set.of.value.names(rule);
    let covers = |set: &&SetLevel| set.of.value.covers(rule, rules);
    let named = levels.iter().find(by_name);
    named.or_else(|| levels.iter().find(covers))
}

impl Override {
    fn written(&self) -> &WrittenOverride {
        &self.file.written.overrides[self.at]
    }

    fn speaks_of(&self, rule: RuleId, rules: &Registry) -> bool {
        let ignores = self.written().ignore.iter().map(|ignored| ignored.value.of);
        let levels = self.written().levels.iter().map(|set| set.of.value);
        let mut all = ignores.chain(levels);
        all.any(|selector| selector.covers(rule, rules))
    }

    /// Whether all its conditions hold. `path`: where the source is.
    fn applies<'p>(&self, found: &Diagnostic, path: &impl Fn() -> &'p PathBuf) -> bool {
        let object = found.object.as_ref();
        let written = self.written();
        let like = |patterns: &Option<Vec<At<String>>>, name: Option<&str>| match patterns {
            None => true,
            Some(patterns) => name
                .is_some_and(|name| patterns.iter().any(|pattern| is_like(name, &pattern.value))),
        };
        like(&written.kinds, object.map(|object| &*object.kind))
            && like(
                &written.namespaces,
                object.and_then(|object| object.namespace.as_deref()),
            )
            && like(
                &written.names,
                object.and_then(|object| object.name.as_deref()),
            )
            && like(&written.containers, found.container.as_deref())
            && self.file.paths[self.at]
                .as_ref()
                .is_none_or(|paths| paths.matches(path(), false) == Some(true))
    }

    fn decide(
        &self,
        found: &Diagnostic,
        rules: &Registry,
        decision: &mut Decision,
        used: &mut Used,
    ) {
        for ignored in &self.written().ignore {
            if ignored.value.means(found, rules) {
                decision.ignored = true;
                used.mark(&self.file, ignored.span);
            }
        }
        if let Some(set) = level(&self.written().levels, found.rule, rules) {
            decision.level = set.level;
            used.mark(&self.file, set.of.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Reach;
    use crate::source::{SourceId, Span};
    use std::path::Path;

    /// The policy of files with these texts, the outermost first.
    fn policy(texts: &[&str]) -> Policy {
        let read = |text: &&str| {
            File::read(
                String::new(),
                (*text).to_owned(),
                Path::new("/r"),
                Reach::everything(),
            )
        };
        let files: Vec<Arc<File>> = texts.iter().map(|text| read(text).unwrap()).collect();
        Policy::new(&files, &Written::default(), &Registry::default(), None)
    }

    fn rule(name: &str) -> RuleId {
        crate::rules::find(name).unwrap().id
    }

    fn level_of(policy: &Policy, rule: RuleId) -> Option<Level> {
        let found = Diagnostic::new(rule, SourceId(0), Span::default(), "");
        let decision = policy.decide(
            &found,
            &|| PathBuf::from("/a.yaml"),
            Level::Warning,
            &mut Used::default(),
        );
        decision.map(|decision| decision.level)
    }

    #[test]
    fn a_name_says_more_than_its_category_and_ignore_more_than_select() {
        let all = policy(&[]);
        assert!(all.is_on(rule("bare-pod")) && all.is_on(rule("independent-tiers")));
        let one = policy(&["select = ['independent-tiers']\nignore = ['design']"]);
        assert!(one.is_on(rule("independent-tiers")));
        assert!(!one.is_on(rule("unused-volume")) && !one.is_on(rule("bare-pod")));
        let none = policy(&["select = ['bare-pod']\nignore = ['bare-pod']"]);
        assert!(!none.is_on(rule("bare-pod")));
    }

    #[test]
    fn only_by_name_is_it_kept_back_that_a_text_cannot_be_read() {
        assert!(policy(&["select = ['design']"]).is_on(rule("syntax")));
        assert!(!policy(&["ignore = ['syntax']", "select = ['design']"]).is_on(rule("syntax")));
    }

    #[test]
    fn the_nearer_file_decides() {
        let nearer = policy(&["ignore = ['bare-pod']", "select = ['reliability']"]);
        assert!(nearer.is_on(rule("bare-pod")) && !nearer.is_on(rule("independent-tiers")));
        let both = policy(&["ignore = ['bare-pod']", "ignore = ['unused-volume']"]);
        assert!(!both.is_on(rule("bare-pod")) && !both.is_on(rule("unused-volume")));
        let outer = "levels = { bare-pod = 'error', api = 'advice' }";
        let levels = policy(&[outer, "levels = { reliability = 'advice' }"]);
        assert_eq!(level_of(&levels, rule("bare-pod")), Some(Level::Advice));
        assert_eq!(
            level_of(&levels, rule("unknown-field")),
            Some(Level::Advice)
        );
        assert_eq!(
            level_of(&levels, rule("independent-tiers")),
            Some(Level::Warning)
        );
    }

    #[test]
    fn a_profile_says_which_rules_are_on() {
        let is_on = |texts: &[&str], name: &str| policy(texts).is_on(rule(name));
        let (of_security, of_strict) = ("privilege-escalation", "low-uid");
        assert!(!is_on(&[], of_security) && is_on(&[], "host-pid"));
        assert!(is_on(&["profile = 'security'"], of_security));
        assert!(!is_on(&["profile = 'reliability'"], of_security));
        assert!(
            is_on(&["profile = 'strict'"], of_security)
                && is_on(&["profile = 'strict'"], of_strict)
        );
        assert!(
            !is_on(&["profile = 'strict'"], "no-fs-group")
                && is_on(&["profile = 'all'"], "no-fs-group")
        );
        assert!(is_on(&["select = ['all']"], "no-fs-group"));
    }

    #[test]
    fn beside_a_profile_select_adds_and_ignore_takes_away() {
        let one = policy(&["profile = 'recommended'\nselect = ['low-uid']\nignore = ['host-pid']"]);
        assert!(one.is_on(rule("low-uid")) && one.is_on(rule("bare-pod")));
        assert!(!one.is_on(rule("host-pid")) && !one.is_on(rule("low-gid")));
        assert!(!policy(&["select = ['low-uid']"]).is_on(rule("bare-pod")));
    }

    #[test]
    fn a_nearer_profile_forgets_what_was_selected_and_keeps_what_was_ignored() {
        let outer = "select = ['low-uid']\nignore = ['bare-pod']";
        let nearer = policy(&[outer, "profile = 'security'"]);
        assert!(!nearer.is_on(rule("low-uid")) && !nearer.is_on(rule("bare-pod")));
        assert!(
            nearer.is_on(rule("host-pid"))
                && nearer.is_on(rule("low-uid")) != nearer.is_on(rule("privilege-escalation"))
        );
        let farther = policy(&["profile = 'strict'", "ignore = ['low-uid']"]);
        assert!(farther.is_on(rule("low-gid")) && !farther.is_on(rule("low-uid")));
    }

    #[test]
    fn a_reason_is_required_until_a_nearer_file_says_otherwise() {
        assert!(policy(&["require-reason = true", ""]).require_reason);
        assert!(!policy(&["require-reason = true", "require-reason = false"]).require_reason);
    }
}
