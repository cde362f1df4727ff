//! What makes two findings the same one.
//!
//! Not the line, the document's number or an item's index, which other changes move, and not the message,
//! which another version of podlint may word differently: it is the rule, the file, the object, the field
//! with the items of lists by name, and the value. Findings that are alike in all of these are told apart
//! by counting them.

use std::collections::BTreeMap;
use std::fmt;

use super::field;
use crate::diagnostic::{Diagnostic, ObjectRef, RuleId};
use crate::engine::{Finding, Report};
use crate::field_path::FieldPath;
use crate::objects::{Object, recognize};
use crate::source::{Source, SourceId};
use crate::yaml::{Cursor, Kind, Tree};

/// What a finding is, apart from where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The file, as reports call it.
    pub path: String,
    /// The rule.
    pub rule: RuleId,
    /// Kind, namespace and name: `Deployment web/shop`.
    pub object: Option<String>,
    /// The field, with the items of lists by name: `spec.containers[web].image`.
    pub field: Option<FieldPath>,
    /// The value that was found there; the message, where there is no object.
    detail: Option<String>,
    /// Which of the findings of a report that are alike it is, from 0.
    nth: usize,
}

/// A hash of an identity; the same for the same finding in every version of podlint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Fingerprint {
    /// FNV-1a with 128 bits. Each part ends with a byte that no text has.
    pub(super) fn of<'p>(parts: impl IntoIterator<Item = &'p str>) -> Self {
        const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let step = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        let part = |hash, part: &str| part.bytes().chain([0xFF]).fold(hash, step);
        Self(parts.into_iter().fold(BASIS, part))
    }
}

impl Identity {
    /// The fingerprint of the finding in a file of that path; those of findings that are alike are equal.
    #[must_use]
    pub fn fingerprint(&self, path: &str) -> Fingerprint {
        let or_none = |part: &'_ Option<String>| part.clone().unwrap_or_default();
        let (object, detail) = (or_none(&self.object), or_none(&self.detail));
        let field = self
            .field
            .as_ref()
            .map_or_else(String::new, FieldPath::to_string);
        Fingerprint::of([path, self.rule.name(), &object, &field, &detail])
    }

    /// A fingerprint that no other finding of the report has.
    #[must_use]
    pub fn unique(&self) -> String {
        let path = self.path.trim_start_matches("./");
        let fingerprint = self.fingerprint(path);
        if self.nth == 0 {
            return fingerprint.to_string();
        }
        Fingerprint::of([&*fingerprint.to_string(), &self.nth.to_string()]).to_string()
    }
}

/// The identity of every finding of a report, in order. The texts are read once more: few reports need it.
#[must_use]
pub fn identities(report: &Report) -> Vec<Identity> {
    let mut identities = Vec::with_capacity(report.findings.len());
    let mut findings = report.findings.iter().peekable();
    while let Some(first) = findings.peek() {
        let id = first.diagnostic.primary.source;
        let of_source = std::iter::from_fn(|| {
            let next = findings.next_if(|next| next.diagnostic.primary.source == id)?;
            Some(next)
        });
        let nothing = Source::default();
        let source = report.sources.get(&id).unwrap_or(&nothing);
        of_one(source, of_source, &mut identities);
    }
    count(&mut identities);
    identities
}

fn of_one<'r>(
    source: &Source,
    found: impl Iterator<Item = &'r Finding>,
    identities: &mut Vec<Identity>,
) {
    let tree = Tree::read(&source.text);
    let mut objects: BTreeMap<u32, Vec<Object<'_>>> = BTreeMap::new();
    for finding in found {
        let diagnostic = &finding.diagnostic;
        if finding.rendered.is_some() {
            identities.push(of_rendered(source, diagnostic));
            continue;
        }
        let of_document = objects
            .entry(diagnostic.document)
            .or_insert_with(|| objects_in(source, &tree, diagnostic.document));
        let object = object(of_document, diagnostic);
        identities.push(identity(source, diagnostic, object));
    }
}

fn objects_in<'t>(source: &Source, tree: &'t Tree<'t>, index: u32) -> Vec<Object<'t>> {
    let mut documents = tree.documents().iter();
    let document = documents.find(|document| document.index == index);
    document.map_or_else(Vec::new, |document| {
        recognize(SourceId(0), &source.path, tree, document).objects()
    })
}

/// The object that a diagnostic is about: the one it stands in, unless it stands in an anchor elsewhere.
fn object<'o, 't>(objects: &'o [Object<'t>], diagnostic: &Diagnostic) -> Option<&'o Object<'t>> {
    let wanted = diagnostic.object.as_deref()?;
    let around = |object: &&Object<'_>| object.root.span().contains(diagnostic.primary.span);
    let named = |object: &&Object<'_>| *object.reference() == *wanted;
    let mut both = objects.iter().filter(around);
    both.find(named).or_else(|| objects.iter().find(named))
}

/// What was found in a rendered text is known by where it is written, and by the field whatever values made of it.
fn of_rendered(source: &Source, diagnostic: &Diagnostic) -> Identity {
    let kind = |object: &ObjectRef| object.kind.to_string();
    let field = diagnostic.field.as_ref().filter(|field| !field.is_root());
    Identity {
        path: source.path.clone(),
        rule: diagnostic.rule,
        object: diagnostic.object.as_deref().map(kind),
        field: field.map(|field| FieldPath::top(field.without_items())),
        detail: None,
        nth: 0,
    }
}

fn identity(source: &Source, diagnostic: &Diagnostic, object: Option<&Object<'_>>) -> Identity {
    let written = diagnostic.field.as_ref().filter(|field| !field.is_root());
    let named = |field: &FieldPath| match object {
        Some(object) => field::named(object, field),
        None => field.clone(),
    };
    let node = object
        .zip(written)
        .and_then(|(object, field)| object.at(field));
    let detail = match &diagnostic.object {
        Some(_) => node.and_then(|node| value(source, &node, diagnostic)),
        None => Some(diagnostic.message.clone()),
    };
    Identity {
        path: source.path.clone(),
        rule: diagnostic.rule,
        object: diagnostic.object.as_deref().map(called),
        field: written.map(named),
        detail,
        nth: 0,
    }
}

/// The value of a field, if it is what the diagnostic is about: not its key, and nothing that holds fields
/// of its own. Of a hash of a secret the secret can be guessed, so that none goes into it.
fn value(source: &Source, node: &Cursor<'_>, diagnostic: &Diagnostic) -> Option<String> {
    let span = node.span();
    let meant = node.kind() == Kind::Scalar && span.contains(diagnostic.primary.span);
    meant.then(|| match source.hidden.within(span) {
        [] => node.as_key().into_owned(),
        _ => source.shown(span).into_owned(),
    })
}

fn called(object: &ObjectRef) -> String {
    let mut called = object.kind.to_string();
    if let Some(name) = &object.name {
        called.push(' ');
        if let Some(namespace) = &object.namespace {
            called += &format!("{namespace}/");
        }
        called += name;
    }
    called
}

fn count(identities: &mut [Identity]) {
    let mut seen: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    for identity in identities {
        let nth = seen
            .entry(identity.fingerprint(&identity.path))
            .or_default();
        identity.nth = *nth;
        *nth += 1;
    }
}
