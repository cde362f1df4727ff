//! What is told of faults: what is there, what was expected, and what to write instead.

use crate::cel::error::Error;
use crate::cel::function::{self, Overload};
use crate::cel::tree::Macro;
use crate::cel::types::{Object, Type};
use crate::nearest::nearest;

/// What is wrong, and what to write instead.
pub(super) type Words = (String, Option<String>);

/// The longest piece of an expression that is quoted, in characters.
const LONGEST_QUOTE: usize = 40;

/// How many names are listed.
const MOST_NAMES: usize = 6;

pub(super) fn too_large() -> Words {
    ("the types of this are too large to be checked".into(), None)
}

pub(super) fn unknown_name(name: &str, known: &[&str]) -> Words {
    let help = match nearest(name, known) {
        Some(near) => Some(format!("write `{near}`")),
        None if known.is_empty() => None,
        None => Some(format!("there is {}", listed(known))),
    };
    (format!("there is no variable `{name}`"), help)
}

pub(super) fn unknown_object(name: &str) -> Words {
    (format!("there is no object type `{name}`"), None)
}

pub(super) fn unknown_field(object: &Object, field: &str) -> Words {
    let names = object.names();
    let escaped = format!("__{field}__");
    let help = if names.contains(&&*escaped) {
        Some(format!(
            "write `{escaped}`: the name is a word of the language"
        ))
    } else if let Some(near) = nearest(field, &names) {
        Some(format!("write `{near}`"))
    } else if names.is_empty() {
        None
    } else {
        Some(format!("there is {}", listed(&names)))
    };
    (format!("there is no field `{field}`"), help)
}

pub(super) fn no_fields(operand: &str, of: &Type, field: &str) -> Words {
    let message = format!("{} is {}, which has no fields", quoted(operand), a(of));
    let is_method = function::functions().any(|function| {
        function.name == field && function.overloads.iter().any(|row| row.receiver)
    });
    let help = is_method.then(|| format!("call it: `.{field}()`"));
    (message, help)
}

pub(super) fn other_field(field: &str, wanted: &Type, given: &Type) -> Words {
    let message = format!("`{field}` is {}, and is given {}", a(wanted), a(given));
    (message, None)
}

pub(super) fn other_type(operand: &str, wanted: &Type, given: &Type) -> Words {
    let message = format!(
        "{} is {}, and {} is expected",
        quoted(operand),
        a(given),
        a(wanted)
    );
    let help = match given {
        Type::Optional(value) if **value == *wanted => {
            Some("say what holds if it is not there: `.orValue(…)`".into())
        }
        _ => None,
    };
    (message, help)
}

pub(super) fn not_optional(of: &Type) -> Words {
    (
        format!(
            "`?` asks for what may be there or not, and this is {}",
            a(of)
        ),
        Some("leave out the `?`".into()),
    )
}

pub(super) fn mixed(before: &Type, here: &Type) -> Words {
    (
        format!(
            "this is {}, and what stands before it is {}",
            a(here),
            a(before)
        ),
        Some("all must be of one type; `dyn(…)` around each of them makes them so".into()),
    )
}

pub(super) fn failing(error: &Error) -> Words {
    (format!("this can never be evaluated: {error}"), None)
}

pub(super) fn no_clause(clause: &str) -> Words {
    let message = format!("the template has `{clause}`, which `format` does not know");
    let help = "it knows `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x`, `%X` and `%%`";
    (message, Some(help.into()))
}

pub(super) fn other_clause(clause: char, of: &Type) -> Words {
    (format!("`%{clause}` does not take {}", a(of)), None)
}

pub(super) fn other_clause_count(asked: usize, given: usize) -> Words {
    let noun = if asked == 1 { "value" } else { "values" };
    let message = format!("the template asks for {asked} {noun}, and {given} are given");
    (message, None)
}

pub(super) fn no_range(operand: &str, of: &Type, by: Macro) -> Words {
    let message = format!(
        "`{}` goes over a list or a map, and {} is {}",
        by.name(),
        quoted(operand),
        a(of)
    );
    (message, None)
}

