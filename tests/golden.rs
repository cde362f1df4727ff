//! Expected output in files.

use std::path::Path;

/// Holds `actual` against the file `tests/<name>`; with `PODLINT_BLESS` set, writes it there.
pub(crate) fn golden(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name);
    if std::env::var_os("PODLINT_BLESS").is_some() {
        std::fs::write(path, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "tests/{name} differs (PODLINT_BLESS=1 accepts it)\n--- expected\n{expected}\n--- actual\n{actual}"
    );
}
