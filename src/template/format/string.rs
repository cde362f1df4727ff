//! Strings.

use std::fmt::Write;

use super::Printer;
use crate::origin::Text;
use crate::template::go::quote::{can_stand_raw, quote_with};

impl Printer {
    /// `%s`
    pub(super) fn string(&mut self, text: &Text) {
        let cut = self.cut(text);
        let zero = self.flags.zero;
        self.pad(cut.as_ref().unwrap_or(text), zero);
    }

    /// As many letters as the precision lets through, if those are not all.
    fn cut(&self, text: &Text) -> Option<Text> {
        let precision = self.flags.precision?;
        let (end, _) = text.as_str().char_indices().nth(precision)?;
        Some(text.slice(0, end))
    }

    /// `%q`: what needs no escape keeps its origin.
    pub(super) fn quoted(&mut self, text: &Text) {
        let cut = self.cut(text);
        let text = cut.as_ref().unwrap_or(text);
        let letters = text.as_str();
        let sign = if self.flags.sharp && can_stand_raw(letters) {
            "`"
        } else {
            "\""
        };
        let mut all = Text::made(sign);
        if sign == "`" {
            all.push(text);
        } else {
            push_escaped(&mut all, text, self.flags.plus);
        }
        all.push_str(sign);
        let zero = self.flags.zero;
        self.pad(&all, zero);
    }

    /// `%x`: its bytes.
    pub(super) fn hexadecimal(&mut self, text: &Text, upper: bool) {
        let bytes = text.as_str().as_bytes();
        let count = self.flags.precision.unwrap_or(bytes.len()).min(bytes.len());
        let prefix = match upper {
            _ if !self.flags.sharp => "",
            true => "0X",
            false => "0x",
        };
        let mut all = String::new();
        for (number, byte) in bytes[..count].iter().enumerate() {
            if number > 0 && self.flags.space {
                all.push(' ');
            }
            if number == 0 || self.flags.space {
                all.push_str(prefix);
            }
            let _ = if upper {
                write!(all, "{byte:02X}")
            } else {
                write!(all, "{byte:02x}")
            };
        }
        let zero = self.flags.zero;
        self.pad(&text.derive(&all), zero);
    }
}

fn push_escaped(all: &mut Text, text: &Text, ascii: bool) {
    let letters = text.as_str();
    let mut plain = 0;
    for (at, letter) in letters.char_indices() {
        let end = at + letter.len_utf8();
        let escaped = quote_with(&letters[at..end], '"', ascii);
        let escaped = &escaped[1..escaped.len() - 1];
        if escaped == &letters[at..end] {
            continue;
        }
        all.push_slice(text, plain, at);
        all.push(&text.slice(at, end).derive(escaped));
        plain = end;
    }
    all.push_slice(text, plain, letters.len());
}
