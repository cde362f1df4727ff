//! `podlint explain`.

use std::io::Write;

use super::{Exit, Failure, markdown, width};
use crate::nearest::nearest;
use crate::report::words;
use crate::rules;

pub(super) fn run(name: &str, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Some(rule) = rules::find(name) else {
        return Err(unknown(name));
    };
    let page = rules::page(rule.name);
    let server = page
        .server
        .map_or("", |server| match words::server(server) {
            "rejects" => "; the API server refuses it",
            _ => "; the API server warns",
        });
    let text = format!(
        "# {}\n\n{} ({}{server}).\n\n{}",
        rule.name,
        page.summary.trim_end_matches('.'),
        words::category(page.category),
        body(rule.text),
    );
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

/// A page without its front matter and without a title of its own.
fn body(page: &str) -> &str {
    let text = page
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(page, |(_, body)| body)
        .trim_start();
    match text.strip_prefix("# ") {
        Some(titled) => titled.split_once('\n').map_or("", |(_, rest)| rest),
        None => text,
    }
}
