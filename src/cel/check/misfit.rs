//! What is told of calls whose operands no overload takes.

use super::shown::{a, alternatives, is_short, joined, quoted};
use super::words::Words;
use crate::cel::function::Overload;
use crate::cel::types::Type;

/// A call whose operands no overload takes.
pub(super) struct Misfit<'m> {
    /// The function, or the operator by its name within expressions.
    pub(super) name: &'m str,
    /// Whether it is called on a value.
    pub(super) method: bool,
    /// Everything it may be called with.
    pub(super) overloads: &'m [&'static Overload],
    /// The operands' types, the target's first.
    pub(super) given: &'m [Type],
    /// What was written for them.
    pub(super) texts: &'m [&'m str],
    /// The macro that made the call, if nobody wrote it.
    pub(super) by: Option<&'m str>,
}

/// What is told of a call.
pub(super) struct CallFault {
    /// The operand that is wrong, if it is one.
    pub(super) at: Option<usize>,
    /// What is wrong, and what to write instead.
    pub(super) words: Words,
}

impl CallFault {
    /// Of all of the call.
    pub(super) const fn whole(message: String, help: Option<String>) -> Self {
        Self {
            at: None,
            words: (message, help),
        }
    }

    /// Of one operand.
    pub(super) const fn at(at: usize, message: String, help: Option<String>) -> Self {
        Self {
            at: Some(at),
            words: (message, help),
        }
    }
}

