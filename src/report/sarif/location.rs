//! Where something stands: a file as a URI, a region in lines and columns.

use serde::Serialize;

use super::Message;
use crate::report::Places;
use crate::source::{SourceId, Span};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

/// The object, and the field within it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Logical {
    pub(super) fully_qualified_name: String,
}

#[derive(Serialize)]
pub(super) struct Artifact {
    uri: String,
}

/// Lines and columns count from 1; the end is exclusive. Offsets are left out: those of a file are bytes of
/// its own encoding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl Location {
    pub(super) fn of(places: &Places<'_>, id: SourceId, span: Span, message: &str) -> Self {
        Self {
            physical_location: Physical {
                artifact_location: Artifact::of(places, id),
                region: Region::of(places, id, span),
            },
            logical_locations: Vec::new(),
            message: (!message.is_empty()).then(|| Message::new(message)),
        }
    }
}

impl Artifact {
    pub(super) fn of(places: &Places<'_>, id: SourceId) -> Self {
        let uri = uri(places.of(id).path());
        Self { uri }
    }
}

impl Region {
    pub(super) fn of(places: &Places<'_>, id: SourceId, span: Span) -> Self {
        let place = places.of(id);
        let start = place.position_in_utf16(span.start);
        let end = place.position_in_utf16(span.end);
        Self {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// A path as a URI: relative to the working directory, or of a file on this machine.
fn uri(path: &str) -> String {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    let has_drive = path.as_bytes().get(1..3) == Some(b":/");
    let mut uri = String::with_capacity(path.len() + 8);
    if has_drive {
        uri.push_str("file:///");
    } else if path.starts_with('/') {
        uri.push_str("file://");
    }
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(byte as char),
            b':' if at == 1 && has_drive => uri.push(':'),
            _ if byte.is_ascii_alphanumeric() => uri.push(byte as char),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("./k8s/a b.yaml"), "k8s/a%20b.yaml");
        assert_eq!(uri("k8s/#50%?.yaml"), "k8s/%2350%25%3F.yaml");
        assert_eq!(uri("javascript:x.yaml"), "javascript%3Ax.yaml");
        assert_eq!(uri("../名.yaml"), "../%E5%90%8D.yaml");
        assert_eq!(uri("/srv/a.yaml"), "file:///srv/a.yaml");
        assert_eq!(uri("C:/a.yaml"), "file:///C:/a.yaml");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
