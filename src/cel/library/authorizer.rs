//! Questions to the API server's authorizer: `authorizer.group('').resource('pods').check('create').allowed()`. Who asks,
//! and what they may do, is only known there: these functions are declared, and refused when they are evaluated.

use super::costs::{CHECK, SELECTOR};
use crate::cel::error::Error;
use crate::cel::eval::Context;
use crate::cel::function::{Function, Overload};
use crate::cel::types::Type;
use crate::cel::value::Value;

const AUTHORIZER: Type = Type::AUTHORIZER;
const RESOURCE: Type = Type::RESOURCE_CHECK;
const PATH: Type = Type::Opaque("kubernetes.authorization.PathCheck");
const GROUP: Type = Type::Opaque("kubernetes.authorization.GroupCheck");
const DECISION: Type = Type::Opaque("kubernetes.authorization.Decision");

/// The minor version of Kubernetes that has the authorizer.
const SINCE: u8 = 27;

/// The minor version of Kubernetes that has selectors for it.
const SELECTORS_SINCE: u8 = 31;

/// Functions of the authorizer.
pub(super) static AUTHORIZERS: &[Function] = &[
    Function {
        name: "path",
        overloads: &[named("authorizer_path", &[AUTHORIZER, Type::String], PATH)],
    },
    Function {
        name: "group",
        overloads: &[named(
            "authorizer_group",
            &[AUTHORIZER, Type::String],
            GROUP,
        )],
    },
    Function {
        name: "serviceAccount",
        overloads: &[named(
            "authorizer_serviceaccount",
            &[AUTHORIZER, Type::String, Type::String],
            AUTHORIZER,
        )],
    },
    Function {
        name: "resource",
        overloads: &[named(
            "groupcheck_resource",
            &[GROUP, Type::String],
            RESOURCE,
        )],
    },
    Function {
        name: "subresource",
        overloads: &[of_resource("resourcecheck_subresource")],
    },
    Function {
        name: "namespace",
        overloads: &[of_resource("resourcecheck_namespace")],
    },
    Function {
        name: "name",
        overloads: &[of_resource("resourcecheck_name")],
    },
    Function {
        name: "fieldSelector",
        overloads: &[of_resource("authorizer_fieldselector")
            .costing(SELECTOR)
            .since(SELECTORS_SINCE)],
    },
    Function {
        name: "labelSelector",
        overloads: &[of_resource("authorizer_labelselector")
            .costing(SELECTOR)
            .since(SELECTORS_SINCE)],
    },
    Function {
        name: "check",
        overloads: &[
            named("pathcheck_check", &[PATH, Type::String], DECISION).costing(CHECK),
            named("resourcecheck_check", &[RESOURCE, Type::String], DECISION).costing(CHECK),
        ],
    },
    Function {
        name: "errored",
        overloads: &[named("decision_errored", &[DECISION], Type::Bool)],
    },
    Function {
        name: "error",
        overloads: &[named("decision_error", &[DECISION], Type::String)],
    },
    Function {
        name: "allowed",
        overloads: &[named("decision_allowed", &[DECISION], Type::Bool)],
    },
    Function {
        name: "reason",
        overloads: &[named("decision_reason", &[DECISION], Type::String)],
    },
];

const fn named(id: &'static str, parameters: &'static [Type], result: Type) -> Overload {
    Overload::method(id, parameters, result, refused).since(SINCE)
}

const fn of_resource(id: &'static str) -> Overload {
    named(id, &[RESOURCE, Type::String], RESOURCE)
}

fn refused<'v>(_: &mut Context<'_>, _: &[Value<'v>]) -> Result<Value<'v>, Error> {
    Err(Error::unsupported("the API server's authorizer"))
}
