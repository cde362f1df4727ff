//! Programs that are told to take more memory than their container may have.

use crate::objects::{Container, Text};
use crate::quantity::Quantity;
use crate::source::Span;

/// What a program is told that it may take, which is no less than what its container may.
#[derive(Debug)]
pub struct Overdrawn<'t> {
    /// The text that says so.
    pub text: Text<'t>,
    /// Where it stands in it.
    pub span: Span,
    /// As it is written: `-Xmx4g`.
    pub written: String,
    /// What takes it: `the heap of Java`.
    pub what: &'static str,
    /// The limit.
    pub limit: Text<'t>,
    /// Whether it is more than the limit, not just all of it.
    pub is_more: bool,
}

/// A setting for memory: what stands before its amount, in which bytes it counts without a unit, and what takes it.
struct Setting {
    before: &'static str,
    unit: i128,
    what: &'static str,
}

const MIB: i128 = 1 << 20;

/// Source: the manuals of `java`, `node` (`--max-old-space-size`, in MiB) and Redis (`maxmemory`).
const SETTINGS: [Setting; 4] = [
    Setting {
        before: "-Xmx",
        unit: 1,
        what: "Java's heap",
    },
    Setting {
        before: "--max-old-space-size=",
        unit: MIB,
        what: "Node's heap",
    },
    Setting {
        before: "--max_old_space_size=",
        unit: MIB,
        what: "Node's heap",
    },
    Setting {
        before: "--maxmemory=",
        unit: 1,
        what: "its data",
    },
];

/// A flag whose amount is the next word.
const REDIS: (&str, &str) = ("--maxmemory", "its data");

impl<'t> Overdrawn<'t> {
    /// Those of a container.
    #[must_use]
    pub fn all(container: &Container<'t>) -> Vec<Self> {
        let limits = container
            .at
            .get("resources")
            .and_then(|resources| resources.get("limits"));
        let limit = limits.and_then(|limits| Text::field(&limits, "memory"));
        let Some((limit, most)) =
            limit.and_then(|limit| Some((limit.clone(), Quantity::parse(&limit)?.value())))
        else {
            return Vec::new();
        };
        let line: Vec<&Text<'t>> = container.command_line().collect();
        let values = container.env.iter().filter_map(|var| var.value.as_ref());
        let mut told: Vec<(&Text<'t>, &str, i128, &'static str)> = Vec::new();
        for text in line.iter().copied().chain(values) {
            for setting in &SETTINGS {
                told.extend(text.match_indices(setting.before).filter_map(|(at, _)| {
                    let (written, bytes) = amount(text, at, setting)?;
                    Some((text, written, bytes, setting.what))
                }));
            }
        }
        for pair in line.windows(2) {
            if let [flag, text] = pair
                && ***flag == *REDIS.0
                && let Some(bytes) = bytes(text, 1)
            {
                told.push((text, text, bytes, REDIS.1));
            }
        }
        let over = told.into_iter().filter(|(_, _, bytes, _)| *bytes >= most);
        over.map(|(text, written, bytes, what)| Self {
            span: text.span_of(written),
            written: written.to_owned(),
            text: text.clone(),
            what,
            limit: limit.clone(),
            is_more: bytes > most,
        })
        .collect()
    }
}

/// A setting as it is written at a place, and its bytes.
fn amount<'s>(text: &'s str, at: usize, setting: &Setting) -> Option<(&'s str, i128)> {
    let behind = &text[at + setting.before.len()..];
    let length = behind
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(behind.len());
    let end = at + setting.before.len() + length;
    Some((&text[at..end], bytes(&behind[..length], setting.unit)?))
}

/// `512m`, `4g`, `4gb`, `4096`: units of 1024, in any case.
fn bytes(told: &str, unit: i128) -> Option<i128> {
    let digits = told.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: i128 = digits.parse().ok()?;
    let unit = match told[digits.len()..].to_ascii_lowercase().as_str() {
        "" => unit,
        "b" => 1,
        "k" | "kb" => 1 << 10,
        "m" | "mb" => MIB,
        "g" | "gb" => 1 << 30,
        "t" => 1 << 40,
        _ => return None,
    };
    number.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::{MIB, bytes};

    #[test]
    fn amounts_have_units_of_1024() {
        assert_eq!(bytes("512m", 1), Some(512 * MIB));
        assert_eq!(bytes("4GB", 1), Some(4096 * MIB));
        assert_eq!(bytes("4096", MIB), Some(4096 * MIB));
        assert_eq!(bytes("75percent", 1), None);
        assert_eq!(bytes("", 1), None);
    }
}
