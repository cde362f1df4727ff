//! What judging a source, or an object in it, gives.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::custom::{Defined, Kind, RunCrds, Unasked};
use crate::diagnostic::{Diagnostic, MOST_OF_DOCUMENT, RuleId};
use crate::engine::Defect;
use crate::engine::guess::{self, Unread};
use crate::engine::kustomize::{Kustomization, Replaced};
use crate::engine::part::Lacking;
use crate::engine::test_data::TestFiles;
use crate::gitops::Role;
use crate::objects::{Inventory, Object, Resource, Skip};
use crate::panic::Panic;
use crate::rules::{Registry, Unchecked};
use crate::source::{Source, Span};
use crate::suppress::Suppressions;

/// A document that is not checked, or in part.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Passed {
    /// From 0.
    pub(super) document: u32,
    /// Why.
    pub(super) reason: Skip,
    /// What it is, where that says what would make it checked.
    pub(super) what: Option<Box<str>>,
}

/// What stands in a source, for those who ask about it.
#[derive(Debug, Default)]
pub(super) struct Written {
    inventory: Inventory,
    defines: Vec<Defined>,
}

/// What one source gave. It keeps the text, for excerpts, only if there is something to show.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The source; its text is empty if there are neither diagnostics nor suppressions.
    pub(super) source: Source,
    /// Unsorted.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How many documents it holds.
    pub(super) documents: usize,
    /// How many objects they hold.
    pub(super) objects: usize,
    /// Documents that were not checked, or in part, and why.
    pub(super) skipped: Vec<Passed>,
    /// Objects in which something is missing.
    pub(super) lacking: Vec<Lacking>,
    /// What other objects need to know of these.
    pub(super) inventory: Inventory,
    /// The objects that stand in it and what its CRDs define, where it is rendered, and only that is judged.
    pub(super) as_written: Arc<Written>,
    /// What it says of other files, where it is a kustomization.
    pub(super) kustomizations: Vec<Kustomization>,
    /// What it writes over values of other files, where a kustomization names it for that.
    pub(super) replaces: Vec<Replaced>,
    /// What is written in it on findings to leave out.
    pub(super) suppressions: Suppressions,
    /// The files that its tests name.
    pub(super) tests: TestFiles,
    /// What its CRDs define.
    pub(super) defines: Vec<Defined>,
    /// The kinds of its objects that neither Kubernetes nor a schema location has, by their groups.
    pub(super) undefined: BTreeSet<Kind>,
    /// Whether it has objects whose kinds Kubernetes or a schema location has.
    pub(super) has_known: bool,
    /// The CRDs of the run that it was judged by, if it was.
    pub(super) crds: Option<Arc<RunCrds>>,
    /// What its manifests have to do with deliveries.
    pub(super) role: Role,
    /// The chart that it was rendered from, if it says so.
    pub(super) chart: Option<String>,
    /// How many of its objects were read from a server.
    pub(super) served: usize,
    /// Where podlint failed.
    pub(super) defects: Vec<Defect>,
    /// Whether there is more to find than is kept.
    pub(super) is_cut: bool,
    /// Whether it has a pod of more containers than are held against each other.
    pub(super) is_crowded: bool,
    /// Whether what is judged of it hangs on more than its text and the settings, or is not to be written for others.
    pub(super) asks_around: bool,
    /// The parts of its text that are not checked.
    pub(super) unchecked: Vec<Span>,
    /// What the server cannot read as it stands, and what is known of it so far.
    pub(super) unread: Vec<Unread>,
}

