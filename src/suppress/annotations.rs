//! Suppressions in annotations, of an object or of the template of its pods: podlint's own, for manifests
//! that a program writes, and those of other linters where a rule's page says that it covers their check.

use super::directive::{self, Directive, Name, Reading};
use super::{Scope, Sort, Suppressions, remove};
use crate::diagnostic::RuleId;
use crate::objects::{Object, template_of};
use crate::rules::{Registry, Rule, Selector};
use crate::source::Span;
use crate::yaml::{Cursor, Style};

/// The annotation of podlint's own.
pub(super) const KEY: &str = "podlint/ignore";

impl Suppressions {
    /// Adds those in the annotations of an object, which may name `rules`.
    pub fn add_annotations(&mut self, object: &Object<'_>, rules: &Registry) {
        for (owner, annotations) in written(object) {
            for entry in annotations.entries() {
                let (key, value) = (entry.key.as_key(), &entry.value);
                let (reading, sort) = if key == KEY {
                    let removal = remove::annotation(&owner, &annotations, &entry);
                    (own(object, value, rules), Sort::Annotation(removal))
                } else {
                    let foreign = foreign(&key, value, rules);
                    (
                        foreign.map(|foreign| foreign.read(value.span())),
                        Sort::Foreign,
                    )
                };
                if let Some(reading) = reading {
                    let owner_of = (object.reference(), object.document);
                    self.add(reading, Scope::Within(owner.span()), sort, Some(owner_of));
                }
            }
        }
    }
}

/// An object and the template of its pods, each with its annotations, where it has some.
pub(super) fn written<'t>(object: &Object<'t>) -> impl Iterator<Item = (Cursor<'t>, Cursor<'t>)> {
    let owners = [Some(object.root), template_of(object)];
    owners.into_iter().flatten().filter_map(|owner| {
        let annotations = owner.get("metadata")?.get("annotations")?;
        Some((owner, annotations))
    })
}

fn own(object: &Object<'_>, value: &Cursor<'_>, rules: &Registry) -> Option<Reading> {
    let text = value.as_str()?;
    // Where quotes and folds hide nothing, names can be pointed at.
    let quote = u32::from(matches!(value.style(), Style::Single | Style::Double));
    let inner = value.text().get(quote as usize..);
    let is_as_written = inner.is_some_and(|inner| inner.starts_with(&*text));
    let offset = is_as_written.then(|| value.span().start + quote);
    let mut reading = directive::of_annotation(object.source, &text, (value.span(), offset), rules);
    for fault in &mut reading.faults {
        fault.object = Some(object.reference());
        fault.document = object.document;
    }
    Some(reading)
}

/// What an annotation of another linter means here.
pub(super) struct Foreign {
    /// The rules that cover what it names.
    pub(super) rules: Vec<RuleId>,
    /// Whether they cover all of it.
    pub(super) all_covered: bool,
    /// Why, as far as it says so.
    pub(super) reason: String,
}

impl Foreign {
    fn read(self, span: Span) -> Reading {
        let name = |rule| Name {
            span,
            selector: Selector::Rule(rule),
        };
        let directive = Directive {
            span,
            whole_file: false,
            all_known: true,
            has_reason: true,
            until: None,
            names: self.rules.into_iter().map(name).collect(),
        };
        Reading {
            directive: Some(directive).filter(|directive| !directive.names.is_empty()),
            faults: Vec::new(),
        }
    }
}

/// What another linter's annotation means; `None` if it is no linter's. Sources: the documentation of
/// kube-linter (`ignore-check.kube-linter.io/<check>`, whose value is the reason), kube-score
/// (`kube-score/ignore`, a list) and Polaris (`polaris.fairwinds.com/<check>-exempt` and
/// `polaris.fairwinds.com/exempt`).
pub(super) fn foreign(key: &str, value: &Cursor<'_>, rules: &Registry) -> Option<Foreign> {
    let text = value.as_str()?;
    let mut reason = String::new();
    let checks: Vec<String> = if let Some(check) = key.strip_prefix("ignore-check.kube-linter.io/")
    {
        reason = text.into_owned();
        vec![format!("kube-linter:{check}")]
    } else if key == "kube-score/ignore" {
        let checks = text.split(',').map(str::trim);
        checks.map(|check| format!("kube-score:{check}")).collect()
    } else if let Some(check) = key.strip_prefix("polaris.fairwinds.com/") {
        let check = check.strip_suffix("exempt").filter(|_| text == "true")?;
        vec![format!("polaris:{}", check.trim_end_matches('-'))]
    } else {
        return None;
    };
    let covered = checks.iter().map(|check| covering(check, rules));
    let covered: Vec<Vec<RuleId>> = covered.collect();
    Some(Foreign {
        all_covered: covered.iter().all(|rules| !rules.is_empty()),
        rules: covered.concat(),
        reason,
    })
}

/// The rules whose pages say that they cover a check: `kube-linter:…`; without a check, any of the linter.
fn covering(check: &str, rules: &Registry) -> Vec<RuleId> {
    let is_meant =
        |known: &String| known == check || check.ends_with(':') && known.starts_with(check);
    let covers = |rule: &&Rule| rule.page().covers.iter().any(is_meant);
    let rules = rules.all().filter(covers);
    rules.map(|rule| rule.id).collect()
}
