//! Values as text: Go's `fmt`. What is taken over as it stands keeps its origin, and numbers are derived from theirs.

mod float;
mod integer;
mod printf;
mod string;
mod value;

pub use self::printf::printf;
pub use super::go::quote::quote;

use super::budget::Bound;
use super::value::Value;
use crate::origin::{Place, Text};

/// The longest text that one call gives.
const LONGEST: usize = 64 << 20;
/// Lists and maps within each other. One can hold itself, at which Go's own stack ends.
const DEEPEST: usize = 200;

/// A value as a template prints it: `fmt.Sprint` of it alone.
///
/// # Errors
/// It is too long or too deep.
pub fn printed(value: &Value) -> Result<Text, Bound> {
    let mut printer = Printer::default();
    printer.argument(value, 'v')?;
    Ok(printer.out)
}

/// Values with a blank between two that are no strings: `fmt.Sprint`.
///
/// # Errors
/// They are too long or too deep.
pub fn print(values: &[Value]) -> Result<Text, Bound> {
    let mut printer = Printer::default();
    let mut after_string = true;
    for value in values {
        let is_string = matches!(value, Value::Text(_));
        if !is_string && !after_string {
            printer.out.push_str(" ");
        }
        printer.argument(value, 'v')?;
        after_string = is_string;
    }
    Ok(printer.out)
}

/// Values with blanks between them and a line's end: `fmt.Sprintln`.
///
/// # Errors
/// They are too long or too deep.
pub fn println(values: &[Value]) -> Result<Text, Bound> {
    let mut printer = Printer::default();
    for (number, value) in values.iter().enumerate() {
        if number > 0 {
            printer.out.push_str(" ");
        }
        printer.argument(value, 'v')?;
    }
    printer.out.push_str("\n");
    Ok(printer.out)
}

/// A text in double quotes, `%q`: what needs no escape keeps its origin.
#[must_use]
pub fn quoted(text: &Text) -> Text {
    let mut printer = Printer::default();
    printer.quoted(text);
    printer.out
}

/// What stands between `%` and the verb.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of Go's")]
struct Flags {
    width: Option<usize>,
    precision: Option<usize>,
    minus: bool,
    plus: bool,
    sharp: bool,
    space: bool,
    zero: bool,
    /// `%#v`: as Go's source would write it.
    source: bool,
}

/// Writes values.
#[derive(Default)]
struct Printer {
    out: Text,
    flags: Flags,
    depth: usize,
}

impl Printer {
    fn check(&self) -> Result<(), Bound> {
        if self.out.len() > LONGEST {
            return Err(Bound::Bytes);
        }
        Ok(())
    }

    /// Adds blanks, or zeros, to the left or the right of what is narrower than is asked.
    fn pad(&mut self, piece: &Text, zero: bool) {
        let width = self.flags.width.unwrap_or_default();
        let letters = piece.as_str();
        let missing = match width {
            0 => 0,
            width => width.saturating_sub(letters.chars().count()),
        };
        let sign = if zero && !self.flags.minus { "0" } else { " " };
        if self.flags.minus {
            self.out.push(piece);
        }
        if missing > 0 {
            self.out.push_str(&sign.repeat(missing));
        }
        if !self.flags.minus {
            self.out.push(piece);
        }
    }

    fn pad_str(&mut self, letters: &str, place: Option<Place>, zero: bool) {
        self.pad(&Text::derived(letters, place), zero);
    }
}
