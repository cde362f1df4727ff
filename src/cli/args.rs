//! The arguments, and what the help says of them.

mod again;
mod check;
mod names;
mod pictures;
mod render;
mod reporting;
mod rules;
mod schemas;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

pub(super) use check::{Check, Configuration, Part, Scope};
use names::Names;
pub(super) use names::pages;
pub(super) use pictures::{Graph, GraphFormat, Pod, PodFormat};
pub(super) use render::Render;
pub(super) use reporting::Merge;
pub(super) use rules::{Rules, TestRules};
pub(super) use schemas::Schemas;

const EXAMPLES: &str = "\
Examples:
  podlint k8s/                              check the manifests in a directory
  helm template ./chart | podlint check -   check what a program writes
  podlint explain duplicate-container-port  what a rule finds, why, and what to do
  podlint explain deploy.spec.strategy      what a field of the API is";

const USAGE: &str = "\
podlint [check] [OPTIONS] [PATH]...
       podlint <COMMAND>";

/// Lints Kubernetes manifests: what the API server would say, offline, and how a pod should be made.
#[derive(Debug, Parser)]
#[command(
    name = "podlint",
    bin_name = "podlint",
    version,
    args_conflicts_with_subcommands = true,
    override_usage = USAGE,
    after_help = EXAMPLES,
    help_template = "\
{about}

{usage-heading} {usage}

Commands:
{subcommands}

`check --help` and the like show the options.{after-help}
"
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: Check,
    /// Whether to use colour; `auto` does on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
}

/// The definition of the command line for a program that was started by that name: kubectl starts its
/// plugins by names such as `kubectl-podlint`, and people know that one as `kubectl podlint`.
pub(super) fn called(program: Option<&OsStr>) -> clap::Command {
    let stem = program.and_then(|program| Path::new(program).file_stem());
    if stem.is_some_and(|stem| stem == "kubectl-podlint") {
        return Args::command()
            .bin_name("kubectl podlint")
            .override_usage(USAGE.replace("podlint", "kubectl podlint"));
    }
    Args::command()
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check manifests (this is also what happens without a command)
    #[command(after_help = "\
Exit code: 0 nothing at or above --fail-on, 1 something, 2 not all could be checked, 3 a defect.

Examples:
  podlint check k8s/ --exclude 'charts/**' --format concise
  podlint check k8s/ --output sarif=podlint.sarif --output junit=podlint.xml
  podlint check k8s/ --changed-since origin/main
  podlint check k8s/a.yaml k8s/b.yaml --project .
  podlint check k8s/ --schema-location crds/
  podlint check k8s/ \\
    --schema-location 'schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json'")]
    Check(Box<Check>),
    /// Report on the partial results that `podlint check --shard` prints, as one run would
    #[command(after_help = "\
Run it where the shards ran: it reads the files again, and judges only what no part knows.

Example:
  podlint check k8s/ --shard 1/2 --output part=1.jsonl
  podlint check k8s/ --shard 2/2 --output part=2.jsonl
  podlint merge 1.jsonl 2.jsonl --output sarif=podlint.sarif")]
    Merge(Box<Merge>),
    /// Accept the findings that there are, so that only new ones are reported
    #[command(
        subcommand,
        after_help = "\
Example:
  podlint baseline write k8s/
  podlint check k8s/ --baseline podlint-baseline.json"
    )]
    Baseline(Box<Baseline>),
    /// Explain a rule or a category of rules, or a kind or field of the Kubernetes API
    #[command(after_help = "\
Examples:
  podlint explain duplicate-container-port
  podlint explain design
  podlint explain deploy.spec.strategy
  podlint explain pod.spec --recursive --kubernetes-version 1.29
  podlint explain hpa --api-version autoscaling/v1")]
    Explain(Explain),
    /// Write a commented podlint.toml to start from, or print snippets for hooks and CI
    #[command(after_help = "\
