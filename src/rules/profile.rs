//! Which rules are on where nobody says otherwise.

use crate::diagnostic::Category;
use crate::rules::Rule;

/// A choice of rules by what they are for. A page says in `profiles` which it is in; without that it is in every one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// What is worth a person's time in any repository.
    #[default]
    Recommended,
    /// That, and what hardens pods and permissions.
    Security,
    /// That, and what keeps workloads running.
    Reliability,
    /// All of these, and what only few can meet.
    Strict,
    /// Every rule.
    All,
}

impl Profile {
    /// Every profile, the smallest first.
    pub const ALL: [Self; 5] = [
        Self::Recommended,
        Self::Security,
        Self::Reliability,
        Self::Strict,
        Self::All,
    ];

    /// What pages, flags and configuration call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recommended => "recommended",
            Self::Security => "security",
            Self::Reliability => "reliability",
            Self::Strict => "strict",
            Self::All => "all",
        }
    }

    /// The profile of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|profile| profile.name() == name)
    }

    /// Whether a rule is in it.
    #[must_use]
    pub fn has(self, rule: &Rule) -> bool {
        // A test holds that every page's can be read.
        self.has_named(&named(&rule.text).unwrap_or_default())
    }

    /// Whether it is about such rules: who chooses it wants to know of all that they find.
    #[must_use]
    pub fn is_about(self, category: Category) -> bool {
        match self {
            Self::Recommended | Self::Reliability => false,
            Self::Security => category == Category::Security,
            Self::Strict | Self::All => true,
        }
    }

    /// Whether a rule whose page names these is in it: `strict` has what `security` and `reliability` have.
    fn has_named(self, named: &[Self]) -> bool {
        named.is_empty()
            || match self {
                Self::All => true,
                Self::Strict => named.iter().any(|&named| named != Self::All),
                _ => named.contains(&self),
            }
    }

    /// The profiles that a rule is in, the smallest first.
    pub fn of(rule: &Rule) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|profile| profile.has(rule))
    }
}

/// The profiles that a page names in a line of its front matter, `profiles: [security]`; none if it has no such line. The page
/// is not taken apart for that: every run asks it of every rule.
pub(super) fn named(page: &str) -> Result<Vec<Profile>, String> {
    let front = page.split_once("\n---\n").map_or(page, |(front, _)| front);
    let Some((_, behind)) = front.split_once("\nprofiles: [") else {
        return Ok(Vec::new());
    };
    let list = behind
        .lines()
        .next()
        .and_then(|line| line.strip_suffix(']'));
    let list = list.ok_or("`profiles` is a list in one line")?;
    let find = |name: &str| Profile::find(name).ok_or_else(|| format!("`{name}` is no profile"));
    list.split(',').map(|name| find(name.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::{Profile, named};

    fn of(profiles: &[Profile]) -> Vec<&'static str> {
        let all = Profile::ALL.into_iter();
        all.filter(|profile| profile.has_named(profiles))
            .map(Profile::name)
            .collect()
    }

    #[test]
    fn a_profile_has_what_the_smaller_ones_have() {
        let every = ["recommended", "security", "reliability", "strict", "all"];
        assert_eq!(of(&[]), every);
        assert_eq!(of(&[Profile::Security]), ["security", "strict", "all"]);
        assert_eq!(of(&[Profile::Strict]), ["strict", "all"]);
        assert_eq!(of(&[Profile::All]), ["all"]);
    }

    #[test]
    fn a_page_names_its_profiles_in_a_line() {
        let of = |line: &str| {
            named(&format!(
                "---\nsummary: a\n{line}since: 0.1.0\n---\n\nprofiles: [all]\n"
            ))
        };
        assert_eq!(of(""), Ok(Vec::new()));
        assert_eq!(of("profiles: [security]\n"), Ok(vec![Profile::Security]));
        let both = vec![Profile::Reliability, Profile::All];
        assert_eq!(of("profiles: [reliability, all]\n"), Ok(both));
        assert!(of("profiles: [paranoid]\n").is_err() && of("profiles: [all\n").is_err());
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        for profile in Profile::ALL {
            assert_eq!(Profile::find(profile.name()), Some(profile));
        }
        assert_eq!(Profile::find("paranoid"), None);
    }
}
