//! References to variables of the environment that nothing expands.
//!
//! Kubernetes replaces `$(NAME)` in `command`, `args` and in the values of `env`, there by what stands before in the list.
//! `$NAME` and `${NAME}` are a shell's. Source:
//! <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>.

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::shell::{is_shell, script_of};
use crate::facts::utilities::is_utility;
use crate::nearest::is_misspelt;
use crate::objects::{Container, EnvVar, Exec, Text};
use crate::source::Span;
use crate::yaml::Cursor;

/// Programs that put variables into their arguments themselves, as far as is known: those of Java, whose frameworks do, and
/// those that are there for it.
const EXPANDING: [&str; 4] = ["java", "envsubst", "confd", "gomplate"];

/// Why a reference stays as it is written.
#[derive(Debug)]
pub enum Unexpanded<'t> {
    /// The variable stands further down in the list.
    Later(Cursor<'t>),
    /// No variable has the name, and one has nearly that.
    Misspelt(Cursor<'t>, String),
    /// It is written for a shell, and there is none.
    ForShell(Cursor<'t>),
    /// A probe knows the variables alone whose values are written, and others as empty.
    Empty(Cursor<'t>),
    /// Nothing is filled in there: in the command of a hook.
    InHook(Cursor<'t>),
}

/// A reference that stays as it is written.
#[derive(Debug)]
pub struct Literal<'t> {
    /// The name in it.
    pub name: String,
    /// The text in which it stands.
    pub text: Text<'t>,
    /// Where it stands in the source.
    pub span: Span,
    /// As it is written: `$(HOST)`.
    pub written: String,
    /// Why.
    pub why: Unexpanded<'t>,
    /// Whether it stands in the container's own command line, or in its variables.
    pub is_of_line: bool,
    /// How certain that is.
    pub certainty: Certainty,
}

/// A reference in a text.
struct Reference<'s> {
    name: &'s str,
    whole: &'s str,
    /// Whether it is one for Kubernetes: `$(NAME)`.
    is_for_kubernetes: bool,
}

impl<'t> Literal<'t> {
    /// Those of a container.
    #[must_use]
    pub fn all(container: &Container<'t>) -> Vec<Self> {
        let mut found = Vec::new();
        for (at, var) in container.env.iter().enumerate() {
            let Some(value) = &var.value else { continue };
            for reference in references(value).filter(|reference| reference.is_for_kubernetes) {
                let (before, behind) = container.env.split_at(at);
                found.extend(in_value(container, value, &reference, before, &behind[1..]));
            }
        }
        found.extend(in_line(container));
        found
    }

    /// Those of the command line of a probe or a hook. Source: `runProbe` and `HandlerRunner` of the kubelet.
    #[must_use]
    pub fn in_handler(container: &Container<'t>, exec: &Exec<'t>) -> Vec<Self> {
        let words = exec.words();
        if exec.is_own() || script_of(&words).is_some() || words.iter().any(|word| is_shell(word)) {
            return Vec::new();
        }
        let takes_all = words.first().is_some_and(|program| is_utility(program));
        let is_probe = exec.by.ends_with("probe");
        let mut found = Vec::new();
        for text in &exec.line {
            for reference in references(text) {
                let Some(var) = container
                    .env
                    .iter()
                    .find(|var| *var.name == *reference.name)
                else {
                    continue;
                };
                let (why, certainty) = match (reference.is_for_kubernetes, is_probe) {
                    (false, _) => (Unexpanded::ForShell(var.name.at), certain_if(takes_all)),
                    (true, true) if var.value.is_none() => {
                        (Unexpanded::Empty(var.name.at), Certainty::Certain)
                    }
                    (true, true) => continue,
                    (true, false) => (Unexpanded::InHook(var.name.at), certain_if(takes_all)),
                };
                found.push(Self {
                    is_of_line: false,
                    ..Self::new(text, &reference, why, certainty)
                });
            }
        }
        found
    }

    fn new(
        text: &Text<'t>,
        reference: &Reference<'_>,
        why: Unexpanded<'t>,
        certainty: Certainty,
    ) -> Self {
        Self {
            name: reference.name.to_owned(),
            span: text.span_of(reference.whole),
            written: reference.whole.to_owned(),
            text: text.clone(),
            why,
            is_of_line: true,
            certainty,
        }
    }
}

fn in_value<'t>(
    container: &Container<'t>,
    value: &Text<'t>,
    reference: &Reference<'_>,
    before: &[EnvVar<'t>],
    behind: &[EnvVar<'t>],
) -> Option<Literal<'t>> {
    let is_it = |var: &&EnvVar<'t>| *var.name == *reference.name;
    if before.iter().any(|var| is_it(&var)) {
        return None;
    }
    // What `envFrom` brings is there before the list is.
    let certainty = certain_if(!container.env_from);
    if let Some(later) = behind.iter().find(is_it) {
        let why = Unexpanded::Later(later.name.at);
        return Some(Literal::new(value, reference, why, certainty));
    }
    misspelt(container, value, reference, before)
}

/// In the command line, where all variables of the container are known.
fn in_line<'t>(container: &Container<'t>) -> Vec<Literal<'t>> {
    let line: Vec<&Text<'t>> = container.command_line().collect();
    let words: Vec<&str> = line.iter().map(|text| &***text).collect();
    let has_shell = script_of(&words).is_some() || words.iter().any(|word| is_shell(word));
    let expands = words
        .first()
        .is_some_and(|word| EXPANDING.contains(&word.rsplit('/').next().unwrap_or_default()));
    if has_shell || expands {
        return Vec::new();
    }
    let mut found = Vec::new();
    for text in line {
        for reference in references(text) {
            let known = container
                .env
                .iter()
                .find(|var| *var.name == *reference.name);
            found.extend(match (known, reference.is_for_kubernetes) {
                (Some(var), false) => {
                    let why = Unexpanded::ForShell(var.name.at);
                    Some(Literal::new(text, &reference, why, Certainty::Likely))
                }
                (None, true) => misspelt(container, text, &reference, &container.env),
                _ => None,
            });
        }
    }
    found
}

