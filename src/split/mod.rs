//! Takes a pod apart: the manifests after what `independent-tiers` and `separately-scaled-sidecar` ask for.
//!
//! One step moves one tier, with what it needs beside it, into a workload of its own; steps follow until
//! nothing is found. A step is a plan (`plan.rs`), made of facts, and then the text with that plan carried out:
//! pieces of the manifest are removed, copied and changed where they stand, and nothing else is touched.

mod aliases;
mod dials;
mod draft;
mod edits;
mod fates;
mod fresh;
mod ingress;
mod insert;
mod labels;
mod names;
mod notes;
mod plan;
mod reach;
mod services;
mod workload;
mod write;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::mend::{cut, lines};
use crate::objects::{ConfigMaps, Object, Pod, Workload, WorkloadKind, recognize};
use crate::rules::{self, Chosen, KnownPod, Registry};
use crate::source::SourceId;
use crate::yaml::Tree;
pub use fates::Place;
use plan::Plan;

/// More steps than any manifest by hand asks for; each reads the file again.
const MAX_STEPS: usize = 100;

/// The manifests after a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The text of the file, as it was where nothing is to be split.
    pub text: String,
    /// What was moved, in order.
    pub moves: Vec<Move>,
}

/// One tier that has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The workload that it was in: `Deployment shop`.
    pub from: String,
    /// The one that it is in now.
    pub into: String,
    /// The finding: its rule and its message.
    pub why: String,
    /// Where each container went, and why.
    pub parts: Vec<Went>,
    /// What else changed, and what is worth a look.
    pub reasons: Vec<Reason>,
}

/// Where a container went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Went {
    /// The container.
    pub name: String,
    /// Where it runs now.
    pub place: Place,
    /// Why it does.
    pub why: String,
}

/// A sentence about something in the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub subject: String,
    /// What is so.
    pub text: String,
}

/// Takes the pods of a text apart. `wanted` says which objects of the file, by kind and name.
///
/// # Errors
///
/// Says what keeps a pod from being taken apart.
pub fn split(
    path: &str,
    text: &str,
    settings: &Settings,
    wanted: &dyn Fn(&Object<'_>) -> bool,
) -> Result<Split, String> {
    let mut split = Split {
        text: text.to_owned(),
        moves: Vec::new(),
    };
    // What one step makes, the next may take apart.
    let mut made: Vec<String> = Vec::new();
    loop {
        let is_wanted = |object: &Object<'_>| wanted(object) || made.contains(&object.called());
        let Some((text, step)) = step(path, &split.text, settings, &is_wanted)? else {
            return Ok(split);
        };
        if split.moves.len() == MAX_STEPS {
            return Err(format!(
                "more than {MAX_STEPS} tiers are to be moved; --object names a workload to begin with"
            ));
        }
        made.push(step.into.clone());
        split.text = text;
        split.moves.push(step);
    }
}

/// The text after the first split that is asked for.
fn step(
    path: &str,
    text: &str,
    settings: &Settings,
    wanted: &dyn Fn(&Object<'_>) -> bool,
) -> Result<Option<(String, Move)>, String> {
    let tree = Tree::read(text);
    let objects = objects(path, &tree)?;
    let config_maps = ConfigMaps::of(&tree);
    let chosen = Chosen::of(&Registry::default(), |rule| rules::SPLIT.contains(&rule.id));
    for object in objects.iter().filter(|object| wanted(object)) {
        let Some(workload) = Workload::of(object) else {
            continue;
        };
        if workload.pod.is_crowded() {
            let (called, crowd) = (object.called(), Pod::crowd());
            return Err(format!(
                "{called}: its pod has {crowd}; what its tiers are is not worked out"
            ));
        }
        let mut found = Vec::new();
        let (versions, parameters) = (settings.versions, &settings.parameters);
        let known = KnownPod::of(object, &workload, &config_maps, versions, parameters);
        // A rule that fails shows in `podlint check`.
        drop(rules::check_pod(&known, &chosen, &mut found));
        let to_split = |found: &&Diagnostic| rules::SPLIT.contains(&found.rule);
        let Some(finding) = found.iter().find(to_split) else {
            continue;
        };
        let done = carry_out(object, &objects, (&workload, known.facts()), finding);
        return done
            .map(Some)
            .map_err(|error| format!("{}: {error}", object.called()));
    }
    Ok(None)
}

fn carry_out<'t>(
    object: &Object<'t>,
    objects: &[Object<'t>],
    (workload, facts): (&Workload<'t>, &Facts<'_, 't>),
    finding: &Diagnostic,
) -> Result<(String, Move), String> {
    if workload.kind == WorkloadKind::PodTemplate {
        return Err("a PodTemplate is for others to copy, and cannot be two".to_owned());
    }
    let plan = Plan::of(object, objects, (workload, facts), finding)?;
    let (text, reasons) = write::write(&plan)?;
    let parts = plan.fates.iter().map(|fate| Went {
        name: fate.container.called().into_owned(),
        place: fate.place,
        why: fate.why.clone(),
    });
    let step = Move {
        from: object.called(),
        into: format!("{} {}", plan.kind.name(), plan.name),
        why: format!("{}: {}", finding.rule, finding.message),
        parts: parts.collect(),
        reasons,
    };
    Ok((text, step))
}

/// The objects of a file whose every document can be read.
fn objects<'t>(path: &str, tree: &'t Tree<'t>) -> Result<Vec<Object<'t>>, String> {
    let mut objects = Vec::new();
    for document in tree.documents() {
        if let Some(fault) = document.faults.first() {
            let line = lines::number(tree.text(), fault.span.start);
            return Err(format!("line {line}: {}", fault.message));
        }
        objects.extend(recognize(SourceId(0), path, tree, document).objects());
    }
    Ok(objects)
}
