//! The text of a partial result, line by line: what it is of, what was judged of each text, and how it ends, so that one that
//! was cut is known. A cache keeps the same.

use serde::{Deserialize, Serialize};

use crate::engine::Key;
use crate::project::Shard;
use crate::sha2::{hex, sha256};

/// The version of the format. A change that breaks a reader raises it.
const FORMAT: u32 = 1;

/// What a partial result is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) format: u32,
    /// What made it: what was judged is only to be read by the same program.
    pub(super) podlint: String,
    /// Which share of the tree it is; none in a cache.
    pub(super) shard: Option<String>,
    /// The arguments that the run was started with, without those that say that it is a shard.
    pub(super) arguments: Vec<String>,
    /// A hash of the configuration files.
    pub(super) configuration: String,
}

impl Header {
    /// That of a part of a run.
    pub(super) fn of_shard(shard: Shard, arguments: Vec<String>, configuration: String) -> Self {
        Self {
            shard: Some(shard.to_string()),
            arguments,
            configuration,
            ..Self::of_cache()
        }
    }

    /// That of a cache.
    pub(super) fn of_cache() -> Self {
        Self {
            format: FORMAT,
            podlint: program(),
            shard: None,
            arguments: Vec::new(),
            configuration: String::new(),
        }
    }
}

/// This program: its version, and its size, which tells builds of a version apart.
pub(super) fn program() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let size = std::env::current_exe().and_then(|file| file.metadata());
    size.map_or_else(
        |_| version.to_owned(),
        |size| format!("{version}-{}", size.len()),
    )
}

/// What is known of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    pub(super) key: Key,
    /// What reports call it, in JSON.
    pub(super) path: &'t str,
    /// What was judged of it; none if it is to be judged each time.
    pub(super) judged: Option<&'t str>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
struct End {
    texts: usize,
    digest: String,
}

const KEY: &str = "{\"key\":\"";
const PATH: &str = "\",\"path\":";
const JUDGED: &str = ",\"judged\":";

impl<'t> Line<'t> {
    /// Adds it to a text.
    pub(super) fn write(&self, to: &mut String) {
        let judged = self.judged.unwrap_or("null");
        let key = self.key.to_string();
        for part in [KEY, &key, PATH, self.path, JUDGED, judged, "}\n"] {
            to.push_str(part);
        }
    }

    fn read(line: &'t str) -> Option<Self> {
        let (key, rest) = line.strip_prefix(KEY)?.split_once(PATH)?;
        // A path may hold what stands behind it.
        let mut texts = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        texts.next()?.ok()?;
        let (path, rest) = rest.split_at_checked(texts.byte_offset())?;
        let judged = rest.strip_prefix(JUDGED)?.strip_suffix('}')?;
        Some(Self {
            key: unhex(key).map(Key)?,
            path,
            judged: Some(judged).filter(|judged| *judged != "null"),
        })
    }
}

/// A whole text.
pub(super) fn write<'l>(header: &Header, lines: impl Iterator<Item = Line<'l>>) -> String {
    let mut text = json(header);
    text.push('\n');
    let mut texts = 0;
    for line in lines {
        line.write(&mut text);
        texts += 1;
    }
    let end = End {
        texts,
        digest: hex(&sha256(text.as_bytes())),
    };
    text.push_str(&json(&end));
    text.push('\n');
    text
}

/// What a text holds.
///
/// # Errors
///
/// In a few words, why it is none.
pub(super) fn read(text: &str) -> Result<(Header, Vec<Line<'_>>), String> {
    const NONE: &str = "this is no partial result of podlint";
    let (first, _) = text.split_once('\n').ok_or(NONE)?;
    let header: Header = serde_json::from_str(first).map_err(|_| NONE)?;
    if header.format != FORMAT {
        let format = header.format;
        return Err(format!(
            "its format is {format}, and not {FORMAT}: another podlint made it"
        ));
    }
    const CUT: &str = "it is cut off, or has been changed";
    let whole = text.strip_suffix('\n').ok_or(CUT)?;
    let (before, last) = whole.rsplit_once('\n').ok_or(CUT)?;
    let end: End = serde_json::from_str(last).map_err(|_| CUT)?;
    let signed = &text[..=before.len()];
    if end.digest != hex(&sha256(signed.as_bytes())) {
        return Err(CUT.to_owned());
    }
    let lines = signed.lines().skip(1).map(Line::read);
    let lines: Option<Vec<Line<'_>>> = lines.collect();
    let lines = lines.filter(|lines| lines.len() == end.texts);
    Ok((header, lines.ok_or(CUT)?))
}

/// A value in JSON.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 2 * bytes.len() || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let path = serde_json::to_string("a\",\"judged\":/ß.yaml").unwrap();
        let lines = [
            Line {
                key: Key([7; 32]),
                path: &path,
                judged: Some("{\"objects\":1}"),
            },
            Line {
                key: Key([255; 32]),
                path: "\"b.yaml\"",
                judged: None,
            },
        ];
        let text = write(&Header::of_cache(), lines.into_iter());
        assert_eq!(read(&text), Ok((Header::of_cache(), lines.to_vec())));
    }

    #[test]
    fn what_is_cut_or_changed_is_known() {
        let line = Line {
            key: Key([7; 32]),
            path: "\"a.yaml\"",
            judged: None,
        };
        let text = write(&Header::of_cache(), [line].into_iter());
        for end in 0..text.len() {
            assert!(read(&text[..end]).is_err(), "{end}");
        }
        assert!(read(&text.replace("a.yaml", "b.yaml")).is_err());
        assert!(read("").is_err());
    }
}