pub(super) fn unknown_function(name: &str, method: bool, minor: u8) -> Words {
    if let Some(form) = macro_form(name) {
        let message = format!("`{name}` is not written so");
        return (message, Some(format!("write `{form}`")));
    }
    let first = function::overloads(name, u8::MAX)
        .map(|row| row.since)
        .min();
    if let Some(since) = first {
        let message = format!("`{name}` came in Kubernetes 1.{since}, and 1.{minor} is asked for");
        return (message, None);
    }
    let kind = if method { "method" } else { "function" };
    let names: Vec<&str> = function::functions()
        .filter(|known| known.overloads.iter().any(|row| row.receiver == method))
        .map(|known| known.name)
        .filter(|known| known.starts_with(|first: char| first.is_ascii_alphabetic()))
        .collect();
    let help = nearest(name, &names).map(|near| format!("write `{near}`"));
    (format!("there is no {kind} `{name}`"), help)
}

/// How a macro is written.
fn macro_form(name: &str) -> Option<&'static str> {
    Some(match name {
        "has" => "has(object.field)",
        "all" => "list.all(x, condition)",
        "exists" => "list.exists(x, condition)",
        "exists_one" => "list.exists_one(x, condition)",
        "existsOne" => "list.existsOne(i, x, condition)",
        "filter" => "list.filter(x, condition)",
        "map" => "list.map(x, value)",
        "transformList" => "list.transformList(i, x, value)",
        "transformMap" => "map.transformMap(k, v, value)",
        "transformMapEntry" => "map.transformMapEntry(k, v, {key: value})",
        "optMap" => "optional.optMap(x, value)",
        "optFlatMap" => "optional.optFlatMap(x, optional)",
        "sortBy" => "list.sortBy(x, key)",
        _ => return None,
    })
}

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
}

