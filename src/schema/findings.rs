//! What is found where a value is not as its schema has it, whatever the schema is written in.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Reason, RuleId, brief_value};
use crate::mend;
use crate::nearest::nearest;
use crate::objects::Object;
use crate::schema::words::{self, LISTED_MOST};
use crate::yaml::{Cursor, Entry};

pub(super) const REFUSED: &str = "the API server refuses it";

/// What holds fields: its node, the key before it, and what people call it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder<'w, 't> {
    /// Its node, a mapping.
    pub(crate) value: Cursor<'t>,
    /// The key before it; none for the top of an object and for the items of a list.
    pub(crate) key: Option<Cursor<'t>>,
    /// With its article: `a container`.
    pub(crate) called: &'w str,
}

impl<'t> Holder<'_, 't> {
    /// What to point at where something is missing: a key says more than all that stands behind it.
    pub(crate) fn place(&self) -> Cursor<'t> {
        let first = self.value.entries().next().map(|entry| entry.key);
        self.key.or(first).unwrap_or(self.value)
    }
}

/// A key that is no field. `meant`: the one that it is near to; `known`: all that there are.
pub(crate) fn unknown_field<'t>(
    object: &Object<'t>,
    holder: &Holder<'_, 't>,
    entry: &Entry<'t>,
    meant: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let name = entry.key.as_key();
    let message = format!("`{name}` is no field of {}", holder.called);
    let found = |message: String| {
        object
            .diagnostic(RuleId::UNKNOWN_FIELD, &entry.key, message)
            .here(REFUSED)
    };
    let Some(meant) = meant else {
        return if (1..=LISTED_MOST).contains(&known.len()) {
            found(message).help(format!("its fields are {}", words::list(known)))
        } else {
            found(message)
        };
    };
    let fix = replace(
        object,
        &entry.key,
        format!("rename `{name}` to `{meant}`"),
        meant,
    );
    let line = mend::line(Some(&entry.key), &entry.value, &fix.edits);
    let found = found(format!("{message}; did you mean `{meant}`?"))
        .help(line.unwrap_or_else(|| fix.title.clone()));
    let means_it = |entry: &Entry<'_>| {
        let name = entry.key.as_key();
        nearest(&name, &[meant]).is_some() && nearest(&name, known) == Some(meant)
    };
    let others = holder.value.entries().take(MOST_COMPARED);
    if others.filter(means_it).nth(1).is_some() {
        // Which of them is to have the name, nobody but the author knows.
        return found;
    }
    found.fix(fix)
}

/// How many fields are compared for which of them is to have a name.
const MOST_COMPARED: usize = 500;

/// A field that must be there and is not. `example`: what can stand behind it.
pub(crate) fn missing_field<'t>(
    object: &Object<'t>,
    holder: &Holder<'_, 't>,
    name: &str,
    example: &str,
) -> Diagnostic {
    let path = object.field(&holder.value);
    let whose = if path.is_root() {
        format!("this {}", object.kind)
    } else {
        format!("`{path}`")
    };
    object
        .diagnostic(
            RuleId::MISSING_FIELD,
            &holder.place(),
            format!("{whose} has no `{name}`, which must be there"),
        )
        .here(format!("{} without `{name}`", holder.called))
        .help(format!("add `{name}:` with {example}"))
        .reason(Reason::Required)
        .field(path.field(name.to_owned()))
}

/// A value that is not as it should be, and what makes it so.
#[derive(Clone, Debug)]
pub(crate) struct Wrong<'t> {
    /// The key before it, if it is no item of a list.
    pub(crate) key: Option<Cursor<'t>>,
    /// It.
    pub(crate) value: Cursor<'t>,
    /// The changes, if it is plain what is meant.
    pub(crate) changes: Option<Vec<Edit>>,
}

impl<'t> Wrong<'t> {
    /// A scalar that should be written as `mended`.
    pub(crate) fn scalar(
        object: &Object<'t>,
        key: Option<Cursor<'t>>,
        value: Cursor<'t>,
        mended: Option<String>,
    ) -> Self {
        let edit = |text| vec![Edit::new(object.source, value.span(), text)];
        Self {
            key,
            value,
            changes: mended.map(edit),
        }
    }

    /// Adds the changes to what was found, and how it reads with them.
    fn mended(self, found: Diagnostic, takes: &str, applicability: Applicability) -> Diagnostic {
        let Some(edits) = self.changes else {
            return found;
        };
        let line = mend::line(self.key.as_ref(), &self.value, &edits);
        let title = match &line {
            Some(line) => format!("write `{line}`"),
            None => format!("write it as {takes}"),
        };
        let mut found = found.help(line.unwrap_or_else(|| title.clone()));
        let wrong = Self {
            changes: Some(edits),
            ..self
        };
        found.fix = wrong.fix(title, applicability).map(Box::new);
        found
    }

    /// The changes as a fix.
    pub(crate) fn fix(self, title: String, applicability: Applicability) -> Option<Fix> {
        let edits = self.changes.filter(|_| is_plain(&self.value))?;
        Some(Fix {
            title,
            applicability,
            edits,
        })
    }
}

