//! What a `$ref` leads to: a place in the same file or in one beside it, and nothing in the network.

use std::path::{Path, PathBuf};

use super::location::is_remote;

/// Where a `$ref` leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The file; none for the one that the `$ref` stands in.
    pub(super) file: Option<PathBuf>,
    /// The place in it, as a JSON pointer.
    pub(super) pointer: String,
}

/// Reads a `$ref` that stands in the file `from`. The error is a sentence without the place of the `$ref`.
pub(super) fn read(text: &str, from: &Path) -> Result<Reference, String> {
    let (file, pointer) = text.split_once('#').unwrap_or((text, ""));
    let leads = |why: &str| Err(format!("its `$ref` leads to {text}: {why}"));
    let (Some(name), Some(pointer)) = (unescaped(file), unescaped(pointer)) else {
        return leads("this is no URI");
    };
    let file = if let Some(path) = name.strip_prefix("file://") {
        // A drive of Windows follows the slash that a URI needs.
        let is_drive = path.as_bytes().get(2) == Some(&b':');
        Some(PathBuf::from(if is_drive { &path[1..] } else { path }))
    } else if is_remote(&name) {
        return leads(
            "podlint never goes online; store it beside this schema and refer to it by its name",
        );
    } else if name.contains("://") || name.starts_with("urn:") {
        return leads("only files can be referred to");
    } else {
        (!name.is_empty()).then(|| from.with_file_name("").join(&name))
    };
    Ok(Reference { file, pointer })
}

/// A part of a URI with its `%20` as what they stand for; none where they stand for no text.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Reference, read};
    use std::path::{Path, PathBuf};

    #[test]
    fn files_are_looked_for_beside_the_one_that_refers() {
        let from = Path::new("s/example.com/a.json");
        for (text, file, pointer) in [
            ("#/a", None, "/a"),
            ("../b.json", Some("s/example.com/../b.json"), ""),
            ("a%20b.json#/x%25", Some("s/example.com/a b.json"), "/x%"),
            ("file:///x/a.json#", Some("/x/a.json"), ""),
            ("file:///C:/a.json", Some("C:/a.json"), ""),
            ("/x/a.json", Some("/x/a.json"), ""),
        ] {
            let file = file.map(PathBuf::from);
            let pointer = pointer.to_owned();
            assert_eq!(read(text, from), Ok(Reference { file, pointer }), "{text}");
        }
        for text in ["https://example.com/a.json", "urn:a", "ftp://a/b", "%f"] {
            assert!(read(text, from).is_err(), "{text}");
        }
    }
}
