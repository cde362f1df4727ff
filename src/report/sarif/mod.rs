//! SARIF 2.1.0, the interchange format of static analysis, for code scanning and editors.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

mod location;
mod result;
mod rule;

use std::io;

use result::Results;
use rule::Rule;
use serde::Serialize;

use super::{Output, Places, plain_json};
use crate::baseline;
use crate::diagnostic::Level;
use crate::engine::Report;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const PROJECT: &str = "https://github.com/podlint/podlint";

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "podlint",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: PROJECT,
                    rules: report.rules.all().map(Rule::of).collect(),
                },
            },
            invocations: [Invocation::of(report)],
            column_kind: "utf16CodeUnits",
            results: Results {
                findings: &report.findings,
                rules: &report.rules,
                places: &Places::new(&report.sources),
                identities: &baseline::identities(report),
            },
        }],
    };
    plain_json::write(output.out, &log)?;
    output.all_aside(report)
}

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool<'r>,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Results<'r>,
}

#[derive(Serialize)]
struct Tool<'r> {
    driver: Driver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'r> {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Rule<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

/// Something about the run itself.
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

impl Invocation {
    fn of(report: &Report) -> Self {
        let notification = |sentence: String| Notification {
            level: "error",
            message: Message::new(&sentence),
        };
        let notifications: Vec<Notification> = report.problems().map(notification).collect();
        Self {
            execution_successful: notifications.is_empty(),
            tool_execution_notifications: notifications,
        }
    }
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    /// A message that has neither placeholders nor links, whatever names stand in it.
    fn new(text: &str) -> Self {
        let text = text.replace('{', "{{").replace('}', "}}");
        Self {
            text: text.replace("](", "\\]("),
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn a_name_is_neither_a_link_nor_a_placeholder() {
        let message = Message::new("`{0}` [see](https://example.com) a[0]");
        assert_eq!(message.text, "`{{0}}` [see\\](https://example.com) a[0]");
    }
}