impl Misfit<'_> {
    /// What is wrong, and with which of the operands if it is one.
    pub(super) fn words(&self) -> (Option<usize>, Words) {
        if let Some(found) = self.of_operator() {
            return found;
        }
        let name = self.name;
        let called_so: Vec<&Overload> = self
            .overloads
            .iter()
            .copied()
            .filter(|row| row.receiver == self.method)
            .collect();
        if called_so.is_empty() {
            let words = if self.method {
                (
                    format!("`{name}` is not called on a value"),
                    Some(format!("write `{name}(…)`")),
                )
            } else {
                (
                    format!("`{name}` is called on a value"),
                    Some(format!("write `value.{name}(…)`")),
                )
            };
            return (None, words);
        }
        let of_length: Vec<&Overload> = called_so
            .iter()
            .copied()
            .filter(|row| row.parameters.len() == self.given.len())
            .collect();
        if of_length.is_empty() {
            return (None, (self.other_count(&called_so), None));
        }
        self.first_misfit(&of_length)
    }

    fn other_count(&self, rows: &[&Overload]) -> String {
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
        format!(
            "`{}` takes {} {noun}, and is given {given}",
            self.name,
            alternatives(&wanted)
        )
    }

    /// The first operand that no overload takes whose operands before it fit.
    fn first_misfit(&self, rows: &[&Overload]) -> (Option<usize>, Words) {
        let mut left: Vec<&Overload> = rows.to_vec();
        for (at, given) in self.given.iter().enumerate() {
            let fit = |row: &&Overload| may_take(&row.parameters[at], given);
            if left.iter().any(fit) {
                left.retain(fit);
                continue;
            }
            let mut wanted: Vec<String> = left.iter().map(|row| a(&row.parameters[at])).collect();
            wanted.dedup();
            let text = self.texts.get(at).copied().unwrap_or("");
            let message = if self.method && at == 0 {
                format!(
                    "`{}` is called on {}, and {} is {}",
                    self.name,
                    alternatives(&wanted),
                    quoted(text),
                    a(given)
                )
            } else {
                format!(
                    "`{}` takes {}, and {} is {}",
                    self.name,
                    alternatives(&wanted),
                    quoted(text),
                    a(given)
                )
            };
            return (Some(at), (message, self.conversion(given, &left, at)));
        }
        let given: Vec<String> = self.given.iter().map(a).collect();
        let message = format!("`{}` does not take {} together", self.name, joined(&given));
        (None, (message, None))
    }

    /// How to make what is wanted of what is given.
    fn conversion(&self, given: &Type, rows: &[&Overload], at: usize) -> Option<String> {
        let text = self.texts.get(at).copied().unwrap_or("");
        let text = if text.chars().count() > LONGEST_QUOTE {
            "…"
        } else {
            text
        };
        if let Type::Optional(value) = given {
            let fits = rows.iter().any(|row| may_take(&row.parameters[at], value));
            return fits.then(|| format!("say what holds if it is not there: `{text}.orValue(…)`"));
        }
        let converted = rows.iter().find_map(|row| match &row.parameters[at] {
            Type::String
                if matches!(
                    given,
                    Type::Int | Type::Uint | Type::Double | Type::Bool | Type::Bytes
                ) =>
            {
                Some("string")
            }
            Type::Opaque("kubernetes.Quantity") if *given == Type::String => Some("quantity"),
            _ => None,
        })?;
        Some(format!("write `{converted}({text})`"))
    }

    fn of_operator(&self) -> Option<(Option<usize>, Words)> {
        let given: Vec<String> = self.given.iter().map(a).collect();
        let text = |at: usize| quoted(self.texts.get(at).copied().unwrap_or(""));
        let first = given.first().map_or("", |given| given);
        let second = given.get(1).map_or("", |given| given);
        let whole = |message: String| Some((None, (message, None)));
        match self.name {
            "_[_]" | "_[?_]" => Some(self.of_index()),
            "_==_" | "_!=_" => {
                let sign = self.name.trim_matches('_');
                let message = format!(
                    "`{sign}` compares values of one type: {} is {first}, and {} is {second}",
                    text(0),
                    text(1)
                );
                Some((None, (message, self.equal_help())))
            }
            "@in" => whole(format!(
                "`in` looks for a value in a list or for a key in a map: {} is {first}, and {} is {second}",
                text(0),
                text(1)
            )),
            "_?_:_" if may_take(&Type::Bool, self.given.first()?) => {
                let third = given.get(2).map_or("", |given| given);
                whole(format!(
                    "both results of `? :` must be of one type: {} is {second}, and {} is {third}",
                    text(1),
                    text(2)
                ))
            }
            "_?_:_" => Some((
                Some(0),
                (
                    format!(
                        "the condition of `? :` is a bool, and {} is {first}",
                        text(0)
                    ),
                    None,
                ),
            )),
            "!_" | "-_" => {
                let sign = self.name.trim_matches('_');
                let wanted = if sign == "!" {
                    "a bool"
                } else {
                    "an int or a double"
                };
                whole(format!(
                    "`{sign}` takes {wanted}, and {} is {first}",
                    text(0)
                ))
            }
            name if name.starts_with('_') && given.len() == 2 => {
                let sign = name.trim_matches('_');
                Some((
                    None,
                    (
                        format!("`{sign}` does not take {first} and {second}"),
                        self.number_help(),
                    ),
                ))
            }
            _ => None,
        }
    }

    fn of_index(&self) -> (Option<usize>, Words) {
        let [of, by] = self.given else {
            return (None, (String::new(), None));
        };
        let text = quoted(self.texts.first().copied().unwrap_or(""));
        let bare = match of {
            Type::Optional(value) => &**value,
            _ => of,
        };
        match bare {
            Type::List(_) => (
                Some(1),
                (
                    format!(
                        "items of a list are asked for by an int, and this is {}",
                        a(by)
                    ),
                    None,
                ),
            ),
            Type::Map(key, _) => (
                Some(1),
                (
                    format!(
                        "the keys of {text} are {}, and this is {}",
                        many(key),
                        a(by)
                    ),
                    None,
                ),
            ),
            Type::Object(_) => (
                Some(0),
                (
                    format!("{text} is an object with declared fields, which has no keys"),
                    Some("name the field: `.field`".into()),
                ),
            ),
            _ => (
                Some(0),
                (
                    format!("{text} is {}, which has neither items nor keys", a(of)),
                    None,
                ),
            ),
        }
    }

    fn equal_help(&self) -> Option<String> {
        let [one, other] = self.given else {
            return None;
        };
        match (one, other) {
            (Type::Optional(value), other) | (other, Type::Optional(value))
                if **value == *other =>
            {
                Some("say what holds if it is not there: `.orValue(…)`".into())
            }
            (Type::Null, _) | (_, Type::Null) => Some("ask if it is there with `has(…)`".into()),
            _ => self.number_help(),
        }
    }

    fn number_help(&self) -> Option<String> {
        let numbers = |of: &Type| matches!(of, Type::Int | Type::Uint | Type::Double);
        let [one, other] = self.given else {
            return None;
        };
        match (one, other) {
            (one, other) if numbers(one) && numbers(other) => Some(format!(
                "make both of one type, as with `{}(…)`",
                if *one == Type::Double { one } else { other }
            )),
            (Type::String, other) | (other, Type::String) if numbers(other) => {
                Some("make a string of the number with `string(…)`".into())
            }
            _ => None,
        }
    }
}

