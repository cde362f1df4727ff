//! From other linters' annotations to podlint's own.

use super::annotations::{self, KEY};
use super::remove;
use crate::diagnostic::{Edit, RuleId};
use crate::objects::{Object, recognize};
use crate::rules::Registry;
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Entry, Style, Tree};

/// What becomes of annotations of other linters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// An annotation of podlint's own says the same.
    Converted {
        /// Where the first of them stands.
        at: Span,
        /// The annotation that takes their place.
        to: String,
        /// The changes.
        edits: Vec<Edit>,
    },
    /// This one stays.
    Kept {
        /// Where it stands.
        at: Span,
        /// Why, in a few words.
        reason: &'static str,
    },
}

/// What becomes of the annotations in a text, in order.
#[must_use]
pub fn convert(path: &str, text: &str) -> Vec<Conversion> {
    let tree = Tree::read(text);
    let mut all = Vec::new();
    for document in tree.documents() {
        for object in &recognize(SourceId(0), path, &tree, document).objects() {
            for (_, annotations) in annotations::written(object) {
                of_owner(object, &annotations, &mut all);
            }
        }
    }
    all.sort_by_key(Conversion::at);
    all
}

impl Conversion {
    /// Where the annotation stands.
    #[must_use]
    pub fn at(&self) -> Span {
        match self {
            Self::Converted { at, .. } | Self::Kept { at, .. } => *at,
        }
    }
}

fn of_owner(object: &Object<'_>, written: &Cursor<'_>, all: &mut Vec<Conversion>) {
    let ours = Registry::default();
    let has_own = written.get(KEY).is_some();
    let mut converted: Vec<(Entry<'_>, Vec<RuleId>, String)> = Vec::new();
    for entry in written.entries() {
        let Some(foreign) = annotations::foreign(&entry.key.as_key(), &entry.value, &ours) else {
            continue;
        };
        let reason = if !foreign.all_covered {
            Some("no rule of podlint covers all that it names")
        } else if has_own {
            Some("there is a `podlint/ignore` beside it; write the rule into that one")
        } else if written.style() != Style::Block || entry.key.used_at().is_some() {
            Some("it does not stand on lines of its own")
        } else {
            None
        };
        match reason {
            Some(reason) => all.push(Conversion::Kept {
                at: entry.key.span(),
                reason,
            }),
            None => converted.push((entry, foreign.rules, foreign.reason)),
        }
    }
    let Some((first, ..)) = converted.first() else {
        return;
    };
    let mut rules: Vec<RuleId> = converted
        .iter()
        .flat_map(|(_, rules, _)| rules.clone())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let rules: Vec<&str> = rules.into_iter().map(RuleId::name).collect();
    let reasons = converted.iter().map(|(.., reason)| reason.as_str());
    let reasons: Vec<&str> = reasons.filter(|reason| !reason.is_empty()).collect();
    let value = [&[rules.join(", ").as_str()], &reasons[..]]
        .concat()
        .join(" ");
    // A string of JSON is one of YAML as well.
    let to = format!("{KEY}: {}", serde_json::Value::from(value));
    let edit = |span, text: &str| Edit::new(object.source, span, text);
    let (start, text) = (first.key.span().start, object.root.tree().text());
    let mut edits = vec![edit(Span::new(start, first.value.span().end), &to)];
    let others = converted.iter().skip(1);
    edits.extend(others.map(|(entry, ..)| edit(remove::lines(text, entry), "")));
    all.push(Conversion::Converted {
        at: first.key.span(),
        to,
        edits,
    });
}

#[cfg(test)]
mod tests {
    use super::{Conversion, convert};
    use crate::diagnostic::Edit;

    fn converted(annotations: &str) -> String {
        let text = format!(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n{annotations}spec: {{}}\n"
        );
        let mut edits: Vec<Edit> = Vec::new();
        for conversion in convert("a.yaml", &text) {
            if let Conversion::Converted { edits: more, .. } = conversion {
                edits.extend(more);
            }
        }
        let mut out = text.clone();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
        for edit in edits {
            out.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        let start = out.find("annotations:\n").unwrap() + "annotations:\n".len();
        out[start..out.find("spec:").unwrap()].to_owned()
    }

    #[test]
    fn annotations_of_others_become_one_of_our_own() {
        assert_eq!(
            converted(
                "    a: b\n    ignore-check.kube-linter.io/duplicate-env-var: the \"last\" holds\n    c: d\n    polaris.fairwinds.com/hostPortSet-exempt: \"true\" # too\n    kube-score/ignore: of-another-world\n"
            ),
            "    a: b\n    podlint/ignore: \"host-port, shadowed-variable the \\\"last\\\" holds\"\n    c: d\n    kube-score/ignore: of-another-world\n"
        );
    }

    #[test]
    fn what_is_not_covered_stays() {
        for kept in [
            "    kube-score/ignore: of-another-world,environment-variable-key-duplication\n",
            "    polaris.fairwinds.com/hostPortSet-exempt: \"false\"\n",
            "    podlint/ignore: bare-pod\n    polaris.fairwinds.com/hostPortSet-exempt: \"true\"\n",
        ] {
            assert_eq!(converted(kept), kept);
        }
    }
}
