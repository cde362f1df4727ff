//! The expressions of a policy or of a webhook, in the order in which the server reads them.

use std::sync::Arc;

use super::declared::{Has, of_variable};
use crate::cel::{Fault, Program, Type};
use crate::source::Span;
use crate::yaml::Cursor;

/// What an expression is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Whether a request is looked at.
    MatchCondition,
    /// A name for a value.
    Variable,
    /// What must hold.
    Validation,
    /// What is said where it does not.
    Message,
    /// What is noted in the audit log.
    Audit,
    /// What is applied to an object.
    Apply,
    /// How an object is changed.
    Patch,
}

/// An expression, and what came of reading it.
#[derive(Clone, Debug)]
pub(crate) struct Written<'t> {
    /// What it is for.
    pub(crate) purpose: Purpose,
    /// Which of its list it is in.
    pub(crate) index: usize,
    /// Where it stands.
    pub(crate) at: Cursor<'t>,
    /// How many bytes of its text are not read: white space before it.
    pub(crate) before: u32,
    /// It, checked, or what is wrong with it.
    pub(crate) read: Result<Arc<Program>, Vec<Fault>>,
    /// What it may name.
    pub(super) has: Arc<Has>,
}

impl<'t> Written<'t> {
    /// Where a part of the expression is written.
    pub(crate) fn span_of(&self, part: Span) -> Span {
        let start = (part.start + self.before) as usize;
        let end = (part.end + self.before) as usize;
        self.at.part(start, end)
    }
}

/// Those of the `spec` of a policy, for servers whose functions are those of 1.`minor`. `typed` is the type of the object that
/// it is about, where it is to be gone by.
pub(crate) fn of_policy<'t>(
    spec: Cursor<'t>,
    is_mutating: bool,
    minor: u8,
    typed: Option<Type>,
) -> Vec<Written<'t>> {
    let variables = spec
        .get("variables")
        .into_iter()
        .flat_map(|list| list.items());
    let mut reading = Reading {
        minor,
        has: Has {
            params: spec.get("paramKind").is_some_and(|kind| !kind.is_null()),
            authorizer: true,
            variables: None,
            patches: false,
            object: typed,
        },
        found: Vec::new(),
    };
    reading.list(
        spec,
        "matchConditions",
        &["expression"],
        Purpose::MatchCondition,
    );
    let variables: Vec<Cursor<'_>> = variables.collect();
    if is_mutating || !variables.is_empty() {
        reading.has.variables = Some([].into());
    }
    for (index, variable) in variables.into_iter().enumerate() {
        reading.variable(index, variable);
    }
    if is_mutating {
        reading.has.patches = true;
        let applied = ["applyConfiguration", "expression"];
        reading.list(spec, "mutations", &applied, Purpose::Apply);
        reading.list(
            spec,
            "mutations",
            &["jsonPatch", "expression"],
            Purpose::Patch,
        );
        return reading.found;
    }
    reading.list(spec, "validations", &["expression"], Purpose::Validation);
    reading.list(
        spec,
        "auditAnnotations",
        &["valueExpression"],
        Purpose::Audit,
    );
    reading.has.authorizer = false;
    reading.list(
        spec,
        "validations",
        &["messageExpression"],
        Purpose::Message,
    );
    reading.found
}

/// The match conditions of a webhook.
pub(crate) fn of_webhook(webhook: Cursor<'_>, minor: u8) -> Vec<Written<'_>> {
    let mut reading = Reading {
        minor,
        has: Has {
            authorizer: true,
            ..Has::default()
        },
        found: Vec::new(),
    };
    reading.list(
        webhook,
        "matchConditions",
        &["expression"],
        Purpose::MatchCondition,
    );
    reading.found
}

/// The expressions that were read so far, and what the next may name.
struct Reading<'t> {
    minor: u8,
    has: Has,
    found: Vec<Written<'t>>,
}

