//! One file, or what one chart or kustomization comes to, and the object in it that is meant.

use std::io;
use std::path::Path;

use super::args::Configuration;
use super::rendered::What;
use super::sources::Sources;
use super::{Failure, configuration, say};
use crate::api::{self, Version};
use crate::config::{Flags, Settings, Settling};
use crate::disk;
use crate::files::{self, Most};
use crate::helm::Request;
use crate::host::Host;
use crate::machine;
use crate::objects::{Object, Workload, recognize};
use crate::report::picture::append;
use crate::source::{SourceId, reason};
use crate::yaml::Tree;

/// What messages call standard input.
const STDIN: &str = "<stdin>";

/// A file, standard input, or what was rendered.
#[derive(Debug)]
pub(super) struct OneFile {
    /// What messages call it.
    pub(super) shown: String,
    /// What it says.
    pub(super) text: String,
}

impl OneFile {
    /// Reads a file; `-` is standard input. A chart or a kustomization is rendered, and what does not go well in that is
    /// said.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let host = machine::host();
        if let Some(what) = What::of(path, &*host.files) {
            return Self::rendered(what, path, &host);
        }
        let (shown, bytes) = if path.as_os_str() == "-" {
            let bytes = disk::read_all(io::stdin().lock(), 0, Most::default());
            (STDIN.to_owned(), bytes)
        } else {
            (files::shown(path), disk::read(path))
        };
        let bytes =
            bytes.map_err(|error| Failure::Request(format!("{shown}: {}", reason(&error))))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::Request(format!(
                "{shown} is not UTF-8; podlint check {shown} says where"
            ))
        })?;
        Ok(Self { shown, text })
    }

    fn rendered(what: What, path: &Path, host: &Host) -> Result<Self, Failure> {
        let shown = files::shown(path);
        let rendering = what.render(path, &Request::default(), &[], host);
        let sources = Sources::new(&rendering, &host.files.here());
        let told = rendering
            .problems
            .iter()
            .filter(|problem| problem.is_grave());
        told.for_each(|problem| say(&sources.sentence(problem)));
        if rendering.is_refused() || rendering.is_nothing() {
            let sentence = format!("{shown}: nothing was rendered");
            return Err(Failure::Request(sentence));
        }
        let mut file = Self {
            shown,
            text: String::new(),
        };
        for output in &rendering.outputs {
            append(&mut file.text, output.text.as_str());
        }
        Ok(file)
    }

    /// What holds for it.
    pub(super) fn settings(&self, asked: &Configuration) -> Result<Settings, Failure> {
        let files = configuration::files(asked, [Path::new(&self.shown)].into_iter())?;
        let settings = Settling::by(&Flags::default())?.settle(&files, &[])?;
        Ok(settings.of(Path::new(&self.shown)).clone())
    }
}

/// An object by its kind and name: `deployment/shop`.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    kind: String,
    name: String,
}

impl Wanted {
    /// Reads what was asked for; the kind by any of its names.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let Some((kind, name)) = text
            .rsplit_once('/')
            .filter(|(kind, name)| !kind.is_empty() && !name.is_empty())
        else {
            return Err(Failure::Request(format!(
                "--object {text}: an object is named by its kind and its name, as in deployment/shop"
            )));
        };
        let known = api::find(kind, None, Version::newest());
        let kind = known.map_or_else(|_| kind.to_owned(), |place| place.kind.kind().to_owned());
        Ok(Self {
            kind,
            name: name.to_owned(),
        })
    }

    /// Whether it is this object.
    pub(super) fn is(&self, object: &Object<'_>) -> bool {
        object.kind.eq_ignore_ascii_case(&self.kind)
            && object.name().as_deref() == Some(&*self.name)
    }
}

/// Fails where there is no object with a pod, or not the one that is asked for.
pub(super) fn require(
    file: &OneFile,
    tree: &Tree<'_>,
    wanted: Option<&Wanted>,
) -> Result<(), Failure> {
    let objects = objects(file, tree);
    let found = wanted.is_none_or(|wanted| objects.iter().any(|object| wanted.is(object)));
    if found && !objects.is_empty() {
        return Ok(());
    }
    let shown = &file.shown;
    let named = if shown == STDIN { "-" } else { shown };
    let there: Vec<String> = objects
        .iter()
        .filter(|object| Workload::of(object).is_some())
        .map(Object::called)
        .collect();
    Err(Failure::Request(match wanted {
        _ if objects.is_empty() => {
            format!("{shown} holds no manifest; podlint check {named} --show-skipped says why")
        }
        Some(wanted) if there.is_empty() => {
            format!(
                "{shown} has no {} {}, and nothing with a pod",
                wanted.kind, wanted.name
            )
        }
        Some(wanted) => {
            format!(
                "{shown} has no {} {}; it has {}",
                wanted.kind,
                wanted.name,
                there.join(", ")
            )
        }
        None => format!("{shown} holds nothing with a pod"),
    }))
}

/// The objects of a file.
fn objects<'t>(file: &OneFile, tree: &'t Tree<'t>) -> Vec<Object<'t>> {
    let documents = tree.documents().iter();
    documents
        .flat_map(|document| recognize(SourceId(0), &file.shown, tree, document).objects())
        .collect()
}
