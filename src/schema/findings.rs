//! What is found where a value is not as its schema has it, whatever the schema is written in.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Reason, brief_value};
use crate::nearest::nearest;
use crate::objects::Object;
use crate::schema::words::{self, LISTED_MOST};
use crate::yaml::{Cursor, Entry};

const REFUSED: &str = "the API server refuses it";

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
    /// Whether a key that is no field is `name` misspelt: then that is reported, and only that.
    pub(crate) fn misspells(&self, name: &str, is_field: impl Fn(&str) -> bool) -> bool {
        self.value.entries().any(|entry| {
            let key = entry.key.as_key();
            !is_field(&key) && nearest(&key, &[name]).is_some()
        })
    }

    /// What to point at where something is missing: a key says more than all that stands behind it.
    pub(crate) fn place(&self) -> Cursor<'t> {
        let first = self.value.entries().next().map(|entry| entry.key);
        self.key.or(first).unwrap_or(self.value)
    }
}

/// A key that is no field. `known`: the fields that there are.
pub(crate) fn unknown_field<'t>(
    object: &Object<'t>,
    holder: &Holder<'_, 't>,
    entry: &Entry<'t>,
    known: &[&str],
) -> Diagnostic {
    let name = entry.key.as_key();
    let meant = nearest(&name, known).filter(|meant| holder.value.get(meant).is_none());
    let mut message = format!("`{name}` is no field of {}", holder.called);
    if let Some(meant) = meant {
        message.push_str(&format!("; did you mean `{meant}`?"));
    }
    let diagnostic = object
        .diagnostic("unknown-field", &entry.key, message)
        .here(REFUSED);
    let Some(meant) = meant else {
        return if (1..=LISTED_MOST).contains(&known.len()) {
            diagnostic.help(format!("its fields are {}", words::list(known)))
        } else {
            diagnostic
        };
    };
    let first_line = entry.value.text().lines().next().unwrap_or_default();
    let diagnostic = diagnostic.help(format!("{meant}: {first_line}").trim_end().to_owned());
    let means_it = |entry: &Entry<'_>| nearest(&entry.key.as_key(), known) == Some(meant);
    if holder.value.entries().filter(means_it).nth(1).is_some() {
        // Which of them is to have the name, nobody but the author knows.
        return diagnostic;
    }
    let title = format!("rename `{name}` to `{meant}`");
    diagnostic.fix(replace(object, &entry.key, title, meant))
}

/// A field that must be there and is not. `example`: what can stand behind it.
pub(crate) fn missing_field<'t>(
    object: &Object<'t>,
    holder: &Holder<'_, 't>,
    name: &str,
    example: &str,
) -> Diagnostic {
    let path = object.field(&holder.value);
    let (full, whose) = if path.is_empty() {
        (name.to_owned(), format!("this {}", object.kind))
    } else {
        (format!("{path}.{name}"), format!("`{path}`"))
    };
    object
        .diagnostic(
            "missing-field",
            &holder.place(),
            format!("{whose} has no `{name}`, which must be there"),
        )
        .here(format!("{} without `{name}`", holder.called))
        .help(format!("add `{name}:` with {example}"))
        .reason(Reason::Required)
        .field(full)
}

/// A value of another type than its field takes. `mended`: the value as it should be written, if that is
/// plain.
pub(crate) fn wrong_type<'t>(
    object: &Object<'t>,
    value: &Cursor<'t>,
    takes: &str,
    mended: Option<String>,
) -> Diagnostic {
    let name = words::name(object, value);
    let message = format!("`{name}` takes {takes}, not {}", words::is(value));
    let mut diagnostic = object
        .diagnostic("wrong-type", value, message)
        .here(REFUSED);
    // A list would be one of a single item, which is seldom what is meant.
    let same = mended
        .as_ref()
        .filter(|text| !text.starts_with('[') && is_plain(value));
    diagnostic.fix = same.map(|text| Fix {
        title: format!("write {text}"),
        applicability: Applicability::Safe,
        edits: vec![Edit {
            source: object.source,
            span: value.span(),
            text: text.clone(),
        }],
    });
    with_mended(diagnostic, &name, mended)
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
        .diagnostic("invalid-value", value, message)
        .here(REFUSED)
        .reason(Reason::Invalid)
}

/// Adds how a value should be written.
pub(super) fn with_mended(found: Diagnostic, name: &str, mended: Option<String>) -> Diagnostic {
    match mended {
        Some(mended) if !name.contains('[') => found.help(format!("{name}: {mended}")),
        Some(mended) => found.help(format!("write {mended}")),
        None => found,
    }
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
        .diagnostic("unsupported-value", value, message)
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

/// A change that writes another scalar.
fn replace<'t>(object: &Object<'t>, at: &Cursor<'t>, title: String, text: &str) -> Fix {
    Fix {
        title,
        applicability: Applicability::Unsafe,
        edits: vec![rewrite(object, at, text)],
    }
}

/// Writes another scalar, in the quotes that the old one has.
pub(super) fn rewrite<'t>(object: &Object<'t>, at: &Cursor<'t>, text: &str) -> Edit {
    let quote = match at.text().chars().next() {
        Some(quote @ ('"' | '\'')) => quote.to_string(),
        _ => String::new(),
    };
    Edit {
        source: object.source,
        span: at.span(),
        text: format!("{quote}{text}{quote}"),
    }
}
