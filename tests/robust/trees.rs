//! What must hold of every directory, whoever made it. The fuzz targets share these; each panics where one does not
//! hold. `podlint` runs it with arguments, and is how it ends.

use std::ffi::OsStr;

use podlint::config::File;
use podlint::diagnostic::{Applicability, Category};
use podlint::engine::{Settings, check_text};
use podlint::files::Reach;

use super::folder::Folder;

/// A run of podlint with these arguments, and its exit code.
pub(crate) type Podlint<'p> = &'p dyn Fn(&[&OsStr]) -> u8;

/// `--fix` changes files below what was named and their texts alone, each for the better, and none twice.
pub(crate) fn fixes(bytes: &[u8], podlint: Podlint<'_>) {
    let folder = Folder::of("a.yaml", bytes);
    let mut arguments = vec![
        OsStr::new("check"),
        OsStr::new("--quiet"),
        OsStr::new("--fix"),
    ];
    let most = if bytes.len().is_multiple_of(2) {
        arguments.push(OsStr::new("--unsafe-fixes"));
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    arguments.push(folder.named().as_os_str());
    let before = folder.seen();
    assert!(podlint(&arguments) < 3);
    let after = folder.seen();
    assert!(
        before.keys().eq(after.keys()),
        "{:?} {:?}",
        before.keys(),
        after.keys()
    );
    for (path, old) in &before {
        let new = &after[path];
        if new != old {
            assert_eq!(
                (new.0, new.1),
                (old.0, 1),
                "the mode and the names of {path:?}"
            );
            assert!(path.starts_with(folder.named()) && path.is_file() && !path.is_symlink());
            is_better(&old.2, &new.2, most);
        }
    }
    assert!(podlint(&arguments) < 3);
    assert_eq!(folder.seen(), after, "a second run changes nothing");
}

fn is_better(old: &[u8], new: &[u8], most: Applicability) {
    let faults = |text: &[u8]| {
        let text = std::str::from_utf8(text).unwrap();
        let found = check_text("a.yaml", text, &Settings::default());
        let broken = found
            .iter()
            .filter(|finding| finding.category == Category::Syntax);
        let fixes = found
            .iter()
            .filter_map(|finding| finding.diagnostic.fix.as_ref());
        let fixable = fixes.filter(|fix| fix.applicability <= most);
        (broken.count(), fixable.count())
    };
    let ((broken, fixable), (is_broken, is_fixable)) = (faults(old), faults(new));
    assert!(
        is_broken <= broken,
        "{is_broken} faults of its text, and {broken} before"
    );
    assert!(
        is_fixable <= fixable,
        "{is_fixable} findings to fix, and {fixable} before"
    );
}

/// A manifest with findings, and a custom resource.
const MANIFEST: &[u8] = b"apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b, imge: c}]}\n---\napiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: {size: 1, names: [a, b]}\n";

/// Whatever stands in a configuration and in the files that it leads to, what is wrong with it is told, and no file
/// changes.
pub(crate) fn configuration(bytes: &[u8], podlint: Podlint<'_>) {
    let mut folder = Folder::of("podlint.toml", bytes);
    folder.put(b"f\0\0manifest.yaml", MANIFEST);
    let before = folder.seen();
    let baseline = folder.named().join("baseline.json");
    let mut arguments = vec![
        OsStr::new("check"),
        OsStr::new("--quiet"),
        folder.named().as_os_str(),
    ];
    if baseline.exists() {
        arguments.extend([OsStr::new("--baseline"), baseline.as_os_str()]);
    }
    let code = podlint(&arguments);
    assert!(code < 3);
    assert_eq!(folder.seen(), before);
    let text = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    if let Ok(text) = std::str::from_utf8(text) {
        let directory = folder.named();
        let file = File::read(
            "podlint.toml".to_owned(),
            text.to_owned(),
            directory,
            Reach::everything(),
        );
        if let Err(fault) = file {
            assert_eq!(code, 2, "{fault:?}");
            is_clear(text, &fault.problems);
        }
    }
}

fn is_clear(text: &str, problems: &[podlint::config::Problem]) {
    assert!(!problems.is_empty());
    for problem in problems {
        let span = problem.span;
        assert!(
            text.get(span.start as usize..span.end as usize).is_some(),
            "{span:?}"
        );
        assert!(
            !problem.message.is_empty() && problem.message.len() < 1000,
            "{problem:?}"
        );
    }
}