impl<'t> Reading<'t> {
    /// Those at the end of a path in each item of a list.
    fn list(&mut self, spec: Cursor<'t>, list: &str, path: &[&str], purpose: Purpose) {
        let has = Arc::new(self.has.clone());
        let items = spec.get(list).into_iter().flat_map(|list| list.items());
        for (index, item) in items.enumerate() {
            let at = path.iter().try_fold(item, |at, name| at.get(name));
            let read = at.and_then(|at| self.read(at, index, purpose, &has));
            self.found.extend(read);
        }
    }

    /// A variable, which the next expressions may name.
    fn variable(&mut self, index: usize, variable: Cursor<'t>) {
        let has = Arc::new(self.has.clone());
        let at = variable.get("expression");
        let read = at.and_then(|at| self.read(at, index, Purpose::Variable, &has));
        let name = variable.get("name").and_then(|name| name.as_str());
        let kind = match &read {
            Some(Written {
                read: Ok(program), ..
            }) => of_variable(program.result()),
            _ => Type::Dyn,
        };
        self.found.extend(read);
        if let (Some(name), Some(known)) = (name, &self.has.variables) {
            let more = (Arc::from(&*name), kind);
            self.has.variables = Some(known.iter().cloned().chain([more]).collect());
        }
    }

    /// An expression; none where there is none.
    fn read(
        &self,
        at: Cursor<'t>,
        index: usize,
        purpose: Purpose,
        has: &Arc<Has>,
    ) -> Option<Written<'t>> {
        let text = at.as_str().filter(|text| !text.trim().is_empty())?;
        let (before, text) = self.trimmed(&text, purpose);
        let read = has.environment(self.minor).compile(text);
        let read = read.and_then(|program| {
            let fault = misfit(purpose, program.result(), text);
            fault.map_or(Ok(Arc::new(program)), |fault| Err(vec![fault]))
        });
        Some(Written {
            purpose,
            index,
            at,
            before,
            read,
            has: Arc::clone(has),
        })
    }

    /// The text that the server reads, and what it leaves out before it.
    fn trimmed<'s>(&self, text: &'s str, purpose: Purpose) -> (u32, &'s str) {
        match purpose {
            Purpose::Variable | Purpose::Validation | Purpose::Message => (0, text),
            _ => {
                let trimmed = text.trim_start();
                ((text.len() - trimmed.len()) as u32, trimmed.trim_end())
            }
        }
    }
}

/// What is wrong with the type of an expression's value, if it is not one for that.
pub(crate) fn misfit(purpose: Purpose, result: &Type, text: &str) -> Option<Fault> {
    let name = match result {
        Type::Object(object) => object.name(),
        _ => "",
    };
    let (fits, wanted) = match purpose {
        Purpose::Variable => (true, ""),
        Purpose::MatchCondition | Purpose::Validation => (*result == Type::Bool, "a bool"),
        Purpose::Message => (*result == Type::String, "a string"),
        Purpose::Audit => (
            matches!(result, Type::String | Type::Null),
            "a string, or null",
        ),
        Purpose::Apply => (name == "Object", "an `Object`"),
        Purpose::Patch => {
            let is_patch =
                |item: &Type| matches!(item, Type::Object(item) if item.name() == "JSONPatch");
            (
                matches!(result, Type::List(items) if is_patch(items)),
                "a list of `JSONPatch`",
            )
        }
    };
    let is_open = *result == Type::Dyn;
    let message = match is_open {
        true => format!(
            "the expression must give {wanted}, and what it gives is known only when it is evaluated"
        ),
        false => format!("the expression must give {wanted}, and gives `{result}`"),
    };
    (!fits).then(|| Fault {
        span: Span::new(0, text.len() as u32),
        message,
        help: is_open.then(|| conversion(purpose)).flatten(),
    })
}

/// What makes the value of an expression what it should be.
fn conversion(purpose: Purpose) -> Option<String> {
    match purpose {
        Purpose::MatchCondition | Purpose::Validation => Some("compare it: `… == true`".to_owned()),
        Purpose::Message | Purpose::Audit => Some("convert it: `string(…)`".to_owned()),
        _ => None,
    }
}