impl Misfit<'_> {
    /// What is wrong.
    pub(super) fn told(&self) -> CallFault {
        if let Some(by) = self.by {
            return self.of_macro(by);
        }
        if let Some(told) = self.of_operator() {
            return told;
        }
        let called_so: Vec<&Overload> = self
            .overloads
            .iter()
            .copied()
            .filter(|row| row.receiver == self.method)
            .collect();
        if called_so.is_empty() {
            return self.other_form();
        }
        let of_count: Vec<&Overload> = called_so
            .iter()
            .copied()
            .filter(|row| row.parameters.len() == self.given.len())
            .collect();
        if of_count.is_empty() {
            return self.other_count(&called_so);
        }
        self.first_misfit(&of_count)
    }

    /// What was written for an operand, to stand in a sentence.
    pub(super) fn text(&self, at: usize) -> String {
        quoted(self.texts.get(at).copied().unwrap_or(""))
    }

    /// What was written for an operand, to stand in a piece of an expression.
    pub(super) fn short(&self, at: usize) -> &str {
        match self.texts.get(at) {
            Some(text) if is_short(text) => text,
            _ => "…",
        }
    }

    /// A call that a macro made of what was written for it.
    fn of_macro(&self, by: &str) -> CallFault {
        let last = self.given.len().saturating_sub(1);
        let is = |at: usize| {
            let of = self.given.get(at).unwrap_or(&Type::Dyn);
            format!("{} is {}", self.text(at), a(of))
        };
        let is_list = matches!(self.given.first(), Some(Type::List(_) | Type::Dyn));
        let (at, message) = match self.name {
            "_?_:_" => (
                0,
                format!("the condition of `{by}` is a bool, and {}", is(0)),
            ),
            "hasValue" | "value" => (
                0,
                format!("`{by}` is called on an optional value, and {}", is(0)),
            ),
            "@sortByAssociatedKeys" if is_list => {
                let message =
                    format!("`{by}` sorts by what has an order, and these keys have none");
                return CallFault::whole(message, None);
            }
            "@sortByAssociatedKeys" => (0, format!("`{by}` is called on a list, and {}", is(0))),
            "cel.@mapInsert" => (
                last,
                format!("`{by}` makes a map of maps of one entry, and {}", is(last)),
            ),
            _ => (last, format!("`{by}` does not take this: {}", is(last))),
        };
        CallFault::at(at, message, None)
    }

    /// A method that was called as a function, or the other way about.
    fn other_form(&self) -> CallFault {
        let name = self.name;
        if self.method {
            let help = format!("write `{name}({})`", self.short(0));
            return CallFault::whole(format!("`{name}` is not called on a value"), Some(help));
        }
        let help = format!("write `{}.{name}(…)`", self.short(0));
        CallFault::whole(format!("`{name}` is called on a value"), Some(help))
    }

    fn other_count(&self, rows: &[&Overload]) -> CallFault {
        let mut counts: Vec<usize> = rows
            .iter()
            .map(|row| row.parameters.len() - usize::from(self.method))
            .collect();
        counts.sort_unstable();
        counts.dedup();
        let wanted: Vec<String> = counts.iter().map(ToString::to_string).collect();
        let noun = if counts == [1] {
            "argument"
        } else {
            "arguments"
        };
        let given = self.given.len() - usize::from(self.method);
        let message = format!(
            "`{}` takes {} {noun}, and is given {given}",
            self.name,
            alternatives(&wanted)
        );
        CallFault::whole(message, None)
    }

    /// The first operand that no overload takes whose operands before it fit.
    fn first_misfit(&self, rows: &[&Overload]) -> CallFault {
        let mut left: Vec<&Overload> = rows.to_vec();
        for (at, given) in self.given.iter().enumerate() {
            let fit = |row: &&Overload| may_take(&row.parameters[at], given);
            if left.iter().any(fit) {
                left.retain(fit);
                continue;
            }
            let mut wanted: Vec<String> = left.iter().map(|row| a(&row.parameters[at])).collect();
            wanted.dedup();
            let verb = if self.method && at == 0 {
                "is called on"
            } else {
                "takes"
            };
            let only = wanted.len() == 1;
            let message = format!(
                "`{}` {verb} {}, and {} is {}",
                self.name,
                alternatives(&wanted),
                self.text(at),
                a(given)
            );
            return CallFault::at(
                at,
                message,
                self.conversion(given, &left, at)
                    .filter(|_| only || *given == Type::String),
            );
        }
        let given: Vec<String> = self.given.iter().map(a).collect();
        let message = format!("`{}` does not take {} together", self.name, joined(&given));
        CallFault::whole(message, None)
    }

    /// How to make what is wanted of what is given.
    fn conversion(&self, given: &Type, rows: &[&Overload], at: usize) -> Option<String> {
        let text = self.short(at);
        let takes = |of: &Type| rows.iter().any(|row| may_take(&row.parameters[at], of));
        if let Type::Optional(value) = given {
            return takes(value)
                .then(|| format!("say what holds if it is not there: `{text}.orValue(…)`"));
        }
        let into = match given {
            Type::Int | Type::Uint | Type::Double | Type::Bool | Type::Bytes
                if takes(&Type::String) =>
            {
                "string"
            }
            Type::String if takes(&Type::Opaque("kubernetes.Quantity")) => "quantity",
            Type::String if takes(&Type::Opaque("kubernetes.Semver")) => "semver",
            Type::String if takes(&Type::Duration) => "duration",
            Type::String if takes(&Type::Timestamp) => "timestamp",
            _ => return None,
        };
        Some(format!("write `{into}({text})`"))
    }
}

/// Whether a parameter may take an operand, as far as both show by themselves.
pub(super) fn may_take(parameter: &Type, given: &Type) -> bool {
    match (parameter, given) {
        (Type::Dyn | Type::Param(_) | Type::Variable(_), _)
        | (_, Type::Dyn | Type::Error | Type::Variable(_)) => true,
        (Type::List(one), Type::List(other)) | (Type::Optional(one), Type::Optional(other)) => {
            may_take(one, other)
        }
        (Type::Map(key, value), Type::Map(other_key, other_value)) => {
            may_take(key, other_key) && may_take(value, other_value)
        }
        (Type::Type(_), Type::Type(_)) => true,
        _ => parameter == given,
    }
}
