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
use crate::diagnostic::Category;
use crate::explain::Explanation;
use crate::rules;

pub(super) fn run(asked: &Explain, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    if let Some(rule) = rules::find(&asked.name) {
        match asked.format {
            ListFormat::Human => rule::print(rule, color, out)?,
            ListFormat::Json => print_json(&rule::Explained::of(rule), out)?,
        }
        return Ok(Exit::Clean);
    }
    if let Some(category) = Category::ALL
        .into_iter()
        .find(|category| category.name() == asked.name)
    {
        match asked.format {
            ListFormat::Human => category::print(category, color, out)?,
            ListFormat::Json => print_json(&category::Explained::of(category), out)?,
        }
        return Ok(Exit::Clean);
    }
    let version = version::chosen(asked.kubernetes_version.as_deref())?;
    let place = api::find(&asked.name, asked.api_version.as_deref(), version)
        .map_err(|missing| missing::failure(asked, version, &missing))?;
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

fn print_json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
