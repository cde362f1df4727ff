//! `podlint explain`.

use std::io::Write;

use super::{Exit, Failure, markdown, width};
use crate::diagnostic::Server;
use crate::nearest::nearest;
use crate::report::words;
use crate::rules;

pub(super) fn run(name: &str, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Some(rule) = rules::find(name) else {
        return Err(unknown(name));
    };
    let page = rule.page();
    let server = match page.server {
        Some(Server::Rejects) => "; the API server refuses it",
        Some(Server::Warns) => "; the API server warns",
        Some(Server::Takes) | None => "",
    };
    let mut text = format!(
        "# {}\n\n{}\n\nCategory {}{server}. Applies to {}.\n",
        rule.name,
        page.summary,
        words::category(page.category),
        page.applies_to,
    );
    for section in &page.sections {
        text.push_str(&format!(
            "\n## {}\n\n{}\n",
            section.title,
            section.text.trim()
        ));
    }
    if !page.references.is_empty() {
        text.push_str("\n## Documentation\n\n");
        for reference in &page.references {
            text.push_str(&format!("- {reference}\n"));
        }
    }
    out.write_all(markdown::render(&text, color, width()).as_bytes())?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> Failure {
    let names: Vec<&str> = rules::all().iter().map(|rule| rule.name).collect();
    let hint = match nearest(name, &names) {
        Some(near) => format!("did you mean {near}?"),
        None => "`podlint rules` lists them".to_owned(),
    };
    Failure::Request(format!("there is no rule {name} ({hint})"))
}
