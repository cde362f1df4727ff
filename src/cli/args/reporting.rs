//! The arguments that say how what was found is reported, and how the run ends.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::names::Targets;
use crate::cli::output::Target;
use crate::diagnostic::Level;
use crate::report::{Format, Group, Order};

/// How what was found is reported, and how the run ends.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Reporting {
    /// How to report on standard output [default: human]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
    /// Report to a file as well, or without one in that format on standard output; may be repeated
    #[arg(long, short, value_name = "FORMAT[=FILE]", value_parser = Targets, hide_possible_values = true)]
    pub(in crate::cli) output: Vec<Target>,
    /// Count the findings of each rule, and list them only if a format is asked for
    #[arg(long)]
    pub(in crate::cli) statistics: bool,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
    /// The least level that fails the run
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub(in crate::cli) fail_on: FailOn,
    /// Up to so many warnings do not fail the run
    #[arg(long, value_name = "COUNT")]
    pub(in crate::cli) max_warnings: Option<usize>,
    /// Report, and succeed all the same
    #[arg(long)]
    pub(in crate::cli) exit_zero: bool,
    /// Leave out the findings that a file lists, which `podlint baseline write` makes
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// List the documents that were not checked
    #[arg(long)]
    pub(in crate::cli) show_skipped: bool,
    /// Print findings and errors only
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
}

/// What says nothing to a shard: it is asked for where shards are merged.
pub(super) const OF_MERGE: [&str; 13] = [
    "fix",
    "diff",
    "unsafe_fixes",
    "format",
    "statistics",
    "limit",
    "group_by",
    "sort_by",
    "fail_on",
    "max_warnings",
    "exit_zero",
    "baseline",
    "show_skipped",
];

/// Puts partial results together.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Merge {
    /// The partial results of all shards
    #[arg(value_name = "PART", required = true)]
    pub(in crate::cli) parts: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) reporting: Reporting,
}

/// How the findings are listed for people.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(in crate::cli) struct Listing {
    /// List at most so many findings; all are counted
    #[arg(long, value_name = "COUNT")]
    pub(in crate::cli) limit: Option<usize>,
    /// List the findings of a rule, an object or a file together
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(in crate::cli) group_by: Option<GroupBy>,
    /// List the findings by their place, or errors first
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub(in crate::cli) sort_by: SortBy,
}

impl Listing {
    /// Whether anything of it is asked for.
    pub(in crate::cli) fn is_asked(&self) -> bool {
        self.limit.is_some() || self.group_by.is_some() || self.sort_by != SortBy::default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GroupBy {
    Rule,
    Object,
    File,
}

impl From<GroupBy> for Group {
    fn from(what: GroupBy) -> Self {
        match what {
            GroupBy::Rule => Self::Rule,
            GroupBy::Object => Self::Object,
            GroupBy::File => Self::File,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SortBy {
    #[default]
    Place,
    Level,
}

impl From<SortBy> for Order {
    fn from(what: SortBy) -> Self {
        match what {
            SortBy::Place => Self::Place,
            SortBy::Level => Self::Level,
        }
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum FailOn {
    Error,
    #[default]
    Warning,
    Advice,
}

impl From<FailOn> for Level {
    fn from(least: FailOn) -> Self {
        match least {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Advice => Self::Advice,
        }
    }
}
