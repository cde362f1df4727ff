//! The arguments of `podlint render`.

use std::path::PathBuf;

use crate::helm::{How, Set};

/// A chart or a kustomization, and what a chart is rendered with.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Render {
    /// The directory of a chart or a kustomization, or a packed chart
    #[arg(value_name = "PATH")]
    pub(in crate::cli) path: PathBuf,
    /// A file of values; may be repeated, and the last holds
    #[arg(long, short = 'f', value_name = "FILE")]
    pub(in crate::cli) values: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) sets: Sets,
    /// The name of the release [default: release-name]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) release_name: Option<String>,
    /// The namespace of the release [default: default]
    #[arg(long, short = 'n', value_name = "NAMESPACE")]
    pub(in crate::cli) namespace: Option<String>,
    /// The version of Kubernetes that templates are told, such as 1.30 or 1.30.2 [default: the newest known]
    #[arg(long, value_name = "VERSION")]
    pub(in crate::cli) kubernetes_version: Option<String>,
    /// API versions that templates are told of beside those that Helm knows; separated by commas, or repeated
    #[arg(long, short = 'a', value_name = "APIVERSION", value_delimiter = ',')]
    pub(in crate::cli) api_versions: Vec<String>,
    /// Print each line behind the file and line that it comes from; with a chart's values, also theirs
    #[arg(long)]
    pub(in crate::cli) origins: bool,
    /// Let links and paths lead into this directory as well; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) trust: Vec<PathBuf>,
}

impl Render {
    /// An option that was given and is for charts alone.
    pub(in crate::cli) fn of_charts(&self) -> Option<&'static str> {
        let given = [
            (!self.values.is_empty(), "--values"),
            (!self.sets.all().is_empty(), "--set"),
            (self.release_name.is_some(), "--release-name"),
            (self.namespace.is_some(), "--namespace"),
            (!self.api_versions.is_empty(), "--api-versions"),
        ];
        let mut given = given.into_iter().filter(|(is_given, _)| *is_given);
        given.next().map(|(_, option)| option)
    }
}

/// Values that arguments set.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Sets {
    /// Set a value: image.tag=1.2,replicas=3; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Set a value to a string
    #[arg(long, value_name = "NAME=VALUE")]
    set_string: Vec<String>,
    /// Set a value to what JSON says
    #[arg(long, value_name = "NAME=JSON")]
    set_json: Vec<String>,
    /// Set a value to the text of a file
    #[arg(long, value_name = "NAME=FILE")]
    set_file: Vec<String>,
    /// Set a value to all that follows
    #[arg(long, value_name = "NAME=TEXT")]
    set_literal: Vec<String>,
}

impl Sets {
    /// All of them.
    pub(in crate::cli) fn all(&self) -> Vec<Set> {
        let kinds = [
            (How::Json, &self.set_json),
            (How::Typed, &self.set),
            (How::Text, &self.set_string),
            (How::File, &self.set_file),
            (How::Literal, &self.set_literal),
        ];
        let of = |(how, texts): (How, &Vec<String>)| {
            let texts = texts.clone().into_iter();
            texts
                .map(move |text| Set {
                    how,
                    text,
                    said_by: None,
                })
                .collect::<Vec<_>>()
        };
        kinds.into_iter().flat_map(of).collect()
    }
}
