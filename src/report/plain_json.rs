//! JSON that can be looked at: what would steer a terminal or reorder what is read stands in escapes, which
//! to a program are the same text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::words::visible;

/// Writes a value and a line break.
pub(super) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut out = out;
    value.serialize(&mut Serializer::with_formatter(&mut out, Escaping))?;
    writeln!(out)
}

struct Escaping;

impl Formatter for Escaping {
    /// What JSON itself wants to have escaped does not come here.
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut done = 0;
        for (at, char) in fragment.char_indices() {
            if visible(char) != char {
                writer.write_all(&fragment.as_bytes()[done..at])?;
                // All of these are in the first plane.
                write!(writer, "\\u{:04x}", char as u32)?;
                done = at + char.len_utf8();
            }
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_the_same() {
        let text = "a\u{1b}[2J\u{9b}2J\u{7f}\u{202e}\"\\\n名前𝒳";
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(
            written,
            "\"a\\u001b[2J\\u009b2J\\u007f\\u202e\\\"\\\\\\n名前𝒳\"\n"
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
