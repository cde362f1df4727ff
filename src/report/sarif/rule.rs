//! A rule, as its page has it.

use serde::Serialize;

use super::level;
use crate::report::words;
use crate::rules;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'r> {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
    properties: Properties<'r>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Properties<'r> {
    tags: [&'static str; 1],
    /// By it code scanning sorts what has to do with security.
    #[serde(skip_serializing_if = "Option::is_none")]
    security_severity: Option<&'r str>,
}

impl<'r> Rule<'r> {
    pub(super) fn of(rule: &'r rules::Rule) -> Self {
        let page = rule.page();
        let section = |title| {
            page.section(title)
                .map_or("", |section| section.text.trim())
        };
        let default = page.worst_level();
        Self {
            id: rule.name(),
            short_description: Text {
                text: page.summary.clone(),
            },
            full_description: Text {
                text: match section("What") {
                    "" => page.summary.clone(),
                    what => what.to_owned(),
                },
            },
            help: Help {
                text: match [section("What"), section("Why")].join("\n\n").trim() {
                    "" => page.summary.clone(),
                    text => text.to_owned(),
                },
                markdown: page.markdown(),
            },
            // The page of a rule that people have written stands in `help`, and its address nobody knows.
            help_uri: rule.url(),
            default_configuration: Configuration {
                level: level(default),
            },
            properties: Properties {
                tags: [words::category(page.category)],
                security_severity: page.security_severity(),
            },
        }
    }
}