/// A name that no variable has is told where one has nearly that: it may be one of a Service, or come with `envFrom`.
fn misspelt<'t>(
    container: &Container<'t>,
    text: &Text<'t>,
    reference: &Reference<'_>,
    known: &[EnvVar<'t>],
) -> Option<Literal<'t>> {
    if container.env_from {
        return None;
    }
    let mut near = known
        .iter()
        .filter(|var| is_misspelt(reference.name, &var.name));
    let var = near.next().filter(|_| near.next().is_none())?;
    let why = Unexpanded::Misspelt(var.name.at, var.name.to_string());
    Some(Literal::new(text, reference, why, Certainty::Likely))
}

/// The references in a text. `$$(NAME)` is none: it is how one is written that is to stay.
fn references(text: &str) -> impl Iterator<Item = Reference<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find('$')?;
            let behind = &rest[at + 1..];
            if let Some(escaped) = behind.strip_prefix('$') {
                rest = escaped;
                continue;
            }
            let (opened, close) = match behind.as_bytes().first() {
                Some(b'(') => (&behind[1..], Some(')')),
                Some(b'{') => (&behind[1..], Some('}')),
                _ => (behind, None),
            };
            let length = opened
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(opened.len());
            let (name, after) = opened.split_at(length);
            let is_closed = close.is_none_or(|close| after.starts_with(close));
            let begun = rest;
            rest = after;
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || !is_closed {
                continue;
            }
            let end = begun.len() - after.len() + usize::from(close.is_some());
            return Some(Reference {
                name,
                whole: &begun[at..end],
                is_for_kubernetes: close == Some(')'),
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::references;

    #[test]
    fn references_are_found_as_they_are_written() {
        let found = |text| -> Vec<String> {
            references(text)
                .map(|reference| reference.whole.to_owned())
                .collect()
        };
        assert_eq!(found("a$(B)c${D}e$F/g"), ["$(B)", "${D}", "$F"]);
        assert_eq!(found("$$(B) $(a-b) ${x:-y} $1 $"), [""; 0]);
        assert_eq!(found("$$$(B)$(C"), ["$(B)"]);
    }
}
