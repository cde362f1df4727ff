//! A rule, as its page has it.

use serde::Serialize;

use super::level;
use crate::report::words;
use crate::rules;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    help_uri: String,
    default_configuration: Configuration,
    properties: Properties,
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
struct Properties {
    tags: [&'static str; 1],
    /// By it code scanning sorts what has to do with security.
    #[serde(skip_serializing_if = "Option::is_none")]
    security_severity: Option<&'static str>,
}

impl Rule {
    pub(super) fn of(rule: &'static rules::Rule) -> Self {
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
                text: section("What").to_owned(),
            },
            help: Help {
                text: format!("{}\n\n{}", section("What"), section("Why")),
                markdown: page.markdown(),
            },
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
