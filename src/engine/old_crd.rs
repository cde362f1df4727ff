//! What the schemas of a CRD of `v1beta1` lack for `v1`: told with the API that is gone, since it is one thing to do.

use crate::diagnostic::{Diagnostic, RuleId};
use crate::field_path::Part;

/// What `v1` asks of a schema and `v1beta1` did not.
///
/// Source: <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lack {
    Schema,
    Type,
    Place,
    Other,
}

impl Lack {
    const ALL: [Self; 4] = [Self::Schema, Self::Type, Self::Place, Self::Other];

    /// Of a finding in a schema; none of what `v1beta1` refused as well.
    fn of(found: &Diagnostic) -> Option<Self> {
        let field = found.field.as_ref()?;
        let is = |part: &Part, name: &str| part.word() == Some(name);
        let last = field.parts().last()?;
        if !field.parts().iter().any(|part| is(part, "openAPIV3Schema")) {
            return None;
        }
        match found.rule {
            RuleId::MISSING_FIELD if is(last, "openAPIV3Schema") => Some(Self::Schema),
            RuleId::MISSING_FIELD if is(last, "type") => Some(Self::Type),
            RuleId::FORBIDDEN_FIELD if is(last, "type") => Some(Self::Place),
            RuleId::MISSING_FIELD | RuleId::FORBIDDEN_FIELD => Some(Self::Other),
            _ => None,
        }
    }

    /// What to write, where there are so many places.
    fn note(self, count: usize) -> String {
        match self {
            Self::Schema => format!(
                "`v1` asks for a schema of each version ({count} without): `openAPIV3Schema: {{type: object, x-kubernetes-preserve-unknown-fields: true}}` takes anything"
            ),
            Self::Type => format!(
                "`v1` asks for a `type` in each schema ({count} without): `x-kubernetes-int-or-string: true` says integer or string, `x-kubernetes-preserve-unknown-fields: true` anything"
            ),
            Self::Place => format!(
                "`v1` takes no `type` within `anyOf`, `oneOf` and the like ({count} here): `x-kubernetes-int-or-string: true` says integer or string"
            ),
            Self::Other => format!("`v1` refuses more in its schemas ({count} here)"),
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Schema => "no schema",
            Self::Type => "no `type`",
            Self::Place => "not within these words",
            Self::Other => "refused by `v1`",
        }
    }
}

/// Brings what is found in the schemas of such a CRD into the finding on its `apiVersion`.
pub(super) fn fold(found: &mut Vec<Diagnostic>) {
    let is_old = |found: &Diagnostic| {
        let kind = found.object.as_ref().map(|object| &*object.kind);
        found.rule == RuleId::REMOVED_API && kind == Some("CustomResourceDefinition")
    };
    if !found.iter().any(is_old) {
        return;
    }
    let (lacks, mut kept): (Vec<_>, Vec<_>) =
        found.drain(..).partition(|found| Lack::of(found).is_some());
    let old = kept.iter_mut().find(|found| is_old(found));
    if let Some(old) = old {
        for lack in Lack::ALL {
            let mut of_it = lacks.iter().filter(|found| Lack::of(found) == Some(lack));
            let Some(first) = of_it.next() else { continue };
            old.notes.push(lack.note(1 + of_it.count()).into());
            old.add_label(first.primary.span, lack.label());
        }
    }
    *found = kept;
}
