//! What delivers charts and overlays of a repository: Argo CD Applications, Flux HelmReleases and Flux Kustomizations, with
//! the values and changes that they give.
//!
//! Its authority is the documentation of these tools: <https://argo-cd.readthedocs.io/en/stable/user-guide/> and
//! <https://fluxcd.io/flux/components/>. Nothing is fetched or run: what lies in another repository, or is only known to a
//! cluster, is told as not followed.

mod address;
mod application;
mod expansion;
mod fields;
mod fragment;
mod kustomization;
mod manifests;
mod release;
mod repository;
mod role;
mod sources;
mod substitute;

use std::path::PathBuf;
use std::sync::Arc;

pub use repository::Repository;
pub use role::{Role, may_be_named, may_deliver};
pub use substitute::{Given, Variables};

use crate::helm::Request;
use crate::kustomize::Change;
use crate::origin::{Passage, Problem, ReadFile};

/// What delivers something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deliverer {
    /// `Application`, `HelmRelease`.
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
    let all = manifests::Manifests::of(texts);
    let mut found = Vec::new();
    for object in &all.objects {
        match (object.group.as_str(), object.kind.as_str()) {
            ("argoproj.io", "Application") => application::note(object, repository),
            ("helm.toolkit.fluxcd.io", "HelmRelease") => release::note(object, &all, repository),
            ("kustomize.toolkit.fluxcd.io", "Kustomization") => {
                kustomization::note(object, &all, repository);
            }
            _ => {}
        }
    }
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
