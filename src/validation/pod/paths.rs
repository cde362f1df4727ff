//! Paths within a volume.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// A path that is relative and does not lead out. Source: `validateLocalDescendingPath`.
pub(super) fn descending_path<'t>(check: &mut Check<'_, 't>, path: Field<'t>) {
    if path.text().starts_with('/') {
        check.invalid(path, "a relative path");
    }
    no_backsteps(check, path);
}

/// Source: `ValidateLocalNonReservedPath`.
pub(super) fn local_path<'t>(check: &mut Check<'_, 't>, path: Field<'t>) {
    descending_path(check, path);
    let text = path.text();
    if text.starts_with("..") && !text.starts_with("../") {
        check.invalid(path, "a path that does not start with `..`");
    }
}

/// Source: `validatePathNoBacksteps`.
pub(in crate::validation) fn no_backsteps<'t>(check: &mut Check<'_, 't>, path: Field<'t>) {
    if has_backsteps(&path.text()) {
        check.invalid(path, "a path without `..`");
    }
}

pub(super) fn has_backsteps(path: &str) -> bool {
    path.split('/').any(|part| part == "..")
}
