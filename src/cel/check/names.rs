//! What names mean: variables of macros and of the environment, and types.

use std::sync::Arc;

use super::{Checker, words};
use crate::cel::environment::Meaning;
use crate::cel::tree::{Form, Id};
use crate::cel::types::{Inner, Type};

/// `list(dyn)`.
const LIST: Type = Type::List(Inner::Static(&Type::Dyn));
/// `map(dyn, dyn)`.
const MAP: Type = Type::Map(Inner::Static(&Type::Dyn), Inner::Static(&Type::Dyn));
/// `map(string, dyn)`.
const STRUCT: Type = Type::Map(Inner::Static(&Type::String), Inner::Static(&Type::Dyn));
/// `optional_type(dyn)`.
const OPTIONAL: Type = Type::Optional(Inner::Static(&Type::Dyn));
/// `type(dyn)`.
const TYPE: Type = Type::Type(Inner::Static(&Type::Dyn));

/// The types that have names, and the minor versions that they came in.
static TYPES: &[(&str, Type, u8)] = &[
    ("bool", Type::Bool, 0),
    ("bytes", Type::Bytes, 0),
    ("double", Type::Double, 0),
    ("int", Type::Int, 0),
    ("list", LIST, 0),
    ("map", MAP, 0),
    ("null_type", Type::Null, 0),
    ("string", Type::String, 0),
    ("type", TYPE, 0),
    ("uint", Type::Uint, 0),
    ("google.protobuf.Duration", Type::Duration, 0),
    ("google.protobuf.Timestamp", Type::Timestamp, 0),
    ("google.protobuf.ListValue", LIST, 0),
    ("google.protobuf.Struct", STRUCT, 0),
    ("google.protobuf.Value", Type::Dyn, 0),
    ("google.protobuf.Any", Type::Dyn, 0),
    ("optional_type", OPTIONAL, 28),
    ("net.IP", Type::Opaque("net.IP"), 30),
    ("net.CIDR", Type::Opaque("net.CIDR"), 30),
];

/// What a name stands for, and of what type that is.
pub(super) struct Found {
    /// The type of what it stands for.
    pub(super) of: Type,
    /// What it stands for.
    pub(super) meaning: Meaning,
}

impl Checker<'_> {
    /// What a name means: the innermost variable of a macro, a variable, or a type. A dot before it changes nothing,
    /// since names of Kubernetes' expressions stand in no name space.
    pub(super) fn find(&self, name: &str) -> Option<Found> {
        let name = name.strip_prefix('.').unwrap_or(name);
        if let Some((_, of)) = self.scopes.iter().rev().find(|(local, _)| **local == *name) {
            let of = of.clone();
            let meaning = Meaning::None;
            return Some(Found { of, meaning });
        }
        let variables = &self.environment.variables;
        if let Some(at) = variables.iter().position(|(known, _)| **known == *name) {
            let of = variables[at].1.clone();
            let meaning = Meaning::Variable(u32::try_from(at).unwrap_or(u32::MAX));
            return Some(Found { of, meaning });
        }
        let named = TYPES
            .iter()
            .find(|(known, _, since)| *known == name && *since <= self.environment.minor)?;
        let of = Type::of(named.1.clone());
        let meaning = Meaning::Type(named.1.clone());
        Some(Found { of, meaning })
    }

    pub(super) fn check_name(&mut self, id: Id, name: &Arc<str>) -> Type {
        let Some(found) = self.find(name) else {
            let words = words::unknown_name(name, &self.variables_in_reach());
            self.fault(id, words);
            return Type::Error;
        };
        self.meanings[id.0 as usize] = found.meaning;
        found.of
    }

    /// All variables that may be named here, the nearest first.
    fn variables_in_reach(&self) -> Vec<&str> {
        let locals = self.scopes.iter().rev().map(|(name, _)| &**name);
        let variables = self.environment.variables.iter().map(|(name, _)| &**name);
        locals
            .chain(variables)
            .filter(|name| !name.starts_with(['@', '#', '_']))
            .collect()
    }

    /// The name that a chain of selections writes, as `a.b.c`.
    pub(super) fn written(&self, id: Id) -> Option<String> {
        let mut fields = Vec::new();
        let mut at = id;
        let first = loop {
            match &self.expression.node(at).form {
                Form::Name { name, .. } => break name,
                Form::Select {
                    operand,
                    field,
                    test: false,
                } => {
                    fields.push(&**field);
                    at = *operand;
                }
                _ => return None,
            }
        };
        let mut written = first.to_string();
        for field in fields.iter().rev() {
            written.push('.');
            written.push_str(field);
        }
        Some(written)
    }

    /// What a chain of selections means as one name.
    pub(super) fn qualified(&self, id: Id) -> Option<Found> {
        // Few names have dots: that is seen before a name is put together.
        let Form::Select { field, .. } = &self.expression.node(id).form else {
            return None;
        };
        let ends_with_it = |name: &str| {
            name.strip_suffix(&**field)
                .is_some_and(|rest| rest.ends_with('.'))
        };
        let variables = self.environment.variables.iter().map(|(name, _)| &**name);
        let types = TYPES.iter().map(|(name, ..)| *name);
        if !variables.chain(types).any(ends_with_it) {
            return None;
        }
        self.find(&self.written(id)?)
    }
}
