//! What of the rules is listed.

use crate::cli::args::ListFormat;

#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Rules {
    /// List what answers a check of another linter, or all checks of one
    #[arg(long, value_name = "PEER[:CHECK]", conflicts_with = "peers")]
    pub(in crate::cli) covers: Option<String>,
    /// List what answers each check of other linters: rules, or why none does
    #[arg(long)]
    pub(in crate::cli) peers: bool,
    /// How to list
    #[arg(long, short = 'o', value_enum, default_value_t, value_name = "FORMAT")]
    pub(in crate::cli) format: ListFormat,
}
