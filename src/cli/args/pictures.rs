//! The arguments of what draws.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::check::Charts;
use super::{Configuration, File, Scope};
use crate::objects::World;

/// The pods that are shown, and how.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Pod {
    #[command(flatten)]
    pub(in crate::cli) file: File,
    /// Of several workloads, this one
    #[arg(long, value_name = "KIND/NAME")]
    pub(in crate::cli) object: Option<String>,
    /// How to show them
    #[arg(long, short = 'o', value_enum, default_value_t, value_name = "FORMAT")]
    pub(in crate::cli) format: PodFormat,
    #[command(flatten)]
    pub(in crate::cli) configuration: Configuration,
}

impl Pod {
    /// What is looked at where a directory is named.
    pub(in crate::cli) fn scope(&self, directory: &Path) -> Scope {
        Scope::of(vec![directory.to_owned()], &self.configuration)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PodFormat {
    /// A table for the terminal
    #[default]
    Table,
    /// A picture
    Svg,
    /// A flowchart for Markdown
    Mermaid,
}

/// What is drawn of what refers to what, and how.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Graph {
    /// Files, directories, charts and kustomizations, `-` for standard input [default: the current directory]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A file or directory, as kubectl takes it; may be repeated
    #[arg(long, short, value_name = "PATH")]
    filename: Vec<PathBuf>,
    /// How to draw
    #[arg(long, short = 'o', value_enum, default_value_t, value_name = "FORMAT")]
    pub(in crate::cli) format: GraphFormat,
    /// Whether there is more than the manifests show: in a closed scope all that they name and do not have is marked
    /// [default: open]
    #[arg(long, value_name = "SCOPE")]
    scope: Option<World>,
    /// Leave out files and directories that match, in the syntax of .gitignore; may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    #[command(flatten)]
    charts: Charts,
    #[command(flatten)]
    configuration: Configuration,
}

impl Graph {
    /// The same as what is checked.
    pub(in crate::cli) fn scope(&self) -> Scope {
        Scope {
            filename: self.filename.clone(),
            scope: self.scope,
            exclude: self.exclude.clone(),
            charts: self.charts.clone(),
            ..Scope::of(self.paths.clone(), &self.configuration)
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GraphFormat {
    /// A flowchart for Markdown
    #[default]
    Mermaid,
    /// A picture
    Svg,
}
