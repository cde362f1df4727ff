//! Suppressions in annotations, of an object or of the template of its pods: podlint's own, for manifests
//! that a program writes, and those of other linters where a rule's page says that it covers their check.

use super::directive::{self, Directive, Name, Reading};
use super::{Scope, Sort, Suppressions};
use crate::objects::{Object, template_of};
use crate::rules::{self, Selector};
use crate::yaml::{Cursor, Style};

/// The annotation of podlint's own.
const KEY: &str = "podlint/ignore";

impl Suppressions {
    /// Adds those in the annotations of an object.
    pub fn add_annotations(&mut self, object: &Object<'_>) {
        for owner in [Some(object.root), template_of(object)]
            .into_iter()
            .flatten()
        {
            let metadata = owner.get("metadata");
            let Some(written) = metadata.and_then(|metadata| metadata.get("annotations")) else {
                continue;
            };
            for entry in written.entries() {
                let key = entry.key.as_key();
                let reading = if key == KEY {
                    own(object, &entry.value)
                } else {
                    foreign(&key, &entry.value)
                };
                let Some(reading) = reading else { continue };
                let sort = if key == KEY {
                    Sort::Annotation
                } else {
                    Sort::Foreign
                };
                let owner_of = (object.reference(), object.document);
                self.add(reading, Scope::Within(owner.span()), sort, Some(owner_of));
            }
        }
    }
}

fn own(object: &Object<'_>, value: &Cursor<'_>) -> Option<Reading> {
    let text = value.as_str()?;
    // Where quotes and folds hide nothing, names can be pointed at.
    let quote = u32::from(matches!(value.style(), Style::Single | Style::Double));
    let inner = value.text().get(quote as usize..);
    let is_as_written = inner.is_some_and(|inner| inner.starts_with(&*text));
    let offset = is_as_written.then(|| value.span().start + quote);
    let mut reading = directive::of_annotation(object.source, &text, value.span(), offset);
    for fault in &mut reading.faults {
        fault.object = Some(object.reference());
        fault.document = object.document;
    }
    Some(reading)
}

/// The rules that another linter's annotation means. Sources: the documentation of kube-linter
/// (`ignore-check.kube-linter.io/<check>`), kube-score (`kube-score/ignore`, a list) and Polaris
/// (`polaris.fairwinds.com/<check>-exempt` and `polaris.fairwinds.com/exempt`).
fn foreign(key: &str, value: &Cursor<'_>) -> Option<Reading> {
    let text = value.as_str()?;
    let checks: Vec<String> = if let Some(check) = key.strip_prefix("ignore-check.kube-linter.io/")
    {
        vec![format!("kube-linter/{check}")]
    } else if key == "kube-score/ignore" {
        let checks = text.split(',').map(str::trim);
        checks.map(|check| format!("kube-score/{check}")).collect()
    } else if let Some(check) = key.strip_prefix("polaris.fairwinds.com/") {
        let check = check.strip_suffix("exempt").filter(|_| text == "true")?;
        vec![format!("polaris/{}", check.trim_end_matches('-'))]
    } else {
        return None;
    };
    let names: Vec<Name> = checks
        .iter()
        .flat_map(|check| covering(check))
        .map(|rule| Name {
            span: value.span(),
            selector: Selector::Rule(rule),
        })
        .collect();
    let directive = Directive {
        span: value.span(),
        whole_file: false,
        all_known: true,
        has_reason: true,
        until: None,
        names,
    };
    Some(Reading {
        directive: Some(directive).filter(|directive| !directive.names.is_empty()),
        faults: Vec::new(),
    })
}

/// The rules whose pages say that they cover a check: `kube-linter/…`; without a check, any of the linter.
fn covering(check: &str) -> impl Iterator<Item = &'static str> {
    rules::all().iter().filter_map(move |rule| {
        let mut covers = rule.page().covers.iter();
        let is_meant =
            |known: &String| known == check || check.ends_with('/') && known.starts_with(check);
        covers.any(is_meant).then_some(rule.name)
    })
}
