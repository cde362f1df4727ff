//! The arguments of `podlint schemas`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Clone, Debug, Subcommand)]
pub(in crate::cli) enum Schemas {
    /// Pack the CRDs and JSON schemas of a directory into one small file
    #[command(after_help = "\
The file is for --schema-location and `schema-locations`, where it is what the directory is. The same schemas give the same \
bytes.

Example:
  podlint schemas pack crds/ --output lint/schemas.gz
  podlint check k8s/ --schema-location lint/schemas.gz")]
    Pack {
        /// The directory: CRDs in YAML or JSON, and JSON schemas as catalogues name them
        #[arg(value_name = "DIR")]
        directory: PathBuf,
        /// The file to write, whose name ends in .gz
        #[arg(long, short, value_name = "FILE", default_value = "schemas.gz")]
        output: PathBuf,
    },
}
