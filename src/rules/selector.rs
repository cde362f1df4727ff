//! What people write to say which findings they mean: the name of a rule, or of a category.

use crate::diagnostic::{Category, RuleId};
use crate::nearest::nearest;
use crate::rules::{Check, Registry};

/// What flags and configuration call all rules.
pub const ALL: &str = "all";

/// One rule, all rules of a category, or simply all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selector {
    /// The rule of that name.
    Rule(RuleId),
    /// Every rule of the category.
    Category(Category),
    /// Every rule there is. No comment can say that.
    All,
}

impl Selector {
    /// Reads a name where it is not known yet which rules people have written; what is both, `syntax`, is the rule. What is
    /// none of podlint's is taken for one of theirs if `others` may be named, and [`Self::is_one_of`] says later whether it is.
    ///
    /// # Errors
    ///
    /// There can be no such name. It has the one that was probably meant, if there is one.
    pub fn parse(name: &str, others: bool) -> Result<Self, Option<&'static str>> {
        let all = || (name == ALL).then_some(Self::All);
        let is_other = others && is_name(name);
        let written = || is_other.then(|| Self::Rule(RuleId::of_people(name)));
        Self::find(name, &Registry::default())
            .or_else(all)
            .or_else(written)
            .ok_or_else(|| Self::near(name, &Registry::default()))
    }

    /// Reads a name, if there is such a one; to say what is near takes longer.
    #[must_use]
    pub fn find(name: &str, rules: &Registry) -> Option<Self> {
        let category = || Category::find(name).map(Self::Category);
        let rule = rules.find(name).map(|rule| Self::Rule(rule.id));
        rule.or_else(category)
    }

    /// Whether what it names is there.
    #[must_use]
    pub fn is_one_of(self, rules: &Registry) -> bool {
        match self {
            Self::Rule(rule) => rules.find(rule.name()).is_some(),
            Self::Category(_) | Self::All => true,
        }
    }

    /// The name that was probably meant.
    #[must_use]
    pub fn near(name: &str, rules: &Registry) -> Option<&'static str> {
        let names = rules.names();
        let near = nearest(name, &names)?;
        names.iter().find(|known| **known == near).copied()
    }

    /// Why a name cannot be read, in a sentence: what is near, or where to look.
    #[must_use]
    pub fn unknown(name: &str, near: Option<&str>) -> String {
        match near {
            Some(near) => format!("there is no rule or category `{name}` (did you mean `{near}`?)"),
            None => format!("there is no rule or category `{name}`; `podlint rules` lists them"),
        }
    }

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name(),
            Self::Category(category) => category.name(),
            Self::All => ALL,
        }
    }

    /// Whether a rule is meant that looks at all objects of a run: in a run over a part of them it finds less.
    #[must_use]
    pub fn spans_objects(self, rules: &Registry) -> bool {
        let spans = |check: &Check| match check {
            Check::All(_) => true,
            Check::Written(own) => own.looks_around(),
            _ => false,
        };
        let mut meant = rules.all().filter(|rule| self.covers(rule.id, rules));
        meant.any(|rule| rule.checks.iter().any(spans))
    }

    /// Whether `rule` is meant by its own name.
    #[must_use]
    pub fn names(self, rule: RuleId) -> bool {
        self == Self::Rule(rule)
    }

    /// Whether the findings of `rule`, which is one of `rules`, are meant.
    #[must_use]
    pub fn covers(self, rule: RuleId, rules: &Registry) -> bool {
        match self {
            Self::Rule(own) => own == rule,
            Self::Category(category) => rules.page(rule).category == category,
            Self::All => true,
        }
    }
}

/// Every name of podlint's own that can be written: the rules', then those of the categories.
#[must_use]
pub fn names() -> Vec<&'static str> {
    Registry::default().names()
}

/// How long the name of a rule may be.
const LONGEST: usize = 63;

/// Whether a rule may be called so: lower-case letters, digits and dashes, the first a letter. It stands in comments, flags
/// and names of files.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_part = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    name.len() <= LONGEST
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(is_part)
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::{Selector, is_name};
    use crate::diagnostic::{Category, RuleId};
    use crate::rules::Registry;

    const BARE_POD: RuleId = RuleId::new("bare-pod");
    const TIERS: RuleId = RuleId::new("independent-tiers");

    #[test]
    fn names_of_rules_and_categories_are_read() {
        assert_eq!(
            Selector::parse("bare-pod", true),
            Ok(Selector::Rule(BARE_POD))
        );
        assert_eq!(
            Selector::parse("design", true),
            Ok(Selector::Category(Category::Design))
        );
        assert_eq!(
            Selector::parse("syntax", true),
            Ok(Selector::Rule(RuleId::SYNTAX))
        );
        assert_eq!(Selector::parse("Bare-pod", true), Err(Some("bare-pod")));
        assert_eq!(Selector::parse("§", true), Err(None));
        let ours = Registry::default();
        let of_others = Selector::parse("bare-pods", true).unwrap();
        let near = Selector::parse("bare-pods", false);
        assert_eq!(near, Err(Some("bare-pod")));
        assert!(!of_others.is_one_of(&ours) && Selector::All.is_one_of(&ours));
        assert_eq!(Selector::find("bare-pods", &ours), None);
        assert_eq!(Selector::near("bare-pods", &ours), Some("bare-pod"));
    }

    #[test]
    fn a_name_can_be_written_wherever_rules_are_named() {
        assert!(is_name("no-latest") && is_name("a1"));
        for other in [
            "",
            "1a",
            "a_b",
            "A",
            "a,b",
            "a@b",
            "a-",
            "-a",
            &"a".repeat(64),
        ] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn a_category_covers_its_rules() {
        let design = Selector::Category(Category::Design);
        let rules = &Registry::default();
        assert!(design.covers(TIERS, rules) && !design.covers(BARE_POD, rules));
    }
}
