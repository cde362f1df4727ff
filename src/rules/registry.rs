//! The one list of rules.

/// A rule as the registry knows it. Levels, categories and words come from its page.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which is that of its page: `rules/<name>.md`.
    pub name: &'static str,
    /// The page's whole text.
    pub page: &'static str,
}

/// Every rule, in order of name.
#[must_use]
pub fn all() -> &'static [Rule] {
    &[]
}

/// The rule of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    let rules = all();
    rules
        .binary_search_by_key(&name, |rule| rule.name)
        .ok()
        .map(|at| &rules[at])
}