Examples:
  podlint init
  podlint init --print pre-commit             what to add to .pre-commit-config.yaml
  podlint init --print github | less          a workflow for .github/workflows")]
    Init {
        /// Write no file, but print what makes podlint run here
        #[arg(long, value_enum, value_name = "WHERE")]
        print: Option<Snippet>,
    },
    /// Show which settings hold, and which file says so
    #[command(after_help = "\
Examples:
  podlint config k8s/dev
  podlint config --schema > podlint.schema.json")]
    Config {
        /// The file or directory to show the settings of [default: the current directory]
        #[arg(value_name = "PATH")]
        path: Option<PathBuf>,
        #[command(flatten)]
        configuration: Configuration,
        /// Print the JSON schema of podlint.toml instead
        #[arg(long)]
        schema: bool,
    },
    /// Work with what leaves out findings
    #[command(subcommand)]
    Suppressions(Suppressions),
    /// Show the pods of files, charts and kustomizations as podlint sees them
    #[command(after_help = "\
Examples:
  podlint pod k8s/shop.yaml
  podlint pod k8s                                  all pods of a directory
  podlint pod k8s/overlays/prod
  podlint pod k8s/shop.yaml --object deployment/shop --format svg > shop.svg")]
    Pod(Pod),
    /// Draw what refers to what, from Ingresses to what workloads are configured with
    #[command(after_help = "\
Charts and kustomizations are drawn as they are rendered. What names or selects nothing is marked where `podlint check` tells \
it; what is named and not among the files is drawn in dashes. Exit code: 0 drawn, 2 not all could be read.

Examples:
  podlint graph k8s > shop.mmd
  podlint graph k8s/overlays/prod --format svg > shop.svg
  podlint graph k8s --scope closed --format svg > shop.svg    with everything that is missing marked")]
    Graph(Graph),
    /// Print manifests with the tiers of a pod as workloads of their own
    #[command(after_help = "\
The manifests go to standard output, as they are where nothing is to be split, so that they can be applied; no file is \
written. What --explain says goes to standard error.

Examples:
  podlint split k8s/shop.yaml > shop-split.yaml
  podlint split k8s/overlays/prod --explain > /dev/null
  podlint split k8s/shop.yaml --object deployment/shop --explain | kubectl diff -f -")]
    Split(Split),
    /// Render a Helm chart or a kustomization, as Helm and kustomize do
    #[command(after_help = "\
What is rendered goes to standard output as `helm template --include-crds` and `kustomize build --enable-helm` print it, Secrets as \
they are. Nothing is fetched: what is not there is named, and the rest is \
rendered. Exit code: 0 all was rendered, 2 not all.

Examples:
  podlint render charts/shop
  podlint render charts/shop -f prod.yaml --set image.tag=1.2 --namespace shop
  podlint render k8s/overlays/prod                 what the overlay comes to
  podlint render charts/shop --origins | less -S   the file and line that each line comes from")]
    Render(Box<Render>),
    /// List the rules
    #[command(after_help = "\
Examples:
  podlint rules --format json | jq -r '.[].name'
  podlint rules --covers kube-linter:latest-tag   what finds the same as a check of another linter
  podlint rules --peers                           what answers each of their checks
  podlint rules test lint/rules                   whether rules of your own do as their pages say")]
    Rules(Rules),
    /// Talk with an editor, by the language server protocol
    #[command(after_help = "\
