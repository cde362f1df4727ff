//! What delivers charts and overlays of a repository: Argo CD Applications and ApplicationSets, Flux HelmReleases and
//! Kustomizations, and helmfiles, with the values and changes that they give.
//!
//! Its authority is the documentation of these tools: <https://argo-cd.readthedocs.io/en/stable/user-guide/>,
//! <https://fluxcd.io/flux/components/>, <https://helmfile.readthedocs.io/>. Nothing is fetched or run: what lies in another
//! repository, or is only known to a cluster, is told as not followed.

mod address;
mod application;
mod application_set;
mod expansion;
mod fields;
mod fragment;
mod helmfile;
mod kustomization;
mod manifests;
mod release;
mod repository;
mod role;
mod sources;
mod substitute;

use std::path::PathBuf;
use std::sync::Arc;

pub use helmfile::is_helmfile;
pub use repository::Repository;
pub use role::{Role, may_be_named, may_deliver};
pub use substitute::{Given, Variables};

use crate::helm::Request;
use crate::kustomize::Change;
use crate::origin::{Passage, Problem, ReadFile};

/// What delivers something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deliverer {
    /// `Application`, `HelmRelease`, `helmfile release`.
    pub kind: String,
    /// Its namespace, if it is told.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

/// What one of them has to say of the repository.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Who says it.
    pub by: Deliverer,
    /// What is delivered.
    pub what: What,
    /// What is wrong with it, or cannot be followed.
    pub problems: Vec<Problem>,
    /// The files of the places of these.
    pub files: Arc<[ReadFile]>,
}

impl Delivery {
    /// What something delivers, or why it does not, with what else is to be said of that.
    fn of(
        by: Deliverer,
        what: Result<What, manifests::Refusal>,
        mut problems: Vec<Problem>,
        files: &Arc<[ReadFile]>,
    ) -> Self {
        let what = what.unwrap_or_else(|problem| {
            problems.push(*problem);
            What::Nothing
        });
        Self {
            by,
            what,
            problems,
            files: Arc::clone(files),
        }
    }
}

/// What is delivered.
#[derive(Clone, Debug)]
pub enum What {
    /// Nothing that lies in the repository.
    Nothing,
    /// A chart, with all that it is rendered with but the version of Kubernetes.
    Chart(PathBuf, Box<Request>),
    /// An overlay.
    Overlay(PathBuf, Box<Overlay>),
}

/// How an overlay is built.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// What is changed in it.
    pub change: Change,
    /// What takes the place of variables in what is built, if that is done at all.
    pub variables: Option<Variables>,
}

/// What the manifests in some texts deliver, in order.
#[must_use]
pub fn deliveries(texts: &[Passage], repository: &Repository<'_>) -> Vec<Delivery> {
    let (helmfiles, texts): (Vec<&Passage>, Vec<&Passage>) = texts.iter().partition(|text| {
        let file = text.files.first();
        file.is_some_and(|file| text.files.len() == 1 && is_helmfile(&file.path))
    });
    let mut all = manifests::Manifests::of(&texts);
    let mut found = Vec::new();
    for helmfile in helmfiles {
        helmfile::read_all(helmfile, repository, &mut found);
    }
    for object in &all.objects {
        match (object.group.as_str(), object.kind.as_str()) {
            ("argoproj.io", "Application") => application::note(object, repository),
            ("argoproj.io", "ApplicationSet") => application_set::note(object, repository),
            ("helm.toolkit.fluxcd.io", "HelmRelease") => release::note(object, &all, repository),
            ("kustomize.toolkit.fluxcd.io", "Kustomization") => {
                kustomization::note(object, &all, repository);
            }
            _ => {}
        }
    }
    generate(&mut all, repository, &mut found);
    for object in &all.objects {
        match (object.group.as_str(), object.kind.as_str()) {
            ("argoproj.io", "Application") => {
                application::read(object, repository, &mut found);
            }
            ("helm.toolkit.fluxcd.io", "HelmRelease") => {
                found.push(release::read(object, &all, repository));
            }
            ("kustomize.toolkit.fluxcd.io", "Kustomization") => {
                found.push(kustomization::read(object, &all, repository));
            }
            _ => {}
        }
    }
    found
}

/// Adds the Applications that ApplicationSets give.
fn generate(
    all: &mut manifests::Manifests,
    repository: &Repository<'_>,
    found: &mut Vec<Delivery>,
) {
    let mut given = Vec::new();
    for object in &all.objects {
        if object.group != "argoproj.io" || object.kind != "ApplicationSet" {
            continue;
        }
        match application_set::applications(object, repository) {
            Ok(applications) => given.extend(applications),
            Err(problem) => found.push(object.delivery(Err(problem), Vec::new())),
        }
    }
    given
        .iter()
        .for_each(|object| application::note(object, repository));
    all.objects.extend(given);
}
