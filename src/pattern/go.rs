//! Go's regular expressions in the words of the `regex` crate. Both come from RE2; what one reads otherwise than the other is
//! rewritten here. Source: <https://pkg.go.dev/regexp/syntax>.

use std::collections::BTreeSet;

use super::class::class;
use super::escape::{repetition, single_escape};

/// A pattern that says the same to the `regex` crate.
///
/// # Errors
///
/// What Go says of a pattern that it refuses, without the words before.
pub fn translated(pattern: &str) -> Result<String, String> {
    let mut translator = Translator {
        rest: pattern,
        whole: pattern,
        made: String::with_capacity(pattern.len() + 16),
        repeated: Repeated::Nothing,
        open: 0,
        names: BTreeSet::new(),
        flags: None,
    };
    while !translator.rest.is_empty() {
        translator.next()?;
    }
    match translator.open {
        0 => Ok(translator.made),
        _ => Err(format!("missing closing ): `{pattern}`")),
    }
}

/// What stands before, and may be repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeated {
    /// Nothing that can be.
    Nothing,
    Something,
    /// A repetition, which began so many bytes before the end.
    Already(usize),
}

struct Translator<'p> {
    rest: &'p str,
    whole: &'p str,
    made: String,
    repeated: Repeated,
    open: usize,
    names: BTreeSet<&'p str>,
    /// Where flags were made, if nothing was read since.
    flags: Option<usize>,
}

/// Go repeats nothing more often.
pub(super) const MOST_REPEATED: u32 = 1000;

impl<'p> Translator<'p> {
    fn next(&mut self) -> Result<(), String> {
        let Some(c) = self.rest.chars().next() else {
            return Ok(());
        };
        let flags = self.flags.take();
        match c {
            '\\' => self.escape()?,
            '[' => self.class()?,
            '(' => self.group(flags)?,
            ')' => {
                self.open = self
                    .open
                    .checked_sub(1)
                    .ok_or_else(|| format!("unexpected ): `{}`", self.whole))?;
                self.take(1, ")");
                self.repeated = Repeated::Something;
            }
            '*' | '+' | '?' => self.repetition(1, flags)?,
            '{' => match repetition(self.rest) {
                Some((length, fits)) => {
                    if !fits {
                        return Err(format!("invalid repeat count: `{}`", &self.rest[..length]));
                    }
                    self.repetition(length, flags)?;
                }
                None => self.literal('{'),
            },
            '|' => {
                self.take(1, "|");
                self.repeated = Repeated::Nothing;
            }
            c => self.literal(c),
        }
        Ok(())
    }

    fn take(&mut self, length: usize, as_: &str) {
        self.made.push_str(as_);
        self.rest = &self.rest[length..];
    }

    fn literal(&mut self, c: char) {
        match c {
            '^' | '$' | '.' => self.made.push(c),
            c => push_literal(&mut self.made, c),
        }
        self.rest = &self.rest[c.len_utf8()..];
        self.repeated = Repeated::Something;
    }

    /// A repetition, of what stands before flags that were made at that place.
    fn repetition(&mut self, length: usize, flags: Option<usize>) -> Result<(), String> {
        let lazy = usize::from(self.rest[length..].starts_with('?'));
        let sign = &self.rest[..length];
        match self.repeated {
            Repeated::Nothing => {
                return Err(format!("missing argument to repetition operator: `{sign}`"));
            }
            Repeated::Already(before) => {
                let start = self.whole.len() - self.rest.len() - before;
                let both = &self.whole[start..start + before + length + lazy];
                return Err(format!("invalid nested repetition operator: `{both}`"));
            }
            Repeated::Something => {}
        }
        let all = self.rest[..length + lazy].to_owned();
        let at = flags.unwrap_or(self.made.len());
        self.take(length + lazy, "");
        self.made.insert_str(at, &all);
        self.repeated = Repeated::Already(length + lazy);
        Ok(())
    }

    fn group(&mut self, flags: Option<usize>) -> Result<(), String> {
        let before = std::mem::replace(&mut self.repeated, Repeated::Nothing);
        let Some(inner) = self.rest.strip_prefix("(?") else {
            self.open += 1;
            self.take(1, "(");
            return Ok(());
        };
        if let Some(named) = inner.strip_prefix("P<").or(inner.strip_prefix('<')) {
            let Some((name, _)) = named.split_once('>') else {
                return Err(format!("invalid named capture: `{}`", self.rest));
            };
            let is_name = !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let length = self.rest.len() - named.len() + name.len() + 1;
            if !is_name {
                return Err(format!("invalid named capture: `{}`", &self.rest[..length]));
            }
            self.open += 1;
            if !self.names.insert(name) {
                // The same name again is fine in Go.
                self.take(length, "(");
                return Ok(());
            }
            // A name may start with a digit in Go.
            let name = format!(
                "(?P<{}{name}>",
                if name.starts_with(|c: char| c.is_ascii_digit()) {
                    "_"
                } else {
                    ""
                }
            );
            self.take(length, &name);
            return Ok(());
        }
        let at = flags.unwrap_or(self.made.len());
        self.flags(inner)?;
        if inner.find([':', ')']) == inner.find(')') {
            // Flags for what follows are nothing that could be repeated: what stands before them is.
            self.flags = Some(at);
            self.repeated = match before {
                Repeated::Nothing => before,
                _ => Repeated::Something,
            };
        }
        Ok(())
    }

    fn flags(&mut self, inner: &str) -> Result<(), String> {
        let length = inner.find(|c| !"imsU-".contains(c)).unwrap_or(inner.len());
        let flags = &inner[..length];
        let end = inner[length..].chars().next();
        let is_well = flags.matches('-').count() <= 1 && !flags.ends_with('-');
        match end {
            Some(end @ (')' | ':')) if is_well && !(end == ')' && flags.is_empty()) => {
                let all = self.rest[..length + 3].to_owned();
                self.open += usize::from(end == ':');
                self.take(length + 3, &all);
                Ok(())
            }
            None => Err(format!("missing closing ): `{}`", self.whole)),
            Some(end) => {
                let all = length + 2 + end.len_utf8();
                Err(format!(
                    "invalid or unsupported Perl syntax: `{}`",
                    &self.rest[..all]
                ))
            }
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        self.repeated = Repeated::Something;
        let Some(c) = self.rest[1..].chars().next() else {
            return Err("trailing backslash at end of expression: ``".to_owned());
        };
        match c {
            'A' => self.take(2, r"\A"),
            'z' => self.take(2, r"\z"),
            'b' => self.take(2, r"(?-u:\b)"),
            'B' => self.take(2, r"(?-u:\B)"),
            'Q' => {
                let quoted = &self.rest[2..];
                let (quoted, length) = match quoted.find(r"\E") {
                    Some(end) => (&quoted[..end], end + 4),
                    None => (quoted, quoted.len() + 2),
                };
                let mut made = String::new();
                quoted.chars().for_each(|c| push_literal(&mut made, c));
                self.take(length, &made);
            }
            _ => {
                let (made, length) = single_escape(self.rest)?;
                self.take(length, &made);
            }
        }
        Ok(())
    }

    fn class(&mut self) -> Result<(), String> {
        self.repeated = Repeated::Something;
        let (made, length) = class(self.rest)?;
        self.take(length, &made);
        Ok(())
    }
}

pub(super) fn push_literal(made: &mut String, c: char) {
    if c.is_ascii_punctuation() && !matches!(c, '<' | '>') {
        made.push('\\');
    }
    made.push(c);
}
