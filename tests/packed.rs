//! Records that are kept packed in `tests/data`.

use std::io::Read as _;

use flate2::read::GzDecoder;
use serde_json::Value as Json;

/// The text of a record.
pub(crate) fn text(packed: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    text
}

/// A record of a row a line.
pub(crate) fn rows(packed: &[u8]) -> Vec<Json> {
    let text = text(packed);
    let rows = text.lines();
    rows.map(|row| serde_json::from_str(row).unwrap()).collect()
}
