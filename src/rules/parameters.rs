//! What users tell rules of their own environment.

use crate::diagnostic::RuleId;
use crate::facts::Images;

/// What is known of the environment beyond the manifests. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// What images of the user's own are.
    pub images: Images,
    /// Ports of a node that a pod may take.
    pub allowed_host_ports: Vec<i64>,
    /// Directories from which something on the node collects logs.
    pub collected_paths: Vec<String>,
    /// Ports on which something answers in each pod that the manifests do not show.
    pub provided_ports: Vec<i64>,
}

/// What a parameter is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Numbers of TCP or UDP ports, from 1 to 65535.
    Ports(Vec<i64>),
    /// Absolute paths of directories.
    Paths(Vec<String>),
}

/// Where a parameter's value goes.
#[derive(Debug)]
enum Slot<'p> {
    /// Takes [`Value::Ports`].
    Ports(&'p mut Vec<i64>),
    /// Takes [`Value::Paths`].
    Paths(&'p mut Vec<String>),
}

/// A parameter of a rule.
#[derive(Debug)]
pub struct Parameter {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub name: &'static str,
    /// What it says, in a sentence.
    pub about: &'static str,
    /// How it could be set: `allowed = [443]`.
    pub example: &'static str,
    slot: fn(&mut Parameters) -> Slot<'_>,
}

impl PartialEq for Parameter {
    fn eq(&self, other: &Self) -> bool {
        (self.rule, self.name) == (other.rule, other.name)
    }
}

impl Eq for Parameter {}

/// Every parameter there is, in order of rule and name.
pub static PARAMETERS: [Parameter; 3] = [
    Parameter {
        rule: RuleId::new("host-port"),
        name: "allowed",
        about: "Ports of a node that a pod may take.",
        example: "allowed = [80, 443]",
        slot: |parameters| Slot::Ports(&mut parameters.allowed_host_ports),
    },
    Parameter {
        rule: RuleId::new("logs-to-file"),
        name: "collected",
        about: "Directories in containers from which something on the node collects logs.",
        example: "collected = [\"/var/log/apps\"]",
        slot: |parameters| Slot::Paths(&mut parameters.collected_paths),
    },
    Parameter {
        rule: RuleId::new("unlistened-localhost"),
        name: "provided",
        about: "Ports on which something answers in every pod that is added when the pod is made.",
        example: "provided = [5432]",
        slot: |parameters| Slot::Ports(&mut parameters.provided_ports),
    },
];

impl Parameter {
    /// Those of a rule.
    pub fn of(rule: &str) -> impl Iterator<Item = &'static Self> {
        PARAMETERS
            .iter()
            .filter(move |known| known.rule.name() == rule)
    }

    /// Whether it takes ports; else it takes paths.
    #[must_use]
    pub fn takes_ports(&self) -> bool {
        matches!((self.slot)(&mut Parameters::default()), Slot::Ports(_))
    }

    /// Sets it. A value of another sort than it takes changes nothing.
    pub fn set(&self, value: &Value, into: &mut Parameters) {
        match ((self.slot)(into), value) {
            (Slot::Ports(slot), Value::Ports(ports)) => slot.clone_from(ports),
            (Slot::Paths(slot), Value::Paths(paths)) => slot.clone_from(paths),
            (Slot::Ports(_), Value::Paths(_)) | (Slot::Paths(_), Value::Ports(_)) => {}
        }
    }
}
