//! What of the rules is listed.

use std::path::PathBuf;

use clap::Subcommand;

use crate::cli::args::{Configuration, ListFormat};

#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct Rules {
    #[command(subcommand)]
    pub(in crate::cli) what: Option<TestRules>,
    /// List what answers a check of another linter, or all checks of one
    #[arg(long, value_name = "PEER[:CHECK]", conflicts_with = "peers")]
    pub(in crate::cli) covers: Option<String>,
    /// List what answers each check of other linters: rules, or why none does
    #[arg(long)]
    pub(in crate::cli) peers: bool,
    /// How to list
    #[arg(long, short = 'o', value_enum, default_value_t, value_name = "FORMAT")]
    pub(in crate::cli) format: ListFormat,
    #[command(flatten)]
    pub(in crate::cli) configuration: Configuration,
}

#[derive(Clone, Debug, Subcommand)]
pub(in crate::cli) enum TestRules {
    /// Try the examples of rules of your own
    #[command(after_help = "\
Exit code: 0 every example is as its page says, 1 some are not, 2 a page cannot be used.

Example:
  podlint rules test lint/rules")]
    Test {
        /// The directory of their pages [default: those that podlint.toml names]
        #[arg(value_name = "DIR")]
        directory: Option<PathBuf>,
        #[command(flatten)]
        configuration: Configuration,
    },
}