/// Whether a parameter may take an operand, as far as both show by themselves.
fn may_take(parameter: &Type, given: &Type) -> bool {
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

/// A piece of the expression, unless it is too long to be read in a sentence.
fn quoted(text: &str) -> String {
    let is_short = !text.is_empty() && text.chars().count() <= LONGEST_QUOTE;
    if is_short && !text.contains(['`', '\n']) {
        format!("`{text}`")
    } else {
        "this".into()
    }
}

fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().checked_sub(MOST_NAMES) {
        Some(more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        _ => joined(&shown),
    }
}

fn joined(words: &[String]) -> String {
    with_last(words, "and")
}

fn alternatives(words: &[String]) -> String {
    with_last(words, "or")
}

fn with_last(words: &[String], word: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {word} {last}", most.join(", ")),
    }
}

/// A type, as `an int`.
pub(super) fn a(of: &Type) -> String {
    match of {
        Type::Dyn | Type::Error | Type::Param(_) | Type::Variable(_) => "of any type".into(),
        Type::Null => "null".into(),
        Type::Int => "an int".into(),
        Type::Bytes => "bytes".into(),
        Type::List(items) => format!("a list of {}", many(items)),
        Type::Map(key, value) => format!("a map of {} to {}", many(key), many(value)),
        Type::Object(_) => "an object".into(),
        Type::Optional(value) => match &**value {
            Type::Dyn => "an optional value".into(),
            value => format!("an optional {}", bare(value)),
        },
        Type::Type(_) => "a type".into(),
        Type::Opaque(name) => opaque(name).0.into(),
        _ => format!("a {of}"),
    }
}

/// A type without an article, as `int`.
fn bare(of: &Type) -> String {
    let with_article = a(of);
    for article in ["a ", "an "] {
        if let Some(bare) = with_article.strip_prefix(article) {
            return bare.into();
        }
    }
    with_article
}

/// Values of a type, as `ints`.
fn many(of: &Type) -> String {
    match of {
        Type::Dyn | Type::Error | Type::Param(_) | Type::Variable(_) => "any values".into(),
        Type::Null => "nulls".into(),
        Type::Bytes => "bytes".into(),
        Type::List(items) => format!("lists of {}", many(items)),
        Type::Map(key, value) => format!("maps of {} to {}", many(key), many(value)),
        Type::Object(_) => "objects".into(),
        Type::Optional(_) => "optional values".into(),
        Type::Type(_) => "types".into(),
        Type::Opaque(name) => opaque(name).1.into(),
        _ => format!("{of}s"),
    }
}

/// What a type of a library is called, one and many.
fn opaque(name: &'static str) -> (&'static str, &'static str) {
    match name {
        "kubernetes.Quantity" => ("a quantity", "quantities"),
        "kubernetes.URL" => ("a URL", "URLs"),
        "kubernetes.Semver" => ("a semantic version", "semantic versions"),
        "kubernetes.NamedFormat" => ("a format", "formats"),
        "net.IP" => ("an IP address", "IP addresses"),
        "net.CIDR" => ("a CIDR", "CIDRs"),
        "kubernetes.authorization.Authorizer" => ("an authorizer", "authorizers"),
        "kubernetes.authorization.Decision" => ("a decision", "decisions"),
        name => (name, name),
    }
}