/// A value of another type than its field takes.
pub(crate) fn wrong_type<'t>(object: &Object<'t>, wrong: Wrong<'t>, takes: &str) -> Diagnostic {
    let name = words::name(object, &wrong.value);
    let message = format!(
        "`{name}` takes {takes}, not {}",
        words::described(&wrong.value)
    );
    let found = object
        .diagnostic(RuleId::WRONG_TYPE, &wrong.value, message)
        .here(REFUSED);
    // That it is one scalar in other words is sure; what else it was meant to be is likely.
    let is_scalar = wrong
        .changes
        .iter()
        .flatten()
        .all(|edit| edit.span == wrong.value.span() && !edit.text.starts_with(['[', '{']));
    let applicability = if is_scalar {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    wrong.mended(found, takes, applicability)
}

/// A `matchLabels` around the labels that a selector without further terms takes.
pub(super) fn match_labels<'t>(
    object: &Object<'t>,
    key: &Cursor<'t>,
    wrong: Wrong<'t>,
) -> Diagnostic {
    let path = object.field(&wrong.value);
    let holder = path.split().0;
    let message = format!("`{holder}` takes the labels themselves, without `matchLabels`");
    let found = object
        .diagnostic(RuleId::WRONG_TYPE, key, message)
        .field(path.clone())
        .here(REFUSED);
    wrong.mended(found, "the labels alone", Applicability::Unsafe)
}

/// Whether a value is written where it is used, without an anchor by which it may be used elsewhere, and without a
/// tag.
fn is_plain(value: &Cursor<'_>) -> bool {
    let before = &value.tree().text()[..value.span().start as usize];
    let word = before.split_whitespace().next_back().unwrap_or_default();
    value.used_at().is_none() && !word.starts_with(['&', '!'])
}

/// A value of the right type that its field does not take.
pub(crate) fn invalid_value<'t>(
    object: &Object<'t>,
    value: &Cursor<'t>,
    message: impl Into<String>,
) -> Diagnostic {
    object
        .diagnostic(RuleId::INVALID_VALUE, value, message)
        .here(REFUSED)
        .reason(Reason::Invalid)
}

/// A string that its field cannot read.
pub(super) fn unreadable<'t>(object: &Object<'t>, wrong: Wrong<'t>, takes: &str) -> Diagnostic {
    let name = words::name(object, &wrong.value);
    let message = format!(
        "`{name}` takes {takes}, not {}",
        words::described(&wrong.value)
    );
    let mut found = invalid_value(object, &wrong.value, message);
    // What the server cannot read it refuses without a reason of its own.
    found.reason = None;
    wrong.mended(found, takes, Applicability::Unsafe)
}

/// A value that is none of those that its field, `name`, takes.
pub(crate) fn unsupported_value<'t>(
    object: &Object<'t>,
    value: &Cursor<'t>,
    name: &str,
    values: &[&str],
) -> Diagnostic {
    let text = value.as_str().unwrap_or(value.text().into());
    let takes = if values.len() <= LISTED_MOST {
        words::one_of(values)
    } else {
        format!("one of {} values", values.len())
    };
    let message = format!("`{name}` takes {takes}, not `{}`", brief_value(&text));
    let diagnostic = object
        .diagnostic(RuleId::UNSUPPORTED_VALUE, value, message)
        .here(REFUSED)
        .reason(Reason::NotSupported);
    let alike = values
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&text))
        .copied();
    let Some(meant) = alike.or_else(|| nearest(&text, values)) else {
        return diagnostic;
    };
    diagnostic.help(format!("{name}: {meant}")).fix(replace(
        object,
        value,
        format!("write `{meant}`"),
        meant,
    ))
}

/// The change to another scalar, in the quotes that the old one has.
pub(crate) fn replace<'t>(object: &Object<'t>, at: &Cursor<'t>, title: String, text: &str) -> Fix {
    Fix {
        title,
        applicability: Applicability::Unsafe,
        edits: vec![rewrite(object, at, text)],
    }
}

/// The change that adds an entry which is likely to be meant, for people to look at.
pub(super) fn entry<'t>(object: &Object<'t>, mapping: &Cursor<'t>, line: &str) -> Option<Fix> {
    Some(Fix {
        title: format!("add `{line}`"),
        applicability: Applicability::Display,
        edits: vec![mend::added(object.source, mapping, line)?],
    })
}

/// The change to another scalar, which `--fix` leaves to people.
pub(crate) fn shown<'t>(object: &Object<'t>, at: &Cursor<'t>, text: &str) -> Fix {
    Fix {
        applicability: Applicability::Display,
        ..replace(object, at, format!("write `{text}`"), text)
    }
}

/// Another scalar in the place of one, in the quotes that it has.
pub(super) fn rewrite<'t>(object: &Object<'t>, at: &Cursor<'t>, text: &str) -> Edit {
    let quote = match at.text().chars().next() {
        Some(quote @ ('"' | '\'')) => quote.to_string(),
        _ => String::new(),
    };
    Edit::new(object.source, at.span(), format!("{quote}{text}{quote}"))
}
