//! What must hold of every text, whoever made it. The fuzz targets share these; each panics where one does not hold.

use std::path::PathBuf;
use std::sync::LazyLock;

use podlint::diagnostic::{Applicability, Category, Diagnostic};
use podlint::engine::{Input, Report, Settings, run};
use podlint::fix::{settle, unified};
use podlint::secret;
use podlint::source::Span;
use podlint::yaml::{Cursor, Kind, NodeId, Tree};

const PATH: &str = "k8s/a.yaml";

static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);

/// The reader: every place is one of the text, and whatever was read can be walked.
pub(crate) fn reader(text: &str) {
    let tree = Tree::read(text);
    let mut behind = 0;
    for document in tree.documents() {
        within(text, document.span);
        assert!(document.span.start >= behind, "documents in order");
        behind = document.span.end;
        for fault in &document.faults {
            let labels = fault.labels.iter().map(|&(span, _)| span);
            let fix = fault.fix.iter().map(|&(span, _)| span);
            [fault.span]
                .into_iter()
                .chain(labels)
                .chain(fix)
                .for_each(|span| within(text, span));
            assert!(!fault.message.is_empty(), "a fault says what is wrong");
        }
        let Some(root) = document.root else { continue };
        for (node, id) in tree.nodes_of(document).iter().zip(root.0..) {
            within(text, node.span);
            assert!(document.span.contains(node.span), "{:?}", node.span);
            assert!(node.next.0 > id, "a node ends behind itself");
            look_at(Cursor::new(&tree, NodeId(id)));
        }
    }
    for &comment in tree.comments() {
        within(text, comment);
    }
}

/// Asks a node for all that it is.
fn look_at(node: Cursor<'_>) {
    match node.kind() {
        Kind::Mapping => {
            for entry in node.entries().take(100) {
                let found = node.get(&entry.key.as_key());
                assert!(found.is_some(), "{:?} is found", entry.key.text());
            }
        }
        Kind::Sequence => drop(node.items().take(100).collect::<Vec<_>>()),
        Kind::Scalar | Kind::Alias => drop((node.scalar(), node.as_int(), node.as_bool())),
    }
}

fn within(text: &str, span: Span) {
    let part = text.get(span.start as usize..span.end as usize);
    assert!(part.is_some(), "{span:?} of {} bytes", text.len());
}

fn check(text: &str) -> Report {
    let input = Input::Bytes {
        shown: PATH.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let report = run(vec![input], &SETTINGS, &|_| ());
    assert!(report.defects.is_empty(), "{:?}", report.defects);
    report
}

/// The whole check: it ends without a defect, and every place is one of the text.
pub(crate) fn validator(text: &str) {
    let report = check(text);
    for finding in &report.findings {
        in_bounds(text, &finding.diagnostic);
    }
}

fn in_bounds(text: &str, found: &Diagnostic) {
    let labels = found.labels.iter().map(|label| label.span);
    let edits = found.fix.iter().flat_map(|fix| &fix.edits);
    [found.primary.span]
        .into_iter()
        .chain(labels)
        .chain(edits.map(|edit| edit.span))
        .for_each(|span| within(text, span));
}

/// The words by which a manifest speaks to linters, and words as long by which it does not.
const ADDRESSED: [(&str, &str); 4] = [
    ("podlint", "podlinx"),
    ("kube-linter", "kube-linxer"),
    ("kube-score", "kube-scorx"),
    ("polaris", "polarix"),
];

/// Suppressions: what they leave out is counted, and they change nothing else.
pub(crate) fn suppressions(text: &str) {
    let lower = text.to_lowercase();
    if ADDRESSED.iter().any(|(_, deaf)| lower.contains(deaf)) || text.contains('\\') {
        return;
    }
    let report = check(text);
    let mut deaf = text.to_owned();
    for (word, other) in ADDRESSED {
        deaf = without_case(&deaf, word, other);
    }
    let unheard = check(&deaf);
    let of_suppressions = |report: &Report| {
        let category = Category::Suppression;
        let findings = report.findings.iter();
        findings
            .filter(|finding| finding.category == category)
            .count()
    };
    let told = report.findings.len() - of_suppressions(&report) + report.summary.suppressed;
    assert_eq!(told, unheard.findings.len(), "told and left out, of all");
    assert_eq!(
        (of_suppressions(&unheard), unheard.summary.suppressed),
        (0, 0)
    );
    for finding in &report.findings {
        in_bounds(text, &finding.diagnostic);
    }
}

/// A text with a word replaced, in whatever case.
fn without_case(text: &str, word: &str, other: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let here = rest.get(..word.len());
        let (piece, len) = match here {
            Some(here) if here.eq_ignore_ascii_case(word) => (other, word.len()),
            _ => (&rest[..c.len_utf8()], c.len_utf8()),
        };
        replaced.push_str(piece);
        rest = &rest[len..];
    }
    replaced
}

/// Fixes: the text that they give reads no worse, and there is nothing left to fix in it.
pub(crate) fn fixes(text: &str) {
    let Some(fixed) = fixed(text) else {
        return;
    };
    let source = |text| secret::source(PATH, text);
    drop(unified(&source(text), &source(&fixed), &|_| true));
    let again = self::fixed(&fixed);
    assert_eq!(again, None, "a second fix changes nothing: {fixed:?}");
}

/// The text with all its fixes; none if there are none.
fn fixed(text: &str) -> Option<String> {
    let file = Input::File {
        path: PathBuf::from(PATH),
        shown: PATH.to_owned(),
        context: false,
        regular: true,
    };
    let again = |inputs: Vec<Input>| match inputs.into_iter().next() {
        Some(Input::Fixed { text, .. }) => check(&text),
        _ => check(text),
    };
    let first = check(text);
    for finding in &first.findings {
        in_bounds(text, &finding.diagnostic);
    }
    // Of a text that is broken as it is, not all is what it seems.
    let mut findings = first.findings.iter();
    let is_broken = findings.any(|finding| finding.category == Category::Syntax);
    let outcome = settle(first, &[file], Applicability::Unsafe, &again);
    assert!(
        is_broken || outcome.refused.is_empty(),
        "its fixes break {text:?}"
    );
    outcome.fixed.into_iter().next().map(|fixed| fixed.new)
}
