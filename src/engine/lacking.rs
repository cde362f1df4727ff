//! What is not there among the workloads of a chart, where some of them could not be rendered for want of a value, as is told.

use super::renderings::Rendered;
use crate::diagnostic::Diagnostic;

/// Rules on what no workload of a rendering is or has.
const RULES: [&str; 2] = ["unmatched-selector", "unresolved-port-name"];

/// Takes out what they say of a rendering in which they do not see all.
pub(super) fn take_out(rendered: &Rendered, found: &mut Vec<Diagnostic>) {
    let is_lacking = |found: &Diagnostic| RULES.contains(&found.rule.name());
    if found.iter().any(is_lacking) && rendered.lacks_workloads() {
        found.retain(|found| !is_lacking(found));
    }
}
