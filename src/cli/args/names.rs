//! Names that shells complete, of which more are taken than are listed.

use std::ffi::OsStr;
use std::str::FromStr;

use clap::builder::{NonEmptyStringValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

use crate::api::ApiKind;
use crate::cli::output::{PART, Target};
use crate::report::Format;
use crate::rules;

/// Takes any name, and lists some.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Names(fn() -> Vec<&'static str>);

impl Names {
    /// The rules and categories.
    pub(in crate::cli) fn of_rules() -> Self {
        Self(|| [rules::names(), vec![rules::ALL]].concat())
    }

    /// What can be explained: rules and categories, and kinds by the names that people type.
    pub(in crate::cli) fn of_pages() -> Self {
        Self(pages)
    }
}

/// Rules, categories and kinds.
pub(in crate::cli) fn pages() -> Vec<&'static str> {
    let rules = rules::names().into_iter();
    let kinds = ApiKind::all().flat_map(|kind| {
        let short = kind.short_names().iter().copied();
        [kind.plural()].into_iter().chain(short)
    });
    let mut names: Vec<&str> = rules.chain(kinds).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl TypedValueParser for Names {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        NonEmptyStringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}

/// Takes a format and maybe a file, and lists the formats.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Targets;

impl TypedValueParser for Targets {
    type Value = Target;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Target, Error> {
        Target::from_str.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            Format::ALL
                .map(Format::name)
                .into_iter()
                .chain([PART])
                .map(PossibleValue::new),
        ))
    }
}