An editor starts it and talks with it over standard input and output; logs go to standard error. It has the findings of \
`podlint check` in the directories that the editor has open, with what is not saved yet. Schemas that a podlint.toml names are \
used if the editor says that it trusts them: initializationOptions {\"trusted\": true}.

docs/editors.md says how to set up Neovim, Helix, Zed, Emacs, JetBrains and VS Code.")]
    Server {
        /// Talk over standard input and output, as is done anyway
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Work with the schemas of custom resources
    #[command(subcommand)]
    Schemas(Schemas),
    /// List the versions of Kubernetes that manifests can be checked against
    #[command(after_help = "Example:\n  podlint versions")]
    Versions {
        /// How to list
        #[arg(long, short = 'o', value_enum, default_value_t, value_name = "FORMAT")]
        format: ListFormat,
    },
    /// Print the version of podlint
    Version,
    /// List the kinds of a version of Kubernetes
    #[command(after_help = "Example:\n  podlint api-resources --kubernetes-version 1.30")]
    ApiResources {
        /// The version of Kubernetes, such as 1.30 [default: the newest known]
        #[arg(long, value_name = "VERSION")]
        kubernetes_version: Option<String>,
        /// How to list
        #[arg(long, short = 'o', value_enum, default_value_t, value_name = "FORMAT")]
        format: ListFormat,
    },
    /// Print the completions of a shell
    #[command(
        after_help = "Example:\n  podlint completions bash > ~/.local/share/bash-completion/completions/podlint"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages to a directory
    #[command(after_help = "Example:\n  podlint man ~/.local/share/man/man1")]
    Man {
        /// The directory, which is made if it is not there
        #[arg(value_name = "DIRECTORY")]
        directory: PathBuf,
    },
}

#[derive(Clone, Debug, clap::Args)]
pub(super) struct Explain {
    /// A rule, as findings name it, or a category; or a kind by any of its names, and fields behind it
    #[arg(value_name = "RULE|CATEGORY|KIND[.FIELD]...", value_parser = Names::of_pages(), hide_possible_values = true)]
    pub(super) name: String,
    /// Show the fields of fields too, down to the last
    #[arg(long)]
    pub(super) recursive: bool,
    /// The version of Kubernetes, such as 1.36 [default: the newest known]
    #[arg(long, value_name = "VERSION")]
    pub(super) kubernetes_version: Option<String>,
    /// Of kinds with the same name, that of this apiVersion [default: the stable and newest]
    #[arg(long, value_name = "APIVERSION")]
    pub(super) api_version: Option<String>,
    /// How to explain
    #[arg(long, short = 'o', value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: ListFormat,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

/// A file that must be named, in one way or the other.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct File {
    /// The file, `-` for standard input; or a chart or a kustomization, which is rendered
    #[arg(value_name = "FILE", required_unless_present = "filename")]
    file: Option<PathBuf>,
    /// The file, as kubectl takes it
    #[arg(long, short, value_name = "FILE", conflicts_with = "file")]
    filename: Option<PathBuf>,
}

impl File {
    /// Where it is; `-` is standard input.
    pub(super) fn path(&self) -> &Path {
        let path = self.file.as_deref().or(self.filename.as_deref());
        path.unwrap_or(Path::new("-"))
    }
}

#[derive(Clone, Debug, clap::Args)]
pub(super) struct Split {
    #[command(flatten)]
    pub(super) file: File,
    /// Of several workloads, this one
    #[arg(long, value_name = "KIND/NAME")]
    pub(super) object: Option<String>,
    /// Say what went where, and why
    #[arg(long)]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

#[derive(Clone, Debug, Subcommand)]
pub(super) enum Baseline {
    /// List all findings in a file; entries of files that are not checked stay
    Write(BaselineArgs),
    /// Take out of the file what is no longer found
    Prune(BaselineArgs),
}

#[derive(Clone, Debug, clap::Args)]
pub(super) struct BaselineArgs {
    /// The file
    #[arg(long, value_name = "FILE", default_value = "podlint-baseline.json")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) scope: Scope,
}

#[derive(Clone, Debug, Subcommand)]
pub(super) enum Suppressions {
    /// Turn annotations for kube-linter, kube-score and Polaris into podlint's own
    #[command(after_help = "\
Example:
  podlint suppressions convert k8s/ --write")]
    Convert {
        /// Files and directories [default: the current directory]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Change the files; otherwise what would be changed is only listed
        #[arg(long)]
        write: bool,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Snippet {
    /// A repository for .pre-commit-config.yaml
    PreCommit,
    /// A workflow for GitHub Actions
    Github,
    /// A job for .gitlab-ci.yml
    Gitlab,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    #[default]
    Human,
    Json,
}
