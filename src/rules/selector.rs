//! What people write to say which findings they mean: the name of a rule, or of a category.

use crate::diagnostic::{Category, RuleId};
use crate::nearest::nearest;
use crate::rules::{Check, all, find, page};

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
    /// Reads a name; what is both, `syntax`, is the rule.
    ///
    /// # Errors
    ///
    /// The name that was probably meant, if there is one.
    pub fn parse(name: &str) -> Result<Self, Option<&'static str>> {
        let all = || (name == ALL).then_some(Self::All);
        Self::find(name)
            .or_else(all)
            .ok_or_else(|| Self::near(name))
    }

    /// Reads a name, if there is such a one; to say what is near takes longer.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let category = || Category::find(name).map(Self::Category);
        let rule = find(name).map(|rule| Self::Rule(rule.id));
        rule.or_else(category)
    }

    /// The name that was probably meant.
    #[must_use]
    pub fn near(name: &str) -> Option<&'static str> {
        let names = names();
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
    pub fn spans_objects(self) -> bool {
        let mut meant = all().iter().filter(|rule| self.covers(rule.id));
        meant.any(|rule| {
            rule.checks
                .iter()
                .any(|check| matches!(check, Check::All(_)))
        })
    }

    /// Whether `rule` is meant by its own name.
    #[must_use]
    pub fn names(self, rule: RuleId) -> bool {
        self == Self::Rule(rule)
    }

    /// Whether the findings of `rule` are meant.
    #[must_use]
    pub fn covers(self, rule: RuleId) -> bool {
        match self {
            Self::Rule(own) => own == rule,
            Self::Category(category) => page(rule).category == category,
            Self::All => true,
        }
    }
}

/// Every name that can be written: the rules', then those of the categories.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let rules = all().iter().map(|rule| rule.name());
    let categories = Category::ALL.into_iter().map(Category::name);
    rules
        .chain(categories.filter(|name| find(name).is_none()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Selector;
    use crate::diagnostic::{Category, RuleId};

    const BARE_POD: RuleId = RuleId::new("bare-pod");
    const TIERS: RuleId = RuleId::new("independent-tiers");

    #[test]
    fn names_of_rules_and_categories_are_read() {
        assert_eq!(Selector::parse("bare-pod"), Ok(Selector::Rule(BARE_POD)));
        assert_eq!(
            Selector::parse("design"),
            Ok(Selector::Category(Category::Design))
        );
        assert_eq!(
            Selector::parse("syntax"),
            Ok(Selector::Rule(RuleId::SYNTAX))
        );
        assert_eq!(Selector::parse("bare-pods"), Err(Some("bare-pod")));
        assert_eq!(Selector::parse("quantum"), Err(None));
    }

    #[test]
    fn a_category_covers_its_rules() {
        let design = Selector::Category(Category::Design);
        assert!(design.covers(TIERS) && !design.covers(BARE_POD));
    }
}
