//! What rules are given.

use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;

use crate::api::Versions;
use crate::diagnostic::{Certainty, Diagnostic, RuleId, Shared};
use crate::facts::{self, Facts};
use crate::objects::{
    Awaited, Claim, ConfigMaps, Container, Entry, Exec, Neighbours, Network, Object, Place, Pod,
    Pods, Resource, Workload,
};
use crate::rules::{PROVIDED, Parameters};
use crate::source::SourceId;
use crate::yaml::Cursor;

/// One workload with its pod and what is known about it.
#[derive(Debug)]
pub struct KnownPod<'c, 't> {
    /// The object that it is.
    pub object: &'c Object<'t>,
    /// The workload.
    pub workload: &'c Workload<'t>,
    /// Its pod.
    pub pod: &'c Pod<'t>,
    /// The versions of Kubernetes that it is for.
    pub versions: Versions,
    /// What users tell of their own environment.
    pub parameters: &'c Parameters,
    config_maps: &'c ConfigMaps<'t>,
    facts: OnceCell<Facts<'c, 't>>,
    execs: OnceCell<Vec<(&'c Container<'t>, Exec<'t>)>>,
}

impl<'c, 't> KnownPod<'c, 't> {
    /// What is known of a workload's pod, to be shared by the rules that are asked.
    #[must_use]
    pub fn of(
        object: &'c Object<'t>,
        workload: &'c Workload<'t>,
        config_maps: &'c ConfigMaps<'t>,
        versions: Versions,
        parameters: &'c Parameters,
    ) -> Rc<Self> {
        Rc::new(Self {
            object,
            workload,
            pod: &workload.pod,
            versions,
            parameters,
            config_maps,
            facts: OnceCell::new(),
            execs: OnceCell::new(),
        })
    }

    /// What is known about the pod's containers, worked out for the first rule that asks.
    pub fn facts(&self) -> &Facts<'c, 't> {
        self.facts
            .get_or_init(|| Facts::of(self.pod, self.config_maps, &self.parameters.images))
    }

    /// The command lines that its containers start word for word, each with its container.
    pub fn execs(&self) -> &[(&'c Container<'t>, Exec<'t>)] {
        self.execs.get_or_init(|| {
            let of = |container: &'c Container<'t>| {
                let execs = container.execs().into_iter();
                execs.map(move |exec| (container, exec))
            };
            self.pod.all_containers().flat_map(of).collect()
        })
    }

    /// The peers that the init containers must reach before they end, beyond the pod itself.
    #[must_use]
    fn awaits(&self) -> Box<[Awaited]> {
        if self.pod.init_containers.is_empty() {
            return Box::default();
        }
        let mut found = Vec::new();
        for part in self.facts().preparing() {
            let beyond = part.needs.iter().filter(|need| !need.peer.is_local());
            found.extend(beyond.map(|need| Awaited {
                container: part.name().into_owned(),
                host: need.peer.host.clone(),
                by_name: need.peer.by_name,
                waits: need.waits,
                certainty: need.certainty,
                at: Place {
                    at: need.span,
                    ..Place::saying(&need.peer.host, self.object, &need.at)
                },
            }));
        }
        found.into()
    }

    /// What is known of its pods on the network, for the objects that refer to them. Of pods into which others are put
    /// when they are made, and of those on the network of their node, nothing is.
    #[must_use]
    pub fn network(&self) -> Network {
        let known = match self.is_open() {
            true => Network::default(),
            false => self.facts().network(self.object, self.pod),
        };
        Network {
            awaits: self.awaits(),
            ..known
        }
    }

    /// Whether more may listen at the pod's address than the manifest shows.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.pod.host_network || self.pod.is_injected() || !self.pod.complete
    }

    /// Whether its pods run to their end: a job's, and those that are not restarted.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.is_meant_to_end().is_some()
    }

    /// How certain it is that its pods are there to come to an end, if anything says so.
    #[must_use]
    pub fn is_meant_to_end(&self) -> Option<Certainty> {
        facts::is_meant_to_end(self.workload)
    }

    /// Whether every version has init containers that run on: native sidecars.
    ///
    /// In 1.28 behind a feature gate, on by default since 1.29 (KEP-753).
    #[must_use]
    pub fn has_native_sidecars(&self) -> bool {
        let oldest = self.versions.iter().next();
        oldest.is_some_and(|version| version.minor() >= 29)
    }
}

/// What a rule on pods is given: a pod, and a name to speak in.
#[derive(Debug)]
pub struct PodContext<'c, 't> {
    /// The rule that is asked, which is that of its diagnostics.
    pub rule: RuleId,
    /// The pod. Counted rather than borrowed: it keeps what it borrows itself from changing its lifetime.
    pub known: Rc<KnownPod<'c, 't>>,
}

impl<'c, 't> Deref for PodContext<'c, 't> {
    type Target = KnownPod<'c, 't>;

    fn deref(&self) -> &Self::Target {
        &self.known
    }
}

