//! Inputs that wait until the CRDs among the others are known, so that the custom resources in them are judged once, by these.
//! This is only a matter of order: what was judged without a CRD that defines it is judged again.

use std::collections::{BTreeSet, HashSet};

use memchr::memmem;

use super::kustomize::absolute;
use super::outcome::{Checked, Outcome};
use super::run_crds::{self, Near};
use super::{Input, Session};
use crate::custom::Kind;
use crate::schema;
use crate::source::SourceId;

/// Inputs that are alike, and the custom kinds that their text seems to have. They are read again when it is their turn: the
/// texts of all that wait would be memory without bound.
pub(super) struct Late {
    pub(super) kinds: BTreeSet<Kind>,
    pub(super) inputs: Vec<(SourceId, Input)>,
}

impl Session<'_> {
    /// Checks what has waited until now.
    pub(super) fn check_late(&self) {
        let late = std::mem::take(&mut *self.late());
        if late.is_empty() {
            return;
        }
        let resources = resources(&self.lock());
        let files = &*self.settings().host.files;
        let is_resource = |input: &Input| resources.contains(&absolute(files, input.shown()));
        // What a kustomization takes is judged as it builds it.
        let goes_by_crds = |late: &Late| !late.inputs.iter().any(|(_, input)| is_resource(input));
        let waited = late.iter().filter(|late| goes_by_crds(late));
        let kinds: BTreeSet<&Kind> = waited.flat_map(|late| &late.kinds).collect();
        let near = run_crds::of(&self.lock(), &kinds, self.settings()).map(Near::of);
        self.each(late, &|late| {
            let Some((_, first)) = late.inputs.first() else {
                return;
            };
            let near = near.as_ref();
            let near = near.filter(|near| near.has(&late.kinds) && goes_by_crds(&late));
            let by_crds = near.map(|near| near.settings(first, self.settings()));
            let own = self.settings().of(first.path());
            let settings = by_crds.as_deref().unwrap_or(own);
            let read = self.read(first);
            self.check_by(late.inputs, read, settings);
        });
    }
}

/// The files that kustomizations take as resources.
fn resources(checked: &[Checked]) -> HashSet<String> {
    let judged = checked.iter().filter_map(|checked| match &checked.outcome {
        Outcome::Judged(judged) => Some(judged),
        _ => None,
    });
    let kustomizations = judged.flat_map(|judged| &judged.kustomizations);
    kustomizations
        .flat_map(|one| one.resources().iter().cloned())
        .collect()
}

/// The custom kinds that a text seems to have: an `apiVersion` and a `kind` of its documents beside each other. None where it
/// has a CRD or is a kustomization, which others wait for.
pub(super) fn custom_kinds(text: &[u8]) -> BTreeSet<Kind> {
    const KEY: &[u8] = b"apiVersion:";
    let mut kinds = BTreeSet::new();
    let mut last = ("", "");
    for at in memmem::find_iter(text, KEY) {
        if at > 0 && text[at - 1] != b'\n' {
            continue;
        }
        let mut behind = text[at..].splitn(3, |byte| *byte == b'\n');
        let mut before = text[..at.saturating_sub(1)].rsplitn(2, |byte| *byte == b'\n');
        let (own, next) = (behind.next(), behind.next());
        let kind = [next, before.next()]
            .into_iter()
            .find_map(|line| value_of(line?, "kind:"));
        let Some(said) = own.and_then(|line| value_of(line, "apiVersion:")).zip(kind) else {
            continue;
        };
        if said == last {
            continue;
        }
        last = said;
        let (api_version, kind) = said;
        if matches!(
            kind,
            "CustomResourceDefinition" | "Kustomization" | "Component"
        ) {
            return BTreeSet::new();
        }
        if let Some((group, _)) = api_version.split_once('/')
            && !schema::has_kind(api_version, kind)
        {
            kinds.insert((group.to_owned(), kind.to_owned()));
        }
    }
    kinds
}

/// What a line says of a key at its beginning.
fn value_of<'l>(line: &'l [u8], key: &str) -> Option<&'l str> {
    let value = str::from_utf8(line.strip_prefix(key.as_bytes())?).ok()?;
    Some(value.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::super::Input;
    use super::{Session, custom_kinds, run_crds};
    use crate::config::Settings;
    use crate::files::{Nothing, Texts};
    use crate::host::Host;

    const CRD: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Thing, plural: things}\n  versions:\n  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n";
    const THING: &str = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n";

    fn file(name: &str) -> Input {
        Input::File {
            shown: name.to_owned(),
            path: name.into(),
            context: false,
            regular: true,
        }
    }

    #[test]
    fn nothing_is_judged_again_where_it_was_seen_to_wait_for_its_crd() {
        let mut texts = Texts::over(Arc::new(Nothing));
        texts.put(Path::new("/a.yaml"), THING);
        texts.put(Path::new("/b.yaml"), CRD);
        texts.put(
            Path::new("/c.json"),
            r#"{"apiVersion": "example.com/v1", "kind": "Thing"}"#,
        );
        let settings = Settings {
            host: Host {
                files: Arc::new(texts),
                ..Host::default()
            },
            ..Settings::default()
        };
        let again = |names: &[&str]| -> Vec<usize> {
            let session = Session::new(&settings, &|_| ());
            session.check_all(names.iter().copied().map(file).collect());
            let again = run_crds::again(&session.lock(), &settings);
            again.into_iter().flatten().map(|again| again.at).collect()
        };
        assert_eq!(again(&["/a.yaml", "/b.yaml"]), [0; 0]);
        assert_eq!(again(&["/b.yaml", "/a.yaml"]), [0; 0]);
        // What is seen only once it is read is.
        assert_eq!(again(&["/c.json", "/b.yaml"]).len(), 1);
    }

    #[test]
    fn the_custom_kinds_of_a_text_are_seen_without_reading_it() {
        let kinds = |text: &str| -> Vec<String> {
            let kinds = custom_kinds(text.as_bytes()).into_iter();
            kinds
                .map(|(group, kind)| format!("{kind} of {group}"))
                .collect()
        };
        let text = "apiVersion: v1\nkind: Pod\n---\nkind: A\napiVersion: 'a.io/v1'\r\n---\napiVersion: b.io/v1\nkind: B";
        assert_eq!(kinds(text), ["A of a.io", "B of b.io"]);
        assert_eq!(kinds("apiVersion: apps/v1\nkind: Deployment\n"), [""; 0]);
        assert_eq!(kinds("x: |\n  apiVersion: a.io/v1\n  kind: A\n"), [""; 0]);
        let crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n";
        assert_eq!(kinds(&format!("{text}\n---\n{crd}")), [""; 0]);
        assert_eq!(kinds("apiVersion:"), [""; 0]);
    }
}
