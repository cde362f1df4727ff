//! JSON that can be looked at, and stand in the log of a job: what would steer a terminal, a CI server or the eye stands
//! in escapes, which to a program are the same text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::calm::{commands, stand_in};

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
        let mut commands = commands(fragment).into_iter().peekable();
        let mut before = None;
        for (at, char) in fragment.char_indices() {
            let is_command = commands.next_if_eq(&at).is_some();
            if is_command || stand_in(char, before).is_some() {
                writer.write_all(&fragment.as_bytes()[done..at])?;
                for unit in char.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                done = at + char.len_utf8();
            }
            before = Some(char);
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_the_same() {
        let text = "a\u{1b}[2J\u{9b}2J\u{7f}\u{202e}\"\\\n名前𝒳 ##[x]\u{e0041}";
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(
            written,
            "\"a\\u001b[2J\\u009b2J\\u007f\\u202e\\\"\\\\\\n名前𝒳 #\\u0023[x]\\udb40\\udc41\"\n"
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
