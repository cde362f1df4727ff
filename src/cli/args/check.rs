//! The arguments of a check: what is checked, and against what.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::names::Names;
use super::reporting::{OF_MERGE, Reporting};
use crate::config::ChartValues;
use crate::files::{Most, shown};
use crate::objects::World;
use crate::project::Shard;
use crate::rules::Profile;

/// What reports call standard input, unless they are told otherwise.
const STDIN: &str = "<stdin>";

/// What is checked, and against what.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct Scope {
    /// Files and directories to check, `-` for standard input [default: the current directory]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// A file or directory to check, as kubectl takes it; may be repeated
    #[arg(long, short, value_name = "PATH")]
    pub(in crate::cli) filename: Vec<PathBuf>,
    /// The version of Kubernetes to check against, or several: 1.30, 1.29..1.33 [default: the newest known]
    #[arg(long, value_name = "VERSION")]
    pub(in crate::cli) kubernetes_version: Option<String>,
    /// Hold every pod to a Pod Security Standard, of the version that is checked against or another one: baseline,
    /// restricted, restricted:v1.29
    #[arg(long, value_name = "LEVEL")]
    pub(in crate::cli) pod_security: Option<String>,
    /// Whether there is more than the manifests show: in a closed scope what they name and do not have is told, and what
    /// nothing uses [default: open]
    #[arg(long, value_name = "SCOPE")]
    pub(in crate::cli) scope: Option<World>,
    /// Where the schemas of custom resources are: CRDs, JSON schemas, directories of either, and paths
    /// with the variables of kubeconform; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) schema_location: Vec<String>,
    /// Which rules are on [default: recommended]
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub(in crate::cli) profile: Option<Profile>,
    /// Report these rules and categories only, or beside --profile these as well; separated by commas, or repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = Names::of_rules(), hide_possible_values = true)]
    pub(in crate::cli) select: Vec<String>,
    /// Leave out these rules and categories, or only what they find at a field: invalid-value@spec.schedule
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = Names::of_rules(), hide_possible_values = true)]
    pub(in crate::cli) ignore: Vec<String>,
    /// Leave out files and directories that match, in the syntax of .gitignore; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Also check the paths that a file lists, one a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) files_from: Option<PathBuf>,
    /// What reports call standard input
    #[arg(long, value_name = "PATH", default_value = STDIN)]
    pub(in crate::cli) stdin_filename: String,
    /// How much is read of one file or of standard input, with KiB, MiB or GiB
    #[arg(long, value_name = "SIZE", default_value = "512MiB")]
    pub(in crate::cli) max_file_size: Most,
    #[command(flatten)]
    pub(in crate::cli) charts: Charts,
    #[command(flatten)]
    pub(in crate::cli) configuration: Configuration,
    /// Accept a directory or standard input without a manifest
    #[arg(long)]
    pub(in crate::cli) allow_empty: bool,
}

impl Scope {
    /// Paths, and all else as it is by itself.
    pub(in crate::cli) fn of(paths: Vec<PathBuf>, configuration: &Configuration) -> Self {
        Self {
            paths,
            stdin_filename: STDIN.to_owned(),
            configuration: configuration.clone(),
            ..Self::default()
        }
    }
}

/// What Helm charts are rendered with.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct Charts {
    /// Render Helm charts with a file of values, in the place of those that lie beside them; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) values: Vec<PathBuf>,
    /// Render Helm charts with a value, as Helm takes it: image.tag=1.2; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub(in crate::cli) set: Vec<String>,
    /// The namespace of the releases of Helm charts that nothing delivers [default: default]
    #[arg(long, value_name = "NAMESPACE")]
    pub(in crate::cli) namespace: Option<String>,
    /// API versions that templates of Helm charts are told of beside those of the cluster; separated by commas, or repeated
    #[arg(long, value_name = "APIVERSION", value_delimiter = ',')]
    pub(in crate::cli) api_versions: Vec<String>,
}

impl Charts {
    /// What they say, if anything.
    pub(in crate::cli) fn values(&self) -> Option<ChartValues> {
        let file = |path: &PathBuf| (path.clone(), shown(path));
        let values = ChartValues {
            files: self.values.iter().map(file).collect(),
            set: self.set.clone(),
            namespace: self.namespace.clone(),
            api_versions: self.api_versions.clone(),
            ..ChartValues::default()
        };
        (values != ChartValues::default()).then_some(values)
    }
}

/// What of that is reported on.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct Part {
    /// Report only on files that have changed since a commit, as git knows it, and on fields that may not change
    #[arg(long, value_name = "REF")]
    pub(in crate::cli) changed_since: Option<String>,
    /// Look at the manifests of a directory too, for what the files to check refer to, and do not report on them
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) project: Option<PathBuf>,
}

#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    pub(in crate::cli) reporting: Reporting,
    /// Fix what can be fixed without changing what is meant, and report what is left
    #[arg(long)]
    pub(in crate::cli) fix: bool,
    /// Show what would be fixed, and change nothing
    #[arg(long, conflicts_with = "fix")]
    pub(in crate::cli) diff: bool,
    /// Fix, or show, also what is probably right but wants to be looked at
    #[arg(long)]
    pub(in crate::cli) unsafe_fixes: bool,
    /// Judge one of several shares of the files, and print a partial result for `podlint merge`
    #[arg(long, value_name = "NUMBER/COUNT", conflicts_with_all = OF_MERGE)]
    pub(in crate::cli) shard: Option<Shard>,
    /// Keep in a directory what was judged of each file, and judge only what is new
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) cache: Option<PathBuf>,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "unsafe_fixes", "shard", "cache"])]
    pub(in crate::cli) watch: bool,
    #[command(flatten)]
    pub(in crate::cli) part: Part,
    #[command(flatten)]
    pub(in crate::cli) scope: Scope,
}

#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct Configuration {
    /// Read this configuration file, and no other
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Ignore configuration files
    #[arg(long)]
    pub(in crate::cli) no_config: bool,
    /// Let links, and paths in configuration files, charts and kustomizations, lead into this directory as well; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) trust: Vec<PathBuf>,
}

impl ValueEnum for World {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Profile {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
