//! A rule in lists for programs.

use serde::Serialize;

use crate::report::words;
use crate::rules::{FixKind, Profile, Rule};

/// What a program learns of a rule: the front matter of its page, and the level that follows.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entry<'r> {
    /// What tells it apart.
    pub name: &'static str,
    /// One line on what it finds.
    pub summary: &'r str,
    /// Its category.
    pub category: &'static str,
    /// The worst level that its findings have.
    pub level: &'static str,
    /// What the API server does.
    pub server: Option<&'static str>,
    /// What it looks at.
    pub applies_to: &'r str,
    /// The version that first had it.
    pub since: &'r str,
    /// The profiles that it is on in, the smallest first.
    pub profiles: Vec<&'static str>,
    /// What kind of fix it has.
    pub fix: Option<&'static str>,
    /// The documentation that it rests on.
    pub references: &'r [String],
    /// The checks of other linters that it answers.
    pub covers: &'r [String],
    /// The fields that it looks at.
    pub fields: &'r [String],
    /// The file that its page is, if people have written it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written_in: Option<&'r str>,
}

impl<'r> Entry<'r> {
    /// That of a rule.
    #[must_use]
    pub fn of(rule: &'r Rule) -> Self {
        let page = rule.page();
        Self {
            name: rule.name(),
            summary: &page.summary,
            category: words::category(page.category),
            level: words::level(page.worst_level()),
            server: page.server.and_then(words::server),
            applies_to: &page.applies_to,
            since: &page.since,
            profiles: Profile::of(rule).map(Profile::name).collect(),
            fix: page.fix.map(|fix| match fix {
                FixKind::Safe => "safe",
                FixKind::Unsafe => "unsafe",
                FixKind::Display => "display",
            }),
            references: &page.references,
            covers: &page.covers,
            fields: &page.fields,
            written_in: rule.written_in.as_deref(),
        }
    }
}
