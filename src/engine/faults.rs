//! Faults of a text as findings, and what only follows from them.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Reason, RuleId};
use crate::field_path::FieldPath;
use crate::objects::Object;
use crate::source::SourceId;
use crate::yaml::{Document, Fault, FaultKind, Tree};

/// A fault of the text as a diagnostic.
pub(super) fn of_fault(source: SourceId, document: &Document, fault: &Fault) -> Diagnostic {
    let rule = match fault.kind {
        FaultKind::Syntax => RuleId::SYNTAX,
        FaultKind::DuplicateKey(_) => RuleId::DUPLICATE_KEY,
    };
    let mut diagnostic =
        Diagnostic::new(rule, source, fault.span, &fault.message).here(fault.here.clone());
    for (span, message) in &fault.labels {
        diagnostic = diagnostic.label(*span, message.clone());
    }
    diagnostic.document = document.index;
    diagnostic.help = fault.help.clone().map(Into::into);
    let fix = fault.fix.as_ref().map(|(span, text)| Fix {
        title: fault.help.clone().unwrap_or_else(|| fault.message.clone()),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::new(source, *span, text)],
    });
    diagnostic.fix = fix.map(Box::new);
    diagnostic
}

/// Adds to the diagnostic of a key that stands twice which field of which object it is.
pub(super) fn name_field(
    tree: &Tree<'_>,
    fault: &Fault,
    objects: &[Object<'_>],
    found: &mut Diagnostic,
) {
    let FaultKind::DuplicateKey(key) = fault.kind else {
        return;
    };
    let key = tree.at(key);
    let inside = |object: &&Object<'_>| object.root.span().contains(key.span());
    // The objects stand in the order of the text, but for those that stand for others.
    let behind = objects.partition_point(|object| object.root.span().start <= key.span().start);
    let near = objects[..behind].last().filter(inside);
    if let Some(object) = near.or_else(|| objects.iter().find(inside)) {
        found.field = Some(object.field(&key));
        found.object = Some(object.reference());
        found.reason = Some(Reason::Duplicate);
    }
}

/// Whether a finding in a broken document may only say what the fault says already: that something is not there,
/// which may stand where the reader could not follow, or what became of the line with the fault.
pub(super) fn follows_fault(object: &Object<'_>, document: &Document, found: &Diagnostic) -> bool {
    let text = object.root.tree().text().as_bytes();
    let start = found.primary.span.start as usize;
    let is_beside = |fault: &Fault| {
        let at = fault.span.start as usize;
        let between = &text[start.min(at)..start.max(at)];
        matches!(fault.kind, FaultKind::Syntax) && memchr::memchr(b'\n', between).is_none()
    };
    let is_absent = |field: &FieldPath| object.at(field).is_none();
    let line = memchr::memrchr(b'\n', &text[..start]).map_or(0, |end| end + 1);
    let mut indent = text[line..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'));
    // How deep such a line stands nobody knows.
    let is_behind_tab = indent.any(|&byte| byte == b'\t');
    found.rule == RuleId::MISSING_FIELD
        || is_behind_tab
        || found.field.as_ref().is_some_and(is_absent)
        || document.faults.iter().any(is_beside)
}