impl Judged {
    pub(super) fn nothing(source: Source) -> Self {
        Self {
            source,
            diagnostics: Vec::new(),
            documents: 0,
            objects: 0,
            skipped: Vec::new(),
            lacking: Vec::new(),
            inventory: Inventory::default(),
            as_written: Arc::default(),
            kustomizations: Vec::new(),
            replaces: Vec::new(),
            suppressions: Suppressions::default(),
            tests: TestFiles::default(),
            defines: Vec::new(),
            undefined: BTreeSet::new(),
            has_known: false,
            crds: None,
            role: Role::None,
            chart: None,
            served: 0,
            defects: Vec::new(),
            is_cut: false,
            is_crowded: false,
            asks_around: false,
            unchecked: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Takes note of a failure, once for all objects that it is alike on. What a suppression in the source is for
    /// may then not have been found.
    pub(super) fn fail(&mut self, object: Option<&Object<'_>>, rule: Option<RuleId>, panic: Panic) {
        self.unchecked.push(Span::WHOLE);
        let alike = |known: &Defect| known.rule == rule && known.panic == panic;
        if self.defects.iter().any(alike) {
            return;
        }
        let name = |object: &Object<'_>| {
            let of = object.reference();
            [&*of.kind, of.name.as_deref().unwrap_or_default()]
                .join(" ")
                .trim_end()
                .to_owned()
        };
        self.defects.push(Defect {
            path: Some(self.source.path.clone()),
            object: object.map(name),
            rule,
            panic,
        });
    }

    /// What of a file is known that git-crypt has encrypted.
    pub(super) fn encrypted(source: Source) -> Self {
        let skipped = vec![Passed {
            document: 0,
            reason: Skip::Encrypted,
            what: Some("git-crypt".into()),
        }];
        Self {
            documents: 1,
            skipped,
            ..Self::nothing(source)
        }
    }

    /// Takes note of a document that is not checked, or in part.
    pub(super) fn skip(&mut self, document: u32, reason: Skip) {
        self.skipped.push(Passed {
            document,
            reason,
            what: None,
        });
    }

    /// The objects that stand in it, whether they or what they are rendered to is judged.
    pub(super) fn resources(&self) -> impl Iterator<Item = &Resource> {
        let written = &self.as_written.inventory.resources;
        self.inventory.resources.iter().chain(written)
    }

    /// Whether objects in it are judged, whatever CRDs are among the inputs.
    pub(super) fn has_objects(&self) -> bool {
        self.objects > 0 && (self.crds.is_none() || self.has_known)
    }

    /// What the CRDs in it define.
    pub(super) fn definitions(&self) -> impl Iterator<Item = &Defined> {
        self.defines.iter().chain(&self.as_written.defines)
    }

    /// Takes over what was known of the same source when it was judged by itself.
    pub(super) fn keep_what_is_written(&mut self, before: &Self) {
        self.as_written = match before.inventory.resources.is_empty() {
            true => Arc::clone(&before.as_written),
            false => Arc::new(Written {
                inventory: before.inventory.clone(),
                defines: before.defines.clone(),
            }),
        };
    }

    /// Takes over what was read in the same source of other files.
    pub(super) fn keep_what_is_said_of_others(&mut self, before: &Self) {
        self.kustomizations.clone_from(&before.kustomizations);
        self.replaces.clone_from(&before.replaces);
        self.tests.append(before.tests.clone());
    }

    /// Takes note, once, of what could not be rendered from it.
    pub(super) fn pass_over(&mut self, reason: Skip, document: u32, why: &str) {
        let is_why = |passed: &Passed| passed.what.as_deref() == Some(why);
        if !self.skipped.iter().any(is_why) {
            self.skipped.push(Passed {
                document,
                reason,
                what: Some(why.into()),
            });
        }
    }

    /// Adds what documents further down in the same source gave.
    pub(super) fn append(&mut self, mut other: Self) {
        // Of most texts there is one part.
        match self.diagnostics.is_empty() {
            true => self.diagnostics = other.diagnostics,
            false => self.diagnostics.append(&mut other.diagnostics),
        }
        self.documents += other.documents;
        self.objects += other.objects;
        self.skipped.append(&mut other.skipped);
        self.lacking.append(&mut other.lacking);
        self.inventory.append(other.inventory);
        self.kustomizations.append(&mut other.kustomizations);
        self.replaces.append(&mut other.replaces);
        self.suppressions.append(other.suppressions);
        self.tests.append(other.tests);
        self.defines.append(&mut other.defines);
        self.undefined.append(&mut other.undefined);
        self.has_known |= other.has_known;
        self.role = self.role.max(other.role);
        self.chart = self.chart.take().or(other.chart);
        self.served += other.served;
        self.defects.append(&mut other.defects);
        self.is_cut |= other.is_cut;
        self.is_crowded |= other.is_crowded;
        self.asks_around |= other.asks_around;
        self.unchecked.append(&mut other.unchecked);
        self.unread.append(&mut other.unread);
    }

    /// Takes in what was found in an object of a document; what keeps the server from reading it waits, so that it
    /// can be read as it was meant.
    pub(super) fn take(
        &mut self,
        object: &Object<'_>,
        mut said: ObjectFindings,
        is_broken: bool,
        rules: &Registry,
    ) {
        if let Some(reason) = said.skip {
            // Others may name it all the same.
            self.inventory.append(said.inventory);
            self.objects -= usize::from(!reason.is_in_part());
            self.unchecked.push(object.root.span());
            let what = format!("{} {}", object.api_version, object.kind);
            self.skipped.push(Passed {
                document: object.document,
                reason,
                what: Some(what.into()),
            });
            // Rules on pods, and those that people have written, need no schema.
            if !said.found.is_empty() {
                self.suppressions.add_annotations(object, rules);
                self.diagnostics.append(&mut said.found);
            }
            self.skipped.append(&mut said.passed);
            return;
        }
        self.suppressions.add_annotations(object, rules);
        self.is_cut |= said.found.len() >= MOST_OF_DOCUMENT;
        if is_broken || !said.found.iter().any(guess::is_guess) {
            self.keep(said);
        } else {
            self.unread.push(Unread::object(object, said));
        }
    }

    /// Takes in what was found in an object for good.
    pub(super) fn keep(&mut self, mut said: ObjectFindings) {
        self.diagnostics.append(&mut said.found);
        self.inventory.append(said.inventory);
        self.skipped.extend(said.passed);
        self.unchecked.append(&mut said.unchecked);
        self.lacking.extend(said.lacking);
    }
}

/// What there is to say of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct ObjectFindings {
    /// Unsorted.
    pub(super) found: Vec<Diagnostic>,
    /// What other objects need to know of it.
    pub(super) inventory: Inventory,
    /// Where something is missing in it.
    pub(super) lacking: Option<Lacking>,
    /// Why it is not checked, or in part, and where that is.
    pub(super) passed: Vec<Passed>,
    pub(super) unchecked: Vec<Span>,
    /// That no schema is known for it: then only rules on pods, and those that people have written, find anything in it.
    pub(super) skip: Option<Skip>,
}

