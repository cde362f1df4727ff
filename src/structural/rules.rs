//! Rules that stand in a schema, `x-kubernetes-validations`, compiled once. Source: `pkg/apiserver/schema/cel` of
//! `k8s.io/apiextensions-apiserver`.

use std::sync::Arc;

use serde_json::Value as Json;

use super::operands;
use super::part::Part;
use crate::api::Version;
use crate::cel::environment::Meaning;
use crate::cel::{Environment, Fault, Program, Type};

/// The variable of the value that a rule stands at.
const SELF: &str = "self";

/// The variable of what the value was before a change.
const OLD_SELF: &str = "oldSelf";

/// The index of [`OLD_SELF`] among the variables.
const OLD: u32 = 1;

/// A rule as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// The expression that holds of every value.
    pub expression: Box<str>,
    /// What is said where it does not hold; empty if nothing is written.
    pub message: Box<str>,
    /// An expression of what is said; empty if there is none.
    pub message_expression: Box<str>,
    /// The field, from the value on, that is to blame; empty if it is the value.
    pub field_path: Box<str>,
    /// The server's name for what is wrong; empty if it is none in particular.
    pub reason: Box<str>,
    /// Whether it is also asked where there was no value before.
    pub optional_old_self: Option<bool>,
}

/// A rule that can be asked.
#[derive(Debug)]
pub struct Compiled {
    /// What it was made of.
    pub rule: Rule,
    /// The expression, or what is wrong with it.
    pub program: Result<Program, Vec<Fault>>,
    /// That of the message, if there is one.
    pub message: Option<Result<Program, Vec<Fault>>>,
    /// Whether it asks for the value before a change.
    pub uses_old_self: bool,
}

impl Rule {
    /// Those right in a schema.
    pub(super) fn all(schema: &Json) -> Vec<Self> {
        let rules = schema.get("x-kubernetes-validations");
        let rules = rules.and_then(Json::as_array).into_iter().flatten();
        let rule = |rule: &Json| {
            let text = |key: &str| -> Box<str> {
                let text = rule.get(key).and_then(Json::as_str);
                text.unwrap_or_default().into()
            };
            Self {
                expression: text("rule"),
                message: text("message"),
                message_expression: text("messageExpression"),
                field_path: text("fieldPath"),
                reason: text("reason"),
                optional_old_self: rule.get("optionalOldSelf").and_then(Json::as_bool),
            }
        };
        rules.map(rule).collect()
    }

    /// The steps to the field that is to blame; empty if it is the value, as it is where the path is none.
    #[must_use]
    pub fn blamed(&self) -> Vec<String> {
        steps(&self.field_path).unwrap_or_default()
    }

    /// Whether it is also asked where there was no value before.
    pub(super) fn is_optional(&self) -> bool {
        self.optional_old_self == Some(true)
    }
}

impl Compiled {
    /// The ways from the value to what the rule names of it, by the names in manifests; empty if it is the value itself.
    #[must_use]
    pub fn operands(&self) -> Vec<Vec<String>> {
        self.program.as_ref().map_or(Vec::new(), operands::of)
    }
}

impl Part {
    /// The rules of values, ready for use by the newest functions, as a server reads what it stored.
    pub(super) fn compiled(self: &Arc<Self>) -> &[Compiled] {
        self.compiled
            .get_or_init(|| self.compile(Version::newest()))
    }

    /// The rules of values, as a server of that version takes them; none where expressions cannot see the values.
    #[must_use]
    pub fn compile(self: &Arc<Self>, version: Version) -> Vec<Compiled> {
        let Some(own) = self.declared() else {
            return Vec::new();
        };
        let minor = version.minor();
        let compile = |rule: &Rule| {
            let before = match rule.is_optional() {
                true => Type::optional(own.clone()),
                false => own.clone(),
            };
            let environment = Environment {
                minor,
                variables: [(SELF.into(), own.clone()), (OLD_SELF.into(), before)].into(),
                made: |_| None,
            };
            let program = environment.compile(&rule.expression);
            let is_written = program.is_ok() && !rule.message_expression.trim().is_empty();
            Compiled {
                uses_old_self: program.as_ref().is_ok_and(uses_old_self),
                message: is_written.then(|| environment.compile(&rule.message_expression)),
                program,
                rule: rule.clone(),
            }
        };
        self.rules.iter().map(compile).collect()
    }
}

/// The steps of a path such as `.spec['a.b'].c`; none if it is no path. Source: `ValidFieldPath` of
/// `pkg/apiserver/schema/cel`.
#[must_use]
pub fn steps(path: &str) -> Option<Vec<String>> {
    let (mut rest, mut steps) = (path, Vec::new());
    while !rest.is_empty() {
        let (name, behind) = if let Some(quoted) = rest.strip_prefix("['") {
            let (name, behind) = quoted.split_once("']")?;
            (name.replace(r"\'", "'"), behind)
        } else {
            let plain = rest.strip_prefix('.')?;
            let end = plain.find(['.', '[']).unwrap_or(plain.len());
            (plain[..end].to_owned(), &plain[end..])
        };
        if name.is_empty() {
            return None;
        }
        steps.push(name);
        rest = behind;
    }
    Some(steps)
}

fn uses_old_self(program: &Program) -> bool {
    let is_old = |meaning: &Meaning| matches!(meaning, Meaning::Variable(OLD));
    program.meanings.iter().any(is_old)
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn a_path_is_read_step_by_step() {
        for (path, names) in [
            ("", Some(&[][..])),
            (".spec.replicas", Some(&["spec", "replicas"])),
            (".spec['a.b'].c", Some(&["spec", "a.b", "c"])),
            ("['it\\'s']", Some(&["it's"])),
            ("spec", None),
            (".", None),
            (".spec..a", None),
            (".spec[0]", None),
            ("['a", None),
        ] {
            let names = names.map(|names| names.iter().map(ToString::to_string).collect());
            assert_eq!(steps(path), names, "{path}");
        }
    }
}
