//! `podlint explain`: the page of a rule, a category of rules, or a kind or field of the API.

mod category;
mod missing;
mod rule;
mod table;

use std::io::Write;

use serde::Serialize;

use super::args::{Explain, ListFormat};
use super::{Exit, Failure, version, width};
use crate::api;
use crate::cli::rules::settings;
use crate::diagnostic::Category;
use crate::explain::Explanation;
use crate::rules::{self, Registry, Rule};

pub(super) fn run(asked: &Explain, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    if let Some(rule) = rules::find(&asked.name) {
        return explain_rule(rule, asked.format, color, out);
    }
    let mut categories = Category::ALL.into_iter();
    if let Some(category) = categories.find(|category| category.name() == asked.name) {
        let rules = settings(&asked.configuration)?;
        let rules = rules.rules();
        match asked.format {
            ListFormat::Human => category::print(category, rules, color, out)?,
            ListFormat::Json => print_json(&category::Explained::of(category, rules), out)?,
        }
        return Ok(Exit::Clean);
    }
    // Only what can be the name of a rule is looked for among those that people have written.
    let settings = rules::is_name(&asked.name).then(|| settings(&asked.configuration));
    if let Some(Ok(settings)) = &settings
        && let Some(rule) = settings.rules().find(&asked.name)
    {
        return explain_rule(rule, asked.format, color, out);
    }
    let version = version::chosen(asked.kubernetes_version.as_deref())?;
    let place =
        api::find(&asked.name, asked.api_version.as_deref(), version).map_err(|missing| {
            match settings {
                Some(Err(failure)) => failure,
                Some(Ok(settings)) => missing::failure(asked, version, &missing, settings.rules()),
                None => missing::failure(asked, version, &missing, &Registry::default()),
            }
        })?;
    let facts = Explanation::of(&place, asked.recursive);
    match asked.format {
        ListFormat::Human => {
            let page = table::Page::new(color, width());
            out.write_all(page.render(&place, &facts).as_bytes())?;
        }
        ListFormat::Json => print_json(&facts, out)?,
    }
    Ok(Exit::Clean)
}

fn explain_rule(
    rule: &Rule,
    format: ListFormat,
    color: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    match format {
        ListFormat::Human => rule::print(rule, color, out)?,
        ListFormat::Json => print_json(&rule::Explained::of(rule), out)?,
    }
    Ok(Exit::Clean)
}

fn print_json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
