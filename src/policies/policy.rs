//! Policies and bindings of a run, read once.

use std::sync::Arc;

use super::declared::Name;
use super::expressions::{self, Purpose, Written};
use super::matching::Resources;
use super::selector::{Selector, text};
use crate::api::Version;
use crate::cel::{Environment, Program};
use crate::objects::Object;
use crate::source::{SourceId, Span};
use crate::yaml::Cursor;

/// A `ValidatingAdmissionPolicy`, all of whose expressions can be used.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The `apiVersion` and the kind of its parameters.
    pub params: Option<(String, String)>,
    /// `failurePolicy: Ignore`: what cannot be evaluated refuses nothing.
    pub(super) is_lenient: bool,
    pub(super) constraints: Resources,
    pub(super) conditions: Vec<Expression>,
    /// With their names, in their order.
    pub(super) variables: Vec<(String, Expression)>,
    pub(super) validations: Vec<Validation>,
    /// What is noted in the audit log.
    pub(super) notes: Vec<Expression>,
}

/// Something that must hold.
#[derive(Clone, Debug)]
pub(super) struct Validation {
    pub(super) expression: Expression,
    pub(super) message: Option<String>,
    pub(super) says: Option<Expression>,
    pub(super) reason: Option<String>,
}

/// An expression of a policy, ready to be evaluated.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    pub(super) program: Arc<Program>,
    /// What its variables are, as the program counts them.
    pub(super) names: Arc<[Name]>,
    /// Where it stands.
    pub(super) source: SourceId,
    pub(super) at: Span,
}

impl Expression {
    /// What it says.
    pub(super) fn text(&self) -> &str {
        self.program.expression.text.trim()
    }
}

impl Policy {
    /// Reads one, for servers of `version`; none if the server refuses it.
    #[must_use]
    pub fn read(object: &Object<'_>, version: Version) -> Option<Self> {
        let spec = object.root.get("spec")?;
        let written =
            expressions::of_policy(spec, false, Environment::new_on(version.minor()), None);
        let all = written.iter().map(|written| {
            let found = Expression::of(written, object.source)?;
            Some((written.purpose, written.index, found))
        });
        let all: Vec<_> = all.collect::<Option<_>>()?;
        let of = |purpose: Purpose| {
            let of = all.iter().filter(move |(known, ..)| *known == purpose);
            of.map(|(_, index, found)| (*index, found.clone()))
        };
        let variables = items(spec, "variables");
        let validations = items(spec, "validations");
        let validation = |(index, expression): (usize, Expression)| {
            let item = validations.get(index)?;
            Some(Validation {
                expression,
                message: item.get("message").map(text),
                says: of(Purpose::Message)
                    .find(|&(of, _)| of == index)
                    .map(|(_, says)| says),
                reason: item.get("reason").map(text),
            })
        };
        let named = |(index, expression): (usize, Expression)| {
            Some((text(variables.get(index)?.get("name")?), expression))
        };
        Some(Self {
            name: object.name()?.into_owned(),
            params: spec.get("paramKind").and_then(|kind| {
                let word = |name: &str| Some(text(kind.get(name)?));
                Some((word("apiVersion")?, word("kind")?))
            }),
            is_lenient: spec
                .get("failurePolicy")
                .is_some_and(|policy| text(policy) == "Ignore"),
            constraints: Resources::read(spec.get("matchConstraints")?),
            conditions: of(Purpose::MatchCondition)
                .map(|(_, condition)| condition)
                .collect(),
            variables: of(Purpose::Variable).filter_map(named).collect(),
            validations: of(Purpose::Validation).filter_map(validation).collect(),
            notes: of(Purpose::Audit).map(|(_, note)| note).collect(),
        })
    }

    /// Whether it may be about objects of a group and a resource, when they are made.
    #[must_use]
    pub fn may_match(&self, group: &str, resource: &str) -> bool {
        self.constraints.may_match(group, resource)
    }

    /// Whether it is about objects only once they are there.
    #[must_use]
    pub fn is_of_changes(&self) -> bool {
        self.constraints.is_of_changes()
    }

    /// Whether it is about objects that are changed, too.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.constraints.has_changes()
    }
}

impl Expression {
    fn of(written: &Written<'_>, source: SourceId) -> Option<Self> {
        Some(Self {
            program: Arc::clone(written.read.as_ref().ok()?),
            names: written.has.names().into(),
            source,
            at: written.at.span(),
        })
    }
}

fn items<'t>(spec: Cursor<'t>, list: &str) -> Vec<Cursor<'t>> {
    spec.get(list)
        .into_iter()
        .flat_map(|list| list.items())
        .collect()
}

/// What becomes of an object that does not keep to a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// It is refused.
    Deny,
    /// The user is warned.
    Warn,
    /// It is noted.
    Audit,
}

/// A `ValidatingAdmissionPolicyBinding`.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name.
    pub name: String,
    /// The policy's.
    pub policy: String,
    /// What becomes of what does not keep to the policy: the most that is done.
    pub action: Option<Action>,
    pub(super) params: Option<ParamRef>,
    pub(super) resources: Option<Resources>,
}

/// Where a binding has its parameters from.
#[derive(Clone, Debug)]
pub(super) struct ParamRef {
    pub(super) name: Option<String>,
    pub(super) namespace: Option<String>,
    pub(super) selector: Selector,
    /// `parameterNotFoundAction: Deny`
    pub(super) is_needed: bool,
    /// Where that is written.
    pub(super) at: (SourceId, Span),
}

impl Binding {
    /// Reads one; none if the server refuses it.
    #[must_use]
    pub fn read(object: &Object<'_>) -> Option<Self> {
        let spec = object.root.get("spec")?;
        let actions = items(spec, "validationActions")
            .into_iter()
            .filter_map(|action| {
                Some(match &*action.as_str()? {
                    "Deny" => Action::Deny,
                    "Warn" => Action::Warn,
                    "Audit" => Action::Audit,
                    _ => return None,
                })
            });
        let params = spec.get("paramRef").filter(|params| !params.is_null());
        let params = params.map(|params| {
            let word = |name: &str| params.get(name).map(text).filter(|word| !word.is_empty());
            ParamRef {
                name: word("name"),
                namespace: word("namespace"),
                selector: Selector::read(params.get("selector")),
                is_needed: word("parameterNotFoundAction").is_some_and(|action| action == "Deny"),
                at: (object.source, params.span()),
            }
        });
        let resources = spec
            .get("matchResources")
            .filter(|resources| !resources.is_null());
        Some(Self {
            name: object.name()?.into_owned(),
            policy: text(spec.get("policyName")?),
            action: actions.min(),
            params,
            resources: resources.map(Resources::read),
        })
    }
}
