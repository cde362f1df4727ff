//! Which rules are on where nobody says otherwise.

use crate::rules::Page;

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

    /// Whether the rule of a page is in it: `strict` has what `security` and `reliability` have.
    #[must_use]
    pub fn has(self, page: &Page) -> bool {
        let named = &page.profiles;
        named.is_empty()
            || match self {
                Self::All => true,
                Self::Strict => named.iter().any(|&named| named != Self::All),
                _ => named.contains(&self),
            }
    }

    /// The profiles that the rule of a page is in, the smallest first.
    pub fn of(page: &Page) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|profile| profile.has(page))
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::rules::Page;

    fn of(profiles: &[Profile]) -> Vec<&'static str> {
        let page = Page {
            profiles: profiles.to_vec(),
            ..Page::EMPTY
        };
        Profile::of(&page).map(Profile::name).collect()
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
    fn names_are_read_as_they_are_written() {
        for profile in Profile::ALL {
            assert_eq!(Profile::find(profile.name()), Some(profile));
        }
        assert_eq!(Profile::find("paranoid"), None);
    }
}