impl<'t> PodContext<'_, 't> {
    /// The ports that a parameter of this rule is set to.
    #[must_use]
    pub fn ports(&self, parameter: &str) -> &[i64] {
        self.parameters.ports(self.rule, parameter)
    }

    /// The paths or the words that a parameter of this rule is set to.
    #[must_use]
    pub fn words(&self, parameter: &str) -> &[String] {
        self.parameters.words(self.rule, parameter)
    }

    /// The number that a parameter of this rule is set to.
    #[must_use]
    pub fn number(&self, parameter: &str) -> Option<i64> {
        self.parameters.number(self.rule, parameter)
    }

    /// The word that a parameter of this rule is set to, out of its choices.
    #[must_use]
    pub fn choice(&self, parameter: &str) -> Option<&str> {
        self.parameters.choice(self.rule, parameter)
    }

    /// Whether somebody asks for this rule, so that it makes no exceptions.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.parameters.is_asked(self.rule)
    }

    /// Whether users say that something answers on a port in every pod, which the manifests do not show.
    #[must_use]
    pub fn is_provided(&self, port: i64) -> bool {
        let (rule, name) = PROVIDED;
        self.parameters.ports(rule, name).contains(&port)
    }

    /// A diagnostic of the rule that is asked on a container, which is told together with those that say the same of other
    /// containers: what one does, `runs privileged`, and what several do, `run privileged`.
    #[must_use]
    pub fn of_container(
        &self,
        container: &Container<'t>,
        at: &Cursor<'t>,
        [one, many]: [impl Into<String>; 2],
    ) -> Diagnostic {
        let shared = Shared::of_container(&container.called(), [one.into(), many.into()]);
        let mut found = self.diagnostic(at, shared.message()).shared(shared);
        found.container = Some(container.called().into());
        found
    }

    /// A diagnostic of the rule that is asked, at a place of the pod's object. The rest is added with its methods.
    #[must_use]
    pub fn diagnostic(&self, at: &Cursor<'t>, message: impl Into<String>) -> Diagnostic {
        self.object.diagnostic(self.rule, at, message)
    }
}

/// What a rule on objects of any built-in kind is given.
#[derive(Debug)]
pub struct ObjectContext<'c, 't> {
    /// The rule that is asked, which is that of its diagnostics.
    pub rule: RuleId,
    /// The object.
    pub object: &'c Object<'t>,
    /// The versions of Kubernetes that it is for.
    pub versions: Versions,
    /// What users tell of their own environment.
    pub parameters: &'c Parameters,
}

impl<'t> ObjectContext<'_, 't> {
    /// Whether somebody asks for this rule, so that it makes no exceptions.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.parameters.is_asked(self.rule)
    }

    /// A diagnostic of the rule that is asked, at a place of the object. The rest is added with its methods.
    #[must_use]
    pub fn diagnostic(&self, at: &Cursor<'t>, message: impl Into<String>) -> Diagnostic {
        self.object.diagnostic(self.rule, at, message)
    }
}

/// A source that is read once more, since what the run knows of its objects is not enough.
#[derive(Clone, Debug)]
pub struct Reread {
    /// What reports call it.
    pub path: String,
    /// All of it.
    pub text: String,
    /// The versions of Kubernetes that it is for.
    pub versions: Versions,
}

/// What a rule on how objects stand to each other is given.
pub struct RunContext<'c, 'i> {
    /// The rule that is asked, which is that of its diagnostics.
    pub rule: RuleId,
    /// The objects of a run.
    pub neighbours: &'c Neighbours<'i>,
    /// Reads a source again; `None` if it cannot be read any more.
    pub again: &'c (dyn Fn(SourceId) -> Option<Reread> + Sync),
    /// What users tell of their own environment, in the directory of a source.
    pub parameters: &'c (dyn Fn(SourceId) -> &'i Parameters + Sync),
}

impl<'i> RunContext<'_, 'i> {
    /// The claim that a workload uses, if one node or one pod may have it at a time, and how certain that is.
    #[must_use]
    pub fn single_claim(
        &self,
        workload: Entry<'i, Pods>,
        used: &'i Place,
    ) -> Option<(Entry<'i, Claim>, Certainty)> {
        let claim = self.neighbours.claim(workload.resource, &used.text)?;
        Some((claim, facts::excludes_two_pods(claim.is)?))
    }

    /// A diagnostic of the rule that is asked, at a place of one of the objects.
    #[must_use]
    pub fn diagnostic(&self, object: &Resource, at: &Place, message: String) -> Diagnostic {
        object.diagnostic(self.rule, at, message)
    }

    /// Whether somebody asks for this rule where an object stands, so that it makes no exceptions.
    #[must_use]
    pub fn is_asked(&self, of: &Resource) -> bool {
        (self.parameters)(of.source).is_asked(self.rule)
    }

    /// The words that a parameter of this rule is set to for an object.
    #[must_use]
    pub fn words(&self, of: &Resource, parameter: &str) -> &'i [String] {
        (self.parameters)(of.source).words(self.rule, parameter)
    }

    /// The number that a parameter of this rule is set to for an object.
    #[must_use]
    pub fn number(&self, of: &Resource, parameter: &str) -> Option<i64> {
        (self.parameters)(of.source).number(self.rule, parameter)
    }

    /// The workloads of the run.
    pub fn workloads(&self) -> impl Iterator<Item = Entry<'i, Pods>> {
        self.neighbours.inventory.all()
    }
}