impl ObjectFindings {
    /// Takes note that there is no schema for the object's kind, which says more than that a part of it is not checked.
    pub(super) fn lack_schema(&mut self, has_pods: bool) {
        self.passed.clear();
        self.skip = Some(match has_pods {
            true => Skip::PodsAlone,
            false => Skip::NoSchema,
        });
    }

    /// Takes note of rules that people have written, and that could not be asked of an object.
    pub(super) fn pass_written(&mut self, object: &Object<'_>, unchecked: Vec<Unchecked>) {
        if !unchecked.is_empty() {
            self.unchecked.push(object.root.span());
        }
        self.passed.extend(unchecked.into_iter().map(|of| Passed {
            document: object.document,
            reason: Skip::Expression,
            what: Some(format!("`{}`: {}", of.rule, of.why).into()),
        }));
    }

    /// Takes note of the rules of a CRD that were not asked of an object.
    pub(super) fn pass_rules(&mut self, object: &Object<'_>, unasked: Unasked) {
        let passed = |reason, what| Passed {
            document: object.document,
            reason,
            what,
        };
        let other = unasked.others.into_iter().next();
        let other = other.map(|what| passed(Skip::Expression, Some(what.into())));
        let transition = (unasked.transitions > 0).then(|| passed(Skip::Transition, None));
        let before = self.passed.len();
        self.passed.extend(other.into_iter().chain(transition));
        if self.passed.len() > before {
            self.unchecked.push(object.root.span());
        }
    }
}
