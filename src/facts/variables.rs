//! References to variables of the environment that nothing expands.
//!
//! Kubernetes replaces `$(NAME)` in `command`, `args` and in the values of `env`, there by what stands before in the list.
//! `$NAME` and `${NAME}` are a shell's. Source:
//! <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::shell::{base, is_shell, script_of};
use crate::facts::utilities::is_utility;
use crate::objects::{Container, EnvVar, Exec, Text};
use crate::slips::Slips;
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
    /// It is written for a shell, and the container starts none.
    ForShell(Cursor<'t>),
    /// The same of a probe or a hook.
    ForShellInHandler(Cursor<'t>),
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

/// The variables of a container by their names, each with its place in the list: the first of a name.
type Known<'c, 't> = HashMap<&'c str, (usize, &'c EnvVar<'t>)>;

impl<'t> Literal<'t> {
    /// Those in the variables of a container and in its command line.
    #[must_use]
    pub fn all(container: &Container<'t>) -> Vec<Self> {
        let mut known: Known<'_, 't> = HashMap::new();
        for (at, var) in container.env.iter().enumerate() {
            known.entry(&var.name).or_insert((at, var));
        }
        let (mut found, mut unknown) = (Vec::new(), Vec::new());
        for (at, var) in container.env.iter().enumerate() {
            let Some(value) = &var.value else { continue };
            let references = references(value);
            for reference in references.filter(|reference| reference.is_for_kubernetes) {
                match known.get(reference.name) {
                    // What `envFrom` brings is there before the list is.
                    Some((place, later)) if *place > at => {
                        let why = Unexpanded::Later(later.name.at);
                        let certainty = certain_if(!container.env_from);
                        found.push(Self::new(value, &reference, why, certainty));
                    }
                    Some(_) => {}
                    None => unknown.push((value, reference)),
                }
            }
        }
        for (text, reference) in in_line(container) {
            match (known.get(reference.name), reference.is_for_kubernetes) {
                (Some((_, var)), false) => {
                    let why = Unexpanded::ForShell(var.name.at);
                    found.push(Self::new(text, &reference, why, Certainty::Likely));
                }
                (None, true) => unknown.push((text, reference)),
                _ => {}
            }
        }
        // A name that no variable has may be one of a Service, or come with `envFrom`.
        if !container.env_from {
            found.extend(misspelt(&known, unknown));
        }
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
        let is_probe = exec.is_probe();
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
                    (false, _) => (
                        Unexpanded::ForShellInHandler(var.name.at),
                        certain_if(takes_all),
                    ),
                    (true, true) if var.value.is_none() => {
                        (Unexpanded::Empty(var.name.at), Certainty::Certain)
                    }
                    (true, true) => continue,
                    (true, false) => (Unexpanded::InHook(var.name.at), certain_if(takes_all)),
                };
                found.push(Self::new(text, &reference, why, certainty));
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
            certainty,
        }
    }
}

/// The references in a container's command line, unless a shell or the program itself replaces them.
fn in_line<'c, 't>(container: &'c Container<'t>) -> Vec<(&'c Text<'t>, Reference<'c>)> {
    let line: Vec<&'c Text<'t>> = container.command_line().collect();
    let words: Vec<&str> = line.iter().map(|text| &***text).collect();
    let has_shell = script_of(&words).is_some() || words.iter().any(|word| is_shell(word));
    let expands = words
        .first()
        .is_some_and(|word| EXPANDING.contains(&base(word)));
    if has_shell || expands {
        return Vec::new();
    }
    let of_text = |text: &'c Text<'t>| references(text).map(move |reference| (text, reference));
    line.into_iter().flat_map(of_text).collect()
}

/// Names that are a slip away from that of one variable.
fn misspelt<'c, 't>(
    known: &Known<'c, 't>,
    unknown: Vec<(&'c Text<'t>, Reference<'c>)>,
) -> Vec<Literal<'t>> {
    let mut slips = Slips::asked(unknown.iter().map(|(_, reference)| ((), reference.name)));
    for &name in known.keys() {
        slips.add((), name);
    }
    let near = unknown.iter().filter_map(|(text, reference)| {
        let near = slips.near((), reference.name);
        let [name] = near[..] else { return None };
        let (_, var) = known.get(name)?;
        let why = Unexpanded::Misspelt(var.name.at, name.to_owned());
        Some(Literal::new(text, reference, why, Certainty::Likely))
    });
    near.collect()
}

/// The references in a text, each name once. `$$(NAME)` is none: it is how one is written that is to stay.
fn references(text: &str) -> impl Iterator<Item = Reference<'_>> {
    let mut seen = HashSet::new();
    each_reference(text).filter(move |reference| seen.insert(reference.whole))
}

fn each_reference(text: &str) -> impl Iterator<Item = Reference<'_>> {
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
        assert_eq!(found("$(A)$(B)$(A)$A"), ["$(A)", "$(B)", "$A"]);
    }
}
