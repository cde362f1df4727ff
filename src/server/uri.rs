//! URIs of files, and their paths.

use std::path::{Path, PathBuf};

/// The path of a file; `None` for what is no file.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_at(rest.find('/')?);
    let path = String::from_utf8(unescaped(path)).ok()?;
    if !cfg!(windows) {
        return Some(PathBuf::from(path));
    }
    // `/c:/k8s`
    let drive = path.as_bytes().get(2) == Some(&b':');
    Some(match (host.is_empty() || host == "localhost", drive) {
        (true, true) => PathBuf::from(&path[1..]),
        (true, false) => PathBuf::from(path),
        (false, _) => PathBuf::from(format!("//{host}{path}")),
    })
}

/// The URI of a file.
pub(super) fn of(path: &Path) -> String {
    let path = crate::files::shown(path);
    let mut uri = String::from("file://");
    if !path.starts_with('/') {
        uri.push('/');
    }
    for &byte in path.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3);
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.filter(|_| byte == b'%') {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::*;

    #[test]
    fn paths_and_uris_lead_to_each_other() {
        for (file, uri) in [
            ("/k8s/a.yaml", "file:///k8s/a.yaml"),
            ("/k8s/a b/ß%.yaml", "file:///k8s/a%20b/%C3%9F%25.yaml"),
        ] {
            assert_eq!(of(Path::new(file)), uri);
            assert_eq!(path(uri).as_deref(), Some(Path::new(file)));
        }
        for (uri, file) in [
            ("file://localhost/a", Some("/a")),
            ("file:///a%3ab#x", Some("/a:b")),
            ("file:///a%zz%", Some("/a%zz%")),
            ("file:///%ff", None),
            ("untitled:Untitled-1", None),
            ("git://a/b", None),
        ] {
            assert_eq!(path(uri).as_deref(), file.map(Path::new), "{uri}");
        }
    }
}
