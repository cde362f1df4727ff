//! What a schema refers to: files beside it, and nothing in the network.

use std::error::Error;
use std::path::{Path, PathBuf};

use jsonschema::{Retrieve, Uri};
use serde_json::Value;

use super::location::is_remote;
use super::prepare::{Terms, prepare};
use crate::disk;
use crate::source::reason;

/// Reads the files that `$ref` names.
pub(super) struct Files;

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let uri = uri.as_str();
        let Some(path) = path_of(uri) else {
            return Err(if is_remote(uri) {
                "podlint never goes online; store it beside this schema and refer to it by its name"
                    .into()
            } else {
                "only files can be referred to".into()
            });
        };
        let text = disk::read_text(&path).map_err(|error| reason(&error))?;
        let mut schema: Value =
            serde_json::from_str(&text).map_err(|error| format!("it is no JSON: {error}"))?;
        prepare(&mut schema, Terms::OF_JSON);
        Ok(schema)
    }
}

/// The URI of a file.
pub(super) fn uri_of(path: &Path) -> String {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = full.to_string_lossy().replace('\\', "/");
    let mut uri = "file://".to_owned();
    if !text.starts_with('/') {
        uri.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}

/// The file of a URI; none if it is of something else.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let escaped = uri.strip_prefix("file://")?;
    let mut bytes = Vec::with_capacity(escaped.len());
    let mut rest = escaped.bytes();
    while let Some(byte) = rest.next() {
        let decoded = match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        };
        bytes.push(decoded);
    }
    let text = String::from_utf8(bytes).ok()?;
    // A drive of Windows follows the slash that a URI needs.
    let is_drive = text.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if is_drive { &text[1..] } else { &text }))
}

#[cfg(test)]
mod tests {
    use super::{path_of, uri_of};
    use std::path::Path;

    #[test]
    fn a_path_and_its_uri_are_the_same_file() {
        let path = Path::new("/a b/ü%20#?/c.json");
        assert_eq!(uri_of(path), "file:///a%20b/%C3%BC%2520%23%3F/c.json");
        assert_eq!(path_of(&uri_of(path)).as_deref(), Some(path));
        assert_eq!(
            path_of("file:///C:/a.json").as_deref(),
            Some(Path::new("C:/a.json"))
        );
        assert_eq!(path_of("https://example.com/a.json"), None);
        assert_eq!(path_of("file:///a%2"), None);
    }
}
