//! Rules that ask one thing of one field: each is a page and a row in a table here, and needs no function of its own.
//!
//! A row says whose field it is ([`containers`], [`running`], [`pods`], [`objects`]), what is wanted of it
//! ([`FieldRule::is`], [`FieldRule::at_least`] and the like), which objects are meant at all ([`FieldRule::only`]) and
//! what is said where it is not so. [`judge`] does the rest: inheritance, the place, and one finding for many containers.

mod access;
mod judge;
mod reliability;
mod security;
mod steps;

pub(super) use access::ACCESS;
pub use judge::Place;
pub(super) use judge::{of_object, of_pod};
pub(super) use reliability::RELIABILITY;
pub(super) use security::SECURITY;

/// What is asked of a field.
#[must_use = "it is a row of a table"]
#[derive(Clone, Copy, Debug)]
pub struct FieldRule {
    of: Of,
    /// The way from what is judged: `securityContext.privileged`, `ports[].hostPort`, `metadata.labels[app]`.
    field: &'static str,
    /// The way from the pod's `spec` to what holds for containers that say nothing.
    inherited: Option<&'static str>,
    wanted: Wanted,
    /// What holds where nothing is written.
    default: Option<&'static str>,
    only: Option<fn(&Place<'_, '_>) -> bool>,
    says: [&'static str; 2],
    lacks: Option<[&'static str; 2]>,
    in_capitals: bool,
    here: [&'static str; 2],
    note: &'static str,
    help: &'static str,
}

/// Whose field it is.
#[derive(Clone, Copy, Debug)]
enum Of {
    /// The containers that run together: the ordinary ones and native sidecars.
    Running,
    /// Every container, those that prepare the others among them.
    Containers,
    /// The pod's `spec`.
    Pods,
    /// Objects of these groups and kinds.
    Objects(&'static [(&'static str, &'static str)]),
}

/// What is wanted. A value is compared as it would be written as a key: `true`, `0`, `Always`.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    Present,
    Absent,
    Is(&'static str),
    IsNot(&'static str),
    OneOf(&'static [&'static str]),
    NoneOf(&'static [&'static str]),
    /// A text like none of these, in which `*` stands for any characters.
    NoneLike(&'static [&'static str]),
    /// A list with this item, in capitals or not.
    Has(&'static str),
    AtLeast(Bound),
    AtMost(Bound),
    /// Like one of the words of a parameter; whatever it is while that is empty.
    Like(&'static str),
    /// Like none of them.
    Unlike(&'static str),
}

/// A number, or the parameter that says which.
#[derive(Clone, Copy, Debug)]
enum Bound {
    Number(i64),
    Parameter(&'static str),
}

/// A field of every container.
const fn containers(field: &'static str) -> FieldRule {
    FieldRule::new(Of::Containers, field)
}

/// A field of the containers that run together.
const fn running(field: &'static str) -> FieldRule {
    FieldRule::new(Of::Running, field)
}

/// A field of the pod's `spec`.
const fn pods(field: &'static str) -> FieldRule {
    FieldRule::new(Of::Pods, field)
}

/// A field of the objects of some groups and kinds.
const fn objects(kinds: &'static [(&'static str, &'static str)], field: &'static str) -> FieldRule {
    FieldRule::new(Of::Objects(kinds), field)
}

impl FieldRule {
    const fn new(of: Of, field: &'static str) -> Self {
        Self {
            of,
            field,
            inherited: None,
            wanted: Wanted::Present,
            default: None,
            only: None,
            says: ["", ""],
            lacks: None,
            in_capitals: false,
            here: ["", ""],
            note: "",
            help: "",
        }
    }

    /// Whether it is asked of pods, and not of other objects.
    pub(super) const fn is_of_pods(&self) -> bool {
        !matches!(self.of, Of::Objects(_))
    }

    /// Whether it is asked of objects of a kind.
    pub(super) fn is_of(&self, group: &str, kind: &str) -> bool {
        match self.of {
            Of::Objects(kinds) => kinds.contains(&(group, kind)),
            _ => false,
        }
    }

    /// Where a container says nothing, this field of the pod's `spec` holds.
    pub const fn or_of_pod(mut self, field: &'static str) -> Self {
        self.inherited = Some(field);
        self
    }

    /// Where nothing is written, this holds.
    pub const fn by_default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// What it is compared with by the words of a parameter is its value in capitals: runtimes write capabilities so themselves.
    pub const fn in_capitals(mut self) -> Self {
        self.in_capitals = true;
        self
    }

    /// Only such places are judged.
    pub const fn only(mut self, only: fn(&Place<'_, '_>) -> bool) -> Self {
        self.only = Some(only);
        self
    }

    const fn wants(mut self, wanted: Wanted) -> Self {
        self.wanted = wanted;
        self
    }

    /// Its value is this one.
    pub const fn is(self, value: &'static str) -> Self {
        self.wants(Wanted::Is(value))
    }

    /// Its value is another than this one.
    pub const fn is_not(self, value: &'static str) -> Self {
        self.wants(Wanted::IsNot(value))
    }

    /// It is not written.
    pub const fn is_absent(self) -> Self {
        self.wants(Wanted::Absent)
    }

    /// Its value is one of these.
    pub const fn one_of(self, values: &'static [&'static str]) -> Self {
        self.wants(Wanted::OneOf(values))
    }

    /// Its value is none of these.
    pub const fn none_of(self, values: &'static [&'static str]) -> Self {
        self.wants(Wanted::NoneOf(values))
    }

    /// Its value is like none of these, in which `*` stands for any characters.
    pub const fn none_like(self, values: &'static [&'static str]) -> Self {
        self.wants(Wanted::NoneLike(values))
    }

    /// It is a list with this item.
    pub const fn has(self, item: &'static str) -> Self {
        self.wants(Wanted::Has(item))
    }

    /// It is a number from this one on.
    pub const fn at_least(self, number: i64) -> Self {
        self.wants(Wanted::AtLeast(Bound::Number(number)))
    }

    /// A number that a parameter of the rule sets.
    pub const fn at_least_parameter(self, name: &'static str) -> Self {
        self.wants(Wanted::AtLeast(Bound::Parameter(name)))
    }

    /// It is a number up to this one, or not written.
    pub const fn at_most(self, number: i64) -> Self {
        self.wants(Wanted::AtMost(Bound::Number(number)))
    }

    /// A number that a parameter of the rule sets.
    pub const fn at_most_parameter(self, name: &'static str) -> Self {
        self.wants(Wanted::AtMost(Bound::Parameter(name)))
    }

    /// One of the words of a parameter, in which `*` stands for any characters; anything while that is empty.
    pub const fn like_parameter(self, name: &'static str) -> Self {
        self.wants(Wanted::Like(name))
    }

    /// None of the words of a parameter, in which `*` stands for any characters.
    pub const fn unlike_parameter(self, name: &'static str) -> Self {
        self.wants(Wanted::Unlike(name))
    }

    /// What a container does, of which the value is `{}`: `runs privileged`; and what several do: `run privileged`. Of
    /// a pod or an object only the first is said, with `the pod` or the object's name before it.
    pub const fn says(mut self, one: &'static str, many: &'static str) -> Self {
        self.says = [one, many];
        self
    }

    /// The same of what has no value, where that is another sentence.
    pub const fn lacks(mut self, one: &'static str, many: &'static str) -> Self {
        self.lacks = Some([one, many]);
        self
    }

    /// A few words at the value, and others at what has none.
    pub const fn here(mut self, written: &'static str, absent: &'static str) -> Self {
        self.here = [written, absent];
        self
    }

    /// Why it matters.
    pub const fn note(mut self, note: &'static str) -> Self {
        self.note = note;
        self
    }

    /// What to do; `{name}` is the container or the object, `{}` the value.
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }
}

/// Kinds with a pod.
const WORKLOADS: &[(&str, &str)] = &[
    ("", "Pod"),
    ("", "ReplicationController"),
    ("apps", "DaemonSet"),
    ("apps", "Deployment"),
    ("apps", "ReplicaSet"),
    ("apps", "StatefulSet"),
    ("batch", "CronJob"),
    ("batch", "Job"),
];

/// The kinds in a namespace that people write most.
const NAMESPACED: &[(&str, &str)] = &[
    ("", "ConfigMap"),
    ("", "Endpoints"),
    ("", "LimitRange"),
    ("", "PersistentVolumeClaim"),
    ("", "Pod"),
    ("", "PodTemplate"),
    ("", "ReplicationController"),
    ("", "ResourceQuota"),
    ("", "Secret"),
    ("", "Service"),
    ("", "ServiceAccount"),
    ("apps", "DaemonSet"),
    ("apps", "Deployment"),
    ("apps", "ReplicaSet"),
    ("apps", "StatefulSet"),
    ("autoscaling", "HorizontalPodAutoscaler"),
    ("batch", "CronJob"),
    ("batch", "Job"),
    ("coordination.k8s.io", "Lease"),
    ("discovery.k8s.io", "EndpointSlice"),
    ("networking.k8s.io", "Ingress"),
    ("networking.k8s.io", "NetworkPolicy"),
    ("policy", "PodDisruptionBudget"),
    ("rbac.authorization.k8s.io", "Role"),
    ("rbac.authorization.k8s.io", "RoleBinding"),
    ("storage.k8s.io", "CSIStorageCapacity"),
];

#[cfg(test)]
mod tests;
