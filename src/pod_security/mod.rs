//! The Pod Security Standards: what each of their levels forbids in a pod, in each of their versions, as the API server's own
//! admission plugin decides it.
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/> and the module
//! `k8s.io/pod-security-admission`, with which a script under `tests/conformance/record` compares every control.

mod baseline;
mod controls;
mod modes;
mod restricted;
mod seen;
mod standard;

pub(crate) use baseline::CAPABILITIES;
pub use controls::Control;
pub use modes::{Mode, Modes};
pub use standard::{Level, Standard};

use std::collections::BTreeSet;

use crate::api::Versions;
use crate::objects::Pod;
use crate::yaml::Cursor;
use seen::Seen;

/// A place in a pod that a control forbids.
#[derive(Clone, Debug)]
pub struct Breach<'t> {
    /// The field that decides; where it is missing, the name of what lacks it.
    pub at: Cursor<'t>,
    /// What is shown for it, where the field is too much to be shown whole: its key; or what stands there instead of what is
    /// missing: `all`, where `ALL` is asked for.
    pub shown: Option<Cursor<'t>>,
    /// What is wrong there, in a few words: `hostPort: 80`. Without anything a field is missing.
    pub what: Option<String>,
    /// The container it is in, by name.
    pub container: Option<String>,
}

/// What a control forbids in a pod.
#[derive(Clone, Debug)]
pub struct Violation<'t> {
    /// The control.
    pub control: &'static Control,
    /// Where, in the order of the control; at least one place.
    pub breaches: Vec<Breach<'t>>,
    /// The versions of Kubernetes in which it does, among those asked for.
    pub versions: Versions,
}

/// What a standard forbids in a pod on clusters of some versions, a violation for each control.
#[must_use]
pub fn violations<'t>(pod: &Pod<'t>, standard: Standard, versions: Versions) -> Vec<Violation<'t>> {
    let seen = Seen::of(pod);
    let mut found: Vec<Violation<'t>> = Vec::new();
    let mut judged = BTreeSet::new();
    for version in versions.iter().rev() {
        let minor = standard.minor_on(version);
        if !judged.insert(minor) {
            continue;
        }
        // A cluster that is newer than the standard's version judges by that version.
        let alike = versions
            .iter()
            .filter(|&other| standard.minor_on(other) == minor);
        let alike = alike.fold(Versions::from(version), Versions::with);
        for control in controls::of(standard.level, minor) {
            let breaches = (control.check)(&seen, minor);
            if breaches.is_empty() {
                continue;
            }
            let same = |known: &&mut Violation<'t>| {
                known.control.name == control.name && stand_alike(&known.breaches, &breaches)
            };
            match found.iter_mut().find(same) {
                Some(known) => known.versions = alike.iter().fold(known.versions, Versions::with),
                None => found.push(Violation {
                    control,
                    breaches,
                    versions: alike,
                }),
            }
        }
    }
    found
}

fn stand_alike(some: &[Breach<'_>], others: &[Breach<'_>]) -> bool {
    let places = |breaches: &[Breach<'_>]| -> Vec<_> {
        breaches.iter().map(|breach| breach.at.id()).collect()
    };
    places(some) == places(others)
}
